"""The page of a second reader: what is new in a text, what was noticed of it, and one button: yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from syndicate.model import Finding, PartKind, Role, Words
from syndicate.sheets.frame import Deed, Drawn, Frame

MOST_NOTICED = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a text: its words, its `html` as readers will see it ("" of plain words), a picture.

    `html` is cleaned already. `remark` is where somebody says something about it, "" where nowhere.
    """

    kind: PartKind
    words: str
    html: str = ""
    picture: str = ""
    fresh: bool = True
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader is asked: of a text of `authors`, in which role, by whom it may be answered.

    A text in which the guard asks about people has no pieces and no posts, and its `title` is its file.
    `gone` counts what was read before and is there no more; of a translation that is `behind`, the original
    changed.
    """

    title: str
    lang: str
    role: Role
    authors: tuple[str, ...]
    people: tuple[str, ...]
    yes: tuple[Deed, ...]
    pieces: tuple[Piece, ...] = ()
    posts: tuple[Drawn, ...] = ()
    share: str = ""
    noticed: tuple[Finding, ...] = ()
    good: Words = Words("", "")
    gone: int = 0
    behind: bool = False
    published: bool = False
    note: bool = False


def reading_page(reading: Reading, frame: Frame) -> str:
    """Return one HTML page: the same text gives the same bytes."""
    runs: list[tuple[bool, list[Piece]]] = []
    for piece in reading.pieces:
        if not runs or runs[-1][0] != piece.fresh:
            runs.append((piece.fresh, []))
        runs[-1][1].append(piece)
    return frame.page(
        "reading.html",
        WORDS,
        reading=reading,
        runs=runs,
        all_new=all(piece.fresh for piece in reading.pieces),
        any_new=any(piece.fresh for piece in reading.pieces),
        noticed=reading.noticed[:MOST_NOTICED],
        asks=_asks(reading).of(frame.lang),
        may=_may(reading).of(frame.lang),
        kinds={kind: word.of(frame.lang) for kind, word in KINDS.items()},
        ready=Markup,  # the site's own cleaning made this HTML
    )


def _asks(reading: Reading) -> Words:
    who = {lang: joined(reading.authors, lang, AND) for lang in ("nl", "en")}
    asked = ASKED[Role.POST if reading.note and reading.role is Role.MEDICAL else reading.role]
    return Words(asked.nl.format(who=who["nl"]), asked.en.format(who=who["en"]))


def _may(reading: Reading) -> Words:
    """Return who may say yes, and that whoever wrote it may not."""
    people = {lang: joined(reading.people, lang, OR) for lang in ("nl", "en")}
    authors = {lang: joined(reading.authors, lang, AND) for lang in ("nl", "en")}
    return Words(
        f"Akkoord geven kan: {people['nl']}. Wie de tekst schreef ({authors['nl']}), kan dat zelf niet.",
        f"Yes can be said by: {people['en']}. Whoever wrote it ({authors['en']}) cannot.",
    )


def joined(names: Sequence[str], lang: str, word: Words) -> str:
    """Return names as a sentence has them: "Anna Berk, Bram Els of Chris Iep"."""
    first = ", ".join(names[:-1])
    return f"{first} {word.of(lang)} {names[-1]}" if first else "".join(names)


AND, OR = Words("en", "and"), Words("of", "or")
ASKED: Mapping[Role, Words] = {
    Role.MEDICAL: Words(
        "{who} vraagt of deze tekst medisch klopt.", "{who} asks whether this text is medically right."
    ),
    Role.LANGUAGE: Words(
        "{who} vraagt of deze tekst klopt in de taal die u leest.",
        "{who} asks whether this text is right in the language that you read.",
    ),
    Role.SECRECY: Words(
        "{who} vraagt of deze tekst niemand verraadt.", "{who} asks whether this text gives nobody away."
    ),
    Role.POST: Words("{who} vraagt of dit bericht klopt.", "{who} asks whether this post is right."),
}
KINDS: Mapping[PartKind, Words] = {
    PartKind.TITLE: Words("Titel", "Title"),
    PartKind.SUMMARY: Words("Samenvatting", "Summary"),
    PartKind.POINT: Words("Kernpunt", "Key point"),
    PartKind.PICTURE: Words("Beeld", "Picture"),
    PartKind.SOURCE: Words("Bron", "Source"),
    PartKind.TEXT: Words("", ""),
}
WORDS: Mapping[str, Words] = {
    "title": Words("Wilt u dit lezen?", "Would you read this?"),
    "new": Words("Wat nieuw is", "What is new"),
    "text": Words("De tekst", "The text"),
    "read": Words("Wat al gelezen is", "What was read before"),
    "nothing_new": Words(
        "Er zijn geen nieuwe woorden. Wel is er iets anders: de volgorde, een bericht of het adres, of het "
        "is tijd om alles nog eens te lezen.",
        "There are no new words. But something changed: the order, a post or the address, or it is time to "
        "read all of it again.",
    ),
    "gone": Words(
        "Van wat eerder gelezen is, is {n} stuk veranderd of weggehaald.",
        "Of what was read before, {n} piece was changed or taken out.",
    ),
    "gones": Words(
        "Van wat eerder gelezen is, zijn {n} stukken veranderd of weggehaald.",
        "Of what was read before, {n} pieces were changed or taken out.",
    ),
    "behind": Words(
        "Het origineel is veranderd nadat deze vertaling is gelezen. Leg ze naast elkaar.",
        "The original has changed since this translation was read. Please read them side by side.",
    ),
    "published": Words("Deze tekst staat al op de site.", "This text is on the site already."),
    "remark": Words("Opmerking hierbij", "Remark on this"),
    "alt": Words("Voor wie het beeld niet ziet:", "For who cannot see the picture:"),
    "posts": Words("Zo komt het op uw kanalen", "How it looks on your channels"),
    "share": Words("Het beeld bij wie de link deelt", "The picture of whoever shares the link"),
    "noticed": Words("Wat de controle opviel", "What the check noticed"),
    "asked": Words("Wat de controle vraagt", "What the check asks"),
    "asked_why": Words(
        "De tekst zelf staat hier niet, want er kan iemand in te herkennen zijn. Lees haar waar u schrijft, "
        "bij deze regels:",
        "The text itself is not shown here, since somebody may be known by it. Read it where you write, at "
        "these lines:",
    ),
    "line": Words("regel", "line"),
    "yes": Words("Ja, dit klopt", "Yes, this is right"),
    "yes_secrecy": Words("Ja, dit mag zo", "Yes, this may stand"),
    "yes_why": Words(
        "Er opent een ingevuld briefje. Verstuur het: daarmee zegt u ja tegen precies deze tekst.",
        "A filled-in note opens. Send it: so you say yes to exactly this text.",
    ),
    "decide": Words("Klopt het?", "Is it right?"),
    "not_yet": Words(
        "Klopt iets niet? Schrijf een opmerking bij dat stuk, of zeg het tegen wie het schreef.",
        "Is something wrong? Write a remark on that piece, or tell whoever wrote it.",
    ),
}
