"""What a network answers, or does not."""

from __future__ import annotations

from functools import partial
from typing import Any
from unittest.mock import patch

from tests.faults.count import Ended
from tests.faults.rows.row import CREATE, OK, SOME, breaks, late, row
from tests.faults.stage import Stage


def quick() -> None:
    """Let a silence be one in a second (in the process of a run, never here)."""
    from syndicate.http import Door
    from syndicate.workflows.way import opening

    patch.object(opening, "Door", partial(Door, read=1.0)).start()


def http(name: str, *codes: int, wait: bool = False, **fault: Any) -> None:
    @row("HTTP", name, *codes)
    def happen(stage: Stage) -> list[Ended]:
        breaks(stage, **fault)
        ended = [stage.run(prepare=quick)]
        if wait:
            ended += [stage.run()]
            late(stage)
        return ended


DUPLICATE = {"detail": "You are not allowed to create a Tweet with duplicate content.", "status": 403}
http("reset before it was posted", SOME, what="reset", when="before")
http("reset after it was posted", OK, what="reset", when="after")
http("time-out before it was posted", SOME, what="silence", when="before")
http("time-out after it was posted", OK, what="silence", when="after")
http("429 with Retry-After", SOME, what="status", status=429, headers={"Retry-After": "900"}, wait=True)
http("429 without Retry-After", SOME, what="status", status=429, wait=True)
http("500 before it was posted", SOME, what="status", status=500)
http("502 after it was posted", OK, what="status", status=502, when="after")
http("503", SOME, what="status", status=503, wait=True)
http("401", SOME, what="status", status=401)
http("a malformed body after it was posted", OK, what="malformed", when="after")
http("a torn body after it was posted", OK, what="torn", when="after")
http("200 that carries an error", SOME, what="status", status=200, document={"errors": [{"message": "no"}]})


def duplicate(name: str, code: int, when: str) -> None:
    @row("HTTP", f"403 duplicate, and it is {name}", code)
    def happen(stage: Stage) -> list[Ended]:
        said = {"what": "status", "status": 403, "when": when, "document": DUPLICATE}
        stage.servers["x"].fault(method="POST", path=CREATE["x"], **said)
        return [stage.run()]


duplicate("there", OK, "after")
duplicate("not there", SOME, "before")
