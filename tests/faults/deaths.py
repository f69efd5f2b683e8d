"""Killed at every call: the enumeration of where a run can die, and what becomes of it."""

from __future__ import annotations

import random
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.faults.count import Count, Ended
from tests.faults.stage import Stage
from tests.servers import mastodon, x

SECRETS = (*x.SECRETS.values(), *mastodon.SECRETS.values())
SIGNALS = (signal.SIGKILL, signal.SIGTERM)


@dataclass(frozen=True)
class Death:
    """A run that died of `how` at point `at`, and the next one at `then` (0: it lives)."""

    at: int
    how: int
    then: int = 0


@dataclass(frozen=True)
class Fate:
    """What became of it: how often it ran until quiet, and what the networks hold."""

    death: Death
    label: str
    runs: int
    count: Count
    trouble: str = ""

    @property
    def good(self) -> bool:
        return self.count.good and not self.count.person and not self.trouble


def points(stage: Stage) -> tuple[str, ...]:
    """Return the moments of one whole run, by name."""
    stage.fresh()
    ended = stage.run()
    assert ended.code == 0, ended.said
    assert stage.count().good
    return ended.points


def every(names: Sequence[str]) -> list[Death]:
    """Return a death at every point, by either signal."""
    return [Death(at, how) for at in range(1, len(names) + 1) for how in SIGNALS]


def each_kind(names: Sequence[str], seed: int) -> list[Death]:
    """Return a death at one drawn point of each call, and at each moment of a post: what CI has time for."""
    chance = random.Random(seed)
    kinds: dict[str, list[int]] = {}
    for at, name in enumerate(names, 1):
        kind = name.partition(" between")[0]
        kinds.setdefault(kind if kind.startswith("network POST") else kind.partition(":")[0], []).append(at)
    return [Death(chance.choice(where), SIGNALS[n % 2]) for n, where in enumerate(kinds.values())]


def twice(names: Sequence[str], seed: int, many: int) -> list[Death]:
    """Return drawn pairs: a run dies, and the run that would mend it dies too."""
    chance = random.Random(seed)
    drawn = [(chance.randint(1, len(names)), chance.randint(1, len(names))) for _ in range(many)]
    return [Death(at, SIGNALS[0], then) for at, then in drawn]


def fates(stage: Stage, deaths: Sequence[Death], names: Sequence[str]) -> Iterator[Fate]:
    """Let each of them happen on a fresh stage, run until quiet, and count."""
    for death in deaths:
        stage.fresh()
        ended = [stage.run(at=death.at, how=death.how)]
        if death.then:
            ended.append(stage.run(at=death.then))
        ended += stage.until_quiet()
        yield Fate(death, names[death.at - 1], len(ended), stage.count(), trouble(ended))


def trouble(ended: Sequence[Ended]) -> str:
    """Return what no run may show: a traceback, a secret, a stop without a word, or no end of runs."""
    wrong = next(filter(None, map(untold, ended)), "")
    if wrong:
        return wrong
    return "" if ended[-1].quiet else f"never quiet: {ended[-1].code} {ended[-1].said}"


def untold(ended: Ended) -> str:
    """Return what is wrong with what a run said: a secret, or a post that failed without post and reason."""
    if ended.code in (99, 1):
        return ended.said
    if any(secret in ended.told + ended.said for secret in SECRETS):
        return "a secret was told"
    if ended.code > 0 and not ended.said:
        return f"ended with {ended.code}, and did not say why"
    lines = ended.told.splitlines()
    for key, outcome in (*ended.sent, *ended.settled):
        why = any(line.split()[:2] == [outcome, key] and len(line.split()) > 2 for line in lines)
        if outcome in ("failed", "doubt", "person") and not why:
            return f"{key} is {outcome}, and nobody was told why"
        if outcome == "person" and f"invoke settle --key {key} " not in ended.told:
            return f"nobody was told what to do about {key}"
    return ""
