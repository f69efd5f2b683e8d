"""The site that does not show what was built, and media that are not taken."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from syndicate.errors import Exit
from tests.faults.count import Ended
from tests.faults.made import UIDS
from tests.faults.rows.row import MEDIA, SOME, Then, breaks, row
from tests.faults.stage import Stage


def page(name: str, change: Callable[[Stage], None], said: str) -> None:
    @row("site", name, int(Exit.UNAVAILABLE), said=said)
    def happen(stage: Stage) -> list[Ended]:
        stage.practice.configure(SYNDICATE_LIVE_SECONDS=1)
        try:
            return [stage.run(wedge=Then("network GET page: before", lambda: change(stage)))]
        finally:
            stage.practice.configure(SYNDICATE_LIVE_SECONDS=5)


def aged(stage: Stage) -> None:
    for file in (stage.root / "public").glob("*pijn/index.html"):
        file.write_text("<p>an older build</p>")


def another(stage: Stage) -> None:
    for file in (stage.root / "public/share").iterdir():
        file.write_bytes(b"another picture")


page("a page that is not live", lambda s: shutil.rmtree(s.root / "public"), "it answers 404")
page("an old build is still served", aged, "other bytes")
page("the share image is missing", lambda s: shutil.rmtree(s.root / "public/share"), "it answers 404")
page("the share image is another one", another, "other bytes")


@row("media", "accepted, and the post refused", SOME, int(Exit.ALL_FAILED))
def _(stage: Stage) -> list[Ended]:
    breaks(stage, what="status", status=422, document={"error": "no"})
    ended = stage.run()
    stage.build_anew()
    for uid in UIDS:
        stage.edit(uid, lambda text: text.replace("Heeft u ook weleens", "Heeft u weleens"))
    return [ended]


@row("media", "still processing", SOME)
def _(stage: Stage) -> list[Ended]:
    said = {"what": "status", "status": 202, "document": {"id": "1", "type": "image", "url": None}}
    stage.servers["mastodon"].fault(method="POST", path=MEDIA["mastodon"], **said)
    return [stage.run()]


@row("media", "the upload breaks off", SOME)
def _(stage: Stage) -> list[Ended]:
    for name, server in stage.servers.items():
        server.fault(method="POST", path=MEDIA[name], what="reset", when="after")
    return [stage.run()]
