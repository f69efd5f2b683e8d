"""The list from A to Z: every article by its title, and by the other words that patients use for it.

Pure: a function of articles and words. The same words go into the search index (`search`).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from syndicate.site.language import base

DIGITS = "0–9"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: a title, or a word with the articles (title, address) to see instead."""

    word: str
    url: str = ""
    see: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter with its lines; `id` is where a link jumps to."""

    letter: str
    id: str
    lines: tuple[Line, ...]


def letters(articles: Sequence[Any], lang: str) -> tuple[Letter, ...]:
    """Return the list of Pelican's articles (furnished, in one language), letter by letter."""
    titles = {a.url: " ".join(a.plain_title.split()) for a in articles}
    words: dict[str, set[str]] = {}
    spelled: dict[str, str] = {}
    for article in articles:
        for word in other_words(article, lang):
            if not folded(titles[article.url]).startswith(folded(word)):
                words.setdefault(spelled.setdefault(folded(word), word), set()).add(article.url)
    lines = [Line(title, url) for url, title in titles.items()]
    for word, urls in words.items():
        see = sorted(((titles[url], url) for url in urls), key=lambda each: (in_order(each[0]), each[1]))
        lines.append(Line(word, see=tuple(see)))
    found: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda each: (in_order(each.word), each.url)):
        found.setdefault(_letter(line.word), []).append(line)
    # digits last: who looks for a word begins with the letters
    order = sorted(found, key=lambda letter: (letter == DIGITS, letter))
    return tuple(Letter(each, f"letter-{each[0].lower()}", tuple(found[each])) for each in order)


def other_words(article: Any, lang: str) -> tuple[str, ...]:
    """Return an article's tags, and what patients also call the things that it is about."""
    expert = article.expert
    own = (*expert.tags,) if expert else tuple(str(tag) for tag in getattr(article, "tags", ()))
    text = folded(" ".join((article.plain_title, *own)))
    rows = (row for row in synonyms(lang) if any(_stands(word, text) for word in row))
    return tuple(dict.fromkeys((*own, *(word for row in rows for word in row))))


@cache
def synonyms(lang: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of words for one thing (synonyms.toml); none where we know none of the language."""
    text = resources.files("syndicate.site").joinpath("synonyms.toml").read_text(encoding="utf-8")
    rows: Sequence[Sequence[str]] = tomllib.loads(text).get(base(lang), ())
    return tuple(tuple(row) for row in rows)


def _stands(word: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(folded(word))}\b", text) is not None


def folded(word: str) -> str:
    """Return a word as one looks for it: small letters without accents."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def in_order(word: str) -> str:
    """Return what titles and words are sorted by."""
    return re.sub(r"[\W_]+", " ", folded(word)).strip()


def _letter(word: str) -> str:
    first = in_order(word)[:1].upper()
    return first if first.isalpha() else DIGITS
