"""sitemap.xml and robots.txt: which pages there are and when their content last changed, never the build."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape


@dataclass(frozen=True, slots=True)
class Place:
    """One address to be found, and the day of its newest content (None where it has no date)."""

    url: str
    changed: date | None = None


def write_sitemap(output: Path, siteurl: str, places: Iterable[Place]) -> None:
    """Write both files into the output folder (sitemaps.org 0.9)."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(_line(p) for p in sorted(places, key=lambda p: p.url)),
        "</urlset>",
    ]
    _write(output / "sitemap.xml", lines)
    _write(output / "robots.txt", ["User-agent: *", "Disallow:", "", f"Sitemap: {siteurl}/sitemap.xml"])


def _line(place: Place) -> str:
    changed = f"<lastmod>{place.changed.isoformat()}</lastmod>" if place.changed else ""
    return f"<url><loc>{escape(place.url)}</loc>{changed}</url>"


def _write(file: Path, lines: list[str]) -> None:
    file.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
