"""The repair of a ledger on a branch: all of it or nothing, whatever comes in between."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest

from syndicate.errors import LedgerError, SettingsError, Unavailable
from syndicate.model import Entry, EntryKind
from syndicate.workflows import ledgers
from syndicate.workflows.ledgers import repair
from syndicate.workflows.recalling import Unread
from tests.ledger.repositories import AROUND, git, remote
from tests.workflows.conftest import NOW, served
from tests.workflows.test_repairing import mended

pytestmark = pytest.mark.suite("git")
OWN = "refs/expertstatus/ledger/ledger"


class Branched:
    """A practice with one readable account, its ledger on a branch that others write as well."""

    def __init__(self, practice, bare, network):
        self.practice, self.bare, self.network = practice, bare, network
        self.adoption = git(practice.root, "rev-parse", OWN)

    def lose(self):
        """Delete the branch; this machine has read no more of it than the adoption."""
        git(self.bare, "update-ref", "-d", "refs/heads/ledger")
        git(self.practice.root, "update-ref", OWN, self.adoption)

    def fresh(self):
        """Be a runner that never read the branch."""
        git(self.practice.root, "update-ref", "-d", OWN)

    def refuse(self):
        """Let the remote refuse every push; returns what ends that."""
        hook = self.bare / "hooks" / "pre-receive"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)
        return hook.unlink

    @property
    def there(self):
        return git(self.bare, "for-each-ref", "refs/heads/ledger")


@pytest.fixture
def branched(practice, readable, monkeypatch):
    for name, value in AROUND.items():
        monkeypatch.setenv(name, value)
    bare = remote(practice.root.parent)
    git(practice.root, "init", "-q", "-b", "main")
    git(practice.root, "remote", "add", "origin", str(bare))
    practice.configure(SYNDICATE_LEDGER="branch:ledger")
    practice.accounts("a")
    practice.adopted("a")
    with served(practice):
        yield Branched(practice, bare, readable["a"])


def hold(practice):
    data = {"scope": "account:a", "person": "bram-els", "reason": "wacht"}
    practice.note(Entry(EntryKind.HOLD, datetime.fromisoformat(NOW).astimezone(UTC), data=data))


def test_a_repair_without_the_secrets_pushes_nothing_that_others_take_for_the_whole_past(branched):
    practice = branched.practice
    assert len(practice.publish().sent) == 2
    branched.lose()
    practice.accounts("a", options={"needs": ["token"]})
    with pytest.raises(SettingsError, match="SYNDICATE_A_TOKEN"):
        mended(practice)
    assert branched.there == ""
    practice.accounts("a")
    branched.fresh()
    with pytest.raises(SettingsError, match="knows nothing of a"):
        practice.publish()
    assert len(branched.network.posts) == 2


def test_a_repair_that_is_killed_before_it_writes_pushes_nothing(branched, monkeypatch):
    practice = branched.practice
    practice.publish()
    branched.lose()

    def killed(*_args, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr(ledgers, "_rebuilt", killed)
    with pytest.raises(KeyboardInterrupt):
        mended(practice)
    assert branched.there == ""


def test_an_older_memory_is_not_written_back_while_an_account_cannot_be_read(branched):
    practice = branched.practice
    practice.publish()
    branched.lose()
    branched.network.recall.append(Unavailable("503"))
    with pytest.raises(Unread, match="a cannot be read now: 503"):
        mended(practice)
    assert branched.there == ""
    mended(practice)
    assert [p.adopted for p in practice.ledger.posted()] == [False, False]
    assert practice.publish().sent == ()


def test_a_repair_writes_memory_and_networks_in_one_commit(branched):
    practice = branched.practice
    practice.publish()
    branched.lose()
    _, told = mended(practice)
    assert "1 entries written back that this machine had read before" in told
    assert "a: 2 posts read back from the network" in told
    assert git(branched.bare, "rev-list", "--count", "ledger") == "1"
    branched.fresh()
    assert practice.publish().sent == ()


def test_of_an_account_that_never_can_be_read_an_older_memory_announces_nothing(branched):
    practice = branched.practice
    practice.publish()
    branched.lose()
    branched.network.recall.append(RuntimeError("broken"))
    _, told = mended(practice)
    assert "a: 2 articles of which no announcement was found count as announced" in told
    assert practice.publish().sent == ()
    assert len(branched.network.posts) == 2


def test_a_repair_that_the_remote_refuses_forgets_neither_posts_nor_holds(branched):
    practice = branched.practice
    practice.publish()
    hold(practice)
    before = practice.entries()
    git(branched.bare, "update-ref", "-d", "refs/heads/ledger")
    allow = branched.refuse()
    for _ in range(2):
        with pytest.raises(LedgerError, match="refuses what is pushed"):
            mended(practice)
    allow()
    mended(practice)
    assert practice.entries() == before
    practice.article("koorts", date="2026-11-23")
    practice.publish()
    assert len(branched.network.posts) == 2


def test_a_branch_that_was_set_back_counts_what_is_older_than_what_was_read_back_as_announced(branched):
    """Somebody took the older of the two posts off the network since; a fresh runner repairs."""
    practice = branched.practice
    practice.publish()
    branched.network.posts.pop(0)
    git(branched.bare, "update-ref", "refs/heads/ledger", branched.adoption)
    branched.fresh()
    _, told = mended(practice)
    assert "a: 1 posts read back" in told
    assert "a: 1 articles of which no announcement was found count as announced" in told
    assert practice.publish().sent == ()


def test_three_repairs_at_once_write_everything_once(branched):
    practice = branched.practice
    practice.publish()
    before = practice.entries()
    git(branched.bare, "update-ref", "-d", "refs/heads/ledger")
    failed = []

    def run():
        try:
            repair(practice.root, environ=practice.environ)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert practice.entries() == before
    assert practice.publish().sent == ()


def test_repairs_in_the_middle_of_a_run_change_nothing(branched):
    practice = branched.practice

    def mend():
        repair(practice.root, environ=practice.environ)

    practice.then |= dict.fromkeys(("build", "deploy", "wait", "post"), mend)
    branched.network.send, branched.network.after = [mend], [mend]
    assert [s.outcome for s in practice.publish().sent] == ["posted", "posted"]
    assert practice.publish().sent == ()
    assert len(branched.network.posts) == 2
