"""Who is led to which translation: readers to every one, search engines and feeds to those that were read.

An article is `unread` where syndicate.model has it wait: nobody who reads its language approved it, or it is
a translation whose original is not on the site; it is `behind` where its original has changed since it was
read. A blog's articles never are, whatever their headers say.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from syndicate.model import Status
from syndicate.site.edition import KEY, Edition


def set_aside(generator: Any) -> None:
    """Mark each of Pelican's articles as `unread` or not, and take the unread ones out of all lists.

    They keep their pages, since Pelican writes translations too; only originals are listed.
    """
    edition: Edition | None = generator.settings[KEY]
    if edition is None:
        return
    for article in (*generator.articles, *generator.translations):
        expert = edition.at(article.source_path)
        article.unread = expert is not None and expert.ref in edition.waiting
    generator.translations += [a for a in generator.articles if a.unread]
    generator.articles[:] = [a for a in generator.articles if not a.unread]


def is_unread(article: Any) -> bool:
    """Tell whether one of Pelican's articles was set aside; a blog may have a header of that name."""
    return bool(article and article.settings.get(KEY) and getattr(article, "unread", False))


def lead(articles: Iterable[Any]) -> None:
    """Give each article its `alternates` for search engines and, where it is to be warned of, its `original`.

    `alternates` are the article and its translations, in that order, none of them unread; nothing where
    it would stand alone. `original` is None where that is not on the site, and then the article is `alone`
    where it is a translation.
    """
    shown = list(articles)
    originals = {
        a.expert.uid: a
        for a in shown
        if a.expert and not a.expert.translation_of and a.expert.status is Status.PUBLISHED
    }
    for article in shown:
        article.unread = is_unread(article)
        read = [a for a in (article, *article.translations) if not is_unread(a)]
        article.alternates = read if len(read) > 1 and not article.unread else []
        edition: Edition | None = article.settings.get(KEY) if article.expert else None
        article.behind = bool(edition and not article.unread and edition.is_behind(article.expert))
        warned = article.unread or article.behind
        article.original = originals.get(article.expert.uid) if warned else None
        article.alone = bool(article.unread and article.expert.translation_of and not article.original)
