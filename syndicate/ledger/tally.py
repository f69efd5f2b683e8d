"""What was shared, counted from the heads of lines: `reading.posted` for a ledger of many years.

It takes entry after entry as `reading.step` does, and says the same; a test keeps the two together.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from json import JSONDecoder
from sys import intern
from typing import Any

from syndicate.ledger.month import Head
from syndicate.model import Posted

# json.loads without its questions: what it gets has the shape of a JSON object
READ = JSONDecoder().raw_decode
FREE, CLAIMED, DOUBT, POSTED, DROPPED = range(5)
OPEN, SETTLED = frozenset({CLAIMED, DOUBT}), frozenset({POSTED, DROPPED})
PROOF = frozenset({b"sent", b"found", b"adopted"})
ELSE = frozenset(
    {b"approval", b"hold", b"release", b"deploy", b"prepared", b"trial", b"expiry", b"token", b"addresses"}
)


class Tally:
    """The keys that were posted, adopted, dropped or are open, after the heads taken so far."""

    def __init__(self) -> None:
        # by key: its state, the attempt claimed last, and when; then, in the order of the rows, its name
        self._held: dict[bytes, list[Any]] = {}
        self._named: dict[bytes, tuple[str, str, str, str, int, bool]] = {}

    def take(self, heads: Iterable[Head]) -> None:
        """Take more lines, oldest first."""
        held = self._held
        for at, kind, key, attempt, data in heads:
            if kind in ELSE or not key:
                continue
            one = held.get(key)
            if one is None:
                one = held[key] = [FREE, b"0", at]
            state = one[0]
            if kind in PROOF:
                if state != POSTED:
                    self._prove(one, at, kind, key, data)
            elif state in SETTLED:
                continue
            elif kind == b"claim":
                self._named[key] = _named(data, adopted=False)
                one[:] = CLAIMED, attempt, at
            elif kind == b"dropped":
                one[0] = DROPPED
            elif attempt == one[1]:
                one[0] = _outcome(state, kind)

    def rows(self) -> tuple[Posted, ...]:
        """Return what `reading.posted` returns of the same entries, in its order."""
        found = []
        for key, (uid, lang, account, occasion, variant, adopted) in self._named.items():
            state, _, when = self._held[key]
            if state != FREE:
                at = datetime.fromisoformat(when.decode() + "Z")
                found.append(Posted(uid, lang, account, occasion, at, variant, state in OPEN, adopted))
        return tuple(found)

    def _prove(self, one: list[Any], at: bytes, kind: bytes, key: bytes, data: bytes) -> None:
        one[0] = POSTED
        if kind != b"found":
            one[2] = at
        if kind == b"adopted":
            self._named[key] = _named(data, adopted=True)


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


def _outcome(state: int, kind: bytes) -> int:
    if kind == b"unknown":
        return DOUBT
    freed = kind == b"absent" or state == CLAIMED
    return FREE if state in OPEN and freed else state


def _named(data: bytes, *, adopted: bool) -> tuple[str, str, str, str, int, bool]:
    said: dict[str, str] = READ(data.decode())[0]
    lang, account, occasion = intern(said["lang"]), intern(said["account"]), intern(said["occasion"])
    return said["uid"], lang, account, occasion, int(said.get("variant", "0")), adopted
