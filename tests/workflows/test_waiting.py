"""Since when a post might have gone out: what an author did today is not a machine that was late."""

from __future__ import annotations

import os
import subprocess

import pytest

from syndicate.errors import Unavailable
from syndicate.model import EntryKind, Role
from syndicate.workflows.approve import approve
from syndicate.workflows.hold import hold, release

NOON = "2026-11-24T12:00:00+01:00"
KEY = "keelpijn/nl/a/new"


@pytest.fixture
def known(networks, practice):
    """One account with a site that was published on Monday; on Tuesday at noon one article more."""
    practice.accounts("a")
    practice.publish()
    practice.article("keelpijn", date="2026-11-24")
    return practice


def commit(practice, at):
    """Commit all that the practice holds, at a moment."""
    around = {"PATH": os.environ["PATH"], "HOME": str(practice.root), "GIT_COMMITTER_DATE": at}
    for command in (["init", "-q"], ["add", "content"], ["commit", "-qm", "werk"]):
        who = ["-c", "user.name=t", "-c", "user.email=t@localhost"]
        subprocess.run(["git", *who, *command], cwd=practice.root, env=around, check=True)


def due(practice, key=KEY):
    return [e.data["due"] for e in practice.entries(EntryKind.CLAIM) if e.key == key]


def test_without_git_it_is_counted_from_the_date_of_the_article(known):
    known.publish(now=NOON)
    assert due(known) == ["2026-11-23T23:00:00Z"]


@pytest.mark.suite("git")
def test_nothing_was_due_before_the_newest_commit(known):
    commit(known, "2026-11-24T11:50:00+01:00")
    known.publish(now=NOON)
    assert due(known) == ["2026-11-24T10:50:00Z"]


@pytest.mark.suite("git")
def test_an_older_commit_hides_nothing_and_one_of_a_clock_ahead_makes_no_post_early(known):
    commit(known, "2026-11-23T08:00:00+01:00")
    known.publish(now=NOON)
    assert due(known) == ["2026-11-23T23:00:00Z"]
    known.article("buikpijn", date="2026-11-24")
    commit(known, "2026-11-29T08:00:00+01:00")
    known.publish(now=NOON)
    assert due(known, "buikpijn/nl/a/new") == ["2026-11-24T11:00:00Z"]


def test_on_the_first_run_nothing_is_late(networks, practice):
    practice.publish()
    assert {e.data["due"] for e in practice.entries(EntryKind.CLAIM)} == {"2026-11-23T09:00:00Z"}


@pytest.mark.parametrize("scope", ["all", "account:a", "article:keelpijn"])
def test_what_a_person_held_was_not_due_before_its_release(known, scope):
    hold(known.root, scope, "storing", environ=known.environ)
    early = known.environ | {"SYNDICATE_NOW": "2026-11-24T09:30:00+01:00"}
    release(known.root, scope, environ=early)
    known.publish(now=NOON)
    assert due(known) == ["2026-11-24T08:30:00Z"]


def test_what_waited_for_an_approval_was_not_due_before_it(known):
    known.configure(SYNDICATE_REQUIRE_APPROVAL=True)
    early = known.environ | {"SYNDICATE_NOW": "2026-11-24T09:30:00+01:00"}
    approve(known.root, "keelpijn", "bram-els", Role.MEDICAL, environ=early)
    known.publish(now=NOON)
    assert due(known) == ["2026-11-24T08:30:00Z"]


def test_an_attempt_that_failed_keeps_the_first_moment(networks, known):
    networks["a"].send = [Unavailable("away")]
    known.publish(now=NOON)
    known.article("buikpijn", date="2026-11-24")
    networks["a"].send = [Unavailable("away")]
    known.publish(now="2026-11-24T13:00:00+01:00")
    commit(known, "2026-11-24T14:00:00+01:00")
    assert known.publish(now="2026-11-24T15:00:00+01:00").late.p95 == 15 * 60
    assert due(known) == ["2026-11-23T23:00:00Z"] * 3
