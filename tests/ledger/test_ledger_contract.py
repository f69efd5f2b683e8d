"""What every store must keep; a new store joins the list of `STORES` and nothing else changes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from syndicate.errors import LedgerError
from syndicate.ledger import Ledger, renewals
from syndicate.ledger.book import Book
from syndicate.ledger.file import FileStore
from syndicate.model import Entry, EntryKind, State
from tests.ledger.databases import postgres_book, sqlite_book
from tests.ledger.entries import KEY, LEASE, NOW, adopted, claim, said, sent
from tests.ledger.repositories import branch_book

STORES: dict[str, Callable[[Path], Ledger]] = {
    "file": lambda place: Book(FileStore(place / "ledger")),
    "branch": branch_book,
    "sqlite": sqlite_book,
    "postgresql": postgres_book,
}
NEEDS = {"branch": [pytest.mark.suite("git")], "postgresql": [pytest.mark.suite("postgresql")]}
EACH = [pytest.param(name, marks=NEEDS.get(name, [])) for name in STORES]


@pytest.fixture(params=EACH)
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Ledger:
    return STORES[request.param](tmp_path)


def test_an_empty_ledger_answers_every_question(ledger: Ledger) -> None:
    assert ledger.state([KEY], NOW)[KEY].state is State.FREE
    assert list(ledger.since("")) == []
    assert list(ledger.of("griepprik")) == []
    assert ledger.posted() == ()
    assert ledger.claim([], NOW) == ()


def test_what_is_written_is_read_in_its_order(ledger: Ledger) -> None:
    assert ledger.claim([claim()], NOW) == (claim(),)
    ledger.append(said(EntryKind.PREPARED, media_id="7"))
    ledger.append(sent())
    kinds = [entry.kind for _, entry in ledger.since("")]
    assert kinds == [EntryKind.CLAIM, EntryKind.PREPARED, EntryKind.SENT]
    assert ledger.state([KEY, "other/nl/x/new"], NOW)[KEY].state is State.POSTED
    assert [row.open for row in ledger.posted()] == [False]


def test_one_key_is_claimed_once(ledger: Ledger) -> None:
    other = claim("rugpijn/nl/x/new")
    assert ledger.claim([claim()], NOW) == (claim(),)
    assert ledger.claim([claim(run="run-b"), other], NOW) == (other,)
    assert ledger.claim([claim(attempt=2)], NOW + LEASE) == ()
    ledger.append(said(EntryKind.ABSENT))
    assert ledger.claim([claim(attempt=2)], NOW + LEASE) == (claim(attempt=2),)


def test_a_past_that_was_lost_is_written_once_with_its_own_times(ledger: Ledger) -> None:
    long_ago = NOW - timedelta(days=200)
    old = (claim(at=long_ago), said(EntryKind.FOUND, at=long_ago, id="9", url="https://social.example/9"))
    whole = said(EntryKind.ADOPTED, 0, key="", account="mastodon")
    assert ledger.restore((*old, adopted("rugpijn/nl/mastodon/new"), whole), NOW)[:2] == old
    assert ledger.restore(old, NOW) == ()
    assert {(row.uid, row.at, row.adopted) for row in ledger.posted()} == {
        ("griepprik", long_ago, False),
        ("rugpijn", NOW, True),
    }
    ledger.append(sent(key="other/nl/x/new"))
    assert len(list(ledger.since(""))) == 5


def test_a_cursor_goes_on_where_it_stood(ledger: Ledger) -> None:
    ledger.append(adopted("a/nl/x/new"))
    ledger.append(adopted("b/nl/x/new"))
    seen = list(ledger.since(""))
    assert [entry.key for _, entry in ledger.since(seen[0][0])] == ["b/nl/x/new"]
    assert list(ledger.since(seen[1][0])) == []
    ledger.append(adopted("c/nl/x/new"))
    assert [entry.key for _, entry in ledger.since(seen[1][0])] == ["c/nl/x/new"]


def test_heads_after_a_cursor_are_those_of_what_came_since(ledger: Book) -> None:
    ledger.append(adopted("a/nl/x/new"))
    ((cursor, _),) = ledger._store.heads()
    ledger.append(adopted("b/nl/x/new"))
    assert [head.key for _, found in ledger._store.heads(cursor) for head in found] == ["b/nl/x/new"]


def test_entries_of_some_kinds_come_alone_in_their_order(ledger: Ledger) -> None:
    ledger.append(said(EntryKind.HOLD, 0, key="", scope="all"))
    ledger.append(adopted("a/nl/x/new"))
    ledger.append(said(EntryKind.RELEASE, 0, key="", scope="all"))
    kinds = [EntryKind.HOLD, EntryKind.RELEASE]
    assert [entry.kind for entry in ledger.only(*kinds)] == kinds
    assert list(ledger.only(EntryKind.SENT)) == []


def test_what_was_posted_follows_what_is_written(ledger: Ledger) -> None:
    ledger.claim([claim()], NOW)
    assert [(row.uid, row.variant, row.open) for row in ledger.posted()] == [("griepprik", 2, True)]
    ledger.append(sent())
    ledger.append(adopted("a/nl/x/new"))
    assert [(row.uid, row.open, row.adopted) for row in ledger.posted()] == [
        ("griepprik", False, False),
        ("a", False, True),
    ]


def test_the_entries_of_one_article_come_alone(ledger: Ledger) -> None:
    for key in ("griep/nl/x/new", "griepprik/nl/x/new", "griepprik/en/x/new"):
        ledger.append(adopted(key))
    assert [entry.key for entry in ledger.of("griepprik")] == ["griepprik/nl/x/new", "griepprik/en/x/new"]


def test_a_claim_cannot_be_appended_nor_anything_else_claimed(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="never appended"):
        ledger.append(claim())
    with pytest.raises(LedgerError, match="only claims"):
        ledger.claim([claim(), sent()], NOW)
    assert list(ledger.since("")) == []


def test_an_entry_that_may_not_be_written_leaves_no_trace(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="may not hold"):
        ledger.append(said(EntryKind.SENT, id="1", url="u", name="iemand"))
    assert list(ledger.since("")) == []


RACER = """
import sys
from pathlib import Path
from tests.ledger.entries import NOW, claim
from tests.ledger.test_ledger_contract import STORES
store, place, run = sys.argv[1:]
ledger = STORES[store](Path(place))
keys = [f"article{n}/nl/x/new" for n in range(200)]
shift = int(run) * 25
sys.stdin.readline()
for n in range(0, 200, 10):
    part = (keys[shift:] + keys[:shift])[n : n + 10]
    for won in ledger.claim([claim(key, run=run) for key in part], NOW):
        print(won.key)
"""


@pytest.mark.parametrize("store", EACH)
def test_six_processes_that_claim_the_same_200_keys_never_claim_one_twice(store: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", RACER, store, str(tmp_path)]
    racers = [
        subprocess.Popen([*command, str(run)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for run in range(6)
    ]
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("\n")
        racer.stdin.flush()
    won = [key for racer in racers for key in racer.communicate()[0].split()]
    assert [racer.returncode for racer in racers] == [0] * 6
    assert len(won) == len(set(won)) == 200
    kept = [entry for _, entry in STORES[store](tmp_path).since("")]
    assert sorted(entry.key for entry in kept) == sorted(won)


def test_of_two_renewals_of_one_token_the_first_counts(ledger: Ledger) -> None:
    chain = {"account": "threads", "secrets": "access_token", "origin": "0123456789abcdef"}

    def renewed(sealed: str, after: Entry | None = None) -> Entry:
        more = {"after": renewals.mark(after)} if after else {}
        entry = Entry(EntryKind.TOKEN, NOW, data={**chain, **more, "sealed": sealed * 700})
        ledger.append(entry)
        return entry

    first = renewed("eerst")
    renewed("laat")
    second = renewed("tweede", first)
    renewed("ook-laat", first)
    other = Entry(EntryKind.TOKEN, NOW, data={**chain, "origin": "f" * 16, "sealed": "ander"})
    ledger.append(other)
    heads = renewals.heads(ledger.only(EntryKind.TOKEN))
    assert heads == {("threads", "0123456789abcdef"): second, ("threads", "f" * 16): other}
    assert ledger.posted() == ()
