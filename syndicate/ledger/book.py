"""The Ledger over any store: a store only offers its entries and one atomic compare-and-append."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from syndicate.errors import LedgerError
from syndicate.ledger import reading
from syndicate.model import Entry, EntryKind, KeyState, Posted

Choose = Callable[[Iterator[Entry]], Sequence[Entry]]


class Store(Protocol):
    """Where entries live: a folder of files, later a git branch or a database."""

    def read(self, cursor: str = "") -> Iterator[tuple[str, Entry]]:
        """Stream (cursor, entry) after `cursor` ("" = from the start), oldest first."""
        ...

    def write(self, choose: Choose) -> Sequence[Entry]:
        """Append what `choose` returns, durably and in one step, and return it.

        Between what `choose` is shown and what is written nobody else writes; a store that finds
        out afterwards that somebody did must show it the newer entries and let it choose again.
        """
        ...


class Book:
    """Answers the questions of `syndicate.ledger.Ledger` from one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def state(self, keys: Iterable[str], now: datetime) -> Mapping[str, KeyState]:
        """Return the folded state of each key at `now` (aware); an unknown key is FREE."""
        return reading.states(self._entries(), keys, now)

    def since(self, cursor: str) -> Iterator[tuple[str, Entry]]:
        """Stream (cursor, entry) after `cursor` ("" = from the start), oldest first."""
        return self._store.read(cursor)

    def of(self, uid: str) -> Iterator[Entry]:
        """Stream the entries of one article's keys, its approvals included, oldest first."""
        return (entry for entry in self._entries() if entry.key.startswith(f"{uid}/"))

    def posted(self) -> tuple[Posted, ...]:
        """Return what the plan needs of every key that was posted, adopted, dropped or is still open."""
        return reading.posted(self._entries())

    def claim(self, claims: Sequence[Entry], now: datetime) -> tuple[Entry, ...]:
        """Write those claims whose key may be claimed, durably, in one step; return these.

        A claim is refused where its attempt is not the next one: it was made on an old reading.
        """
        if any(claim.kind is not EntryKind.CLAIM for claim in claims):
            raise LedgerError("only claims can be claimed; every other entry is appended")
        return tuple(self._store.write(lambda entries: reading.ours(entries, claims, now)))

    def append(self, entry: Entry) -> None:
        """Write one entry durably; returns only when it will survive a power cut."""
        if entry.kind is EntryKind.CLAIM:
            raise LedgerError("a claim is never appended: `claim` compares before it writes")
        self._store.write(lambda _: (entry,))

    def _entries(self) -> Iterator[Entry]:
        return (entry for _, entry in self._store.read())
