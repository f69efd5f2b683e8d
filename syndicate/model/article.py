"""The original as its author wrote it, who vouches for it, and the pages made of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from syndicate.model.finding import Words

NOTHING: Mapping[str, str] = MappingProxyType({})


class Status(StrEnum):
    """Where an article stands in its life."""

    PUBLISHED = "published"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes or reviews, as patients may see them (content/people.toml)."""

    id: str
    name: str
    profession: str
    role: Words
    registration: str = ""
    registration_number: str = ""
    photo: str = ""
    url: str = ""
    accounts: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A section of the site (content/topics.toml); its id is its address, and stays when its name changes."""

    id: str
    name: Words
    intro: Words
    file: str = ""
    line: int = 1


@dataclass(frozen=True, slots=True)
class Source:
    """One guideline or publication that an article rests on."""

    title: str
    publisher: str
    year: int
    url: str


@dataclass(frozen=True, slots=True)
class Teaser:
    """The author's own short text for posts; `channel` "" serves every channel."""

    text: str
    channel: str = ""
    form: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Season:
    """Yearly weeks (ISO week numbers, both ends included) in which an article is timely."""

    first_week: int
    last_week: int


@dataclass(frozen=True, slots=True)
class Article:
    """One original in one language, as its author wrote it: uid + language is its identity.

    Made by `syndicate.content`. `file` is relative to the site root; `lines` maps front-matter
    fields to their line, `body_line` is the first line of the text. `todo` is what a draft misses.
    `hash` (sha256 of exactly this text, its address, teasers and files) is what an approval signs, `former`
    what release 0.1 signed of it. `writers` wrote it in any of its languages.
    `overrides` maps finding codes to "name: reason". Where it is not `listed`, its page is public but in no
    list, and it is not shared (what Pelican calls hidden).
    """

    uid: str
    lang: str
    title: str
    slug: str
    file: str
    body: str
    status: Status = Status.PUBLISHED
    date: datetime | None = None
    modified: datetime | None = None
    authors: tuple[Person, ...] = ()
    reviewed_by: tuple[Person, ...] = ()
    last_reviewed: Day | None = None
    next_review: Day | None = None
    topic: str = ""
    tags: tuple[str, ...] = ()
    audience: str = ""
    summary: str = ""
    key_points: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    image: str = ""
    image_alt: str = ""
    image_focus: tuple[float, float] = (0.5, 0.5)
    teasers: tuple[Teaser, ...] = ()
    season: Season | None = None
    translation_of: str = ""
    reason: str = ""
    correction: str = ""
    consents: tuple[str, ...] = ()
    sample: bool = False
    listed: bool = True
    overrides: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    lines: Mapping[str, int] = field(default_factory=dict)
    body_line: int = 1
    todo: tuple[Words, ...] = ()
    hash: str = ""
    former: str = ""
    writers: tuple[Person, ...] = ()

    @property
    def ref(self) -> str:
        """Return uid/lang, the article's name in findings and keys."""
        return f"{self.uid}/{self.lang}"

    def line(self, name: str) -> int:
        """Return the line of a front-matter field, 1 where it is not written."""
        return self.lines.get(name, 1)

    def signed_by(self, approval: Approval) -> bool:
        """Tell whether an approval is one of exactly this article.

        Those of release 0.1 hold for what they signed, the words and the picture above them; for secrecy
        only whoever saw all that goes out has signed.
        """
        former = "" if approval.role is Role.SECRECY else self.former
        return bool(approval.hash) and approval.hash in (self.hash, former)


@dataclass(frozen=True, slots=True)
class Practice:
    """The practice as patients may see it (SYNDICATE_PRACTICE); its own numbers are no patient data.

    `kind` is its schema.org business type (Physician, Dentist, Physiotherapy, MedicalClinic ...).
    """

    name: str = ""
    kind: str = "MedicalClinic"
    street: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = "NL"
    phone: str = ""
    out_of_hours_phone: str = ""
    out_of_hours_name: str = ""
    email: str = ""
    hours: tuple[str, ...] = ()
    logo: str = ""
    colour: str = "#0b5563"
    tagline: str = ""
    accounts: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    sample: bool = False


class Role(StrEnum):
    """What an approval vouches for."""

    MEDICAL = "medical"
    SECRECY = "secrecy"
    POST = "post"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Approval:
    """One person's yes to exactly this text and image, written by the machine from an act.

    `names` are hashes of the names that a yes for secrecy let pass.
    """

    person: str
    role: Role
    hash: str
    at: datetime
    account: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consent:
    """A written consent by its number (content/consents.toml), good until the day before `until`.

    Who gave it stands on paper in the practice, and nowhere here.
    """

    number: str
    until: Day
    line: int = field(default=1, compare=False)


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
