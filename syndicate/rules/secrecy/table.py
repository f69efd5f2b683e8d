"""The table of formal identifiers: identifiers.json, which the browser's guard.js reads as well.

Its patterns mean the same in Python and JavaScript: classes are spelled out, since \\w and \\b are not
the same there, and a group is named as JavaScript does.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from syndicate.rules.secrecy.kinds import Kind

PART = re.compile("«([a-z_A-Z]+)»")


@dataclass(frozen=True, slots=True)
class Recogniser:
    """One pattern whose group `value` is a trace, if `check` says so and nothing around it speaks against.

    It reads the text as it is written (`case`), or in small letters, as do `before`, `after` (what must not
    stand right there) and `near` (what must stand within so many characters). `signs`: without one of these
    there is nothing to find. `least`: so many digits. `region`: only for that country's numbers.
    """

    kind: Kind
    check: str
    pattern: re.Pattern[str]
    anchor: re.Pattern[str]
    lead: int
    tail: int
    case: bool = False
    signs: tuple[str, ...] = ()
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    near: re.Pattern[str] | None = None
    within: int = 0
    least: int = 0
    region: str = ""
    shaped: bool = False
    venue: bool = False


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
    """Return the table, read and compiled once."""
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
    def around(name: str, frame: str = "{}") -> re.Pattern[str] | None:
        pattern = spelled_out(row.get(name, ""), parts).lower()
        return re.compile(frame.format(named(pattern))) if pattern else None

    written = spelled_out(row["pattern"], parts)
    return Recogniser(
        Kind(row["kind"]),
        row["check"],
        re.compile(named(written if row.get("case") else written.lower())),
        re.compile(spelled_out(anchors[row["anchor"]], parts).lower()),
        row["lead"],
        row["tail"],
        row.get("case", False),
        tuple(row.get("signs", ())),
        around("before", r"(?:{})\Z"),
        around("after"),
        around("near"),
        row.get("within", 0),
        row.get("least", 0),
        row.get("region", ""),
        row.get("shaped", False),
        row.get("venue", False),
    )


def spelled_out(pattern: str, parts: dict[str, str]) -> str:
    """Return a pattern of the table with its parts filled in."""
    while PART.search(pattern):
        pattern = PART.sub(lambda match: parts[match[1]], pattern)
    return pattern


def named(pattern: str) -> str:
    """Return a pattern with its groups named as Python names them."""
    return re.sub(r"\(\?<(?![=!])", "(?P<", pattern)
