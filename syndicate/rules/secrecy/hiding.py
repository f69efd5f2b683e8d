"""Hiding: file names, subjects and keys as they may be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from syndicate.model import Finding
from syndicate.rules.secrecy.known import Known
from syndicate.rules.secrecy.marks import Memory
from syndicate.rules.secrecy.pieces import Piece
from syndicate.rules.secrecy.sight import foreign, in_name, marks
from syndicate.rules.secrecy.visible import legible, spelled


def hide(findings: tuple[Finding, ...], known: Known, memory: Memory | None = None) -> tuple[Finding, ...]:
    """Return the findings without any sign of a person in the file names and subjects that they carry.

    A subject that holds one becomes "", which stops the whole site: such an article has its patient
    in its very address, and nothing may go out under it.
    """
    masked = {name: hidden(name, known, memory) for f in findings for name in (f.file, f.subject)}
    return tuple(
        replace(f, file=masked[f.file], subject=f.subject if masked[f.subject] == f.subject else "")
        for f in findings
    )


def hidden(name: str, known: Known, memory: Memory | None = None) -> str:
    """Return a file name, uid or subject with "…" for every sign of a person.

    Of a person's name the first letter stays, so that whoever looks into the folder finds the file:
    content/articles/bezoek-van-j….md.
    """
    if not name or (memory is not None and not marks((Piece("file", 1, name),), known, memory=memory)):
        return name
    plain = legible(name)
    shown = _without(plain, ((trace.start, trace.end - 1) for trace in in_name(plain, known)))
    numbers = spelled(shown)
    masked = _without(numbers, ((trace.start, trace.end) for trace in foreign(numbers, known)))
    if masked != numbers:
        return masked
    return shown if shown != plain else name


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}…{text[end:]}"
    return text
