"""A blog's articles as Pelican reads them -> ours: what its front matter lacks is derived or left out.

Pelican, its readers and the blog's own plugins say what an article is: its title, date, status, language,
authors, category and summary. Nothing here parses a text but to show on which line something stands.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from html import unescape
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from syndicate.content import Content, read_calendar, signed
from syndicate.content import front_matter as head
from syndicate.content.mistakes import Mistakes
from syndicate.content.naming import derived_uid, is_language, is_name, slugify
from syndicate.content.pictures import KINDS
from syndicate.model import Article, Person, Status, Teaser, Words
from syndicate.site import markup

if TYPE_CHECKING:
    from syndicate.settings import Settings

MARKDOWN = frozenset({".md", ".markdown", ".mkd", ".mdown"})
PICTURES = ("image", "cover", "featured_image", "og_image", "thumbnail")
HEADING = re.compile(r"<h([1-6])[^>]*>(.*?)</h\1>", re.DOTALL | re.IGNORECASE)
ITEM = re.compile(r"<li[^>]*>", re.IGNORECASE)
BLOCK = re.compile(
    r"<br ?/?>|</?(?:p|div|ul|ol|table|tr|pre|blockquote|figure|section|dl|dt|dd)\b[^>]*>", re.I
)
TAG = re.compile(r"<[^>]*>")
FURTHEST = 9000


def read_blog(settings: Settings, *, known: Mapping[str, str]) -> Content:
    """Return all that Pelican reads of a blog, drafts and hidden articles included.

    `known` are the uids that the ledger holds, by file: an article keeps its own when its slug changes.
    Raises SiteError where Pelican cannot run at all; what it says of single texts are findings.
    """
    from syndicate.site import press
    from syndicate.site.blog_build import blog_conf

    with tempfile.TemporaryDirectory() as aside:
        found, findings = press.read_blog(blog_conf(settings, Path(aside)))
        articles = [_article(one, settings) for one in found]
    named = _named(sorted(articles, key=lambda a: a.file), known)
    people = {p.id: p for a in named for p in a.authors}
    calendar, more = read_calendar(settings.content / "calendar.toml", settings.root, settings.timezone)
    return Content(tuple(named), people, {}, calendar, (*findings, *more))


def _article(one: Any, settings: Settings) -> Article:
    """Return one of Pelican's articles as ours; its uid is what its header says, else its slug."""
    told = one.metadata
    file = Path(one.source_path)
    body, line = _body(one, file)
    image = _image(told, settings.content)
    made = Article(
        uid=str(told.get("uid") or one.slug).strip(),
        lang=_lang(str(one.lang), settings.language),
        title=markup.words(str(one.title)),
        slug=str(one.slug),
        file=Path(os.path.relpath(file, settings.root)).as_posix(),
        body=body,
        status=Status.DRAFT if one.status == "draft" else Status.PUBLISHED,
        listed=one.status != "hidden",
        date=_moment(getattr(one, "date", None)),
        modified=_moment(getattr(one, "modified", None)),
        authors=tuple(_person(str(a)) for a in getattr(one, "authors", ())),
        topic=str(getattr(one, "category", "")),
        tags=tuple(str(t) for t in getattr(one, "tags", ())),
        summary=markup.words(markup.clean(str(one.summary))),
        image=image,
        image_alt=str(told.get("image_alt") or "") if image else "",
        teasers=tuple(Teaser(t) for t in _listed(told.get("teasers"))),
        sample=str(told.get("sample", "")).strip().lower() in ("true", "yes", "on", "1"),
        overrides=_overrides(told.get("overrides")),
        body_line=line,
    )
    return signed(made, settings.content, file)


def _named(articles: Iterable[Article], known: Mapping[str, str]) -> list[Article]:
    """Give each article its uid: that of the ledger, else its own or its slug, else one of its file.

    Of two that would have the same name, the one that the ledger knows keeps it, then the older one.
    """
    wanted: defaultdict[tuple[str, str], list[Article]] = defaultdict(list)
    for article in articles:
        name = known.get(article.file) or _name(article)
        wanted[name, article.lang].append(replace(article, uid=name))
    named = []
    for same in wanted.values():
        first = min(same, key=lambda a: (a.file not in known, a.date.timestamp() if a.date else inf, a.file))
        named += [a if a is first else replace(a, uid=derived_uid(a.file)) for a in same]
    return sorted(named, key=lambda a: a.file)


def _name(article: Article) -> str:
    if is_name(article.uid):
        return article.uid
    plain = slugify(article.uid)
    return plain if is_name(plain) else derived_uid(article.file)


def _body(one: Any, file: Path) -> tuple[str, int]:
    """Return the text and the line that it begins on: of Markdown as written, of all else its words."""
    if file.suffix.lower() in MARKDOWN:
        written = file.read_text(encoding="utf-8-sig", errors="replace")
        note = head.split(written.replace("\r\n", "\n"), Mistakes(file.name), {})
        if note is not None and note.body:
            return note.body, note.body_line
    return _words(one.content or ""), 1


def _words(html: str) -> str:
    """Return the words of HTML as plain Markdown: headings, items and paragraphs, nothing else."""
    text = HEADING.sub(lambda m: f"\n\n{'#' * int(m[1])} {TAG.sub('', m[2]).strip()}\n\n", html)
    text = TAG.sub("", BLOCK.sub("\n\n", ITEM.sub("\n\n- ", text)))
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", unescape(text)).strip()


def _image(told: Mapping[str, Any], content: Path) -> str:
    """Return the picture that the header names, where it is one that can be drawn and lies in the blog."""
    for name in PICTURES:
        path = re.sub(r"^[{|]\w+[|}]", "", str(told.get(name) or "")).lstrip("/")
        file = (content / path).resolve()
        if Path(path).suffix.lower() in KINDS and file.is_file() and file.is_relative_to(content.resolve()):
            return path
    return ""


def _lang(code: str, otherwise: str) -> str:
    """Return a language code as we write it: PT_br -> pt-BR; the blog's own where it is none."""
    first, *rest = code.replace("_", "-").split("-")
    plain = "-".join([first.lower(), *(p.title() if len(p) == 4 else p.upper() for p in rest)])
    return plain if is_language(plain) else otherwise


def _moment(at: Any) -> datetime | None:
    """Return Pelican's time as a plain one; a draft without a date has one that never comes."""
    if not isinstance(at, datetime) or at.year > FURTHEST:
        return None
    return datetime.combine(at.date(), at.time(), at.tzinfo)


def _person(name: str) -> Person:
    return Person(slugify(name) or "author", name, "", Words("", ""))


def _listed(value: Any) -> tuple[str, ...]:
    texts = value if isinstance(value, list | tuple) else str(value or "").splitlines()
    return tuple(text for t in texts if isinstance(t, str) and (text := t.strip()))


def _overrides(value: Any) -> dict[str, str]:
    """Return the exceptions of an article: a mapping, or lines of `code: name: reason`."""
    if isinstance(value, Mapping):
        return {str(k): _reason(v) for k, v in value.items()}
    lines = (line.partition(":") for line in _listed(value))
    return {code.strip(): text.strip() for code, _, text in lines if text.strip()}


def _reason(value: Any) -> str:
    return f"{value.get('name', '')}: {value.get('reason', '')}" if isinstance(value, Mapping) else str(value)
