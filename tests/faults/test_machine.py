"""Runners, faults, edits, holds, clock and lag in any order: never two posts, in the end each once.

The memory is real files, what sends and settles is the program; networks and clock are played. A runner may
be overtaken at every call to memory or network, die there, or be slow. FAULT_STEPS: how many steps (400).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from syndicate.errors import LedgerError
from syndicate.ledger import reading
from syndicate.ledger.book import Book
from syndicate.ledger.file import FileStore
from syndicate.model import Entry, EntryKind, KeyState, State
from syndicate.workflows import doubt, sending
from syndicate.workflows.outlook import Coming, outlook
from syndicate.workflows.sending import send_all
from syndicate.workflows.way import Way, approvals, make_site, open_way
from tests.faults.begun import memory
from tests.faults.town import PLANS, SETTLE, TOWN, Died, Played, Shaky, Timed, Town, another
from tests.workflows.conftest import PEOPLE, ROOT, Practice

STEPS = int(os.environ.get("FAULT_STEPS", "400"))
A_RUN = 20


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Way, tuple[Coming, ...]]:
    """Two articles on two accounts, drawn by the program as it would post them."""
    practice = Practice(tmp_path_factory.mktemp("machine") / "practice")
    practice.root.mkdir()
    (practice.root / "theme").symlink_to(ROOT / "theme", target_is_directory=True)
    practice.write("content/people.toml", PEOPLE)
    for uid in ("hoofdpijn", "oorpijn"):
        practice.article(uid)
    pace = {"always": True, "per_day": 0, "per_week": 0}
    said = {"channel": "folder", "pace": pace, "settle": SETTLE}
    practice.configure(
        SITENAME="Praktijk De Linde",
        SITEURL="http://localhost:8000",
        TIMEZONE="Europe/Amsterdam",
        DEFAULT_LANG="nl",
        PATH="content",
        THEME="theme",
        SYNDICATE_PRACTICE={"name": "Praktijk De Linde", "sample": True},
        SYNDICATE_ACCOUNTS=[{"name": name, **said} for name in ("a", "b")],
    )
    way = open_way(practice.root, environ=practice.environ)
    view = outlook(way, make_site(way, approvals(way)), ())
    assert len(view.coming) == 4
    return replace(way, settings=replace(way.settings, clock=None)), view.coming


class Machine(RuleBasedStateMachine):
    """One practice; `base` and `drawn` are what its runs begin with."""

    base: ClassVar[Way]
    drawn: ClassVar[tuple[Coming, ...]]

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="machine-", dir=memory()))
        self.town = TOWN[0] = Town(overtaken=self.overtake, held=self.hold, edited=self.edit)
        self.book = Book(FileStore(self.place))
        self.texts, self.runs, self.all = 0, 0, list(self.drawn)

    def teardown(self) -> None:
        try:
            self.until_quiet()
        finally:
            shutil.rmtree(self.place)

    @rule(plan=PLANS, newer=st.booleans())
    def a_runner_runs(self, plan: dict[str, int], newer: bool) -> None:
        if newer:
            self.all += [another(coming, len(self.all)) for coming in self.drawn]
        self.run(dict(plan))

    @rule()
    def a_runner_runs_well(self) -> None:
        self.run({})

    @rule(minutes=st.sampled_from([1, 29, 31, 90]))
    def time_goes_by(self, minutes: int) -> None:
        self.town.now += timedelta(minutes=minutes)

    @rule()
    def somebody_edits_the_words(self) -> None:
        self.edit()

    @precondition(lambda self: not self.holds())
    @rule(scope=st.sampled_from(["all", "account:a", "article:hoofdpijn"]))
    def somebody_holds(self, scope: str) -> None:
        self.hold(scope)

    @precondition(lambda self: self.holds())
    @rule()
    def somebody_releases(self) -> None:
        self.release()

    @rule()
    def somebody_settles_what_is_in_doubt(self) -> None:
        way = self.way()
        for key, (state, claim) in doubt.doubtful(way).items():
            if state.until and self.town.now - state.until > timedelta(minutes=1):
                there = self.count(claim.data["account"], key)
                doubt.by_person(way, key, url="https://network.example/1" if there else "", person="tester")

    @invariant()
    def no_post_is_there_twice(self) -> None:
        for coming in self.all:
            assert self.count(coming.post.account, coming.post.key) <= 1, coming.post.key

    @invariant()
    def what_is_noted_as_posted_is_there(self) -> None:
        for key, state in self.states().items():
            if state.state is State.POSTED:
                assert self.count(key.split("/")[2], key) == 1, key

    # what the rules are made of

    def way(self) -> Way:
        self.runs += 1
        values = {f.name: getattr(self.base, f.name) for f in fields(Way)}
        values |= {
            "ledger": Shaky(self.book, self.town),
            "channels": {name: Played(name, self.town) for name in self.town.streams},
            "now": self.town.now,
            "run": f"run{self.runs}",
        }
        return Timed(**values)

    def run(self, plan: dict[str, int]) -> None:
        """Do what publish does once the site is live; see workflows/publish.py."""
        self.town.plans.append(plan)
        here = self.way()
        try:
            doubt.settle(here)
            sent = send_all(here, self.due())
            if any(s.outcome == "doubt" for s in sent):
                doubt.settle(here)
        except (Died, LedgerError):
            pass
        finally:
            self.town.plans.pop()

    def overtake(self) -> None:
        if len(self.town.plans) < 3:
            self.run({})

    def due(self) -> list[Coming]:
        taken = {f"{p.uid}/{p.lang}/{p.account}/{p.occasion}" for p in self.book.posted()}
        held = set(reading.holds(self.book.only(EntryKind.HOLD, EntryKind.RELEASE)))
        if "all" in held:
            return []
        return [
            replace(c, payload=replace(c.payload, body=f"{c.payload.body}{self.texts}"))
            for c in self.all
            if c.post.key not in taken
            and not held & {f"account:{c.post.account}", f"article:{c.post.article.uid}"}
        ]

    def edit(self) -> None:
        self.texts += 1

    def holds(self) -> bool:
        return bool(reading.holds(entry for _, entry in self.book.since("")))

    def hold(self, scope: str = "all") -> None:
        self.book.append(Entry(EntryKind.HOLD, self.town.now, data={"scope": scope}))

    def release(self) -> None:
        for scope in reading.holds(entry for _, entry in self.book.since("")):
            self.book.append(Entry(EntryKind.RELEASE, self.town.now, data={"scope": scope}))

    def count(self, account: str, key: str) -> int:
        return sum(post.key == key for post, _ in self.town.streams[account].posts)

    def states(self) -> Mapping[str, KeyState]:
        return self.book.state([c.post.key for c in self.all], self.town.now)

    def until_quiet(self) -> None:
        self.release()
        for _ in range(3):
            self.edit()
            self.town.now += timedelta(hours=1)
            self.run({})
        for key, state in self.states().items():
            assert state.state is State.POSTED, (key, state)
            assert self.count(key.split("/")[2], key) == 1, key


def walk(
    drawn: tuple[Way, tuple[Coming, ...]], monkeypatch: pytest.MonkeyPatch, steps: int, **how: Any
) -> None:
    def sleep(seconds: float) -> None:
        TOWN[0].now += timedelta(seconds=seconds)

    monkeypatch.setattr(doubt, "time", SimpleNamespace(sleep=how.pop("sleep", sleep)))
    monkeypatch.setattr("syndicate.workflows.waiting.build_version", lambda _root: 0)
    many = max(1, steps // A_RUN)
    run_state_machine_as_test(
        type("Drawn", (Machine,), {"base": drawn[0], "drawn": drawn[1]}),
        settings=settings(
            max_examples=many,
            stateful_step_count=A_RUN,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            **how,
        ),
    )


def test_no_order_of_runs_faults_edits_and_time_makes_a_second_post_or_loses_one(drawn, monkeypatch):
    walk(drawn, monkeypatch, STEPS)


QUICK = {"phases": [Phase.generate], "derandomize": True}


def test_the_machine_notices_where_nobody_waits_before_asking(drawn, monkeypatch):
    with pytest.raises(AssertionError):
        walk(drawn, monkeypatch, 4000, sleep=lambda _seconds: None, **QUICK)


def test_the_machine_notices_where_nobody_looks_at_the_lease_again(drawn, monkeypatch):
    monkeypatch.setattr(sending, "_changed", lambda _way, _mine: None)
    with pytest.raises(AssertionError):
        walk(drawn, monkeypatch, 4000, **QUICK)
