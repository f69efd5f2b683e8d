"""What was shared, counted from the heads of lines: `reading.posted` for a ledger of many years.

It takes entry after entry as `reading.step` does, and says the same; a test keeps the two together.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from sys import intern

from msgspec import Struct

from syndicate.ledger.month import Head
from syndicate.model import EntryKind, Posted, State

CLAIM, PREPARED, SENT = EntryKind.CLAIM, EntryKind.PREPARED, EntryKind.SENT
CLAIMED, POSTED, DROPPED = State.CLAIMED, State.POSTED, State.DROPPED
OPEN = (CLAIMED, State.IN_DOUBT)
# these say nothing of what became of a key: a store may leave them where they are
ELSE = (
    PREPARED, EntryKind.APPROVAL, EntryKind.HOLD, EntryKind.RELEASE, EntryKind.DEPLOY, EntryKind.TRIAL,
    EntryKind.EXPIRY, EntryKind.TOKEN, EntryKind.ADDRESSES,
)  # fmt: skip


class Share(Struct, gc=False):
    """What became of one key; it is `named` once a claim or an adoption said whose it is."""

    state: State
    attempt: int
    at: datetime
    uid: str = ""
    lang: str = ""
    account: str = ""
    occasion: str = ""
    variant: int = 0
    adopted: bool = False
    named: bool = False


class Tally:
    """The keys that were posted, adopted, dropped or are open, after the heads taken so far."""

    def __init__(self) -> None:
        # the order of the named ones is the order of the rows
        self._held: dict[str, Share] = {}

    def take(self, heads: Iterable[Head]) -> None:
        """Take more lines, oldest first."""
        held = self._held
        for head in heads:
            kind, key = head.kind, head.key
            if kind is PREPARED or not key:
                continue
            share = held.get(key)
            if share is None or share.state not in (POSTED, DROPPED):
                if kind is CLAIM:
                    held[key] = _named(CLAIMED, head)
                elif kind is SENT and share:
                    share.state, share.at = POSTED, head.at
                else:
                    self._seldom(share, head)
            elif share.state is DROPPED:
                self._seldom(share, head)

    def rows(self) -> tuple[Posted, ...]:
        """Return what `reading.posted` returns of the same entries, in its order."""
        return tuple(
            Posted(s.uid, s.lang, s.account, s.occasion, s.at, s.variant, s.state in OPEN, s.adopted)
            for s in self._held.values()
            if s.named and s.state is not State.FREE
        )

    def _seldom(self, share: Share | None, head: Head) -> None:
        """Take a line of a key that is not posted."""
        kind, key = head.kind, head.key
        if kind is EntryKind.ADOPTED:
            if share and not share.named:
                del self._held[key]
            self._held[key] = _named(POSTED, head, adopted=True)
        elif share is None:
            ends = {SENT: POSTED, EntryKind.FOUND: POSTED, EntryKind.DROPPED: DROPPED}
            if kind in ends:
                self._held[key] = Share(ends[kind], 0, head.at)
        else:
            share.state = _outcome(share, head)
            if kind is SENT:
                share.at = head.at


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the cycle collector away: it would search a whole program for each portion of new rows."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()


def _outcome(share: Share, head: Head) -> State:
    match head.kind, share.state:
        case EntryKind.SENT | EntryKind.FOUND, _:
            return POSTED
        case (EntryKind.DROPPED, _) | (_, State.DROPPED):
            return DROPPED
        case EntryKind.UNKNOWN, _ if head.attempt == share.attempt:
            return State.IN_DOUBT
        case (EntryKind.ABSENT, _) | (EntryKind.RELEASED | EntryKind.REJECTED, State.CLAIMED) if (
            head.attempt == share.attempt
        ):
            return State.FREE
    return share.state


def _named(state: State, head: Head, *, adopted: bool = False) -> Share:
    data = head.data
    lang, account, occasion = intern(data["lang"]), intern(data["account"]), intern(data["occasion"])
    variant = int(data.get("variant", "0"))
    return Share(state, head.attempt, head.at, data["uid"], lang, account, occasion, variant, adopted, True)
