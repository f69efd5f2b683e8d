"""Trace: one stretch of a text that leads to a person."""

from __future__ import annotations

from dataclasses import dataclass, field

from syndicate.rules.secrecy.kinds import Kind


@dataclass(frozen=True, slots=True)
class Trace:
    """One trace in a legible text; `key` is its value in one way of writing, and never shown."""

    kind: Kind
    start: int
    end: int
    key: str = field(repr=False)
