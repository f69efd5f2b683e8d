"""A person posted by hand, or will not: what may be noted, what is refused, and what the page then shows."""

from __future__ import annotations

import pytest

from syndicate.errors import Exit, SettingsError
from syndicate.model import EntryKind, State
from tests.workflows.handed import DAY_AFTER, KEY, THREE_DAYS_AFTER, TOKEN, TWO_DAYS_AFTER, WHERE, card, note


def test_a_post_may_be_noted_without_an_address_and_the_address_later(hand):
    hand.publish()
    assert note(hand).what == "posted"
    assert note(hand).what == "known"
    assert note(hand, url=WHERE).what == "posted"
    hand.publish()
    assert WHERE in (hand.root / "public/hoofdpijn/index.html").read_text(encoding="utf-8")


def test_of_two_addresses_of_one_post_the_last_one_counts_on_the_page(hand):
    hand.publish()
    note(hand, url="https://x.com/praktijk/6")
    note(hand, url=WHERE)
    hand.publish()
    page = (hand.root / "public/hoofdpijn/index.html").read_text(encoding="utf-8")
    assert WHERE in page
    assert "x.com/praktijk/6" not in page


def test_an_address_on_another_host_is_noted_only_where_a_person_says_that_it_is_right(hand):
    hand.publish()
    elsewhere = "https://facebook.com/praktijk/1"
    before = hand.entries()
    with pytest.raises(SettingsError, match=r"stand on x\.com or twitter\.com.*--elsewhere"):
        note(hand, url=elsewhere)
    assert hand.entries() == before
    assert note(hand, url=elsewhere, elsewhere=True).url == elsewhere
    assert note(hand, url=elsewhere).what == "known"
    hand.publish()
    assert elsewhere in (hand.root / "public/hoofdpijn/index.html").read_text(encoding="utf-8")


def test_what_a_person_will_not_post_is_dropped_in_their_name(hand):
    hand.publish()
    assert note(hand, skip=True).what == "skipped"
    assert note(hand, skip=True).what == "known"
    (dropped,) = hand.entries(EntryKind.DROPPED)
    assert dropped.data == {"person": "tester"}
    assert hand.publish(now=DAY_AFTER).sent == ()
    assert card(hand) == ""
    assert note(hand, url=WHERE).what == "posted"
    with pytest.raises(SettingsError, match="cannot be skipped"):
        note(hand, skip=True)


@pytest.mark.parametrize(
    ("token", "how", "said"),
    [
        ("0a1b2c3d", {}, "no card has the signs 0a1b2c3d"),
        ("", {}, "eight signs"),
        (f"{TOKEN}; rm", {}, "eight signs"),
        (TOKEN, {"url": "javascript:1"}, "--url is the address"),
        (TOKEN, {"url": "https://a@b.example/1"}, "--url is the address"),
        (TOKEN, {"url": WHERE, "skip": True}, "--url is the address"),
    ],
)
def test_a_wrong_note_says_what_would_be_right_and_writes_nothing(hand, token, how, said):
    hand.publish()
    before = hand.entries()
    with pytest.raises(SettingsError, match=said):
        note(hand, token, **how)
    assert hand.entries() == before


def test_a_late_note_counts_after_the_move_and_after_the_drop(hand):
    hand.publish()
    hand.publish(now=DAY_AFTER)
    note(hand, url=WHERE, now=DAY_AFTER)
    assert hand.state(KEY).state is State.POSTED
    assert hand.publish(now=TWO_DAYS_AFTER).settled == ()


def test_a_late_note_counts_after_the_drop(hand):
    hand.publish()
    hand.publish(now=DAY_AFTER)
    hand.publish(now=TWO_DAYS_AFTER)
    note(hand, url=WHERE, now=THREE_DAYS_AFTER)
    assert hand.state(KEY).state is State.POSTED


def test_the_task_notes_and_says_what_it_noted(hand, run):
    hand.publish()
    there = "https://facebook.com/praktijk/1"
    code, out, err = run("posted", TOKEN, "--url", there)
    assert (code, out) == (int(Exit.SETTINGS), "")
    assert "--elsewhere" in err
    code, out, _ = run("posted", TOKEN, "--url", there, "--elsewhere")
    assert (code, out.split()) == (0, ["posted", KEY, there])
    code, out, err = run("posted", "0a1b2c3d")
    assert (code, out) == (int(Exit.SETTINGS), "")
    assert "no card has the signs 0a1b2c3d" in err
