"""Which words may stand in a post about an article, on a given account."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from syndicate.model import Article
from syndicate.teaser.cutting import sentences

QUESTION = re.compile(r"[?؟][\"'”’)]*$")
HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
FOR_THE_EYE = re.compile(
    r"^(`{3,}|~{3,}).*?^\1|^ {0,3}:::[^\n]*|<!--.{0,5000}?-->|</?\w[^>]*>|!\[[^\]]*\]\([^)]*\)",
    re.DOTALL | re.MULTILINE,
)
LINK = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}|[*_]{1,3}(?!\w)")
START_OF_BLOCK = re.compile(r"^[ \t]*(?:(?:>|[-*+]|\d+[.)])[ \t]+)+", re.MULTILINE)
LEFT_OVER = re.compile(r"[\[\]<>{}|*_`#\\]")


def variants(article: Article, account: str, network: str) -> tuple[str, ...]:
    """Return the texts for posts about `article`, without link, in the order of rotation; never none.

    The author's teasers for this account or its network, else the author's teasers for every channel
    (in the article's language or without one), else composed from the article: each key point, or
    the first sentence of the summary, with the article's question last (seed T4). A note is its own words.
    """
    usable = [t for t in article.teasers if t.text.strip() and t.lang in ("", article.lang)]
    own = tuple(t.text.strip() for t in usable if t.channel in (account, network) and t.channel)
    own = own or tuple(t.text.strip() for t in usable if not t.channel)
    return own or (_said(article) if article.note else _composed(article))


def _said(note: Article) -> tuple[str, ...]:
    plain = START_OF_BLOCK.sub("", HEADING.sub(r"\1", _plain(note.body)))
    paragraphs = (" ".join(block.split()) for block in re.split(r"\n\s*\n", plain))
    return ("\n\n".join(filter(None, paragraphs)) or note.title.strip(),)


def _composed(article: Article) -> tuple[str, ...]:
    question = next(_questions(article), "")
    messages = [" ".join(point.split()) for point in article.key_points]
    messages = [m for m in messages if m] or list(sentences(article.summary))[:1]
    texts = tuple(f"{m}\n\n{question}" if question else m for m in messages if m != question)
    return texts or (question or article.title.strip(),)


def _questions(article: Article) -> Iterator[str]:
    """Return the questions of an article, lazily: its title, its headings, then its sentences."""
    plain = _plain(article.body)
    headings = (" ".join(heading.split()) for heading in HEADING.findall(plain))
    text = START_OF_BLOCK.sub("\n\n", HEADING.sub("\n\n", plain))
    readable = (s for s in chain(headings, sentences(article.summary), sentences(text)) if _is_plain(s))
    return filter(QUESTION.search, chain([article.title.strip()], readable))


def _is_plain(text: str) -> bool:
    return not LEFT_OVER.search(text)


def _plain(markdown: str) -> str:
    return EMPHASIS.sub("", LINK.sub(r"\1", FOR_THE_EYE.sub("", markdown)))
