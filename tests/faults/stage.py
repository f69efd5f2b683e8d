"""A practice with three articles and three channels, real servers, and runs that may die anywhere.

Each run is a process of its own, forked from this one so that nothing need be imported anew; it runs
`publish` itself. The site is built once and taken as built from then on. Time is the practice's own
(SYNDICATE_NOW): an hour goes by between two runs, so that leases end without anybody waiting.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from syndicate import ledger, settings
from syndicate.errors import Exit, ExpertstatusError
from syndicate.model import Entry, EntryKind, State, post_key
from syndicate.workflows import publish as publishing
from tests.faults.calls import Calls
from tests.ledger.repositories import AROUND, clone, git, remote
from tests.servers import mastodon, x
from tests.servers.loopback import Handle
from tests.workflows.conftest import PEOPLE, ROOT, Practice

UIDS = ("hoofdpijn", "keelpijn", "oorpijn")
NAMES = ("folder", "mastodon", "x")
HOUR = timedelta(hours=1)
PACE = {"always": True, "per_day": 0, "per_week": 0, "gap_days": 0}
MOST_RUNS = 8


@dataclass(frozen=True)
class Ended:
    """How one run ended: its code (negative: the signal), what it said, and its points."""

    code: int
    said: str = ""
    sent: tuple[tuple[str, str], ...] = ()
    settled: tuple[tuple[str, str], ...] = ()
    points: tuple[str, ...] = ()

    @property
    def quiet(self) -> bool:
        """Tell whether this run found nothing to do."""
        return self.code == 0 and not self.sent and not self.settled


@dataclass(frozen=True)
class Count:
    """What the networks hold, against what the ledger says of it."""

    required: int
    found: int
    duplicates: tuple[str, ...]
    lost: tuple[str, ...]
    untold: tuple[str, ...]
    person: tuple[str, ...]

    @property
    def good(self) -> bool:
        return not (self.duplicates or self.lost or self.untold)


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
    _built: list[Any] = field(default_factory=list)
    _taken: bool = True

    def __post_init__(self) -> None:
        self.place.mkdir(parents=True, exist_ok=True)
        self.practice = Practice(self.place / "site")
        self.root = self.practice.root

    @contextmanager
    def open(self) -> Iterator[Stage]:
        """Start the servers, make the practice, build its site once."""
        with ExitStack() as stack:
            started = [("x", "tests.servers.x"), ("mastodon", "tests.servers.mastodon")]
            for name, module in started:
                if name in self.names:
                    self.servers[name] = Handle(stack.enter_context(_serving(module)))
            shown = (
                (str(self.place / "pages.git"), "gh-pages")
                if self.host == "git"
                else (str(self.root / "public"),)
            )
            self.siteurl = stack.enter_context(_serving("tests.faults.pages", *shown))
            self._make()
            self._build()
            shutil.copytree(self.root, self.place / "as-built", symlinks=True)
            yield self

    def _make(self) -> None:
        if self.store == "branch":
            clone(self.place, "site", str(remote(self.place)))
        self.root.mkdir(exist_ok=True)
        (self.root / "theme").symlink_to(ROOT / "theme", target_is_directory=True)
        self.practice.write("content/people.toml", PEOPLE)
        day = self.started.date()
        for uid in UIDS:
            reviewed, next_review = day - timedelta(60), day + timedelta(300)
            self.practice.article(uid, last_reviewed=f"{reviewed}", next_review=f"{next_review}")
        self.practice.configure(
            SITENAME="Praktijk De Linde",
            SITEURL=self.siteurl,
            TIMEZONE="Europe/Amsterdam",
            DEFAULT_LANG="nl",
            PATH="content",
            THEME="theme",
            SYNDICATE_PRACTICE={"name": "Praktijk De Linde", "sample": True},
            SYNDICATE_LEDGER=LEDGERS[self.store],
            SYNDICATE_DEPLOY=f"git:{self.place / 'pages.git'}" if self.host == "git" else "folder:public",
            SYNDICATE_LIVE_SECONDS=5,
            SYNDICATE_ACCOUNTS=[self._account(name) for name in self.names],
        )

    def _account(self, name: str) -> dict[str, Any]:
        said: dict[str, Any] = {"name": name, "channel": name, "pace": PACE, "languages": ["nl"], "settle": 0}
        if name in self.servers:
            said["base_url"] = self.servers[name].url
        return said

    def _build(self) -> None:
        from syndicate.workflows.way import approvals, make_site, open_way

        way = open_way(self.root, environ=self.environ())
        self._built.append(make_site(way, approvals(way)))
        self.fresh()
        done = publishing.publish(self.root, environ=self.environ())  # warms what the forks share
        assert done.exit is Exit.DONE, done

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
        for old in ("pages.git", "site/public", "site/public.next", "site/public.previous", "site/posts"):
            shutil.rmtree(self.place / old, ignore_errors=True)
        shutil.rmtree(self.root / ".syndicate", ignore_errors=True)
        if self.store == "branch":
            bare = self.place / "remote.git"
            git(bare, "for-each-ref")
            subprocess.run(
                ["git", "-C", str(bare), "update-ref", "-d", "refs/heads/ledger"], env=AROUND, check=False
            )
            own = ["update-ref", "-d", "refs/expertstatus/ledger/ledger"]
            subprocess.run(["git", "-C", str(self.root), *own], env=AROUND, check=False)
        if self.host == "git":
            git(
                self.place,
                "init",
                "--quiet",
                "--bare",
                "--initial-branch=main",
                str(self.place / "pages.git"),
            )
        if not self._taken:
            for name in ("content", "output"):
                shutil.rmtree(self.root / name)
                shutil.copytree(self.place / "as-built" / name, self.root / name)
        self.runs, self.started, self._taken = 0, long_ago(), True
        book = self.ledger()
        for name in self.names:
            book.append(Entry(EntryKind.ADOPTED, self.now(), data={"account": name}))

    def configure(self, *, settle: float) -> None:
        """Let every account take so many seconds until it shows a new post."""
        accounts = [self._account(name) | {"settle": settle} for name in self.names]
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
        **environ: str,
    ) -> tuple[int, Path]:
        """Begin a run and return its process: it dies of `how` at point `at`.

        `prepare` is called in it before, `wedge` at each of its points.
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
                publishing.make_site = lambda *_args, **_more: site  # type: ignore[assignment]
            calls = Calls(self.root, points, at, how, wedge or (lambda _label: None))
            self._child(calls, told, offered, prepare)
        return pid, told

    def _child(
        self, calls: Calls, told: Path, offered: Mapping[str, str], prepare: Callable[[], None]
    ) -> None:
        code, said = 99, {}
        try:
            prepare()
            calls.watch()
            done = publishing.publish(self.root, environ=offered)
            code = int(done.exit)
            said = {
                "sent": [(s.key, s.outcome) for s in done.sent if s.outcome != "taken"],
                "settled": [(s.key, s.outcome) for s in done.settled],
                "said": "; ".join(s.why for s in (*done.sent, *done.settled) if s.why),
            }
        except ExpertstatusError as error:
            code, said = int(error.exit), {"said": str(error)}
        except BaseException:  # whatever it is, the campaign must see it
            said = {"said": traceback.format_exc()}
        finally:
            calls.done(told, said)
            os._exit(code)

    def end(self, started: tuple[int, Path]) -> Ended:
        """Wait for a run's end, and until the networks have done what it left in flight."""
        pid, told = started
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        said = json.loads(told.read_text("utf-8")) if told.is_file() else {}
        points = told.with_suffix(".points.json")
        names = json.loads(points.read_text("utf-8")) if points.is_file() else []
        if code < 0:
            self._idle()
        pairs = {name: tuple((k, o) for k, o in said.get(name, ())) for name in ("sent", "settled")}
        return Ended(code, said.get("said", ""), points=tuple(names), **pairs)

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

    def held(self) -> Counter[str]:
        """Count what the networks really hold, by key."""
        found: Counter[str] = Counter()
        for name in self.names:
            texts = self._texts(name)
            for uid in UIDS:
                key = post_key(uid, "nl", name, "new")
                found[key] += sum(f"/{uid}/" in text for text in texts)
        return found

    def _texts(self, name: str) -> list[str]:
        if name == "folder":
            files = (self.root / "posts").glob("[!.]*/payload.json")
            return [json.loads(f.read_text("utf-8"))["text"] for f in files]
        posts = self.servers[name].state()["posts"]
        return [p["text"] if name == "x" else p["content"] for p in posts]

    def count(self, stays: tuple[str, ...] = (), *, more: int = 0) -> Count:
        """Compare the networks with the ledger, key by key.

        `stays` are keys that must not go out; `more` is how many posts were put there twice on purpose.
        """
        held = self.held()
        for key in stays:
            if not held[key]:
                del held[key]
        states = self.ledger().state(list(held), self.now() + HOUR)
        person = tuple(k for k, s in states.items() if s.state is State.IN_DOUBT)
        return Count(
            len(held),
            sum(held.values()),
            tuple(k for k, n in held.items() if n > 1)[more:],
            tuple(k for k, n in held.items() if n == 0 and k not in person),
            tuple(
                k for k, n in held.items() if n and states[k].state is not State.POSTED and k not in person
            ),
            person,
        )


def long_ago() -> datetime:
    """Return a moment before all that the networks, by the machine's clock, will say of their posts."""
    return datetime.now(UTC) - timedelta(days=9)


LEDGERS = {
    "file": "file:.syndicate/ledger",
    "branch": "branch:ledger",
    "sqlite": "sqlite:.syndicate/ledger.db",
}


@contextmanager
def _serving(*command: str) -> Iterator[str]:
    """Start a server in a process of its own, and give its address."""
    child = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        url = child.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:"), f"{command} did not start"
        yield url
    finally:
        child.terminate()
        child.communicate()
