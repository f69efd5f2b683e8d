"""The days of a year on which an article is timely: the spans of its events and of its season."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from syndicate.model import Article, Calendar, Event, Kind, Occasion, Season

AHEAD = 2


@dataclass(frozen=True, slots=True)
class Span:
    """Days (both ends included) in which an article may be shared once for this occasion.

    `name` is that of the event; of a season, the number of its first week.
    """

    occasion: Occasion
    first: date
    last: date
    name: str

    @property
    def is_event(self) -> bool:
        """Tell an event from a season."""
        return self.occasion.kind is Kind.EVENT

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


class Year:
    """The events of one calendar and the seasons of articles, as spans of days."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._events: defaultdict[str, list[Event]] = defaultdict(list)
        self._known: dict[tuple[str, Season | None, bool, int], tuple[Span, ...]] = {}
        for event in sorted(calendar.events, key=lambda e: (e.first, e.slug)):
            for uid in event.articles:
                self._events[uid].append(event)

    def marks(self, article: Article) -> bool:
        """Tell whether the article has a season or is that of an event, in whatever year."""
        return article.season is not None or article.uid in self._events

    def spans(self, article: Article, day: date, *, always: bool) -> tuple[Span, ...]:
        """Return the spans that end on `day` or later: those of this year and the next two.

        An event on days without posting hours is only one for accounts that `always` post.
        """
        if not self.marks(article):
            return ()
        key = (article.uid, article.season, always, day.year)
        if key not in self._known:
            years = range(day.year - 1, day.year + AHEAD + 1)
            events = [s for event in self._events.get(article.uid, ()) for s in event_spans(event, years)]
            seasons = season_spans(article.season, years) if article.season else ()
            open_ = (s for s in events if always or self._calendar.opens(s.first, s.last))
            self._known[key] = (*open_, *seasons)
        return tuple(span for span in self._known[key] if span.last >= day)


def event_spans(event: Event, years: Iterable[int]) -> Iterator[Span]:
    """Yield an event as it falls in these years; one that is not yearly as it is written."""
    for year in (y for y in years if y >= event.first.year) if event.yearly else (event.first.year,):
        yield Span(Occasion(Kind.EVENT, f"{event.slug}-{year}"), *event.of_year(year), event.name)


def season_spans(season: Season, years: Iterable[int]) -> Iterator[Span]:
    """Yield a season as it falls in these years (ISO 8601 weeks, Monday to Sunday).

    It is named after the ISO year in which it begins: weeks 48-3, so December 2026 and January 2027,
    are `season:2026`. Week 53 is the last week of a year that has only 52.
    """
    for year in years:
        ends = year if season.first_week <= season.last_week else year + 1
        last = _monday(ends, season.last_week) + timedelta(6)
        occasion = Occasion(Kind.SEASON, str(year))
        yield Span(occasion, _monday(year, season.first_week), last, str(season.first_week))


def _monday(year: int, week: int) -> date:
    weeks = date(year, 12, 28).isocalendar().week  # that day lies in the last week of every ISO year
    return date.fromisocalendar(year, min(week, weeks), 1)
