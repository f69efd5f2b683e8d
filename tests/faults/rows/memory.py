"""The ledger: its lines, its branch, its pushes."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from syndicate.errors import Exit
from tests.faults.count import Ended
from tests.faults.rows.row import OK, Then, dead_after, newest, row
from tests.faults.stage import Stage
from tests.ledger.repositories import git


@row("ledger", "a torn last line", -signal.SIGKILL)
def _(stage: Stage) -> list[Ended]:
    ended = dead_after(stage, "network POST /2/tweets: after")
    whole = newest(stage).read_bytes()
    newest(stage).write_bytes(whole + whole.splitlines()[-1][:60])
    return [ended, stage.run()]


@row("ledger", "a corrupted line", int(Exit.UNAVAILABLE), said="cannot be read")
def _(stage: Stage) -> list[Ended]:
    file = newest(stage)
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b'"kind"', b'"k\xffnd"', 1))
    ended = stage.run()
    file.write_bytes(whole)
    return [ended]


@row("ledger", "an unknown version", int(Exit.UNAVAILABLE), said="version 2")
def _(stage: Stage) -> list[Ended]:
    file = newest(stage)
    whole = file.read_bytes()
    file.write_bytes(whole + whole.splitlines()[-1].replace(b'"v":1', b'"v":2') + b"\n")
    ended = stage.run()
    file.write_bytes(whole)
    return [ended]


def ref(stage: Stage) -> str:
    return git(stage.place / "remote.git", "rev-parse", "refs/heads/ledger")


@row("ledger", "the branch was deleted", int(Exit.UNAVAILABLE), said="ledger.repair", store="branch")
def _(stage: Stage) -> list[Ended]:
    dead = dead_after(stage, "network POST /2/tweets: after")
    kept = ref(stage)
    git(stage.place / "remote.git", "update-ref", "-d", "refs/heads/ledger")
    ended = stage.run()
    git(stage.place / "remote.git", "update-ref", "refs/heads/ledger", kept)
    return [ended, dead]


@row("ledger", "the branch was force-pushed", int(Exit.UNAVAILABLE), said="ledger.repair", store="branch")
def _(stage: Stage) -> list[Ended]:
    dead = dead_after(stage, "network POST /2/tweets: after")
    kept = ref(stage)
    git(stage.place / "remote.git", "update-ref", "refs/heads/ledger", f"{kept}~2")
    ended = stage.run()
    git(stage.place / "remote.git", "update-ref", "refs/heads/ledger", kept)
    return [ended, dead]


@contextmanager
def hook(stage: Stage, name: str, text: str) -> Iterator[None]:
    file = stage.place / "remote.git" / "hooks" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    try:
        yield
    finally:
        file.unlink()


ONCE = 'test -e "$GIT_DIR/{0}" && exit 0; touch "$GIT_DIR/{0}"; kill -9 $PPID'


@row("ledger", "the push is refused", int(Exit.UNAVAILABLE), said="refuses", store="branch")
def _(stage: Stage) -> list[Ended]:
    with hook(stage, "update", 'echo "no pushes here"; exit 1'):
        return [stage.run()]


@row("ledger", "the push arrived, and its answer is lost", OK, store="branch")
def _(stage: Stage) -> list[Ended]:
    (stage.place / "remote.git" / "after").unlink(missing_ok=True)
    with hook(stage, "post-receive", ONCE.format("after")):
        return [stage.run()]


@row("ledger", "the push did not arrive, and its answer is lost", OK, store="branch")
def _(stage: Stage) -> list[Ended]:
    (stage.place / "remote.git" / "before").unlink(missing_ok=True)
    with hook(stage, "pre-receive", ONCE.format("before")):
        return [stage.run()]


@row("ledger", "offline", int(Exit.UNAVAILABLE), said="Nothing more is sent", store="branch")
def _(stage: Stage) -> list[Ended]:
    away = (stage.place / "remote.git").rename(stage.place / "away.git")
    ended = stage.run()
    away.rename(stage.place / "remote.git")
    return [ended]


@row("ledger", "offline from the first outcome on", int(Exit.PERSON), store="branch")
def _(stage: Stage) -> list[Ended]:
    away, here = stage.place / "away.git", stage.place / "remote.git"
    ended = stage.run(wedge=Then("network POST /api/v1/statuses: after", lambda: here.rename(away)))
    away.rename(here)
    return [ended]
