"""A WordPress export, read by Pelican's own importer; its texts become Markdown without anything that acts.

Pelican's importer would call pandoc for that, a program of 150 MB that most machines lack. What it needs of
its own, Beautiful Soup, is what markdownify needs as well, so both are one small extra and nothing is asked
of the machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

from syndicate.errors import ContentError, SettingsError
from syndicate.site import markup

LARGEST = 200_000_000
HEAD = 100_000
BASE = re.compile(r"<wp:base_blog_url>\s*([^<\s]+)|<link>\s*([^<\s]+)")
LEFT = re.compile(r"<wp:status>(?:<!\[CDATA\[)?\s*(?:private|pending|future)\b")
ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
ACTING = re.compile(r"<(script|iframe|object|embed|form|style|video|audio|input|svg)\b", re.IGNORECASE)
SHORTCODE = re.compile(r"\[/?([a-zA-Z][\w-]{1,40})(?:\s[^\]\n]{0,500})?/?\](?!\()")
IMAGE = re.compile(r'<img\b[^>]*?\bsrc="([^"]+)"')
HREF = re.compile(r'<a\b[^>]*?\bhref="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Post:
    """One post or page: `status` and `author` as WordPress has them, `body` in Markdown.

    `acting` are the elements that were taken out, `shortcodes` those that stand in the text still;
    `pictures` are addresses, `links` those that lead to the old site itself.
    """

    title: str
    slug: str
    date: str
    author: str
    status: str
    page: bool
    topic: str
    tags: tuple[str, ...]
    body: str
    acting: tuple[str, ...]
    shortcodes: tuple[str, ...]
    pictures: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """All of an export: its posts and pages, and how many others (private, waiting) were left in it."""

    posts: tuple[Post, ...]
    left: int


def read_export(file: Path) -> Export:
    """Read an export (WXR) of WordPress.

    Raises ContentError where it is none, SettingsError without the extra or a file that can be read.
    """
    from importlib.util import find_spec

    if any(find_spec(name) is None for name in ("bs4", "markdownify")):
        raise SettingsError(
            "reading an export of WordPress needs two small packages: pip install 'expertstatus[wordpress]'."
        )
    text = _text(file)
    base = BASE.search(text[:HEAD])
    host = _host((base[1] or base[2]) if base else "")
    try:
        posts = tuple(_post(fields, host) for fields in _fields(file))
    except (AttributeError, TypeError, ValueError, KeyError) as error:
        raise ContentError(
            f"{file}: this is no whole export of WordPress ({type(error).__name__}). Make it anew there: "
            "Tools, Export, All content."
        ) from error
    return Export(posts, len(LEFT.findall(text)))


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST:
            raise ContentError(f"{file}: an export may have {LARGEST // 1_000_000} MB at most.")
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{file}: {error.strerror}. Say the file that WordPress exported.") from error
    except UnicodeDecodeError as error:
        raise ContentError(f"{file}: this is no text in UTF-8, as exports of WordPress are.") from error
    if "<rss" not in text[:HEAD] or ENTITY.search(text[:HEAD]):
        raise ContentError(f"{file}: this is no export of WordPress.")
    return text


def _fields(file: Path) -> Iterator[tuple[str, ...]]:
    from pelican.tools.pelican_import import wp2fields

    from syndicate.site.press import no_trace

    with no_trace():
        yield from wp2fields(str(file))


def _post(fields: tuple[str, ...], host: str) -> Post:
    from markdownify import markdownify
    from pelican.tools.pelican_import import decode_wp_content

    title, content, name, date, author, categories, tags, status, kind, _ = fields
    html = decode_wp_content(content or "")
    clean = markup.clean(html)
    body = markdownify(clean, heading_style="ATX", bullets="-", escape_underscores=False)
    links = (unescape(a) for a in HREF.findall(clean))
    return Post(
        title=str(title).strip(),
        slug=str(name or ""),
        date=str(date or ""),
        author=str(author or ""),
        status=str(status),
        page=kind == "page",
        topic=str(categories[0]) if categories else "",
        tags=tuple(str(t) for t in tags),
        body=re.sub(r"\n{3,}", "\n\n", body).strip(),
        acting=_once(name.lower() for name in ACTING.findall(html)),
        shortcodes=_once(name.lower() for name in SHORTCODE.findall(markup.words(clean))),
        pictures=_once(unescape(a) for a in IMAGE.findall(clean)),
        links=_once(a for a in links if host and _host(a) == host),
    )


def _once(found: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")
