"""Marks: what was seen in texts, without the texts, so that they need not be looked at again.

A mark says in which of the texts, of what kind, on which line from its first, and of a name its hash. A
memory keeps the marks under a hash of the texts and of all that decides over them. Short texts are kept
only where nothing was seen in them, else looked at anew: the hash of "Jan Jansen" alone could be guessed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, MutableMapping, Sequence
from functools import lru_cache

from syndicate.rules.secrecy.kinds import Kind
from syndicate.rules.secrecy.known import Known
from syndicate.rules.secrecy.pieces import Piece

Mark = tuple[int, Kind, int, str]
Memory = MutableMapping[str, tuple[Mark, ...]]
SHORTEST = 300


def remembered(
    memory: Memory | None,
    pieces: Sequence[Piece],
    known: Known,
    spare: frozenset[str],
    look: Callable[[], tuple[Mark, ...]],
) -> tuple[Mark, ...]:
    """Return the marks that `memory` has of these pieces, else those that `look` finds, and keep them."""
    if memory is None:
        return look()
    key = _key(pieces, known, spare)
    if key in memory:
        return memory[key]
    seen = look()
    if not seen or sum(len(piece.text) for piece in pieces) >= SHORTEST:
        memory[key] = seen
    return seen


def _key(pieces: Sequence[Piece], known: Known, spare: frozenset[str]) -> str:
    texts = (f"{piece.place}\1{piece.text}" for piece in pieces)
    said = "\0".join((_digest(known), *sorted(spare), "", *texts))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=256)
def _digest(known: Known) -> str:
    sets = (known.keys, known.names, known.remembered, known.cited, known.consented)
    said = "\0".join((known.region, *("\1".join(sorted(one)) for one in sets)))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
