"""Events: on their days their articles go out, once, on every account."""

from datetime import date, timedelta

import pytest
from plan_samples import FOLDER, MASTODON, MONDAY, X, article, event, shared
from timely_samples import AUTUMN, LONG_AGO, on, only_skip, plan

from syndicate.model import Calendar, Lane, Pace, Posted, Quiet, Season, Window
from syndicate.plan import coming, due
from syndicate.plan.year import event_spans


def test_on_an_events_days_its_articles_go_to_all_accounts_at_once_and_only_once():
    item = article(**LONG_AGO)
    history = [shared(item, name, 60) for name in ("x", "mastodon", "folder")]
    week = event(last=date(2026, 11, 27))
    found = plan([item], [X, MASTODON, FOLDER], history, MONDAY, week)
    assert [slot.key for slot in found.slots] == [
        "griepprik/nl/folder/event:prikweek-2026",
        "griepprik/nl/mastodon/event:prikweek-2026",
        "griepprik/nl/x/event:prikweek-2026",
    ]
    after = [*history, shared(item, "x", 0, occasion="event:prikweek-2026")]
    skip = only_skip([item], [X], after, on("2026-11-25"), week)
    assert skip.code == "gap"


def test_an_event_goes_before_what_is_new_and_that_before_a_season():
    asked, also, new = article("griepprik", **LONG_AGO), article("angst"), article("rugpijn")
    seasonal = article("poetsen", season=Season(48, 48), **LONG_AGO)
    history = [shared(asked, "folder", 60), shared(seasonal, "folder", 300)]
    day = event(articles=("griepprik", "angst"))
    found = plan([new, seasonal, also, asked], [FOLDER], history, MONDAY, day)
    assert [slot.key for slot in found.slots] == [
        "angst/nl/folder/new",
        "griepprik/nl/folder/event:prikweek-2026",
        "rugpijn/nl/folder/new",
        "poetsen/nl/folder/season:2026",
    ]


def test_what_was_announced_on_an_events_days_had_its_share_of_the_event():
    item = article()
    week = event(first=date(2026, 11, 19), last=date(2026, 11, 25))
    lane = Lane("folder", (), Pace(article_gap_days=0, always=True))
    assert only_skip([item], [lane], [shared(item, "folder", 2)], MONDAY, week).code == "gap"


def test_a_share_for_an_event_is_also_the_share_of_the_season():
    item = article(season=AUTUMN, **LONG_AGO)
    history = [shared(item, "x", 300, now=on("2026-10-12"))]
    campaign = event("prikweek", date(2026, 10, 12), date(2026, 10, 16))
    slots = coming([item], [X], Calendar(events=(campaign,)), history, on("2026-09-21"), days=90)
    assert [(slot.key, slot.at) for slot in slots] == [
        ("griepprik/nl/x/event:prikweek-2026", on("2026-10-12", 8))
    ]


def test_an_article_that_waits_for_an_event_is_not_shared_shortly_before_it():
    item = article(**LONG_AGO)
    history = [shared(item, "x", 300)]
    skip = only_skip([item], [X], history, MONDAY, event("zorgdag", date(2026, 12, 14)))
    assert (skip.code, skip.until) == ("event", on("2026-12-14", 8))
    assert skip.why.nl == "Dit artikel wacht op “Zorgdag”, vanaf 14-12-2026."
    assert skip.why.en == "This article waits for “Zorgdag”, from 2026-12-14."
    assert plan([item], [X], history, MONDAY, event("zorgdag", date(2026, 12, 15))).slots


def test_an_event_within_the_gap_of_the_article_passes_it_by():
    item = article(**LONG_AGO)
    history = [shared(item, "x", 10), shared(item, "folder", 300)]
    assert only_skip([item], [X], history, MONDAY, event()).code == "gap"
    later = event(last=date(2026, 12, 11))
    assert only_skip([item], [X], history, MONDAY, later).code == "article-gap"
    assert only_skip([item], [X], history, MONDAY, later).until == on("2026-12-04", 8)


CLOSED = [
    Calendar(events=(event(first=date(2026, 11, 29)),)),
    Calendar(
        events=(event(first=date(2026, 11, 24), last=date(2026, 11, 26)),),
        quiet=(Quiet(date(2026, 11, 24), date(2026, 11, 25), ""), Quiet(date(2026, 11, 26), date.max, "")),
    ),
]


@pytest.mark.parametrize("calendar", CLOSED)
def test_an_event_on_days_without_posting_hours_reserves_nothing(calendar):
    item, seasonal = article(**LONG_AGO), article(season=Season(48, 48), **LONG_AGO)
    history = [shared(item, "x", 300)]
    for what, occasion in ((item, "evergreen:2"), (seasonal, "season:2026")):
        (slot,) = due([what], [X], calendar, history, MONDAY).slots
        assert str(slot.occasion) == occasion


@pytest.mark.parametrize("calendar", CLOSED)
def test_an_account_that_always_posts_shares_an_event_on_such_days(calendar):
    item = article(**LONG_AGO)
    slots = coming([item], [FOLDER], calendar, [shared(item, "folder", 300)], MONDAY, days=8)
    assert [(str(slot.occasion), slot.at.date()) for slot in slots] == [
        ("event:prikweek-2026", calendar.events[0].first)
    ]


def test_an_account_connected_shortly_before_an_event_or_season_takes_it_from_no_other():
    item, seasonal = article(**LONG_AGO), article(season=Season(48, 50), **LONG_AGO)
    history = [shared(item, "x", 300), shared(item, "mastodon", 1, adopted=True)]
    week = Calendar(events=(event(last=date(2026, 11, 27)),))
    slots = due([item], [X, MASTODON], week, history, MONDAY).slots
    assert [slot.key for slot in slots] == [
        "griepprik/nl/mastodon/event:prikweek-2026",
        "griepprik/nl/x/event:prikweek-2026",
    ][::-1]
    (slot,) = due([seasonal], [X, MASTODON], Calendar(), history, MONDAY).slots
    assert slot.key == "griepprik/nl/x/season:2026"


def test_an_adopted_share_still_holds_back_an_evergreen_one():
    item = article(**LONG_AGO)
    history = [shared(item, "x", 300), shared(item, "mastodon", 1, adopted=True)]
    assert only_skip([item], [X], history).code == "article-gap"


def test_an_announcement_in_an_events_days_does_not_shut_out_the_event_on_another_account():
    item = article(**LONG_AGO)
    campaign = Calendar(events=(event(last=date(2026, 11, 27)),))
    history = [shared(item, "x", 300)]
    slots = coming([item], [X, FOLDER], campaign, history, on("2026-11-23", 0), days=5)
    assert [(slot.key, slot.at) for slot in slots] == [
        ("griepprik/nl/folder/new", on("2026-11-23", 0)),
        ("griepprik/nl/x/event:prikweek-2026", on("2026-11-23", 8)),
    ]


def test_an_announcement_shortly_before_an_event_does_shut_it_out_elsewhere_also_after_a_later_one():
    item = article(**LONG_AGO)
    day = event(last=date(2026, 11, 27))
    history = [shared(item, "x", 300), shared(item, "mastodon", 3)]
    assert only_skip([item], [X], history, MONDAY, day).code == "article-gap"
    assert only_skip([item], [X], [*history, shared(item, "folder", 0)], MONDAY, day).code == "article-gap"


def test_a_yearly_event_comes_back_on_the_same_days_and_another_one_does_not():
    item = article(**LONG_AGO)
    lane = Lane("x", (), Pace(gap_days=5000, always=True))
    history = [shared(item, "x", 300)]
    for yearly, years in ((True, ["2026", "2027", "2028"]), (False, ["2026"])):
        one = Calendar(events=(event(first=date(2026, 12, 30), last=date(2027, 1, 3), yearly=yearly),))
        slots = coming([item], [lane], one, history, MONDAY, days=3 * 365)
        assert [slot.occasion.instance for slot in slots] == [f"prikweek-{year}" for year in years]
        assert {(slot.at.month, slot.at.day) for slot in slots} == {(12, 30)}


def test_the_29th_of_february_comes_back_on_the_28th():
    leap = event(first=date(2028, 2, 29), yearly=True)
    assert [span.first for span in event_spans(leap, (2027, 2028, 2029))] == [
        date(2028, 2, 29),
        date(2029, 2, 28),
    ]


def test_an_event_of_an_article_in_two_languages_is_for_both():
    items = [article(**LONG_AGO), article(lang="en", **LONG_AGO)]
    history = [shared(item, "folder", 60) for item in items]
    assert {slot.key for slot in plan(items, [FOLDER], history, MONDAY, event()).slots} == {
        "griepprik/nl/folder/event:prikweek-2026",
        "griepprik/en/folder/event:prikweek-2026",
    }


def test_windows_of_a_few_weekdays_still_meet_an_event_of_five_days():
    item = article(**LONG_AGO)
    window = Window((2, 3, 4), Calendar().windows[0].start, Calendar().windows[0].end)
    for shift in range(7):
        first = date(2027, 3, 1) + timedelta(shift)
        calendar = Calendar(windows=(window,), events=(event(first=first, last=first + timedelta(4)),))
        slots = coming([item], [X], calendar, [shared(item, "x", 60)], on("2027-02-20"), days=22)
        assert [slot.occasion.kind for slot in slots] == ["event"]


@pytest.mark.parametrize(("last", "first"), [(29, "event:prikweek-2026"), (30, "new")])
def test_an_event_goes_before_news_in_its_last_seven_days_only(last, first):
    asked, new = article(**LONG_AGO), article("rugpijn")
    history = [shared(asked, "x", 60)]
    week = Calendar(events=(event(last=date(2026, 11, last)),))
    slots = coming([new, asked], [X], week, history, MONDAY, days=2)
    assert str(slots[0].occasion) == first
    assert {str(slot.occasion) for slot in slots} == {"new", "event:prikweek-2026"}


def test_what_was_never_shared_here_is_news_also_in_an_event_of_weeks():
    asked, never = article(**LONG_AGO), article("angst")
    weeks = event(last=date(2026, 12, 20), articles=("griepprik", "angst"))
    found = plan([asked, never], [FOLDER], [shared(asked, "folder", 60)], MONDAY, weeks)
    assert [str(slot.occasion) for slot in found.slots] == ["new", "event:prikweek-2026"]


def test_a_long_event_of_many_articles_does_not_starve_news():
    many = [article(f"artikel-{n}", **LONG_AGO) for n in range(50)]
    new = article("rugpijn")
    history = [shared(item, "x", 300) for item in many]
    year = event(last=date(2027, 9, 1), articles=tuple(item.uid for item in many))
    slots = coming([*many, new], [X], Calendar(events=(year,)), history, MONDAY, days=6)
    assert slots[0].article.uid == "rugpijn"
    assert [slot.occasion.kind for slot in slots] == ["new", "event", "event", "event"]


def test_with_news_every_day_every_article_of_an_event_of_a_week_still_goes_out():
    asked = [article(f"artikel-{n}", **LONG_AGO) for n in range(4)]
    news = [article(f"nieuws-{n}", date=MONDAY + timedelta(n)) for n in range(-7, 14)]
    history = [shared(item, "x", 300) for item in asked]
    week = Calendar(events=(event(last=date(2026, 12, 6), articles=tuple(a.uid for a in asked)),))
    slots = coming([*asked, *news], [X], week, history, MONDAY, days=13)
    assert [slot.occasion.kind for slot in slots] == ["new"] * 4 + ["event"] * 4


def test_an_event_years_ahead_does_not_stand_for_the_season_that_an_article_waits_for():
    item = article(season=AUTUMN, **LONG_AGO)
    far = event(first=date(2040, 1, 1))
    lane = Lane("x", (), Pace(article_gap_days=10_000))
    skip = only_skip([item], [lane], [shared(item, "x", 300)], MONDAY, far)
    assert (skip.code, skip.until) == ("season", on("2028-11-27", 8))


def test_the_plan_of_a_year_is_the_same_as_that_of_its_days_one_by_one():
    items = [article(season=AUTUMN, **LONG_AGO), article("rugpijn", **LONG_AGO), article("angst")]
    calendar = Calendar(
        events=(event(first=date(2027, 3, 1), last=date(2027, 3, 20), articles=("angst",), yearly=True),)
    )
    history = [shared(items[0], "x", 300), shared(items[1], "x", 200)]
    whole = coming(items, [X, MASTODON], calendar, history, MONDAY, days=400)
    past = list(history)
    for day in range(400):
        for slot in coming(items, [X, MASTODON], calendar, past, MONDAY + timedelta(day), days=1):
            past.append(
                Posted(
                    slot.article.uid,
                    slot.article.lang,
                    slot.account,
                    str(slot.occasion),
                    slot.at,
                    slot.variant,
                )
            )
    assert [(p.account, p.occasion) for p in past[2:]] == [(s.account, str(s.occasion)) for s in whole]
