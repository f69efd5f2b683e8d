"""approve: a person says yes to exactly this text, and the machine writes it down."""

from __future__ import annotations

import pytest

from syndicate.errors import SettingsError
from syndicate.model import EntryKind, Role
from syndicate.workflows.approve import approve
from syndicate.workflows.check import check


@pytest.fixture
def sign(practice):
    """Approve as a task would."""

    def signed(ref, person="bram-els", role=Role.MEDICAL):
        return approve(practice.root, ref, person, role, tell=practice.tell, environ=practice.environ)

    return signed


@pytest.mark.parametrize("role", [Role.MEDICAL, Role.POST])
@pytest.mark.parametrize("ref", ["hoofdpijn", "hoofdpijn/nl", "content/articles/hoofdpijn.md"])
def test_an_approval_keeps_who_what_which_text_and_under_which_account(practice, sign, ref, role):
    signature = sign(ref, role=role)
    (entry,) = practice.entries(EntryKind.APPROVAL)
    assert entry.key == "hoofdpijn/nl"
    said = {"person": "bram-els", "role": str(role), "hash": signature, "account": "tester"}
    assert {name: value for name, value in entry.data.items() if name != "parts"} == said
    assert len(entry.data["parts"].split()) == 6, "title, summary, point, heading, paragraph, source"
    assert practice.told == [f"content/articles/hoofdpijn.md: approved ({role}) by bram-els"]


def test_the_author_cannot_approve(practice, sign):
    with pytest.raises(SettingsError, match="anna-berk wrote content/articles/hoofdpijn"):
        sign("hoofdpijn", "anna-berk")
    assert practice.entries() == []


def test_somebody_unknown_cannot_approve_and_the_known_are_named(sign):
    with pytest.raises(
        SettingsError, match=r"'dokter-niemand' is not in people.toml. Known: anna-berk, bram-els"
    ):
        sign("hoofdpijn", "dokter-niemand")


def test_an_unknown_article_is_answered_with_those_there_are(sign):
    with pytest.raises(SettingsError, match=r"no article\. Say one of: hoofdpijn/nl, oorpijn/nl"):
        sign("buikpijn")


def test_an_article_in_two_languages_must_be_named_with_its_language(practice, sign):
    practice.article("hoofdpijn", lang="en")
    practice.edit("content/people.toml", 'name = "Bram Els"', 'name = "Bram Els"\nreads = ["nl", "en"]')
    with pytest.raises(SettingsError, match=r"more than one article\. Say one of: hoofdpijn/"):
        sign("hoofdpijn")
    sign("hoofdpijn/en")
    assert [e.key for e in practice.entries(EntryKind.APPROVAL)] == ["hoofdpijn/en"]


def test_an_article_is_known_by_its_uid_where_its_slug_is_another(practice, sign):
    practice.edit("content/articles/hoofdpijn.md", "slug: hoofdpijn", "slug: pijn-in-uw-hoofd")
    assert sign("hoofdpijn") == sign("pijn-in-uw-hoofd")


def test_check_asks_for_an_approval_until_it_is_there_and_again_when_the_text_changes(practice, sign):
    def asked():
        seen = check(practice.root, environ=practice.environ)
        return [f.subject for f in seen.findings if f.code == "trust.not-yet-checked"]

    assert asked() == ["hoofdpijn/nl", "oorpijn/nl"]
    sign("hoofdpijn")
    assert asked() == ["oorpijn/nl"]
    practice.edit("content/articles/hoofdpijn.md", "vanzelf over", "vanzelf weg")
    assert asked() == ["hoofdpijn/nl", "oorpijn/nl"]


def test_only_a_reviewer_whom_the_page_names_can_vouch_for_its_medicine(practice):
    with pytest.raises(SettingsError, match="asks bram-els to check it"):
        approve(practice.root, "hoofdpijn", "chris-iep", Role.MEDICAL, environ=practice.environ)
    approve(practice.root, "hoofdpijn", "chris-iep", Role.POST, environ=practice.environ)
    assert [e.data["person"] for e in practice.entries(EntryKind.APPROVAL)] == ["chris-iep"]


@pytest.mark.parametrize(
    ("old", "new", "lacking"),
    [("Het gaat meestal vanzelf over.", "", "text"), ("authors: [anna-berk]", "", "author")],
)
def test_what_has_no_text_or_no_author_cannot_be_approved(practice, old, new, lacking):
    practice.edit("content/articles/hoofdpijn.md", old, new)
    with pytest.raises(SettingsError, match=f"has no {lacking} yet"):
        approve(practice.root, "hoofdpijn", "bram-els", Role.MEDICAL, environ=practice.environ)
