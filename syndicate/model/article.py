"""The original as its author wrote it, and who vouches for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from syndicate.model.film import Film
from syndicate.model.finding import Words

NOTHING: Mapping[str, str] = MappingProxyType({})


class Status(StrEnum):
    """Where an article stands in its life."""

    PUBLISHED = "published"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"


class NoteKind(StrEnum):
    """What kind of note a few lines are: shared once, and soon."""

    TIP = "tip"
    NEWS = "news"
    QUESTION = "question"
    THANKS = "thanks"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes or reviews, as patients may see them (content/people.toml).

    `interests` are what they declare that could colour their advice, or that there is nothing; often empty.
    `login` is their account at the code host, `email` where they hand texts in from; both are shown nowhere.
    """

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
    interests: Words = Words("", "")
    sample: bool = False
    login: str = ""
    email: str = field(default="", repr=False)


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
    what release 0.1 signed of it. `writers` wrote it in any of its languages,
    `film` is what `video` and `captions` name; `original` is a translation's: a hash of what its original
    tells now.
    `overrides` maps finding codes to "name: reason". Where it is not `listed`, its page is public but in no
    list, and it is not shared (what Pelican calls hidden). `aliases` are slugs under which it stood before,
    `short` the words and numbers that people are told instead of its address. A `note` is a few lines: it
    is shared once, after somebody else has read it and on its day `until` at the last, and stands in no list
    but that of the notes.
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
    video: str = ""
    video_alt: str = ""
    captions: str = ""
    teasers: tuple[Teaser, ...] = ()
    season: Season | None = None
    translation_of: str = ""
    reason: str = ""
    correction: str = ""
    conflict: str = ""
    ai: str = ""
    consents: tuple[str, ...] = ()
    sample: bool = False
    listed: bool = True
    aliases: tuple[str, ...] = ()
    overrides: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    lines: Mapping[str, int] = field(default_factory=dict)
    body_line: int = 1
    todo: tuple[Words, ...] = ()
    hash: str = ""
    former: str = ""
    writers: tuple[Person, ...] = ()
    film: Film | None = None
    original: str = ""
    short: tuple[str, ...] = ()
    note: NoteKind | None = None
    until: Day | None = None

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

    `kind` is its schema.org business type (Physician, Dentist, Physiotherapy, MedicalClinic ...). `hours` and
    `out_of_hours_hours` (when the other number answers) are written as schema.org's openingHours. `type` is
    the kind of letters on its pages, `funding` who pays for what it tells.
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
    out_of_hours_hours: tuple[str, ...] = ()
    email: str = ""
    hours: tuple[str, ...] = ()
    logo: str = ""
    colour: str = "#0b5563"
    second_colour: str = ""
    type: str = "sans"
    tagline: str = ""
    funding: str = ""
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

    `names` are hashes of the names that a yes for secrecy let pass; `original` is a hash of what the original
    of a translation told, beside which it was read ("" where that was not written down). `parts` are the
    signs of what was read, by which a later reader is shown only what is new.
    """

    person: str
    role: Role
    hash: str
    at: datetime
    account: str
    names: tuple[str, ...] = ()
    original: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consent:
    """A written consent by its number (content/consents.toml), good until the day before `until`.

    Who gave it stands on paper in the practice, and nowhere here.
    """

    number: str
    until: Day
    line: int = field(default=1, compare=False)
