"""When tokens end: asked seldom, kept in the ledger, said from 30 days before, in output and heartbeat."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from syndicate.channels.abilities import Health
from syndicate.errors import Exit, Unauthorized
from syndicate.model import EntryKind
from syndicate.site.hosts import NOTE_FILE
from tests.workflows import scripted
from tests.workflows.scripted import SCRIPTS, Scripted, play

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
SOON = START + timedelta(days=20)
FAR = START + timedelta(days=60)


def doctor(channel):
    """Say when the token ends: what the script's `recall` returns."""
    return Health(channel.account, play(SCRIPTS[channel.account].recall))


@pytest.fixture
def account(networks, practice, monkeypatch):
    """One account whose token ends by itself."""
    practice.accounts("a")
    own = {"doctor": doctor, "lapses": True}
    monkeypatch.setattr(scripted, "Scripted", type("Lapsing", (Scripted,), own))
    return networks["a"]


def after(**days):
    return (START + timedelta(**days)).isoformat()


def notes(practice):
    return [e.data for e in practice.entries(EntryKind.EXPIRY)]


def beat(practice):
    return json.loads((practice.root / "public" / NOTE_FILE).read_text())["channels"]["a"]


def test_a_token_that_ends_within_30_days_is_said_with_its_day_and_its_page(account, practice):
    account.recall = [lambda: SOON]
    done = practice.publish()
    (said,) = done.ending
    assert said.nl == (
        "het token van a verloopt op 13-12-2026, over 20 dagen. Vernieuw het: docs/channels/scripted.md."
    )
    assert said.en == "the token of a ends on 2026-12-13, in 20 days. Renew it: docs/channels/scripted.md."
    assert done.exit is Exit.DONE
    assert beat(practice)["token_ends"] == "2026-12-13T09:00:00Z"


def test_a_token_that_ends_later_or_never_is_not_spoken_of(account, practice):
    account.recall = [lambda: FAR]
    assert practice.publish().ending == ()
    assert "token_ends" not in beat(practice)
    account.recall = []
    assert practice.publish(now=after(days=8)).ending == ()
    assert notes(practice) == [{"account": "a", "until": "2027-01-22T09:00:00Z"}, {"account": "a"}]


def test_a_network_is_asked_once_a_week_and_once_a_day_when_the_end_is_near(account, practice):
    account.recall = [lambda: FAR] * 9
    for day in (0, 0.2, 6.9):
        practice.publish(now=after(days=day))
    assert len(notes(practice)) == 1
    practice.publish(now=after(days=7))
    assert len(notes(practice)) == 2
    for day in (25, 25.5, 26):
        practice.publish(now=after(days=day))
    assert len(notes(practice)) == 4
    assert practice.publish(now=after(days=26.1)).ending == ()
    assert practice.publish(now=after(days=31)).ending


def test_a_network_that_refuses_is_left_alone_as_long_and_what_it_said_still_counts(account, practice):
    account.recall = [lambda: SOON, Unauthorized("dead"), lambda: FAR]
    practice.publish()
    assert practice.publish(now=after(days=1)).ending
    assert "a could not be asked when its token ends (Unauthorized)" in practice.told
    assert practice.publish(now=after(days=1.5)).ending
    assert len(account.recall) == 1
    assert practice.publish(now=after(days=2)).ending == ()


def test_a_token_that_has_ended_is_said_too(account, practice):
    account.recall = [lambda: SOON, RuntimeError("away")]
    practice.publish()
    (said,) = practice.publish(now=after(days=21)).ending
    assert said.en == "the token of a ended on 2026-12-13. Renew it: docs/channels/scripted.md."


def test_a_dry_run_asks_nothing_and_says_what_is_known(account, practice):
    account.recall = [lambda: SOON, Unauthorized("must not be asked")]
    assert practice.publish(dry_run=True, now=after(days=0)).ending == ()
    practice.publish()
    assert practice.publish(dry_run=True, now=after(days=3)).ending
    assert len(account.recall) == 1


def test_a_channel_whose_tokens_do_not_end_is_never_asked(networks, practice, monkeypatch):
    practice.accounts("a")
    monkeypatch.setattr(scripted, "Scripted", type("Lasting", (Scripted,), {"doctor": doctor}))
    networks["a"].recall = [Unauthorized("must not be asked")]
    assert practice.publish().ending == ()
    assert notes(practice) == []


def test_the_task_prints_it_in_the_practices_language(account, practice, run, tmp_path, monkeypatch):
    account.recall = [lambda: SOON]
    code, out, _ = run("publish")
    assert code == 0
    assert "het token van a verloopt op 13-12-2026" in out
