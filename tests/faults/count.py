"""How a run ended, and what the networks then hold against what the ledger says of it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from syndicate.model import State, post_key
from tests.faults.made import HOUR, UIDS

if TYPE_CHECKING:
    from tests.faults.stage import Stage


@dataclass(frozen=True)
class Ended:
    """How one run ended: its code (negative: the signal), what it said, and its points.

    `said` are the reasons alone, `told` is all that a person read.
    """

    code: int
    said: str = ""
    told: str = ""
    sent: tuple[tuple[str, str], ...] = ()
    settled: tuple[tuple[str, str], ...] = ()
    points: tuple[str, ...] = ()

    @property
    def quiet(self) -> bool:
        """Tell whether this run found nothing to do."""
        return self.code == 0 and not self.sent and not self.settled


@dataclass(frozen=True)
class Count:
    """What the networks hold, against what the ledger says of it."""

    required: int
    found: int
    duplicates: tuple[str, ...]
    lost: tuple[str, ...]
    untold: tuple[str, ...]
    person: tuple[str, ...]

    @property
    def good(self) -> bool:
        return not (self.duplicates or self.lost or self.untold)


def held(stage: Stage) -> Counter[str]:
    """Count what the networks really hold, by key."""
    found: Counter[str] = Counter()
    for name in stage.names:
        texts = _texts(stage, name)
        for uid in UIDS:
            key = post_key(uid, "nl", name, "new")
            found[key] += sum(f"/{uid}/" in text for text in texts)
    return found


def _texts(stage: Stage, name: str) -> list[str]:
    if name == "folder":
        files = (stage.root / "posts").glob("[!.]*/payload.json")
        return [json.loads(f.read_text("utf-8"))["text"] for f in files]
    posts = stage.servers[name].state()["posts"]
    return [p["text"] if name == "x" else p["content"] for p in posts]


def count(stage: Stage, stays: tuple[str, ...] = (), *, more: int = 0) -> Count:
    """Compare the networks with the ledger, key by key.

    `stays` are keys that must not go out; `more` is how many posts were put there twice on purpose.
    """
    there = held(stage)
    for key in stays:
        if not there[key]:
            del there[key]
    states = stage.ledger().state(list(there), stage.now() + HOUR)
    person = tuple(k for k, s in states.items() if s.state is State.IN_DOUBT)
    return Count(
        len(there),
        sum(there.values()),
        tuple(k for k, n in there.items() if n > 1)[more:],
        tuple(k for k, n in there.items() if n == 0 and k not in person),
        tuple(k for k, n in there.items() if n and states[k].state is not State.POSTED and k not in person),
        person,
    )
