"""The share image's typefaces, their widths, and which characters they have.

Inter at any weight; a text with Arabic letters, whatever else is in it, is all in Noto Sans Arabic.
Letters that join and run from right to left need FriBiDi: without it such a text is left out.
"""

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

JOINERS = "\u200c\u200d"
"""Invisible, but they change the shape of the letters beside them."""

SMALLER = 0.86
"""Noto Sans Arabic reaches further above and below its line than Inter: it is set this much smaller."""


def rightward(text: str) -> bool:
    """Tell whether a text runs from right to left: by its first letter that has a direction (UAX 9, P2)."""
    ways = (unicodedata.bidirectional(c) for c in text)
    return next((way for way in ways if way in ("L", "R", "AL")), "L") != "L"


def joined(text: str) -> bool:
    """Tell whether a text has letters of a script that is written from right to left."""
    return any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)


def drawable(text: str) -> str:
    """Return the text as the typeface can show it: signs it lacks (emoji) go, letters never do.

    "" is what is shown of a text with joined letters where this machine cannot set them.
    """
    import regex

    shown = []
    for cluster in regex.findall(r"\X", " ".join(unicodedata.normalize("NFC", text).split())):
        kept = "".join(c for c in cluster if c in f" \u00ad{JOINERS}" or _has(c, joined(text)))
        if cluster[0] not in kept:
            if unicodedata.category(cluster[0])[0] in "LN":
                raise SiteError(
                    f"“{text}”: the typeface of the share image has no {cluster[0]} "
                    f"(U+{ord(cluster[0]):04X}), and leaving it out would change the words."
                )
            continue
        shown.append(kept[:4])
    if joined(text) and not _can_join():
        return ""
    return " ".join("".join(shown).split())


@lru_cache(maxsize=2048)
def _has(char: str, arabic: bool) -> bool:
    """Tell whether the typeface has this character; what it lacks looks like a character that none has."""
    from PIL import ImageFont

    if unicodedata.category(char)[0] in "CZ":
        return False
    font = font_at(32, 400, ImageFont.Layout.BASIC, arabic=arabic)
    return bytes(font.getmask(char)) != bytes(font.getmask("\U0010ffff"))


def em(text: str, weight: int) -> float:
    """The width of a text in type sizes: the sum of its words', which are measured once."""
    arabic, words = joined(text), text.split(" ")
    return sum(_word_em(w, weight, arabic) for w in words) + (len(words) - 1) * _word_em(" ", weight, arabic)


@lru_cache(maxsize=8192)
def _word_em(word: str, weight: int, arabic: bool) -> float:
    return font_at(REFERENCE, weight, arabic=arabic).getlength(word) / REFERENCE * ALLOWANCE


@lru_cache(maxsize=256)
def font_at(
    size: int, weight: int, engine: int | None = None, *, arabic: bool = False
) -> ImageFont.FreeTypeFont:
    """Return the typeface at `size` pixels and `weight` (100-900), Inter cut for large sizes."""
    from PIL import ImageFont

    shaping = _engine() if engine is None else ImageFont.Layout(engine)
    font = ImageFont.truetype(_font_file(arabic), size * SMALLER if arabic else size, layout_engine=shaping)
    font.set_variation_by_axes([weight, 100] if arabic else [32, weight])
    return font


@lru_cache(maxsize=1)
def _engine() -> ImageFont.Layout:
    """Return Raqm, or say once that it is missing: letters then stand without kerning."""
    from PIL import ImageFont, features

    if features.check("raqm") and features.check("fribidi"):
        return ImageFont.Layout.RAQM
    log.warning(
        "The share images' letters are set without kerning, and titles in Arabic letters are left out, since "
        "FriBiDi is missing on this machine. Install the Debian package libfribidi0."
    )
    return ImageFont.Layout.BASIC


def _can_join() -> bool:
    from PIL import ImageFont

    return _engine() is ImageFont.Layout.RAQM


@lru_cache(maxsize=2)
def _font_file(arabic: bool) -> Path:
    if arabic:
        import fontpkg_noto_sans_arabic

        return Path(fontpkg_noto_sans_arabic.__file__).parent / "files" / "NotoSansArabic[wdth,wght].ttf"
    import fontpkg_inter

    return Path(fontpkg_inter.__file__).parent / "files" / "Inter[opsz,wght].ttf"


@lru_cache(maxsize=1)
def typeface() -> str:
    """Name the typefaces and how they are set: part of every card's name."""
    files = b"".join(_font_file(arabic).read_bytes() for arabic in (False, True))
    return f"{hashlib.sha256(files).hexdigest()}/{_engine().name}"
