"""What is read from the branch and written to it, by whom, however many."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from syndicate.errors import LedgerError
from syndicate.ledger import branch
from syndicate.ledger.line import encode
from syndicate.model import EntryKind, State
from tests.ledger.entries import KEY, LEASE, NOW, adopted, claim, said
from tests.ledger.repositories import BRANCH, MONTH, book, clone, commit_file, git, key, keys

pytestmark = pytest.mark.suite("git")


def test_a_line_that_cannot_be_read_is_named_by_branch_file_and_line(bare: Path, site: Path) -> None:
    good = encode(adopted(key(1))) + "\n"
    for bad, why in {
        "{}\n": "version None",
        good.replace('"v":1', '"v":2'): "it is of version 2",
        good.replace("adopted", "lost"): "does not know its kind",
        good[:40]: "not one whole JSON object",
        "\n": "not one whole JSON object",
    }.items():
        commit_file(bare, "2026-10.jsonl", good)
        commit_file(bare, MONTH, good + bad + good * (bad[-1] == "\n"))
        one = book(site)
        named = rf"ledger:2026-11\.jsonl:2: this line of the ledger cannot be read: .*{why}"
        for ask in (
            lambda one=one: list(one.since("")),
            lambda one=one: one.state([KEY], NOW),
            lambda one=one: one.posted(),
            lambda one=one: list(one.only(EntryKind.HOLD)),
            lambda one=one: one.claim([claim()], NOW),
        ):
            with pytest.raises(LedgerError, match=named):
                ask()
    with pytest.raises(LedgerError, match=r"2026-11\.jsonl:2:"):
        list(one.since(f"{MONTH}:{len(good)}"))


def test_a_line_that_is_whole_but_wrong_is_named_where_it_is_used(bare: Path, site: Path) -> None:
    line = encode(claim())
    commit_file(bare, MONTH, line.replace('"uid":"griepprik",', "") + "\n")
    for ask in (lambda: list(book(site).since("")), lambda: book(site).posted()):
        with pytest.raises(
            LedgerError, match=r"ledger:2026-11\.jsonl:1: .* a claim entry needs a field 'uid'"
        ):
            ask()


def test_a_line_that_a_person_mended_is_read(bare: Path, site: Path) -> None:
    spaced = encode(adopted(key(1))).replace('":', '": ')
    commit_file(bare, MONTH, f"{spaced}\r\n{encode(adopted(key(2)))}")
    one = book(site)
    assert keys(one) == [key(1), key(2)]
    assert len(one.posted()) == 2
    one.append(adopted(key(3)))
    assert keys(one) == [key(1), key(2), key(3)]
    assert one.state([key(1)], NOW)[key(1)].state is State.POSTED
    assert len(one.posted()) == 3


def test_a_month_that_is_no_file_is_refused(bare: Path, site: Path) -> None:
    commit_file(bare, MONTH, "elsewhere", mode="120000")
    with pytest.raises(LedgerError, match=r"ledger:2026-11\.jsonl is no file of the ledger"):
        keys(book(site))


def test_each_month_has_its_file_and_a_cursor_goes_on_behind_it(site: Path) -> None:
    one = book(site)
    later = NOW.replace(month=12)
    one.append(said(EntryKind.DROPPED, 0, key=key(1)))
    one.append(said(EntryKind.DROPPED, 0, key=key(2), at=later))
    one.append(said(EntryKind.DROPPED, 0, key=key(3)))
    seen = list(one.since(""))
    assert [cursor.split(":")[0] for cursor, _ in seen] == [MONTH, "2026-12.jsonl", "2026-12.jsonl"]
    assert [entry.key for _, entry in one.since(seen[0][0])] == [key(2), key(3)]
    with pytest.raises(LedgerError, match="is no place in the ledger"):
        list(one.since("yesterday"))


def test_another_machines_hold_is_seen_by_who_looks_again(
    bare: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = book(site)
    one.append(adopted())
    book(clone(bare.parent, "other", str(bare))).append(said(EntryKind.HOLD, 0, key="", scope="all"))
    assert list(one.only(EntryKind.HOLD)) == []
    monkeypatch.setattr(branch, "FRESH_SECONDS", 0.0)
    assert [entry.data["scope"] for entry in one.only(EntryKind.HOLD)] == ["all"]


def test_of_two_that_create_the_branch_one_wins_and_the_other_follows(bare: Path, site: Path) -> None:
    one, two = book(site), book(clone(bare.parent, "other", str(bare)))
    assert keys(one) == keys(two) == []
    assert one.claim([claim(run="a")], NOW) == (claim(run="a"),)
    assert two.claim([claim(run="b"), claim(key(1), run="b")], NOW) == (claim(key(1), run="b"),)
    assert keys(one) == [KEY]
    assert keys(book(site)) == [KEY, key(1)]
    assert git(bare, "rev-list", "--count", BRANCH) == "2"


def test_a_claim_is_compared_with_what_the_remote_holds_now(bare: Path, site: Path) -> None:
    one, two = book(site), book(clone(bare.parent, "other", str(bare)))
    one.claim([claim()], NOW)
    keys(two)
    one.append(said(EntryKind.UNKNOWN))
    one.append(said(EntryKind.ABSENT))
    assert two.claim([claim(attempt=2, run="b")], NOW + LEASE) == (claim(attempt=2, run="b"),)
    assert one.claim([claim(attempt=2)], NOW + LEASE) == ()


RACER = """
import sys
from pathlib import Path
from syndicate.ledger.book import Book
from syndicate.ledger.branch import BranchStore
from tests.ledger.entries import NOW, claim
place, run, count = sys.argv[1:]
ledger = Book(BranchStore(Path(place), "ledger"))
keys = [f"article{n}/nl/x/new" for n in range(int(count))]
sys.stdin.readline()
for n in range(0, int(count), 5):
    for won in ledger.claim([claim(key, run=run) for key in keys[n : n + 5]], NOW):
        print(won.key)
"""


def test_eight_machines_that_claim_the_same_keys_never_claim_one_twice(bare: Path, tmp_path: Path) -> None:
    places = [clone(tmp_path, f"machine{n}", str(bare)) for n in range(8)]
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, str(place), str(n), "25"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for n, place in enumerate(places)
    ]  # fmt: skip
    won = []
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("\n")
        racer.stdin.flush()
    for racer in racers:
        won += racer.communicate()[0].split()
    assert [racer.returncode for racer in racers] == [0] * 8
    assert sorted(won) == sorted(key(n) for n in range(25))
    assert sorted(keys(book(places[0]))) == sorted(won)
