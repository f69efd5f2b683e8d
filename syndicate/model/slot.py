"""When and why an article goes out: slots, skips, and what decides them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from syndicate.model.article import Article
from syndicate.model.finding import Words


class Kind(StrEnum):
    """Why an article is shared now."""

    NEW = "new"
    EVERGREEN = "evergreen"
    SEASON = "season"
    EVENT = "event"
    NEWS = "news"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why now: `new`, `evergreen:3`, `season:2026`, `event:week-van-de-slaap-2027` ..."""

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


ONCE = 36_500
"""The `gap_days` of an account that shares nothing twice: a hundred years."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often one account may post: days between shares of one article, posts a day and a week.

    0 means no cap; `always` lets the account post outside the calendar's windows (folder).
    """

    gap_days: int = 90
    article_gap_days: int = 21
    per_day: int = 1
    per_week: int = 4
    always: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """One account as the plan sees it; empty `languages` means every language.

    `later` says by article (uid/lang) until when (aware) a person put its next post here off. With `only`
    nothing goes out but the posts of these keys.
    """

    account: str
    languages: tuple[str, ...] = ()
    pace: Pace = Pace()
    later: Mapping[str, datetime] = field(default_factory=dict)
    only: frozenset[str] | None = None


class Posted(NamedTuple):
    """What the plan needs to know of one key of the past: made by the ledger from its entries.

    `open` keys (claimed, in doubt) count as shared: nothing is planned over them. `adopted` keys
    (the back catalogue of a first run) say that an article was announced, not when: they hold back
    evergreen shares and, on their own account, what is running then; no cap, and no other account.
    """

    uid: str
    lang: str
    account: str
    occasion: str
    at: datetime
    variant: int = 0
    open: bool = False
    adopted: bool = False
