"""The card that a link shows on a network: put into the head of a page whose theme says nothing of it.

Into the finished page, and not by a template that each theme would have to include: it works for a theme of
anybody's, and changes nothing where a theme has its own tags. Each tag is put in only where the page has none
of that name, so what a theme says always holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from syndicate.site.language import locale_of

BLOG = "EXPERTSTATUS_BLOG"
END_OF_HEAD = re.compile(r"</head\s*>|<body\b", re.IGNORECASE)
NAMED = re.compile(r"<meta\b[^>]*?\b(?:property|name)\s*=\s*[\"']?([\w:.-]+)", re.IGNORECASE)
CANONICAL = re.compile(r"<link\b[^>]*\brel\s*=\s*[\"']?canonical\b", re.IGNORECASE)
GRAPH = re.compile(r"<script\b[^>]*application/ld\+json", re.IGNORECASE)


def put_card(path: str, context: dict[str, Any]) -> None:
    """Complete the head of a blog's written page; Pelican calls this (signal content_written) for each."""
    article = getattr(context.get("article"), "expertstatus", None)
    if context.get(BLOG) is None or article is None or article.share_image is None:
        return
    file = Path(path)
    html = file.read_bytes().decode()
    file.write_bytes(with_card(html, article, str(context.get("SITENAME", ""))).encode())


def with_card(html: str, article: Any, sitename: str) -> str:
    """Return a page with the tags that its head lacks; one without a head stays as it is."""
    end = END_OF_HEAD.search(html)
    if end is None:
        return html
    head = html[: end.start()]
    there = {name.lower() for name in NAMED.findall(head)}
    if "og:image" in there:  # then its size and description are the theme's as well
        there |= {f"og:image:{what}" for what in ("type", "width", "height", "alt")}
    lines = [str(tag) for name, tag in _tags(article, sitename) if name not in there]
    if not CANONICAL.search(head):
        lines.append(f'<link rel="canonical" href="{escape(article.absolute_url)}">')
    if not GRAPH.search(head):
        lines.append(f'<script type="application/ld+json">{article.jsonld}</script>')
    return "\n".join([head.rstrip(" "), *lines, html[end.start() :]])


def _tags(article: Any, sitename: str) -> Iterator[tuple[str, Markup]]:
    picture = article.share_image
    told = {
        "og:type": "article",
        "og:title": article.plain_title,
        "og:description": article.description,
        "og:url": article.absolute_url,
        "og:site_name": sitename,
        "og:locale": locale_of(article.lang),
        "og:image": picture.url,
        "og:image:type": picture.type,
        "og:image:width": picture.width,
        "og:image:height": picture.height,
        "og:image:alt": picture.alt,
    }
    for name, value in told.items():
        yield name, Markup('<meta property="{}" content="{}">').format(name, value)
    yield "twitter:card", Markup('<meta name="twitter:card" content="summary_large_image">')
