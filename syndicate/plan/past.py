"""What was shared, indexed by what the plan asks: of this article here, anywhere, and of this account."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from syndicate.model import Article, Kind, Pace, Posted
from syndicate.plan.hours import Hours
from syndicate.plan.year import Span

WEEK = 7
NUMBERED = re.compile(rf"{Kind.EVERGREEN}:(\d+)")


@dataclass(slots=True)
class Shares:
    """All shares of one article on one account: how many, the last (`day`: local), the counters they reached.

    `occasions` are those that were ever used, `days` those on which it was shared or adopted: the
    first run on an account posts nothing old, also where a season or an event is running then.
    """

    count: int
    last: datetime
    day: date
    instance: int
    variant: int
    open: bool
    occasions: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)

    def had(self, span: Span) -> bool:
        """Tell whether a span had its share here: under its own name or any other, within its days."""
        return str(span.occasion) in self.occasions or any(day in span for day in self.days)


class Past:
    """The history so far; the plan adds its own slots, so that each choice knows the ones before it."""

    def __init__(self, history: Iterable[Posted], hours: Hours) -> None:
        self._hours = hours
        self._here: dict[tuple[str, str, str], Shares] = {}
        self._last: dict[tuple[str, str], date] = {}
        self._real: defaultdict[tuple[str, str], set[tuple[str, date]]] = defaultdict(set)
        self._days: defaultdict[str, Counter[date]] = defaultdict(Counter)
        for posted in history:
            self.add(posted)

    def add(self, posted: Posted) -> None:
        """Remember one share; an adopted one never counts against the caps."""
        day, at = self._hours.day(posted.at), posted.at.astimezone(UTC)
        article, here = (posted.uid, posted.lang), (posted.uid, posted.lang, posted.account)
        numbered = NUMBERED.fullmatch(posted.occasion)
        instance = int(numbered[1]) if numbered else 1
        self._last[article] = max(day, self._last.get(article, day))
        if not posted.adopted:
            self._real[article].add((posted.occasion, day))
            self._days[posted.account][day] += 1
        shares = self._here.get(here)
        if shares is None:
            shares = self._here[here] = Shares(0, at, day, instance, posted.variant, posted.open)
        shares.count += 1
        if at > shares.last:
            shares.last, shares.day = at, day
        shares.instance = max(shares.instance, instance)
        shares.variant = max(shares.variant, posted.variant)
        shares.open = shares.open or posted.open
        shares.occasions.add(posted.occasion)
        shares.days.add(day)

    def here(self, article: Article, account: str) -> Shares | None:
        """Return the shares of this article on this account, None where it was never announced."""
        return self._here.get((article.uid, article.lang, account))

    def last_day(self, article: Article) -> date:
        """Return the local day on which this article, shared before, was so last, on any account."""
        return self._last[article.uid, article.lang]

    def last_before(self, article: Article, span: Span) -> date | None:
        """Return the local day of the last share, on any account, that holds back a share in this span.

        An event goes to all accounts at once, so neither its own shares hold it back nor an
        announcement in its days; an adopted share says that it was, not when.
        """
        real = self._real[article.uid, article.lang]
        if span.is_event:
            own = str(span.occasion)
            real = {
                (name, day) for name, day in real if name != own and (name != Kind.NEW or day not in span)
            }
        return max((day for _, day in real), default=None)

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
