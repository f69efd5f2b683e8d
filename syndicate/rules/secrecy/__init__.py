"""secrecy: no patient can be known from what goes out. A finding says where and what, never which.

The ordinary rules of professional secrecy (seeds, "Secrecy"), as far as a machine can see them: five
kinds of formal trace. What belongs to the practice itself is known from its settings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from syndicate.model import Article, Calendar, Finding, Practice, Severity, Status, Topic, Words
from syndicate.rules.rule import Rule, line_of
from syndicate.rules.traces import Kind, Trace, legible, traces
from syndicate.rules.wordlists import WEBMAIL

NOT_OURS = Words(
    "Haal het weg. Hoort het bij de praktijk of een collega-instelling, zet het dan bij `allowed` in "
    "SYNDICATE_PRACTICE",
    "Take it out. If it belongs to the practice or a fellow institution, add it to `allowed` in "
    "SYNDICATE_PRACTICE",
)
NEVER = Words("Haal het weg", "Take it out")
MENDS = {
    Kind.BSN: NEVER,
    Kind.PHONE: NOT_OURS,
    Kind.EMAIL: NOT_OURS,
    Kind.ADDRESS: NOT_OURS,
    Kind.BIRTH_DATE: NEVER,
}
WITH_REASON = Words(
    "; is het iets anders, geef dan bij `overrides` uw naam en de reden.",
    "; if it is something else, give your name and the reason under `overrides`.",
)
ONLY = Words(".", ".")  # topics.toml and calendar.toml have no `overrides`


def _and(mend: Words, end: Words) -> Words:
    return Words(mend.nl + end.nl, mend.en + end.en)


def _rule(kind: Kind, what: Words, source: str) -> Rule:
    return Rule(
        f"secrecy.{kind}",
        Severity.ERROR,
        checks=Words(f"Nergens staat {what.nl}.", f"There is no {what.en} anywhere."),
        said=Words(f"In {{place}} staat {what.nl}.", f"There is a {what.en} in {{place}}."),
        mend=_and(MENDS[kind], WITH_REASON),
        source=f"seeds, Secrecy; KNMG Artsen en Social Media (2011); {source}",
        overridable=True,
    )


RULES = {
    Kind.BSN: _rule(
        Kind.BSN,
        Words(
            "een nummer dat een burgerservicenummer (BSN) kan zijn",
            "number that may be a citizen service number (BSN)",
        ),
        "eleven-test of the BSN",
    ),
    Kind.PHONE: _rule(
        Kind.PHONE,
        Words(
            "een telefoonnummer dat niet van de praktijk is",
            "telephone number that is not the practice's own",
        ),
        "libphonenumber; 0800, 0900, 088, 14xxx and short numbers (112, 113) are public",
    ),
    Kind.EMAIL: _rule(
        Kind.EMAIL,
        Words("een e-mailadres dat niet van de praktijk is", "e-mail address that is not the practice's own"),
        "RFC 5322, as people write it",
    ),
    Kind.ADDRESS: _rule(
        Kind.ADDRESS,
        Words(
            "een adres (huisnummer en postcode) dat niet van de praktijk is",
            "postal address (house number and postcode) that is not the practice's own",
        ),
        "the Dutch postcode",
    ),
    Kind.BIRTH_DATE: _rule(
        Kind.BIRTH_DATE,
        Words("een geboortedatum", "date of birth"),
        "a date after geboren, geb. or born; people born before 1900 may be named",
    ),
}

ELSEWHERE = {kind: replace(rule, mend=_and(MENDS[kind], ONLY)) for kind, rule in RULES.items()}

PLACES = {
    "title": Words("de titel", "the title"),
    "uid": Words("het vaste kenmerk (uid)", "the stable id (uid)"),
    "slug": Words("het webadres (slug)", "the web address (slug)"),
    "topic": Words("het onderwerp", "the topic"),
    "event": Words("de naam van een gelegenheid", "the name of an event"),
    "quiet": Words("de reden van stille dagen", "the reason for quiet days"),
    "audience": Words("de doelgroep", "the audience"),
    "summary": Words("de samenvatting", "the summary"),
    "image": Words("de bestandsnaam van de foto", "the picture's file name"),
    "image_alt": Words("de fotobeschrijving", "the picture's description"),
    "translation_of": Words("de verwijzing naar de vertaling", "the reference to the translation"),
    "reason": Words("de reden van intrekken", "the reason for withdrawal"),
    "correction": Words("de correctie", "the correction"),
    "tags": Words("een trefwoord", "a tag"),
    "key_points": Words("een kernpunt", "a key point"),
    "sources": Words("een bron", "a source"),
    "teasers": Words("een teaser", "a teaser"),
    "overrides": Words("de reden van een uitzondering", "the reason for an exception"),
    "file": Words("de bestandsnaam", "the file name"),
    "body": Words("de tekst", "the text"),
    "page": Words("de pagina", "the page"),
    "post": Words("het bericht", "the post"),
    "alt": Words("de beeldbeschrijving", "the picture's description"),
    "card": Words("de titel of samenvatting bij de link", "the title or summary beside the link"),
}
FLOWING = frozenset({"body", "page"})
NAMES = frozenset({"file", "slug", "uid", "image", "translation_of"})
# What the notice of a withdrawn article still shows; a text with a mistake must always be withdrawable.
NOTICE = frozenset({"file", "title", "slug", "uid", "reason"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: which `place` it is, and on which line its first line stands."""

    place: str
    line: int
    text: str


def pieces(article: Article) -> Iterator[Piece]:
    """Yield every stretch of a source that its author wrote, the addresses of its sources excepted."""
    yield Piece("file", 1, article.file)
    for place in ("title", "uid", "slug", "topic", "audience", "summary", "image", "image_alt"):
        yield Piece(place, article.line(place), getattr(article, place))
    for place in ("translation_of", "reason", "correction"):
        yield Piece(place, article.line(place), getattr(article, place))
    lists = {
        "tags": article.tags,
        "key_points": article.key_points,
        "sources": tuple(f"{source.title} · {source.publisher}" for source in article.sources),
        "teasers": tuple(teaser.text for teaser in article.teasers),
    }
    for place, texts in lists.items():
        for index, text in enumerate(texts):
            yield Piece(place, line_of(article, place, index), text)
    for code, text in article.overrides.items():
        yield Piece("overrides", article.lines.get(f"overrides.{code}", article.line("overrides")), text)
    yield Piece("body", article.body_line, article.body)


def on_source(article: Article, practice: Practice) -> tuple[Finding, ...]:
    """Return what may identify a patient in a source: one finding a line and kind."""
    spare = frozenset(
        match[1].lower()
        for source in article.sources
        if (match := re.match(r"https?://([^/:?#]+)", source.url))
    )
    found: list[Finding] = []
    for piece in pieces(article):
        if article.status is not Status.WITHDRAWN or piece.place in NOTICE:
            found += look(piece, practice, file=article.file, subject=article.ref, spare=spare)
    # Another item of the same list may stand on the same line.
    return tuple(dict.fromkeys(found))


def on_topic(topic: Topic, practice: Practice) -> Iterator[Finding]:
    """Yield what may identify a patient in a topic's name or introduction, where the topic stands."""
    words = " · ".join(dict.fromkeys((topic.name.nl, topic.name.en, topic.intro.nl, topic.intro.en)))
    yield from _elsewhere(Piece("topic", topic.line, words), practice, topic.file)


def on_calendar(calendar: Calendar, practice: Practice) -> Iterator[Finding]:
    """Yield what may identify a patient in the calendar's own words.

    An event's name goes into keys of the ledger, which are kept for ever, and plan shows both to all.
    """
    for event in calendar.events:
        yield from _elsewhere(Piece("event", event.begins, event.name), practice, event.file)
    for quiet in calendar.quiet:
        yield from _elsewhere(Piece("quiet", quiet.line, quiet.reason), practice, quiet.file)


def _elsewhere(piece: Piece, practice: Practice, file: str) -> Iterator[Finding]:
    """Look at words that stand in no article: nobody can let a finding in them pass."""
    yield from look(piece, practice, file=file, subject="", said_by=ELSEWHERE)


def look(
    piece: Piece,
    practice: Practice,
    *,
    file: str,
    subject: str,
    spare: frozenset[str] = frozenset(),
    said_by: Mapping[Kind, Rule] = RULES,
) -> Iterator[Finding]:
    """Yield one finding a line and kind for the traces in `piece` that are not the practice's own."""
    text = legible(piece.text)
    if piece.place in NAMES:
        text = _spelled(text)
    marks = [
        (trace.kind, text.count("\n", 0, trace.start) if piece.place in FLOWING else 0)
        for trace in foreign(text, practice, spare=spare)
    ]
    for kind, offset in dict.fromkeys(marks):
        yield said_by[kind].finding(file, piece.line + offset, subject, place=PLACES[piece.place])


def foreign(text: str, practice: Practice, *, spare: frozenset[str] = frozenset()) -> Iterator[Trace]:
    """Yield the traces in a legible text that are not the practice's own."""
    own = _own(practice)
    for trace in traces(text, region=practice.country, spare=spare):
        if trace.key not in own and not (trace.kind is Kind.EMAIL and _of_practice(text, trace, own)):
            yield trace


def hide(findings: tuple[Finding, ...], practice: Practice) -> tuple[Finding, ...]:
    """Return the findings without any trace in the file names and subjects that they carry.

    A subject that holds one becomes "", which stops the whole site: such an article has its patient
    in its very address, and nothing may go out under it.
    """
    masked = {name: _masked(name, practice) for f in findings for name in (f.file, f.subject)}
    return tuple(
        replace(f, file=masked[f.file], subject=f.subject if masked[f.subject] == f.subject else "")
        for f in findings
    )


def _masked(name: str, practice: Practice) -> str:
    text = _spelled(legible(name))
    found = list(foreign(text, practice))
    if not found:
        return name
    for trace in reversed(found):
        text = f"{text[: trace.start]}…{text[trace.end :]}"
    return text


def _spelled(name: str) -> str:
    """Return a name as words: foto_0612345678.jpg -> foto 0612345678.jpg."""
    return re.sub(r"_|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", name)


@lru_cache(maxsize=8)
def _own(practice: Practice) -> frozenset[str]:
    """Return the keys of the practice's own numbers and addresses, and "@host" for its own hosts."""
    address = f"{practice.street}, {practice.postal_code}"
    lines = (practice.phone, practice.out_of_hours_phone, practice.email, address, *practice.allowed)
    keys = {trace.key for line in lines for trace in traces(legible(line), region=practice.country)}
    hosts = {practice.email.partition("@")[2].lower()} - WEBMAIL - {""}
    hosts |= {line[1:].lower() for line in practice.allowed if line.startswith("@")}
    return frozenset(keys | {f"@{host}" for host in hosts})


def _of_practice(text: str, trace: Trace, own: frozenset[str]) -> bool:
    host = trace.key.partition("@")[2]
    # @name@host is an account on the fediverse, made to be public; @name@webmail is a typing slip.
    handle = text[max(0, trace.start - 1) : trace.start] == "@" and host not in WEBMAIL
    return handle or f"@{host}" in own
