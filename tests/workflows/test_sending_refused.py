"""Sending to a network that refuses, is away or breaks: what happens to the post and to the others."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from syndicate.errors import Exit, OutcomeUnknown, RateLimited, Rejected, Unauthorized, Unavailable
from syndicate.model import EntryKind, State
from tests.workflows.sent import KEY, LATER, SECOND, outcomes


def test_a_refused_post_fails_and_the_next_post_of_the_account_goes_out(account, practice):
    account.send = [Rejected("account a: the network refuses this.")]
    done = practice.publish()
    assert outcomes(done) == {KEY: "failed", SECOND: "posted"}
    assert practice.state(KEY).state is State.REJECTED


def test_a_refused_post_waits_until_its_words_change(network, practice):
    network.send = [Rejected("no")]
    assert practice.publish().exit is Exit.ALL_FAILED
    again = practice.publish()
    assert again.sent == ()
    assert again.exit is Exit.CONTENT
    assert "refused before and has not changed" in again.outlook.coming[0].findings[-1].said.en
    practice.edit("content/articles/hoofdpijn.md", "Heeft u ook", "Heeft u nu ook")
    assert outcomes(practice.publish()) == {KEY: "posted"}
    assert network.keys == [KEY]


def test_a_refusal_while_preparing_counts_as_a_refusal_of_the_post(network, practice):
    network.prepare = [Rejected("the picture is not taken")]
    assert outcomes(practice.publish()) == {KEY: "failed"}
    assert practice.state(KEY).state is State.REJECTED


def test_a_refused_account_stops_its_own_posts_and_no_other_account(networks, practice):
    networks["a"].send = [Unauthorized("account a: renew its token.")]
    done = practice.publish()
    assert outcomes(done) == {
        KEY: "failed",
        SECOND: "failed",
        "hoofdpijn/nl/b/new": "posted",
        "oorpijn/nl/b/new": "posted",
    }
    assert done.exit is Exit.SOME_FAILED
    assert {s.why for s in done.sent if s.account == "a"} == {"account a: renew its token."}
    assert [practice.state(k).state for k in (KEY, SECOND)] == [State.FREE, State.FREE]
    assert practice.publish().exit is Exit.DONE
    assert networks["a"].keys == [KEY, SECOND]


def test_an_account_that_must_wait_is_left_alone_until_its_time(account, practice):
    until = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    account.send = [RateLimited("account a: wait.", until)]
    done = practice.publish()
    assert outcomes(done) == {KEY: "failed", SECOND: "failed"}
    assert done.exit is Exit.ALL_FAILED
    waiting = practice.publish()
    assert outcomes(waiting) == {KEY: "taken", SECOND: "taken"}
    assert "asked to wait until 2026-11-23 09:30 UTC" in waiting.sent[0].why
    assert waiting.exit is Exit.DONE
    assert practice.publish(now="2026-11-23T10:30:00+01:00").exit is Exit.DONE
    assert account.keys == [KEY, SECOND]


def test_a_network_that_is_away_gets_the_post_at_the_next_run_as_the_next_attempt(network, practice):
    network.send = [Unavailable("account a: no connection.")]
    assert practice.publish().exit is Exit.ALL_FAILED
    assert outcomes(practice.publish(now=LATER)) == {KEY: "posted"}
    first, second = practice.entries(EntryKind.CLAIM)
    assert (first.attempt, second.attempt) == (1, 2)
    assert first.data["created_at"] == second.data["created_at"], "a look back reaches to the first attempt"
    assert second.data["lease"] > first.data["lease"]


@pytest.mark.parametrize("when", ["prepare", "send"])
def test_an_unforeseen_mistake_never_shows_a_secret(network, practice, when):
    practice.accounts("a", options={"needs": ["token"]})
    getattr(network, when).append(KeyError("ticket-of-account-a"))
    done = practice.publish(SYNDICATE_A_TOKEN="ticket-of-account-a")
    assert outcomes(done) == {KEY: "failed"}
    assert "KeyError" in done.sent[0].why
    assert "ticket-of-account-a" not in f"{done} {practice.told}"
    assert network.keys == []
    assert outcomes(practice.publish(SYNDICATE_A_TOKEN="ticket-of-account-a")) == {KEY: "posted"}


def test_a_lost_answer_while_preparing_is_no_doubt_since_nothing_is_public(network, practice):
    network.prepare = [OutcomeUnknown("the answer to the upload was lost.")]
    done = practice.publish()
    assert outcomes(done) == {KEY: "failed"}
    assert done.sent[0].why == "the answer to the upload was lost."
    assert practice.state(KEY).state is State.FREE
    assert network.looked == []
