"""hold, release and rollback: the calamity switch."""

from __future__ import annotations

import pytest

from syndicate.errors import Exit, Held, SettingsError, SiteError
from syndicate.model import EntryKind
from syndicate.workflows.hold import hold, release
from syndicate.workflows.rollback import rollback


def test_a_hold_keeps_who_what_and_why(practice):
    hold(practice.root, "account:folder", "storing", tell=practice.tell, environ=practice.environ)
    (entry,) = practice.entries(EntryKind.HOLD)
    assert entry.data == {"scope": "account:folder", "person": "tester", "reason": "storing"}
    assert practice.told == ["account:folder: hold"]


@pytest.mark.parametrize("scope", ["account:niemand", "article:niets", "alles", ""])
def test_only_what_is_there_can_be_held(practice, scope):
    with pytest.raises(SettingsError, match="Known: account:folder, all, article:hoofdpijn, article:oorpijn"):
        hold(practice.root, scope, "storing", environ=practice.environ)


def test_the_reason_may_not_point_at_a_person(practice):
    with pytest.raises(SettingsError) as refused:
        hold(practice.root, "all", "klacht van 111222333", environ=practice.environ)
    assert "111222333" not in str(refused.value)
    assert practice.entries() == []


def test_a_release_lifts_its_own_hold_and_no_other(practice):
    for scope in ("all", "article:oorpijn"):
        hold(practice.root, scope, "storing", environ=practice.environ)
    release(practice.root, "all", tell=practice.tell, environ=practice.environ)
    assert practice.told == ["all: release"]
    done = practice.publish()
    assert [s.key for s in done.sent] == ["hoofdpijn/nl/folder/new"]
    with pytest.raises(SettingsError, match="Held now: article:oorpijn"):
        release(practice.root, "all", environ=practice.environ)
    release(practice.root, "article:oorpijn", environ=practice.environ)
    with pytest.raises(SettingsError, match="Held now: nothing"):
        release(practice.root, "article:oorpijn", environ=practice.environ)


def test_a_hold_of_what_is_gone_can_still_be_released(practice):
    hold(practice.root, "article:oorpijn", "storing", environ=practice.environ)
    (practice.root / "content/articles/oorpijn.md").unlink()
    release(practice.root, "article:oorpijn", environ=practice.environ)


def test_a_rollback_puts_the_previous_build_back_and_holds_posting(practice):
    practice.publish()
    page = practice.root / "public" / "hoofdpijn" / "index.html"
    before = page.read_bytes()
    practice.edit("content/articles/hoofdpijn.md", "vanzelf over", "vanzelf weg")
    practice.publish()
    assert page.read_bytes() != before
    said = rollback(practice.root, tell=practice.tell, environ=practice.environ)
    assert page.read_bytes() == before
    assert practice.told[-1] == f"{said} Posting is held; `invoke release` lets it go on."
    with pytest.raises(Held, match="rollback"):
        practice.publish()


def test_a_rollback_during_a_build_is_not_undone_by_it(practice):
    practice.publish()
    practice.edit("content/articles/hoofdpijn.md", "Het gaat", "Het ging")
    practice.publish()
    before = (practice.root / "public/hoofdpijn/index.html").read_bytes()
    practice.edit("content/articles/hoofdpijn.md", "Het ging", "Het zal")
    practice.then["build"] = lambda: rollback(practice.root, environ=practice.environ)
    with pytest.raises(Held):
        practice.publish()
    now = (practice.root / "public/hoofdpijn/index.html").read_text(encoding="utf-8")
    assert now.encode() != before
    assert "Het gaat meestal" in now


def test_without_a_previous_build_posting_is_held_all_the_same_and_that_is_said(practice):
    with pytest.raises(SiteError, match="Posting is held; `invoke release` lets it go on") as stopped:
        rollback(practice.root, environ=practice.environ)
    assert stopped.value.exit is Exit.UNAVAILABLE
    assert [e.data["scope"] for e in practice.entries(EntryKind.HOLD)] == ["all"]
