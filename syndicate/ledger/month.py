"""Month files as bytes: read strictly where a line is used, and sifted fast where it is not.

Every line is looked at, always: msgspec holds it to the types of `Line`. Only the lines that somebody asked
for are taken apart by `line.decode`; a file with any line that msgspec refuses is taken apart whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import Annotated, Literal

from msgspec import DecodeError, Meta, Struct
from msgspec.json import Decoder

from syndicate.errors import LedgerError
from syndicate.ledger.line import decode
from syndicate.model import Entry, EntryKind

NAME = re.compile(r"[0-9]{4}-[0-9]{2}\.jsonl")
UNREADABLE = (
    "{file}:{number}: this line of the ledger cannot be read: {why}. Nothing was sent. "
    'docs/operations.md, "A line cannot be read", says how to go on.'
)


class Line(Struct, gc=False, forbid_unknown_fields=True):
    """One line as it is sifted: its fields and their types, not yet what its kind asks of them."""

    v: Literal[1]
    at: Annotated[datetime, Meta(tz=True)]
    kind: EntryKind
    key: str
    run: str
    attempt: Annotated[int, Meta(ge=0)]
    data: dict[str, str]


# what a line says, whichever way it was read
Head = Line | Entry
SIFTED = Decoder(Line).decode
KIND, KEY = attrgetter("kind"), attrgetter("key")


@dataclass(frozen=True, slots=True)
class Month:
    """One file: its name, `where` for a message, a `token` that changes with its bytes, how to read it."""

    name: str
    where: str
    token: Hashable
    read: Callable[[], bytes]


def place(cursor: str) -> tuple[str, int]:
    """Return the file and the byte that a cursor names, ("", 0) for the start; raises LedgerError."""
    name, _, offset = cursor.partition(":")
    if not cursor:
        return "", 0
    if not NAME.fullmatch(name) or not re.fullmatch("[0-9]{1,15}", offset):
        raise LedgerError(f"{cursor!r} is no place in the ledger, which looks like '2026-11.jsonl:1234'.")
    return name, int(offset)


def name_for(entry: Entry, newest: str) -> str:
    """Return the file that an entry goes into: its month (UTC), but never one before the newest."""
    return max(f"{entry.at.astimezone(UTC):%Y-%m}.jsonl", newest)


def unreadable(where: str, number: int, error: Exception) -> LedgerError:
    """Return the error that names a line."""
    why = error if isinstance(error, LedgerError) else "it is not UTF-8"
    return LedgerError(UNREADABLE.format(file=where, number=number, why=why))


def entries(raw: bytes, where: str, start: int = 0) -> Iterator[tuple[int, Entry]]:
    """Yield (the byte after it, entry) of each line from byte `start` on; raises LedgerError naming a line.

    A last line that lacks nothing but its newline counts as if it had one.
    """
    number, offset = raw.count(b"\n", 0, start), start
    for line in _split(raw[start:] if start else raw):
        number += 1
        offset += len(line) + 1
        yield offset, _decoded(line, where, number)


def heads(raw: bytes, where: str, start: int = 0) -> Sequence[Head]:
    """Return the heads of all lines from byte `start` on; raises LedgerError where one cannot be read."""
    try:
        return [*map(SIFTED, _split(raw[start:] if start else raw))]
    except (DecodeError, UnicodeDecodeError):
        return [entry for _, entry in entries(raw, where, start)]


class Sieve:
    """Picks lines by kind or key; remembers what a file holds, so that most files are read once."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[Hashable, frozenset[EntryKind], frozenset[int]]] = {}

    def pick(self, month: Month, kinds: Collection[EntryKind], keys: Collection[str]) -> Iterator[Entry]:
        """Yield the entries of one file that are of these kinds or have one of these keys, in their order."""
        named, keyed = frozenset(kinds), frozenset(keys)
        token, held, hashes = self._held.get(month.name, (None, named, frozenset[int]()))
        if token == month.token and named.isdisjoint(held) and hashes.isdisjoint(map(hash, keyed)):
            return
        raw = month.read()
        found = self._noted(month, heads(raw, month.where))
        wanted = [n for n, head in enumerate(found) if head.kind in named or head.key in keyed]
        lines = _split(raw) if wanted else []
        for n in wanted:
            yield _decoded(lines[n], month.where, n + 1)

    def heads(self, month: Month, start: int = 0) -> tuple[int, Sequence[Head]]:
        """Return the byte after the last line of a file, and the heads of its lines from `start` on."""
        raw = month.read()
        found = heads(raw, month.where, start)
        whole = not raw or raw.endswith(b"\n")
        return len(raw) + (not whole), found if start else self._noted(month, found)

    def _noted(self, month: Month, found: Sequence[Head]) -> Sequence[Head]:
        kinds, keys = frozenset(map(KIND, found)), frozenset(map(hash, map(KEY, found)))
        self._held[month.name] = (month.token, kinds, keys)
        return found


def _split(raw: bytes) -> list[bytes]:
    """Return the lines by their newline alone, as a person's editor counts them."""
    lines = raw.split(b"\n")
    return lines if lines[-1] else lines[:-1]


def _decoded(line: bytes, where: str, number: int) -> Entry:
    try:
        return decode(line.decode())
    except (LedgerError, UnicodeDecodeError) as error:
        raise unreadable(where, number, error) from None
