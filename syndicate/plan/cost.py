"""What posts cost an account: a year by its pace, and the slots to come within the cap of each month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal

from syndicate.model import Pace, Slot

WEEKS = 52


@dataclass(frozen=True, slots=True)
class Fare:
    """What a post of one account costs as a rule, how much a month may (None: all), and what this one did.

    `bare` is what it costs without a link, in the same `currency`; `seen` the day of which the prices are.
    """

    price: Decimal
    bare: Decimal
    currency: str
    cap: Decimal | None = None
    spent: Decimal = Decimal(0)
    seen: date | None = None

    @property
    def over(self) -> bool:
        """Tell whether no post more goes within the cap of this month."""
        return self.cap is not None and self.spent + self.price > self.cap


def in_a_year(pace: Pace) -> int:
    """Return how many posts an account makes in 52 weeks at most, 0 where its pace says no number."""
    a_day = pace.per_day * 7
    a_week = min(a_day, pace.per_week) if a_day and pace.per_week else a_day or pace.per_week
    return WEEKS * a_week


def costs(
    slots: Iterable[Slot], fares: Mapping[str, Fare], now: datetime, zone: tzinfo
) -> Mapping[str, Decimal | None]:
    """Return by key what each slot costs, in the order of their time: None where its month's cap is reached.

    A month is one of the calendar in `zone`; what was spent counts in that of `now` alone. Slots of accounts
    without a fare cost nothing and are left out.
    """
    found: dict[str, Decimal | None] = {}
    sums = {(name, _month(now, zone)): fare.spent for name, fare in fares.items()}
    for slot in sorted((s for s in slots if s.account in fares), key=lambda s: s.at):
        fare, place = fares[slot.account], (slot.account, _month(slot.at, zone))
        total = sums.get(place, Decimal(0)) + fare.price
        within = fare.cap is None or total <= fare.cap
        found[slot.key] = fare.price if within else None
        if within:
            sums[place] = total
    return found


def _month(at: datetime, zone: tzinfo) -> tuple[int, int]:
    local = at.astimezone(zone)
    return local.year, local.month
