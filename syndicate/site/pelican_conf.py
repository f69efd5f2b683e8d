"""Our settings -> Pelican's: our defaults < the practice's pelicanconf.py < what the build must be."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from syndicate.settings import Settings
from syndicate.site import markup
from syndicate.site.edition import KEY, Edition
from syndicate.site.theme import OWN_CSS, Theme, theme_of

PLUGIN = "syndicate.site"
THEME_FOLDERS = "EXPERTSTATUS_THEME_FOLDERS"
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
    theme = theme_of(settings)
    own = dict(settings.pelican)
    static = [p for p in own.get("STATIC_PATHS", ()) if p != "images"]
    plugins = [p for p in own.get("PLUGINS") or () if p != PLUGIN]
    return {
        **_defaults(settings, theme),
        **own,
        "PATH": str(settings.content),
        "SYNDICATE_PRIVATE": str(settings.private),
        "OUTPUT_PATH": str(output),
        "THEME": str(theme.whole),
        THEME_FOLDERS: theme.folders,
        **_pieces(theme, own),
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


def _pieces(theme: Theme, own: Mapping[str, Any]) -> dict[str, Any]:
    """Return where Pelican finds the pieces of a practice: before our templates, after our static files."""
    if not theme.pieces:
        return {}
    overrides = [*own.get("THEME_TEMPLATES_OVERRIDES", ()), str(theme.pieces / "templates")]
    static = [*own.get("THEME_STATIC_PATHS", ("static",))]
    if (theme.pieces / "static").is_dir():
        static.append(str(theme.pieces / "static"))
    return {"THEME_TEMPLATES_OVERRIDES": overrides, "THEME_STATIC_PATHS": static}


def _defaults(settings: Settings, theme: Theme) -> dict[str, Any]:
    dutch = settings.language.startswith("nl")
    topic, author = ("onderwerp", "auteur") if dutch else ("topic", "author")
    return {
        **FEEDS,
        "SITENAME": settings.practice.name or "Expertstatus",
        "RELATIVE_URLS": True,
        "DEFAULT_CATEGORY": "Overig" if dutch else "Other",
        "USE_FOLDER_AS_CATEGORY": False,
        "DEFAULT_PAGINATION": False,
        "CSS_FILE": "style.css" if theme.find("static/css/style.css") else "main.css",
        "OWN_CSS": OWN_CSS if theme.pieces and theme.find(f"static/css/{OWN_CSS}") else "",
        "DIRECT_TEMPLATES": ["index", *(["404"] if theme.find("templates/404.html") else [])],
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
