"""sitemap.xml and robots.txt: which pages there are and when their content last changed, never the build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr


@dataclass(frozen=True, slots=True)
class Place:
    """One address to be found, and the day of its newest content (None where it has no date).

    `languages` are the same text's addresses by language, its own too, where there is more than one.
    """

    url: str
    changed: date | None = None
    languages: Mapping[str, str] = field(default_factory=dict)


def write_sitemap(output: Path, siteurl: str, places: Iterable[Place]) -> None:
    """Write both files into the output folder (sitemaps.org 0.9, with the pairs of languages)."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
        *(_line(p) for p in sorted(places, key=lambda p: p.url)),
        "</urlset>",
    ]
    _write(output / "sitemap.xml", lines)
    _write(output / "robots.txt", ["User-agent: *", "Disallow:", "", f"Sitemap: {siteurl}/sitemap.xml"])


def _line(place: Place) -> str:
    changed = f"<lastmod>{place.changed.isoformat()}</lastmod>" if place.changed else ""
    pairs = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(lang)} href={quoteattr(url)}/>'
        for lang, url in sorted(place.languages.items())
    )
    return f"<url><loc>{escape(place.url)}</loc>{changed}{pairs}</url>"


def _write(file: Path, lines: list[str]) -> None:
    file.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
