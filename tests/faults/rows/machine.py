"""The machine: its disk and its clock."""

from __future__ import annotations

import errno
import os
import resource
import signal
from datetime import datetime, timedelta

from syndicate.errors import Exit
from tests.faults.count import Ended
from tests.faults.made import DAY, HOUR, UIDS
from tests.faults.rows.row import AMSTERDAM, OK, Then, dead_after, newest, reviewed, row
from tests.faults.stage import Stage


def full(stage: Stage) -> None:
    """Let no file of this process grow beyond what the ledger has: what a full disk does to it."""
    size = newest(stage).stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def fails(number: int) -> None:
    raise OSError(number, os.strerror(number))


@row("system", "disk full at the claim", int(Exit.UNAVAILABLE), said="File too large")
def _(stage: Stage) -> list[Ended]:
    return [stage.run(wedge=Then("network GET page: during", lambda: full(stage), 6))]


@row("system", "disk full at the first outcome", int(Exit.PERSON), int(Exit.SOME_FAILED))
def _(stage: Stage) -> list[Ended]:
    return [stage.run(wedge=Then("network POST /api/v1/statuses: after", lambda: full(stage)))]


@row("system", "disk full half-way through a line", int(Exit.UNAVAILABLE), said="No space left")
def _(stage: Stage) -> list[Ended]:
    return [stage.run(wedge=Then("ledger fsync: before", lambda: fails(errno.ENOSPC), 2))]


@row("system", "a ledger that is read-only", int(Exit.UNAVAILABLE), said="Read-only file system")
def _(stage: Stage) -> list[Ended]:
    return [stage.run(wedge=Then("ledger write: before", lambda: fails(errno.EROFS), 2))]


@row("system", "a host that is read-only", int(Exit.UNAVAILABLE), said="Read-only file system")
def _(stage: Stage) -> list[Ended]:
    return [stage.run(wedge=Then("deploy copy: before", lambda: fails(errno.EROFS)))]


@row("system", "a clock that went back an hour", -signal.SIGKILL)
def _(stage: Stage) -> list[Ended]:
    ended = dead_after(stage, "network POST /2/tweets: after")
    stage.started -= 2 * HOUR
    again = stage.run()
    stage.started += 2 * HOUR
    return [ended, again]


@row("system", "a clock a day ahead", OK)
def _(stage: Stage) -> list[Ended]:
    stage.started += DAY
    ended = stage.run()
    stage.started -= DAY
    return [ended]


def last_change(before: datetime, *, summer: bool) -> datetime:
    """Return the last moment (UTC) at which Amsterdam went to summer time, or back."""
    at = before.replace(minute=0, second=0, microsecond=0)
    while (
        at.astimezone(AMSTERDAM).utcoffset() == (at - HOUR).astimezone(AMSTERDAM).utcoffset()
        or bool(at.astimezone(AMSTERDAM).dst()) is not summer
    ):
        at -= HOUR
    return at


def night(name: str, *, summer: bool) -> None:
    @row("system", f"the night on which the clocks go {name}", -signal.SIGKILL)
    def happen(stage: Stage) -> list[Ended]:
        change, little = last_change(stage.started, summer=summer), timedelta(minutes=10)
        stage.started = change - HOUR
        stage.build_anew()
        for uid in UIDS:
            stage.edit(uid, lambda text: reviewed(text, change.date() - 60 * DAY, change.date() + 300 * DAY))
        before, after = ((change + way).astimezone(AMSTERDAM).isoformat() for way in (-little, little))
        ended = dead_after(stage, "network POST /2/tweets: after", SYNDICATE_NOW=before)
        again = stage.run(SYNDICATE_NOW=after)
        assert not again.settled, "the lease still runs"
        return [ended, again]


night("back", summer=False)
night("forward", summer=True)
