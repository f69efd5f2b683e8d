"""From vetted content to an edition: what may be seen today is rendered, and what is amiss is noted."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from syndicate.model import Approval, Article, Finding, Severity, Status, Topic, Words, unread
from syndicate.model.form import PICTURE
from syndicate.site import addresses, links, markup, moved
from syndicate.site.edition import OTHER, Edition
from syndicate.site.gallery import Gallery
from syndicate.site.notice import notice
from syndicate.site.unlinked import Absent

if TYPE_CHECKING:
    from syndicate.content import Content
    from syndicate.content.front_matter import Document
    from syndicate.settings import Settings


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
    found.extend(addresses.same(seen))
    found.extend(addresses.in_the_way(content.pages, seen, settings))
    topics = _topics(seen, content, settings.language)
    shown = [_shown(a, topics.get(a.ref)) for a in seen]
    articles = {(settings.root / a.file).resolve(): a for a in shown}
    folder = links.Folder(
        settings.content, settings.root, frozenset(articles), (settings.private,), settings.siteurl
    )
    cache = settings.state / "cache" / "pictures"
    gallery = Gallery(folder, cache, settings.siteurl)
    listed = [a for a in shown if a.status is Status.PUBLISHED]
    absent = Absent(settings, folder, content.left, listed)
    html = {a.ref: _html(a, absent, gallery, found) for a in shown}
    found.extend(_in_pages(absent, content.pages))
    found.extend(_astray(settings, content.pages))
    photos = {a.ref: p for a in shown if a.image and (p := gallery.photo(a, found))}
    gallery.portraits(content.people.values(), settings.practice, found)
    _look_at_pages(gallery, content.pages, settings)
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
        drawn=gallery.drawn,
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
        pages=content.pages,
        absent=absent,
        moves=tuple(moved.moves(settings, shown, content)),
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
        aliases=article.aliases,
        short=article.short,
        lines=article.lines,
        note=article.note,
    )


def _html(article: Article, absent: Absent, gallery: Gallery, found: list[Finding]) -> str:
    if article.status is Status.WITHDRAWN:
        return notice(article)
    try:
        html, stand = markup.rendered(article.body, article.lang, absent.settings.practice)
    except RecursionError:
        found.append(_finding(article, "site.nested", NESTED, article.body_line))
        return ""
    if not stand:
        found.append(_finding(article, "site.form", FORM, article.body_line))
    place = links.Place(article.file, article.ref, article.body, article.body_line)
    here = absent.base(article)
    found.extend(absent.told(html, place, here))
    html = absent.out_of(html, article.file, here)
    found.extend(absent.folder.broken(html, place))
    return markup.sized(html, gallery.sizes(html, place, found))


def _in_pages(absent: Absent, pages: Mapping[Path, Document | None]) -> Iterator[Finding]:
    """Yield what is told of the links that are taken out of the site's own pages."""
    for file, document in pages.items() if absent.articles else ():
        name = Path(os.path.relpath(file, absent.settings.root.resolve())).as_posix()
        if document is None:
            text = file.read_text(encoding="utf-8", errors="replace")
            yield from absent.told(markup.clean(text), links.Place(name, "", text))
        else:
            html = markup.html_of(document.body, absent.settings.language)
            yield from absent.told(html, links.Place(name, "", document.body, document.body_line))


def _look_at_pages(gallery: Gallery, pages: Mapping[Path, Document | None], settings: Settings) -> None:
    """Have the pictures of the site's own pages drawn; one that cannot be is told of where it is shown."""
    for file, document in pages.items():
        if document and PICTURE.search(document.body):
            name = Path(os.path.relpath(file, settings.root.resolve())).as_posix()
            gallery.sizes(markup.html_of(document.body, settings.language), links.Place(name), [])


def _astray(settings: Settings, pages: Mapping[Path, Document | None]) -> Iterator[Finding]:
    """Yield which of the site's own pages hold a short form where none can stand."""
    for file, document in pages.items():
        if document and ":::" in document.body and not markup.rendered(document.body, settings.language)[1]:
            name = Path(os.path.relpath(file, settings.root.resolve())).as_posix()
            yield Finding("site.form", Severity.ERROR, *FORM, file=name, line=document.body_line)


def _undated(articles: tuple[Article, ...]) -> Iterator[Finding]:
    for article in articles:
        if article.status is Status.PUBLISHED and article.date is None:
            yield _finding(article, "site.undated", UNDATED, article.line("status"))


def _finding(article: Article, code: str, words: tuple[Words, Words], line: int) -> Finding:
    return Finding(code, Severity.ERROR, *words, file=article.file, line=line, subject=article.ref)


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
FORM = (
    Words(
        "een blok (`:::`) begint of eindigt binnen een lijst, een stuk HTML of iets anders.",
        "a form (`:::`) begins or ends inside a list, a piece of HTML or something else.",
    ),
    Words(
        "Zet de eerste en de laatste regel van elk blok tussen gewone alinea's.",
        "Put the first and the last line of each form between ordinary paragraphs.",
    ),
)
