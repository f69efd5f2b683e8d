"""The pages on which patients find a text: the search and the list from A to Z, in each language of a site.

They are written where the theme has their templates, of a practice alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from syndicate.site import alphabet, search
from syndicate.site.edition import KEY, Edition

SEARCH, REGISTER = "zoeken/", "a-z/"
TEMPLATES = {REGISTER: "a-z", SEARCH: "search"}


@dataclass(frozen=True)
class Place:
    """One of these pages as templates and the build see it: like a page of Pelican's, without a text."""

    url: str
    lang: str
    title: str = ""
    status: str = "published"
    translations: tuple[Place, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict, compare=False)


def address_of(edition: Edition, themes: tuple[Path, ...]) -> Callable[[str], str]:
    """Return what gives the address of the way to find things for a page in a language, "" for none."""
    kinds = list(_kinds(themes))
    spoken = languages(edition)

    def find_address(lang: str) -> str:
        return _url(kinds[-1], lang if lang in spoken else edition.language, edition) if kinds else ""

    return find_address


def languages(edition: Edition) -> tuple[str, ...]:
    """Return the languages with something to find, the site's own first.

    One whose only text waits again, or was withdrawn, keeps its pages: people may know their addresses.
    """
    shown = {a.lang for a in edition.articles.values() if a.listed and edition.was_read(a)}
    return (edition.language, *sorted(shown - {edition.language}))


def write(generator: Any, writer: Any, themes: tuple[Path, ...]) -> None:
    """Write them in each language; called when Pelican has written its articles."""
    edition: Edition | None = generator.settings[KEY]
    if edition is None:
        return
    for kind in _kinds(themes):
        places = [Place(_url(kind, lang, edition), lang, TEMPLATES[kind]) for lang in languages(edition)]
        for place in places:
            others = tuple(p for p in places if p is not place)
            letters = alphabet.letters(tuple(listed(generator, place.lang)), place.lang)
            write_page(generator, writer, replace(place, translations=others), letters=letters)


def write_page(generator: Any, writer: Any, place: Place, **more: Any) -> None:
    """Write one of these pages, drawn by the template that its title names; `more` is what that shows."""
    writer.write_file(
        f"{place.url}index.html",
        generator.get_template(place.title),
        generator.context,
        generator.settings["RELATIVE_URLS"],
        url=place.url,
        page=place,
        page_name=place.title,
        **more,
    )


def listed(generator: Any, lang: str) -> Iterator[Any]:
    """Yield the articles in a language that are in lists."""
    for article in (*generator.articles, *generator.translations):
        if article.lang == lang and not getattr(article, "unread", False):
            yield article


def drawn_by(themes: tuple[Path, ...], name: str) -> bool:
    """Tell whether the theme has a template for one of these pages."""
    return any((folder / "templates" / f"{name}.html").is_file() for folder in themes)


def _kinds(themes: tuple[Path, ...]) -> Iterator[str]:
    for kind, name in TEMPLATES.items():
        if drawn_by(themes, name) and (kind != SEARCH or search.program() is not None):
            yield kind


def _url(kind: str, lang: str, edition: Edition) -> str:
    return kind if lang == edition.language else f"{lang}/{kind}"
