"""The page for the consulting room: find a text, show its code, say its short address, print a slip of it.

It is for whoever works in the practice. No menu, search engine or map of the site leads to it, and all that
it tells is public as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from syndicate.content.naming import short_address
from syndicate.site.alphabet import folded, in_order, other_words
from syndicate.site.edition import KEY, Edition
from syndicate.site.finding import Place, drawn_by, languages, listed, write_page
from syndicate.site.qr import qr_file

ADDRESS, TEMPLATE = "spreekkamer/", "consulting"


@dataclass(frozen=True, slots=True)
class Text:
    """One article in one language: Pelican's own, the short addresses that lead to it, its code's picture."""

    article: Any
    short: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Row:
    """One article in all its languages, the site's first, and the words by which it is found."""

    texts: tuple[Text, ...]
    words: str


def write(generator: Any, writer: Any, themes: tuple[Path, ...]) -> None:
    """Write it, in the language of a practice's site; called when Pelican has written its articles."""
    edition: Edition | None = generator.settings[KEY]
    if edition is None or not drawn_by(themes, TEMPLATE):
        return
    articles = [a for lang in languages(edition) for a in listed(generator, lang) if a.expert]
    write_page(
        generator,
        writer,
        Place(ADDRESS, edition.language, TEMPLATE, status="hidden"),
        rows=rows(articles, edition, Path(generator.settings["OUTPUT_PATH"])),
        spoken_here=sorted({article.lang for article in articles}),
        say=lambda article: said(article, edition),
    )


def said(article: Any, edition: Edition) -> str:
    """Return the address that people are told of an article: its first short one, else its own."""
    return next(iter(short_of(article, edition)), article.url)


def short_of(article: Any, edition: Edition) -> tuple[str, ...]:
    """Return the short addresses that lead to one of Pelican's articles (furnished)."""
    return tuple(at for name in article.expert.short if (at := short_address(name)) in edition.short)


def rows(articles: Sequence[Any], edition: Edition, output: Path) -> tuple[Row, ...]:
    """Return the list of Pelican's articles (furnished) by title; their codes are written to `output`."""
    found: dict[str, list[Text]] = {}
    for article in articles:
        text = Text(article, short_of(article, edition), qr_file(article.absolute_url, output))
        found.setdefault(article.expert.uid, []).append(text)
    made = (Row(tuple(texts), " ".join(dict.fromkeys(_words(texts)))) for texts in found.values())
    return tuple(sorted(made, key=lambda row: in_order(row.texts[0].article.plain_title)))


def _words(texts: Sequence[Text]) -> list[str]:
    said = []
    for text in texts:
        article = text.article
        said += [article.plain_title, article.expert.topic, *article.expert.short]
        said += other_words(article, article.lang)
    return folded(" ".join(said)).split()
