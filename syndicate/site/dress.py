"""Our own theme in the colours, letters and icons of a practice, when Pelican has written its pages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from syndicate.model import Practice
from syndicate.site.edition import KEY, Edition


def dress(settings: dict[str, Any]) -> None:
    """Write what the practice chose behind the theme's CSS, a page may hold no style; then its icons.

    A site in another's theme, and the icons of a blog, stay as they are.
    """
    if not speaks_ours(settings):
        return
    from rcssmin import cssmin

    from syndicate.site import icons
    from syndicate.site.colour import rule

    edition: Edition | None = settings[KEY]
    line = rule(edition.practice if edition else Practice())
    folder = Path(settings["OUTPUT_PATH"]) / settings["THEME_STATIC_DIR"] / "css"
    file = folder / str(settings.get("CSS_FILE") or "main.css")
    if file.is_file() and not (text := file.read_text(encoding="utf-8")).endswith(line):
        file.write_text(cssmin(text) + line, encoding="utf-8", newline="\n")
    if edition:
        icons.lay(settings, edition.practice, theme_folders(settings))


def speaks_ours(settings: dict[str, Any]) -> bool:
    """Tell whether the theme has our theme's words: ours, or one made from it."""
    words = "translations/en/LC_MESSAGES/theme.po"
    return any((folder / words).is_file() for folder in theme_folders(settings))


def theme_folders(settings: dict[str, Any]) -> Iterable[Path]:
    """Return the folders of the theme, the one that outranks the other last."""
    from syndicate.site.pelican_conf import THEME_FOLDERS

    found: Iterable[Path] = settings.get(THEME_FOLDERS) or (Path(settings["THEME"]),)
    return found
