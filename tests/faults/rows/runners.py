"""More than one runner."""

from __future__ import annotations

import os
import signal

from syndicate.errors import Exit
from tests.faults.count import Ended
from tests.faults.made import HOUR
from tests.faults.rows.row import OK, SOME, Then, dead_after, row
from tests.faults.stage import Stage


def crowd(many: int, store: str, where: str) -> None:
    @row("runners", f"{many} at once, {where}", *range(9), store=store)
    def happen(stage: Stage) -> list[Ended]:
        roots = [stage.machine(f"machine{n}") if store == "branch" else stage.root for n in range(many)]
        begun = [stage.start(name=f"run{n}", root=root) for n, root in enumerate(roots)]
        stage.runs -= many - 1
        return [stage.end(each) for each in begun]


for _many in (2, 4, 8):
    crowd(_many, "file", "on one machine")
    crowd(_many, "branch", "each on a machine of its own, with one remote")


def zombie(name: str, label: str) -> None:
    @row("runners", name, OK, SOME, int(Exit.PERSON), int(Exit.UNAVAILABLE))
    def happen(stage: Stage) -> list[Ended]:
        paused = stage.start(name="zombie", wedge=Then(label, lambda: os.kill(os.getpid(), signal.SIGSTOP)))
        os.waitpid(paused[0], os.WUNTRACED)
        quiet = stage.until_quiet()
        os.kill(paused[0], signal.SIGCONT)
        return [stage.end(paused), *quiet]


zombie("a zombie, paused before its look at the lease", "network POST /2/media/upload: after")
zombie("a zombie, paused at the call: Mastodon knows its key", "network POST /api/v1/statuses: before")
zombie("a zombie, paused at the call: X refuses the same words", "network POST /2/tweets: before")
zombie("a zombie, paused after the call", "network POST /2/tweets: after")


@row("runners", "an older run cancelled by a newer one", -signal.SIGTERM)
def _(stage: Stage) -> list[Ended]:
    ended = dead_after(stage, "network POST /api/v1/statuses: during", how=signal.SIGTERM)
    stage.started -= HOUR
    return [ended, stage.run()]
