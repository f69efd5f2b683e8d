"""Sight: every sign of a person in a text or a file name that is not the practice's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from syndicate.rules.secrecy.cases import cases
from syndicate.rules.secrecy.flow import flowing
from syndicate.rules.secrecy.kinds import Kind
from syndicate.rules.secrecy.known import Known, name_hash
from syndicate.rules.secrecy.marks import Mark, Memory, remembered
from syndicate.rules.secrecy.names import names
from syndicate.rules.secrecy.pieces import FLOWING, NAMES, Piece
from syndicate.rules.secrecy.trace import Trace
from syndicate.rules.secrecy.traces import traces
from syndicate.rules.secrecy.visible import bare, legible, spelled, unmarked
from syndicate.rules.wordlists import WEBMAIL

NO_HOSTS: frozenset[str] = frozenset()


def marks(
    pieces: Sequence[Piece], known: Known, spare: frozenset[str] = NO_HOSTS, memory: Memory | None = None
) -> tuple[Mark, ...]:
    """Return what is seen in these pieces, from memory where it can; `spare` are hosts of sources."""
    return remembered(memory, pieces, known, spare, lambda: _marks(pieces, known, spare))


def _marks(pieces: Sequence[Piece], known: Known, spare: frozenset[str]) -> tuple[Mark, ...]:
    found = (
        (index, *seen)
        for index, piece in enumerate(pieces)
        if piece.text
        for seen in _in_piece(piece.place, piece.text, known, spare)
    )
    return tuple(dict.fromkeys(found))


# the same words and links stand on every page of a site, and in a short text as in a long one
@lru_cache(maxsize=4096)
def _in_piece(
    place: str, text: str, known: Known, spare: frozenset[str]
) -> tuple[tuple[Kind, int, str], ...]:
    found = (
        (trace.kind, line, name_hash(trace.key) if trace.kind is Kind.NAME else "")
        for trace, line in _traced(place, text, known, spare)
    )
    return tuple(dict.fromkeys(found))


def _traced(place: str, text: str, known: Known, spare: frozenset[str]) -> Iterator[tuple[Trace, int]]:
    text = legible(text)
    if place in NAMES:
        yield from ((trace, 0) for trace in foreign(spelled(text), known, spare=spare))
        yield from ((trace, 0) for trace in in_name(text, known))
    elif place == "link":
        yield from ((trace, 0) for trace in (*foreign(text, known, spare=spare), *in_name(text, known)))
    else:
        text = unmarked(text)
        for line, part in ((0, text), *bare(text)):
            for trace in signs(part, known, spare=spare):
                yield trace, line + part.count("\n", 0, trace.start) if place in FLOWING else 0


def foreign(text: str, known: Known, *, spare: frozenset[str] = NO_HOSTS) -> Iterator[Trace]:
    """Yield the formal traces in a legible text that are not the practice's own."""
    for trace in traces(text, region=known.region, spare=spare):
        if trace.key not in known.keys and not (
            trace.kind is Kind.EMAIL and _of_practice(text, trace, known)
        ):
            yield trace


def signs(text: str, known: Known, *, spare: frozenset[str] = NO_HOSTS) -> tuple[Trace, ...]:
    """Return every sign of a person in a legible text, formal ones, names and cases, in order of place.

    What goes on over the end of a line is read as one sentence; offsets are those of `text`.
    """
    flow = flowing(text)
    found = [
        *foreign(flow.text, known, spare=spare),
        *names(flow.text, known),
        *cases(flow.text, known),
    ]
    found = [replace(t, start=flow.origin(t.start), end=flow.origin(t.end - 1) + 1) for t in found]
    return tuple(sorted(found, key=lambda trace: (trace.start, trace.kind)))


def in_name(name: str, known: Known) -> tuple[Trace, ...]:
    """Return the people's names in a legible file name, slug or address; offsets are one too many."""
    return tuple(names(f"/{name}", known)) if name else ()


def _of_practice(text: str, trace: Trace, known: Known) -> bool:
    host = trace.key.partition("@")[2]
    # @name@host is an account on the fediverse, made to be public; @name@webmail is a typing slip.
    handle = text[max(0, trace.start - 1) : trace.start] == "@" and host not in WEBMAIL
    return handle or f"@{host}" in known.keys
