"""What the practice chooses of its face, colours and letters: what can be read, and what is refused.

Contrast is WCAG 2.2's (relative luminance, 1 to 21). Text and links get 7:1 (1.4.6, the stricter level), on
every ground of the theme they stand on; lines and marks get 3:1 (1.4.11).
"""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass

from syndicate.model import Practice

TEXT, MARK = 7.0, 3.0
TYPES = ("sans", "humanist", "rounded", "serif")
HEX = re.compile(r"#[0-9a-fA-F]{6}")
STEPS = 250


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the theme writes on, by day or at night: `paper`, and `ground` around it, as main.css has them.

    The third ground is the paper with TINT of the colour itself in it. A shade goes towards the lightness
    `end` (0 or 1), and is never more vivid than `vivid` (saturation): a bright colour glares at night.
    """

    paper: str
    ground: str
    end: float
    vivid: float

    def least(self, colour: str) -> float:
        """Return the lowest contrast that a colour has on these grounds."""
        return min(contrast(colour, on) for on in (self.paper, self.ground, _mixed(colour, self.paper)))

    def nearest(self, colour: str, wanted: float) -> str:
        """Return the colour, or else its nearest shade, of the same hue, with the contrast `wanted`."""
        hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in parts(colour)))
        saturation = min(saturation, self.vivid)
        shades = (
            _hex(hls_to_rgb(hue, lightness + (self.end - lightness) * step / STEPS, saturation))
            for step in range(STEPS + 1)
        )
        if self.least(colour) >= wanted:
            return colour
        return next(shade for shade in shades if self.least(shade) >= wanted)


DAY = Grounds("#ffffff", "#f3f6f6", end=0, vivid=1)
NIGHT = Grounds("#12191c", "#0b1113", end=1, vivid=0.5)
TINT = 0.07


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two #rrggbb colours (WCAG 2.2, 1.4.3)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def refuse(practice: Practice, wrong: list[str]) -> None:
    """Add a sentence to `wrong` for every colour that cannot be read, and for letters that we do not have."""
    for key, wanted, what in (
        ("colour", TEXT, "words and links in it"),
        ("second_colour", MARK, "lines and marks in it"),
    ):
        colour = getattr(practice, key)
        begin = f"pelicanconf.py: SYNDICATE_PRACTICE {key!r}"
        if not HEX.fullmatch(colour):
            if colour or key == "colour":
                wrong.append(f"{begin} must be # and six figures or letters a to f, e.g. '#0b5563'.")
        elif (has := DAY.least(colour)) < wanted:
            wrong.append(
                f"{begin}: {colour} on our light pages has a contrast of {int(has * 10) / 10}:1, and {what} "
                f"need {wanted:.0f}:1 to be seen by everybody. The nearest shade that will do is "
                f"{DAY.nearest(colour, wanted)}."
            )
    if practice.type not in TYPES:
        wrong.append(f"pelicanconf.py: SYNDICATE_PRACTICE 'type' must be one of: {', '.join(TYPES)}.")


def parts(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue (0 to 255) of #rrggbb."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(colour: str, paper: str) -> str:
    mixed = (c * TINT + p * (1 - TINT) for c, p in zip(parts(colour), parts(paper), strict=True))
    return "#" + "".join(f"{round(part):02x}" for part in mixed)


def _hex(found: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in found)


def _luminance(colour: str) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (part / 255 for part in parts(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
