"""ahead: what the calendar of the coming weeks asks for, to be read beside what goes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from syndicate.model import Article, Calendar, Days, Mark
from syndicate.plan.hours import Hours
from syndicate.plan.year import event_spans, season_spans


def ahead(articles: Sequence[Article], calendar: Calendar, now: datetime, *, days: int) -> tuple[Days, ...]:
    """Return the events, seasons and quiet days that touch the `days` days from `now` (aware), in order.

    An article is named once, by the title of its original; an event's articles that are not among
    `articles` (drafts, unknown ones) are left out of it.
    """
    first = Hours(calendar).day(now)
    last = first + timedelta(days)
    titles: dict[str, str] = {}
    for article in sorted(articles, key=lambda a: (bool(a.translation_of), a.lang)):
        titles.setdefault(article.uid, article.title)
    years = range(first.year - 1, last.year + 1)
    found = (
        *_events(articles, calendar, titles, years),
        *_seasons(articles, titles, years),
        *(Days(Mark.QUIET, quiet.first, quiet.last, quiet.reason) for quiet in calendar.quiet),
    )
    touching = {each for each in found if each.first < last and each.last >= first}
    return tuple(sorted(touching, key=lambda d: (d.first, d.last, d.kind, d.name)))


def _events(
    articles: Sequence[Article], calendar: Calendar, titles: Mapping[str, str], years: range
) -> Iterator[Days]:
    reviews: dict[str, date] = {}
    for article in articles:
        if article.next_review:
            reviews[article.uid] = min(article.next_review, reviews.get(article.uid, article.next_review))
    for event in calendar.events:
        uids = [uid for uid in event.articles if uid in titles]
        named = tuple(titles[uid] for uid in uids)
        for span in event_spans(event, years):
            unread = tuple(titles[uid] for uid in uids if reviews.get(uid, date.max) <= span.first)
            yield Days(Mark.EVENT, span.first, span.last, event.name, named, unread)


def _seasons(articles: Sequence[Article], titles: Mapping[str, str], years: range) -> Iterator[Days]:
    for article in articles:
        for span in season_spans(article.season, years) if article.season else ():
            yield Days(Mark.SEASON, span.first, span.last, titles[article.uid])
