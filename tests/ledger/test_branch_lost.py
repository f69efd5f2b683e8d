"""A branch that was deleted or written anew, and its repair."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from syndicate.errors import LedgerError
from syndicate.ledger import upstream
from syndicate.ledger.book import Book
from syndicate.ledger.branch import BranchStore
from syndicate.ledger.line import encode
from tests.ledger.entries import NOW, adopted, claim
from tests.ledger.repositories import BRANCH, MONTH, book, clone, commit_file, git, key, keys

pytestmark = pytest.mark.suite("git")


@pytest.mark.parametrize("how", ["deleted", "older", "anew", "foreign"])
def test_a_branch_that_was_deleted_or_written_anew_is_refused(bare: Path, site: Path, how: str) -> None:
    one = book(site)
    one.append(adopted(key(1)))
    first = git(bare, "rev-parse", BRANCH)
    one.append(adopted(key(2)))
    said = upstream.REWRITTEN.format(remote=bare, branch=BRANCH, known=git(bare, "rev-parse", BRANCH)[:12])
    git(bare, "update-ref", "-d", f"refs/heads/{BRANCH}")
    if how == "older":
        git(bare, "update-ref", f"refs/heads/{BRANCH}", first)
    elif how == "anew":
        commit_file(bare, MONTH, encode(adopted(key(9))) + "\n")
    elif how == "foreign":
        commit_file(bare, "README.md", "empty")
    for ask in (lambda: keys(book(site)), lambda: book(site).claim([claim()], NOW)):
        with pytest.raises(LedgerError, match=re.escape(said)):
            ask()


def test_a_run_that_knows_the_whole_branch_puts_back_what_was_only_taken_away(bare: Path, site: Path) -> None:
    one = book(site)
    one.append(adopted(key(1)))
    git(bare, "update-ref", "-d", f"refs/heads/{BRANCH}")
    one.append(adopted(key(2)))
    assert keys(book(site)) == [key(1), key(2)]


def test_a_shallow_run_that_cannot_put_it_back_says_so(bare: Path, site: Path) -> None:
    for n in range(2):
        book(site).append(adopted(key(n)))
    runner = book(clone(bare.parent, "runner", f"file://{bare}", "--depth=1"))
    assert len(keys(runner)) == 2
    git(bare, "update-ref", "-d", f"refs/heads/{BRANCH}")
    git(bare, "gc", "--quiet", "--prune=now")
    with pytest.raises(LedgerError, match=r"no longer holds what was noted there"):
        runner.append(adopted(key(3)))


def test_a_repair_takes_the_remote_as_it_is_and_adds_what_it_lacks_in_one_commit(
    bare: Path, site: Path
) -> None:
    one = book(site)
    one.append(adopted(key(1)))
    first = git(bare, "rev-parse", BRANCH)
    one.append(adopted(key(2)))
    one.append(adopted(key(2)))
    git(bare, "update-ref", f"refs/heads/{BRANCH}", first)
    readme = commit_file(bare, "README.md", "hello")
    store = BranchStore(site, BRANCH)
    lost = store.lost()
    assert lost == (adopted(key(2)), adopted(key(2)))
    again = (adopted(key(1)), *lost)
    mends = Book(BranchStore(site, BRANCH, anew=True))
    assert keys(mends) == [key(1)]
    assert mends.restore((adopted(key(2)), adopted(key(3))), NOW, lost=again) == (*lost, adopted(key(3)))
    assert git(bare, "rev-parse", f"{BRANCH}^") == readme
    assert git(site, "rev-parse", f"refs/expertstatus/ledger/{BRANCH}") == git(bare, "rev-parse", BRANCH)
    assert keys(book(site)) == [key(1), key(2), key(2), key(3)]
    assert store.lost() == ()
    mends.append(adopted(key(4)))
    assert len(keys(book(site))) == 5


@pytest.mark.parametrize("gone", [True, False])
def test_a_repair_may_take_the_remote_as_it_is(bare: Path, site: Path, gone: bool) -> None:
    book(site).append(adopted(key(1)))
    git(bare, "update-ref", "-d", f"refs/heads/{BRANCH}")
    if not gone:
        commit_file(bare, MONTH, encode(adopted(key(9))) + "\n")
    store = BranchStore(site, BRANCH)
    assert store.lost() == (adopted(key(1)),)
    for _ in range(2):
        assert Book(BranchStore(site, BRANCH, anew=True)).restore((), NOW) == ()
    assert keys(book(site)) == ([] if gone else [key(9)])
    assert store.lost() == ()
    book(site).append(adopted(key(2)))


def test_a_repair_that_is_refused_forgets_nothing(bare: Path, site: Path) -> None:
    book(site).append(adopted(key(1)))
    git(bare, "update-ref", "-d", f"refs/heads/{BRANCH}")
    hook = bare / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    for _ in range(2):
        lost = BranchStore(site, BRANCH).lost()
        assert lost == (adopted(key(1)),)
        with pytest.raises(LedgerError, match="refuses what is pushed"):
            Book(BranchStore(site, BRANCH, anew=True)).restore((), NOW, lost=lost)
        with pytest.raises(LedgerError, match="no longer holds"):
            keys(book(site))
    hook.unlink()
    Book(BranchStore(site, BRANCH, anew=True)).restore((), NOW, lost=lost)
    assert keys(book(site)) == [key(1)]
