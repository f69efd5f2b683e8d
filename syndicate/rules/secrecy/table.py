"""The table of formal identifiers: identifiers.json, which the browser's guard.js reads as well.

Its patterns mean the same in Python and JavaScript: classes are spelled out, since \\w and \\b are not
the same there, and a group is named as JavaScript does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from syndicate.rules.secrecy.kinds import Kind

PART = re.compile("«([a-z_A-Z]+)»")


@dataclass(frozen=True)
class Recogniser:
    """One pattern whose group `value` is a trace, if `check` says so and nothing around it speaks against.

    It reads the text as it is written (`case`), or in small letters, as do `before`, `after` (what must not
    stand right there) and `near` (what must stand within so many characters). `signs`: without one of these
    there is nothing to find. `least`: so many digits. `region`: only for that country's numbers. What is
    `written` in the table is compiled when a text first asks for it: few texts ask for all.
    """

    kind: Kind
    check: str
    anchor: re.Pattern[str]
    lead: int
    tail: int
    written: Mapping[str, str]
    parts: Mapping[str, str]
    case: bool = False
    signs: tuple[str, ...] = ()
    within: int = 0
    least: int = 0
    region: str = ""
    shaped: bool = False
    venue: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return what finds it."""
        written = spelled_out(self.written["pattern"], self.parts)
        return re.compile(named(written if self.case else written.lower()))

    @cached_property
    def before(self) -> re.Pattern[str] | None:
        """Return what must not end right before it."""
        return self._around("before", r"(?:{})\Z")

    @cached_property
    def after(self) -> re.Pattern[str] | None:
        """Return what must not begin right after it."""
        return self._around("after")

    @cached_property
    def near(self) -> re.Pattern[str] | None:
        """Return what must stand near it."""
        return self._around("near")

    def _around(self, name: str, frame: str = "{}") -> re.Pattern[str] | None:
        pattern = spelled_out(self.written.get(name, ""), self.parts).lower()
        return re.compile(frame.format(named(pattern))) if pattern else None


@dataclass(frozen=True, slots=True)
class Table:
    """All recognisers in their order, and the lists that their checks look into."""

    recognisers: tuple[Recogniser, ...]
    publications: re.Pattern[str]
    hosts: frozenset[str]
    public_phones: re.Pattern[str]
    iban_lengths: dict[str, int]
    never_postcode: frozenset[str]
    words_after_numbers: frozenset[str]
    no_plate: frozenset[str]
    digit_words: dict[str, str]
    venue: re.Pattern[str]
    person: re.Pattern[str]
    practice_phone: re.Pattern[str]


@lru_cache(maxsize=1)
def table() -> Table:
    """Return the table, read once."""
    read = json.loads(files("syndicate.rules.secrecy").joinpath("identifiers.json").read_text("utf-8"))
    return Table(
        tuple(_recogniser(row, read["parts"], read["anchors"]) for row in read["recognisers"]),
        re.compile("|".join(read["publications"])),
        frozenset(read["hosts"]),
        re.compile(read["public_phones"]),
        read["iban_lengths"],
        frozenset(read["never_postcode"]),
        frozenset(read["words_after_numbers"]),
        frozenset(read["no_plate"]),
        read["digit_words"],
        re.compile(spelled_out(read["public"]["venue"], read["parts"]).lower()),
        re.compile(spelled_out(read["public"]["person"], read["parts"]).lower()),
        re.compile(rf"(?:{spelled_out('«practice_phone»', read['parts']).lower()})\Z"),
    )


def _recogniser(row: dict[str, Any], parts: dict[str, str], anchors: dict[str, str]) -> Recogniser:
    return Recogniser(
        Kind(row["kind"]),
        row["check"],
        re.compile(spelled_out(anchors[row["anchor"]], parts).lower()),
        row["lead"],
        row["tail"],
        row,
        parts,
        row.get("case", False),
        tuple(row.get("signs", ())),
        row.get("within", 0),
        row.get("least", 0),
        row.get("region", ""),
        row.get("shaped", False),
        row.get("venue", False),
    )


def spelled_out(pattern: str, parts: Mapping[str, str]) -> str:
    """Return a pattern of the table with its parts filled in."""
    while PART.search(pattern):
        pattern = PART.sub(lambda match: parts[match[1]], pattern)
    return pattern


def named(pattern: str) -> str:
    """Return a pattern with its groups named as Python names them."""
    return re.sub(r"\(\?<(?![=!])", "(?P<", pattern)
