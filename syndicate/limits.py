"""What a network takes and shows, as data, and how long a text is by its own way of counting.

Names no network: each channel module holds its own `Limits`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """How a network counts: twitter-text weight, graphemes, code points or UTF-16 units."""

    WEIGHTED = "weighted"
    GRAPHEMES = "graphemes"
    CODE_POINTS = "code points"
    UTF16 = "UTF-16 units"


class Link(StrEnum):
    """Where a post's link stands: in its text, in a card beside it, or nowhere."""

    TEXT = "text"
    CARD = "card"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Look:
    """How a network draws a post: what the reader sees before "more", the crop of the picture.

    `fold` counts graphemes of the text shown before the fold (0 = no fold); `fold_lines` likewise
    in lines; `crop` is width:height of the picture in the stream; `card` tells whether a link card
    is drawn beside an attached picture. `source` says where these facts come from.
    """

    fold: int = 0
    fold_lines: int = 0
    crop: tuple[float, float] = (1.91, 1.0)
    card: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one account of a network takes: text by `unit`, bytes (0 = no cap), pictures, alt text.

    `url` is the length that every http(s) address counts as (0 = its own length); `image_bytes` and
    `alt` are the most that one picture and its description may be (0 = no picture, no alt text).
    """

    unit: Unit
    characters: int
    bytes: int = 0
    url: int = 0
    link: Link = Link.TEXT
    image_bytes: int = 5_000_000
    image_types: tuple[str, ...] = ("image/jpeg", "image/png")
    alt: int = 1_000
    look: Look = Look()


def measure(text: str, limits: Limits) -> int:
    """Return the length of `text` by the network's own counting (`limits.unit`, `limits.url`)."""
    raise NotImplementedError


def fits(text: str, limits: Limits) -> bool:
    """Tell whether `text` is within the characters and bytes of `limits`."""
    return measure(text, limits) <= limits.characters and (
        not limits.bytes or len(text.encode()) <= limits.bytes
    )
