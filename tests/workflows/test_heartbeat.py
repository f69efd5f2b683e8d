"""What each run leaves on the host for a watcher, and what it never says there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import datetime

import pytest

from syndicate import __version__
from syndicate.errors import (
    ContentError,
    Exit,
    Held,
    LedgerError,
    OutcomeUnknown,
    RateLimited,
    SettingsError,
    SiteError,
    Unauthorized,
    Unavailable,
)
from syndicate.model import EntryKind
from syndicate.workflows.hold import hold, release
from syndicate.workflows.rollback import rollback

FILE = "public/.well-known/expertstatus.json"
TEN, ELEVEN = "2026-11-23T10:00:00+01:00", "2026-11-23T11:00:00+01:00"
FOUR = "2026-11-23T16:00:00+01:00"


def beat(practice):
    file = practice.root / FILE
    return json.loads(file.read_text("utf-8")) if file.is_file() else None


def states(practice):
    return {name: seen["state"] for name, seen in beat(practice)["channels"].items()}


def test_a_run_leaves_when_it_ran_how_it_ended_and_how_its_accounts_stand(networks, practice):
    practice.publish()
    fine = {"state": "ok", "last_sent": "2026-11-23T09:00:00Z"}
    assert beat(practice) == {
        "v": 1,
        "version": __version__,
        "last_run": "2026-11-23T09:00:00Z",
        "outcome": "done",
        "oldest_due": None,
        "late_minutes": {"posts": 4, "p50": 0, "p95": 0},
        "channels": {"a": fine, "b": fine},
    }


def test_it_is_no_part_of_the_site(networks, practice):
    practice.publish()
    assert not (practice.root / "output" / ".well-known").exists()
    assert "well-known" not in (practice.root / "public" / "sitemap.xml").read_text("utf-8")
    practice.publish()  # its pages name the posts
    live = (practice.root / "public").stat().st_ino
    known = practice.entries(EntryKind.DEPLOY)
    practice.publish(now=FOUR)
    assert beat(practice)["last_run"] == "2026-11-23T15:00:00Z"
    assert practice.entries(EntryKind.DEPLOY) == known
    assert (practice.root / "public").stat().st_ino == live, "no build was switched in for it"


def test_a_dry_run_leaves_none(networks, practice):
    practice.publish(dry_run=True)
    assert beat(practice) is None
    practice.publish()
    before = (practice.root / FILE).read_bytes()
    practice.publish(dry_run=True, now=FOUR)
    assert (practice.root / FILE).read_bytes() == before


def test_where_nothing_is_deployed_none_is_left(networks, practice):
    practice.configure(
        SYNDICATE_ACCOUNTS=[{"name": "c", "channel": "scripted", "base_url": "http://127.0.0.1:9"}]
    )
    with pytest.raises(SettingsError, match="knows nothing of c yet"):
        practice.publish()
    assert not (practice.root / "public").exists()
    assert not [line for line in practice.told if "heartbeat" in line]


def test_an_hour_later_it_stays_as_it_is_and_after_six_hours_it_is_renewed(networks, practice):
    practice.publish(now=TEN)
    practice.publish(now=ELEVEN)
    assert beat(practice)["last_run"] == "2026-11-23T09:00:00Z", "a git host gets few commits"
    practice.publish(now=FOUR)
    assert beat(practice)["last_run"] == "2026-11-23T15:00:00Z"


def test_what_changed_is_written_at_once(networks, practice):
    practice.publish(now=TEN)
    practice.article("keelpijn")
    networks["a"].send = [Unauthorized("account a: renew its token.")]
    assert practice.publish(now=ELEVEN).exit is Exit.SOME_FAILED
    assert beat(practice)["last_run"] == "2026-11-23T10:00:00Z"
    assert beat(practice)["outcome"] == "some failed"
    assert states(practice) == {"a": "failed", "b": "ok"}
    assert beat(practice)["channels"]["a"]["last_sent"] == "2026-11-23T09:00:00Z"


@pytest.mark.parametrize(
    "there", ["", "[]", "null", '{"v": 1}', '{"last_run": "2999-01-01T00:00:00Z"}', "<html>"]
)
def test_whatever_else_stands_there_is_replaced(networks, practice, there):
    practice.publish()
    whole = beat(practice)
    (practice.root / FILE).write_text(there)
    practice.publish()
    assert beat(practice) == whole | {"last_run": "2026-11-23T09:00:00Z"}


def test_a_heartbeat_of_a_time_to_come_is_replaced(networks, practice):
    practice.publish(now="2026-11-24T10:00:00+01:00")
    practice.publish()
    assert beat(practice)["last_run"] == "2026-11-23T09:00:00Z"


def test_a_run_that_is_held_says_so_and_since_when_a_post_waits(networks, practice):
    practice.publish()
    practice.article("keelpijn", date="2026-11-23T10:20:00+01:00")
    hold(practice.root, "all", "calamiteit op de Lindelaan", environ=practice.environ)
    with pytest.raises(Held):
        practice.publish(now=ELEVEN)
    assert beat(practice)["outcome"] == "held"
    assert states(practice) == {"a": "held", "b": "held"}
    assert beat(practice)["oldest_due"] == "2026-11-23T09:20:00Z"
    release(practice.root, "all", environ=practice.environ | {"SYNDICATE_NOW": FOUR})
    practice.publish(now=FOUR)
    assert beat(practice)["outcome"] == "done"
    assert beat(practice)["late_minutes"] == {"posts": 6, "p50": 0, "p95": 0}, (
        "it might go from the release on"
    )


def test_an_account_that_is_held_is_held_alone(networks, practice):
    hold(practice.root, "account:a", "storing", environ=practice.environ)
    practice.publish()
    assert states(practice) == {"a": "held", "b": "ok"}
    assert beat(practice)["oldest_due"] == "2026-11-23T09:00:00Z"


def test_a_post_in_doubt_and_an_account_that_must_wait_are_told_apart(networks, practice):
    networks["a"].send = [OutcomeUnknown("lost")]
    networks["a"].find = [Unavailable("away")]
    networks["b"].send = [RateLimited("wait", datetime.fromisoformat(FOUR))]
    assert practice.publish().exit is Exit.PERSON
    assert states(practice) == {"a": "in doubt", "b": "waiting"}
    assert beat(practice)["outcome"] == "person"
    assert beat(practice)["channels"]["b"]["last_sent"] is None
    assert beat(practice)["oldest_due"] == "2026-11-23T09:00:00Z"


def test_content_with_errors_and_a_secret_that_lacks_are_said_as_well(networks, practice):
    practice.publish(now=TEN)
    practice.edit("content/articles/oorpijn.md", "authors: [anna-berk]\n", "")
    with pytest.raises(ContentError):
        practice.publish(now=ELEVEN)
    assert beat(practice)["outcome"] == "content"
    practice.edit("content/articles/oorpijn.md", "reviewed_by", "authors: [anna-berk]\nreviewed_by")
    practice.accounts("a", "b", options={"needs": ["token"]})
    with pytest.raises(SettingsError):
        practice.publish(now=ELEVEN)
    assert beat(practice)["outcome"] == "settings"


def test_a_page_that_is_not_live_is_said_on_the_host(networks, practice):
    practice.configure(SITEURL="http://127.0.0.1:9", SYNDICATE_LIVE_SECONDS=0.01)
    with pytest.raises(SiteError):
        practice.publish()
    assert beat(practice)["outcome"] == "unavailable"
    assert beat(practice)["oldest_due"] == "2026-11-23T09:00:00Z"


def test_an_article_that_waits_for_an_approval_is_no_post_that_waits(networks, practice):
    practice.configure(SYNDICATE_REQUIRE_APPROVAL=True)
    practice.publish()
    assert beat(practice)["oldest_due"] is None


def test_an_account_that_nobody_adopted_has_no_posts_that_wait(networks, practice):
    practice.publish()
    practice.accounts("a", "b", "c")
    with pytest.raises(SettingsError):
        practice.publish(now=ELEVEN)
    assert beat(practice)["oldest_due"] is None
    assert states(practice) == {"a": "ok", "b": "ok", "c": "ok"}


def test_a_post_that_failed_at_the_end_of_the_day_still_waits_at_night(networks, practice):
    practice.publish()
    practice.accounts("a", pace={"always": False})
    practice.article("keelpijn", date="2026-11-23T12:00:00+01:00")
    networks["a"].send = [Unavailable("away")]
    practice.publish(now="2026-11-23T19:30:00+01:00")
    practice.publish(now="2026-11-24T03:00:00+01:00")
    assert beat(practice)["oldest_due"] == "2026-11-23T11:00:00Z"
    practice.publish(now="2026-11-24T08:17:00+01:00")
    assert beat(practice)["oldest_due"] is None
    assert beat(practice)["late_minutes"]["p95"] == 20 * 60 + 17, "a failed attempt makes it no younger"


def test_it_holds_no_private_word(networks, practice):
    practice.accounts("a", "b", options={"needs": ["token"]})
    secret = {"SYNDICATE_A_TOKEN": "ticket-of-account-a", "SYNDICATE_B_TOKEN": "ticket-of-account-b"}
    networks["a"].send = [Unauthorized("account a: ticket-of-account-a of mevrouw Jansen is refused.")]
    networks["b"].send = [OutcomeUnknown("mevrouw Jansen")]
    networks["b"].find = [Unavailable("mevrouw Jansen")]
    practice.publish(**secret)
    hold(practice.root, "all", "klacht over dokter Els", environ=practice.environ)
    with pytest.raises(Held):
        practice.publish(**secret)
    said = (practice.root / FILE).read_text("utf-8")
    words = set(re.findall(r"[A-Za-z][A-Za-z_ ]+", said))
    known = {"version", "last_run", "outcome", "oldest_due", "late_minutes", "channels", "state", "last_sent"}
    assert words - known <= {"held", "null", "in doubt", "posts"}, said
    assert re.findall(r'"([ab])": {', said) == ["a", "b"]


def test_a_heartbeat_that_cannot_be_written_fails_no_run(networks, practice):
    practice.publish()
    practice.publish()
    public = practice.root / "public"
    shutil.rmtree(public / ".well-known")
    (public / ".well-known").mkdir()
    (public / ".well-known" / "expertstatus.json.new").mkdir()
    done = practice.publish(now=FOUR)
    assert done.exit is Exit.DONE
    assert re.search(
        r"the heartbeat on the host was not renewed: .*Is a directory.*\. The run itself stands\.",
        practice.told[-1],
    )


def test_an_error_of_the_run_is_not_hidden_by_one_of_the_heartbeat(networks, practice):
    practice.publish()
    for file in (practice.root / ".syndicate" / "ledger").glob("*.jsonl"):
        file.write_text("no line of a ledger\n")
    before = beat(practice)
    with pytest.raises(LedgerError):
        practice.publish(now=FOUR)
    assert beat(practice) == before, "a run without its memory does not look healthy"
    assert "heartbeat" in practice.told[-1]


def test_after_a_rollback_the_heartbeat_stays_and_says_who_holds(networks, practice):
    practice.publish()
    practice.edit("content/articles/hoofdpijn.md", "vanzelf over", "vanzelf weg")
    practice.publish(now=ELEVEN)
    rollback(practice.root, environ=practice.environ)
    assert "vanzelf over" in (practice.root / "public/hoofdpijn/index.html").read_text("utf-8")
    assert beat(practice)["last_run"] == "2026-11-23T09:00:00Z"
    with pytest.raises(Held):
        practice.publish(now=FOUR)
    assert beat(practice)["outcome"] == "held"
    assert rollback(practice.root, environ=practice.environ)
    assert "vanzelf weg" in (practice.root / "public/hoofdpijn/index.html").read_text("utf-8")
    assert beat(practice)["outcome"] == "held"


@pytest.mark.suite("git")
def test_a_branch_gets_a_commit_where_something_changed_and_four_a_day(networks, practice, tmp_path):
    remote = tmp_path / "remote.git"
    subprocess.run(["git", "init", "-q", "--bare", str(remote)], check=True)
    practice.configure(SYNDICATE_DEPLOY=f"git:{remote}", SYNDICATE_LIVE_SECONDS=0.01)
    hold(practice.root, "account:a", "storing", environ=practice.environ)
    hold(practice.root, "account:b", "storing", environ=practice.environ)
    for hour in range(24):
        practice.publish(now=f"2026-11-24T{hour:02}:17:00+01:00")
    log = ["git", "-C", str(remote), "log", "--format=%s", "gh-pages"]
    told = subprocess.run(log, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len([line for line in told if line.startswith("Note")]) == 4
    assert len(told) == 5


def test_a_run_that_is_killed_leaves_none_and_the_next_one_tells_what_it_found(networks, practice):
    practice.publish()
    practice.article("keelpijn")
    before = beat(practice)

    def killed():
        raise KeyboardInterrupt

    networks["a"].after = [killed]
    with pytest.raises(KeyboardInterrupt):
        practice.publish(now=ELEVEN)
    assert beat(practice) == before
    practice.publish(now="2026-11-23T11:10:00+01:00")
    assert beat(practice)["oldest_due"] is None, "its claim still runs: nobody knows yet"
    assert practice.publish(now=FOUR).exit is Exit.DONE
    assert states(practice) == {"a": "ok", "b": "ok"}
    assert beat(practice)["channels"]["a"]["last_sent"] == "2026-11-23T10:00:00Z"


def test_a_memory_that_is_damaged_behind_the_run_takes_its_figures_along_and_nothing_else(networks, practice):
    def damage():
        for file in (practice.root / ".syndicate" / "ledger").glob("*.jsonl"):
            file.write_text("no line of a ledger\n")

    practice.then["wait until"] = lambda: networks["b"].after.extend([lambda: None, damage])
    done = practice.publish()
    assert done.late is None
    assert len(networks["b"].posts) == 2
