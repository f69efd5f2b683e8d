"""A person posts: the card on the site, the claim that waits a day, what is noted, and what is not."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from urllib.request import urlopen

import pytest

from syndicate.channels import Unreadable
from syndicate.errors import Exit, OutcomeUnknown, SettingsError
from syndicate.ledger.line import moment
from syndicate.model import Entry, EntryKind, State, campaign_token
from syndicate.workflows.adopt import adopt
from syndicate.workflows.hold import hold, release
from syndicate.workflows.posted import posted
from syndicate.workflows.settle import settle_by_person
from tests.workflows.conftest import NOW
from tests.workflows.serving import served

KEY = "hoofdpijn/nl/buurt/new"
TOKEN = campaign_token(KEY)
CARD = f"hand/{TOKEN}-buurt/index.html"
DAY_AFTER = "2026-11-24T10:00:01+01:00"
TWO_DAYS_AFTER = "2026-11-25T10:00:02+01:00"
THREE_DAYS_AFTER = "2026-11-26T10:00:03+01:00"
WHERE = "https://x.com/praktijk/status/7"
LOST = "the connection was lost before the whole answer was in."


def by_hand(practice, **more):
    pace = {"always": True, "per_day": 0, "per_week": 0}
    said = {"name": "buurt", "channel": "hand", "base_url": "http://127.0.0.1:9", "pace": pace}
    practice.configure(SYNDICATE_ACCOUNTS=[{**said, "options": {"network": "x"}, **more}])


@pytest.fixture
def hand(practice):
    """One account by hand, one article, and the site really served."""
    (practice.root / "content/articles/oorpijn.md").unlink()
    with served(practice):
        by_hand(practice)
        practice.adopted("buurt")
        yield practice


def card(practice):
    file = practice.root / "public" / CARD
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def note(practice, token=TOKEN, now="", **how):
    environ = practice.environ | ({"SYNDICATE_NOW": now} if now else {})
    return posted(practice.root, token, tell=practice.tell, environ=environ, **how)


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
