"""The page on how to follow the site, with the address of every feed.

A feed that is opened in a browser shows bare XML: browsers took out XSLT (Chrome 155, November 2026), and
they give no style sheet to what is served by a feed's own media type. So people are led to a page.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from syndicate.site.edition import KEY, Edition
from syndicate.site.finding import Place, drawn_by, languages, write_page

ADDRESS, TEMPLATE = "volgen/", "follow"


def address_of(settings: dict[str, Any], themes: tuple[Path, ...]) -> str:
    """Return the page's address, "" where the theme has none of it or there is no feed of all."""
    return ADDRESS if drawn_by(themes, TEMPLATE) and settings.get("FEED_ALL_ATOM") else ""


def write(generator: Any, writer: Any, themes: tuple[Path, ...]) -> None:
    """Write it, in the language of a practice's site; called when Pelican has written its articles."""
    edition: Edition | None = generator.settings[KEY]
    url = address_of(generator.settings, themes)
    if edition is None or not url:
        return
    place = Place(url, edition.language, TEMPLATE)
    write_page(generator, writer, place, languages=languages(edition))
