"""Seasons: an article comes back when its readers need it, once a year, on every account."""

from datetime import date

import pytest
from plan_samples import FOLDER, MASTODON, X, article, shared
from timely_samples import AUTUMN, LONG_AGO, WINTER, on, only_skip, plan

from syndicate.model import Calendar, Lane, Pace, Season
from syndicate.plan import coming
from syndicate.plan.year import season_spans


def test_in_its_season_an_article_comes_back_before_the_plain_evergreens():
    seasonal, plain = article("griepprik", season=AUTUMN, **LONG_AGO), article("rugpijn", **LONG_AGO)
    history = [shared(seasonal, "folder", 100), shared(plain, "folder", 300, occasion="evergreen:2")]
    found = plan([plain, seasonal], [FOLDER], history, on("2026-11-16"))
    assert [slot.key for slot in found.slots] == [
        "griepprik/nl/folder/season:2026",
        "rugpijn/nl/folder/evergreen:3",
    ]
    assert found.slots[0].variant == 1


@pytest.mark.parametrize(
    ("day", "year"),
    [("2026-11-23", 2026), ("2026-12-31", 2026), ("2027-01-04", 2026), ("2027-01-24", 2026)],
)
def test_a_season_over_the_new_year_has_the_name_of_the_year_in_which_it_began(day, year):
    item = article(season=WINTER, **LONG_AGO)
    (slot,) = plan([item], [FOLDER], [shared(item, "folder", 300)], on(day)).slots
    assert str(slot.occasion) == f"season:{year}"


@pytest.mark.parametrize("day", ["2026-11-22", "2027-01-25"])
def test_outside_its_season_an_article_waits_and_says_for_what(day):
    item = article(season=WINTER, **LONG_AGO)
    skip = only_skip([item], [FOLDER], [shared(item, "folder", 300)], on(day))
    assert skip.code == "season"
    assert skip.until == on("2026-11-23" if day < "2026-11-23" else "2027-11-29", 0)
    assert skip.why.nl == "Dit artikel wacht op zijn seizoen, vanaf week 48."
    assert skip.why.en == "This article waits for its season, from week 48."


def test_the_first_announcement_does_not_wait_for_the_season():
    item = article(season=Season(20, 30))
    assert [str(slot.occasion) for slot in plan([item], [X, MASTODON]).slots] == ["new", "new"]


def test_what_was_announced_or_shared_in_this_season_had_its_share_on_that_account():
    item = article(season=AUTUMN, **LONG_AGO)
    now = on("2026-11-20")
    skip = only_skip([item], [X], [shared(item, "x", 40, now=now)], now)
    assert (skip.code, skip.until) == ("season", on("2027-10-04", 8))
    other = [shared(item, "x", 40, now=now), shared(item, "folder", 300, now=now)]
    assert [slot.key for slot in plan([item], [X, FOLDER], other, now).slots] == [
        "griepprik/nl/folder/season:2026"
    ]


def test_an_account_adopted_in_a_season_takes_nothing_old_of_that_season_and_the_next_one_whole():
    item = article(season=AUTUMN, **LONG_AGO)
    now = on("2026-11-20")
    assert not plan([item], [FOLDER], [shared(item, "folder", 25, now=now, adopted=True)], now).slots
    (slot,) = plan([item], [FOLDER], [shared(item, "folder", 90, now=now, adopted=True)], now).slots
    assert str(slot.occasion) == "season:2026"


def test_a_season_keeps_the_gap_of_the_article_but_not_that_of_the_account():
    item = article(season=AUTUMN, **LONG_AGO)
    began = on("2026-09-28")
    assert plan([item], [X], [shared(item, "x", 30, now=began)], began).slots
    skip = only_skip([item], [X], [shared(item, "x", 20, now=began)], began)
    assert (skip.code, skip.until) == ("article-gap", on("2026-09-29", 8))


def test_the_accounts_take_turns_through_a_season():
    item = article(season=AUTUMN, **LONG_AGO)
    history = [shared(item, name, 300, now=on("2026-09-01")) for name in ("mastodon", "x")]
    slots = coming([item], [X, MASTODON], Calendar(), history, on("2026-09-01"), days=120)
    assert [(slot.key, slot.at) for slot in slots] == [
        ("griepprik/nl/mastodon/season:2026", on("2026-09-28", 8)),
        ("griepprik/nl/x/season:2026", on("2026-10-19", 8)),
    ]


@pytest.mark.parametrize(
    "season", [WINTER, AUTUMN, Season(1, 1), Season(53, 53), Season(1, 53), Season(10, 9)]
)
def test_every_year_has_exactly_one_season_share_per_account(season):
    item = article(season=season, **LONG_AGO)
    history = [shared(item, "x", 2000), shared(item, "folder", 2000)]
    lane = Lane("x", (), Pace(article_gap_days=1))
    slots = coming([item], [lane, FOLDER], Calendar(), history, on("2027-02-01"), days=5 * 365)
    for account in ("x", "folder"):
        years = [slot.occasion.instance for slot in slots if slot.account == account]
        assert years == [str(int(years[0]) + n) for n in range(len(years))]
        assert len(years) >= 5


def test_a_season_share_still_keeps_hours_caps_review_dates_and_doubts():
    item = article(season=AUTUMN, **LONG_AGO)
    history = [shared(item, "x", 300)]
    now = on("2026-11-20")
    assert only_skip([item], [X], history, on("2026-11-20", 21)).code == "hours"
    capped = [*history, shared(article("rugpijn"), "x", 0, now=now)]
    assert only_skip([item], [X], capped, now).code == "day-cap"
    reviewed = article(season=AUTUMN, next_review=date(2026, 11, 20), **LONG_AGO)
    assert only_skip([reviewed], [X], history, now).code == "review-date"
    doubt = [shared(item, "x", 300, open=True)]
    assert only_skip([item], [X], doubt, now).code == "open"


def test_a_season_that_was_used_is_not_used_again_when_its_weeks_are_changed():
    item = article(season=Season(46, 50), **LONG_AGO)
    history = [shared(item, "x", 60, occasion="season:2026")]
    skip = only_skip([item], [X], history)
    assert (skip.code, skip.until) == ("season", on("2027-11-15", 8))


def test_a_gap_longer_than_all_seasons_is_looked_at_again_after_them():
    item = article(season=AUTUMN, **LONG_AGO)
    skip = only_skip([item], [Lane("x", (), Pace(article_gap_days=5000))], [shared(item, "x", 300)])
    assert (skip.code, skip.until) == ("season", on("2028-11-27", 8))


def test_week_53_is_the_last_week_of_a_year_that_has_only_52():
    spans = list(season_spans(Season(53, 1), (2026, 2027)))
    assert [(s.first, s.last) for s in spans] == [
        (date(2026, 12, 28), date(2027, 1, 10)),
        (date(2027, 12, 27), date(2028, 1, 9)),
    ]
