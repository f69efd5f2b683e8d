"""Measures the guard on labelled sentences.

    python -m tests.guard.measure FILE.jsonl … [--part train|held] [--miss]

Prints precision and recall per level and kind, with n and 95 % Wilson intervals. `train` is a fixed 60 % of
the sentences by the hash of their id, `held` the rest. --miss lists what went wrong, for the open half alone.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from math import sqrt
from pathlib import Path

from syndicate.rules.secrecy.kinds import REVIEWED, Kind
from syndicate.rules.secrecy.known import Known
from syndicate.rules.secrecy.sight import signs
from syndicate.rules.secrecy.visible import legible
from tests.guard.practice import practice

BLOCKED = ("formal", "name-care")


@dataclass(frozen=True, slots=True)
class Seen:
    """One labelled sentence, and the kinds that the guard saw in it."""

    label: str
    kind: str
    lang: str
    text: str
    kinds: frozenset[Kind]

    @property
    def block(self) -> bool:
        """Tell whether the sentence is stopped."""
        return bool(self.kinds - REVIEWED)

    @property
    def any(self) -> bool:
        """Tell whether anything was seen."""
        return bool(self.kinds)


def wilson(hits: int, n: int) -> str:
    """Return a share with its 95 % Wilson interval."""
    if not n:
        return "-"
    z, p = 1.96, hits / n
    middle, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low, high = (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)
    return f"{p:.3f} [{low:.2f}-{high:.2f}] ({hits}/{n})"


def in_train(key: str) -> bool:
    """Tell whether a sentence is of the part that is tuned on."""
    return int(sha256(key.encode()).hexdigest(), 16) % 10 < 6


def read(files: Iterable[Path], part: str, known: Known) -> list[Seen]:
    """Return the sentences of the files as the guard sees them."""
    seen = []
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            if part == "all" or in_train(row["id"]) == (part == "train"):
                kinds = frozenset(trace.kind for trace in signs(legible(row["text"]), known))
                seen.append(Seen(row["label"], row["kind"], row["lang"], row["text"], kinds))
    return seen


def report(seen: list[Seen]) -> Iterable[str]:
    """Yield the lines of the report."""
    legit = [one for one in seen if one.label == "legit"]
    true = [one for one in seen if one.label != "legit"]
    for name, hit in (("block", Seen.block.fget), ("any finding", Seen.any.fget)):
        assert hit is not None
        wanted = [one for one in true if name != "block" or one.label in BLOCKED]
        caught, false = sum(map(hit, wanted)), sum(map(hit, legit))
        yield f"{name:14} recall {wilson(caught, len(wanted))}  precision {wilson(caught, caught + false)}"
        yield f"{'':14} legitimate hit {wilson(false, len(legit))}"
    for label in dict.fromkeys(one.label for one in seen):
        mine = [one for one in seen if one.label == label]
        stopped, caught = sum(one.block for one in mine), sum(one.any for one in mine)
        yield f"{label:14} blocked {wilson(stopped, len(mine))}  any {wilson(caught, len(mine))}"
    for kind in Kind:
        hits = [one for one in seen if kind in one.kinds]
        right = sum(one.label != "legit" for one in hits)
        own = [one for one in seen if one.kind == str(kind)]
        recall = wilson(sum(kind in one.kinds for one in own), len(own))
        yield f"  {kind:18} recall {recall:28} found in other than legit {wilson(right, len(hits))}"


def main() -> None:
    """Print the report of the files on the command line."""
    ask = argparse.ArgumentParser()
    ask.add_argument("files", nargs="+", type=Path)
    ask.add_argument("--part", choices=("all", "train", "held"), default="all")
    ask.add_argument("--miss", action="store_true")
    asked = ask.parse_args()
    seen = read(asked.files, asked.part, practice())
    print("\n".join(report(seen)))
    for one in seen if asked.miss else ():
        want = one.label in BLOCKED
        if (
            (one.label == "legit" and one.any)
            or (one.label != "legit" and not one.any)
            or (want and not one.block)
        ):
            print(one.label, sorted(one.kinds), one.text)


if __name__ == "__main__":
    main()
