"""The [[event]] tables of calendar.toml -> campaigns and awareness days, planned ahead (seed: Plan).

[[event]]
name = "Wereld Mondgezondheidsdag"
first = 2027-03-16
last = 2027-03-20
yearly = true
articles = ["tanden-poetsen-kind", "suiker-en-gaatjes"]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from syndicate.content import days, markup, naming, signs
from syndicate.content.mistakes import Mistakes, meant, shown
from syndicate.model import Article, Calendar, Event, Finding

KEYS = ("name", "first", "last", "yearly", "articles")
LONGEST_NAME = 100
LONGEST = timedelta(300)
MOST_ARTICLES = 50


def event(row: Mapping[str, Any], line: int, listed: int, mistakes: Mistakes) -> Event | None:
    """Return an event, None where it is mistaken; `line` is where it begins, `listed` that of its articles.

    Dates are whole dates, also of a yearly event: it begins in that year and comes back in every later
    one. An event lasts 300 days at most, so that it never meets itself.
    """
    name = row.get("name", "")
    slug = naming.slugify(name) if isinstance(name, str) and len(name) <= LONGEST_NAME else ""
    if not slug:
        mistakes.add("event-name", line, most=LONGEST_NAME)
        return None
    if signs.scan(name, line, mistakes) or markup.scan(name, line, mistakes):
        return None
    found = days.span(row, line, "event-day", mistakes)
    articles = _articles(row.get("articles"), listed, mistakes)
    yearly = row.get("yearly", False)
    if not isinstance(yearly, bool):
        mistakes.add("yes-no", line, field="yearly", sign=" =", given=shown(str(yearly)))
    elif found and found[1] - found[0] > LONGEST:
        mistakes.add("event-long", line, most=LONGEST.days)
    elif found and articles:
        return Event(" ".join(name.split()), slug, *found, articles, yearly, listed, mistakes.file, line)
    return None


def once(events: Iterable[tuple[Event, int]], mistakes: Mistakes) -> tuple[Event, ...]:
    """Return the events without those that have name and year of an earlier one: both name posts."""
    kept: list[Event] = []
    for found, line in events:
        same = [e for e in kept if e.slug == found.slug and _meet(e, found)]
        if same:
            mistakes.add("event-twice", line, name=shown(found.name))
        else:
            kept.append(found)
    return tuple(kept)


def strangers(events: Iterable[Event], articles: Sequence[Article], file: str) -> tuple[Finding, ...]:
    """Return a warning for every uid in an event that no article has, with the nearest one.

    It stops nothing: an event without its article is only passed by.
    """
    mistakes = Mistakes(file)
    known = {article.uid for article in articles}
    for found in events:
        for uid in found.articles:
            if uid not in known:
                mistakes.add(
                    "event-article", found.line, name=shown(found.name), given=uid, meant=meant(uid, known)
                )
    return mistakes.of("")


def closed(calendar: Calendar, today: date, file: str) -> tuple[Finding, ...]:
    """Return a warning for every event, still to end, whose days all lack posting hours or are quiet.

    Of a yearly one the coming days are looked at. It stops nothing: accounts that always post share it.
    """
    mistakes = Mistakes(file)
    for found in calendar.events:
        years = range(max(found.first.year, today.year - 1), today.year + 2)
        each = [found.of_year(year) for year in years] if found.yearly else [(found.first, found.last)]
        coming = next((days for days in each if days[1] >= today), None)
        if coming and not calendar.opens(*coming):
            mistakes.add("event-closed", found.line, name=shown(found.name), year=coming[0].year)
    return mistakes.of("")


def _articles(written: Any, line: int, mistakes: Mistakes) -> tuple[str, ...]:
    uids = written if isinstance(written, list) and len(written) <= MOST_ARTICLES else []
    if not uids or not all(isinstance(uid, str) and naming.is_name(uid) for uid in uids):
        mistakes.add("event-articles", line, most=MOST_ARTICLES)
        return ()
    return tuple(dict.fromkeys(uids))


def _meet(one: Event, other: Event) -> bool:
    first, later = sorted((one, other), key=lambda e: e.first.year)
    return first.first.year == later.first.year or first.yearly
