"""The register: each of the 44 things has a gate, a code that exists, and a test."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from syndicate import rules
from syndicate.model import Severity
from syndicate.rules.register import HELD, ITEMS, MEASURED, Gate, Item, gate_of
from syndicate.workflows.audit import bar

ROOT = Path(__file__).parents[2]
CATALOGUE = {rule.code: rule for rule in rules.catalogue()}
# A thing that weighs as an error, whose rule warns: an older text is no less true without it.
MILDER = {39: "plain.summary", 17: "tone.promotion"}
# what every practice owes: under which of these names it stands in its pages
OWED = (
    ("privacy",),
    ("klachten", "complaints"),
    ("over-ons", "about-us", "about"),
    ("zo-controleren-wij", "how-we-check"),
)


@cache
def all_tests() -> str:
    """All tests but this one, as one text."""
    own = Path(__file__)
    return "\n".join(f.read_text("utf-8") for f in (ROOT / "tests").glob("*/test_*.py") if f != own)


def test_there_are_44_things_in_order() -> None:
    assert [item.number for item in ITEMS] == list(range(1, 45))
    assert all(item.what.nl != item.what.en for item in ITEMS)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: str(item.number))
def test_every_thing_has_a_gate_whose_codes_exist_and_are_tested(item: Item) -> None:
    assert item.gates
    for code in item.codes:
        known = {Gate.CHECK: CATALOGUE, Gate.BUILD: HELD, Gate.AUDIT: MEASURED}[gate_of(code)]
        assert code in known
        if gate_of(code) is Gate.CHECK:
            # the codes of secrecy are made of its kinds
            assert f'"{code}"' in all_tests() or code.startswith("secrecy.")


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: str(item.number))
def test_a_thing_weighs_what_its_rules_weigh(item: Item) -> None:
    checked = [CATALOGUE[code].severity for code in item.codes if gate_of(code) is Gate.CHECK]
    beyond = gate_of(item.codes[-1]) is not Gate.CHECK
    assert not checked or beyond or item.severity in checked or item.number in MILDER


@pytest.mark.parametrize("code", HELD)
def test_what_the_build_holds_has_its_test(code: str) -> None:
    file, name = HELD[code]
    assert f"def {name}(" in (ROOT / "tests" / file).read_text("utf-8")
    assert any(code in item.codes for item in ITEMS)


@pytest.mark.parametrize("code", MEASURED)
def test_what_the_audit_measures_is_a_line_of_its_table(code: str) -> None:
    assert f'"{MEASURED[code]}"' in Path(bar.__file__).read_text("utf-8")
    assert any(code in item.codes for item in ITEMS)


def test_every_page_of_the_theme_says_that_it_has_no_adverts() -> None:
    parts = ROOT / "theme" / "templates"
    assert "No advertisements, no cookies, no trackers." in (parts / "parts/footer.html").read_text("utf-8")
    assert '"parts/footer.html"' in (parts / "base.html").read_text("utf-8")


@pytest.mark.parametrize(
    "content", ["content", "syndicate/starter/nl/content", "syndicate/starter/en/content"]
)
def test_the_pages_that_a_practice_owes_stand_in_the_footer(content: str) -> None:
    there = {file.stem for file in (ROOT / content / "pages").glob("*.md")}
    assert all(there & set(names) for names in OWED)
    # the footer leads to every page
    assert "for item in pages" in (ROOT / "theme/templates/parts/footer.html").read_text("utf-8")


def test_the_handbook_prints_the_register() -> None:
    page = rules.handbook()
    assert all(f"| {item.number} | {item.what.en}<br>" in page for item in ITEMS)
    assert all(f"- `{code}`: " in page for code in (*HELD, *MEASURED))
    assert Severity.ERROR in {item.severity for item in ITEMS}
