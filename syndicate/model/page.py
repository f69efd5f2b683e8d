"""The pages made of articles, and the pictures on them."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

from syndicate.model.article import Article


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the built site: `path` relative to the output, `url` absolute, size in pixels."""

    path: str
    url: str
    width: int
    height: int
    type: str
    bytes: int
    sha256: str
    alt: str = ""


WIDE = 1200 / 630
"""The shape of a share image, as most networks show it."""


@dataclass(frozen=True, slots=True)
class Page:
    """One built page: `fingerprint` is what the live page must answer with (sha256 of its bytes).

    `share_more` is the share image once more: as JPEG, or taller, where an account asks for that.
    """

    url: str
    path: str
    title: str
    lang: str
    fingerprint: str
    html: str = ""
    article: Article | None = None
    share_image: Picture | None = None
    share_more: tuple[Picture, ...] = ()

    @property
    def cards(self) -> tuple[Picture, ...]:
        """Return the share image and what there is of it besides."""
        return (*filter(None, (self.share_image,)), *self.share_more)

    def card(self, types: Collection[str], shape: float = WIDE) -> Picture | None:
        """Return the share image in one of these types, the nearest to a shape (width : height).

        Where there is none of these types it is in its own.
        """
        fit = (card for card in self.cards if card.type in types)
        return min(
            fit, key=lambda card: abs(math.log(card.width / card.height / shape)), default=self.share_image
        )
