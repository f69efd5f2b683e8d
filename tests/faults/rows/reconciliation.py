"""Looking for a post whose call could not say what became of it."""

from __future__ import annotations

from syndicate.errors import Exit
from tests.faults.count import Ended
from tests.faults.rows.row import CREATE, OK, READ, SOME, Then, again, breaks, late, row
from tests.faults.stage import Stage


@row("reconciliation", "found", OK)
def _(stage: Stage) -> list[Ended]:
    breaks(stage, what="reset", when="after", times=3)
    return [stage.run()]


@row("reconciliation", "absent", SOME)
def _(stage: Stage) -> list[Ended]:
    breaks(stage, what="reset", when="before", times=3)
    return [stage.run()]


@row("reconciliation", "unreadable, then readable", int(Exit.PERSON))
def _(stage: Stage) -> list[Ended]:
    breaks(stage, what="reset", when="after")
    for name, server in stage.servers.items():
        server.fault(method="GET", path=READ[name], what="status", status=503, times=2)
    return [stage.run(), stage.run()]


@row("reconciliation", "unreadable for good", int(Exit.PERSON), person=True)
def _(stage: Stage) -> list[Ended]:
    breaks(stage, what="reset", when="before")
    for name, server in stage.servers.items():
        server.fault(method="GET", path=READ[name], what="status", status=503, times=99)
    return [stage.run(), stage.run()]


@row("reconciliation", "read lag within the settle time", OK)
def _(stage: Stage) -> list[Ended]:
    stage.servers["x"].lag(1.0)
    stage.configure(settle=2)
    breaks(stage, what="reset", when="after")
    try:
        return [stage.run(SYNDICATE_NOW="")]
    finally:
        stage.configure(settle=0)
        late(stage)


@row("reconciliation", "two candidates", OK, more=1)
def _(stage: Stage) -> list[Ended]:
    server = stage.servers["mastodon"]
    server.fault(method="POST", path=CREATE["mastodon"], what="reset", when="after")
    return [stage.run(wedge=Then("network GET /api/v1/accounts", lambda: again(stage)))]
