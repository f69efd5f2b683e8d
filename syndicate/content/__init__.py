"""Files -> nouns: articles, people, topics and the calendar, and every mistake with file, line and mend.

Nothing here raises on what is in a file, follows a link out of the content folder, or reads without
a bound. The front matter is data in `schema`; docs/front-matter.md is written from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from syndicate.content import events, files, together, topics
from syndicate.content.article import read_article
from syndicate.content.calendar import read_calendar
from syndicate.content.consents import read_consents
from syndicate.content.front_matter import Document
from syndicate.content.mistakes import Mistakes
from syndicate.content.pages import read_pages
from syndicate.content.people import read_people
from syndicate.content.redirects import Redirects, read_redirects
from syndicate.content.signature import signed
from syndicate.content.topics import read_topics
from syndicate.model import Article, Calendar, Consent, Finding, Person, Topic

__all__ = ["Content", "read", "read_article", "read_calendar", "read_people", "read_topics", "signed"]


@dataclass(frozen=True, slots=True)
class Content:
    """All that the practice wrote: articles of every status in the order of their files.

    `findings` has the subject uid/lang where an article was made, the file where none could be, and
    "" for the practice's own files (people.toml ...) and the folder itself. Article.topic is what its author
    wrote; `syndicate.content.topics.find` says which of `topics` it means. `pages` are the site's own pages
    without a mistake by their file: fields and text, None of a page in HTML. `left` are articles that a run
    leaves out, though a text may lead to them. `redirects` are addresses that lead to another now.
    """

    articles: tuple[Article, ...]
    people: Mapping[str, Person]
    topics: Mapping[str, Topic]
    calendar: Calendar
    findings: tuple[Finding, ...]
    pages: Mapping[Path, Document | None] = field(default_factory=dict)
    consents: Mapping[str, Consent] = field(default_factory=dict)
    left: tuple[Article, ...] = ()
    redirects: Redirects = field(default_factory=Redirects)


def read(
    folder: Path, *, root: Path, timezone: str, language: str, today: date, private: Path | None = None
) -> Content:
    """Read the content folder; never raises on bad input, every mistake is a finding.

    `timezone` (IANA) is that of dates without an offset, `language` that of articles without `lang`;
    `today`, the practice's day, is the date of a draft without one, and the day on which an original must be
    public; of `private` (folder/private) nothing is read.
    """
    private = private or folder / "private"
    people, findings = read_people(folder / "people.toml", root, folder)
    known, wrong = read_topics(folder / "topics.toml", root)
    calendar, more = read_calendar(folder / "calendar.toml", root, timezone)
    consents, unclear = read_consents(folder / "consents.toml", root)
    redirects, twisted = read_redirects(folder / "redirects.toml", root)
    passed: list[Mistakes] = []
    articles: list[Article] = []
    said = [*findings, *wrong, *more, *unclear, *twisted]
    for path in files.articles(folder, root, passed, private):
        article, wrong = read_article(
            path,
            root=root,
            timezone=timezone,
            language=language,
            people=people,
            content=folder,
            private=private,
            today=today,
        )
        said += wrong
        if article:
            articles.append(article)
    for mistakes in passed:
        said += mistakes.of(mistakes.file)
    said += (
        *together.check(articles, today=today, zone=ZoneInfo(timezone)),
        *topics.strangers(articles, known),
    )
    dates = files.named(folder / "calendar.toml", root)
    said += (*events.strangers(calendar.events, articles, dates), *events.closed(calendar, today, dates))
    pages, wrong = read_pages(folder, root, timezone, private)
    said += wrong
    findings = tuple(sorted(said, key=lambda f: (f.file, f.line)))
    return Content(
        together.with_originals(together.with_writers(articles)),
        people,
        known,
        calendar,
        findings,
        pages,
        consents,
        redirects=redirects,
    )
