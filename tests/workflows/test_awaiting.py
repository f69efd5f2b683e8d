"""Which texts wait for whose yes, and what of them is new to whoever reads."""

from __future__ import annotations

import pytest

from syndicate.errors import SettingsError
from syndicate.model import Role, parts
from tests.workflows.desks import opened, waiting
from tests.workflows.second_person import FILE, NAMED

HEAD = "content/articles/hoofdpijn.md"
LINE = "Het gaat meestal vanzelf over."


def asked_of(practice):
    return [(w.article.ref, w.role, w.people) for w in waiting(opened(practice))]


def one(practice, ref="hoofdpijn/nl", role=Role.MEDICAL):
    (found,) = (w for w in waiting(opened(practice)) if (w.article.ref, w.role) == (ref, role))
    return found


def new_words(waits):
    return [part.words for part in parts(waits.article) if part.sign in waits.fresh]


def test_a_text_waits_for_its_reviewer_until_exactly_this_text_was_approved(practice, sign):
    assert asked_of(practice) == [
        ("oorpijn/nl", Role.MEDICAL, ("bram-els",)),
        ("hoofdpijn/nl", Role.MEDICAL, ("bram-els",)),
    ]
    sign("hoofdpijn", role=Role.MEDICAL)
    assert [ref for ref, *_ in asked_of(practice)] == ["oorpijn/nl"]
    practice.edit(HEAD, LINE, "Het gaat meestal niet vanzelf over.")
    assert [ref for ref, *_ in asked_of(practice)] == ["oorpijn/nl", "hoofdpijn/nl"]


def test_only_what_was_changed_since_the_last_yes_is_new(practice, sign):
    assert len(one(practice).fresh) == len(parts(one(practice).article))
    sign("hoofdpijn", role=Role.MEDICAL)
    practice.edit(HEAD, LINE, f"{LINE}\n\nBel ons na drie dagen.")
    waits = one(practice)
    assert (new_words(waits), waits.gone) == (["Bel ons na drie dagen."], 0)
    practice.edit(HEAD, f"{LINE}\n\n", "")
    waits = one(practice)
    assert (new_words(waits), waits.gone) == (["Bel ons na drie dagen."], 1)


def test_a_paragraph_that_was_taken_out_is_told_although_nothing_is_new(practice, sign):
    practice.edit(HEAD, LINE, f"{LINE}\n\nBel ons na drie dagen.")
    sign("hoofdpijn", role=Role.MEDICAL)
    practice.edit(HEAD, "\n\nBel ons na drie dagen.", "")
    waits = one(practice)
    assert (new_words(waits), waits.gone) == ([], 1)


def test_a_yes_for_secrecy_counts_as_no_medical_reading(asked, sign):
    sign()
    waits = one(asked, "buikpijn/nl")
    assert len(waits.fresh) == len(parts(waits.article))


def test_drafts_that_name_a_reviewer_wait_first_but_not_before_they_are_written(practice):
    practice.article("buikpijn", status="draft")
    assert asked_of(practice)[0] == ("buikpijn/nl", Role.MEDICAL, ("bram-els",))
    practice.edit(FILE, LINE, "- …")
    assert "buikpijn/nl" not in [ref for ref, *_ in asked_of(practice)]


def test_a_text_without_a_reviewer_or_an_author_waits_for_nobody(practice):
    practice.edit(HEAD, "reviewed_by: [bram-els]\n", "")
    practice.edit("content/articles/oorpijn.md", "authors: [anna-berk]\n", "")
    assert asked_of(practice) == []


def test_the_author_is_never_among_those_who_may_nor_under_a_second_id(practice):
    people = (practice.root / "content/people.toml").read_text("utf-8")
    twice = people.partition("\n\n")[0].replace("[anna-berk]", "[a-berk]")
    practice.write("content/people.toml", f"{people}\n{twice}\n")
    practice.edit(HEAD, "reviewed_by: [bram-els]", "reviewed_by: [anna-berk, a-berk, chris-iep]")
    assert one(practice).people == ("chris-iep",)
    practice.edit(HEAD, "reviewed_by: [anna-berk, a-berk, chris-iep]", "reviewed_by: [a-berk]")
    assert [ref for ref, *_ in asked_of(practice)] == ["oorpijn/nl"]


def test_a_withdrawn_text_waits_for_nobody(practice):
    practice.edit(HEAD, "status: published", "status: withdrawn\nreason: Verouderd.")
    assert [ref for ref, *_ in asked_of(practice)] == ["oorpijn/nl"]


def test_what_the_guard_asks_comes_before_the_medical_question(asked, sign):
    waits = one(asked, "buikpijn/nl", Role.SECRECY)
    assert waits.people == ("bram-els", "chris-iep")
    assert [f.code for f in waits.questions] == ["secrecy.name"]
    assert ("buikpijn/nl", Role.MEDICAL, ("bram-els",)) not in asked_of(asked)
    sign()
    assert ("buikpijn/nl", Role.MEDICAL, ("bram-els",)) in asked_of(asked)
    assert not any(role is Role.SECRECY for _, role, _ in asked_of(asked))


def test_what_nobody_can_let_pass_waits_for_its_author_alone(asked):
    asked.edit(FILE, NAMED, f"{NAMED} BSN 111222333.")
    assert "buikpijn/nl" not in [ref for ref, *_ in asked_of(asked)]


def test_a_translation_waits_for_whoever_reads_it_and_again_when_its_original_changes(practice, sign):
    practice.article(
        "hoofdpijn", lang="tr", title="Baş ağrısında ne iyi gelir?", teaser="Başınız mı ağrıyor?"
    )
    assert "hoofdpijn/tr" not in [ref for ref, *_ in asked_of(practice)]
    practice.edit("content/people.toml", 'name = "Chris Iep"', 'name = "Chris Iep"\nreads = ["nl", "tr"]')
    assert ("hoofdpijn/tr", Role.LANGUAGE, ("chris-iep",)) in asked_of(practice)
    sign("hoofdpijn/tr", "chris-iep", Role.LANGUAGE)
    assert "hoofdpijn/tr" not in [ref for ref, *_ in asked_of(practice)]
    practice.edit(HEAD, LINE, "Het gaat meestal niet vanzelf over.")
    waits = one(practice, "hoofdpijn/tr", Role.LANGUAGE)
    assert waits.behind
    assert len(waits.fresh) == len(parts(waits.article))


def test_each_of_those_who_may_can_approve_what_waits_for_them_and_the_others_cannot(practice, sign):
    for waits in waiting(opened(practice)):
        for person in opened(practice).content.people:
            if person not in waits.people:
                with pytest.raises(SettingsError):
                    sign(waits.article.ref, person, waits.role)
        for person in waits.people:
            sign(waits.article.ref, person, waits.role)
    assert asked_of(practice) == []
