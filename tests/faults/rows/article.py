"""An article that changes between claim and send."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import date

from tests.faults.count import Ended
from tests.faults.made import UIDS
from tests.faults.rows.row import OK, Then, reviewed, row
from tests.faults.stage import Stage


def changed(name: str, change: Callable[[str], str], stays: tuple[str, ...] = ()) -> None:
    @row("article", f"{name} between claim and send, and the run goes on", OK)
    def lives(stage: Stage) -> list[Ended]:
        stage.build_anew()
        return [stage.run(wedge=Then("network POST", lambda: stage.edit(UIDS[0], change)))]

    @row("article", f"{name} between claim and send, and the run dies", -signal.SIGKILL, stays=stays)
    def dies(stage: Stage) -> list[Ended]:
        def edited() -> None:
            stage.edit(UIDS[0], change)
            os.kill(os.getpid(), signal.SIGKILL)

        stage.build_anew()
        return [stage.run(wedge=Then("network POST", edited))]


def withdraw(text: str) -> str:
    return text.replace("status: published", "status: withdrawn\nreason: De richtlijn is veranderd.")


def outdate(text: str) -> str:
    return reviewed(text, date(2025, 1, 2), date(2026, 1, 2))


NEVER = tuple(f"{UIDS[0]}/nl/{name}/new" for name in ("mastodon", "x"))
changed("edited", lambda text: text.replace("vanzelf over", "vanzelf weg, en meestal snel"))
changed("withdrawn", withdraw, NEVER)
changed("past its review", outdate, NEVER)
