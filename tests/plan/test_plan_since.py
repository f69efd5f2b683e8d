"""due_since: from which moment a slot might have gone out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from syndicate.model import Calendar, Kind, Lane, Occasion, Pace, Posted, Quiet, Season, Slot, Window
from syndicate.plan import due, due_since
from tests.plan.plan_samples import (
    AMSTERDAM,
    EVERY_DAY,
    MOMENTS,
    MONDAY,
    UNPACED,
    WORLDS,
    article,
    event,
    shared,
)

HOURLY = Lane("x", pace=Pace(per_day=1, per_week=0))
WORKDAYS = Calendar()
ALWAYS = Calendar(windows=(Window(EVERY_DAY, time(), time()),))
LONG = MONDAY - timedelta(days=400)


def at(day, hour=0, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=AMSTERDAM)


THURSDAY = at(26, 10)


def since(item, lane=HOURLY, calendar=WORKDAYS, history=(), *, now=THURSDAY, floor=LONG):
    """Return since when the one slot that is due now might have gone out, in the practice's time."""
    (slot,) = due([item], [lane], calendar, history, now).slots
    found = due_since([slot], {lane.account: lane}, calendar, history, {slot.key: floor})
    return found[slot.key].astimezone(AMSTERDAM)


def test_an_article_might_have_gone_out_from_its_date_on():
    assert since(article(date=at(24, 13, 30))) == at(24, 13, 30)


def test_in_the_hours_of_the_calendar_and_not_on_its_quiet_days():
    assert since(article(date=at(24, 21))) == at(25, 8)
    quiet = replace(WORKDAYS, quiet=(Quiet(date(2026, 11, 24), date(2026, 11, 25), "Vrij"),))
    assert since(article(date=at(24, 9)), calendar=quiet) == at(26, 8)


def test_not_before_the_cap_of_its_account_left_room():
    other = article("poetsen")
    history = [Posted(other.uid, "nl", "x", "new", at(25, 15).astimezone(UTC))]
    assert since(article(date=at(23, 9)), history=history) == at(26, 8)


def test_not_before_the_gap_of_the_article_ended():
    lane = Lane("x", pace=Pace(gap_days=10, article_gap_days=3, per_day=0, per_week=0))
    item = article()
    history = [shared(item, "x", 0, now=at(14, 16))]
    assert since(item, lane, ALWAYS, history) == at(24)


def test_not_before_its_season_or_its_event_began():
    item = article(season=Season(48, 50))
    lane = Lane("x", pace=replace(UNPACED, gap_days=1, article_gap_days=1))
    history = [shared(item, "x", 90)]
    assert since(item, lane, ALWAYS, history) == at(23)
    item = article()
    calendar = replace(ALWAYS, events=(event(first=date(2026, 11, 25), last=date(2026, 11, 27)),))
    assert since(item, lane, calendar, history) == at(25), "before that it was another occasion"


def test_not_before_the_moment_since_which_all_but_the_clock_is_as_it_is():
    assert since(article(date=at(3)), floor=at(26, 9, 48)) == at(26, 9, 48)
    assert since(article(date=at(3)), floor=at(25, 23)) == at(26, 8)


def test_a_slot_that_may_not_go_out_yet_has_no_such_moment():
    item = article()
    for now, history in ((at(21, 12), ()), (MONDAY, [shared(item, "x", 1, open=True)])):
        slot = Slot(item, "x", Occasion(Kind.NEW), now)
        assert due_since([slot], {"x": HOURLY}, WORKDAYS, history, {slot.key: now - timedelta(hours=2)}) == {}
    late = Slot(item, "x", Occasion(Kind.NEW), MONDAY)
    assert due_since([late], {"x": HOURLY}, WORKDAYS, (), {late.key: MONDAY + timedelta(hours=1)}) == {}


@given(WORLDS, MOMENTS, st.integers(0, 300))
def test_it_lies_between_the_floor_the_date_and_the_post_itself_and_the_plan_agrees(world, now, days):
    history = [p for p in world.history if p.at <= now]
    lanes = {lane.account: lane for lane in world.lanes}
    slots = due(world.articles, world.lanes, world.calendar, history, now).slots
    floor = now - timedelta(days)
    found = due_since(slots, lanes, world.calendar, history, dict.fromkeys((s.key for s in slots), floor))
    for slot in slots:
        moment = found[slot.key]
        assert floor <= moment <= now
        assert slot.article.date is None or slot.article.date <= moment
        again = due([slot.article], [lanes[slot.account]], world.calendar, history, moment).slots
        assert slot.key in {s.key for s in again}
