"""Trust: who, on what, when, and who vouched for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from rules_samples import ANNA, BRAM, HASH, PEOPLE, TODAY, approval, article, codes, seen

from syndicate.model import Article, Person, Role, Severity, Status, Words
from syndicate.rules import trust


def person(profession: str, number: str = "89012345602", **changes: Any) -> Person:
    someone = Person("cleo", "Cleo", profession, Words(profession, profession), registration_number=number)
    return replace(someone, **changes)


def by(someone: Person) -> list[str]:
    return codes(seen(article(authors=(someone,)), people={**PEOPLE, someone.id: someone}))


def test_a_sound_article_is_left_in_peace() -> None:
    assert seen(article()) == ()


def test_a_text_without_a_topic_is_warned_of() -> None:
    (found,) = seen(article(topic=""))
    assert (found.code, found.severity) == ("trust.topic", Severity.WARNING)


@pytest.mark.parametrize(
    ("changes", "code", "line"),
    [
        ({"authors": ()}, "trust.author", 3),
        ({"reviewed_by": ()}, "trust.reviewer", 1),
        ({"sources": ()}, "trust.sources", 14),
        ({"summary": " "}, "trust.summary", 1),
        ({"image_alt": " "}, "trust.image-alt", 8),
        ({"image_alt": "IMG_1234.JPG"}, "trust.image-alt", 8),
        ({"image_alt": "", "lines": {"image": 7}}, "trust.image-alt", 7),
        ({"last_reviewed": date(2026, 11, 22)}, "trust.review-future", 1),
        ({"next_review": None}, "trust.review-date", 1),
        ({"next_review": date(2026, 9, 15), "last_reviewed": date(2026, 9, 15)}, "trust.review-order", 1),
    ],
)
def test_what_a_reader_needs_and_does_not_find_is_an_error(
    changes: dict[str, Any], code: str, line: int
) -> None:
    found = next(f for f in seen(article(**changes)) if f.code == code)
    assert (found.severity, found.line, found.subject) == (Severity.ERROR, line, "griepprik/nl")
    draft = seen(article(**changes, status=Status.DRAFT))
    assert [f.severity for f in draft if f.code == code] == [Severity.ADVICE]


def test_a_text_that_nobody_reviewed_yet_waits_and_asks_for_no_day_of_the_next_review() -> None:
    found = seen(article(last_reviewed=None, next_review=None))
    assert codes(found) == ["trust.last-reviewed"]
    assert found[0].severity is Severity.WARNING


def test_a_text_without_a_picture_needs_no_description() -> None:
    assert "trust.image-alt" not in codes(seen(article(image="", image_alt="")))


def test_one_source_is_enough_and_two_are_better() -> None:
    (found,) = seen(article(sources=article().sources[:1]))
    assert (found.code, found.severity) == ("trust.second-source", Severity.ADVICE)


def test_nobody_reviews_alone_what_they_wrote() -> None:
    own = article(authors=(ANNA, BRAM), reviewed_by=(BRAM,))
    assert codes(seen(own)) == ["trust.reviewer-is-author"]
    assert seen(replace(own, authors=(ANNA,), reviewed_by=(ANNA, BRAM))) == ()


def test_a_person_who_is_not_in_people_is_named() -> None:
    (found,) = seen(article(), people={"bram": BRAM})
    assert (found.code, found.said.nl) == ("trust.person", "Anna de Vries staat niet in people.toml.")


@pytest.mark.parametrize(
    ("someone", "expected"),
    [
        (person("huisarts"), []),
        (person("huisarts", "890.123.456-02"), []),
        (person("huisarts", ""), ["trust.registration"]),
        (person("Tandarts / docent", ""), ["trust.registration"]),
        (person("klinisch psycholoog", ""), ["trust.registration"]),
        (person("mondhygiënist", "", registration="BIG"), ["trust.registration"]),
        (person("huisarts", "12345"), ["trust.registration-form"]),
        (person("huisarts", "VOORBEELD-7", sample=True), []),
        (person("huisarts", sample=True), ["trust.sample-number"]),
        (person("huisarts", "", sample=True), ["trust.registration"]),
        (person("tandartsassistent", ""), []),
        (person("dierenarts", ""), []),
        (person("", ""), ["trust.profession"]),
    ],
)
def test_a_big_profession_comes_with_its_number_and_a_made_up_one_with_an_impossible_number(
    someone: Person, expected: list[str]
) -> None:
    assert by(someone) == expected


def test_a_reviewer_is_asked_the_same_as_an_author() -> None:
    nobody = replace(BRAM, profession="", registration="")
    findings = seen(article(reviewed_by=(nobody,)), people={**PEOPLE, "bram": nobody})
    assert codes(findings) == ["trust.profession"]


def test_the_named_nurse_is_big_registered() -> None:
    assert trust.is_big(person("verpleegkundig specialist"))
    assert not trust.is_big(person("praktijkmanager"))


@pytest.mark.parametrize(
    ("last", "following", "expected"),
    [
        (date(2026, 9, 15), date(2026, 11, 22), []),
        (date(2026, 9, 15), TODAY, ["trust.overdue"]),
        (date(2024, 2, 29), date(2027, 2, 28), []),
        (date(2024, 2, 29), date(2027, 3, 1), ["trust.review-span"]),
        (date(2026, 9, 15), date(2029, 9, 15), []),
        (date(2026, 9, 15), date(2029, 9, 16), ["trust.review-span"]),
        (None, date(2026, 1, 1), ["trust.last-reviewed", "trust.overdue"]),
        (date(2026, 9, 15), date(9999, 12, 31), ["trust.review-span"]),
        (date(9999, 1, 1), date(9999, 12, 31), ["trust.review-future"]),
    ],
)
def test_review_dates_follow_each_other_within_three_years(
    last: date | None, following: date, expected: list[str]
) -> None:
    assert codes(seen(article(last_reviewed=last, next_review=following))) == expected


def test_an_overdue_text_is_a_warning_that_names_the_day() -> None:
    (found,) = seen(article(next_review=TODAY))
    assert found.severity is Severity.WARNING
    assert "2026-11-21" in found.said.nl


@pytest.mark.parametrize(
    "signed",
    [
        (),
        (approval(hash="b" * 64),),
        (approval(role=Role.SECRECY),),
        (approval(person="anna"),),
        (approval(person="somebody"),),
    ],
)
def test_a_reviewer_name_without_an_approval_of_exactly_this_text_is_not_yet_checked(
    signed: tuple[Any, ...],
) -> None:
    (found,) = seen(article(), approvals=signed)
    assert (found.code, found.severity) == ("trust.not-yet-checked", Severity.WARNING)
    assert "Bram Jansen" in found.mend.nl
    strict = seen(article(), approvals=signed, require_approval=True)
    assert codes(strict) == ["trust.not-yet-checked", "trust.approval"]
    assert not any(f.blocks for f in strict)


def test_an_approval_of_exactly_this_text_is_enough_where_the_practice_asks_for_it() -> None:
    assert seen(article(), require_approval=True) == ()


def test_a_text_without_a_hash_cannot_have_been_approved() -> None:
    findings = seen(article(hash=""), approvals=(approval(hash=""),), require_approval=True)
    assert "trust.approval" in codes(findings)


def test_an_author_approval_never_counts_also_not_among_the_reviewers() -> None:
    own = article(authors=(ANNA, BRAM), reviewed_by=(ANNA, BRAM))
    assert codes(seen(own, require_approval=True)) == ["trust.reviewer-is-author", "trust.approval"]


def test_each_reviewer_is_waited_for_but_one_approval_lets_the_posts_go() -> None:
    cleo = person("huisarts")
    text = article(reviewed_by=(BRAM, cleo))
    findings = seen(text, people={**PEOPLE, "cleo": cleo}, require_approval=True)
    assert codes(findings) == ["trust.not-yet-checked"]
    assert "Cleo" in findings[0].said.nl


def test_a_bare_draft_only_gets_advice() -> None:
    draft = Article("x", "nl", "Titel", "x", "content/x.md", "Tekst.", status=Status.DRAFT, hash=HASH)
    findings = seen(draft, require_approval=True)
    assert {f.severity for f in findings} == {Severity.ADVICE}
    assert not any(f.blocks for f in findings)
