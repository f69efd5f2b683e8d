"""A started practice on a code host: its runners are thrown away, and what they posted is on a branch."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from syndicate.workflows.interview import interview
from syndicate.workflows.start import start
from tests.journey.pages import fill_in
from tests.journey.test_workflow import host_of
from tests.ledger.repositories import clone, git, lines
from tests.servers import mastodon
from tests.servers.loopback import Running

TODAY = datetime.now(UTC).date()
GIVEN = {
    "practice": "Praktijk De Linde",
    "profession": "fysiotherapeut",
    "place": "Dorpsstraat 1, 1234 AB Lindedorp",
    "phones": "012-345 67 89",
    "channel": "mastodon mastodon.example",
    "host": "github:linde/site",
    "siteurl": "https://linde.example",
}
PEOPLE = "".join(
    f'\n[{who}]\nname = "{name}"\nprofession = "praktijkondersteuner"\n'
    'role = { nl = "praktijkondersteuner", en = "practice nurse" }\n'
    for who, name in (("anna-berk", "Anna Berk"), ("bram-els", "Bram Els"))
)
ARTICLE = f"""---
title: Wat helpt bij pijn laag in uw rug?
uid: rugpijn
slug: rugpijn
lang: nl
status: published
date: {TODAY - timedelta(days=1)}
authors: [anna-berk]
reviewed_by: [bram-els]
last_reviewed: {TODAY - timedelta(days=9)}
next_review: {TODAY + timedelta(days=300)}
topic: rug-en-nek
summary: Pijn laag in uw rug gaat meestal vanzelf over. Lees wat u zelf doet en wanneer u belt.
key_points: [Bewegen helpt.]
sources:
  - {{title: Een richtlijn, publisher: Voorbeeldinstituut, year: 2024, url: "https://bron.example/rug"}}
teasers: [Heeft u weleens pijn laag in uw rug?]
---
## Wat is het?

Blijf rustig bewegen. Dat helpt het beste.
"""


class Forge:
    """A bare repository as a code host has it, and runners that each clone it, publish and are gone."""

    def __init__(self, place: Path, network: Running, siteurl: str) -> None:
        self.place, self.network = place, network
        self.bare = place / "site.git"
        home = start(place / "praktijk", interview(GIVEN, "nl", None), today=TODAY)
        assert 'SYNDICATE_LEDGER = "branch:ledger"' in (home / "pelicanconf.py").read_text("utf-8")
        account = {"name": "mastodon", "channel": "mastodon", "base_url": network.url}
        account |= {"pace": {"always": True, "per_day": 0, "per_week": 0}}
        with (home / "pelicanconf.py").open("a", encoding="utf-8") as conf:
            conf.write(f'\nSITEURL = "{siteurl}"\nSYNDICATE_DEPLOY = "git:{self.bare}"\n')
            conf.write(f"SYNDICATE_ACCOUNTS = {json.dumps([account]).replace('true', 'True')}\n")
        with (home / "content" / "people.toml").open("a", encoding="utf-8") as people:
            people.write(PEOPLE)
        fill_in(home)
        (home / "content" / "articles" / "rugpijn.md").write_text(ARTICLE, encoding="utf-8")
        git(place, "init", "-q", "--bare", "--initial-branch=main", str(self.bare))
        git(home, "init", "-q", "-b", "main")
        git(home, "add", "-A")
        git(home, "commit", "-qm", "Begin")
        git(home, "remote", "add", "origin", f"file://{self.bare}")
        git(home, "push", "-q", "origin", "main")
        self.home = home

    def fresh(self, name: str) -> Path:
        """Return a new shallow clone, as a runner makes one."""
        return clone(self.place, name, f"file://{self.bare}", "--depth=1")

    def run(self, where: Path, *task: str) -> subprocess.CompletedProcess[str]:
        """Run a task there, as a job with its secrets does."""
        env = {"PATH": os.environ["PATH"], "HOME": str(self.place), "LANG": "C.UTF-8", "CI": "true"}
        env |= {f"SYNDICATE_MASTODON_{k.upper()}": v for k, v in mastodon.SECRETS.items()}
        for role in ("AUTHOR", "COMMITTER"):
            env |= {f"GIT_{role}_NAME": "publish", f"GIT_{role}_EMAIL": "publish@localhost"}
        told = subprocess.run(
            [sys.executable, "-m", "syndicate", *task],
            cwd=where, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
            check=False,
        )  # fmt: skip
        assert "Traceback" not in told.stderr, told.stderr
        return told

    def posts(self) -> int:
        return len(self.network.state()["posts"])


@pytest.fixture
def forge(tmp_path: Path) -> Iterator[Forge]:
    with mastodon.serving() as network, host_of(tmp_path / "site.git", "gh-pages") as siteurl:
        yield Forge(tmp_path, network, siteurl)


def test_two_fresh_runners_post_once_and_what_they_did_is_on_the_branch(forge):
    first = forge.run(forge.fresh("first"), "publish")
    assert first.returncode == 3
    assert "invoke adopt" in first.stderr
    assert forge.run(forge.home, "adopt", "--nothing").returncode == 0
    for name, posted in (("second", "1 posted"), ("third", "0 posted")):
        told = forge.run(forge.fresh(name), "publish")
        assert told.returncode == 0, told.stdout + told.stderr
        assert posted in told.stdout
    assert forge.posts() == 1
    kept = [json.loads(line)["kind"] for line in lines(forge.bare)]
    # the page links to its post from then on, so that the next run deploys again
    assert kept == ["adopted", "deploy", "addresses", "claim", "prepared", "sent", "deploy"]
    assert git(forge.home, "status", "--porcelain") == ""
    shown = forge.run(forge.fresh("fourth"), "show").stdout
    assert "sent" in shown
    assert "rugpijn/nl/mastodon/new" in shown


def test_a_deleted_branch_stops_whoever_read_it_and_is_written_back(forge):
    assert forge.run(forge.home, "adopt", "--nothing").returncode == 0
    assert forge.run(forge.home, "publish").returncode == 0
    before = lines(forge.bare)
    git(forge.bare, "update-ref", "-d", "refs/heads/ledger")
    stopped = forge.run(forge.home, "publish")
    assert stopped.returncode == 7
    assert "`invoke ledger.repair` puts it right" in stopped.stderr
    repaired = forge.run(forge.home, "ledger.repair")
    assert repaired.returncode == 0, repaired.stderr
    assert f"{len(before)} entries written back" in repaired.stdout
    assert lines(forge.bare) == before
    assert "0 posted" in forge.run(forge.fresh("later"), "publish").stdout
    assert forge.posts() == 1


def test_a_job_without_a_token_checks_the_texts_and_says_what_it_does_not_know(forge):
    away = forge.fresh("away")
    git(away, "remote", "set-url", "origin", f"file://{forge.place}/gone.git")
    told = forge.run(away, "check")
    assert told.returncode == 0, told.stdout + told.stderr
    assert "not known here what was approved, held or posted" in told.stderr
    assert forge.run(away, "publish").returncode == 7


def test_a_fresh_runner_rebuilds_a_deleted_branch_from_the_network(forge):
    assert forge.run(forge.home, "adopt", "--nothing").returncode == 0
    assert forge.run(forge.home, "publish").returncode == 0
    git(forge.bare, "update-ref", "-d", "refs/heads/ledger")
    assert forge.run(forge.fresh("before"), "publish").returncode == 3
    mended = forge.run(forge.fresh("mends"), "ledger.repair")
    assert mended.returncode == 0, mended.stderr
    assert "mastodon: 1 posts read back from the network" in mended.stderr + mended.stdout
    assert {json.loads(line)["kind"] for line in lines(forge.bare)} == {"claim", "found", "adopted"}
    assert "0 posted" in forge.run(forge.fresh("later"), "publish").stdout
    assert forge.posts() == 1
