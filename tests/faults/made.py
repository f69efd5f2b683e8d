"""What a stage is made of: its practice, its ledger, its host, and the servers around it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.ledger.repositories import clone, git, remote
from tests.workflows.conftest import PEOPLE, ROOT

if TYPE_CHECKING:
    from tests.faults.stage import Stage

UIDS = ("hoofdpijn", "keelpijn", "oorpijn")
NETWORKS = ("mastodon", "x")
NAMES = ("folder", *NETWORKS)
LOOPBACK = "http://127.0.0.1:"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PACE = {"always": True, "per_day": 0, "per_week": 0, "gap_days": 0}


LEDGERS = {
    "file": "file:.syndicate/ledger",
    "branch": "branch:ledger",
    "sqlite": "sqlite:.syndicate/ledger.db",
}


def make(stage: Stage) -> None:
    """Make the folder of the practice: its people, its articles, its settings."""
    if stage.store == "branch":
        clone(stage.place, "site", str(remote(stage.place)))
        tidied_by_nobody(stage.place / "remote.git", stage.root)
    if stage.host == "git":
        git(stage.place, "init", "--quiet", "--bare", "--initial-branch=main", "pages.git")
        tidied_by_nobody(stage.place / "pages.git")
    stage.root.mkdir(exist_ok=True)
    (stage.root / "theme").symlink_to(ROOT / "theme", target_is_directory=True)
    stage.practice.write("content/people.toml", PEOPLE)
    day = stage.started.date()
    for uid in UIDS:
        reviewed, next_review = day - timedelta(60), day + timedelta(300)
        stage.practice.article(uid, last_reviewed=f"{reviewed}", next_review=f"{next_review}")
    stage.practice.configure(
        SITENAME="Praktijk De Linde",
        SITEURL=stage.siteurl,
        TIMEZONE="Europe/Amsterdam",
        DEFAULT_LANG="nl",
        PATH="content",
        THEME="theme",
        SYNDICATE_PRACTICE={"name": "Praktijk De Linde", "sample": True},
        SYNDICATE_LEDGER=LEDGERS[stage.store],
        SYNDICATE_DEPLOY=f"git:{stage.place / 'pages.git'}" if stage.host == "git" else "folder:public",
        SYNDICATE_LIVE_SECONDS=5,
        SYNDICATE_ACCOUNTS=[account(stage, name) for name in stage.names],
    )


def tidied_by_nobody(*repositories: Path) -> None:
    """Keep git from asking after every push whether to tidy up: no repository here lives so long."""
    for repository in repositories:
        for name in ("receive.autoGC", "maintenance.auto"):
            git(repository, "config", name, "false")


def account(stage: Stage, name: str) -> dict[str, Any]:
    """Return one account, which posts whatever is due."""
    said: dict[str, Any] = {"name": name, "channel": name, "pace": PACE, "languages": ["nl"], "settle": 0}
    if name in stage.servers:
        said["base_url"] = stage.servers[name].url
    return said


@contextmanager
def serving(*commands: Sequence[str]) -> Iterator[list[str]]:
    """Start servers, each in a process of its own, and give their addresses once all are there."""
    with ExitStack() as stack:
        children = [
            subprocess.Popen([sys.executable, "-m", *said], cwd=ROOT, stdout=subprocess.PIPE, text=True)
            for said in commands
        ]
        for child in children:
            stack.callback(child.communicate)
            stack.callback(child.terminate)
        urls = [child.stdout.readline().strip() for child in children if child.stdout]
        wrong = [said for said, url in zip(commands, urls, strict=True) if not url.startswith(LOOPBACK)]
        assert not wrong, f"{wrong} did not start"
        yield urls
