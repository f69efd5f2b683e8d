"""What `doctor --prove` says, in Dutch and English."""

from __future__ import annotations

from syndicate.model import Words


def filled(words: Words, **named: str) -> Words:
    """Return a sentence with its gaps filled, in both languages."""
    return Words(words.nl.format(**named), words.en.format(**named))


TITLE = Words("Testbericht", "Test post")
TEXT = Words(
    "Testbericht van {name}; het verdwijnt zo weer. ({token})",
    "Test post by {name}; it will be gone in a moment. ({token})",
)
CANNOT = Words(
    "op {network} kan dit programma geen bericht terugtrekken, dus er is niets geplaatst. Of het werkt, "
    "blijkt bij het eerste bericht.",
    "this program cannot withdraw a post on {network}, so nothing was posted. Whether it works shows with "
    "the first post.",
)
WORKS = Words(
    "het testbericht is geplaatst en weer weg: dit account werkt.",
    "the test post was posted and is gone again: this account works.",
)
HIDDEN = Words(
    "het testbericht is weer weg, maar patiënten hadden het niet gezien. Staat de app nog in ontwikkelmodus, "
    "of is het account besloten?",
    "the test post is gone again, but patients would not have seen it. Is the app still in development mode, "
    "or the account private?",
)
REFUSED = Words("het testbericht ging niet goed: {why}.", "the test post did not go well: {why}.")
NOT_THERE = Words(
    "van het testbericht van {day} staat er niets.", "nothing stands there of the test post of {day}."
)
CLEARED = Words(
    "het testbericht van {day} stond er nog en is nu weg: {url}",
    "the test post of {day} still stood there and is gone now: {url}",
)
STANDS = Words(
    "het testbericht staat er nog: {url} ({why}). Verwijder het zelf, of draai dit opnieuw: dan gaat het "
    "eerst weg.",
    "the test post still stands there: {url} ({why}). Delete it yourself, or run this again: it goes first "
    "then.",
)
ASK_AGAIN = Words(
    "of er nog een testbericht staat, is nu niet te zien ({why}). Er is niets nieuws geplaatst; probeer het "
    "later.",
    "whether a test post still stands there cannot be seen now ({why}). Nothing new was posted; try again "
    "later.",
)
LOOK_YOURSELF = Words(
    "of er een testbericht staat, kan alleen u zien ({why}). Zoek op {name} naar {marker}, verwijder het, en "
    "draai dit daarna opnieuw.",
    "whether a test post stands there only you can see ({why}). Look on {name} for {marker}, delete it, and "
    "run this again after that.",
)
