"""due: what goes out now, and why the rest does not. coming: the same question, over and over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
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
    post_key,
)
from syndicate.model.slot import ONCE
from syndicate.plan import reasons
from syndicate.plan.again import Again, Turn
from syndicate.plan.hours import Hours
from syndicate.plan.past import Past
from syndicate.plan.year import Year

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

    Notes come first, each once on an account and until its last day; then what an event in its last seven
    days asks for; then new articles, in the order of their
    dates; then other events (all these go to all accounts at once); then those whose season it is, once
    a season; then evergreen articles. Of each kind the one longest not shared on its account goes
    first. Every share but the first comes at least `article_gap_days` after the article's last one on
    any account (so that accounts never say the same in chorus; adopted ones hold back no event or
    season), an evergreen one also `gap_days` after that on its own.
    An article with a share whose outcome is unknown waits on that account, as one that a person put off
    does, and on a lane with `only` what that does not name. From the review date on nothing is shared.
    Windows and quiet days hold for all but `always` lanes, caps for all; what does not fit moves to the next
    good moment instead of bursting. The same input in any order gives the same plan.
    """
    return _Agenda(calendar, history).at(articles, lanes, now)


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
    agenda = _Agenda(calendar, history)
    living = [article for article in articles if article.status is Status.PUBLISHED]
    slots: list[Slot] = []
    moment, end = now.astimezone(UTC), now.astimezone(UTC) + timedelta(days)
    while moment < end:
        plan = agenda.at(living, lanes, moment.astimezone(agenda.zone))
        slots.extend(plan.slots)
        chances = [skip.until for skip in plan.skips if skip.until]
        moment = min([*chances, moment + HOUR if plan.slots else end])
    return tuple(slots)


def due_since(
    slots: Sequence[Slot],
    lanes: Mapping[str, Lane],
    calendar: Calendar,
    history: Sequence[Posted],
    floors: Mapping[str, datetime],
) -> dict[str, datetime]:
    """Return by key the first moment (UTC) at which each slot might have gone out, until its own at last.

    `lanes` are by account, and `floors` say by key since when all but the clock is as it is; before the
    last share on its account or of its article the answer was another one as well. A slot that may not
    go out by then is left out.
    """
    agenda = _Agenda(calendar, history)
    changed: dict[tuple[str, ...], datetime] = {}
    for posted in history:
        for what in ((posted.account,), (posted.uid, posted.lang)):
            changed[what] = max(posted.at, changed.get(what, posted.at))
    found = {}
    for slot in slots:
        lane, article = lanes[slot.account], slot.article
        touched = (changed.get((slot.account,)), changed.get((article.uid, article.lang)))
        first = max([floors[slot.key], *(at for at in touched if at)])
        moment = agenda.first(slot, lane, first.astimezone(UTC))
        if moment:
            found[slot.key] = moment
    return found


@dataclass(frozen=True, slots=True)
class _Wait:
    """Why an article has to wait, and the earliest moment at which that reason ends (None: unknown)."""

    code: str
    why: Words
    until: datetime | None = None


def _unsaid(article: Article, lane: Lane, occasion: Occasion) -> _Wait | None:
    key = post_key(article.uid, article.lang, lane.account, str(occasion))
    return _Wait("yes", reasons.YES) if lane.only is not None and key not in lane.only else None


class _Agenda:
    """One calendar and one history that grows with every slot given out."""

    def __init__(self, calendar: Calendar, history: Sequence[Posted]) -> None:
        self._hours = Hours(calendar)
        self._past = Past(history, self._hours)
        self._again = Again(self._past, Year(calendar))
        self.zone = self._hours.zone
        # kept by account and moment until a slot is given
        self._chances: dict[tuple[str, datetime], datetime | None] = {}
        self._waits: dict[tuple[str, datetime], _Wait | None] = {}

    def at(self, articles: Sequence[Article], lanes: Sequence[Lane], now: datetime) -> Plan:
        slots: list[Slot] = []
        skips: list[Skip] = []
        day = self._hours.day(now)
        turns = sorted(product(articles, lanes), key=lambda pair: self._turn(pair[0], pair[1], day))
        for article, lane in turns:
            found = self._look(article, lane, now.astimezone(UTC))
            if isinstance(found, _Wait):
                skips.append(Skip(article, lane.account, found.code, found.why, found.until))
            else:
                slots.append(self._slot(article, lane.account, found, now))
        return Plan(tuple(slots), tuple(skips))

    def first(self, slot: Slot, lane: Lane, moment: datetime) -> datetime | None:
        """Return the first moment from `moment` to the slot's own at which it is due (UTC)."""
        end = slot.at.astimezone(UTC)
        while moment <= end:
            seen = self._look(slot.article, lane, moment)
            if seen == slot.occasion:
                return moment
            if not isinstance(seen, _Wait):  # another occasion came before; one begins with a day
                moment = self._hours.moment(self._hours.day(moment) + timedelta(1))
            elif seen.until is None:
                return None
            else:
                moment = seen.until
        return None

    def _turn(self, article: Article, lane: Lane, day: date) -> tuple[Turn, float, float, str, str]:
        shares = self._past.here(article, lane.account)
        last = shares.last.timestamp() if shares else 0.0
        date = article.date.timestamp() if article.date else 0.0
        turn = self._again.turn(article, lane, shares, day)
        return turn, last, date, article.ref, lane.account

    def _look(self, article: Article, lane: Lane, now: datetime) -> Occasion | _Wait:
        """Return the occasion on which an article goes out on an account now, or why it waits."""
        wait = self._never(article, lane, now) or self._unready(article, lane, now)
        if wait:
            return wait
        occasion, day = ANNOUNCEMENT, self._hours.day(now)
        shares = self._past.here(article, lane.account)
        if shares and article.note:
            return _Wait("once", reasons.ONCE_ONLY)
        if shares:
            chance = self._again.next(article, lane, shares, day)
            if chance.day > day:
                never = chance.code == "gap" and lane.pace.gap_days >= ONCE
                until = None if never else self._chance(lane, self._hours.moment(chance.day))
                return _Wait(chance.code, chance.why(lane.pace), until)
            occasion = chance.occasion
        wait = self._too_soon_for_account(lane, now)
        return wait or _unsaid(article, lane, occasion) or occasion

    def _never(self, article: Article, lane: Lane, now: datetime) -> _Wait | None:
        if article.status is Status.DRAFT:
            return _Wait("draft", reasons.DRAFT)
        if article.status is Status.WITHDRAWN:
            return _Wait("withdrawn", reasons.WITHDRAWN)
        if lane.languages and article.lang not in lane.languages:
            return _Wait("language", reasons.language(article.lang))
        if article.next_review and self._hours.day(now) >= article.next_review:
            return _Wait("review-date", reasons.review(article.next_review))
        if article.until and self._hours.day(now) > article.until:
            return _Wait("past", reasons.past(article.until))
        return None

    def _unready(self, article: Article, lane: Lane, now: datetime) -> _Wait | None:
        if article.date and article.date.astimezone(UTC) > now:
            return _Wait("future", reasons.FUTURE, self._chance(lane, article.date))
        later = lane.later.get(article.ref)
        if later and later > now:
            return _Wait("later", reasons.LATER, self._chance(lane, later))
        shares = self._past.here(article, lane.account)
        return _Wait("open", reasons.OPEN) if shares and shares.open else None

    def _too_soon_for_account(self, lane: Lane, now: datetime) -> _Wait | None:
        key = (lane.account, now)
        if key not in self._waits:
            self._waits[key] = self._account(lane, now)
        return self._waits[key]

    def _account(self, lane: Lane, now: datetime) -> _Wait | None:
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
        key = (lane.account, at)
        if key not in self._chances:
            free = self._past.free_day(lane.account, lane.pace, self._hours.day(at))
            first = max(at.astimezone(UTC), self._hours.moment(free))
            self._chances[key] = first if lane.pace.always else self._hours.opening(first)
        return self._chances[key]

    def _slot(self, article: Article, account: str, occasion: Occasion, now: datetime) -> Slot:
        shares = self._past.here(article, account)
        variant = shares.variant + 1 if shares else 0
        slot = Slot(article, account, occasion, now, variant)
        self._past.add(Posted(article.uid, article.lang, account, str(occasion), now, variant))
        self._again.forget(article)
        self._chances.clear()
        self._waits.clear()
        return slot
