"""The practice's content calendar: when posts may go out, and on which days they are timely."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date as Day
from datetime import time, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of a day (local time of the practice) in which posts may go out; weekday 0 is Monday."""

    weekdays: tuple[int, ...]
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Quiet:
    """Days (both ends included) on which nothing is posted, and why; where calendar.toml says so."""

    first: Day
    last: Day
    reason: str
    file: str = field(default="", compare=False)
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Event:
    """Days (both ends included) in which these articles (uids) are timely: a campaign, an awareness day.

    `slug` (of its name) and the year in which it begins name it in keys. A `yearly` one comes back on
    the same days of every later year. It begins on line `begins` of `file`, and `line` lists its articles.
    """

    name: str
    slug: str
    first: Day
    last: Day
    articles: tuple[str, ...]
    yearly: bool = False
    line: int = field(default=1, compare=False)
    file: str = field(default="", compare=False)
    begins: int = field(default=1, compare=False)

    def of_year(self, year: int) -> tuple[Day, Day]:
        """Return the days of the event that begins in this year; 29 February comes back as the 28th."""
        longer = self.last.year - self.first.year
        return _same_day(self.first, year), _same_day(self.last, year + longer)


@dataclass(frozen=True, slots=True)
class Calendar:
    """content/calendar.toml: when posts may go out, and when which of them are timely."""

    timezone: str = "Europe/Amsterdam"
    windows: tuple[Window, ...] = (Window((0, 1, 2, 3, 4), time(8), time(20)),)
    quiet: tuple[Quiet, ...] = ()
    events: tuple[Event, ...] = ()

    def opens(self, first: Day, last: Day) -> bool:
        """Tell whether any of these days (both ends included) has posting hours and is not quiet."""
        days = (first + timedelta(n) for n in range((last - first).days + 1))
        return any(
            any(day.weekday() in window.weekdays for window in self.windows)
            and not any(quiet.first <= day <= quiet.last for quiet in self.quiet)
            for day in days
        )


class Mark(StrEnum):
    """What days of the calendar are."""

    EVENT = "event"
    SEASON = "season"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Days:
    """Days (both ends included) that the calendar marks.

    `name` is that of the event, the title of the seasonal article, or why it is quiet; `articles` are
    the titles that an event asks for, `unread` those of them whose review date comes before it: they
    stay home until somebody has reviewed them.
    """

    kind: Mark
    first: Day
    last: Day
    name: str
    articles: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def _same_day(day: Day, year: int) -> Day:
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))
