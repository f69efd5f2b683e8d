"""The share image's typeface: Inter at any weight, its widths, and which characters it has."""

from __future__ import annotations

import hashlib
import logging
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from syndicate.errors import SiteError

if TYPE_CHECKING:
    from PIL import ImageFont

log = logging.getLogger(__name__)

REFERENCE = 200
ALLOWANCE = 1.006
"""Widths are measured once at REFERENCE pixels; hinting moves them by less than this at other sizes."""


def drawable(text: str) -> str:
    """Return the text as the typeface can show it: signs it lacks (emoji) go, letters never do."""
    import regex

    shown = []
    for cluster in regex.findall(r"\X", " ".join(unicodedata.normalize("NFC", text).split())):
        kept = "".join(c for c in cluster if c in " \u00ad" or _has(c))
        if cluster[0] not in kept:
            if unicodedata.category(cluster[0])[0] in "LN":
                raise SiteError(
                    f"“{text}”: the typeface of the share image has no {cluster[0]} "
                    f"(U+{ord(cluster[0]):04X}), and leaving it out would change the words."
                )
            continue
        shown.append(kept[:3])
    return " ".join("".join(shown).split())


@lru_cache(maxsize=2048)
def _has(char: str) -> bool:
    """Tell whether the typeface has this character; what it lacks looks like a character that none has."""
    from PIL import ImageFont

    if unicodedata.category(char)[0] in "CZ":
        return False
    font = font_at(32, 400, ImageFont.Layout.BASIC)
    return bytes(font.getmask(char)) != bytes(font.getmask("\U0010ffff"))


def em(text: str, weight: int) -> float:
    """The width of a text in type sizes: the sum of its words', which are measured once."""
    words = text.split(" ")
    return sum(_word_em(w, weight) for w in words) + (len(words) - 1) * _word_em(" ", weight)


@lru_cache(maxsize=8192)
def _word_em(word: str, weight: int) -> float:
    return font_at(REFERENCE, weight).getlength(word) / REFERENCE * ALLOWANCE


@lru_cache(maxsize=256)
def font_at(size: int, weight: int, engine: int | None = None) -> ImageFont.FreeTypeFont:
    """Return the typeface at `size` pixels and `weight` (100-900), cut for large sizes."""
    from PIL import ImageFont

    shaping = _engine() if engine is None else ImageFont.Layout(engine)
    font = ImageFont.truetype(_font_file(), size, layout_engine=shaping)
    font.set_variation_by_axes([32, weight])
    return font


@lru_cache(maxsize=1)
def _engine() -> ImageFont.Layout:
    """Return Raqm, or say once that it is missing: letters then stand without kerning."""
    from PIL import ImageFont, features

    if features.check("raqm"):
        return ImageFont.Layout.RAQM
    log.warning(
        "The share images' letters are set without kerning, since FriBiDi is missing on this machine. "
        "Install the Debian package libfribidi0."
    )
    return ImageFont.Layout.BASIC


@lru_cache(maxsize=1)
def _font_file() -> Path:
    import fontpkg_inter

    return Path(fontpkg_inter.__file__).parent / "files" / "Inter[opsz,wght].ttf"


@lru_cache(maxsize=1)
def typeface() -> str:
    """Name the typeface and how it is set: part of every card's name."""
    return f"{hashlib.sha256(_font_file().read_bytes()).hexdigest()}/{_engine().name}"
