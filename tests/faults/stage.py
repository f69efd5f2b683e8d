"""A practice with three articles and three channels, real servers, and runs that may die anywhere.

Each run is a process of its own, forked from this one so that nothing need be imported anew; it runs
`publish` itself. The site is built once and taken as built from then on. Time is the practice's own
(SYNDICATE_NOW): an hour goes by between two runs, so that leases end without anybody waiting.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from syndicate import ledger, settings
from syndicate.errors import Exit
from syndicate.model import Entry, EntryKind
from syndicate.workflows import leaving
from syndicate.workflows import publish as publishing
from tests.faults import begun
from tests.faults.calls import Calls
from tests.faults.child import child
from tests.faults.count import Count, Ended, count
from tests.faults.made import HOUR, NAMES, NETWORKS, account, make, serving
from tests.servers import mastodon, x
from tests.servers.loopback import Handle
from tests.workflows.conftest import Practice

MOST_RUNS = 8
# a run that dies there has left nothing in flight
SILENT = (": before", ": after")


@dataclass
class Stage:
    """One practice in `place`; `store` is file, branch or sqlite, `host` folder or git."""

    place: Path
    store: str = "file"
    host: str = "folder"
    names: tuple[str, ...] = NAMES
    servers: dict[str, Handle] = field(default_factory=dict)
    runs: int = 0
    started: datetime = field(default_factory=lambda: long_ago())  # noqa: PLW0108 - named further down
    _began: datetime = field(init=False)
    _built: list[Any] = field(default_factory=list)
    _taken: bool = True

    def __post_init__(self) -> None:
        self.place.mkdir(parents=True, exist_ok=True)
        self.practice = Practice(self.place / "site")
        self.root = self.practice.root
        self._began = self.started

    @contextmanager
    def open(self) -> Iterator[Stage]:
        """Start the servers, make the practice, build its site once."""
        shown = ("pages.git", "gh-pages") if self.host == "git" else ("site/public",)
        known = [name for name in self.names if name in NETWORKS]
        servers = [(f"tests.servers.{name}",) for name in known]
        with serving(*servers, ("tests.faults.pages", str(self.place / shown[0]), *shown[1:])) as urls:
            self.siteurl = urls.pop()
            self.servers |= {name: Handle(url) for name, url in zip(known, urls, strict=True)}
            make(self)
            self._build()
            yield self

    def _build(self) -> None:
        from syndicate.workflows.way import approvals, make_site, open_way

        way = open_way(self.root, environ=self.environ())
        self._built.append(make_site(way, approvals(way)))
        book = self.ledger()
        for name in self.names:
            book.append(Entry(EntryKind.ADOPTED, self.now(), data={"account": name}))
        begun.keep(self.place)
        with patch.object(leaving, "make_site", lambda *_args, **_more: self._built[0]):
            done = publishing.publish(self.root, environ=self.environ())  # warms what the forks share
        assert done.exit is Exit.DONE, done
        gc.collect()
        gc.freeze()  # or the first collection in each fork would copy all that it shares

    def environ(self, **more: str) -> dict[str, str]:
        """Return what a runner offers at the moment that it is now."""
        found = {"USER": "tester", "SYNDICATE_NOW": self.now().isoformat(), **more}
        found |= {f"SYNDICATE_X_{name.upper()}": value for name, value in x.SECRETS.items()}
        return found | {f"SYNDICATE_MASTODON_{n.upper()}": value for n, value in mastodon.SECRETS.items()}

    def now(self) -> datetime:
        """Return the practice's moment: an hour more with every run."""
        return self.started + self.runs * HOUR

    def fresh(self) -> None:
        """Begin anew: empty networks, nothing deployed, and a ledger that knows the accounts only."""
        for server in self.servers.values():
            server.reset()
        begun.back(self.place, written=not self._taken)
        self.runs, self.started, self._taken = 0, self._began, True

    def configure(self, *, settle: float) -> None:
        """Let every account take so many seconds until it shows a new post."""
        accounts = [account(self, name) | {"settle": settle} for name in self.names]
        self.practice.configure(SYNDICATE_ACCOUNTS=accounts)

    def build_anew(self) -> None:
        """Let every run build the site from now on, until the stage is fresh again."""
        self._taken = False

    def edit(self, uid: str, change: Callable[[str], str]) -> None:
        """Change an article."""
        file = self.root / f"content/articles/{uid}.md"
        old = file.read_text("utf-8")
        assert change(old) != old
        with file.open("w", encoding="utf-8") as kept:
            kept.write(change(old))

    def machine(self, name: str) -> Path:
        """Return another clone of the practice as it stands; its folder channel is the same folder."""
        place = self.place / name
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.root, place, symlinks=True, ignore=shutil.ignore_patterns("posts"))
        (self.root / "posts").mkdir(exist_ok=True)
        (place / "posts").symlink_to(self.root / "posts", target_is_directory=True)
        return place

    def ledger(self) -> ledger.Ledger:
        """Open the memory anew."""
        return ledger.open_ledger(settings.load(self.root, self.environ()))

    def run(self, **how: Any) -> Ended:
        """Run `publish` in a process of its own, to its end or its death; see `start`."""
        return self.end(self.start(**how))

    def start(
        self,
        *,
        at: int = 0,
        how: int = signal.SIGKILL,
        wedge: Callable[[str], None] | None = None,
        prepare: Callable[[], None] = lambda: None,
        name: str = "run",
        root: Path | None = None,
        **environ: str,
    ) -> tuple[int, Path]:
        """Begin a run and return its process: it dies of `how` at point `at`.

        `prepare` is called in it before, `wedge` at each of its points; `root` is where it runs.
        """
        self.runs += 1
        told, points = self.place / f"{name}.json", self.place / f"{name}.points.json"
        for old in (told, points):
            old.unlink(missing_ok=True)
        offered = {k: v for k, v in self.environ(**environ).items() if v}
        pid = os.fork()
        if pid == 0:
            if self._taken:
                site = self._built[0]
                leaving.make_site = lambda *_args, **_more: site
            calls = Calls(root or self.root, points, at, how, wedge or (lambda _label: None))
            child(calls, told, offered, prepare)
        return pid, told

    def end(self, started: tuple[int, Path]) -> Ended:
        """Wait for a run's end, and until the networks have done what it left in flight."""
        pid, told = started
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        said = json.loads(told.read_text("utf-8")) if told.is_file() else {}
        points = told.with_suffix(".points.json")
        names = json.loads(points.read_text("utf-8")) if points.is_file() else []
        if code < 0 and not (names and names[-1].endswith(SILENT)):
            self._idle()
        pairs = {name: tuple((k, o) for k, o in said.get(name, ())) for name in ("sent", "settled")}
        texts = {name: said.get(name, "") for name in ("said", "told")}
        return Ended(code, points=tuple(names), **texts, **pairs)

    def _idle(self) -> None:
        time.sleep(0.05)
        for server in self.servers.values():
            server.idle()

    def until_quiet(self, **how: Any) -> list[Ended]:
        """Run without faults again and again until there is nothing to do, or a person must look."""
        ended: list[Ended] = []
        while len(ended) < MOST_RUNS:
            ended.append(self.run(**how))
            if ended[-1].quiet or (ended[-1].code == Exit.PERSON and not ended[-1].sent):
                break
        return ended

    def count(self, stays: tuple[str, ...] = (), *, more: int = 0) -> Count:
        """Compare the networks with the ledger, key by key; see count.count."""
        return count(self, stays, more=more)


def long_ago() -> datetime:
    """Return a moment before all that the networks, by the machine's clock, will say of their posts."""
    return datetime.now(UTC) - timedelta(days=9)
