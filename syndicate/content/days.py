"""The days of a table in calendar.toml: `first` and, where it is more than one day, `last`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from syndicate.content.mistakes import Mistakes


def span(row: Mapping[str, Any], line: int, code: str, mistakes: Mistakes) -> tuple[date, date] | None:
    """Return first and last day (both included); None and the mistake `code` where one is no date."""
    first = _day(row.get("first"))
    last = _day(row.get("last", row.get("first")))
    if first is None or last is None:
        mistakes.add(code, line)
    elif last < first:
        mistakes.add("day-order", line, first=first.isoformat())
    else:
        return first, last
    return None


def _day(written: Any) -> date | None:
    if isinstance(written, datetime) or not isinstance(written, date | str):
        return None
    try:
        return written if isinstance(written, date) else datetime.strptime(written, "%Y-%m-%d").date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return None
