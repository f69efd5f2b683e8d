"""What else to read: articles on the same things, and the neighbours in a topic. Pure; no clock is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from syndicate.model import Article, Season

MOST = 3
TOPIC, TAG, TIMELY = 4, 3, 1


def join(articles: Iterable[Any], today: date) -> None:
    """Give each of Pelican's articles (furnished) its `related`, and `before` and `after` in its topic.

    All in its own language, and only what is in lists. The order within a topic is that of its page.
    """
    languages: dict[str, list[Any]] = {}
    for article in articles:
        languages.setdefault(article.lang, []).append(article)
    for group in languages.values():
        listed = [
            a for a in group if a.status == "published" and not getattr(a, "unread", False) and a.expert
        ]
        for article in group:
            article.related = _related(article, listed, today) if article.expert else ()
            article.before = article.after = None
        topics: dict[str, list[Any]] = {}
        for article in listed:
            topics.setdefault(article.category.slug, []).append(article)
        for row in topics.values():
            for earlier, later in pairwise(row):
                earlier.after, later.before = later, earlier


def in_season(season: Season | None, today: date) -> bool:
    """Tell whether a day lies in the yearly weeks of a season, which may run over New Year."""
    if season is None:
        return False
    week, first, last = today.isocalendar().week, season.first_week, season.last_week
    return first <= week <= last if first <= last else week >= first or week <= last


def score(article: Article, other: Article, today: date) -> int:
    """Return how much two articles have to do with each other; 0 is nothing.

    One topic counts most, each tag that both have nearly as much; what fits this week goes before its equals.
    """
    shared = {t.casefold() for t in article.tags} & {t.casefold() for t in other.tags}
    alike = TOPIC * (bool(article.topic) and article.topic == other.topic) + TAG * len(shared)
    return alike + TIMELY * in_season(other.season, today) if alike else 0


def _related(article: Any, listed: Sequence[Any], today: date) -> tuple[Any, ...]:
    # `listed` is in the site's own order, newest first: of equals the first one stays first
    told = [(score(article.expert, a.expert, today), a) for a in listed if a.expert.uid != article.expert.uid]
    ranked = sorted((pair for pair in told if pair[0]), key=lambda pair: -pair[0])
    return tuple(a for _, a in ranked[:MOST])
