"""Notes, a few lines each: every one has its page, one list has them all, and the home page the newest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from syndicate.model import Status
from syndicate.site.edition import KEY, Edition
from syndicate.site.finding import Place, drawn_by, write_page

ADDRESS, TEMPLATE = "mededelingen/", "notes"
MOST = 3


def of(articles: Iterable[Any]) -> list[Any]:
    """Return those of Pelican's articles (furnished) that are notes, the newest first."""
    found = {id(one): one for article in articles for one in (article, *article.translations)}
    notes = [a for a in found.values() if a.expert and a.expert.note and a.expert.status is Status.PUBLISHED]
    return sorted(notes, key=lambda a: (a.published, a.url), reverse=True)


def current(notes: Iterable[Any], today: date) -> list[Any]:
    """Return the newest that still hold on `today`, at most MOST."""
    return [a for a in notes if a.expert.until is None or today <= a.expert.until][:MOST]


def address_of(edition: Edition, themes: tuple[Path, ...]) -> str:
    """Return the address of the list; "" where nobody ever wrote a note, or the theme has no list of them."""
    known = any(article.note for article in edition.articles.values())
    return ADDRESS if known and drawn_by(themes, TEMPLATE) else ""


def write(generator: Any, writer: Any, themes: tuple[Path, ...]) -> None:
    """Write the list; called when Pelican has written its articles."""
    edition: Edition | None = generator.settings[KEY]
    if edition is None or not (url := address_of(edition, themes)):
        return
    notes = of((*generator.hidden_articles, *generator.hidden_translations))
    write_page(generator, writer, Place(url, edition.language, TEMPLATE), shown=notes)
