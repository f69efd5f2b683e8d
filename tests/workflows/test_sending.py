"""Sending: one post once, whatever happens between the claim and the network's answer."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from syndicate.errors import (
    Exit,
    LedgerError,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unauthorized,
    Unavailable,
)
from syndicate.model import Entry, EntryKind, State
from syndicate.workflows.hold import hold
from syndicate.workflows.way import open_way
from tests.workflows.conftest import NOW

KEY = "hoofdpijn/nl/a/new"
SECOND = "oorpijn/nl/a/new"
LATER = "2026-11-23T11:00:00+01:00"
AT = datetime.fromisoformat(NOW)


def outcomes(done):
    assert [s.account for s in done.sent] == [s.key.split("/")[2] for s in done.sent]
    return {s.key: s.outcome for s in done.sent}


@pytest.fixture
def network(networks, practice):
    """One account, one article."""
    practice.accounts("a")
    (practice.root / "content/articles/oorpijn.md").unlink()
    return networks["a"]


def test_what_a_channel_left_out_is_told_and_the_post_goes_out(network, practice):
    network.prepare.append(lambda: "account a: it goes out with its picture in place of the film.")
    assert outcomes(practice.publish()) == {KEY: "posted"}
    assert f"{KEY}: account a: it goes out with its picture in place of the film." in practice.told


@pytest.fixture
def account(networks, practice):
    """One account, two articles."""
    practice.accounts("a")
    return networks["a"]


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


def claim_of_another_run(attempt=1, body="0" * 64):
    data = {"uid": "hoofdpijn", "lang": "nl", "account": "a", "occasion": "new", "body": body}
    data |= {"marker": "aaaaaaaa", "created_at": NOW, "lease": LATER, "variant": "0", "permalink": "http://x"}
    return Entry(EntryKind.CLAIM, AT, KEY, "other", attempt, data)


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


def test_a_post_that_the_ledger_cannot_note_is_in_doubt_and_never_sent_again(network, practice):
    lock = practice.root / ".syndicate" / "ledger" / ".lock"

    def disk_fails():
        lock.unlink()
        lock.mkdir()

    network.send = [disk_fails]
    done = practice.publish()
    assert network.keys == [KEY]
    assert outcomes(done) == {KEY: "doubt"}
    assert done.sent[0].url in practice.told[-1]
    assert done.exit is Exit.PERSON
    lock.rmdir()
    assert practice.publish().sent == (), "its lease still runs"
    settled = practice.publish(now=LATER)
    assert [s.outcome for s in settled.settled] == ["found"]
    assert settled.exit is Exit.DONE
    assert network.keys == [KEY]


def test_a_ledger_that_is_gone_after_the_network_answered_still_ends_in_doubt(network, practice):
    place = practice.root / ".syndicate" / "ledger"

    def disk_is_gone():
        place.rename(place.with_name("kept"))
        place.write_text("")

    network.send = [disk_is_gone]
    done = practice.publish()
    assert outcomes(done) == {KEY: "doubt"}
    assert done.exit is Exit.PERSON
    assert "cannot be" in practice.told[-1]


def test_without_a_ledger_nothing_is_sent(account, practice):
    lock = practice.root / ".syndicate" / "ledger" / ".lock"

    def disk_fails():
        lock.unlink()
        lock.mkdir()

    account.prepare = [disk_fails]
    with pytest.raises(LedgerError):
        practice.publish()
    assert account.keys == []


def test_a_ledger_that_fails_after_another_account_posted_leaves_doubt_and_not_silence(networks, practice):
    lock = practice.root / ".syndicate" / "ledger" / ".lock"

    def disk_fails():
        lock.unlink()
        lock.mkdir()

    networks["b"].prepare = [disk_fails]
    done = practice.publish()
    assert outcomes(done) == {
        KEY: "posted",
        SECOND: "posted",
        "hoofdpijn/nl/b/new": "doubt",
        "oorpijn/nl/b/new": "doubt",
    }
    assert done.exit is Exit.PERSON
    assert networks["b"].keys == []
    lock.rmdir()
    settled = practice.publish(now="2026-11-23T12:00:00+01:00")
    assert settled.exit is Exit.DONE
    assert networks["b"].keys == ["hoofdpijn/nl/b/new", "oorpijn/nl/b/new"]
    assert networks["a"].keys == [KEY, SECOND]


def test_a_kept_claim_is_compared_with_the_claims_of_now(network, practice):
    network.send = [Unavailable("away")]
    practice.publish()
    practice.then["post 1 due"] = lambda: practice.ledger.claim([claim_of_another_run(attempt=2)], AT)
    assert outcomes(practice.publish()) == {KEY: "taken"}
    assert replace(practice.state(KEY).claim, data={}).run == "other"
