"""The share images that a site's accounts ask for: each article's at 1.91:1, as JPEG too, and at 4:3."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from syndicate.errors import SiteError
from syndicate.model import Article, Page, Picture
from syndicate.settings import Settings
from syndicate.site.edition import Edition, with_share_images
from syndicate.site.theme import theme_of

WIDE, TALL = "share/default.toml", "share/tall.toml"
"""The layouts in a theme."""


def drawn(settings: Settings, edition: Edition, output: Path, *, jpegs: bool, tall: bool) -> Edition:
    """Draw a share image for each article with a page, and one for the site's other pages.

    With `jpegs` each article's stands there as JPEG too, with `tall` once more at 4:3. Raises SiteError as
    share_image does.
    """
    cards = _each(settings, (*edition.published, *edition.card), WIDE, output)
    talls = _each(settings, edition.published, TALL, output) if tall else {}
    return carded(settings, edition, cards, talls, output, jpegs=jpegs)


def unbuilt(settings: Settings, article: Article, output: Path, *, jpegs: bool, tall: bool) -> Page:
    """Return the page that an article will have, as far as its posts need it, its share images in `output`.

    Where one cannot be drawn it has none: whoever publishes the article is told why.
    """
    try:
        cards = _each(settings, (article,), WIDE, output)
        talls = _each(settings, (article,), TALL, output) if tall else {}
        found = (cards, _twins(settings, cards, output) if jpegs else {}, talls)
    except (SiteError, OSError):
        found = ({}, {}, {})
    first, *more = [one.get(article.ref) for one in found]
    return Page(
        url=f"{settings.siteurl}/{article.slug}/",
        path="",
        title=article.title,
        lang=article.lang,
        fingerprint="",
        article=article,
        share_image=first,
        share_more=tuple(card for card in more if card),
    )


def carded(
    settings: Settings,
    edition: Edition,
    cards: Mapping[str, Picture],
    talls: Mapping[str, Picture],
    output: Path,
    *,
    jpegs: bool,
) -> Edition:
    """Return the edition with these share images, and with their twins where those are asked for."""
    if not jpegs:
        return with_share_images(edition, cards, talls)
    posted = {ref: card for ref, card in cards.items() if ref not in {one.ref for one in edition.card}}
    return with_share_images(edition, cards, _twins(settings, posted, output), talls)


def _twins(settings: Settings, cards: Mapping[str, Picture], output: Path) -> dict[str, Picture]:
    from syndicate.site.twin import twins

    cache = settings.state / "cache" / "share"
    return twins(cards, siteurl=settings.siteurl, output=output, cache=cache)


def _each(
    settings: Settings, articles: Iterable[Article], layout_file: str, output: Path
) -> dict[str, Picture]:
    """Draw a share image for each article in one of the theme's layouts; without that one there is none."""
    layout = theme_of(settings).find(layout_file)
    if layout is None:
        return {}
    from syndicate.site.share_image import share_image

    return {
        article.ref: share_image(
            article,
            practice=settings.practice,
            siteurl=settings.siteurl,
            layout=layout,
            output=output,
            cache=settings.state / "cache" / "share",
            pictures=settings.content,
        )
        for article in articles
    }
