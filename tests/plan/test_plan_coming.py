from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from plan_samples import (
    AMSTERDAM,
    EVERY_DAY,
    MOMENTS,
    MONDAY,
    UNPACED,
    WORLDS,
    article,
    shared,
)

from syndicate.model import Calendar, Kind, Lane, Pace, Status
from syndicate.plan import coming, due
from syndicate.plan.year import Year


def local(hour, day):
    return datetime(2026, 11, day, hour, tzinfo=AMSTERDAM)


def test_the_coming_weeks_show_one_article_a_day_and_four_a_week():
    items = [article(f"artikel-{n}") for n in range(6)]
    slots = coming(items, [Lane("x")], Calendar(), [], MONDAY, days=14)
    assert [slot.at for slot in slots] == [
        local(9, 23), local(8, 24), local(8, 25), local(8, 26), local(8, 30), local(8, 1) + timedelta(30)
    ]  # fmt: skip
    assert [slot.article.uid for slot in slots] == [f"artikel-{n}" for n in range(6)]


def test_the_first_coming_posts_are_those_that_are_due_now():
    items = [article("poetsen"), article("rugpijn")]
    lanes = [Lane("x"), Lane("folder", (), UNPACED)]
    now = due(items, lanes, Calendar(), [], MONDAY).slots
    assert coming(items, lanes, Calendar(), [], MONDAY, days=1)[: len(now)] == now


def test_an_evergreen_article_comes_round_every_gap_with_the_next_variant():
    lane = Lane("x", (), Pace(gap_days=90))
    slots = coming([article()], [lane], Calendar(), [], MONDAY, days=300)
    assert [(str(slot.occasion), slot.variant) for slot in slots] == [
        ("new", 0), ("evergreen:2", 1), ("evergreen:3", 2), ("evergreen:4", 3)
    ]  # fmt: skip
    assert all(later.at - earlier.at >= timedelta(89, 22 * 3600) for earlier, later in pairwise(slots))


def test_posts_keep_their_local_hour_when_summer_time_ends():
    lane = Lane("x", (), Pace(gap_days=1, article_gap_days=0, per_week=0))
    friday = datetime(2026, 10, 23, 8, tzinfo=AMSTERDAM)
    slots = coming([article(date=None)], [lane], Calendar(), [], friday, days=6)
    assert [(slot.at.day, slot.at.hour) for slot in slots] == [(23, 8), (26, 8), (27, 8), (28, 8)]
    assert [slot.at.astimezone(UTC).hour for slot in slots] == [6, 7, 7, 7]


def test_nothing_comes_after_the_review_date():
    item = article(next_review=MONDAY.date() + timedelta(100))
    slots = coming([item], [Lane("x")], Calendar(), [], MONDAY, days=400)
    assert [str(slot.occasion) for slot in slots] == ["new", "evergreen:2"]


def test_a_waiting_article_and_a_draft_never_come():
    waiting, draft = article("poetsen"), article("rugpijn", status=Status.DRAFT)
    history = [shared(waiting, "x", 100, open=True)]
    assert not coming([waiting, draft], [Lane("x")], Calendar(), history, MONDAY, days=200)


def test_an_account_without_any_gap_or_cap_posts_every_hour_like_its_runner():
    free = Lane("folder", (), Pace(0, 0, 0, 0, always=True))
    slots = coming([article()], [free], Calendar(), [], MONDAY, days=1)
    assert len(slots) == 24
    assert len({slot.key for slot in slots}) == 24


def test_a_zero_horizon_has_nothing():
    assert coming([article()], [Lane("x")], Calendar(), [], MONDAY, days=0) == ()


@given(WORLDS, MOMENTS)
@settings(max_examples=150)
def test_caps_hold_on_every_day_and_in_every_seven_days(world, now):
    zone = ZoneInfo(world.calendar.timezone)
    slots = coming(*world, now, days=60)
    for lane in world.lanes:
        ours = [s.at for s in slots if s.account == lane.account]
        before = [p.at for p in world.history if p.account == lane.account and not p.adopted]
        days = Counter(at.astimezone(zone).date() for at in [*before, *ours])
        for day in {at.astimezone(zone).date() for at in ours}:
            week = sum(days[day - timedelta(back)] for back in range(7))
            assert not lane.pace.per_day or days[day] <= lane.pace.per_day
            assert not lane.pace.per_week or week <= lane.pace.per_week


@given(WORLDS, MOMENTS)
@settings(max_examples=150)
def test_gaps_hold_for_the_account_and_for_the_article(world, now):
    zone = ZoneInfo(world.calendar.timezone)
    paces = {lane.account: lane.pace for lane in world.lanes}
    shares = [
        (p.uid, p.lang, p.account, p.at.astimezone(zone).date(), p.occasion, p.adopted) for p in world.history
    ]
    year = Year(world.calendar)
    for slot in coming(*world, now, days=60):
        item, day, pace = slot.article, slot.at.astimezone(zone).date(), paces[slot.account]
        why, name = slot.occasion.kind, str(slot.occasion)
        anywhere = [s for s in shares if s[:2] == (item.uid, item.lang)]
        here = [s[3] for s in anywhere if s[2] == slot.account]
        if why is Kind.EVERGREEN:
            assert all((day - then).days >= pace.gap_days for then in here)
        if here:
            others = [s for s in anywhere if why is Kind.EVERGREEN or not s[5]]
            if why is Kind.EVENT:
                (span,) = (s for s in year.spans(item, day, always=True) if str(s.occasion) == name)
                others = [s for s in others if s[4] != name and (s[4] != Kind.NEW or s[3] not in span)]
            assert all((day - s[3]).days >= pace.article_gap_days for s in others)
        assert (why is Kind.NEW) is (not here)
        shares.append((item.uid, item.lang, slot.account, day, name, False))


@given(WORLDS, MOMENTS)
@settings(max_examples=150)
def test_in_a_season_or_event_an_account_shares_an_article_once_and_seasonal_ones_at_no_other_time(
    world, now
):
    zone = ZoneInfo(world.calendar.timezone)
    shares = [
        (p.uid, p.lang, p.account, p.at.astimezone(zone).date()) for p in world.history if not p.adopted
    ]
    year = Year(world.calendar)
    for slot in coming(*world, now, days=200):
        item, day = slot.article, slot.at.astimezone(zone).date()
        spans = {str(span.occasion): span for span in year.spans(item, day, always=True) if day in span}
        here = [s[3] for s in shares if s[:3] == (item.uid, item.lang, slot.account)]
        if slot.occasion.kind in (Kind.SEASON, Kind.EVENT):
            assert not any(then in spans[str(slot.occasion)] for then in here)
        assert slot.occasion.kind is not Kind.EVERGREEN or item.season is None
        shares.append((item.uid, item.lang, slot.account, day))


@given(WORLDS, MOMENTS)
@settings(max_examples=150)
def test_posts_stay_in_the_posting_hours_off_quiet_days_and_before_the_review(world, now):
    zone = ZoneInfo(world.calendar.timezone)
    always = {lane.account for lane in world.lanes if lane.pace.always}
    end = now + timedelta(60)
    for slot in coming(*world, now, days=60):
        clock = slot.at.astimezone(zone)
        assert now <= slot.at.astimezone(UTC) < end
        assert slot.article.status is Status.PUBLISHED
        assert slot.article.date is None or slot.article.date <= slot.at
        assert slot.article.next_review is None or clock.date() < slot.article.next_review
        if slot.account not in always:
            assert any(
                clock.weekday() in w.weekdays
                and w.start <= clock.time()
                and (clock.time() < w.end or not w.end.hour + w.end.minute)
                for w in world.calendar.windows
            )
            assert not any(q.first <= clock.date() <= q.last for q in world.calendar.quiet)


@given(WORLDS, MOMENTS, st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_the_future_has_no_key_twice_and_does_not_depend_on_order(world, now, random):
    slots = coming(*world, now, days=60)
    keys = [slot.key for slot in slots] + [
        f"{p.uid}/{p.lang}/{p.account}/{p.occasion}" for p in world.history
    ]
    assert len(keys) == len(set(keys))
    assert coming(*world.shuffled(random), now, days=60) == slots


@given(WORLDS, MOMENTS)
@settings(max_examples=40)
def test_no_hour_passes_unseen_in_which_something_was_due(world, now):
    """Between two coming posts, a runner that wakes every quarter of an hour finds nothing due."""
    slots = coming(*world, now, days=4)
    seen = {slot.at.astimezone(UTC) for slot in slots}
    for moment in (now + n * timedelta(minutes=15) for n in range(4 * 96)):
        if any(at <= moment < at + timedelta(hours=1) for at in seen):
            continue
        past = [
            shared(s.article, s.account, 0, now=s.at, occasion=str(s.occasion))
            for s in slots
            if s.at.astimezone(UTC) < moment
        ]
        assert not due(*world[:3], [*world.history, *past], moment).slots


def test_weekend_windows_are_used_where_the_practice_asks_for_them():
    window = Calendar().windows[0]
    weekend = Calendar(windows=(type(window)(EVERY_DAY, window.start, window.end),))
    items = [article(f"artikel-{n}") for n in range(8)]
    lane = Lane("x", (), Pace(per_week=0))
    slots = coming(items, [lane], weekend, [], MONDAY, days=8)
    assert [slot.at.weekday() for slot in slots] == [*EVERY_DAY, 0]


@given(WORLDS, MOMENTS)
@settings(max_examples=150)
def test_news_waits_for_an_event_only_in_its_last_seven_days(world, now):
    zone = ZoneInfo(world.calendar.timezone)
    year = Year(world.calendar)
    slots = coming(*world, now, days=60)
    for slot in slots:
        if slot.occasion.kind is not Kind.EVENT:
            continue
        day = slot.at.astimezone(zone).date()
        (last,) = (
            span.last for span in year.spans(slot.article, day, always=True) if span.occasion == slot.occasion
        )
        later = [s for s in slots[slots.index(slot) + 1 :] if s.occasion.kind is Kind.NEW]
        waited = [
            s
            for s in later
            if s.account == slot.account and (s.article.date is None or s.article.date <= slot.at)
        ]
        assert not waited or (last - day).days < 7


@given(WORLDS, MOMENTS)
@settings(max_examples=150)
def test_an_event_on_closed_days_is_as_if_it_were_not_there(world, now):
    lanes = [lane for lane in world.lanes if not lane.pace.always]
    open_ = tuple(
        event
        for event in world.calendar.events
        if event.yearly or world.calendar.opens(event.first, event.last)
    )
    without = replace(world.calendar, events=open_)
    assert coming(world.articles, lanes, world.calendar, world.history, now, days=60) == coming(
        world.articles, lanes, without, world.history, now, days=60
    )
