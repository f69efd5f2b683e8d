"""The pages of who writes and who checks: everybody of people.toml has one, with a feed, for good.

Also who wrote nothing: a page that came and went with the texts would break the links to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pelican.urlwrappers import Author

from syndicate.site.edition import Edition
from syndicate.site.translations import is_unread

FEEDS = ("AUTHOR_FEED_ATOM", "AUTHOR_FEED_RSS")


def author_of(identity: str, name: str, settings: dict[str, Any]) -> Author:
    """Return somebody as Pelican's author; the address holds the id, which outlives a change of name."""
    author = Author(name, settings)
    author.slug = identity
    return author


def addresses(edition: Edition, settings: dict[str, Any]) -> dict[str, str]:
    """Return the absolute address of each person's page by id; nothing where a site has no such pages."""
    pattern = settings["AUTHOR_URL"] if settings["AUTHOR_SAVE_AS"] else ""
    return {id_: f"{edition.siteurl}/{pattern.format(slug=id_)}" for id_ in edition.people if pattern}


def seat(generator: Any, edition: Edition) -> None:
    """Give everybody a page of Pelican's, and each `checked`: the texts for which they vouch.

    Called when all articles are furnished: only an approval of exactly the text that is shown counts.
    """
    known = {author.slug for author, _ in generator.authors}
    missing = [p for p in edition.people.values() if p.id not in known]
    generator.authors += [(author_of(p.id, p.name, generator.settings), []) for p in missing]
    generator.authors.sort(key=lambda pair: pair[0].slug)
    shown = [a for a in (*generator.articles, *generator.translations) if not is_unread(a)]
    for author, _ in generator.authors:
        author.checked = [a for a in shown if author.slug in _vouching(a)]


def checked_in(path: str, authors: Iterable[tuple[Any, Any]], settings: dict[str, Any]) -> list[Any]:
    """Return the articles in the feed at `path` because the person whose feed it is checked them."""
    return [
        article
        for author, _ in authors
        if path in _feeds(author.slug, settings)
        for article in getattr(author, "checked", ())
    ]


def reviewers(article: Any, edition: Edition) -> Mapping[str, str]:
    """Return who ever approved an article of Pelican's, name by id: whose feeds tell when it is withdrawn."""
    signed = {a.person for a in edition.approvals.get(article.expert.ref, ())} if article.expert else set()
    wrote = {author.slug for author in getattr(article, "authors", ())}
    return {id_: p.name for id_, p in edition.people.items() if id_ in signed - wrote}


def _vouching(article: Any) -> set[str]:
    return {check.person.id for check in (*article.checks, *article.read_by)}


def _feeds(slug: str, settings: dict[str, Any]) -> Iterator[str]:
    yield from (str(settings[kind]).format(slug=slug) for kind in FEEDS if settings.get(kind))
