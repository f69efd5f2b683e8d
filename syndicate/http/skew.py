"""How far this machine's clock is off, by the Date that every answer bears (RFC 9110, 6.6.1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


class Skew:
    """What the answers through one door say of the clock here.

    `offs` holds how many seconds it is ahead of each host that was asked (below 0: behind), by the answer
    that agrees best; None where the host said nothing of use. One that sends us on to another is one still.
    """

    def __init__(self) -> None:
        self.offs: dict[str, float | None] = {}

    @property
    def heard(self) -> list[float]:
        """Return what the hosts that told their time say, from furthest behind to furthest ahead."""
        return sorted(off for off in self.offs.values() if off is not None)

    @property
    def seconds(self) -> float | None:
        """Return what the middle host says, so that the most decide; of two, the one that agrees best."""
        heard = self.heard
        return min(heard[(len(heard) - 1) // 2 : len(heard) // 2 + 1], key=abs, default=None)

    def note(self, host: str, headers: Mapping[str, str], began: datetime, ended: datetime) -> None:
        """Take one answer into account, which was made between these two moments of the clock here.

        A cache says in Age how long it kept the answer, and some tell the Date of the delivery with it: their
        clock stands somewhere between Date and Date + Age. Where more than a minute fits, it says nothing.
        """
        self.offs.setdefault(host, None)
        try:
            first = parsedate_to_datetime(headers["Date"])
            age = timedelta(seconds=int(headers.get("Age", "0")))
            first = first if first.tzinfo else first.replace(tzinfo=UTC)
            last = first + age + SECOND  # a date is cut to the second before
        except (KeyError, ValueError, OverflowError):
            return
        off = (min(ended - first, timedelta(0)) or max(began - last, timedelta(0))).total_seconds()
        known = self.offs[host]
        if (off or age <= MINUTE) and (known is None or abs(off) < abs(known)):
            self.offs[host] = off
