"""Why a Word file is not taken in, and what its sender can do about it."""

from __future__ import annotations

from syndicate.model import Words


class Unreadable(Exception):
    """This is no Word file that can be taken in; `said` says why, and what to do."""

    def __init__(self, said: Words) -> None:
        super().__init__(said.en)
        self.said = said


SAVE = Words("Bewaar het in Word als Word-document (.docx).", "Save it in Word as a Word document (.docx).")
OLD = Words(
    f"Dit is een oud Word-bestand, of een met een wachtwoord. {SAVE.nl}",
    f"This is an old Word file, or one with a password. {SAVE.en}",
)
NO_WORD = Words(
    f"Dit is geen heel Word-bestand; misschien is het nog niet helemaal gekopieerd. {SAVE.nl}",
    f"This is no whole Word file; perhaps it is not copied to its end yet. {SAVE.en}",
)
WITH_MACROS = Words(
    f"In dit bestand zitten programma's (macro's). {SAVE.nl}", f"This file holds programs (macros). {SAVE.en}"
)
TOO_LARGE = Words(
    "Dit bestand is te groot voor één artikel: hooguit 40 MB, 40 afbeeldingen en 40 bladzijden. Verdeel het.",
    "This file is too large for one article: at most 40 MB, 40 pictures and 40 pages. Divide it.",
)
EMPTY = Words("Er staat geen tekst in dit bestand.", "There is no text in this file.")
