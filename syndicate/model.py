"""The nouns: each is made in one room and only read further on.

file -> Article -> Slot -> Post -> Payload -> Prepared -> Receipt -> Entry

All are frozen and slotted. Times are aware datetimes; the ledger holds UTC.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from datetime import datetime, time
from enum import StrEnum
from types import MappingProxyType

NOTHING: Mapping[str, str] = MappingProxyType({})


class Severity(StrEnum):
    """How much a finding weighs: an error stops its article or post, the others never do."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Status(StrEnum):
    """Where an article stands in its life."""

    PUBLISHED = "published"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence for people, in Dutch and in English."""

    nl: str
    en: str

    def of(self, lang: str) -> str:
        """Return the sentence in `lang`; every language but Dutch reads the English one."""
        return self.nl if lang.startswith("nl") else self.en


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule saw: what, where, how bad, and what to do next.

    `said` never quotes a patient identifier; a secrecy finding names place and kind only.
    `subject` is the uid/lang of the article (or the key of the post) that it stops, "" for the site.
    `overridden` holds "name: reason" where a named person let it pass.
    """

    code: str
    severity: Severity
    said: Words
    mend: Words
    file: str = ""
    line: int = 0
    subject: str = ""
    overridden: str = ""

    @property
    def blocks(self) -> bool:
        """Tell whether this finding stops its subject."""
        return self.severity is Severity.ERROR and not self.overridden


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
    `hash` (sha256 of exactly this text, its teasers and its picture's bytes) is what an approval signs.
    `overrides` maps finding codes to "name: reason".
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
    sample: bool = False
    overrides: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    lines: Mapping[str, int] = field(default_factory=dict)
    body_line: int = 1
    todo: tuple[Words, ...] = ()
    hash: str = ""

    @property
    def ref(self) -> str:
        """Return uid/lang, the article's name in findings and keys."""
        return f"{self.uid}/{self.lang}"

    def line(self, name: str) -> int:
        """Return the line of a front-matter field, 1 where it is not written."""
        return self.lines.get(name, 1)


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


@dataclass(frozen=True, slots=True)
class Approval:
    """One person's yes to exactly this text and image, written by the machine from an act."""

    person: str
    role: Role
    hash: str
    at: datetime
    account: str


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
    """One built page: `fingerprint` is what the live page must answer with (sha256 of its bytes)."""

    url: str
    path: str
    title: str
    lang: str
    fingerprint: str
    html: str = ""
    article: Article | None = None
    share_image: Picture | None = None


class Kind(StrEnum):
    """Why an article is shared now."""

    NEW = "new"
    EVERGREEN = "evergreen"
    SEASON = "season"
    NEWS = "news"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why now: `new`, `evergreen:3`, `season:2026` ..."""

    kind: Kind
    instance: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.instance}" if self.instance else str(self.kind)


def post_key(uid: str, lang: str, account: str, occasion: str) -> str:
    """Return the one name of one post, ever: uid/language/account/occasion instance."""
    return f"{uid}/{lang}/{account}/{occasion}"


def campaign_token(key: str) -> str:
    """Return the 8 hex digits by which a post's link is recognised on the network."""
    return hashlib.sha256(key.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Slot:
    """Article x account x occasion x time (aware); `variant` says which of its teasers is next."""

    article: Article
    account: str
    occasion: Occasion
    at: datetime
    variant: int = 0

    @property
    def key(self) -> str:
        """Return the key of the post that will fill this slot."""
        return post_key(self.article.uid, self.article.lang, self.account, str(self.occasion))


@dataclass(frozen=True, slots=True)
class Skip:
    """Why an article is not shared on an account now (`code`), in words, and until when."""

    article: Article
    account: str
    code: str
    why: Words
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is due, in the order in which it goes out, and what is not with its reason."""

    slots: tuple[Slot, ...] = ()
    skips: tuple[Skip, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of a day (local time of the practice) in which posts may go out; weekday 0 is Monday."""

    weekdays: tuple[int, ...]
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Quiet:
    """Days (both ends included) on which nothing is posted, and why."""

    first: Day
    last: Day
    reason: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """content/calendar.toml: when posts may go out."""

    timezone: str = "Europe/Amsterdam"
    windows: tuple[Window, ...] = (Window((0, 1, 2, 3, 4), time(8), time(20)),)
    quiet: tuple[Quiet, ...] = ()


@dataclass(frozen=True, slots=True)
class Pace:
    """How often one account may post: days between shares of one article, posts a day and a week.

    0 means no cap; `always` lets the account post outside the calendar's windows (folder, hand).
    """

    gap_days: int = 90
    article_gap_days: int = 21
    per_day: int = 1
    per_week: int = 4
    always: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """One account as the plan sees it; empty `languages` means every language."""

    account: str
    languages: tuple[str, ...] = ()
    pace: Pace = Pace()


@dataclass(frozen=True, slots=True)
class Posted:
    """What the plan needs to know of one key of the past: made by the ledger from its entries.

    `open` keys (claimed, in doubt) count as shared: nothing is planned over them. `adopted` keys
    (the back catalogue of a first run) count for the gaps, not for the caps.
    """

    uid: str
    lang: str
    account: str
    occasion: str
    at: datetime
    variant: int = 0
    open: bool = False
    adopted: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """Slot + words + image: `text` is exactly what the network gets, link included where it stands
    in the text; `link` is the permalink with the post's own campaign token."""

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


@dataclass(frozen=True, slots=True)
class Payload:
    """What `render` shows and `send` sends: pure data, no secrets.

    `body` is the JSON of the creating call without the ids that `prepare` adds; `text` the words in
    it; `image` the picture whose file `prepare` uploads; `marker` how the post is recognised.
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

    @property
    def hash(self) -> str:
        """Return the sha256 of all that the network would get, the picture's bytes included."""
        parts = (self.network, self.account, self.body, self.alt, self.image.sha256 if self.image else "")
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A payload with what the network handed out before the creating call (media ids, container)."""

    payload: Payload
    refs: Mapping[str, str] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Id and address of our own post, as the network gave them."""

    id: str
    url: str


class EntryKind(StrEnum):
    """What a ledger line says."""

    CLAIM = "claim"
    PREPARED = "prepared"
    SENT = "sent"
    RELEASED = "released"
    REJECTED = "rejected"
    UNKNOWN = "unknown"
    FOUND = "found"
    ABSENT = "absent"
    DROPPED = "dropped"
    ADOPTED = "adopted"
    APPROVAL = "approval"
    HOLD = "hold"
    RELEASE = "release"
    DEPLOY = "deploy"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: numbers, hashes, times and our own posts' addresses, nothing else.

    `data` holds the kind's own fields as strings, for example a claim's lease, marker and variant.
    `at` is UTC.
    """

    kind: EntryKind
    at: datetime
    key: str = ""
    run: str = ""
    attempt: int = 0
    data: Mapping[str, str] = field(default_factory=lambda: NOTHING)


class State(StrEnum):
    """What the entries of one key say together, at a given moment."""

    FREE = "free"
    CLAIMED = "claimed"
    IN_DOUBT = "in doubt"
    POSTED = "posted"
    WAITING = "waiting"
    REJECTED = "rejected"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class KeyState:
    """The folded reading of one key: its state, its last claim, and the receipt where it has one.

    FREE: may be claimed as attempt `attempt` + 1. CLAIMED: another run's lease still runs.
    IN_DOUBT: since `until`. WAITING: nothing was sent, not before `until`. REJECTED: only a changed
    body may try again.
    """

    state: State
    attempt: int = 0
    claim: Entry | None = None
    prepared: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    receipt: Receipt | None = None
    until: datetime | None = None
