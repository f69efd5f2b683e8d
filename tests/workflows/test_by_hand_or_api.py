"""An account goes from a person to its API or back: nothing is posted twice, and a person decides."""

from __future__ import annotations

from syndicate.channels import Unreadable
from syndicate.errors import Exit, OutcomeUnknown
from syndicate.model import State
from syndicate.workflows.settle import settle_by_person
from tests.workflows.handed import DAY_AFTER, KEY, by_hand, card, note

LOST = "the connection was lost before the whole answer was in."


def test_an_account_that_goes_from_hand_to_its_api_keeps_its_history(hand, plugged):
    hand.publish()
    note(hand)
    hand.article("oorpijn")
    hand.accounts("buurt")
    done = hand.publish(now=DAY_AFTER)
    assert [(s.key, s.outcome) for s in done.sent] == [("oorpijn/nl/buurt/new", "posted")]
    assert plugged["buurt"].keys == ["oorpijn/nl/buurt/new"]


def test_a_card_that_is_in_hand_when_the_account_goes_to_its_api_stays_and_is_posted_once(hand, plugged):
    hand.publish()
    hand.accounts("buurt")
    assert hand.publish().sent == ()
    assert card(hand)
    done = hand.publish(now=DAY_AFTER)
    assert [s.outcome for s in done.settled] == ["person"]
    assert card(hand) == ""
    settle_by_person(hand.root, KEY, url="", environ=hand.environ | {"SYNDICATE_NOW": DAY_AFTER})
    hand.publish(now=DAY_AFTER)
    assert plugged["buurt"].keys == [KEY]


def test_what_a_person_posted_and_did_not_note_is_found_by_the_api(hand, plugged):
    done = hand.publish()
    hand.accounts("buurt")
    plugged["buurt"].posts.append(done.outlook.coming[0].payload)
    assert [s.outcome for s in hand.publish(now=DAY_AFTER).settled] == ["found"]
    assert hand.state(KEY).state is State.POSTED


def test_an_api_that_cannot_be_read_posts_nothing_that_a_person_may_have_posted(hand, plugged):
    hand.publish()
    hand.accounts("buurt")
    plugged["buurt"].find = [Unreadable("closed")]
    done = hand.publish(now=DAY_AFTER)
    assert [s.outcome for s in done.settled] == ["person"]
    assert done.exit is Exit.PERSON
    assert plugged["buurt"].keys == []


def test_what_an_api_left_in_doubt_is_not_handed_out_to_a_person(hand, plugged):
    hand.accounts("buurt")
    plugged["buurt"].send = [OutcomeUnknown(LOST)]
    plugged["buurt"].find = [OutcomeUnknown(LOST)]
    assert hand.publish().exit is Exit.PERSON
    by_hand(hand)
    done = hand.publish(now=DAY_AFTER)
    assert [s.outcome for s in done.settled] == ["person"]
    assert "through the network's API" in done.settled[0].why
    assert done.sent == ()
