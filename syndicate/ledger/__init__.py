"""The only memory: append-only entries, and pure readings of them.

A store (file, branch, later sql) keeps the entries and appends them by compare-and-swap; `book`
makes a Ledger of any store, `line` says how an entry is written, and `reading` what the entries of a
key mean together, the same for every store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from syndicate.errors import SettingsError
from syndicate.model import Entry, EntryKind, KeyState, Posted
from syndicate.settings import Settings


class Ledger(Protocol):
    """What plan, publish, settle and report ask of the memory. All raise LedgerError."""

    def state(self, keys: Iterable[str], now: datetime) -> Mapping[str, KeyState]:
        """Return the folded state of each key at `now` (aware); an unknown key is FREE."""
        ...

    def since(self, cursor: str) -> Iterator[tuple[str, Entry]]:
        """Stream (cursor, entry) after `cursor` ("" = from the start), oldest first."""
        ...

    def only(self, *kinds: EntryKind) -> Iterator[Entry]:
        """Stream the entries of these kinds, oldest first: far cheaper than all of them."""
        ...

    def of(self, uid: str) -> Iterator[Entry]:
        """Stream the entries of one article's keys, oldest first."""
        ...

    def posted(self) -> tuple[Posted, ...]:
        """Return what the plan needs of every key that was posted, adopted, dropped or is still open."""
        ...

    def claim(self, claims: Sequence[Entry], now: datetime) -> tuple[Entry, ...]:
        """Write those claims whose key is free (or was released, or absent), durably, in one step.

        Returns the claims that are ours now; the others belong to another run.
        """
        ...

    def restore(
        self, found: Sequence[Entry], now: datetime, *, lost: Sequence[Entry] = ()
    ) -> tuple[Entry, ...]:
        """Write, durably and in one step, what was found again of posts that the ledger does not know.

        `found` are claims and proof, oldest first; before them come those of `lost`, lines that stood in
        this ledger, which it lacks. Returns what was written.
        """
        ...

    def append(self, entry: Entry) -> None:
        """Write one entry durably; returns only when it will survive a power cut."""
        ...


def open_ledger(settings: Settings, *, anew: bool = False) -> Ledger:
    """Open the ledger that SYNDICATE_LEDGER names: "file:FOLDER" below the site's root, "branch:NAME", or a
    database, "sqlite:FILE" or "postgresql://...".

    With `anew`, for who repairs it, a branch that was deleted or written anew is not refused. Raises
    SettingsError for any other kind of store: where the memory lives is never guessed.
    """
    from syndicate.ledger.book import Book

    kind, _, place = settings.ledger.partition(":")
    if kind == "file" and place.strip():
        from syndicate.ledger.file import FileStore

        return Book(FileStore(settings.root / place))
    if kind == "branch":
        from syndicate.ledger.branch import open_branch

        return Book(open_branch(settings.root, place, anew=anew))
    if kind in ("sqlite", "postgresql"):
        from syndicate.ledger.address import open_database

        return Book(open_database(settings))
    raise SettingsError(
        f"pelicanconf.py: SYNDICATE_LEDGER {kind!r} is no store that is known here. Known: "
        f"'file:FOLDER', e.g. 'file:.syndicate/ledger', 'branch:NAME', e.g. 'branch:ledger', 'sqlite:FILE' "
        f"and 'postgresql://USER@HOST/DATABASE?practice=NAME'."
    )
