"""Sending: one post once, whatever another run or a person does between the claim and the send."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from syndicate.errors import Exit, Unavailable
from syndicate.model import Entry, EntryKind, State
from syndicate.workflows.hold import hold
from syndicate.workflows.way import open_way
from tests.workflows.sent import AT, KEY, SECOND, claim_of_another_run, outcomes


def test_what_a_channel_left_out_is_told_and_the_post_goes_out(network, practice):
    network.prepare.append(lambda: "account a: it goes out with its picture in place of the film.")
    assert outcomes(practice.publish()) == {KEY: "posted"}
    assert f"{KEY}: account a: it goes out with its picture in place of the film." in practice.told


def test_a_post_is_claimed_prepared_sent_and_noted_in_that_order(network, practice):
    done = practice.publish()
    assert outcomes(done) == {KEY: "posted"}
    assert done.exit is Exit.DONE
    kinds = [e.kind for e in practice.entries() if e.key == KEY]
    assert kinds == [EntryKind.CLAIM, EntryKind.PREPARED, EntryKind.SENT]
    (post,) = network.posts
    claim, prepared, sent = (e.data for e in practice.entries() if e.key == KEY)
    assert prepared == {"media_id": "7"}
    assert sent == {"id": post.marker, "url": done.sent[0].url}
    lease = AT + timedelta(seconds=open_way(practice.root, environ=practice.environ).settings.lease)
    utc = {
        name: at.astimezone(UTC).isoformat().replace("+00:00", "Z")
        for name, at in (("now", AT), ("lease", lease))
    }
    assert claim == {
        "uid": "hoofdpijn",
        "lang": "nl",
        "account": "a",
        "occasion": "new",
        "lease": utc["lease"],
        "body": post.hash,
        "marker": post.marker,
        "created_at": utc["now"],
        "variant": "0",
        "permalink": f"{practice.conf['SITEURL']}/hoofdpijn/",
        "due": utc["now"],
    }


def test_a_second_run_sends_nothing_again(network, practice):
    practice.publish()
    assert practice.publish().sent == ()
    assert network.keys == [KEY]


def test_a_post_that_another_run_claims_first_is_left_to_it(network, practice):
    def other_run():
        assert practice.ledger.claim([claim_of_another_run()], AT)

    practice.then["post 1 due"] = other_run
    done = practice.publish()
    assert outcomes(done) == {KEY: "taken"}
    assert done.sent[0].why == "another run has claimed it"
    assert done.exit is Exit.DONE
    assert network.keys == []


def test_a_post_that_another_run_posts_first_is_left_alone(network, practice):
    def other_run():
        sent = Entry(EntryKind.SENT, AT, KEY, "other", 1, {"id": "1", "url": "http://127.0.0.1/1"})
        assert practice.ledger.claim([claim_of_another_run()], AT)
        practice.note(sent)

    practice.then["post 1 due"] = other_run
    done = practice.publish()
    assert done.sent[0].why == "it was posted by another run"
    assert network.keys == []


def test_a_post_that_another_run_sees_refused_is_not_tried_a_second_time(network, practice):
    def other_run():
        dry = practice.publish(dry_run=True)
        mine = claim_of_another_run(body=dry.outlook.coming[0].payload.hash)
        assert practice.ledger.claim([mine], AT)
        data = {"body": mine.data["body"], "why": "Rejected"}
        practice.note(Entry(EntryKind.REJECTED, AT, KEY, "other", 1, data))

    practice.then["post 1 due"] = other_run
    done = practice.publish()
    assert outcomes(done) == {KEY: "failed"}
    assert "refused exactly this post before" in done.sent[0].why
    assert network.keys == []


def test_a_run_whose_claim_was_taken_over_while_it_prepared_sends_nothing(network, practice):
    def other_run():
        practice.note(Entry(EntryKind.ABSENT, AT, KEY, "other", 1))
        assert practice.ledger.claim([claim_of_another_run(attempt=2)], AT)

    network.prepare = [other_run]
    done = practice.publish()
    assert outcomes(done) == {KEY: "taken"}
    assert "the lease of this run ended" in done.sent[0].why
    assert network.keys == []
    assert practice.state(KEY).state is State.CLAIMED, "the other run's claim stands"


def test_a_run_whose_ledger_another_run_began_anew_meanwhile_sends_nothing(network, practice):
    def other_run():
        for file in (practice.root / ".syndicate" / "ledger").glob("*.jsonl"):
            file.unlink()
        assert practice.ledger.claim([claim_of_another_run()], AT)

    network.prepare = [other_run]
    assert outcomes(practice.publish()) == {KEY: "taken"}
    assert network.keys == []


def test_a_run_whose_lease_ends_while_it_prepares_sends_nothing(network, practice):
    practice.live_now()
    practice.configure(SYNDICATE_LEASE=0.5)
    network.prepare = [lambda: time.sleep(0.6)]
    done = practice.publish()
    assert outcomes(done) == {KEY: "taken"}
    assert "the lease of this run ended" in done.sent[0].why
    assert network.keys == []
    assert outcomes(practice.publish()) == {KEY: "posted"}, "nothing was sent, so it is free again"


def test_a_lease_that_a_slow_send_could_outlive_is_not_sent_under(network, practice):
    practice.live_now()
    practice.configure(SYNDICATE_LEASE=2)
    network.prepare = [lambda: time.sleep(1.2)]
    assert outcomes(practice.publish()) == {KEY: "taken"}
    assert network.keys == []


@pytest.mark.parametrize("scope", ["all", "account:a", "article:hoofdpijn"])
def test_a_hold_that_is_set_while_a_post_is_prepared_stops_it(network, practice, scope):
    network.prepare = [lambda: hold(practice.root, scope, "calamiteit", environ=practice.environ)]
    done = practice.publish()
    assert outcomes(done) == {KEY: "held"}
    assert done.sent[0].why == f"a person holds {scope}"
    assert done.exit is Exit.HELD
    assert network.keys == []
    assert practice.state(KEY).state is State.FREE


def test_a_hold_of_something_else_stops_nothing(account, practice):
    account.prepare = [lambda: hold(practice.root, "article:oorpijn", "nieuw", environ=practice.environ)]
    assert outcomes(practice.publish()) == {KEY: "posted", SECOND: "held"}


def test_a_kept_claim_is_compared_with_the_claims_of_now(network, practice):
    network.send = [Unavailable("away")]
    practice.publish()
    practice.then["post 1 due"] = lambda: practice.ledger.claim([claim_of_another_run(attempt=2)], AT)
    assert outcomes(practice.publish()) == {KEY: "taken"}
    assert replace(practice.state(KEY).claim, data={}).run == "other"
