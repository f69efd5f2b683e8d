"""What was shared, counted from the heads of lines: `reading.posted` for a ledger of many years.

It takes entry after entry as `reading.step` does, and says the same; a test keeps the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from json import JSONDecoder
from sys import intern

from syndicate.ledger.month import Head
from syndicate.model import Posted

# json.loads without its questions: what it gets has the shape of a JSON object
READ = JSONDecoder().raw_decode
FREE, CLAIMED, DOUBT, POSTED, DROPPED = range(5)
PROOF = frozenset({b"sent", b"found", b"adopted"})
ELSE = frozenset(
    {b"approval", b"hold", b"release", b"deploy", b"prepared", b"trial", b"expiry", b"token", b"addresses"}
)


class Tally:
    """The keys that were posted, adopted, dropped or are open, after the heads taken so far."""

    def __init__(self) -> None:
        self._states: dict[bytes, tuple[int, bytes]] = {}
        self._named: dict[bytes, tuple[str, str, str, str, int, bool]] = {}
        self._when: dict[bytes, bytes] = {}

    def take(self, heads: Iterable[Head]) -> None:
        """Take more lines, oldest first."""
        for at, kind, key, attempt, data in heads:
            if kind in ELSE or not key:
                continue
            state, last = self._states.get(key, (FREE, b"0"))
            if kind in PROOF:
                self._prove(state, at, kind, key, data)
                self._states[key] = (POSTED, last)
            elif state in (POSTED, DROPPED):
                continue
            elif kind == b"claim":
                self._named[key] = _named(data, adopted=False)
                self._when[key] = at
                self._states[key] = (CLAIMED, attempt)
            elif kind == b"dropped":
                self._states[key] = (DROPPED, last)
            elif attempt == last:
                self._states[key] = (_outcome(state, kind), last)

    def rows(self) -> tuple[Posted, ...]:
        """Return what `reading.posted` returns of the same entries, in its order."""
        found = []
        for key, (uid, lang, account, occasion, variant, adopted) in self._named.items():
            state, _ = self._states[key]
            if state != FREE:
                at = datetime.fromisoformat(f"{self._when[key].decode()}+00:00")
                is_open = state in (CLAIMED, DOUBT)
                found.append(Posted(uid, lang, account, occasion, at, variant, is_open, adopted))
        return tuple(found)

    def _prove(self, state: int, at: bytes, kind: bytes, key: bytes, data: bytes) -> None:
        if state == POSTED or kind == b"found":
            return
        self._when[key] = at
        if kind == b"adopted":
            self._named[key] = _named(data, adopted=True)


def _outcome(state: int, kind: bytes) -> int:
    if kind == b"unknown":
        return DOUBT
    freed = kind == b"absent" or state == CLAIMED
    return FREE if state in (CLAIMED, DOUBT) and freed else state


def _named(data: bytes, *, adopted: bool) -> tuple[str, str, str, str, int, bool]:
    said: dict[str, str] = READ(data.decode())[0]
    lang, account, occasion = intern(said["lang"]), intern(said["account"]), intern(said["occasion"])
    return said["uid"], lang, account, occasion, int(said.get("variant", "0")), adopted
