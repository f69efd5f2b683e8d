"""A note: a few lines that are shared once, and soon; what an article must say, it need not."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta, tzinfo

from syndicate.content.front_matter import Document, Value
from syndicate.model import Article

LIFE = timedelta(days=30)
"""How long a note may be shared after its date, where it does not say until when itself."""
NEEDED = frozenset({"uid", "authors", "date"})
LONGEST_TITLE = 70
LINK = re.compile(r"!?\[([^\]]{0,500})\]\([^)]{0,500}\)")
SIGNS = re.compile(r"^[ \t]*(?:#{1,6}|>|[-*+]|\d{1,2}[.)])[ \t]+|[*_`]", re.MULTILINE)
SENTENCE = re.compile(r".+?[.!?…]+(?=\s|$)|.+", re.DOTALL)


def titled(document: Document) -> Document:
    """Take the title of a note from its first sentence, where it has none of its own."""
    if "note" not in document.fields or not document.fields.get("title", Value(0)).empty:
        return document
    opening = document.body.strip().partition("\n\n")[0][:500]
    first = SENTENCE.match(" ".join(SIGNS.sub("", LINK.sub(r"\1", opening)).split()))
    title = first[0] if first else ""
    if len(title) > LONGEST_TITLE:
        title = f"{title[:LONGEST_TITLE].rpartition(' ')[0] or title[:LONGEST_TITLE]}…"
    fields = {**document.fields, "title": Value(document.body_line, title)}
    return replace(document, fields=fields) if title else document


def ended(article: Article, zone: tzinfo) -> Article:
    """Return a note with the last day on which it is shared, its own or LIFE after its date (in `zone`)."""
    if article.note is None or article.until or article.date is None:
        return article
    return replace(article, until=article.date.astimezone(zone).date() + LIFE)
