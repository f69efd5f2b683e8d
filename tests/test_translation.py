"""A translation is unread until somebody who reads it, and did not write it, approved it as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from syndicate.model import (
    Approval,
    Article,
    Person,
    Role,
    Status,
    Words,
    is_unread,
    orphans,
    readers,
    reads,
    unread,
    was_read,
)


def person(id_: str, *languages: str) -> Person:
    return Person(id_, id_.title(), "huisarts", Words("huisarts", "GP"), reads=languages)


ANNA, BRAM, ELIF = person("anna", "nl", "tr"), person("bram", "nl"), person("elif", "nl", "tr")
PEOPLE = {p.id: p for p in (ANNA, BRAM, ELIF)}
TURKISH = Article(
    uid="prik", lang="tr", title="Grip aşısı", slug="grip-asisi", file="prik.tr.md", body="", hash="abc",
    translation_of="prik", authors=(ANNA,), reviewed_by=(BRAM,),
)  # fmt: skip
YES = Approval("elif", Role.LANGUAGE, "abc", datetime(2026, 11, 1, tzinfo=UTC), "elif")


def test_an_original_needs_nobody_who_reads_its_language() -> None:
    assert not is_unread(replace(TURKISH, translation_of=""), (), PEOPLE)


def test_a_translation_is_read_once_somebody_who_reads_it_says_so() -> None:
    assert is_unread(TURKISH, (), PEOPLE)
    assert not is_unread(TURKISH, (YES,), PEOPLE)
    assert readers(TURKISH, (YES,), PEOPLE) == (YES,)


@pytest.mark.parametrize(
    "yes",
    [
        replace(YES, hash="an older text"),
        replace(YES, person="anna"),
        replace(YES, person="bram"),
        replace(YES, person="who-left"),
        replace(YES, role=Role.SECRECY),
        replace(YES, role=Role.POST),
        replace(YES, role=Role.MEDICAL),
    ],
    ids=["old text", "its author", "reads no Turkish", "who left", "secrecy", "post", "no reviewer"],
)
def test_no_other_yes_makes_it_read(yes: Approval) -> None:
    assert is_unread(TURKISH, (yes,), PEOPLE)


def test_the_medical_yes_of_a_reviewer_who_reads_it_is_enough() -> None:
    medical = replace(YES, role=Role.MEDICAL)
    assert not is_unread(replace(TURKISH, reviewed_by=(ELIF,)), (medical,), PEOPLE)


def test_a_text_without_a_signature_is_approved_by_nobody() -> None:
    assert is_unread(replace(TURKISH, hash=""), (replace(YES, hash=""),), PEOPLE)


@pytest.mark.parametrize(
    ("known", "lang", "can"),
    [
        ("pt", "pt-BR", True),
        ("PT", "pt", True),
        ("pt-BR", "pt", False),
        ("pt-BR", "pt-BR", True),
        ("nl", "pt", False),
    ],
)
def test_who_reads_a_language_reads_it_as_every_country_writes_it(known: str, lang: str, can: bool) -> None:
    assert reads(person("x", known), lang) is can


def test_who_says_nothing_of_it_reads_the_language_of_the_site_alone() -> None:
    silent = person("x")
    assert reads(silent, "nl", "nl-NL")
    assert not reads(silent, "tr", "nl")
    assert not reads(silent, "nl")
    assert not reads(person("x", "tr"), "nl", "nl")


@pytest.mark.parametrize(
    ("author", "lang", "language", "waits"),
    [
        (person("x"), "tr", "nl", True),
        (BRAM, "tr", "nl", True),
        (ANNA, "tr", "nl", False),
        (person("x"), "nl", "nl", False),
        (person("x"), "nl-BE", "nl", False),
        (person("x", "tr"), "nl", "nl", False),
        (person("x"), "tr", "", False),
    ],
)
def test_a_text_in_another_language_waits_where_no_author_reads_it(
    author: Person, lang: str, language: str, waits: bool
) -> None:
    text = replace(TURKISH, translation_of="", authors=(author,), lang=lang)
    assert is_unread(text, (), PEOPLE, language) is waits
    if waits:
        assert not is_unread(text, (YES,), PEOPLE, language)


TODAY, NOW = date(2026, 11, 21), datetime(2026, 11, 21, tzinfo=UTC)
DUTCH = replace(TURKISH, lang="nl", translation_of="", date=datetime(2026, 10, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("original", "alone"),
    [
        (DUTCH, False),
        (replace(DUTCH, status=Status.WITHDRAWN), True),
        (replace(DUTCH, status=Status.DRAFT), True),
        (replace(DUTCH, date=None), True),
        (replace(DUTCH, date=datetime(2026, 11, 22, tzinfo=UTC)), True),
        (replace(DUTCH, uid="other"), True),
    ],
)
def test_a_translation_is_alone_where_its_original_is_not_on_the_site(original: Article, alone: bool) -> None:
    dated = replace(TURKISH, date=NOW)
    both = (dated, original)
    assert orphans(both, today=TODAY, zone=UTC) == (frozenset({"prik/tr"}) if alone else frozenset())
    signed = {"prik/tr": (YES,)}
    waiting = unread(both, signed, PEOPLE, language="nl", today=TODAY, zone=UTC)
    assert waiting == (frozenset({"prik/tr"}) if alone else frozenset())
    assert unread(both, {}, PEOPLE, language="nl", today=TODAY, zone=UTC) == {"prik/tr"}


def test_what_is_no_more_or_not_yet_on_the_site_waits_for_nobody() -> None:
    for status in (Status.DRAFT, Status.WITHDRAWN):
        alone = (replace(TURKISH, status=status),)
        assert unread(alone, {}, PEOPLE, language="nl", today=TODAY, zone=UTC) == frozenset()


def test_a_text_was_read_once_somebody_approved_any_version_of_it() -> None:
    assert was_read(DUTCH, (), PEOPLE, "nl")
    assert not was_read(TURKISH, (), PEOPLE, "nl")
    assert was_read(TURKISH, (replace(YES, hash="an older text"),), PEOPLE, "nl")
    assert was_read(TURKISH, (replace(YES, person="who-left"),), PEOPLE, "nl")
    assert not was_read(TURKISH, (replace(YES, person="bram", role=Role.MEDICAL),), PEOPLE, "nl")
    assert not was_read(TURKISH, (replace(YES, role=Role.POST),), PEOPLE, "nl")
