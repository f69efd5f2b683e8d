"""What a stage is made of: its practice, its ledger, its host, and the servers around it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.ledger.repositories import clone, remote
from tests.workflows.conftest import PEOPLE, ROOT

if TYPE_CHECKING:
    from tests.faults.stage import Stage

UIDS = ("hoofdpijn", "keelpijn", "oorpijn")
NAMES = ("folder", "mastodon", "x")
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


def account(stage: Stage, name: str) -> dict[str, Any]:
    """Return one account, which posts whatever is due."""
    said: dict[str, Any] = {"name": name, "channel": name, "pace": PACE, "languages": ["nl"], "settle": 0}
    if name in stage.servers:
        said["base_url"] = stage.servers[name].url
    return said


@contextmanager
def serving(*command: str) -> Iterator[str]:
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
