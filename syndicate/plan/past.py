"""What was shared, indexed by what the plan asks: of this article here, anywhere, and of this account."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from syndicate.model import Article, Kind, Pace, Posted
from syndicate.plan.hours import Hours

WEEK = 7
NUMBERED = re.compile(rf"{Kind.EVERGREEN}:(\d+)")


@dataclass(slots=True)
class Shares:
    """All shares of one article on one account: how many, the last, and the counters they reached."""

    count: int
    last: datetime
    instance: int
    variant: int
    open: bool


class Past:
    """The history so far; the plan adds its own slots, so that each choice knows the ones before it."""

    def __init__(self, history: Iterable[Posted], hours: Hours) -> None:
        self._hours = hours
        self._here: dict[tuple[str, str, str], Shares] = {}
        self._anywhere: dict[tuple[str, str], date] = {}
        self._days: defaultdict[str, Counter[date]] = defaultdict(Counter)
        for posted in history:
            self.add(posted)

    def add(self, posted: Posted) -> None:
        """Remember one share; an adopted one never counts against the caps."""
        day, at = self._hours.day(posted.at), posted.at.astimezone(UTC)
        article, here = (posted.uid, posted.lang), (posted.uid, posted.lang, posted.account)
        numbered = NUMBERED.fullmatch(posted.occasion)
        instance = int(numbered[1]) if numbered else 1
        self._anywhere[article] = max(day, self._anywhere.get(article, day))
        if not posted.adopted:
            self._days[posted.account][day] += 1
        shares = self._here.get(here)
        if shares is None:
            self._here[here] = Shares(1, at, instance, posted.variant, posted.open)
            return
        shares.count += 1
        shares.last = max(shares.last, at)
        shares.instance = max(shares.instance, instance)
        shares.variant = max(shares.variant, posted.variant)
        shares.open = shares.open or posted.open

    def here(self, article: Article, account: str) -> Shares | None:
        """Return the shares of this article on this account, None where it was never announced."""
        return self._here.get((article.uid, article.lang, account))

    def last_day(self, article: Article) -> date:
        """Return the local day on which this article was last shared, on any account."""
        return self._anywhere[article.uid, article.lang]

    def full(self, account: str, pace: Pace, day: date) -> str:
        """Return the code of the cap that `day` has reached, "" where the account may still post.

        A week is any seven local days in a row: `day` and the six before it.
        """
        days = self._days.get(account)
        if days is None:
            return ""
        if 0 < pace.per_day <= days[day]:
            return "day-cap"
        if 0 < pace.per_week <= sum(days[day - timedelta(back)] for back in range(WEEK)):
            return "week-cap"
        return ""

    def free_day(self, account: str, pace: Pace, day: date) -> date:
        """Return the first local day from `day` on whose caps leave room."""
        while self.full(account, pace, day):
            day += timedelta(1)
        return day
