"""What was seen in the labelled sets stays seen, and what passed there still passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from syndicate.rules.secrecy.kinds import Kind
from tests.guard.measure import read
from tests.guard.practice import practice

SETS = Path(__file__).resolve().parents[1] / "data" / "guard"
FORM = frozenset(Kind) - {Kind.NAME_CARE, Kind.NAME_CONSENT, Kind.NAME, Kind.CASE}
# Of each set: formal identifiers seen, all sentences with a finding, ordinary ones among them, at most.
COUNTED = {
    "open": (55, 178, 0),
    "second": (60, 220, 1),
    "third": (77, 244, 4),
    "fourth": (80, 259, 7),
    "fifth": (78, 244, 7),
    "sixth": (78, 234, 23),
    "seventh": (78, 233, 2),
    "eighth": (80, 258, 0),
    "ninth": (80, 206, 7),
}


def test_every_set_is_counted() -> None:
    assert {file.stem for file in SETS.glob("*.jsonl")} - {"formal"} == set(COUNTED)


@pytest.mark.parametrize("name", COUNTED)
def test_a_set_that_was_tuned_on_is_seen_as_well_as_before(name: str) -> None:
    formal, found, ordinary = COUNTED[name]
    seen = read((SETS / f"{name}.jsonl",), "all", practice())
    legit = [one for one in seen if one.label == "legit"]
    assert sum(bool(one.kinds & FORM) for one in seen if one.label == "formal") >= formal
    assert sum(one.any for one in seen if one.label != "legit") >= found
    assert sum(one.any for one in legit) <= ordinary
    assert [one.text for one in legit if one.block] == []
