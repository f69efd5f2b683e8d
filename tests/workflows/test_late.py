"""due -> sent over a fortnight of an hourly scheduler that lags and leaves turns out."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from syndicate.ledger.line import moment
from syndicate.model import EntryKind
from syndicate.workflows import heartbeat
from syndicate.workflows.outlook import outlook
from syndicate.workflows.sending import send_all
from syndicate.workflows.way import approvals, make_site, open_way, sources
from tests.ledger.repositories import AROUND, git

pytestmark = pytest.mark.suite("git")
START = datetime(2026, 11, 9, 5, 17, tzinfo=UTC)
DAYS = 14
TARGET = 90


def turns():
    """When a scheduler that wakes at 17 past really runs: up to 35 minutes late, one turn of twelve not."""
    chance = random.Random(20261109)
    for hour in range(24 * DAYS):
        late = timedelta(minutes=chance.randint(0, 35))
        if chance.randrange(12):
            yield START + timedelta(hours=hour) + late


@pytest.fixture
def fortnight(plugged, practice, monkeypatch):
    """Two accounts of different paces, a back catalogue, and articles that come at all hours of the day."""
    chance = random.Random(14)
    for number in range(24):
        day = START + timedelta(minutes=chance.randrange(60 * 24 * (DAYS - 2)))
        practice.article(f"vraag{number}", date=f"{day:%Y-%m-%dT%H:%M:00+01:00}")
    for number in range(16):
        practice.article(f"oud{number}", date="2025-01-06")
    practice.accounts("a", "b", pace={"always": False, "per_day": 2, "per_week": 9, "gap_days": 7})
    practice.adopted("a", "b")
    git(practice.root, "init", "-q", "-b", "main")
    git(practice.root, "add", "-A")
    monkeypatch.setitem(AROUND, "GIT_COMMITTER_DATE", START.isoformat())
    git(practice.root, "commit", "-qm", "All")
    return practice


def test_ninety_five_of_a_hundred_posts_go_out_within_ninety_minutes_of_their_moment(fortnight):
    environ = fortnight.environ
    end = open_way(fortnight.root, environ=environ | {"SYNDICATE_NOW": (START + timedelta(DAYS)).isoformat()})
    signed = approvals(end)
    site, found = make_site(end, signed), sources(end, signed)
    for turn in turns():
        way = open_way(fortnight.root, environ=environ | {"SYNDICATE_NOW": turn.isoformat()})
        free = [c for c in outlook(way, site, found).coming if not c.blocked]
        assert {s.outcome for s in send_all(way, free)} <= {"posted"}
    late, _ = heartbeat.watched(way)
    claims = {e.key: moment(e.data["due"]) for e in fortnight.entries(EntryKind.CLAIM)}
    minutes = sorted((e.at - claims[e.key]).total_seconds() / 60 for e in fortnight.entries(EntryKind.SENT))
    assert len(minutes) >= 36, "nine a week on each account"
    assert minutes[0] >= 0
    assert late.posts == len(minutes)
    assert late.p95 == int(minutes[-(-len(minutes) * 95 // 100) - 1])
    assert late.p50 <= late.p95 <= TARGET, late
