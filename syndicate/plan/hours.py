"""The calendar as a clock: which local day a moment falls on, and when posts may go out."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from syndicate.model import Calendar, Quiet, Window

AHEAD = 400
MIDNIGHT = time()


class Hours:
    """Answers about one Calendar; moments come in aware and go out in UTC."""

    def __init__(self, calendar: Calendar) -> None:
        self.zone = ZoneInfo(calendar.timezone)
        self._quiet = calendar.quiet
        self._windows = calendar.windows

    def day(self, at: datetime) -> date:
        """Return the local day of a moment."""
        return at.astimezone(self.zone).date()

    def moment(self, day: date, clock: time = MIDNIGHT) -> datetime:
        """Return the UTC moment at which local clocks show `clock` on `day`.

        The first of the two when summer time ends; an hour later when it begins and the clocks skip
        that time.
        """
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    def quiet(self, at: datetime) -> Quiet | None:
        """Return the quiet days that a moment falls in."""
        return self._quiet_on(self.day(at))

    def is_open(self, at: datetime) -> bool:
        """Tell whether local clocks stand in a posting window."""
        return self.window(at) is not None

    def window(self, at: datetime) -> Window | None:
        """Return the posting window that local clocks stand in (its end excluded; 00:00 ends the day)."""
        local = at.astimezone(self.zone)
        clock = local.time()
        if self._quiet_on(local.date()):
            return None
        held = (
            window
            for window in self._on(local.date())
            if window.start <= clock and (clock < window.end or window.end == MIDNIGHT)
        )
        return next(held, None)

    def opening(self, at: datetime) -> datetime | None:
        """Return the first moment from `at` on at which posts may go out; None if 400 days have none."""
        if self.is_open(at):
            return at.astimezone(UTC)
        first = self.day(at)
        for day in (first + timedelta(days) for days in range(AHEAD)):
            starts = () if self._quiet_on(day) else (self.moment(day, w.start) for w in self._on(day))
            later = [start for start in starts if start > at]
            if later:
                return min(later)
        return None

    def _quiet_on(self, day: date) -> Quiet | None:
        return next((quiet for quiet in self._quiet if quiet.first <= day <= quiet.last), None)

    def _on(self, day: date) -> tuple[Window, ...]:
        return tuple(window for window in self._windows if day.weekday() in window.weekdays)
