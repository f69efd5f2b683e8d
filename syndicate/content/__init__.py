"""Files -> nouns: articles, people and the calendar, and every mistake with file, line and mend.

Nothing here raises on what is in a file, follows a link out of the content folder, or reads without
a bound. The front matter is data in `schema`; docs/front-matter.md is written from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from syndicate.content import files, together
from syndicate.content.article import read_article
from syndicate.content.calendar import read_calendar
from syndicate.content.mistakes import Mistakes
from syndicate.content.people import read_people
from syndicate.content.signature import article_hash
from syndicate.model import Article, Calendar, Finding, Person

__all__ = ["Content", "article_hash", "read", "read_article", "read_calendar", "read_people"]


@dataclass(frozen=True, slots=True)
class Content:
    """All that the practice wrote: articles of every status in the order of their files.

    `findings` has the subject uid/lang where an article was made, the file where none could be, and
    "" for people.toml, calendar.toml and the folder itself.
    """

    articles: tuple[Article, ...]
    people: Mapping[str, Person]
    calendar: Calendar
    findings: tuple[Finding, ...]


def read(folder: Path, *, root: Path, timezone: str, language: str, today: date) -> Content:
    """Read the content folder; never raises on bad input, every mistake is a finding.

    `timezone` (IANA) is that of dates without an offset, `language` that of articles without `lang`;
    `today` is the date of a draft without one.
    """
    people, findings = read_people(folder / "people.toml", root, folder)
    calendar, more = read_calendar(folder / "calendar.toml", root, timezone)
    passed: list[Mistakes] = []
    articles: list[Article] = []
    said = [*findings, *more]
    for path in files.articles(folder, root, passed):
        article, wrong = read_article(
            path, root=root, timezone=timezone, language=language, people=people, content=folder, today=today
        )
        said += wrong
        if article:
            articles.append(article)
    for mistakes in passed:
        said += mistakes.of(mistakes.file)
    said += together.check(articles)
    return Content(tuple(articles), people, calendar, tuple(sorted(said, key=lambda f: (f.file, f.line))))
