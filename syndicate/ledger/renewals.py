"""What the entries say of renewed tokens, which lie here sealed: pure, in their order.

A chain begins with what the environment holds and grows by one link a renewal. Each link names the one that
it was renewed from; of two runs that renewed the same one the first counts, and the other's is passed over.
Who puts another token into the environment thereby begins another chain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from syndicate.model import Entry


def origin(values: Sequence[str]) -> str:
    """Return by what a chain is known: a digest of the environment's own values, in their order."""
    return _digest("\0".join(values))


def mark(link: Entry | None) -> str:
    """Return how the next link names this one, "" for the first of a chain."""
    return _digest(link.data["sealed"]) if link else ""


def heads(entries: Iterable[Entry]) -> dict[tuple[str, str], Entry]:
    """Return the last link of each chain of these renewals (EntryKind.TOKEN), by account and origin."""
    found: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        chain = entry.data["account"], entry.data["origin"]
        if entry.data.get("after", "") == mark(found.get(chain)):
            found[chain] = entry
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(f"expertstatus token {text}".encode()).hexdigest()[:16]
