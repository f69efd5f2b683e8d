"""trust, of a note: a few lines that nobody reviewed, so that somebody else reads them before they go out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from syndicate.limits import Limits, Unit, measure
from syndicate.model import (
    Approval,
    Article,
    Finding,
    NoteKind,
    Person,
    Role,
    Severity,
    Words,
    is_foreign,
    reads,
    wrote,
)
from syndicate.rules.rule import Rule

LONGEST = 280
UNREAD = Rule(
    "trust.note-unread",
    Severity.WARNING,
    Words(
        "Een mededeling staat op de site en gaat uit zodra iemand die haar niet schreef, precies deze tekst "
        "heeft goedgekeurd.",
        "A note is on the site, and goes out, once somebody who did not write it approved exactly this text.",
    ),
    Words("Niemand anders heeft deze mededeling nog gelezen.", "Nobody else has read this note yet."),
    Words(
        "Laat {who} haar lezen en ja zeggen, vanaf het bureau of met `invoke approve`.",
        "Have {who} read it and say yes, from the desk or by `invoke approve`.",
    ),
    "NHS service manual (a second pair of eyes); KNMG Artsen en Social Media (2011)",
    posts_only=True,
)
GROUND = Rule(
    "trust.note-ground",
    Severity.WARNING,
    Words(
        "Een tip leidt naar de tekst of bron waarop zij rust.",
        "A tip leads to what it rests on.",
    ),
    Words("Deze tip zegt niet waar zij op rust.", "This tip does not say what it rests on."),
    Words(
        "Zet in de tip een link naar een van uw artikelen, of noem een bron bij `sources`.",
        "Put a link to one of your articles into the tip, or name a source under `sources`.",
    ),
    "HONcode (attribution); PIF TICK",
    overridable=True,
)
LONG = Rule(
    "trust.note-long",
    Severity.WARNING,
    Words(
        f"Een mededeling is hooguit {LONGEST} tekens lang: dan gaat zij overal heel uit.",
        f"A note is at most {LONGEST} characters long: then it goes out whole everywhere.",
    ),
    Words(
        "Deze mededeling is {length} tekens lang en wordt op sommige netwerken afgekapt.",
        "This note is {length} characters long, and some networks will get it cut.",
    ),
    Words(
        "Maak haar korter, of maak er een artikel van: haal `note` weg.",
        "Make it shorter, or make it an article: take `note` out.",
    ),
    "X: 280 weighted characters; Bluesky: 300 graphemes",
)
RULES = (UNREAD, GROUND, LONG)
LINK = re.compile(r"\]\([^)\s]")


def on_source(
    article: Article,
    people: Mapping[str, Person],
    *,
    approvals: tuple[Approval, ...],
    language: str = "",
) -> Iterator[Finding]:
    """Yield what a note lacks; `language` is the site's, which all of `people` read."""
    able = second_readers(article, people, language)
    read = {a.person for a in approvals if a.role is Role.MEDICAL and article.signed_by(a)}
    if not read & {person.id for person in able}:
        yield UNREAD.on(article, "note", who=_named(able))
    if article.note is NoteKind.TIP and not article.sources and not LINK.search(article.body):
        yield GROUND.on(article, "note")
    length = measure(article.body.strip(), Limits(Unit.GRAPHEMES, LONGEST))
    if length > LONGEST:
        yield LONG.finding(article.file, article.body_line, article.ref, length=length)


def second_readers(article: Article, people: Mapping[str, Person], language: str) -> tuple[Person, ...]:
    """Return who may say yes to a note: whoever reads its language and did not write it."""
    foreign = is_foreign(article, language)
    return tuple(
        person
        for person in people.values()
        if not wrote(person, article) and (not foreign or reads(person, article.lang, language))
    )


def _named(able: tuple[Person, ...]) -> Words:
    if 0 < len(able) <= 3:
        first, last = ", ".join(p.name for p in able[:-1]), able[-1].name
        return Words(*(f"{first} {word} {last}" if first else last for word in ("of", "or")))
    return Words("een ander", "somebody else")
