"""What one run has in hand, and how it writes what it did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from syndicate.channels import Channel
from syndicate.content import Content
from syndicate.http import Door
from syndicate.ledger import Ledger
from syndicate.model import NOTHING, Article, Entry, EntryKind, Finding
from syndicate.rules import Known
from syndicate.settings import Account, Settings
from syndicate.workflows.remembered import Remembered

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Way:
    """What one run has in hand; `now` is its moment in UTC, `today` the practice's day.

    `left` says why it leaves articles out: beside whatever else stops it, that is told.
    """

    settings: Settings
    content: Content
    ledger: Ledger
    door: Door
    channels: Mapping[str, Channel]
    now: datetime
    today: date
    run: str
    tell: Tell
    known: Known
    memory: Remembered
    left: tuple[Finding, ...] = ()

    def account(self, name: str) -> Account:
        """Return the settings of one account."""
        return next(a for a in self.settings.accounts if a.name == name)

    def moment(self) -> datetime:
        """Return the time right now (UTC), for leases and entries; SYNDICATE_NOW stands still."""
        return self.settings.now()


def silent(_line: str) -> None:
    """Tell nobody."""


def origin(way: Way, article: Article) -> Mapping[str, str]:
    """Return what the ledger keeps of where a blog's article stands, since only its slug names it."""
    return {"file": article.file} if way.settings.blog else NOTHING


def entry(
    way: Way, kind: EntryKind, key: str = "", attempt: int = 0, data: Mapping[str, str] = NOTHING
) -> Entry:
    """Make a ledger entry of this run, at this moment."""
    return Entry(kind, way.moment(), key, way.run, attempt, data)
