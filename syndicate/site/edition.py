"""What one build publishes: the vetted articles that may be seen today, as HTML, and what is beside them.

Drafts, articles of a coming day and the text of withdrawn ones never get in here; everything that is
written to the output comes out of here, so they cannot reach it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from syndicate.model import (
    Approval,
    Article,
    Finding,
    Person,
    Picture,
    Practice,
    Severity,
    Status,
    Topic,
    Words,
    is_foreign,
    needs_reader,
    readers,
    reads,
    unread,
    was_read,
)
from syndicate.site import links, markup
from syndicate.site.gallery import Gallery
from syndicate.site.notice import notice

if TYPE_CHECKING:
    from syndicate.content import Content
    from syndicate.settings import Settings

KEY = "SYNDICATE_BUILD"
OTHER = Words("Overig", "Other")


@dataclass(frozen=True)
class Edition:
    """The articles of one build by source file, with their HTML, and what furnishes their pages.

    `html`, `approvals`, `syndication`, `share_images`, `photos` and `topics` are keyed by uid/lang.
    Withdrawn articles are among `articles` without anything but what their notice says. The topic of an
    article is named in its own language; `order` holds the ids of all topics in the practice's order.
    `waiting` are the articles (uid/lang) that have a page, and are in no list, feed or search engine.
    """

    content: Path
    siteurl: str
    today: date
    language: str = ""
    practice: Practice = Practice()
    people: Mapping[str, Person] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    topics: Mapping[str, Topic] = field(default_factory=dict)
    articles: Mapping[Path, Article] = field(default_factory=dict)
    html: Mapping[str, str] = field(default_factory=dict)
    photos: Mapping[str, Picture] = field(default_factory=dict)
    pictures: frozenset[str] = frozenset()
    approvals: Mapping[str, tuple[Approval, ...]] = field(default_factory=dict)
    syndication: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    share_images: Mapping[str, Picture] = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()

    @cached_property
    def published(self) -> tuple[Article, ...]:
        """Return the articles with a page of their own, in the order of their names."""
        return tuple(a for a in self.articles.values() if a.status is Status.PUBLISHED)

    def at(self, file: str | Path) -> Article | None:
        """Return the article that was read from this file; None where it may not be seen."""
        return self.articles.get(Path(file).resolve())

    def approved(self, article: Article) -> tuple[tuple[Person, Approval], ...]:
        """Return who approved exactly this text.

        A person that left people.toml is not shown, nor one who cannot read the text's language.
        """
        foreign = is_foreign(article, self.language)
        return tuple(
            (person, a)
            for a in self.approvals.get(article.ref, ())
            if a.hash == article.hash and (person := self.people.get(a.person))
            if not foreign or reads(person, article.lang, self.language)
        )

    def read_by(self, article: Article) -> tuple[tuple[Person, Approval], ...]:
        """Return who, reading its language, approved exactly this text, where it needs somebody who does."""
        if not needs_reader(article, self.language):
            return ()
        signed = self.approvals.get(article.ref, ())
        return tuple((self.people[a.person], a) for a in readers(article, signed, self.people, self.language))

    def was_read(self, article: Article) -> bool:
        """Tell whether a withdrawn article ever was in lists and feeds, which then tell that it is gone."""
        return was_read(article, self.approvals.get(article.ref, ()), self.people, self.language)


def compile_edition(
    settings: Settings,
    content: Content,
    *,
    today: date,
    approvals: Mapping[str, tuple[Approval, ...]],
    syndication: Mapping[str, tuple[str, ...]],
) -> Edition:
    """Render what may be seen on `today` (the practice's day); mistakes are in its `findings`."""
    zone = ZoneInfo(settings.timezone)
    found = list(_undated(content.articles))
    seen = sorted((a for a in content.articles if _started(a, today, zone)), key=lambda a: a.ref)
    found.extend(_same_address(seen))
    topics = _topics(seen, content, settings.language)
    shown = [_shown(a, topics.get(a.ref)) for a in seen]
    articles = {(settings.root / a.file).resolve(): a for a in shown}
    folder = links.Folder(settings.content, settings.root, frozenset(articles), (settings.private,))
    cache = settings.state / "cache" / "pictures"
    gallery = Gallery(folder, cache, settings.siteurl)
    html = {a.ref: _html(a, folder, gallery, found) for a in shown}
    photos = {a.ref: p for a in shown if a.image and (p := gallery.photo(a, found))}
    gallery.portraits(content.people.values(), settings.practice, found)
    return Edition(
        content=settings.content,
        siteurl=settings.siteurl,
        today=today,
        language=settings.site_language,
        practice=settings.practice,
        people=content.people,
        order=tuple(content.topics),
        topics=topics,
        articles=articles,
        html=html,
        photos=photos,
        pictures=frozenset(gallery.wanted),
        approvals=approvals,
        syndication=syndication,
        waiting=unread(
            content.articles,
            approvals,
            content.people,
            language=settings.site_language,
            today=today,
            zone=zone,
        ),
        findings=tuple(found),
    )


def _started(article: Article, today: date, zone: ZoneInfo) -> bool:
    if article.status is Status.DRAFT or article.date is None:
        return False
    return article.date.astimezone(zone).date() <= today


def _topics(articles: list[Article], content: Content, language: str) -> dict[str, Topic]:
    """Return the topics of topics.toml by uid/lang; an article may also be under another.

    One that names none is under OTHER, by its name in the site's `language`.
    """
    from syndicate.content import topics

    called, other = topics.by_name(content.topics), OTHER.of(language)
    return {a.ref: topic for a in articles if (topic := topics.find(a.topic or other, called))}


def _shown(article: Article, topic: Topic | None) -> Article:
    if article.status is Status.WITHDRAWN:
        article = _without_text(article)
    return replace(article, topic=topic.name.of(article.lang)) if topic else article


def _without_text(article: Article) -> Article:
    """Keep of a withdrawn article what its notice says and what names it, nothing of the text."""
    return Article(
        uid=article.uid,
        lang=article.lang,
        title=article.title,
        slug=article.slug,
        file=article.file,
        body="",
        status=article.status,
        date=article.date,
        modified=article.modified,
        authors=article.authors,
        translation_of=article.translation_of,
        topic=article.topic,
        reason=article.reason,
        sample=article.sample,
    )


def _html(article: Article, folder: links.Folder, gallery: Gallery, found: list[Finding]) -> str:
    if article.status is Status.WITHDRAWN:
        return notice(article)
    try:
        html = markup.html_of(article.body, article.lang)
    except RecursionError:
        found.append(_finding(article, "site.nested", NESTED, article.body_line))
        return ""
    place = links.Place(article.file, article.ref, article.body, article.body_line)
    found.extend(folder.broken(html, place))
    return markup.sized(html, gallery.sizes(html, place, found))


def _undated(articles: tuple[Article, ...]) -> Iterator[Finding]:
    for article in articles:
        if article.status is Status.PUBLISHED and article.date is None:
            yield _finding(article, "site.undated", UNDATED, article.line("status"))


def _same_address(articles: list[Article]) -> Iterator[Finding]:
    taken: dict[tuple[str, str], Article] = {}
    for article in articles:
        first = taken.setdefault((article.lang, article.slug), article)
        if first is not article:
            said = Words(
                f"het adres {article.slug} is al van {first.file}.",
                f"the address {article.slug} already belongs to {first.file}.",
            )
            yield _finding(article, "site.address", (said, OTHER_SLUG), article.line("slug"))


def _finding(article: Article, code: str, words: tuple[Words, Words], line: int) -> Finding:
    return Finding(code, Severity.ERROR, *words, file=article.file, line=line, subject=article.ref)


def with_share_images(edition: Edition, drawn: Mapping[str, Picture]) -> Edition:
    """Return the edition with its share images by uid/lang."""
    return replace(edition, share_images=drawn)


UNDATED = (
    Words(
        "het artikel is openbaar, maar heeft geen datum.",
        "the article is published, but has no date.",
    ),
    Words(
        "Schrijf de eerste dag, bijvoorbeeld `date: 2026-11-21`.", "Write its first day: `date: 2026-11-21`."
    ),
)
NESTED = (
    Words(
        "de tekst is te diep in elkaar genest om te kunnen lezen.",
        "the text is nested too deeply to be read.",
    ),
    Words(
        "Haal lijsten in lijsten en rijen haken uit de tekst.",
        "Take lists in lists and rows of brackets out.",
    ),
)
OTHER_SLUG = Words("Geef een van beide een ander `slug`.", "Give one of the two another `slug`.")
