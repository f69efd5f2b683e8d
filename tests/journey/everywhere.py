"""A practice with one article and an account on every network, all of which stand on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from syndicate.workflows.publish import Published
from tests.channels.bench import INSTALLED, Bench, module
from tests.workflows.conftest import Practice
from tests.workflows.serving import served
from tests.workflows.written import PEOPLE

ROOT = Path(__file__).resolve().parents[2]
NETWORKS = [n for n in INSTALLED if n != "folder" and not getattr(module(n), "BY_HAND", False)]
UID = "hoofdpijn"
PACE = {"always": True, "per_day": 0, "per_week": 0}
LONG_AGO = datetime.now(UTC) - timedelta(days=9)
"""The practice's clock stands before all that the networks, by the machine's, will say of their posts."""


class Everywhere:
    """The practice; `begin` empties networks and memory, and the site stays built."""

    def __init__(self, root: Path, serve: Callable[[str], Any]) -> None:
        self.practice = Practice(root)
        self.serve = serve
        root.mkdir()
        (root / "theme").symlink_to(ROOT / "theme", target_is_directory=True)
        day = LONG_AGO.date()
        reviewed, again = day - timedelta(60), day + timedelta(300)
        self.practice.write("content/people.toml", PEOPLE)
        self.practice.write("tasks.py", "from syndicate.tasks import ns\n")
        self.practice.article(UID, last_reviewed=f"{reviewed}", next_review=f"{again}")
        self.practice.configure(
            SITENAME="Praktijk De Linde",
            TIMEZONE="Europe/Amsterdam",
            DEFAULT_LANG="nl",
            PATH="content",
            THEME="theme",
            SYNDICATE_LIVE_SECONDS=20,
            SYNDICATE_PRACTICE={"name": "Praktijk De Linde", "sample": True},
        )

    def begin(self, *names: str, options: Mapping[str, Any] | None = None) -> dict[str, Bench]:
        """Give the practice these accounts, and nothing announced; `options` are those of all."""
        for old in (".syndicate/ledger", "posts"):
            shutil.rmtree(self.practice.root / old, ignore_errors=True)
        benches = {name: module(name).bench(self.serve(name), self.practice.root) for name in names}
        if options:
            benches = {n: replace(b, options={**b.options, **options}) for n, b in benches.items()}
        self.practice.environ = {"USER": "tester", "SYNDICATE_NOW": LONG_AGO.isoformat()}
        for name, bench in benches.items():
            for secret, value in bench.secrets.items():
                self.practice.environ[variable(name, secret)] = value
        self.account(benches)
        self.practice.adopted(*names)
        return benches

    def account(self, benches: Mapping[str, Bench], **urls: str) -> None:
        """Configure the accounts; `urls` are where some networks are said to be."""
        said = {name: {"name": name, "channel": name, "pace": PACE, "settle": 0} for name in benches}
        for name, bench in benches.items():
            said[name]["options"] = bench.options
            if bench.server:
                said[name]["base_url"] = urls.get(name, bench.server.url)
        self.practice.configure(SYNDICATE_ACCOUNTS=list(said.values()))

    def secrets(self) -> list[str]:
        """Return the secrets that a run is given, the right and the wrong ones."""
        given = self.practice.environ.items()
        return [v for k, v in given if k.startswith("SYNDICATE_") and k != "SYNDICATE_NOW"]

    def publish(self, *, hours: int = 0) -> Published:
        """Publish, so many hours later."""
        return self.practice.publish(now=(LONG_AGO + timedelta(hours=hours)).isoformat())

    def killed_when(self, happened: Callable[[], bool]) -> int:
        """Publish in a process of its own, kill that as soon as `happened`; returns how it ended."""
        around = {"PATH": os.environ["PATH"], "HOME": str(self.practice.root), "LANG": "C.UTF-8"}
        running = subprocess.Popen(
            [sys.executable, "-m", "invoke", "publish"],
            cwd=self.practice.root,
            env={**around, **self.practice.environ},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 120
        while not happened() and running.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        running.kill()
        return running.wait()


def variable(name: str, secret: str) -> str:
    return f"SYNDICATE_{name}_{secret}".upper()


@contextmanager
def everywhere(root: Path, serve: Callable[[str], Any]) -> Iterator[Everywhere]:
    """Make the practice and serve what it deploys."""
    made = Everywhere(root, serve)
    with served(made.practice):
        yield made
