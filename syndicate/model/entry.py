"""Lines of the ledger, and what those of one key mean together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from syndicate.model.article import NOTHING
from syndicate.model.post import Receipt


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
    TRIAL = "trial"
    EXPIRY = "expiry"
    TOKEN = "token"  # noqa: S105 - a kind of entry, and no secret
    ADDRESSES = "addresses"
    AUDIT = "audit"
    FEEDS = "feeds"


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
