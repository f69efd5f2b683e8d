"""When and why an article comes back on an account: for an event, in its season, or as evergreen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from syndicate.model import Article, Kind, Lane, Occasion, Pace, Words
from syndicate.plan import reasons
from syndicate.plan.past import WEEK, Past, Shares
from syndicate.plan.year import Span, Year


class Turn(IntEnum):
    """Who goes first: a note, an event in its last seven days, what is new, other events, seasons, the rest.

    So an event has the posts of a whole week to itself, and none keeps news waiting for longer than that.
    """

    NOTE = 0
    ENDING = 1
    NEW = 2
    EVENT = 3
    SEASON = 4
    EVERGREEN = 5


@dataclass(frozen=True, slots=True)
class Chance:
    """One occasion: the first day on which it may be used, and the code of why not before.

    `span` is the event or season of that occasion, None for an evergreen share.
    """

    day: date
    turn: Turn
    occasion: Occasion
    code: str
    span: Span | None = None

    def why(self, pace: Pace) -> Words:
        """Return in words why it may not be used before its day, on an account of this pace."""
        if self.code == "article-gap":
            return reasons.article_gap(pace.article_gap_days)
        if self.span is None:
            return reasons.gap(pace.gap_days)
        return (
            reasons.event(self.span.name, self.span.first)
            if self.span.is_event
            else reasons.season(self.span.name)
        )


class Again:
    """Answers about one past and one year; each is kept until its days end or the article is shared."""

    def __init__(self, past: Past, year: Year) -> None:
        self._past = past
        self._year = year
        self._known: defaultdict[tuple[str, str], dict[str, tuple[date, date, Chance]]] = defaultdict(dict)

    def forget(self, article: Article) -> None:
        """Answer anew about an article: it was shared."""
        self._known.pop((article.uid, article.lang), None)

    def turn(self, article: Article, lane: Lane, shares: Shares | None, day: date) -> Turn:
        """Return whose turn an article has on an account; without shares it was never announced there."""
        if article.note:
            return Turn.NOTE
        if shares:
            return self.next(article, lane, shares, day).turn
        spans = self._year.spans(article, day, always=lane.pace.always)
        asked = any(day in span and _turn(span, day) is Turn.ENDING for span in spans)
        return Turn.ENDING if asked else Turn.NEW

    def next(self, article: Article, lane: Lane, shares: Shares, day: date) -> Chance:
        """Return the first occasion from `day` on; it may be used now where its day is not after `day`.

        An event goes before the season, and that before evergreen; neither of those is used where it
        would shut out an event that begins within `article_gap_days`. An article with a season is not
        evergreen: it comes back once a season. What was shared in a span's days had its share of it.
        """
        here = self._known[article.uid, article.lang]
        if known := here.get(lane.account):
            first, last, chance = known
            if first <= day <= last:
                return chance
        if not self._year.marks(article):
            first, last, chance = date.min, date.max, self._evergreen(article, lane, shares)
        else:
            chance = self._timely(article, lane, shares, day)
            first, last = day, min(max(day, chance.day), date(day.year, 12, 31))
        here[lane.account] = first, last, chance
        return chance

    def _timely(self, article: Article, lane: Lane, shares: Shares, day: date) -> Chance:
        known = self._year.spans(article, day, always=lane.pace.always)
        spans = [span for span in known if not shares.had(span)]
        chances = [self._span(span, article, lane, day) for span in spans]
        if article.season is None:
            chances.append(self._evergreen(article, lane, shares))
        events = [span.first for span in spans if span.is_event]
        for chance in sorted((c for c in chances if c), key=lambda c: (max(c.day, day), c.turn)):
            if chance.occasion.kind is Kind.EVENT:
                return chance
            use = max(chance.day, day)
            ahead = use + timedelta(lane.pace.article_gap_days)
            if not any(use < first <= ahead for first in events):
                return chance
        return _never(known)

    def _span(self, span: Span, article: Article, lane: Lane, day: date) -> Chance | None:
        """Return the chance in a span, None where the article's gap outlasts it."""
        last = self._past.last_before(article, span)
        free = last + timedelta(lane.pace.article_gap_days) if last else span.first
        if free > span.last:
            return None
        use = max(span.first, free)
        code = "article-gap" if free > max(span.first, day) else str(span.occasion.kind)
        return Chance(use, _turn(span, max(use, day)), span.occasion, code, span)

    def _evergreen(self, article: Article, lane: Lane, shares: Shares) -> Chance:
        occasion = Occasion(Kind.EVERGREEN, str(max(shares.count, shares.instance) + 1))
        last = self._past.last_day(article)
        here = shares.day + timedelta(lane.pace.gap_days)
        anywhere = last + timedelta(lane.pace.article_gap_days)
        if here >= anywhere:
            return Chance(here, Turn.EVERGREEN, occasion, "gap")
        return Chance(anywhere, Turn.EVERGREEN, occasion, "article-gap")


def _turn(span: Span, day: date) -> Turn:
    if not span.is_event:
        return Turn.SEASON
    return Turn.ENDING if (span.last - day).days < WEEK else Turn.EVENT


def _never(spans: tuple[Span, ...]) -> Chance:
    """Return what comes after all known seasons: each had its share, or a long gap outlasts them."""
    last = max((span for span in spans if not span.is_event), key=lambda span: span.last)
    return Chance(last.last + timedelta(1), Turn.SEASON, last.occasion, str(Kind.SEASON), last)
