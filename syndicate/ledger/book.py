"""The Ledger over any store: a store only offers its entries and one atomic compare-and-append."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Protocol, runtime_checkable

from syndicate.errors import LedgerError
from syndicate.ledger import reading
from syndicate.ledger.line import encode
from syndicate.ledger.month import Head
from syndicate.ledger.tally import Tally, uncollected
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


@runtime_checkable
class Sifting(Store, Protocol):
    """A store that need not take apart every line to answer; one that is not, is read whole."""

    def heads(self, cursor: str = "") -> Iterator[tuple[str, Sequence[Head]]]:
        """Stream (cursor, heads of lines) after `cursor`, oldest first, in portions of its own size."""
        ...

    def pick(self, *, kinds: Collection[EntryKind] = (), keys: Collection[str] = ()) -> Iterator[Entry]:
        """Stream the entries of these kinds, and those of these keys, oldest first."""
        ...

    def write(self, choose: Choose, keys: Collection[str] | None = None) -> Sequence[Entry]:
        """Append as a Store does; with `keys`, `choose` is shown the entries of these keys only."""
        ...


@runtime_checkable
class ByArticle(Store, Protocol):
    """A store that finds the entries of one article without reading all others."""

    def of(self, uid: str) -> Iterator[Entry]:
        """Stream the entries of one article's keys, oldest first."""
        ...


class Book:
    """Answers the questions of `syndicate.ledger.Ledger` from one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sifting = store if isinstance(store, Sifting) else None
        self._tally, self._counted = Tally(), ""

    def state(self, keys: Iterable[str], now: datetime) -> Mapping[str, KeyState]:
        """Return the folded state of each key at `now` (aware); an unknown key is FREE."""
        wanted = frozenset(keys)
        found = self._sifting.pick(keys=wanted) if self._sifting else self._entries()
        return reading.states(found, wanted, now)

    def since(self, cursor: str) -> Iterator[tuple[str, Entry]]:
        """Stream (cursor, entry) after `cursor` ("" = from the start), oldest first."""
        return self._store.read(cursor)

    def only(self, *kinds: EntryKind) -> Iterator[Entry]:
        """Stream the entries of these kinds, oldest first."""
        if self._sifting:
            return self._sifting.pick(kinds=kinds)
        return (entry for entry in self._entries() if entry.kind in kinds)

    def of(self, uid: str) -> Iterator[Entry]:
        """Stream the entries of one article's keys, its approvals included, oldest first."""
        if isinstance(self._store, ByArticle):
            return self._store.of(uid)
        return (entry for entry in self._entries() if entry.key.startswith(f"{uid}/"))

    def posted(self) -> tuple[Posted, ...]:
        """Return what the plan needs of every key that was posted, adopted, dropped or is still open."""
        if self._sifting:
            # a line that counts as no head should is read, and named, by the strict way
            with suppress(KeyError, ValueError), uncollected():
                for cursor, heads in self._sifting.heads(self._counted):
                    self._tally.take(heads)
                    self._counted = cursor
                return self._tally.rows()
            self._tally, self._counted = Tally(), ""
        return reading.posted(self._entries())

    def claim(self, claims: Sequence[Entry], now: datetime) -> tuple[Entry, ...]:
        """Write those claims whose key may be claimed, durably, in one step; return these.

        A claim is refused where its attempt is not the next one: it was made on an old reading.
        """
        if any(claim.kind is not EntryKind.CLAIM for claim in claims):
            raise LedgerError("only claims can be claimed; every other entry is appended")
        if self._sifting:
            keys = frozenset(claim.key for claim in claims)
            return tuple(self._sifting.write(lambda entries: reading.ours(entries, claims, now), keys))
        return tuple(self._store.write(lambda entries: reading.ours(entries, claims, now)))

    def restore(
        self, found: Sequence[Entry], now: datetime, *, lost: Sequence[Entry] = ()
    ) -> tuple[Entry, ...]:
        """Write what was found again of a past that the ledger lacks, durably, in one step; return it."""

        def choose(entries: Iterator[Entry]) -> Sequence[Entry]:
            there = tuple(entries)
            held = {encode(entry) for entry in there} if lost else set()
            back = tuple(entry for entry in lost if encode(entry) not in held)
            return (*back, *reading.lacking((*there, *back), found, now))

        if self._sifting and not lost:
            return tuple(self._sifting.write(choose, frozenset(entry.key for entry in found if entry.key)))
        return tuple(self._store.write(choose))

    def append(self, entry: Entry) -> None:
        """Write one entry durably; returns only when it will survive a power cut."""
        if entry.kind is EntryKind.CLAIM:
            raise LedgerError("a claim is never appended: `claim` compares before it writes")
        self._store.write(lambda _: (entry,))

    def _entries(self) -> Iterator[Entry]:
        return (entry for _, entry in self._store.read())
