"""Telegram, webhook, e-mail and Google in one practice: each article once, and what is lost is looked for."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

from syndicate.errors import Exit
from syndicate.model import EntryKind
from tests.channels.benches import email, google, telegram, webhook
from tests.workflows.conftest import NOW, served

BENCHES = {"telegram": telegram, "webhook": webhook, "email": email, "google": google}
PACE = {"always": True, "per_day": 0, "per_week": 0}


@pytest.fixture
def benches(practice, tmp_path):
    """A practice with an account on each of the four networks, which stand on this machine."""
    with ExitStack() as stack:
        stack.enter_context(served(practice))
        running = {name: bench.serving() for name, bench in BENCHES.items()}
        running["google"].network.clock = lambda: datetime.fromisoformat(NOW).astimezone(UTC)
        found = {n: b.bench(stack.enter_context(running[n]), tmp_path) for n, b in BENCHES.items()}
        accounts = [
            {
                "name": name,
                "channel": name,
                "base_url": bench.server.url,
                "options": bench.options,
                "pace": PACE,
                "settle": 0,
            }
            for name, bench in found.items()
        ]
        practice.configure(SYNDICATE_ACCOUNTS=accounts)
        practice.adopted(*found)
        for name, bench in found.items():
            for secret, value in bench.secrets.items():
                practice.environ[f"SYNDICATE_{name}_{secret}".upper()] = value
        yield found


def counts(benches):
    return {name: len(bench.seen()) for name, bench in benches.items()}


def test_an_article_goes_out_once_on_each(practice, benches):
    for _ in range(2):
        assert practice.publish().exit is Exit.DONE
        assert set(counts(benches).values()) == {counts(benches)["email"]} != {0}
    text = benches["telegram"].seen()[0]["text"]
    assert all(bench.seen()[0]["text"][:20] == text[:20] for bench in benches.values())


def test_a_lost_answer_is_found_where_the_network_can_be_read_and_else_a_person_looks(practice, benches):
    by_http = [benches[name] for name in ("telegram", "webhook", "google")]
    for bench in by_http:
        bench.server.fault(path=bench.create, what="reset", when="after", times=9)
    benches["email"].server.faults["DOT"] = "drop after"
    first = practice.publish()
    before = counts(benches)
    assert set(before.values()) == {before["email"]} != {0}
    benches["email"].server.faults.clear()
    again = practice.publish()
    assert counts(benches) == before, "never twice"
    assert (first.exit, again.exit) == (Exit.PERSON, Exit.PERSON)
    assert {sent.account for sent in first.sent if sent.outcome == "posted"} == {"webhook", "google"}
    doubtful = {entry.data["account"] for entry in practice.entries(EntryKind.CLAIM)}
    settled = {entry.key.split("/")[2] for entry in practice.entries(EntryKind.FOUND)}
    assert doubtful - settled == {"telegram", "email"}
