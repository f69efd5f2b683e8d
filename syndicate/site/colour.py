"""The practice's one colour -> the shades in which it is readable on light and on dark.

Contrast is WCAG 2.2's (relative luminance, 1 to 21).
"""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass

PAPER = "#ffffff"
NIGHT = "#12191c"
READABLE = 6.0
FALLBACK = "#0b5563"


@dataclass(frozen=True, slots=True)
class Palette:
    """The practice's colour as text or button on light paper, and as text or button at night."""

    light: str
    dark: str


def palette(colour: str) -> Palette:
    """Return shades of `colour` (#rrggbb) of at least 6:1 on the theme's two grounds.

    A colour that is readable already stays as it is; one that is no #rrggbb becomes the theme's own.
    """
    start = colour.lower() if re.fullmatch(r"#[0-9a-fA-F]{6}", colour) else FALLBACK
    return Palette(_readable(start, 0, PAPER), _readable(start, 1, NIGHT))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two #rrggbb colours (WCAG 2.2, 1.4.3)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _readable(colour: str, end: float, ground: str) -> str:
    """Move the colour's lightness towards `end` (0 or 1), hue and saturation kept, until it is readable."""
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in _parts(colour)))
    shades = (
        _hex(hls_to_rgb(hue, lightness + (end - lightness) * step / 50, saturation)) for step in range(51)
    )
    return next(shade for shade in shades if contrast(shade, ground) >= READABLE)


def _hex(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (part / 255 for part in _parts(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
