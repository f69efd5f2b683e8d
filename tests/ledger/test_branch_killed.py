"""A run that is killed at any call of git."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from syndicate.model import EntryKind, State
from tests.ledger.entries import NOW, adopted, claim
from tests.ledger.repositories import BRANCH, book, clone, git, key

pytestmark = pytest.mark.suite("git")


WRAPPER = """#!/bin/sh
n=$(($(cat {count} 2>/dev/null || echo 0) + 1))
echo $n > {count}
if [ $n = {at} ] && [ {when} = before ]; then kill -9 $PPID; exit 1; fi
{git} "$@"
code=$?
if [ $n = {at} ]; then kill -9 $PPID; fi
exit $code
"""
RUN = """
import sys
from pathlib import Path
from syndicate.ledger.book import Book
from syndicate.ledger.branch import BranchStore
from tests.ledger.entries import NOW, claim, sent
ledger = Book(BranchStore(Path(sys.argv[1]), "ledger"))
keys = [f"article{n}/nl/x/new" for n in range(3)]
for won in ledger.claim([claim(key, run=sys.argv[2]) for key in keys], NOW):
    ledger.append(sent(key=won.key, id=sys.argv[2]))
    print(won.key, flush=True)
"""


# every third call here, every one with EXPERTSTATUS_EVERY_CALL=1: 40 to 50 calls each before and after
STEP = 1 if os.environ.get("EXPERTSTATUS_EVERY_CALL") else 3


@pytest.mark.parametrize(("when", "first"), [("before", 2), ("after", 1)])
def test_killed_at_any_call_of_git_nothing_is_lost_or_doubled(
    bare: Path, site: Path, tmp_path: Path, when: str, first: int
) -> None:
    book(site).append(adopted(key(9)))
    start = git(bare, "rev-parse", BRANCH)
    real = shutil.which("git")
    wrapped = tmp_path / "bin"
    wrapped.mkdir()
    at = first if STEP > 1 else 1
    while True:
        git(bare, "update-ref", f"refs/heads/{BRANCH}", start)
        place = clone(tmp_path, f"{at}", f"file://{bare}", "--depth=1")
        count = tmp_path / f"{at}.count"
        (wrapped / "git").write_text(WRAPPER.format(count=count, at=at, when=when, git=real))
        (wrapped / "git").chmod(0o755)
        around = {**os.environ, "PATH": f"{wrapped}:{os.environ['PATH']}"}
        run = [sys.executable, "-c", RUN, str(place), "killed"]
        ended = subprocess.run(run, env=around, capture_output=True, text=True, check=False, timeout=60)
        told = ended.stdout.split()
        time.sleep(0.02)  # a push may outlive its run
        again = book(clone(tmp_path, f"{at}next", f"file://{bare}"))
        before = again.state([key(n) for n in range(3)], NOW)
        took = again.claim([claim(key(n), run="next") for n in range(3)], NOW)
        kept = [entry for _, entry in again.since("")]
        claims = [entry for entry in kept if entry.kind is EntryKind.CLAIM]
        noted = [entry.key for entry in kept if entry.kind is EntryKind.SENT]
        assert sorted(entry.key for entry in claims) == [key(n) for n in range(3)]
        assert {entry.key for entry in took} == {k for k, s in before.items() if s.state is State.FREE}
        assert len({entry.run for entry in claims}) == 1
        assert len(noted) == len(set(noted))
        assert set(told) <= set(noted)
        if int(count.read_text()) < at:
            assert len(told) == 3
            break
        # a git that only reads is ended by its run, so that it may be gone before it can kill
        assert ended.returncode in (-9, 0), ended.stderr
        at += STEP
    assert at > 25
