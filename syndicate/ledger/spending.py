"""What posts cost, as their claims say: a pure reading, in the order of the entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from syndicate.model import Entry, EntryKind

BOUGHT = frozenset({EntryKind.CLAIM, EntryKind.SENT, EntryKind.FOUND})
NOTHING_WENT = frozenset({EntryKind.RELEASED, EntryKind.REJECTED, EntryKind.ABSENT})
SPENDING = (*BOUGHT, *NOTHING_WENT)


@dataclass(frozen=True, slots=True)
class Bill:
    """What one attempt at a post cost, or may still cost, its account."""

    key: str
    attempt: int
    account: str
    cost: Decimal


def bills(entries: Iterable[Entry], since: datetime) -> tuple[Bill, ...]:
    """Return what the claims since a moment cost, in their own order, by the price that each of them noted.

    Not those of which nothing went out. What is in doubt counts, and so does what a person dropped then.
    """
    found: dict[tuple[str, int], Bill] = {}
    void: set[tuple[str, int]] = set()
    for entry in entries:
        one = (entry.key, entry.attempt)
        if entry.kind is EntryKind.CLAIM:
            if entry.at >= since and "cost" in entry.data:
                bill = Bill(*one, entry.data["account"], Decimal(entry.data["cost"]))
                found.setdefault(one, bill)
        elif entry.kind in NOTHING_WENT:
            void.add(one)
        elif entry.kind in BOUGHT:
            void.discard(one)
    return tuple(bill for one, bill in found.items() if one not in void)
