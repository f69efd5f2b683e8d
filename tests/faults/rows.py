"""The faults to survive, one row each: what is arranged, how the runs must end, and what must be there then.

A row is a function of a stage that lets its fault happen and returns the runs; after it the campaign
runs until quiet and counts. A row says in `Row` what may remain: a person's decision, an article that
must not go out, a post that the row itself put there.
"""

from __future__ import annotations

import errno
import os
import re
import resource
import shutil
import signal
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from syndicate.errors import Exit
from tests.faults.stage import HOUR, UIDS, Ended, Stage
from tests.ledger.repositories import git
from tests.servers import mastodon

CREATE = {"x": r"/2/tweets$", "mastodon": r"/api/v1/statuses$"}
MEDIA = {"x": r"/2/media/upload$", "mastodon": r"/api/v2/media$"}
READ = {"x": r"/2/users", "mastodon": r"/api/v1/accounts"}
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True)
class Row:
    """One fault: `codes` are how the first run may end, `said` what it must say."""

    group: str
    name: str
    happen: Callable[[Stage], list[Ended]]
    codes: tuple[int, ...]
    said: str = ""
    store: str = "file"
    person: bool = False
    stays: tuple[str, ...] = ()
    more: int = 0


ROWS: list[Row] = []


def row(group: str, name: str, *codes: int, **more: Any) -> Callable[..., Callable[[Stage], list[Ended]]]:
    def kept(happen: Callable[[Stage], list[Ended]]) -> Callable[[Stage], list[Ended]]:
        ROWS.append(Row(group, name, happen, codes, **more))
        return happen

    return kept


def late(stage: Stage) -> None:
    """Let the practice's clock come to the machine's own: what a network said of a wait is over then."""
    stage.started = datetime.now(UTC) + 2 * HOUR - stage.runs * HOUR


def breaks(stage: Stage, **said: Any) -> None:
    """Let the first create on both networks break."""
    for name, server in stage.servers.items():
        server.fault(method="POST", path=CREATE[name], **said)


def quick() -> None:
    """Let a silence be one in a second (in the process of a run, never here)."""
    from syndicate.http import Door

    Door.__init__.__kwdefaults__["read"] = 1.0  # type: ignore[index]


# HTTP


def http(name: str, *codes: int, wait: bool = False, **fault: Any) -> None:
    @row("HTTP", name, *codes)
    def happen(stage: Stage) -> list[Ended]:
        breaks(stage, **fault)
        ended = [stage.run(prepare=quick)]
        if wait:
            ended += [stage.run()]
            late(stage)
        return ended


OK, SOME = int(Exit.DONE), int(Exit.SOME_FAILED)
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


# reconciliation


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


# the ledger


def dead_after(stage: Stage, label: str, nth: int = 1, how: int = signal.SIGKILL, **more: Any) -> Ended:
    """Run, and die where the label comes for the nth time."""

    class Die:
        left = nth

        def __call__(self, said: str) -> None:
            if said.startswith(label):
                self.left -= 1
                if not self.left:
                    os.kill(os.getpid(), how)

    return stage.run(wedge=Die(), **more)


@dataclass
class Then:
    """Do something once when a call begins with `label` for the nth time."""

    label: str
    do: Callable[[], object]
    nth: int = 1

    def __call__(self, said: str) -> None:
        if said.startswith(self.label):
            self.nth -= 1
            if self.nth == 0:
                self.do()


def again(stage: Stage) -> None:
    """Post what Mastodon holds last once more, as a zombie would: the same text, without a key."""
    last = stage.servers["mastodon"].state()["created"][-1]["form"]["status"]
    data = urllib.parse.urlencode({"status": last}).encode()
    headers = {"Authorization": f"Bearer {mastodon.SECRETS['access_token']}"}
    asked = urllib.request.Request(f"{stage.servers['mastodon'].url}/api/v1/statuses", data, headers)
    urllib.request.urlopen(asked).read()


def newest(stage: Stage) -> Path:
    return max((stage.root / ".syndicate/ledger").glob("*.jsonl"))


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


# the machine


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
    stage.started += timedelta(days=1)
    ended = stage.run()
    stage.started -= timedelta(days=1)
    return [ended]


def last_autumn(before: datetime) -> datetime:
    """Return the last moment (UTC) at which the clocks of Amsterdam went back."""
    at = before.replace(minute=0, second=0, microsecond=0)
    while at.astimezone(AMSTERDAM).utcoffset() == (at - HOUR).astimezone(AMSTERDAM).utcoffset() or (
        at.astimezone(AMSTERDAM).dst()
    ):
        at -= HOUR
    return at


@row("system", "the night on which the clocks go back", -signal.SIGKILL)
def _(stage: Stage) -> list[Ended]:
    change, little = last_autumn(stage.started), timedelta(minutes=10)
    before, after = ((change + way).astimezone(AMSTERDAM).isoformat() for way in (-little, little))
    ended = dead_after(stage, "network POST /2/tweets: after", SYNDICATE_NOW=before)
    again = stage.run(SYNDICATE_NOW=after)
    assert not again.settled, "the lease still runs"
    return [ended, again]


# more than one runner


def crowd(many: int, store: str) -> None:
    @row("runners", f"{many} at once ({store})", *range(9), store=store)
    def happen(stage: Stage) -> list[Ended]:
        begun = [stage.start(name=f"run{n}") for n in range(many)]
        stage.runs -= many - 1
        return [stage.end(each) for each in begun]


for _many, _store in ((2, "file"), (4, "file"), (8, "file"), (2, "branch"), (4, "branch"), (8, "branch")):
    crowd(_many, _store)


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


# the site


def page(name: str, change: Callable[[Stage], None], said: str) -> None:
    @row("site", name, int(Exit.UNAVAILABLE), said=said)
    def happen(stage: Stage) -> list[Ended]:
        stage.practice.configure(SYNDICATE_LIVE_SECONDS=1)
        try:
            return [stage.run(wedge=Then("network GET page: before", lambda: change(stage)))]
        finally:
            stage.practice.configure(SYNDICATE_LIVE_SECONDS=5)


def first_page(stage: Stage) -> Path:
    return next((stage.root / "public").glob("*pijn/index.html"))


def aged(stage: Stage) -> None:
    for file in (stage.root / "public").glob("*pijn/index.html"):
        file.write_text("<p>an older build</p>")


page("a page that is not live", lambda s: shutil.rmtree(s.root / "public"), "it answers 404")
page("an old build is still served", aged, "other bytes")
page("the share image is missing", lambda s: shutil.rmtree(s.root / "public/share"), "it answers 404")


# media


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


# an article that changes between claim and send


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
    text = re.sub("last_reviewed: .*", "last_reviewed: 2025-01-02", text)
    return re.sub("next_review: .*", "next_review: 2026-01-02", text)


NEVER = tuple(f"{UIDS[0]}/nl/{name}/new" for name in ("mastodon", "x"))
changed("edited", lambda text: text.replace("vanzelf over", "vanzelf weg, en meestal snel"))
changed("withdrawn", withdraw, NEVER)
changed("past its review", outdate, NEVER)
