"""publish: the whole way, where it stops, and what it then ends with."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from syndicate.errors import (
    ContentError,
    Exit,
    Held,
    LedgerError,
    OutcomeUnknown,
    Rejected,
    SettingsError,
    SiteError,
    Unavailable,
)
from syndicate.model import EntryKind, Role
from syndicate.workflows.adopt import adopt
from syndicate.workflows.approve import approve
from syndicate.workflows.hold import hold, release
from syndicate.workflows.publish import build_version

A, B = "hoofdpijn/nl/a/new", "hoofdpijn/nl/b/new"


def posted(done):
    return [s.key for s in done.sent if s.outcome == "posted"]


def skipped(done):
    return {(s.article.uid, s.account, s.code) for s in done.outlook.skips}


def test_without_any_account_of_a_network_the_posts_become_folders(practice):
    done = practice.publish()
    assert posted(done) == ["hoofdpijn/nl/folder/new", "oorpijn/nl/folder/new"]
    assert len(list((practice.root / "posts").glob("*/payload.json"))) == 2
    assert (practice.root / "public" / "hoofdpijn" / "index.html").is_file()
    assert done.exit is Exit.DONE
    assert practice.publish().sent == ()


def test_a_dry_run_draws_the_posts_and_leaves_nothing_behind(networks, practice):
    before = practice.entries()
    done = practice.publish(dry_run=True)
    assert done.dry
    assert [c.post.key for c in done.outlook.coming if c.post.account == "a"] == [A, "oorpijn/nl/a/new"]
    assert done.exit is Exit.DONE
    assert practice.entries() == before
    assert not (practice.root / "public").exists()
    assert networks["a"].posts == []


def test_what_a_dry_run_draws_is_what_is_sent(networks, practice):
    dry = practice.publish(dry_run=True)
    practice.publish()
    drawn = [c.payload for c in dry.outlook.coming if c.payload.account == "a"]
    assert [p.body for p in networks["a"].posts] == [p.body for p in drawn]


def test_a_build_is_noted_as_deployed_once(networks, practice):
    hold(practice.root, "account:a", "storing", environ=practice.environ)
    hold(practice.root, "account:b", "storing", environ=practice.environ)
    practice.publish()
    practice.publish()
    assert len(practice.entries(EntryKind.DEPLOY)) == 1
    practice.edit("content/articles/hoofdpijn.md", "vanzelf over", "vanzelf weg")
    practice.publish()
    first, second = practice.entries(EntryKind.DEPLOY)
    assert first.data["fingerprint"] != second.data["fingerprint"]
    assert first.data["target"] == "folder:public"


def test_content_with_errors_stops_everything_and_says_where(networks, practice):
    practice.edit("content/articles/oorpijn.md", "authors: [anna-berk]\n", "")
    practice.edit("content/articles/hoofdpijn.md", "authors: [anna-berk]\n", "")
    with pytest.raises(ContentError) as stopped:
        practice.publish()
    assert stopped.value.exit is Exit.CONTENT
    where = [(f.file, f.line) for f in stopped.value.findings]
    assert where == sorted(where)
    assert not (practice.root / "public").exists()
    assert networks["a"].posts == []


def test_an_error_of_a_draft_stops_nothing(networks, practice):
    practice.article("keelpijn", status="draft", date="gisteren")
    done = practice.publish()
    assert done.exit is Exit.DONE
    assert not (practice.root / "public" / "keelpijn").exists()


def test_an_error_that_only_the_built_page_shows_stops_everything(networks, practice):
    practice.script_on("hoofdpijn")
    with pytest.raises(ContentError) as stopped:
        practice.publish()
    assert [(f.code, f.subject) for f in stopped.value.findings] == [("page.script", "hoofdpijn/nl")]
    assert networks["a"].posts == []


@pytest.mark.parametrize(
    ("how", "file"), [("draft", "content/articles/hoofdpijn.md"), ("deleted", "hoofdpijn/nl")]
)
def test_a_page_that_posts_link_to_does_not_disappear_unsaid(networks, practice, how, file):
    practice.publish()
    if how == "draft":
        practice.edit("content/articles/hoofdpijn.md", "status: published", "status: draft")
    else:
        (practice.root / "content/articles/hoofdpijn.md").unlink()
    with pytest.raises(ContentError) as stopped:
        practice.publish()
    (found,) = stopped.value.findings
    assert (found.code, found.subject, found.file) == ("site.vanished", "hoofdpijn/nl", file)
    assert "withdrawn" in found.mend.nl
    assert (practice.root / "public/hoofdpijn/index.html").is_file()


def test_a_withdrawn_page_keeps_its_notice_and_stops_nothing(networks, practice):
    practice.publish()
    practice.edit(
        "content/articles/hoofdpijn.md", "status: published", "status: withdrawn\nreason: Verouderd."
    )
    assert practice.publish().exit is Exit.DONE
    assert "Verouderd." in (practice.root / "public/hoofdpijn/index.html").read_text(encoding="utf-8")


def test_a_new_account_posts_nothing_before_it_is_adopted(networks, practice):
    practice.accounts("a", "b", "c")
    with pytest.raises(SettingsError, match="knows nothing of c yet") as stopped:
        practice.publish()
    assert stopped.value.exit is Exit.SETTINGS
    assert "invoke adopt --nothing" in str(stopped.value)
    adopt(practice.root, nothing=True, environ=practice.environ)
    assert practice.publish().exit is Exit.DONE
    assert len(networks["c"].posts) == 2


def test_a_network_whose_package_is_not_installed_is_named_before_anything_happens(networks, practice):
    practice.accounts("a", options={"package": "no_such_package"})
    with pytest.raises(SettingsError, match=r"account a: pip install 'expertstatus\[scripted\]'"):
        practice.publish()
    assert practice.entries(EntryKind.CLAIM, EntryKind.DEPLOY) == []
    assert practice.publish(dry_run=True).dry
    practice.accounts("a", options={"package": "syndicate"})
    assert practice.publish().exit is Exit.DONE


def test_every_missing_secret_is_named_before_anything_happens(networks, practice):
    practice.accounts("a", "b", options={"needs": ["token", "key"]})
    with pytest.raises(SettingsError) as stopped:
        practice.publish(SYNDICATE_A_TOKEN="ticket-of-account-a")
    said = str(stopped.value)
    assert [n for n in ("A_TOKEN", "A_KEY", "B_TOKEN", "B_KEY") if n in said] == ["A_KEY", "B_TOKEN", "B_KEY"]
    assert "ticket-of-account-a" not in said
    assert practice.publish(dry_run=True).exit is Exit.DONE
    assert not practice.entries(EntryKind.CLAIM)


def test_a_page_that_is_not_live_stops_every_post(networks, practice):
    practice.configure(SITEURL="http://127.0.0.1:9", SYNDICATE_LIVE_SECONDS=0.01)
    with pytest.raises(SiteError, match="Nothing was posted") as stopped:
        practice.publish()
    assert stopped.value.exit is Exit.UNAVAILABLE
    assert not practice.entries(EntryKind.CLAIM)
    assert networks["a"].posts == []


def test_a_ledger_that_cannot_be_read_stops_everything(networks, practice):
    for file in (practice.root / ".syndicate" / "ledger").glob("*.jsonl"):
        file.write_text("no line of a ledger\n")
    with pytest.raises(LedgerError) as stopped:
        practice.publish()
    assert stopped.value.exit is Exit.UNAVAILABLE
    assert networks["a"].posts == []


def test_a_hold_over_everything_stops_the_run_with_who_and_why(networks, practice):
    hold(practice.root, "all", "bericht in de krant", environ=practice.environ)
    with pytest.raises(
        Held, match="held by tester since 2026-11-23 09:00 UTC: bericht in de krant"
    ) as stopped:
        practice.publish()
    assert stopped.value.exit is Exit.HELD
    release(practice.root, "all", environ=practice.environ)
    assert practice.publish().exit is Exit.DONE


def test_a_held_account_and_a_held_article_are_skipped_with_that_reason(networks, practice):
    hold(practice.root, "account:a", "storing", environ=practice.environ)
    hold(practice.root, "article:oorpijn", "nieuwe richtlijn", environ=practice.environ)
    done = practice.publish()
    assert posted(done) == [B]
    assert {("hoofdpijn", "a", "held"), ("oorpijn", "a", "held"), ("oorpijn", "b", "held")} <= skipped(done)


def test_with_required_approval_the_page_goes_out_and_the_posts_wait_for_it(networks, practice):
    practice.configure(SYNDICATE_REQUIRE_APPROVAL=True)
    waiting = practice.publish()
    assert waiting.exit is Exit.DONE
    assert waiting.sent == ()
    assert ("hoofdpijn", "a", "rule") in skipped(waiting)
    assert (practice.root / "public" / "hoofdpijn" / "index.html").is_file()
    approve(practice.root, "hoofdpijn", "bram-els", Role.MEDICAL, environ=practice.environ)
    assert posted(practice.publish()) == [A, B]


def test_text_that_changed_after_its_approval_waits_again(networks, practice):
    practice.configure(SYNDICATE_REQUIRE_APPROVAL=True)
    approve(practice.root, "hoofdpijn", "bram-els", Role.MEDICAL, environ=practice.environ)
    practice.edit("content/articles/hoofdpijn.md", "vanzelf over", "vanzelf weg")
    assert practice.publish().sent == ()


def test_a_post_that_its_network_cannot_take_is_shown_and_gives_its_turn_to_the_next(networks, practice):
    practice.accounts("a", pace={"per_day": 1, "per_week": 1}, options={"characters": 60})
    practice.article("pijn-in-uw-schouder-als-u-uw-arm-optilt", date="2025-01-01")
    done = practice.publish()
    assert posted(done) == [A], "a cap of one a day is not spent on a post that cannot go out"
    assert done.exit is Exit.CONTENT
    (blocked,) = [c for c in done.outlook.coming if c.blocked]
    assert blocked.post.article.uid == "pijn-in-uw-schouder-als-u-uw-arm-optilt"
    assert {f.code for f in blocked.findings if f.blocks} == {"post.too-long", "post.refused"}
    assert ("pijn-in-uw-schouder-als-u-uw-arm-optilt", "a") not in {s[:2] for s in skipped(done)}
    assert ("oorpijn", "a", "day-cap") in skipped(done)


def test_when_no_post_can_go_out_the_author_has_to_act(networks, practice):
    practice.accounts("a", options={"characters": 20})
    done = practice.publish()
    assert done.sent == ()
    assert all(c.blocked for c in done.outlook.coming)
    assert done.exit is Exit.CONTENT
    assert practice.publish(dry_run=True).exit is Exit.CONTENT


def test_an_article_blocked_on_one_account_still_goes_out_on_the_other(networks, practice):
    networks["a"].send = [Rejected("no")]
    practice.publish()
    later = "2027-03-01T10:00:00+01:00"
    networks["a"].send = [Rejected("no"), Rejected("no")]
    practice.publish(now=later)
    assert practice.publish(now=later).exit is Exit.CONTENT
    assert len(networks["b"].posts) == 4


def test_some_accounts_failed_is_another_end_than_all_failed(networks, practice):
    networks["a"].send = [Unavailable("away")]
    assert practice.publish().exit is Exit.SOME_FAILED
    networks["a"].send = [Unavailable("away")]
    assert practice.publish().exit is Exit.ALL_FAILED


def test_a_post_that_needs_a_person_weighs_more_than_an_account_that_failed(networks, practice):
    networks["a"].send = [OutcomeUnknown("lost")]
    networks["a"].find = [Unavailable("away")]
    networks["b"].send = [Unavailable("away")]
    assert practice.publish().exit is Exit.PERSON


def test_an_account_that_failed_weighs_more_than_a_post_that_is_blocked(networks, practice):
    networks["a"].send = [Rejected("no")]
    practice.publish()
    networks["b"].send = [Unavailable("away")]
    practice.article("keelpijn")
    assert practice.publish().exit is Exit.SOME_FAILED


def test_the_version_of_a_build_is_the_time_of_its_commit(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert build_version(tmp_path) == 0, "no repository"
    for command in (["init", "-q"], ["-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-q"]):
        more = ["--allow-empty", "-m", "x", "--date=@1"] if "commit" in command else []
        subprocess.run(
            ["git", *command, *more],
            cwd=tmp_path,
            check=True,
            env={"PATH": "/usr/bin:/bin", "GIT_COMMITTER_DATE": "@1700000000 +0000", "HOME": str(tmp_path)},
        )
    assert build_version(tmp_path) == 1700000000
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("git") is None
    assert build_version(tmp_path) == 0, "no git"
