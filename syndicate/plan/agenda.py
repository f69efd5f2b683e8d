"""due: what goes out now, and why the rest does not. coming: the same question, over and over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product

from syndicate.model import (
    Article,
    Calendar,
    Kind,
    Lane,
    Occasion,
    Plan,
    Posted,
    Skip,
    Slot,
    Status,
    Words,
)
from syndicate.plan import reasons
from syndicate.plan.hours import Hours
from syndicate.plan.past import Past

HOUR = timedelta(hours=1)
ANNOUNCEMENT = Occasion(Kind.NEW)


def due(
    articles: Sequence[Article],
    lanes: Sequence[Lane],
    calendar: Calendar,
    history: Sequence[Posted],
    now: datetime,
) -> Plan:
    """Return what may go out at `now` (aware), in order, and one Skip for each article x lane that may not.

    New articles come first, in the order of their dates (an announcement goes to all accounts at
    once); then evergreen articles, the one longest not shared on its account first, each at least
    `gap_days` after its last share on that account and `article_gap_days` after its last share on
    any account (so that accounts never say the same in chorus). An article with a share whose outcome
    is unknown waits on that account. From the review date on nothing is shared. Windows and quiet
    days hold for all but `always` lanes, caps for all; what does not fit moves to the next good
    moment instead of bursting. The same input in any order gives the same plan.
    """
    hours = Hours(calendar)
    return _Agenda(hours, Past(history, hours)).at(articles, lanes, now)


def coming(
    articles: Sequence[Article],
    lanes: Sequence[Lane],
    calendar: Calendar,
    history: Sequence[Posted],
    now: datetime,
    *,
    days: int,
) -> tuple[Slot, ...]:
    """Return what will go out in the `days` x 24 hours from `now` if all goes well, in order.

    Time runs from one moment at which something may become due to the next (an hour after each
    post at the soonest, as a runner that wakes every hour); slots carry local times of the calendar.
    """
    hours = Hours(calendar)
    agenda = _Agenda(hours, Past(history, hours))
    living = [article for article in articles if article.status is Status.PUBLISHED]
    slots: list[Slot] = []
    moment, end = now.astimezone(UTC), now.astimezone(UTC) + timedelta(days)
    while moment < end:
        plan = agenda.at(living, lanes, moment.astimezone(hours.zone))
        slots.extend(plan.slots)
        chances = [skip.until for skip in plan.skips if skip.until]
        moment = min([*chances, moment + HOUR if plan.slots else end])
    return tuple(slots)


@dataclass(frozen=True, slots=True)
class _Wait:
    """Why an article has to wait, and the earliest moment at which that reason ends (None: unknown)."""

    code: str
    why: Words
    until: datetime | None = None


class _Agenda:
    """One calendar and one history that grows with every slot given out."""

    def __init__(self, hours: Hours, past: Past) -> None:
        self._hours = hours
        self._past = past
        self._chances: dict[tuple[Lane, datetime], datetime | None] = {}

    def at(self, articles: Sequence[Article], lanes: Sequence[Lane], now: datetime) -> Plan:
        slots: list[Slot] = []
        skips: list[Skip] = []
        for article, lane in sorted(product(articles, lanes), key=self._turn):
            wait = self._wait(article, lane, now.astimezone(UTC))
            if wait:
                skips.append(Skip(article, lane.account, wait.code, wait.why, wait.until))
            else:
                slots.append(self._slot(article, lane.account, now))
        return Plan(tuple(slots), tuple(skips))

    def _turn(self, pair: tuple[Article, Lane]) -> tuple[bool, float, float, str, str]:
        article, lane = pair
        shares = self._past.here(article, lane.account)
        last = shares.last.timestamp() if shares else 0.0
        date = article.date.timestamp() if article.date else 0.0
        return shares is not None, last, date, article.ref, lane.account

    def _wait(self, article: Article, lane: Lane, now: datetime) -> _Wait | None:
        return (
            self._never(article, lane, now)
            or self._too_soon_for_article(article, lane, now)
            or self._too_soon_for_account(lane, now)
        )

    def _never(self, article: Article, lane: Lane, now: datetime) -> _Wait | None:
        if article.status is Status.DRAFT:
            return _Wait("draft", reasons.DRAFT)
        if article.status is Status.WITHDRAWN:
            return _Wait("withdrawn", reasons.WITHDRAWN)
        if lane.languages and article.lang not in lane.languages:
            return _Wait("language", reasons.language(article.lang))
        if article.next_review and self._hours.day(now) >= article.next_review:
            return _Wait("review-date", reasons.review(article.next_review))
        return None

    def _too_soon_for_article(self, article: Article, lane: Lane, now: datetime) -> _Wait | None:
        if article.date and article.date.astimezone(UTC) > now:
            return _Wait("future", reasons.FUTURE, self._chance(lane, article.date))
        shares = self._past.here(article, lane.account)
        if shares is None:
            return None
        if shares.open:
            return _Wait("open", reasons.OPEN)
        here = self._hours.day(shares.last) + timedelta(lane.pace.gap_days)
        anywhere = self._past.last_day(article) + timedelta(lane.pace.article_gap_days)
        until = max(here, anywhere)
        if self._hours.day(now) >= until:
            return None
        chance = self._chance(lane, self._hours.moment(until))
        if here >= anywhere:
            return _Wait("gap", reasons.gap(lane.pace.gap_days), chance)
        return _Wait("article-gap", reasons.article_gap(lane.pace.article_gap_days), chance)

    def _too_soon_for_account(self, lane: Lane, now: datetime) -> _Wait | None:
        code, pace = self._past.full(lane.account, lane.pace, self._hours.day(now)), lane.pace
        if not pace.always and not self._hours.is_open(now):
            quiet = self._hours.quiet(now)
            why = reasons.quiet(quiet.reason) if quiet else reasons.HOURS
            return _Wait("quiet" if quiet else "hours", why, self._chance(lane, now))
        if code:
            most = pace.per_day if code == "day-cap" else pace.per_week
            return _Wait(code, reasons.cap(code, most), self._chance(lane, now))
        return None

    def _chance(self, lane: Lane, at: datetime) -> datetime | None:
        """Return the first moment from `at` on at which the account's caps and hours leave room."""
        if (lane, at) not in self._chances:
            free = self._past.free_day(lane.account, lane.pace, self._hours.day(at))
            first = max(at.astimezone(UTC), self._hours.moment(free))
            self._chances[lane, at] = first if lane.pace.always else self._hours.opening(first)
        return self._chances[lane, at]

    def _slot(self, article: Article, account: str, now: datetime) -> Slot:
        shares = self._past.here(article, account)
        occasion, variant = ANNOUNCEMENT, 0
        if shares:
            number = max(shares.count, shares.instance) + 1
            occasion, variant = Occasion(Kind.EVERGREEN, str(number)), shares.variant + 1
        slot = Slot(article, account, occasion, now, variant)
        self._past.add(Posted(article.uid, article.lang, account, str(occasion), now, variant))
        self._chances.clear()
        return slot
