"""Month files as bytes: read strictly where a line is used, and sifted fast where it is not.

The shape of every line is looked at, always. Only the lines that somebody asked for are taken apart by
`line.decode`; a file with any line of another shape than `line.encode` writes is taken apart whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import dataclass
from datetime import UTC
from operator import itemgetter

from syndicate.errors import LedgerError
from syndicate.ledger.line import decode
from syndicate.model import Entry, EntryKind

NAME = re.compile(r"[0-9]{4}-[0-9]{2}\.jsonl")
UNREADABLE = (
    "{file}:{number}: this line of the ledger cannot be read: {why}. Nothing was sent. "
    'docs/operations.md, "A line cannot be read", says how to go on.'
)
_PLAIN = rb"[ !#-\[\]-~]*+"
_SOME = b'"' + _PLAIN + rb'(?:\\["\\/bfnrtu]' + _PLAIN + b')*+"'
TEXT = b'"(' + _SOME[1:-1] + b')"'
_FIELD = rb'"[a-z][a-z0-9_]*+":' + _SOME
# every day that there is; of 29 February in a year like 2100 its reader says no
_DAY = (
    rb"(?:[1-9][0-9]{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)"
    rb"|(?:0[13578]|1[02])-31)|[1-9][0-9](?:[02468][048]|[13579][26])-02-29)"
)
_TIME = rb"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{6})?"
SHAPE = re.compile(
    rb'^\{"v":1,"at":"(' + _DAY + b"T" + _TIME + rb')Z","kind":"([a-z]+)","key":' + TEXT + rb',"run":' + _SOME
    + rb',"attempt":(0|[1-9][0-9]{0,8}),"data":(\{(?:' + _FIELD + rb"(?:," + _FIELD + rb")*+)?+\})\}$",
    re.MULTILINE,
)  # fmt: skip
KINDS = frozenset(str(kind).encode() for kind in EntryKind)

# at (UTC, without its Z), kind, key, attempt and data of one line, as they are written there
Head = tuple[bytes, bytes, bytes, bytes, bytes]
KIND, KEY = itemgetter(1), itemgetter(2)


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
        offset += len(line.rstrip(b"\n")) + 1
        yield offset, _decoded(line, where, number)


def heads(raw: bytes, where: str, start: int = 0) -> list[Head]:
    """Return the heads of all lines from byte `start` on; raises LedgerError where one cannot be read."""
    part = raw[start:] if start else raw
    found: list[Head] = SHAPE.findall(part)
    if len(found) == _count(part) and KINDS.issuperset(map(KIND, found)):
        return found
    return [_head(entry) for _, entry in entries(raw, where, start)]


class Sieve:
    """Picks lines by kind or key; remembers what a file holds, so that most files are read once."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[Hashable, frozenset[bytes], frozenset[int]]] = {}

    def pick(self, month: Month, kinds: Collection[EntryKind], keys: Collection[str]) -> Iterator[Entry]:
        """Yield the entries of one file that are of these kinds or have one of these keys, in their order."""
        named = frozenset(str(kind).encode() for kind in kinds)
        keyed = frozenset(json.dumps(key)[1:-1].encode() for key in keys)
        token, held, hashes = self._held.get(month.name, (None, named, frozenset[int]()))
        if token == month.token and named.isdisjoint(held) and hashes.isdisjoint(map(hash, keyed)):
            return
        raw = month.read()
        found = self._noted(month, heads(raw, month.where))
        wanted = [n for n, head in enumerate(found) if head[1] in named or head[2] in keyed]
        lines = _split(raw) if wanted else []
        for n in wanted:
            yield _decoded(lines[n], month.where, n + 1)

    def heads(self, month: Month, start: int = 0) -> tuple[int, list[Head]]:
        """Return the byte after the last line of a file, and the heads of its lines from `start` on."""
        raw = month.read()
        found = heads(raw, month.where, start)
        whole = not raw or raw.endswith(b"\n")
        return len(raw) + (not whole), found if start else self._noted(month, found)

    def _noted(self, month: Month, found: list[Head]) -> list[Head]:
        kinds, keys = frozenset(map(KIND, found)), frozenset(map(hash, map(KEY, found)))
        self._held[month.name] = (month.token, kinds, keys)
        return found


def _split(raw: bytes) -> list[bytes]:
    """Return the lines by their newline alone, as SHAPE and a person's editor count them."""
    lines = [line + b"\n" for line in raw.split(b"\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _count(raw: bytes) -> int:
    return raw.count(b"\n") + bool(raw and not raw.endswith(b"\n"))


def _decoded(line: bytes, where: str, number: int) -> Entry:
    try:
        return decode(line.decode())
    except (LedgerError, UnicodeDecodeError) as error:
        raise unreadable(where, number, error) from None


def _head(entry: Entry) -> Head:
    at = entry.at.astimezone(UTC).replace(tzinfo=None).isoformat()
    key, data = json.dumps(entry.key)[1:-1], json.dumps(dict(entry.data))
    return at.encode(), str(entry.kind).encode(), key.encode(), str(entry.attempt).encode(), data.encode()
