"""Sending while the ledger fails: what was sent is in doubt, and nothing else is sent."""

from __future__ import annotations

import pytest

from syndicate.errors import Exit, LedgerError
from tests.workflows.sent import KEY, LATER, SECOND, outcomes


def test_a_post_that_the_ledger_cannot_note_is_in_doubt_and_never_sent_again(network, practice):
    lock = practice.root / ".syndicate" / "ledger" / ".lock"

    def disk_fails():
        lock.unlink()
        lock.mkdir()

    network.send = [disk_fails]
    done = practice.publish()
    assert network.keys == [KEY]
    assert outcomes(done) == {KEY: "doubt"}
    assert done.sent[0].url in practice.told[-1]
    assert done.exit is Exit.PERSON
    lock.rmdir()
    assert practice.publish().sent == (), "its lease still runs"
    settled = practice.publish(now=LATER)
    assert [s.outcome for s in settled.settled] == ["found"]
    assert settled.exit is Exit.DONE
    assert network.keys == [KEY]


def test_a_ledger_that_is_gone_after_the_network_answered_still_ends_in_doubt(network, practice):
    place = practice.root / ".syndicate" / "ledger"

    def disk_is_gone():
        place.rename(place.with_name("kept"))
        place.write_text("")

    network.send = [disk_is_gone]
    done = practice.publish()
    assert outcomes(done) == {KEY: "doubt"}
    assert done.exit is Exit.PERSON
    assert "cannot be" in practice.told[-1]


def test_without_a_ledger_nothing_is_sent(account, practice):
    lock = practice.root / ".syndicate" / "ledger" / ".lock"

    def disk_fails():
        lock.unlink()
        lock.mkdir()

    account.prepare = [disk_fails]
    with pytest.raises(LedgerError):
        practice.publish()
    assert account.keys == []


def test_a_ledger_that_fails_after_another_account_posted_leaves_doubt_and_not_silence(networks, practice):
    lock = practice.root / ".syndicate" / "ledger" / ".lock"

    def disk_fails():
        lock.unlink()
        lock.mkdir()

    networks["b"].prepare = [disk_fails]
    done = practice.publish()
    assert outcomes(done) == {
        KEY: "posted",
        SECOND: "posted",
        "hoofdpijn/nl/b/new": "doubt",
        "oorpijn/nl/b/new": "doubt",
    }
    assert done.exit is Exit.PERSON
    assert networks["b"].keys == []
    lock.rmdir()
    settled = practice.publish(now="2026-11-23T12:00:00+01:00")
    assert settled.exit is Exit.DONE
    assert networks["b"].keys == ["hoofdpijn/nl/b/new", "oorpijn/nl/b/new"]
    assert networks["a"].keys == [KEY, SECOND]
