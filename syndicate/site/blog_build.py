"""Builds a blog as its own Pelican would, with our feeds, share images and cards beside its pages.

Its settings, theme, plugins and addresses are its own. What is not done to it: its texts are not sanitised,
its pictures not redrawn, and its own output folder is not touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from syndicate.errors import SiteError
from syndicate.model import Article, Finding, Page, Picture, Severity, Status, Words
from syndicate.settings import Settings
from syndicate.site.edition import Edition
from syndicate.site.share_images import TALL, WIDE, carded
from syndicate.site.social import BLOG

if TYPE_CHECKING:
    from syndicate.content import Content
    from syndicate.site.shelf import Shelf

Links = Mapping[str, tuple[str, ...]]


def blog_conf(settings: Settings, output: Path, edition: Edition | None = None) -> dict[str, Any]:
    """Return a blog's own settings for Pelican's read_settings: absolute, and building in `output`."""
    own, root = dict(settings.pelican), settings.root
    theme = root / str(own.get("THEME") or "")
    if own.get("THEME") and theme.is_dir():
        own["THEME"] = str(theme.resolve())
    for key in ("PLUGIN_PATHS", "THEME_TEMPLATES_OVERRIDES"):
        paths = own.get(key)
        if paths:
            own[key] = [str((root / p).resolve()) for p in ([paths] if isinstance(paths, str) else paths)]
    return {
        **own,
        "PATH": str(settings.content),
        "OUTPUT_PATH": str(output),
        "SITEURL": settings.siteurl,
        "DELETE_OUTPUT_DIRECTORY": False,
        "CACHE_CONTENT": False,
        "LOAD_CONTENT_CACHE": False,
        BLOG: edition,
    }


def blog_edition(settings: Settings, content: Content, syndication: Links) -> Edition:
    """Return what our receivers know of a blog: its articles by source file, drafts left out."""
    public = (a for a in content.articles if a.status is Status.PUBLISHED)
    return Edition(
        content=settings.content,
        siteurl=settings.siteurl,
        today=settings.now().date(),
        practice=settings.practice,
        people=content.people,
        articles={(settings.root / a.file).resolve(): a for a in public},
        syndication=syndication,
    )


def share_images(
    settings: Settings, edition: Edition, output: Path, *, jpegs: bool, tall: bool
) -> tuple[Edition, tuple[Finding, ...]]:
    """Draw a card for each article; one that cannot be drawn goes without its picture, or has none."""
    found: list[Finding] = []

    def each(layout: str) -> dict[str, Picture]:
        return {a.ref: card for a in edition.published if (card := _card(a, settings, layout, output, found))}

    cards = each(WIDE)
    undrawn = tuple(found)
    talls = each(TALL) if tall else {}
    return carded(settings, edition, cards, talls, output, jpegs=jpegs), undrawn


def _card(
    article: Article, settings: Settings, layout: str, output: Path, found: list[Finding]
) -> Picture | None:
    from syndicate.site.share_image import share_image
    from syndicate.site.theme import ours

    own = settings.root / str(settings.pelican.get("THEME") or "") / layout
    for one in (article, replace(article, image="")):
        try:
            return share_image(
                one,
                practice=settings.practice,
                siteurl=settings.siteurl,
                layout=own if own.is_file() else ours() / layout,
                output=output,
                cache=settings.state / "cache" / "share",
                pictures=settings.content,
            )
        except (SiteError, OSError) as error:
            said = Words(f"er is geen deelbeeld gemaakt: {error}", f"no share image was drawn: {error}")
            found.append(Finding("site.share", Severity.WARNING, said, REDO, article.file, 1, article.ref))
            if not article.image:
                break
    return None


def pages_of(shelf: Shelf, edition: Edition, output: Path) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """Return a blog's pages, and a warning for each address on them that leads nowhere, once."""
    from syndicate.site import links

    pages = tuple(shelf.pages(edition))
    dead: dict[str, Finding] = {}
    for page in pages:
        for finding in links.dead(output, page, fragments=False) if page.html else ():
            dead.setdefault(finding.said.en, replace(finding, severity=Severity.WARNING))
    return pages, tuple(dead.values())


REDO = Words(
    "Kijk het beeld en de titel na; het artikel zelf staat op de site.",
    "Check its picture and title; the article itself is on the site.",
)
