"""What a network takes and shows, as data, and how long a text is by its own way of counting.

Names no network: each channel module holds its own `Limits`.
"""

from __future__ import annotations

import pkgutil
import sys
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from syndicate.model import Film

PARSER = "twitter_text"
RETIRED = "pkg_resources"


class Unit(StrEnum):
    """How a network counts: twitter-text weight, graphemes, code points, UTF-16 units.

    EMOJI_BYTES are code points, but of an emoji its UTF-8 bytes.
    """

    WEIGHTED = "weighted"
    GRAPHEMES = "graphemes"
    CODE_POINTS = "code points"
    UTF16 = "UTF-16 units"
    EMOJI_BYTES = "code points and bytes of emoji"


class Link(StrEnum):
    """Where a post's link stands: in its text, in a card beside it, or nowhere."""

    TEXT = "text"
    CARD = "card"
    NONE = "none"


class Shape(StrEnum):
    """How the parts of a post stand where it is read."""

    BESIDE = "beside"  # all of it in one column beside the sender's picture
    BELOW = "below"  # words, then the picture, below the sender
    EDGE = "edge"  # the same, with the picture from edge to edge
    PICTURE = "picture-first"  # the words below the picture
    BUBBLE = "bubble"  # one message in a chat
    LETTER = "letter"  # under a subject, ending with the title as a link
    LISTING = "listing"  # in the profile of a business, with a button
    DATA = "data"  # fields for a program
    SHEET = "sheet"  # a page of its own under its title


class Sign(StrEnum):
    """What a reader can do with a post, as the row of signs below it has them."""

    REPLY = "reply"
    REPEAT = "repeat"
    LIKE = "like"
    THUMB = "thumb"
    STAR = "star"
    KEEP = "keep"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class LinkCard:
    """How a network draws the card of a link: its lines in order (of host, title and summary).

    `small` tells whether its picture stands small beside them, `described` whether that one carries our
    description.
    """

    lines: tuple[str, ...] = ("host", "title", "summary")
    small: bool = False
    described: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """How a network draws a post: its shape, what the reader sees before "more", the crop of the picture.

    `fold` counts graphemes of the text shown before the fold (0 = no fold); `fold_lines` likewise
    in lines; `crop` is width:height of the picture in the stream; `card` is drawn where the link stands
    in one; `square` is the sender's picture; `source` says where these facts come from.
    """

    fold: int = 0
    fold_lines: int = 0
    crop: tuple[float, float] = (1.91, 1.0)
    shape: Shape = Shape.BELOW
    signs: tuple[Sign, ...] = (Sign.LIKE, Sign.REPLY, Sign.SHARE)
    card: LinkCard = LinkCard()
    square: bool = False
    source: str = ""

    @property
    def ratio(self) -> float:
        """Return the width of the picture in the stream in heights."""
        return self.crop[0] / self.crop[1]


@dataclass(frozen=True, slots=True)
class FilmLimits:
    """What film a network takes (MP4, H.264): bytes, seconds, UTF-16 units of its description (0 = none).

    `captions` tells whether they go along as a file; where not, their words end the description. `source`
    says where these facts come from.
    """

    bytes: int
    seconds: float
    alt: int
    captions: bool
    source: str

    def take(self, film: Film) -> bool:
        """Tell whether the network takes this film."""
        return film.bytes <= self.bytes and film.seconds <= self.seconds


@dataclass(frozen=True, slots=True)
class Limits:
    """What one account of a network takes: text by `unit`, bytes (0 = no cap), pictures, alt text.

    `url` is the length that every http(s) address counts as (0 = its own length); `image_bytes` and
    `alt` are the most that one picture and its description may be (0 = no picture, no alt text); `film` is
    None where no film goes out. `escaped` are the signs that travel with a backslash, which counts.
    """

    unit: Unit
    characters: int
    bytes: int = 0
    url: int = 0
    escaped: str = ""
    link: Link = Link.TEXT
    image_bytes: int = 5_000_000
    image_types: tuple[str, ...] = ("image/jpeg", "image/png")
    alt: int = 1_000
    film: FilmLimits | None = None
    look: Look = Look()


def measure(text: str, limits: Limits) -> int:
    """Return the length of `text` by the network's own counting (`limits.unit`, `limits.url`).

    WEIGHTED is twitter-text 3: NFC, emoji 2, most scripts outside Latin 2, every address 23 or
    `limits.url`, bare domains too ("griep.Nu"); emoji newer than Unicode 12 count too much, never
    too little. GRAPHEMES are Unicode's extended clusters. Outside WEIGHTED, `limits.url` counts for
    http(s) addresses as twitter-text finds them (a known top-level domain), as Mastodon does; bare
    domains count in full. GRAPHEMES with a `limits.url` also count @user@domain as @user
    (Mastodon's API documentation, "status length").
    """
    if limits.unit is Unit.WEIGHTED:
        return _weigh(text, limits.url)
    if limits.url:
        text = _with_short_addresses(text, limits.url)
    text = escape(text, limits.escaped)
    if limits.unit is Unit.CODE_POINTS:
        return len(text)
    if limits.unit is Unit.EMOJI_BYTES:
        return _count_with_emoji_bytes(text)
    if limits.unit is Unit.UTF16:
        return len(text.encode("utf-16-le")) // 2
    return _count_graphemes(text, short_mentions=limits.url > 0)


def escape(text: str, signs: str) -> str:
    """Return `text` with a backslash before each of `signs`."""
    return "".join(f"\\{c}" if c in signs else c for c in text)


def fits(text: str, limits: Limits) -> bool:
    """Tell whether `text` is within the characters and bytes of `limits`."""
    short = _surely_short(text, limits) or measure(text, limits) <= limits.characters
    return short and (not limits.bytes or len(text.encode()) <= limits.bytes)


def _surely_short(text: str, limits: Limits) -> bool:
    """Tell whether a text is short however long its addresses count: twitter-text need not be asked."""
    most = len(escape(text, limits.escaped)) + limits.url * text.count("://")
    return limits.unit in (Unit.GRAPHEMES, Unit.CODE_POINTS) and most <= limits.characters


def without_addresses(text: str) -> str:
    """Return the text without what twitter-text takes for an address, bare domains too ("griep.Nu")."""
    if "." not in text:
        return text
    found = _parser().extract_urls_with_indices(text)
    for start, end in (address["indices"] for address in reversed(found)):
        text = text[:start] + text[end:]
    return text


def _weigh(text: str, url: int) -> int:
    parser = _parser()
    options = parser.config.config["defaults"]
    if url:
        options = {**options, "transformed_url_length": url}
    return int(parser.parse_tweet(text, options).weightedLength)


def _with_short_addresses(text: str, url: int) -> str:
    if "://" not in text:
        return text
    found = _parser().extract_urls_with_indices(text, extract_urls_without_protocol=False)
    for start, end in (address["indices"] for address in reversed(found)):
        text = text[:start] + "x" * url + text[end:]
    return text


def _count_graphemes(text: str, *, short_mentions: bool) -> int:
    import regex

    if short_mentions:
        text = regex.sub(r"(?<![\w=/])(@\w+(?:[.-]+\w+)*)@\w+(?:[.-]+\w+)*", r"\1", text)
    return len(regex.findall(r"\X", text))


def _count_with_emoji_bytes(text: str) -> int:
    import regex

    emoji = regex.compile(r"\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{RI}|\uFE0F|\u20E3")
    return sum(len(c.encode()) if emoji.search(c) else len(c) for c in regex.findall(r"\X", text))


class _StandIn(ModuleType):
    """All that twitter-text-parser 3.0.0 asks of pkg_resources, which setuptools 82 retired."""

    @staticmethod
    def resource_string(module: str, name: str) -> bytes | None:
        """Return the bytes of a file beside `module`."""
        return pkgutil.get_data(module.rpartition(".")[0], name)


@cache
def _parser() -> Any:
    """Import twitter-text-parser (a quarter of a second) and leave sys.modules as it was."""
    before = {RETIRED: sys.modules[RETIRED]} if RETIRED in sys.modules else {}
    sys.modules[RETIRED] = _StandIn(RETIRED)
    try:
        return import_module(PARSER)
    finally:
        del sys.modules[RETIRED]
        sys.modules.update(before)
