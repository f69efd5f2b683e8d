"""The days of a check that nobody wrote down: those of the yes that was said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, tzinfo

from syndicate.content import Content
from syndicate.model import Approval, Article, Role, wrote

YEARS = 2
"""How long a check holds that says no day of the next; PIF TICK allows three years."""


def dated(signed: Iterable[tuple[str, Approval]], read: Content, zone: tzinfo) -> Content:
    """Return the content in which an article without the day of its check has that of the latest medical yes.

    Days are the practice's own. A yes to an earlier text counts too: a mended word takes no page off the
    site, and what the page says of its check is as old as that. Nobody dates their own text.
    """
    people, days = read.people, dict[str, date]()
    articles = {article.ref: article for article in read.articles}
    for ref, yes in signed:
        known = ref in articles and yes.person in people
        if known and yes.role is Role.MEDICAL and not wrote(people[yes.person], articles[ref]):
            days[ref] = max(days.get(ref, date.min), yes.at.astimezone(zone).date())
    return replace(read, articles=tuple(_dated(a, days.get(a.ref)) for a in read.articles))


def _dated(article: Article, day: date | None) -> Article:
    if day is None or article.note or article.last_reviewed:
        return article
    written = article.next_review
    return replace(
        article, last_reviewed=day, next_review=written if written and written > day else _later(day)
    )


def overdue(article: Article, today: date) -> bool:
    """Tell whether a text that a yes dated is to be read anew: another yes is all that it needs."""
    dated = article.last_reviewed is not None and "last_reviewed" not in article.lines
    return dated and article.next_review is not None and article.next_review <= today


def _later(day: date) -> date:
    """Return the same day YEARS on; of the 29th of February the 28th."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + YEARS, day=28 if leap else day.day)
