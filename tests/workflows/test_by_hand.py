"""A person posts: the card on the site, and the claim that waits a day, moves once and is dropped."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from urllib.request import urlopen

import pytest

from syndicate.errors import Exit, SettingsError
from syndicate.ledger.line import moment
from syndicate.model import Entry, EntryKind, State
from syndicate.workflows.adopt import adopt
from syndicate.workflows.hold import hold, release
from tests.workflows.conftest import NOW
from tests.workflows.handed import (
    DAY_AFTER,
    KEY,
    THREE_DAYS_AFTER,
    TOKEN,
    TWO_DAYS_AFTER,
    WHERE,
    by_hand,
    card,
    note,
)
from tests.workflows.serving import served


def test_a_post_is_handed_over_as_a_card_on_the_site_and_its_claim_waits_a_day(hand):
    done = hand.publish()
    (sent,) = done.sent
    assert (sent.key, sent.outcome, sent.url) == (KEY, "given", f"{hand.conf['SITEURL']}/hand/{TOKEN}-buurt/")
    assert done.exit is Exit.DONE
    claim, prepared = (e for e in hand.entries() if e.key == KEY)
    assert moment(claim.data["lease"]) - claim.at == timedelta(hours=24)
    assert claim.data["by"] == "hand"
    assert prepared.kind is EntryKind.PREPARED
    assert prepared.data == {"card": sent.url}
    with urlopen(sent.url) as answer:
        assert done.outlook.coming[0].payload.text.splitlines()[0] in answer.read().decode()
    assert hand.state(KEY).state is State.CLAIMED


def test_a_card_is_in_no_list_and_asks_to_stay_out_of_search_engines(hand):
    hand.publish()
    public = hand.root / "public"
    assert '<meta name="robots" content="noindex, nofollow">' in card(hand)
    for file in public.rglob("*"):
        if file.suffix in (".xml", ".txt", ".json", ".html") and "hand" not in file.parts:
            assert TOKEN not in file.read_text(encoding="utf-8"), file


def test_the_card_stays_until_it_is_noted_and_every_build_of_it_is_the_same(hand):
    hand.publish()
    first = card(hand)
    assert hand.publish(now="2026-11-23T15:00:00+01:00").sent == ()
    assert card(hand) == first
    assert len(hand.entries(EntryKind.DEPLOY)) == 1
    assert note(hand, url=WHERE).what == "posted"
    hand.publish()
    assert card(hand) == ""
    assert not (hand.root / "public" / "hand").exists()
    assert hand.state(KEY).receipt.url == WHERE
    assert WHERE in (hand.root / "public/hoofdpijn/index.html").read_text(encoding="utf-8")


def test_what_was_not_posted_in_a_day_moves_once_and_is_then_dropped(hand):
    hand.publish()
    moved = hand.publish(now=DAY_AFTER)
    assert [s.outcome for s in moved.settled] == ["moved"]
    assert [(s.key, s.outcome) for s in moved.sent] == [(KEY, "given")]
    assert hand.state(KEY, DAY_AFTER).attempt == 2
    assert card(hand)
    dropped = hand.publish(now=TWO_DAYS_AFTER)
    assert [s.outcome for s in dropped.settled] == ["dropped"]
    assert dropped.sent == ()
    assert dropped.exit is Exit.SOME_FAILED
    assert hand.entries(EntryKind.DROPPED)[0].data == {"person": "nobody"}
    assert hand.publish(now=THREE_DAYS_AFTER).sent == ()
    assert card(hand) == ""


def test_a_claim_that_was_given_back_before_it_was_handed_over_counts_as_no_try(hand):
    hand.then["post 1 due"] = lambda: hold(hand.root, "account:buurt", "ziek", environ=hand.environ)
    assert [s.outcome for s in hand.publish().sent] == ["held"]
    release(hand.root, "account:buurt", environ=hand.environ)
    assert [s.outcome for s in hand.publish().sent] == ["given"]
    assert [s.outcome for s in hand.publish(now=DAY_AFTER).settled] == ["moved"]


def test_a_run_that_died_between_claim_and_handing_over_leaves_the_card_and_moves_it_later(hand):
    (coming,) = hand.publish(dry_run=True).outlook.coming
    at = datetime.fromisoformat(NOW)
    claim = {"uid": "hoofdpijn", "lang": "nl", "account": "buurt", "occasion": "new", "by": "hand"}
    claim |= {"lease": (at + timedelta(days=1)).isoformat(), "body": coming.payload.hash, "variant": "0"}
    claim |= {"marker": TOKEN, "created_at": at.isoformat()}
    assert hand.ledger.claim([Entry(EntryKind.CLAIM, at, KEY, "killed", 1, claim)], at)
    assert hand.publish().sent == ()
    assert card(hand)
    assert [s.outcome for s in hand.publish(now=DAY_AFTER).settled] == ["moved"]


def test_a_hold_of_the_account_or_the_article_takes_its_cards_off_the_site(hand):
    hand.publish()
    hold(hand.root, "article:hoofdpijn", "klopt niet", environ=hand.environ)
    hand.publish()
    assert card(hand) == ""


def test_an_article_that_was_withdrawn_has_no_card(hand):
    hand.publish()
    hand.edit("content/articles/hoofdpijn.md", "status: published", "status: withdrawn\nreason: Verouderd.")
    hand.publish()
    assert card(hand) == ""


def test_an_account_by_hand_with_a_back_catalogue_hands_out_no_cards_before_it_is_adopted(practice):
    with served(practice):
        by_hand(practice)
        with pytest.raises(SettingsError, match="knows nothing of buurt yet"):
            practice.publish()
        made = adopt(practice.root, environ=practice.environ)
        assert sum(1 for e in made if e.key) == 2
        assert practice.publish().sent == ()


def test_an_account_by_hand_keeps_the_pace_of_a_network(practice):
    with served(practice):
        by_hand(practice, pace={})
        practice.adopted("buurt")
        assert len(practice.publish().sent) == 1


def test_the_output_of_a_run_says_where_the_card_is_and_what_was_missed(hand, run):
    code, out, _ = run("publish")
    assert code == 0
    assert f"given    {KEY}  {hand.conf['SITEURL']}/hand/{TOKEN}-buurt/" in out
    assert "1 to post by hand" in out
    hand.environ["SYNDICATE_NOW"] = DAY_AFTER
    assert f"moved    {KEY}  nobody posted it by hand in time" in run("publish")[1]


def standing(practice):
    beat = json.loads((practice.root / "public/.well-known/expertstatus.json").read_text("utf-8"))
    return beat["channels"]["buurt"]["state"]


def test_the_heartbeat_says_how_posts_by_hand_stand(hand):
    hand.publish()
    assert standing(hand) == "by hand"
    hand.publish(now=DAY_AFTER)
    assert standing(hand) == "by hand"
    hand.publish(now=TWO_DAYS_AFTER)
    assert standing(hand) == "missed"
    note(hand, now=TWO_DAYS_AFTER)
    hand.publish(now=THREE_DAYS_AFTER)
    assert standing(hand) == "ok"


def test_a_move_outside_the_hours_shows_as_missed_until_the_next_good_moment(hand):
    by_hand(hand, pace={})
    hand.publish()
    night = "2026-11-24T23:30:00+01:00"
    done = hand.publish(now=night)
    assert [s.outcome for s in done.settled] == ["moved"]
    assert done.sent == ()
    assert standing(hand) == "missed"
    assert [s.outcome for s in hand.publish(now=TWO_DAYS_AFTER).sent] == ["given"]
