"""The catalogue is whole, exceptions are answerable by name, and docs/rules.md is in step."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rules_samples import PEOPLE, article, codes, seen

from syndicate import rules
from syndicate.model import Finding, Severity, Words
from syndicate.rules import Rule, Stops

CATALOGUE = {rule.code: rule for rule in rules.catalogue()}
SLOTS = re.compile(r"\{\w+\}")


def test_codes_are_short_stable_and_unique() -> None:
    assert len(CATALOGUE) == len(rules.catalogue())
    assert all(re.fullmatch(r"[a-z]+\.[a-z-]{3,20}", code) for code in CATALOGUE)
    assert {rule.family for rule in CATALOGUE.values()} == {
        "secrecy", "consent", "trust", "tone", "plain", "page", "post", "override",
    }  # fmt: skip


@pytest.mark.parametrize("rule", rules.catalogue(), ids=lambda rule: rule.code)
def test_every_rule_speaks_both_languages_and_names_its_source(rule: Rule) -> None:
    for words in (rule.checks, rule.said, rule.mend):
        assert words.nl.endswith(".")
        assert words.en.endswith(".")
        assert words.nl != words.en
        assert set(SLOTS.findall(words.nl)) == set(SLOTS.findall(words.en))
    assert rule.source


def test_only_people_trust_page_and_exceptions_can_stop_an_article() -> None:
    stopping = {rule.family for rule in CATALOGUE.values() if rule.stops is Stops.ARTICLE}
    assert stopping == {"secrecy", "consent", "trust", "plain", "page", "override"}
    posts = {rule.code for rule in CATALOGUE.values() if rule.stops is Stops.POSTS}
    own = {"trust.overdue", "trust.approval", "trust.language", "trust.translation-old"}
    own |= {"trust.note-unread", "trust.last-reviewed"}
    assert {code for code in posts if not code.startswith("post.")} == own
    assert {code for code in CATALOGUE if code.startswith("post.")} <= posts
    assert CATALOGUE["tone.length"].stops is Stops.NOTHING


def test_a_named_person_with_a_reason_lets_a_finding_pass() -> None:
    findings = seen(article(body="BSN 111222333\nBSN 111222333", sources=()))
    passed = rules.override(findings, {"trust.sources": " anna :  Eigen tekst: geen bron nodig "})
    assert [(f.code, f.blocks, f.overridden) for f in passed] == [
        ("secrecy.bsn", True, ""),
        ("secrecy.bsn", True, ""),
        ("trust.sources", False, "anna: Eigen tekst: geen bron nodig"),
    ]
    assert rules.override(passed, {}) == passed


@pytest.mark.parametrize("code", [c for c in CATALOGUE if c.startswith(("secrecy.", "consent."))])
def test_nobody_lets_a_finding_about_people_pass_in_the_front_matter(code: str) -> None:
    assert not CATALOGUE[code].overridable
    said = seen(article(overrides={code: "anna: mag"}, lines={"overrides": 40}))
    assert [f.code for f in said] == ["override.code"]


@pytest.mark.parametrize("text", ["", "anna", "anna:", ": een reden", "  :  "])
def test_an_exception_without_a_name_or_a_reason_does_nothing(text: str) -> None:
    findings = seen(article(sources=()))
    assert rules.override(findings, {"trust.sources": text}) == findings


def test_what_is_no_matter_of_opinion_cannot_be_overridden() -> None:
    words = Words("a", "b")
    findings = tuple(
        Finding(code, Severity.ERROR, words, words)
        for code in ("trust.approval", "post.too-long", "page.script", "override.person", "content.date")
    )
    assert rules.override(findings, {f.code: "anna: mag" for f in findings}) == findings


@pytest.mark.parametrize("text", ["een onbekende: mag wel", "anna:", ":", "x"])
def test_an_exception_by_a_stranger_or_without_a_reason_stops_the_article(text: str) -> None:
    own = article(overrides={"tone.image": text}, lines={"overrides": 40, "overrides.tone.image": 41})
    (found,) = [f for f in seen(own) if f.code == "override.person"]
    assert (found.blocks, found.line) == (True, 41)
    assert "tone.image" in found.said.nl


@pytest.mark.parametrize("name", ["anna", "Anna de Vries", "ANNA DE VRIES"])
def test_an_exception_is_signed_by_id_or_by_name(name: str) -> None:
    assert PEOPLE
    assert codes(seen(article(overrides={"tone.image": f"{name}: komt nog"}))) == []


@pytest.mark.parametrize("code", ["tone.imgae", "trust.approval", "content.date"])
def test_an_exception_that_does_nothing_is_said(code: str) -> None:
    own = article(overrides={code: "anna: mag"}, lines={"overrides": 40})
    (found,) = seen(own)
    assert (found.code, found.severity, found.line) == ("override.code", Severity.WARNING, 40)


def test_docs_rules_is_what_the_catalogue_says() -> None:
    written = Path(__file__).parents[2].joinpath("docs", "rules.md").read_text(encoding="utf-8")
    assert written == rules.handbook(), (
        'write docs/rules.md anew: python -c "from pathlib import Path; from syndicate import rules; '
        "Path('docs/rules.md').write_text(rules.handbook(), encoding='utf-8', newline='\\n')\""
    )


@pytest.mark.parametrize("code", CATALOGUE)
def test_the_handbook_names_every_rule_with_its_weight(code: str) -> None:
    assert f"### `{code}`\n\n{CATALOGUE[code].severity}" in rules.handbook()
