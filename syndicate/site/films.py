"""The films that articles show: put into the site as they may go out, with captions of the cues alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from syndicate.content import mp4
from syndicate.model import Article


def lay(articles: Iterable[Article], content: Path, output: Path) -> None:
    """Write each film without what its camera wrote beside it, and its captions, into the site."""
    for film in (article.film for article in articles if article.film):
        place, captions = output / film.path, output / film.captions
        place.parent.mkdir(parents=True, exist_ok=True)
        captions.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(mp4.cleaned((content / film.path).read_bytes()))
        captions.write_text(film.vtt, encoding="utf-8", newline="\n")
