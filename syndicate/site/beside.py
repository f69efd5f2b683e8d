"""What a blog's pages get from us, beside their own: feeds, and facts about each article."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from syndicate.model import Practice
from syndicate.site.edition import Edition
from syndicate.site.social import BLOG

FEEDS = {"ATOM": "feeds/all.atom.xml", "RSS": "feeds/all.rss.xml"}


class Beside:
    """One of Pelican's articles with more facts beside it: its theme finds no name that it did not before."""

    def __init__(self, article: Any) -> None:
        self._article = article

    def __getattr__(self, name: str) -> Any:
        """Return what the article itself says."""
        return getattr(self._article, name)


def add_feeds(settings: dict[str, Any]) -> None:
    """Give a blog an Atom and an RSS feed of all where it has none."""
    for kind, place in FEEDS.items():
        if not settings.get(f"FEED_ALL_{kind}") and not settings.get(f"FEED_{kind}"):
            settings[f"FEED_ALL_{kind}"] = place


def furnish_blog(articles: Iterable[Any], settings: dict[str, Any], *, whole: bool) -> None:
    """Give each article, as `expertstatus`, what stands beside it; all else of it stays as it is.

    `whole` is for our own theme, which looks for all of it on the article itself.
    """
    from syndicate.site import furniture, translations

    shown = list(articles)
    blog: Edition | None = settings.get(BLOG)
    for article in shown:
        article.expert = None
    if whole:
        translations.lead(shown)
    for article in shown:
        ours = blog.at(article.source_path) if blog else None
        article.expertstatus = article if whole else Beside(article)
        furniture.furnish(
            article.expertstatus,
            article=None,
            picture=blog.share_images.get(ours.ref) if blog and ours else None,
            approved=(),
            syndication=blog.syndication.get(ours.ref, ()) if blog and ours else (),
            siteurl=settings["SITEURL"],
            practice=blog.practice if blog else Practice(),
        )
        article.share_image = article.expertstatus.share_image
