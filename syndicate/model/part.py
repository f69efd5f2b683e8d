"""An article in the parts that a second reader looks at, each with a sign by which it is known again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from syndicate.model.article import Approval, Article
from syndicate.model.form import forms_of

MOST_SIGNS = 220
"""How many fit into one approval: the ledger keeps at most 2,000 signs of one thing."""


class PartKind(StrEnum):
    """Where a part stands."""

    TITLE = "title"
    SUMMARY = "summary"
    POINT = "point"
    PICTURE = "picture"
    TEXT = "text"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its words as they were written (of the text as Markdown), and their sign (8 hex digits)."""

    kind: PartKind
    words: str
    sign: str


def parts(article: Article) -> tuple[Part, ...]:
    """Return the parts of an article as they stand below each other; a short form (`:::`) is one part."""
    return tuple(Part(kind, words, _sign(kind, words)) for kind, words in _parts(article) if words)


def fresh(article: Article, signed: Iterable[Approval]) -> frozenset[str]:
    """Return the signs of the parts that the last of these approvals did not see; all where none tells."""
    last = max((a for a in signed if a.parts), key=lambda a: a.at, default=None)
    known = last.parts if last else ()
    return frozenset(part.sign for part in parts(article)) - frozenset(known)


def _parts(article: Article) -> Iterable[tuple[PartKind, str]]:
    yield PartKind.TITLE, article.title
    yield PartKind.SUMMARY, article.summary
    for point in article.key_points:
        yield PartKind.POINT, point
    yield PartKind.PICTURE, f"{article.image} {article.image_alt}".strip()
    for block in _blocks(article.body):
        yield PartKind.TEXT, block
    for source in article.sources:
        yield PartKind.SOURCE, f"{source.title}, {source.publisher} ({source.year}) {source.url}"


def _blocks(body: str) -> Iterable[str]:
    """Yield the blocks between empty lines; the lines of a form, with its marks, stay together."""
    lines = body.split("\n")
    forms, slips = forms_of(body)
    inside = set() if slips else {n for form in forms for n in range(form.line, form.end)}
    block: list[str] = []
    for number, line in enumerate(lines):
        if line.strip() or number in inside:
            block.append(line)
        elif block:
            yield "\n".join(block)
            block = []
    if block:
        yield "\n".join(block)


def _sign(kind: PartKind, words: str) -> str:
    said = re.sub(r"\s+", " ", words).strip()
    return hashlib.sha256(f"{kind} {said}".encode("utf-8", "surrogatepass")).hexdigest()[:8]
