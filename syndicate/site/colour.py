"""The practice's colours -> the shades in which they are readable by day and at night.

Which colours a practice may choose is settled where its settings are read (`settings.face`); here the night
gets shades of its own, and a practice that was never read from settings gets readable ones as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from syndicate.model import Practice
from syndicate.settings.face import DAY, HEX, MARK, NIGHT, TEXT

FALLBACK = Practice().colour
LETTERS = {
    "sans": "",
    "humanist": 'Seravek, "Gill Sans Nova", Ubuntu, Calibri, "DejaVu Sans", "Noto Sans", sans-serif',
    "rounded": 'ui-rounded, "Hiragino Maru Gothic ProN", Quicksand, Comfortaa, Manjari, '
    '"Arial Rounded MT Bold", Calibri, sans-serif',
    "serif": 'Charter, "Bitstream Charter", "Sitka Text", Cambria, "Noto Serif", Georgia, serif',
}
"""Letters that devices have already; "" are those of main.css."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The practice's colour as text or button on light paper, and as text or button at night."""

    light: str
    dark: str


def palette(colour: str) -> Palette:
    """Return shades of `colour` (#rrggbb) with 7:1 on the theme's grounds of the day and of the night.

    A colour that is readable already stays as it is; one that is no #rrggbb becomes the theme's own.
    """
    return _shades(colour, TEXT)


def rule(practice: Practice) -> str:
    """Return the line of CSS with what the practice chose: its colours and letters."""
    shades = _shades(practice.colour, TEXT)
    second = _shades(practice.second_colour, MARK) if practice.second_colour else shades
    found = {
        "brand-light": shades.light,
        "brand-dark": shades.dark,
        "second-light": second.light,
        "second-dark": second.dark,
    }
    if letters := LETTERS[practice.type]:
        found["type"] = letters
    return f":root{{{';'.join(f'--{name}:{value}' for name, value in found.items())}}}\n"


@lru_cache(maxsize=64)
def _shades(colour: str, wanted: float) -> Palette:
    start = colour.lower() if HEX.fullmatch(colour) else FALLBACK
    return Palette(DAY.nearest(start, wanted), NIGHT.nearest(start, wanted))
