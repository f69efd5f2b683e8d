"""All occasions that the plan may ever have given an article: what a lost ledger is looked for by."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.model import Calendar, Kind, Occasion

ROUNDS = 500


def occasions(calendar: Calendar, first: int, last: int) -> Iterator[Occasion]:
    """Yield the occasions of the years `first` to `last`, the likely ones first.

    Of every event and every season, whatever article has them today: both may have been changed since.
    """
    yield Occasion(Kind.NEW)
    years = range(first, last + 1)
    yield from (Occasion(Kind.SEASON, str(year)) for year in years)
    yield from (Occasion(Kind.EVENT, f"{event.slug}-{year}") for event in calendar.events for year in years)
    yield from (Occasion(Kind.EVERGREEN, str(number)) for number in range(2, ROUNDS + 1))
