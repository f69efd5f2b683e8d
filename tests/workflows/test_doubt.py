"""Doubt: nobody knows whether a post arrived, so the network is asked, and else a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from syndicate.channels import Unreadable
from syndicate.errors import Exit, OutcomeUnknown, SettingsError, Unavailable
from syndicate.model import EntryKind, State
from syndicate.workflows.doubt import Settled, by_person
from syndicate.workflows.publish import publish
from syndicate.workflows.settle import settle_all, settle_by_person
from syndicate.workflows.way import open_way
from tests.servers import x
from tests.servers.loopback import Running

KEY = "hoofdpijn/nl/a/new"
LATER = "2026-11-23T11:00:00+01:00"
LOST = "the connection was lost before the whole answer was in."


def outcomes(settled):
    assert [s.account for s in settled] == [s.key.split("/")[2] for s in settled]
    return {s.key: s.outcome for s in settled}


def test_a_post_that_arrived_although_its_answer_was_lost_is_found_in_the_same_run(network, practice):
    network.after = [OutcomeUnknown(LOST)]
    done = practice.publish()
    assert outcomes(done.settled) == {KEY: "found"}
    assert [(s.outcome, s.url) for s in done.sent] == [("posted", done.settled[0].url)]
    assert done.exit is Exit.DONE
    assert practice.state(KEY).state is State.POSTED
    assert practice.publish().sent == ()
    assert network.keys == [KEY]


def test_a_post_that_did_not_arrive_has_failed_and_goes_out_at_the_next_run(network, practice):
    network.send = [OutcomeUnknown(LOST)]
    done = practice.publish()
    assert outcomes(done.settled) == {KEY: "absent"}
    assert [e.data for e in practice.entries(EntryKind.UNKNOWN)] == [{"why": "OutcomeUnknown"}]
    assert [s.outcome for s in done.sent] == ["failed"]
    assert done.sent[0].why == f"{LOST} It is not there; the next run posts it."
    assert done.exit is Exit.ALL_FAILED
    assert practice.publish().exit is Exit.DONE
    assert network.keys == [KEY]


def test_what_was_settled_before_the_run_says_nothing_of_what_the_run_sent(networks, practice):
    practice.accounts("a")
    network = networks["a"]
    network.send, network.find = [OutcomeUnknown(LOST)], [Unreadable("busy")]
    assert practice.publish().exit is Exit.PERSON
    other = "oorpijn/nl/a/new"
    assert network.keys == [other]
    practice.article("keelpijn")
    network.after = [lambda: None, OutcomeUnknown(LOST)]
    done = practice.publish()
    assert {s.key: s.outcome for s in done.sent} == {KEY: "posted", "keelpijn/nl/a/new": "posted"}
    assert done.exit is Exit.DONE


def test_a_person_who_comes_too_late_writes_nothing(network, practice):
    network.send, network.find = [OutcomeUnknown(LOST)], [Unreadable("busy"), Unreadable("busy")]
    practice.publish()
    way = open_way(practice.root, environ=practice.environ)
    by_person(way, KEY, url="", person="tester")
    before = practice.entries()
    with pytest.raises(SettingsError, match="no longer in doubt: it is free"):
        by_person(way, KEY, url="https://x.example/1", person="tester")
    assert practice.entries() == before


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (lambda: Unreadable("a left posts out of its answer"), "left posts out"),
        (Unavailable("a is away"), "a is away"),
        (RuntimeError("ticket-of-account-a"), "RuntimeError while looking for it"),
    ],
)
def test_a_network_that_cannot_be_read_leaves_it_to_a_person(network, practice, seen, why):
    network.send = [OutcomeUnknown(LOST)]
    network.find = [seen, seen]
    done = practice.publish()
    assert outcomes(done.settled) == {KEY: "person"}
    assert why in done.settled[0].why
    assert "ticket-of-account-a" not in f"{done}"
    assert [s.outcome for s in done.sent] == ["doubt"]
    assert done.exit is Exit.PERSON
    again = practice.publish()
    assert again.sent == ()
    assert again.exit is Exit.PERSON
    assert network.keys == []


def test_what_a_secret_holds_is_taken_out_of_a_reason(network, practice):
    practice.accounts("a", options={"needs": ["token"]})
    network.send = [OutcomeUnknown("lost on the way: ticket-of-account-a")]
    network.find = [Unavailable("refused ticket-of-account-a")]
    done = practice.publish(SYNDICATE_A_TOKEN="ticket-of-account-a")
    assert done.sent[0].why == "lost on the way: ***"
    assert done.settled[0].why == "refused ***"


def test_other_articles_go_out_while_one_waits_for_a_person(networks, practice):
    practice.accounts("a")
    networks["a"].send = [OutcomeUnknown(LOST)]
    networks["a"].find = [Unavailable("away")] * 3
    done = practice.publish()
    assert {s.key: s.outcome for s in done.sent} == {KEY: "doubt", "oorpijn/nl/a/new": "posted"}
    assert done.exit is Exit.PERSON


def test_a_key_is_told_once_with_the_last_that_is_known_of_it(networks, practice):
    practice.accounts("a")
    networks["a"].send = [OutcomeUnknown(LOST)]
    networks["a"].find = [Unavailable("away")] * 2
    practice.publish()
    practice.article("keelpijn")
    networks["a"].send = [OutcomeUnknown(LOST)]
    done = practice.publish()
    assert outcomes(done.settled) == {KEY: "absent", "keelpijn/nl/a/new": "absent"}
    assert [s.key for s in done.sent] == ["keelpijn/nl/a/new"]


def test_a_run_that_died_after_its_claim_is_settled_once_its_lease_is_over(network, practice):
    def dies():
        raise KeyboardInterrupt

    network.send = [dies]
    with pytest.raises(KeyboardInterrupt):
        practice.publish()
    assert practice.publish().sent == (), "its lease still runs"
    done = practice.publish(now=LATER)
    assert outcomes(done.settled) == {KEY: "absent"}
    assert [s.outcome for s in done.sent] == ["posted"]
    assert network.keys == [KEY]


def test_a_dry_run_asks_no_network(network, practice):
    network.send = [OutcomeUnknown(LOST)]
    network.find = [Unavailable("away")]
    practice.publish()
    looked = len(network.looked)
    dry = practice.publish(dry_run=True)
    assert dry.settled == ()
    assert dry.outlook.coming == (), "nothing is planned over a doubt"
    assert len(network.looked) == looked


def test_an_account_that_was_taken_out_of_the_settings_is_left_to_a_person(networks, practice):
    networks["a"].send = [OutcomeUnknown(LOST)]
    networks["a"].find = [Unavailable("away")]
    practice.publish()
    practice.accounts("b")
    told = settle_all(practice.root, environ=practice.environ)
    assert outcomes(told.settled) == {KEY: "person"}
    assert "no longer in SYNDICATE_ACCOUNTS" in told.settled[0].why
    assert told.exit is Exit.PERSON


@pytest.mark.parametrize("said", [{"options": {"settle": 0.4}}, {"settle": 0.4, "options": {"settle": 60}}])
def test_the_network_is_asked_once_its_settle_time_has_passed(networks, practice, said):
    practice.live_now()
    practice.accounts("a", **said)
    networks["a"].send = [OutcomeUnknown(LOST)]
    practice.publish()
    (unknown,) = practice.entries(EntryKind.UNKNOWN)
    (looked,) = networks["a"].looked
    assert looked - unknown.at >= timedelta(seconds=0.4)


def doubtful(network, practice):
    network.send = [OutcomeUnknown(LOST)]
    network.find = [Unavailable("away")]
    practice.publish()


def test_settle_asks_the_networks_without_publishing(network, practice):
    doubtful(network, practice)
    told = settle_all(practice.root, environ=practice.environ)
    assert outcomes(told.settled) == {KEY: "absent"}
    assert told.exit is Exit.DONE
    assert network.keys == []
    assert settle_all(practice.root, environ=practice.environ).settled == ()


def test_a_person_who_sees_the_post_writes_down_its_address(network, practice):
    doubtful(network, practice)
    told = []
    url = "http://127.0.0.1/a/1"
    done = settle_by_person(practice.root, KEY, url=url, tell=told.append, environ=practice.environ)
    assert done.exit is Exit.DONE
    assert done.settled == (Settled(KEY, "a", "found", url),)
    assert told == [f"{KEY}: settled by tester at 2026-11-23 09:00 UTC"]
    assert practice.state(KEY).receipt.url == url
    assert practice.publish().sent == ()
    page = (practice.root / "public" / "hoofdpijn" / "index.html").read_text("utf-8")
    assert url in page, "the page links to its own posts"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "https://me:pw@a.example/1", "1"]
)
def test_what_is_no_address_of_a_post_is_not_written_down(network, practice, url):
    doubtful(network, practice)
    with pytest.raises(SettingsError, match="--url must be the address of the post"):
        settle_by_person(practice.root, KEY, url=url, environ=practice.environ)
    assert practice.entries(EntryKind.FOUND) == []


def test_only_a_post_of_the_folder_channel_may_be_a_file(practice):
    key, url = "hoofdpijn/nl/folder/new", "file:///srv/posts/x/index.html"
    practice.publish()
    (claim,) = (e for e in practice.entries(EntryKind.CLAIM) if e.key == key)
    practice.note(replace(claim, kind=EntryKind.UNKNOWN, data={"why": "lost"}))
    for file in (practice.root / ".syndicate" / "ledger").glob("*.jsonl"):
        lines = file.read_text("utf-8").splitlines(keepends=True)
        file.write_text("".join(line for line in lines if '"sent"' not in line), "utf-8")
    done = settle_by_person(practice.root, key, url=url, environ=practice.environ)
    assert outcomes(done.settled) == {key: "found"}


def test_a_person_who_sees_nothing_lets_it_go_again(network, practice):
    doubtful(network, practice)
    done = settle_by_person(practice.root, KEY, url="", environ=practice.environ)
    assert done.settled == (Settled(KEY, "a", "absent"),)
    assert practice.publish().exit is Exit.DONE
    assert network.keys == [KEY]


def test_only_what_is_in_doubt_can_be_settled(network, practice):
    with pytest.raises(SettingsError, match="In doubt now:\nnone"):
        settle_by_person(practice.root, KEY, url="", environ=practice.environ)
    doubtful(network, practice)
    with pytest.raises(SettingsError, match=f"In doubt now:\n{KEY}"):
        settle_by_person(practice.root, "x/nl/a/new", url="", environ=practice.environ)


def test_a_missing_secret_stops_settling_with_its_name(networks, practice):
    practice.live_now()
    with Running(x.XNetwork()) as server:
        practice.configure(
            SYNDICATE_ACCOUNTS=[
                {"name": "x", "channel": "x", "base_url": server.url, "settle": 0, "pace": {"always": True}}
            ]
        )
        practice.adopted("x")
        offered = practice.environ | {f"SYNDICATE_X_{k.upper()}": v for k, v in x.SECRETS.items()}
        server.fault(what="reset", when="after", method="POST", path="/2/tweets$")
        server.fault(what="status", when="before", method="GET", path="/2/", status=503)
        done = publish(practice.root, environ=offered)
        assert done.exit is Exit.PERSON
        assert not [v for v in x.SECRETS.values() if v in f"{done.sent}{done.settled}"]
        with pytest.raises(SettingsError, match="SYNDICATE_X_API_KEY"):
            settle_all(practice.root, environ=practice.environ)
        found = settle_all(practice.root, environ=offered)
        assert [s.outcome for s in found.settled] == ["found"]
        assert len(server.state()["posts"]) == 1
