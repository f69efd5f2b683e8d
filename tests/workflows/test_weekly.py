"""The week in one message: what it says, how short it stays, and that it goes out once."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicate.errors import Exit
from syndicate.model import Entry, EntryKind
from syndicate.settings import load
from syndicate.workflows.hold import hold
from syndicate.workflows.way import open_way
from syndicate.workflows.weekly import on_time, weekly
from syndicate.workflows.weekly.wording import MOST, Week, message
from tests.workflows.serving import served
from tests.workflows.test_telling import listening

MONDAY_AFTER = "2026-11-30T10:00:00+01:00"
EARLY = "2026-11-23T07:30:00+01:00"


@pytest.fixture
def posted(practice):
    """Two articles that were posted this week in the practice's folder."""
    with served(practice):
        assert practice.publish().exit is Exit.DONE
        yield practice


def week(practice, now="", **environ):
    offered = practice.environ | environ | ({"SYNDICATE_NOW": now} if now else {})
    return weekly(practice.root, tell=practice.tell, environ=offered)


def words_of(done):
    return len(f"{done.title} {done.words}".split())


def test_the_message_says_what_was_posted_and_what_waits(posted):
    posted.article("keelpijn", next_review="2026-12-10", date="2026-12-20")
    done = week(posted)
    assert done.title == "Praktijk De Linde: uw week"
    assert done.words == (
        "Geplaatst in de afgelopen 7 dagen: 2\n- Wat helpt bij hoofdpijn?\n- Wat helpt bij oorpijn?\n\n"
        "Komt in de komende 7 dagen: 0\n\n"
        "Teksten om binnen 30 dagen na te kijken: 1\n- Wat helpt bij keelpijn?\n\n"
        f"Kijk op {posted.conf['SITEURL']}"
    )
    assert words_of(done) < MOST


def test_what_comes_is_said_with_its_day_in_the_language_of_the_practice(posted):
    posted.article("keelpijn", date="2026-11-25")
    posted.configure(SYNDICATE_LANGUAGE="en")
    words = week(posted).words
    assert "Coming in the next 7 days: 1\n- Wednesday 25 November: Wat helpt bij keelpijn?" in words
    assert "Nothing waits for you." in words


def test_what_was_posted_before_these_seven_days_is_no_news(posted):
    assert "Geplaatst in de afgelopen 7 dagen: 0\n\n" in week(posted, now="2026-12-01T10:00:00+01:00").words


def test_a_hold_is_said_in_the_place_of_what_comes(posted):
    hold(posted.root, "all", "verhuizing", environ=posted.environ)
    words = week(posted).words
    assert "Alles staat stil sinds maandag 23 november." in words
    assert "komende 7 dagen" not in words
    assert "verhuizing" not in words


def test_a_card_in_hand_is_counted(practice):
    (practice.root / "content/articles/oorpijn.md").unlink()
    pace = {"always": True, "per_day": 0, "per_week": 0}
    said = {"name": "buurt", "channel": "hand", "base_url": "http://127.0.0.1:9", "pace": pace}
    with served(practice):
        practice.configure(SYNDICATE_ACCOUNTS=[{**said, "options": {"network": "x"}}])
        practice.adopted("buurt")
        practice.publish()
        assert "Kaarten die nog geplaatst moeten worden: 1" in week(practice).words


def test_a_text_that_shows_a_person_is_not_named(posted):
    posted.article("keelpijn", next_review="2026-12-10", title="Bel Anna op 06-12345678")
    words = week(posted).words
    assert "06-12345678" not in words
    assert "Teksten om" not in words


def test_it_goes_out_once_a_week_however_often_it_is_asked_for(posted):
    with listening() as (address, got):
        for now in ("", "", "2026-11-27T12:00:00+01:00"):
            assert week(posted, now, SYNDICATE_TELL=address).exit is Exit.DONE
        assert len(got) == 1
        week(posted, MONDAY_AFTER, SYNDICATE_TELL=address)
    assert len(got) == 2
    assert got[0]["title"] == "Praktijk De Linde: uw week"
    assert got[0]["message"].startswith("Geplaatst in de afgelopen 7 dagen: 2")
    assert "told the practice: Praktijk De Linde: uw week" in posted.told
    assert "this week's message was sent already" in posted.told


def test_two_runs_at_once_send_one_message(posted):
    arrived = threading.Barrier(2)

    def run(address):
        offered = posted.environ | {"SYNDICATE_TELL": address}
        way = open_way(posted.root, environ=offered)
        arrived.wait()
        on_time(way)

    with listening() as (address, got):
        runs = [threading.Thread(target=run, args=(address,)) for _ in range(2)]
        for one in runs:
            one.start()
        for one in runs:
            one.join()
    assert len(got) == 1


def test_of_two_runs_the_one_that_began_first_sends_and_one_that_died_holds_nobody_up(posted):
    dead = Entry(
        EntryKind.PREPARED,
        load(posted.root, posted.environ).now(),
        "weekly/-/tell/2026-48",
        "another",
        1,
        {"lease": "2026-11-23T09:10:00Z"},
    )
    posted.note(dead)
    with listening() as (address, got):
        week(posted, SYNDICATE_TELL=address)
        assert got == []
        assert "another run is sending it" in posted.told
        week(posted, now="2026-11-23T10:11:00+01:00", SYNDICATE_TELL=address)
    assert len(got) == 1


def test_a_message_that_nobody_took_is_said_and_tried_again(posted):
    with listening(status=500) as (deaf, _):
        assert week(posted, SYNDICATE_TELL=deaf).exit is Exit.ALL_FAILED
    failed = "the message to the practice was not sent: a server did not take it. The next run tries again."
    assert failed in posted.told
    with listening() as (address, got):
        assert week(posted, SYNDICATE_TELL=address).exit is Exit.DONE
    assert len(got) == 1


def test_without_an_address_it_is_printed_with_what_to_set_and_nothing_is_noted(posted, run):
    code, out, err = run("weekly")
    assert code == 0
    assert "Praktijk De Linde: uw week\n\nGeplaatst in de afgelopen 7 dagen: 2" in out
    assert "SYNDICATE_TELL is not set" in err
    assert not [e for e in posted.entries(EntryKind.PREPARED) if e.key.startswith("weekly/")]


@pytest.mark.parametrize(("now", "sent"), [(EARLY, 0), ("2026-11-23T08:00:00+01:00", 1), (MONDAY_AFTER, 1)])
def test_publishing_every_hour_sends_it_by_day(posted, now, sent):
    with listening() as (address, got):
        offered = posted.environ | {"SYNDICATE_TELL": address, "SYNDICATE_NOW": now}
        on_time(open_way(posted.root, environ=offered))
    assert len(got) == sent


def test_no_run_fails_for_it(posted, monkeypatch):
    offered = posted.environ | {"SYNDICATE_TELL": "json://127.0.0.1:9/"}
    way = open_way(posted.root, tell=posted.tell, environ=offered)
    (posted.root / ".syndicate/ledger").rename(posted.root / "gone")
    (posted.root / ".syndicate/ledger").write_text("no folder")
    on_time(way)
    assert any(line.startswith("this week's message was not sent: ") for line in posted.told)


def test_it_leads_to_the_desk_where_there_is_one_but_a_code_host_s_log_does_not(posted):
    key = "1b4f0e9851971998e732"
    with listening() as (address, got):
        done = week(posted, SYNDICATE_TELL=address, SYNDICATE_DESK_KEY=key, CI="true")
    (message,) = got
    assert f"Kijk op {posted.conf['SITEURL']}/bureau/" in message["message"]
    assert "bureau" not in done.words
    assert "/bureau/" in week(posted, SYNDICATE_DESK_KEY=key).words


TITLES = st.one_of(
    st.text(max_size=400),
    st.lists(st.text("abc ", min_size=1, max_size=12), max_size=200).map(" ".join),
)
WEEKS = st.builds(
    Week,
    name=TITLES,
    posts=st.integers(0, 10**9),
    posted=st.lists(TITLES, max_size=6).map(tuple),
    to_come=st.integers(0, 10**9),
    coming=st.lists(st.tuples(st.dates(date(2026, 1, 1)), TITLES), max_size=6).map(tuple),
    asking=st.integers(0, 10**9),
    in_hand=st.integers(0, 10**9),
    reviews=st.lists(TITLES, max_size=6).map(tuple),
    held=st.none() | st.dates(date(2026, 1, 1)),
    where=st.sampled_from(["", "https://linde.example/werkbank/"]),
)


@settings(max_examples=200, deadline=None)
@given(WEEKS, st.sampled_from(["nl", "en", "nl-NL"]))
def test_whatever_there_is_to_tell_the_message_has_fewer_than_120_words(told, lang):
    title, words = message(told, lang)
    assert len(f"{title} {words}".split()) < 120


def test_a_long_title_is_cut_at_a_word():
    long = " ".join(f"woord{number}" for number in range(40))
    _, words = message(Week("Linde", 1, (long,)), "nl")
    assert "- woord0 woord1" in words
    assert any(line.endswith("…") and line.removeprefix("- ")[:-1] in long for line in words.splitlines())
