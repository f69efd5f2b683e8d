"""A token that died: a person posts until the network takes it again, and nothing goes out twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syndicate.channels.abilities import Health, Trouble
from syndicate.errors import Exit, OutcomeUnknown, Unauthorized, Unavailable
from syndicate.model import EntryKind, State, Words, campaign_token
from syndicate.workflows.posted import posted
from syndicate.workflows.settle import settle_by_person
from tests.workflows.scripted import SCRIPTS, Scripted, play

FIRST, SECOND = "hoofdpijn/nl/a/new", "oorpijn/nl/a/new"
DEAD = "posts of a go by hand until its network takes them again (docs/channels/scripted.md): no longer good"
LATER = "2026-11-23T11:00:00+01:00"
DAY_AFTER = "2026-11-24T11:00:01+01:00"


def doctor(channel):
    return play(SCRIPTS[channel.account].recall) or Health(channel.account)


@pytest.fixture
def account(networks, practice, monkeypatch):
    """One account whose network can be asked how it stands: its script's `recall` says."""
    practice.accounts("a")
    practice.environ["SYNDICATE_TELL"] = "json://127.0.0.1:9/"
    monkeypatch.setattr(Scripted, "doctor", doctor, raising=False)
    return networks["a"]


def refused(account, practice):
    """Let a run end with a dead token."""
    account.prepare = [Unauthorized("no longer good")]
    assert practice.publish().exit is Exit.ALL_FAILED


def outcomes(done):
    return {s.key: s.outcome for s in done.sent}


def test_posts_of_an_account_whose_token_died_go_by_hand_and_that_is_said(account, practice):
    refused(account, practice)
    account.recall = [Unauthorized("no longer good")]
    done = practice.publish(now=LATER)
    assert outcomes(done) == {FIRST: "given", SECOND: "given"}
    assert done.dead == (DEAD,)
    assert DEAD in practice.told
    assert done.exit is Exit.DONE
    assert account.posts == []
    page = practice.root / "public" / f"hand/{campaign_token(FIRST)}-a/index.html"
    assert page.is_file()


def test_the_api_takes_over_again_once_the_network_takes_the_token(account, practice):
    refused(account, practice)
    account.recall = [Unauthorized("no longer good")]
    practice.publish(now=LATER)
    posted(practice.root, campaign_token(FIRST), environ=practice.environ)
    done = practice.publish(now=DAY_AFTER)
    assert done.dead == ()
    assert [(s.key, s.outcome) for s in done.settled] == [(SECOND, "person")]
    environ = practice.environ | {"SYNDICATE_NOW": DAY_AFTER}
    settle_by_person(practice.root, SECOND, url="", environ=environ)
    assert outcomes(practice.publish(now=DAY_AFTER)) == {SECOND: "posted"}
    assert account.keys == [SECOND]


LACKS = Trouble(Words("er mist een recht.", "the token lacks pages_manage_posts."), Words("Vraag.", "Ask."))


def test_a_right_that_was_taken_back_is_a_dead_token_too_and_its_name_is_said(account, practice):
    refused(account, practice)
    account.recall = [lambda: Health("a", troubles=(LACKS, replace(LACKS, stops=False)))]
    done = practice.publish(now=LATER)
    assert outcomes(done) == {FIRST: "given", SECOND: "given"}
    (said,) = done.dead
    assert said.endswith(": the token lacks pages_manage_posts.")


def test_a_trouble_that_stops_no_post_keeps_the_api(account, practice):
    refused(account, practice)
    account.recall = [lambda: Health("a", troubles=(replace(LACKS, stops=False),))]
    assert outcomes(practice.publish(now=LATER)) == {FIRST: "posted", SECOND: "posted"}


def test_why_posts_go_by_hand_holds_no_secret(account, practice):
    practice.accounts("a", options={"needs": ["token"]})
    practice.environ["SYNDICATE_A_TOKEN"] = "ticket-of-account-a"
    refused(account, practice)
    account.recall = [Unauthorized("ticket-of-account-a is of a version that was retired")]
    (said,) = practice.publish(now=LATER).dead
    assert said.endswith(": *** is of a version that was retired")


def test_where_nobody_can_be_told_posts_wait_for_the_token(account, practice):
    del practice.environ["SYNDICATE_TELL"]
    refused(account, practice)
    account.recall = [Unauthorized("must not be asked")]
    account.prepare = [Unauthorized("no longer good")]
    done = practice.publish(now=LATER)
    assert set(outcomes(done).values()) == {"failed"}
    assert done.exit is Exit.ALL_FAILED
    assert done.dead == ()
    assert outcomes(practice.publish(now=DAY_AFTER)) == {FIRST: "posted", SECOND: "posted"}


def test_a_card_that_nobody_posted_while_the_token_is_dead_comes_back_as_a_card(account, practice):
    refused(account, practice)
    account.recall = [Unauthorized("no longer good")] * 2
    practice.publish(now=LATER)
    done = practice.publish(now=DAY_AFTER)
    assert {s.outcome for s in done.settled} == {"moved"}
    assert outcomes(done) == {FIRST: "given", SECOND: "given"}
    assert account.posts == []


def test_what_the_api_left_in_doubt_is_not_handed_out_when_its_token_dies(account, practice):
    practice.article("keelpijn")
    third = "keelpijn/nl/a/new"
    account.send, account.find = [OutcomeUnknown("lost")], [Unavailable("away")] * 3
    account.after = [lambda: None, Unauthorized("no longer good")]
    assert practice.publish().exit is Exit.PERSON
    (doubtful,) = (k for k in (FIRST, SECOND, third) if practice.state(k).state is State.IN_DOUBT)
    account.recall = [Unauthorized("no longer good")]
    done = practice.publish(now=LATER)
    assert done.dead == (DEAD,)
    assert [(s.key, s.outcome) for s in done.settled] == [(doubtful, "person")]
    assert doubtful not in outcomes(done)


def test_an_account_that_says_no_to_it_fails_as_before(account, practice):
    practice.accounts("a", by_hand=False)
    refused(account, practice)
    account.recall = [Unauthorized("no longer good")]
    account.prepare = [Unauthorized("no longer good")]
    done = practice.publish(now=LATER)
    assert set(outcomes(done).values()) == {"failed"}
    assert not practice.entries(EntryKind.SENT)


@pytest.mark.parametrize("seen", [Unavailable("away"), RuntimeError("ticket"), lambda: None])
def test_a_token_that_the_network_does_not_refuse_now_is_tried(account, practice, seen):
    refused(account, practice)
    account.recall = [seen]
    assert outcomes(practice.publish(now=LATER)) == {FIRST: "posted", SECOND: "posted"}


def test_a_network_that_cannot_be_asked_is_tried(networks, practice):
    practice.accounts("a")
    refused(networks["a"], practice)
    assert outcomes(practice.publish(now=LATER)) == {FIRST: "posted", SECOND: "posted"}


def test_nobody_is_asked_about_a_token_that_was_good_at_the_last_attempt(account, practice):
    account.recall = [Unauthorized("must not be asked")]
    assert set(outcomes(practice.publish()).values()) == {"posted"}
    practice.article("keelpijn")
    assert set(outcomes(practice.publish(now=LATER)).values()) == {"posted"}
    assert account.recall


def test_a_dry_run_asks_no_network(account, practice):
    refused(account, practice)
    account.recall = [Unauthorized("must not be asked")]
    assert practice.publish(dry_run=True, now=LATER).dead == ()
    assert account.recall
