"""secrecy: no patient can be known from what goes out. A finding says where and what, never which.

The ordinary rules of professional secrecy (seeds, "Secrecy"), as far as a machine can see them, on two
levels: formal identifiers, and a name beside care, stop a text; any other name, and a case that somebody
could recognise, wait for a second person. What belongs to the practice itself is known from its settings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from syndicate.model import Article, Calendar, Finding, Person, Severity, Status, Topic
from syndicate.rules.secrecy.hiding import hidden, hide
from syndicate.rules.secrecy.kinds import SECONDED
from syndicate.rules.secrecy.known import Known, citing, seconding, unallowed
from syndicate.rules.secrecy.look import Look
from syndicate.rules.secrecy.marks import Memory
from syndicate.rules.secrecy.pictured import pictured
from syndicate.rules.secrecy.pieces import FLOWING, NOTICE, Piece, hosts, links, opened, pieces, spoken
from syndicate.rules.secrecy.sight import marks, signs
from syndicate.rules.secrecy.standing import NOBODY, Standing

__all__ = ["Look", "hidden", "hide", "hosts", "opened", "signs", "unallowed"]

REGISTERED = re.compile(r"\d{8}|\d{11}")  # AGB; BIG


def on_source(
    article: Article, known: Known, standing: Standing = NOBODY, memory: Memory | None = None
) -> tuple[Finding, ...]:
    """Return what may identify a patient in a source: one finding a line and kind."""
    known = known_in(article, known, standing)
    look = Look(known, article.file, article.ref, hosts(article), standing, memory)
    found: list[Finding] = []
    for finding, place in look.with_places(*_written(article)):
        # Another item of the same list may stand on the same line, and an address in a text is seen twice.
        if finding in found or (place == "link" and _same_line(finding, found)):
            continue
        # What was shown before, and must go in a hurry, waits for nobody.
        told = article.status is Status.WITHDRAWN and place != "reason" and seconded(finding)
        found.append(replace(finding, severity=Severity.WARNING) if told else finding)
    if article.film and article.status is not Status.WITHDRAWN:
        look = replace(look, file=article.film.file)
        cues = article.film.cues
        found += (replace(f, line=cues[f.line - 1].line) for f in look(*spoken(article)))
    return tuple(found)


def names_in(article: Article, known: Known) -> frozenset[str]:
    """Return hashes of the names in a source that ask for a second person, or did so before.

    Not of those that a consent reaches: they end with it.
    """
    agreed = Standing(consents=len(set(article.consents)))
    known = replace(known_in(article, known, agreed), remembered=frozenset())
    found = marks((*_written(article), *spoken(article)), known, hosts(article))
    return frozenset(named for _, _, _, named in found if named)


def _written(article: Article) -> Iterator[Piece]:
    return (p for p in pieces(article) if article.status is not Status.WITHDRAWN or p.place in NOTICE)


def _same_line(finding: Finding, found: Iterable[Finding]) -> bool:
    return any((f.code, f.line) == (finding.code, finding.line) for f in found)


def known_in(article: Article, known: Known, standing: Standing) -> Known:
    """Return what is known in one article: also the names of its sources, and whom a consent is about.

    Of these the pictures' descriptions tell the names; a consent that ended tells nothing. What its own
    writers let pass elsewhere is not known here.
    """
    known = seconding(citing(known, article.sources), (*article.authors, *article.writers))
    if not standing.consents:
        return known
    return replace(known, consented=pictured(article, known, standing.consents))


def on_topic(topic: Topic, known: Known, memory: Memory | None = None) -> Iterator[Finding]:
    """Yield what may identify a patient in a topic's name or introduction, where the topic stands."""
    words = " · ".join(dict.fromkeys((topic.name.nl, topic.name.en, topic.intro.nl, topic.intro.en)))
    said = (Piece("topic", topic.line, unallowed(words, known)), Piece("slug", topic.line, topic.id))
    yield from dict.fromkeys(Look(known, topic.file, memory=memory)(*said))


def on_calendar(calendar: Calendar, known: Known, memory: Memory | None = None) -> Iterator[Finding]:
    """Yield what may identify a patient in the calendar's own words.

    An event's name goes into keys of the ledger, which are kept for ever, and plan shows both to all.
    """
    for event in calendar.events:
        yield from Look(known, event.file, memory=memory)(Piece("event", event.begins, event.name))
    for quiet in calendar.quiet:
        yield from Look(known, quiet.file, memory=memory)(Piece("quiet", quiet.line, quiet.reason))


def on_people(
    people: Iterable[Person], known: Known, file: str, memory: Memory | None = None
) -> Iterator[Finding]:
    """Yield what may identify a patient in what people.toml says of the staff.

    Their own names, and numbers of the registers that write eight or eleven digits, are meant to be there.
    """
    said: list[Piece] = []
    own: list[Piece] = []
    for person in people:
        told = (person.role.nl, person.role.en, person.interests.nl, person.interests.en)
        words = " · ".join(filter(None, dict.fromkeys((person.profession, *told))))
        said += (Piece("person", 1, words), Piece("picture", 1, person.photo))
        number = "" if REGISTERED.fullmatch(person.registration_number) else person.registration_number
        own += (Piece("person", 1, text) for text in (person.name, person.registration, number))
        own += (Piece("link", 1, opened(address)) for address in (person.url, *person.accounts))
        own.append(Piece("uid", 1, person.id))
    look = Look(known, file, memory=memory)
    yield from dict.fromkeys((*look(*said), *(f for f in look(*own) if not seconded(f))))


def on_words(
    place: str, text: str, known: Known, file: str, memory: Memory | None = None
) -> Iterator[Finding]:
    """Yield what may identify a patient in a file that is no article: `place` is one of PLACES."""
    text = unallowed(text, known)
    said = [Piece(place, 1, text), *(links(text, 1) if place in FLOWING else ())]
    found: list[Finding] = []
    for finding, where in Look(known, file, memory=memory).with_places(*said):
        if finding not in found and not (where == "link" and _same_line(finding, found)):
            found.append(finding)
    yield from found


def seconded(finding: Finding) -> bool:
    """Tell whether a finding waits for a second person and for nothing else."""
    return finding.code in SECONDED
