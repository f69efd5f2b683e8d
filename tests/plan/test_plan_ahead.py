"""The events, seasons and quiet days beside the plan."""

from datetime import date, timedelta

from plan_samples import MONDAY, article, event

from syndicate.model import Calendar, Days, Mark, Quiet, Season
from syndicate.plan import ahead


def seen(articles=(), *, days=7, **calendar):
    return ahead(articles, Calendar(**calendar), MONDAY, days=days)


def test_what_touches_the_coming_days_is_shown_in_the_order_of_its_beginning():
    items = [
        article("poetsen", season=Season(47, 48)),
        article("griepprik"),
        article("angst", season=Season(1, 2)),
    ]
    campaign = event(first=date(2026, 11, 29), articles=("griepprik", "onbekend"))
    quiet = (Quiet(date(2026, 11, 24), date(2026, 11, 24), "verhuizing"),)
    assert seen(items, events=(campaign,), quiet=quiet) == (
        Days(Mark.SEASON, date(2026, 11, 16), date(2026, 11, 29), "Poetsen"),
        Days(Mark.QUIET, date(2026, 11, 24), date(2026, 11, 24), "verhuizing"),
        Days(Mark.EVENT, date(2026, 11, 29), date(2026, 11, 29), "Prikweek", ("Griepprik",)),
    )


def test_what_ended_or_begins_later_is_not_shown():
    past = Quiet(date(2026, 11, 20), date(2026, 11, 22), "verhuizing")
    later = Quiet(date(2026, 11, 30), date(2026, 11, 30), "cursus")
    assert seen(quiet=(past, later)) == ()
    assert len(seen(quiet=(past, later), days=8)) == 1


def test_an_article_in_two_languages_is_shown_once_by_the_title_of_its_original():
    english = article(lang="en", title="Flu shot", translation_of="griepprik", season=Season(48, 48))
    dutch = article(lang="nl", season=Season(48, 48))
    assert [days.name for days in seen([english, dutch])] == ["Griepprik"]


def test_over_two_years_a_yearly_event_and_a_season_are_shown_each_time():
    item = article(season=Season(52, 1))
    day = event(yearly=True, first=date(2020, 12, 31), last=date(2021, 1, 1))
    found = seen([item], events=(day,), days=2 * 365)
    assert [(days.kind, days.first.year) for days in found] == [
        ("season", 2026), ("event", 2026), ("season", 2027), ("event", 2027)
    ]  # fmt: skip
    assert all(days.last - days.first < timedelta(21) for days in found)


def test_an_event_names_the_articles_that_have_to_be_reviewed_before_it():
    first = date(2026, 11, 29)
    items = [
        article("griepprik", next_review=first),
        article("poetsen", next_review=first + timedelta(1)),
        article("angst"),
        article("rugpijn"),
        article("rugpijn", lang="en", translation_of="rugpijn", next_review=date(2026, 11, 1)),
    ]
    uids = tuple(dict.fromkeys(item.uid for item in items))
    (days,) = seen(items, events=(event(first=first, articles=uids),))
    assert days.articles == ("Griepprik", "Poetsen", "Angst", "Rugpijn")
    assert days.unread == ("Griepprik", "Rugpijn")
