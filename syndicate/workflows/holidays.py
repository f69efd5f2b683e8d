"""The Dutch public holidays, and the evenings before and the remembrance on which nobody posts cheerfully."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from syndicate.model import Words

KINGS_DAY = (4, 27)
SUNDAY = 6


def quiet_days(today: date, ahead: timedelta, lang: str) -> Iterator[tuple[date, date, str]]:
    """Yield first day, last day and name of what lies between `today` and `ahead` of it, oldest first.

    Movable ones hang on Easter of the Gregorian calendar (dateutil); King's Day is a day earlier where
    27 April is a Sunday. Good Friday is an ordinary working day in the Netherlands.
    """
    for year in range(today.year - 1, (today + ahead).year + 1):
        for first, last, name in sorted(_of(year)):
            if last >= today and first <= today + ahead:
                yield first, last, name.nl if lang == "nl" else name.en


def _of(year: int) -> Iterator[tuple[date, date, Words]]:
    from dateutil.easter import easter

    sunday = easter(year)
    kings = date(year, *KINGS_DAY)
    kings -= timedelta(days=kings.weekday() == SUNDAY)
    yield (*_days(sunday, 2), Words("Pasen", "Easter"))
    yield kings, kings, Words("Koningsdag", "King's Day")
    yield date(year, 5, 4), date(year, 5, 4), Words("Dodenherdenking", "Remembrance Day")
    yield date(year, 5, 5), date(year, 5, 5), Words("Bevrijdingsdag", "Liberation Day")
    yield (*_days(sunday + timedelta(39), 1), Words("Hemelvaartsdag", "Ascension Day"))
    yield (*_days(sunday + timedelta(49), 2), Words("Pinksteren", "Whitsun"))
    yield date(year, 12, 24), date(year, 12, 26), Words("Kerst", "Christmas")
    yield date(year, 12, 31), date(year + 1, 1, 1), Words("Oud en nieuw", "New Year")


def _days(first: date, count: int) -> tuple[date, date]:
    return first, first + timedelta(count - 1)
