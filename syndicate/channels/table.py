"""The table of channels: what each one takes and can do, read off the installed channels themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from syndicate.channels import GROUP
from syndicate.channels.abilities import ABILITIES
from syndicate.limits import Limits, Link

COLUMNS = {
    "find": "settles doubt",
    "recall": "rebuilds a ledger",
    "doctor": "examined",
    "renew": "renews its token",
    "update": "corrected",
    "withdraw": "withdrawn",
    "metrics": "figures",
    "reactions": "reactions",
    "reply": "answered",
}

MARKS = ("<!-- table -->", "<!-- /table -->")
SEEN: Mapping[str, str] = {}
"""On which day a maintainer saw a channel post and withdraw on the real network, by its name."""


@dataclass(frozen=True, slots=True)
class Row:
    """One channel: the length of its texts, what stands beside them, and which abilities it has."""

    name: str
    limits: Limits
    abilities: frozenset[str]

    def cells(self) -> tuple[str, ...]:
        """Return the row as it is printed."""
        limits = self.limits
        picture = "with a description" if limits.alt else "yes"
        link = {Link.TEXT: "in the text", Link.CARD: "in a card", Link.NONE: "none"}[limits.link]
        able = ("yes" if name in self.abilities else "–" for name in COLUMNS)
        return (
            self.name,
            f"{limits.characters} {limits.unit}",
            picture if limits.image_bytes else "–",
            _film(limits),
            link,
            *able,
            SEEN.get(self.name, "never"),
        )


def _film(limits: Limits) -> str:
    if limits.film is None:
        return "–"
    return "with captions" if limits.film.captions else "its words in the description"


def rows() -> tuple[Row, ...]:
    """Return the installed channels by name; one that does not say what it takes is left out."""
    found = (_row(entry) for entry in sorted(entry_points(group=GROUP), key=lambda e: e.name))
    return tuple(row for row in found if row)


def _row(entry: EntryPoint) -> Row | None:
    factory = entry.load()
    limits = getattr(factory, "limits", None) or getattr(import_module(entry.module), "LIMITS", None)
    able = {name for name in ABILITIES if callable(getattr(factory, name, None))}
    if getattr(factory, "readable", True):
        able.add("find")
    return Row(entry.name, limits, frozenset(able)) if isinstance(limits, Limits) else None


def markdown() -> str:
    """Return the table as Markdown, a line each channel."""
    head = ("channel", "length", "picture", "film", "link", *COLUMNS.values(), "seen on the real network")
    lines = [head, tuple("---" for _ in head), *(row.cells() for row in rows())]
    return "".join(f"{line}\n" for line in _drawn(lines))


def filled(page: str) -> str:
    """Return a Markdown page with the table as it is now between its two marks."""
    return re.sub(f"(?s)({MARKS[0]}\n).*({MARKS[1]})", lambda m: m[1] + markdown() + m[2], page)


def _drawn(lines: list[tuple[str, ...]]) -> Iterator[str]:
    for line in lines:
        yield f"| {' | '.join(line)} |"
