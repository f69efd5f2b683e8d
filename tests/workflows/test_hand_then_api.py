"""What a person had in hand goes by an API later: the account is looked at, a person has the last word."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from syndicate.channels import Unreadable
from syndicate.channels.lookback import NoFurther
from syndicate.errors import Exit, OutcomeUnknown, SettingsError
from syndicate.model import EntryKind, State, campaign_token
from syndicate.workflows.hold import hold, release
from syndicate.workflows.posted import posted
from syndicate.workflows.settle import settle_all, settle_by_person
from tests.servers import meta
from tests.servers.loopback import Running
from tests.workflows.scripted import Scripted, recall

KEY = "hoofdpijn/nl/buurt/new"
TOKEN = campaign_token(KEY)
DAY_AFTER = "2026-11-24T10:00:01+01:00"
LATER = "2026-11-24T12:00:00+01:00"
LATEST = "2026-11-25T12:00:00+01:00"
WHERE = "http://127.0.0.1/praktijk/7"


@pytest.fixture
def hand(networks, practice):
    """One account by hand, one article."""
    (practice.root / "content/articles/oorpijn.md").unlink()
    by_hand(practice)
    practice.adopted("buurt")
    return practice


@pytest.fixture
def network(networks):
    return networks["buurt"]


def by_hand(practice):
    pace = {"always": True, "per_day": 0, "per_week": 0}
    said = {"name": "buurt", "channel": "hand", "base_url": "http://127.0.0.1:9", "pace": pace}
    practice.configure(SYNDICATE_ACCOUNTS=[{**said, "options": {"network": "x"}}])


def outcomes(many):
    return {s.key: s.outcome for s in many}


def moved(hand):
    """Let a card come back to nobody: the account is held when its day is over."""
    done = hand.publish()
    environ = hand.environ | {"SYNDICATE_NOW": DAY_AFTER}
    hold(hand.root, "account:buurt", "vrij", environ=environ)
    assert outcomes(hand.publish(now=DAY_AFTER).settled) == {KEY: "moved"}
    release(hand.root, "account:buurt", environ=environ)
    assert hand.state(KEY).state is State.FREE
    return done.outlook.coming[0].payload


def not_there(practice, now=LATER):
    return settle_by_person(practice.root, KEY, url="", environ=practice.environ | {"SYNDICATE_NOW": now})


def test_a_network_that_does_not_show_the_post_is_no_proof_that_no_person_posted_it(hand, network):
    hand.publish()
    hand.accounts("buurt")
    done = hand.publish(now=DAY_AFTER)
    assert outcomes(done.settled) == {KEY: "person"}
    assert f"Look on buurt for the post of this article (with {TOKEN} in its link, or without" in (
        done.settled[0].why
    )
    assert done.exit is Exit.PERSON
    assert done.sent == ()
    assert network.keys == []
    assert hand.publish(now=LATER).exit is Exit.PERSON


def test_a_person_who_looked_and_saw_nothing_lets_the_api_post_it_once(hand, network):
    hand.publish()
    hand.accounts("buurt")
    hand.publish(now=DAY_AFTER)
    assert not_there(hand).exit is Exit.DONE
    done = hand.publish(now=LATER)
    assert outcomes(done.sent) == {KEY: "posted"}
    assert done.exit is Exit.DONE
    assert network.keys == [KEY]


def test_among_the_own_posts_it_is_found_wherever_the_person_put_it(hand, network, readable):
    done = hand.publish()
    hand.accounts("buurt")
    network.find = [lambda: pytest.fail("a channel's own place holds no post of a person")]
    network.posts.append(done.outlook.coming[0].payload)
    assert outcomes(hand.publish(now=DAY_AFTER).settled) == {KEY: "found"}
    assert hand.publish(now=LATER).sent == ()
    assert network.keys == [KEY]


@pytest.mark.parametrize("seen", [NoFurther("a shows no more"), RuntimeError("ticket")])
def test_own_posts_that_cannot_be_read_leave_it_to_a_person(hand, network, readable, seen):
    hand.publish()
    hand.accounts("buurt")
    network.recall = [seen]
    done = hand.publish(now=DAY_AFTER)
    assert outcomes(done.settled) == {KEY: "person"}
    assert network.keys == []


@pytest.mark.parametrize(
    ("channel", "of", "options", "outcome"),
    [
        ("threads", "THREADS", {}, "found"),
        ("facebook", "PAGE", {"page": meta.PAGE}, "found"),
        ("instagram", "GRAM", {"user": meta.GRAM}, "person"),
    ],
)
def test_no_channel_takes_a_post_of_a_person_for_absent(hand, channel, of, options, outcome):
    secrets = meta.THREADS_SECRETS if channel == "threads" else meta.SECRETS
    done = hand.publish()
    network = meta.MetaNetwork()
    with Running(network) as server:
        network.held.made(of, "17900000", done.outlook.coming[0].payload.text, None)
        network.held.posts[0]["at"] = "2026-11-23T10:30:00+0000"
        network.lag = -1e9  # it shows what is of tomorrow by this machine's clock
        account = {"name": "buurt", "channel": channel, "base_url": server.url, "options": options}
        hand.configure(SYNDICATE_ACCOUNTS=[account | {"settle": 0, "pace": {"always": True}}])
        offered = {f"SYNDICATE_BUURT_{name.upper()}": value for name, value in secrets.items()}
        assert outcomes(hand.publish(now=DAY_AFTER, **offered).settled) == {KEY: outcome}
        assert len(server.state()["posts"]) == 1


def test_a_card_that_moved_is_looked_for_before_the_api_posts_it(hand, network, monkeypatch):
    payload = moved(hand)
    monkeypatch.setattr(Scripted, "recall", recall, raising=False)
    hand.accounts("buurt")
    network.posts.append(payload)
    done = hand.publish(now=LATER)
    assert [(s.key, s.outcome) for s in done.sent] == [(KEY, "posted")]
    assert outcomes(done.settled) == {KEY: "found"}
    assert done.exit is Exit.DONE
    assert network.keys == [KEY]
    assert hand.publish(now=LATEST).sent == ()


def test_a_card_that_moved_and_is_not_seen_waits_for_a_person_before_the_api_posts_it(hand, network):
    moved(hand)
    hand.accounts("buurt")
    for now in (LATER, LATEST):
        done = hand.publish(now=now)
        assert outcomes(done.settled) == {KEY: "person"}
        assert done.exit is Exit.PERSON
    assert network.keys == []
    not_there(hand, LATEST)
    assert outcomes(hand.publish(now=LATEST).sent) == {KEY: "posted"}
    assert network.keys == [KEY]


def test_the_word_of_a_person_stands_when_the_api_fails_after_it(hand, network):
    moved(hand)
    hand.accounts("buurt")
    hand.publish(now=LATER)
    not_there(hand)
    network.send = [OutcomeUnknown("lost")]
    assert outcomes(hand.publish(now=LATER).sent) == {KEY: "failed"}
    assert outcomes(hand.publish(now=LATER).sent) == {KEY: "posted"}
    assert network.keys == [KEY]


def test_a_card_that_waits_for_a_look_may_go_by_hand_again(hand, network):
    moved(hand)
    hand.accounts("buurt")
    hand.publish(now=LATER)
    by_hand(hand)
    done = hand.publish(now=LATEST)
    assert outcomes(done.settled) == {KEY: "moved"}
    assert outcomes(done.sent) == {KEY: "given"}
    hand.accounts("buurt")
    assert outcomes(hand.publish(now="2026-11-27T12:00:00+01:00").settled) == {KEY: "person"}
    assert network.keys == []


def test_an_attempt_of_the_api_after_a_card_is_no_look(hand, network, readable):
    moved(hand)
    hand.accounts("buurt")
    (claim,) = hand.entries(EntryKind.CLAIM)
    api = {k: v for k, v in claim.data.items() if k != "by"}
    now = datetime.fromisoformat(LATER)
    assert hand.ledger.claim([replace(claim, attempt=2, data=api)], now)
    network.find = [lambda: pytest.fail("a channel's own place holds no post of a person")]
    assert outcomes(hand.publish(now=LATEST).settled) == {KEY: "person"}
    assert network.keys == []


def test_an_account_that_was_taken_out_while_its_card_was_out_drops_it_and_says_so(hand):
    hand.publish()
    hand.configure(SYNDICATE_ACCOUNTS=[{"name": "posts", "channel": "folder", "pace": {"always": True}}])
    done = hand.publish(now=DAY_AFTER)
    assert outcomes(done.settled) == {KEY: "removed"}
    assert "no longer in SYNDICATE_ACCOUNTS" in done.settled[0].why
    assert done.exit is Exit.DONE
    assert hand.state(KEY).state is State.DROPPED
    assert hand.publish(now=LATER).settled == ()
    environ = hand.environ | {"SYNDICATE_NOW": LATER}
    assert posted(hand.root, TOKEN, url=WHERE, environ=environ).what == "posted"


def test_a_card_that_is_out_when_its_account_goes_is_left_until_its_day_is_over(hand):
    hand.publish()
    hand.configure(SYNDICATE_ACCOUNTS=[{"name": "posts", "channel": "folder", "pace": {"always": True}}])
    assert hand.publish().settled == ()
    assert hand.state(KEY).state is State.CLAIMED


def skip(practice, now):
    return posted(practice.root, TOKEN, skip=True, environ=practice.environ | {"SYNDICATE_NOW": now})


def test_what_an_api_left_in_doubt_cannot_be_skipped(hand, network):
    moved(hand)
    hand.accounts("buurt")
    hand.publish(now=LATER)
    not_there(hand)
    network.after, network.find = [OutcomeUnknown("lost")], [Unreadable("busy")]
    assert hand.publish(now=LATER).exit is Exit.PERSON
    before = hand.entries()
    with pytest.raises(SettingsError, match="invoke settle"):
        skip(hand, LATER)
    assert hand.entries() == before
    assert outcomes(hand.publish(now=LATEST).settled) == {KEY: "found"}


def test_a_card_that_waits_for_a_look_can_be_skipped(hand, network):
    moved(hand)
    hand.accounts("buurt")
    hand.publish(now=LATER)
    assert skip(hand, LATER).what == "skipped"
    assert hand.publish(now=LATEST).exit is Exit.DONE
    assert network.keys == []


def test_what_was_dropped_because_nobody_posted_it_is_no_quiet_success(hand):
    hand.publish()
    hand.publish(now=DAY_AFTER)
    done = settle_all(hand.root, environ=hand.environ | {"SYNDICATE_NOW": LATEST})
    assert outcomes(done.settled) == {KEY: "dropped"}
    assert done.exit is Exit.SOME_FAILED
