"""Our settings -> Pelican's: our defaults < the practice's pelicanconf.py < what the build must be."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

from syndicate.errors import SettingsError
from syndicate.settings import Settings
from syndicate.site import markup
from syndicate.site.edition import KEY, Edition

PLUGIN = "syndicate.site"
FEEDS = {
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "FEED_ALL_RSS": "feeds/all.rss.xml",
    "FEED_ALL_JSON": "feeds/all.json",
    "CATEGORY_FEED_ATOM": "feeds/topic/{slug}.atom.xml",
    "CATEGORY_FEED_RSS": "feeds/topic/{slug}.rss.xml",
    "AUTHOR_FEED_ATOM": "feeds/author/{slug}.atom.xml",
    "AUTHOR_FEED_RSS": "feeds/author/{slug}.rss.xml",
    "TRANSLATION_FEED_ATOM": "feeds/language/{lang}.atom.xml",
    "TRANSLATION_FEED_RSS": "feeds/language/{lang}.rss.xml",
    "FEED_MAX_ITEMS": 50,
}
NO_DRAFTS = {
    f"{kind}{lang}_{what}": ""
    for kind in ("DRAFT", "DRAFT_PAGE")
    for lang in ("", "_LANG")
    for what in ("URL", "SAVE_AS")
}


def pelican_conf(settings: Settings, edition: Edition, output: Path) -> dict[str, Any]:
    """Return the mapping that Pelican's read_settings wants; raises SettingsError without a theme.

    The locale is C, so that a date reads the same on every machine; words for people come from the
    theme. Only pictures that a published text shows are copied, hence no `images` in STATIC_PATHS.
    """
    theme = theme_folder(settings)
    own = dict(settings.pelican)
    static = [p for p in own.get("STATIC_PATHS", ()) if p != "images"]
    plugins = [p for p in own.get("PLUGINS") or () if p != PLUGIN]
    return {
        **_defaults(settings, theme),
        **own,
        "PATH": str(settings.content),
        "OUTPUT_PATH": str(output),
        "THEME": str(theme),
        "SITEURL": settings.siteurl,
        "TIMEZONE": settings.timezone,
        "DEFAULT_LANG": settings.language,
        "LOCALE": ["C"],
        "MARKDOWN": markup.markdown_settings("nl" if settings.language.startswith("nl") else "en"),
        "TYPOGRIFY": False,
        "STATIC_PATHS": static,
        "PLUGINS": [*plugins, PLUGIN],
        "PAGE_PATHS": ["pages"],
        "OUTPUT_SOURCES": False,
        "DELETE_OUTPUT_DIRECTORY": False,
        "CACHE_CONTENT": False,
        "LOAD_CONTENT_CACHE": False,
        "DEBUG": True,  # Pelican tells the reason why it left a text out only then
        **NO_DRAFTS,
        KEY: edition,
    }


def theme_folder(settings: Settings) -> Path:
    """Return the folder of the theme: THEME of pelicanconf.py (from the root on), else root/theme."""
    named = str(settings.pelican.get("THEME", "theme"))
    folder = settings.root / named
    if folder.is_dir():
        return folder
    with_pelican = Path(str(files("pelican"))) / "themes" / named
    if (with_pelican / "templates").is_dir():
        return with_pelican
    raise SettingsError(f"pelicanconf.py: THEME {named!r}: there is no such folder in {settings.root}.")


def _defaults(settings: Settings, theme: Path) -> dict[str, Any]:
    dutch = settings.language.startswith("nl")
    topic, author = ("onderwerp", "auteur") if dutch else ("topic", "author")
    templates = theme / "templates"
    return {
        **FEEDS,
        "SITENAME": settings.practice.name or "Expertstatus",
        "RELATIVE_URLS": True,
        "DEFAULT_CATEGORY": "Overig" if dutch else "Other",
        "USE_FOLDER_AS_CATEGORY": False,
        "DEFAULT_PAGINATION": False,
        "CSS_FILE": "style.css" if (theme / "static" / "css" / "style.css").is_file() else "main.css",
        "DIRECT_TEMPLATES": ["index", *(["404"] if (templates / "404.html").is_file() else [])],
        **_address("ARTICLE", "{slug}/"),
        **_address("ARTICLE_LANG", "{lang}/{slug}/"),
        **_address("PAGE", "{slug}/"),
        **_address("PAGE_LANG", "{lang}/{slug}/"),
        **_address("CATEGORY", topic + "/{slug}/"),
        **_address("AUTHOR", author + "/{slug}/"),
        "TAG_URL": "",
        "TAG_SAVE_AS": "",
    }


def _address(name: str, url: str) -> dict[str, str]:
    return {f"{name}_URL": url, f"{name}_SAVE_AS": f"{url}index.html"}
