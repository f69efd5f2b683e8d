"""Words, picture and address on their way to a network and back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from syndicate.model.article import NOTHING, Article
from syndicate.model.film import Film
from syndicate.model.page import Picture
from syndicate.model.slot import Occasion


@dataclass(frozen=True, slots=True)
class Post:
    """Slot + words + image: `text` is exactly what the network gets, link included where it stands
    in the text; `link` is the permalink with the post's own campaign token; a `film` goes in place of the
    image where the network takes it."""

    key: str
    article: Article
    account: str
    occasion: Occasion
    at: datetime
    text: str
    link: str
    permalink: str
    lang: str
    title: str
    summary: str
    image: Picture | None = None
    alt: str = ""
    variant: int = 0
    film: Film | None = None


@dataclass(frozen=True, slots=True)
class Payload:
    """What `render` shows and `send` sends: pure data, no secrets.

    `body` is the JSON of the creating call without the ids that `prepare` adds; `text` the words in
    it; `image` the picture whose file `prepare` uploads, or that of the `film` in its place; `marker` how the
    post is recognised.
    """

    network: str
    account: str
    key: str
    text: str
    body: str
    lang: str
    marker: str
    created_at: datetime
    link: str = ""
    title: str = ""
    summary: str = ""
    image: Picture | None = None
    alt: str = ""
    film: Film | None = None

    @property
    def hash(self) -> str:
        """Return the sha256 of all that the network would get, picture and film included."""
        parts = [self.network, self.account, self.body, self.alt, self.image.sha256 if self.image else ""]
        parts += [self.film.sha256, self.film.alt, self.film.vtt] if self.film else []
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    @property
    def sign(self) -> str:
        """Return 16 hex digits of all that a person sees of it, which no hour changes."""
        parts = [self.key, self.text, self.link, self.title, self.summary, self.alt]
        parts += [self.image.sha256] if self.image else []
        parts += [self.film.sha256, self.film.alt, self.film.vtt] if self.film else []
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A payload with what the network handed out before the creating call (media ids, container).

    `told` says for a person what was left out of it: a film that the network would not take.
    """

    payload: Payload
    refs: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    told: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Id and address of our own post, as the network gave them."""

    id: str
    url: str
