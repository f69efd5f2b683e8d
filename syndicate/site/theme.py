"""Which theme dresses the site: ours with a practice's own pieces over it, or a whole one by name.

Ours lies in the wheel as syndicate/theme and in a checkout as theme/. A practice that names no THEME puts
only what differs in its own folder theme/, so that it can take our next version:

    theme/templates/article.html    found first; `{% extends "!theme/article.html" %}` changes one block
    theme/static/…                  copied beside ours; theme/static/css/own.css is loaded after our CSS
    theme/share/default.toml        the share image's layout, instead of ours (tall.toml: the one at 4:3)
    theme/translations/…            more languages, or other words
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from syndicate.errors import SettingsError
from syndicate.settings import Settings

OURS = "expertstatus"
OWN_CSS = "own.css"


@dataclass(frozen=True, slots=True)
class Theme:
    """A whole theme, and the practice's folder of pieces that go over it (None where there is none)."""

    whole: Path
    pieces: Path | None = None

    @property
    def folders(self) -> tuple[Path, ...]:
        """Return the folders, the one that outranks the other last."""
        return (self.whole, self.pieces) if self.pieces else (self.whole,)

    def find(self, path: str) -> Path | None:
        """Return a file of the theme, the practice's own before ours; None where neither has it."""
        found = (folder / path for folder in reversed(self.folders))
        return next((file for file in found if file.is_file()), None)


def theme_of(settings: Settings) -> Theme:
    """Return the theme that pelicanconf.py asks for; raises SettingsError where there is none.

    THEME left out (or "expertstatus") is ours; else a folder from the root on, or one of Pelican's own.
    """
    named = str(settings.pelican.get("THEME") or OURS)
    if named == OURS:
        whole, pieces = ours(), settings.root / "theme"
        own = pieces.is_dir() and pieces.resolve() != whole.resolve()
        return Theme(whole, pieces if own else None)
    folder = settings.root / named
    if folder.is_dir():
        return Theme(folder)
    with_pelican = Path(str(files("pelican"))) / "themes" / named
    if (with_pelican / "templates").is_dir():
        return Theme(with_pelican)
    raise SettingsError(
        f"pelicanconf.py: THEME {named!r}: there is no such folder in {settings.root}. Leave THEME out for "
        "the theme of Expertstatus."
    )


def ours() -> Path:
    """Return the folder of our own theme: in the wheel beside the rooms, in a checkout at its root."""
    package = Path(__file__).resolve().parents[1]
    packed = package / "theme"
    return packed if packed.is_dir() else package.parent / "theme"
