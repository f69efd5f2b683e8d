"""The pages made of articles, and the pictures on them."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Page:
    """One built page: `fingerprint` is what the live page must answer with (sha256 of its bytes).

    `share_twin` is the share image once more as JPEG, where an account takes no PNG.
    """

    url: str
    path: str
    title: str
    lang: str
    fingerprint: str
    html: str = ""
    article: Article | None = None
    share_image: Picture | None = None
    share_twin: Picture | None = None

    @property
    def cards(self) -> tuple[Picture, ...]:
        """Return the share image and its twin, as far as there are any."""
        return tuple(card for card in (self.share_image, self.share_twin) if card)

    def card(self, types: Collection[str]) -> Picture | None:
        """Return the share image in one of these types; in its own where there is no such one."""
        return next((card for card in self.cards if card.type in types), self.share_image)
