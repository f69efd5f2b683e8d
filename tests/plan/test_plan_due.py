from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_samples import AMSTERDAM, FOLDER, MASTODON, MOMENTS, MONDAY, WORLDS, X, article, shared

from syndicate.model import Calendar, Lane, Pace, Quiet, Status, Window
from syndicate.plan import due

CALENDAR = Calendar()


def plan(articles, lanes=(X,), history=(), now=MONDAY, calendar=CALENDAR):
    return due(articles, lanes, calendar, history, now)


def only_skip(*arguments, **options):
    found = plan(*arguments, **options)
    assert not found.slots
    (skip,) = found.skips
    return skip


def test_a_new_article_is_announced_on_every_account_at_once():
    found = plan([article()], [X, MASTODON, FOLDER])
    assert [slot.key for slot in found.slots] == [
        "griepprik/nl/folder/new",
        "griepprik/nl/mastodon/new",
        "griepprik/nl/x/new",
    ]
    assert {(slot.at, slot.variant) for slot in found.slots} == {(MONDAY, 0)}
    assert not found.skips


def test_new_articles_go_before_evergreen_ones_and_the_oldest_of_them_first():
    old, new, newer = article("poetsen"), article("rugpijn"), article("angst", date=MONDAY)
    found = plan([newer, old, new], [FOLDER], [shared(old, "folder", 200)])
    assert [slot.key for slot in found.slots] == [
        "rugpijn/nl/folder/new",
        "angst/nl/folder/new",
        "poetsen/nl/folder/evergreen:2",
    ]


def test_the_article_that_was_not_shared_for_the_longest_time_comes_round_first():
    items = [article("poetsen"), article("rugpijn"), article("angst")]
    history = [shared(items[0], "x", 120), shared(items[1], "x", 300), shared(items[2], "x", 200)]
    found = plan(items, [X], history)
    assert [slot.article.uid for slot in found.slots] == ["rugpijn"]
    assert Counter(skip.code for skip in found.skips) == {"day-cap": 2}


def test_accounts_take_turns_with_an_article_so_that_none_is_left_out():
    item = article()
    history = [shared(item, "x", 100), shared(item, "mastodon", 120)]
    found = plan([item], [X, MASTODON], history)
    assert [slot.account for slot in found.slots] == ["mastodon"]
    assert [skip.code for skip in found.skips] == ["article-gap"]


def test_a_share_on_another_account_holds_a_repeat_back_but_never_an_announcement():
    item = article()
    history = [shared(item, "x", 100), shared(item, "mastodon", 20)]
    found = plan([item], [X, FOLDER], history)
    assert [slot.key for slot in found.slots] == ["griepprik/nl/folder/new"]
    skip = only_skip([item], [X], history)
    assert skip.code == "article-gap"
    assert skip.until == datetime(2026, 11, 24, 8, tzinfo=AMSTERDAM)
    assert "21 dagen" in skip.why.nl


@pytest.mark.parametrize(("days", "code"), [(89, "gap"), (90, "")])
def test_an_account_repeats_an_article_after_its_gap_and_not_a_day_sooner(days, code):
    item = article(date=MONDAY - timedelta(400))
    found = plan([item], [X], [shared(item, "x", days)])
    assert [skip.code for skip in found.skips] == ([code] if code else [])
    assert [str(slot.occasion) for slot in found.slots] == ([] if code else ["evergreen:2"])


def test_a_gap_counts_local_days_so_that_an_hour_more_or_less_does_not_matter():
    item = article()
    history = [shared(item, "x", 90, now=MONDAY.replace(hour=19))]
    assert plan([item], [X], history).slots


def test_a_repeat_takes_the_next_number_and_the_next_variant():
    item = article()
    history = [
        shared(item, "x", 300, variant=4),
        shared(item, "x", 200, occasion="evergreen:2", variant=5),
        shared(item, "x", 400, occasion="season:2025", variant=1),
    ]
    (slot,) = plan([item], [X], history).slots
    assert (slot.key, slot.variant) == ("griepprik/nl/x/evergreen:4", 6)


def test_a_number_that_was_ever_used_is_never_used_again():
    item = article()
    (slot,) = plan([item], [X], [shared(item, "x", 100, occasion="evergreen:7")]).slots
    assert str(slot.occasion) == "evergreen:8"


def test_an_adopted_article_counts_as_shared_but_takes_no_place_under_the_caps():
    old, new = article("poetsen"), article("rugpijn")
    found = plan([old, new], [X], [shared(old, "x", 0, adopted=True)])
    assert [slot.article.uid for slot in found.slots] == ["rugpijn"]
    assert [skip.code for skip in found.skips] == ["gap"]


def test_nothing_is_planned_over_a_post_whose_outcome_is_unknown():
    item = article()
    history = [shared(item, "x", 300), shared(item, "x", 200, occasion="evergreen:2", open=True)]
    skip = only_skip([item], [X], history)
    assert (skip.code, skip.until) == ("open", None)
    history.append(shared(item, "x", 100, occasion="season:2026"))
    assert only_skip([item], [X], history).code == "open"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"status": Status.DRAFT}, "draft"),
        ({"status": Status.WITHDRAWN}, "withdrawn"),
        ({"lang": "en"}, "language"),
        ({"next_review": date(2026, 11, 23)}, "review-date"),
        ({"next_review": date(2026, 11, 22)}, "review-date"),
    ],
)
def test_what_may_never_go_out_says_why_and_waits_for_no_moment(fields, code):
    skip = only_skip([article(**fields)], [Lane("x", ("nl",))])
    assert (skip.code, skip.until) == (code, None)
    assert skip.why.nl.endswith(".")
    assert skip.why.en.endswith(".")


def test_the_review_date_is_a_day_of_the_calendars_own_time_zone():
    item = article(next_review=date(2026, 11, 24))
    late = datetime(2026, 11, 23, 23, 30, tzinfo=AMSTERDAM)
    assert plan([item], [FOLDER], now=late).slots
    assert only_skip([item], [FOLDER], now=late + timedelta(hours=1)).code == "review-date"
    tokyo = Calendar(timezone="Asia/Tokyo")
    assert only_skip([item], [FOLDER], now=late, calendar=tokyo).code == "review-date"


def test_a_future_article_waits_for_its_own_moment_in_the_posting_hours():
    tonight = article(date=MONDAY.replace(hour=21))
    assert only_skip([tonight], [X]).until == datetime(2026, 11, 24, 8, tzinfo=AMSTERDAM)
    skip = only_skip([tonight], [FOLDER])
    assert (skip.code, skip.until) == ("future", tonight.date)
    assert plan([tonight], [FOLDER], now=tonight.date).slots


def test_an_article_without_a_date_counts_as_long_published():
    first, second = plan([article("rugpijn"), article("poetsen", date=None)], [FOLDER]).slots
    assert (first.article.uid, second.article.uid) == ("poetsen", "rugpijn")


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-23T07:59+01:00", "2026-11-23T08:00+01:00"),
        ("2026-11-23T20:00+01:00", "2026-11-24T08:00+01:00"),
        ("2026-11-21T12:00+01:00", "2026-11-23T08:00+01:00"),
    ],
)
def test_outside_the_posting_hours_an_article_waits_for_the_next_ones(now, until):
    skip = only_skip([article()], [X], now=datetime.fromisoformat(now))
    assert (skip.code, skip.until) == ("hours", datetime.fromisoformat(until))


def test_on_quiet_days_an_article_waits_until_they_are_over():
    quiet = Quiet(date(2026, 11, 23), date(2026, 11, 29), "verhuizing")
    skip = only_skip([article()], [X], calendar=Calendar(quiet=(quiet,)))
    assert (skip.code, skip.until) == ("quiet", datetime(2026, 11, 30, 8, tzinfo=AMSTERDAM))
    assert "verhuizing" in skip.why.nl
    unnamed = Calendar(quiet=(Quiet(quiet.first, quiet.last, ""),))
    assert only_skip([article()], [X], calendar=unnamed).why.en == "Today is a quiet day."


def test_without_any_window_an_account_waits_for_ever():
    assert only_skip([article()], [X], calendar=Calendar(windows=())).until is None


def test_a_folder_posts_at_any_hour_of_any_day():
    quiet = Calendar(windows=(), quiet=(Quiet(date(2026, 11, 1), date(2026, 12, 1), "stil"),))
    assert plan([article()], [FOLDER], now=MONDAY.replace(hour=3), calendar=quiet).slots


def test_an_account_posts_no_more_than_its_number_a_day():
    items = [article("poetsen"), article("rugpijn"), article("angst")]
    lane = Lane("x", (), Pace(per_day=2))
    found = plan(items, [lane])
    assert len(found.slots) == 2
    (skip,) = found.skips
    assert (skip.code, skip.until) == ("day-cap", datetime(2026, 11, 24, 8, tzinfo=AMSTERDAM))
    assert "hooguit 2 berichten per dag" in skip.why.nl
    assert plan(items, [X]).skips[0].why.en.startswith("This account posts at most 1 post a day")


def test_an_account_posts_no_more_than_its_number_in_any_seven_days():
    lane = Lane("x", (), Pace(per_day=0, per_week=2))
    others = [article("poetsen"), article("rugpijn")]
    week = [shared(others[0], "x", 6), shared(others[1], "x", 3)]
    skip = only_skip([article()], [lane], week)
    assert (skip.code, skip.until) == ("week-cap", datetime(2026, 11, 24, 8, tzinfo=AMSTERDAM))
    assert plan([article()], [lane], [shared(others[0], "x", 7), shared(others[1], "x", 3)]).slots


def test_without_caps_all_that_is_due_goes_out_at_once():
    items = [article(f"artikel-{n}") for n in range(12)]
    assert len(plan(items, [FOLDER]).slots) == 12


def test_a_gap_of_one_day_is_said_in_the_singular():
    lane = Lane("x", (), Pace(gap_days=1, article_gap_days=0, per_day=0))
    skip = only_skip([article()], [lane], [shared(article(), "x", 0)])
    assert "minder dan 1 dag geleden" in skip.why.nl
    assert "less than 1 day ago" in skip.why.en


def test_one_article_handed_in_twice_is_still_announced_once():
    found = plan([article(), article()], [FOLDER])
    assert [slot.key for slot in found.slots] == ["griepprik/nl/folder/new"]
    assert [skip.code for skip in found.skips] == ["gap"]


def test_a_window_until_midnight_lasts_the_whole_evening():
    evening = Calendar(windows=(Window((0,), time(22), time(0)),))
    assert plan([article()], [X], now=MONDAY.replace(hour=23, minute=59), calendar=evening).slots
    skip = only_skip([article()], [X], now=MONDAY.replace(hour=21), calendar=evening)
    assert skip.until == MONDAY.replace(hour=22)


@pytest.mark.parametrize(
    ("night", "opens"),
    [
        ("2027-03-28T00:00+01:00", "2027-03-28T03:15+02:00"),
        ("2026-10-25T00:00+02:00", "2026-10-25T02:15+02:00"),
    ],
)
def test_a_window_in_the_night_of_the_turning_clock_opens_once_and_for_real(night, opens):
    nightly = Calendar(windows=(Window((6,), time(2, 15), time(5)),))
    skip = only_skip([article(date=None)], [X], now=datetime.fromisoformat(night), calendar=nightly)
    assert skip.until == datetime.fromisoformat(opens)
    assert plan([article(date=None)], [X], now=skip.until, calendar=nightly).slots


@given(WORLDS, MOMENTS)
def test_every_article_is_on_every_account_either_planned_or_skipped_with_a_reason(world, now):
    found = due(*world, now)
    planned = [(slot.article.ref, slot.account) for slot in found.slots]
    skipped = [(skip.article.ref, skip.account) for skip in found.skips]
    assert Counter(planned + skipped) == Counter(
        (item.ref, lane.account) for item in world.articles for lane in world.lanes
    )
    for skip in found.skips:
        assert skip.code
        assert skip.why.nl
        assert skip.why.en
        assert skip.until is None or skip.until > now


def test_where_only_some_posts_may_go_the_others_wait_and_take_no_room():
    lane = Lane("x", only=frozenset({"rugpijn/nl/x/new"}))
    found = plan([article("poetsen"), article("rugpijn")], [lane])
    assert [slot.key for slot in found.slots] == ["rugpijn/nl/x/new"]
    assert [(skip.article.uid, skip.code, skip.until) for skip in found.skips] == [("poetsen", "yes", None)]


def test_what_may_go_is_the_post_of_one_occasion_and_not_the_article_for_good():
    lane = Lane("x", only=frozenset({"griepprik/nl/x/new"}))
    assert only_skip([article()], [lane], [shared(article(), "x", 100)]).code == "yes"


@given(WORLDS, MOMENTS, st.randoms(use_true_random=False))
def test_the_order_of_what_is_handed_in_changes_nothing(world, now, random):
    assert due(*world.shuffled(random), now) == due(*world, now)


@given(WORLDS, MOMENTS)
def test_a_plan_never_uses_a_key_twice_and_never_an_old_one(world, now):
    keys = [slot.key for slot in due(*world, now).slots]
    past = {f"{p.uid}/{p.lang}/{p.account}/{p.occasion}" for p in world.history}
    assert len(keys) == len(set(keys))
    assert past.isdisjoint(keys)


@given(WORLDS, MOMENTS)
def test_what_went_out_is_not_due_a_second_time(world, now):
    first = due(*world, now).slots
    went_out = [shared(s.article, s.account, 0, now=now, occasion=str(s.occasion)) for s in first]
    assert not due(*world[:3], [*world.history, *went_out], now).slots
