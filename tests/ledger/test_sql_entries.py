"""What a ledger in a database keeps, on both kinds: order, numbers, keys, pages, changed rows."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from syndicate.errors import LedgerError
from syndicate.ledger import mishap, schema, sql
from syndicate.ledger.book import Book
from syndicate.ledger.line import encode
from syndicate.ledger.sql import SqlStore
from syndicate.model import EntryKind, State
from tests.ledger.databases import change, postgres_store, sqlite_store
from tests.ledger.entries import NOW, adopted, claim, said, sent

EACH = [
    pytest.param(sqlite_store, id="sqlite"),
    pytest.param(postgres_store, id="postgresql", marks=pytest.mark.suite("postgresql")),
]
HOSTILE = [
    "'; DROP TABLE expertstatus_ledger; --/nl/x/new",
    "a\0b/nl/x/new",
    "%s %(key)s :key $1 ?/nl/x/new",
    "\ud800/nl/x/new",
    'é\N{SMILING FACE WITH SMILING EYES}\n\t\\"/nl/x/new',
    "É/nl/x/new",
    "x" * 1990 + "/nl/x/new",
    "\N{SMILING FACE WITH SMILING EYES}" * 1990 + "/nl/x/a",
    "\N{SMILING FACE WITH SMILING EYES}" * 1990 + "/nl/x/b",
]


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mishap, "WAITS", (0.01, 0.01))


@pytest.fixture(params=EACH)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> SqlStore:
    made: SqlStore = request.param(tmp_path)
    return made


def test_strange_keys_are_kept_apart_and_found_again(store: SqlStore) -> None:
    book = Book(store)
    claims = [claim(key) for key in HOSTILE]
    assert book.claim(claims, NOW) == tuple(claims)
    assert book.claim([claim(key, run="run-b") for key in HOSTILE], NOW) == ()
    assert {state.state for state in book.state(HOSTILE, NOW).values()} == {State.CLAIMED}
    assert book.state(["é/nl/x/new"], NOW)["é/nl/x/new"].state is State.FREE
    assert [entry.key for _, entry in book.since("")] == HOSTILE
    for key in HOSTILE:
        assert [entry.key for entry in book.of(key.rsplit("/", 3)[0])] == [
            other for other in HOSTILE if other.startswith(key.rsplit("/", 3)[0] + "/")
        ]


@given(st.text(max_size=2000), st.text(max_size=2000))
@hypothesis_settings(max_examples=200)
def test_two_keys_never_have_one_name_in_a_column(one: str, other: str) -> None:
    assert (schema.name(one) == schema.name(other)) is (one == other)
    assert schema.name(one).isascii()
    assert len(schema.name(one)) <= schema.LONGEST + 1


def test_entries_are_numbered_without_a_gap_also_after_a_write_that_failed(store: SqlStore) -> None:
    book = Book(store)
    book.append(adopted("a/nl/x/new"))
    with pytest.raises(LedgerError, match="may not hold"):
        book.append(said(EntryKind.SENT, id="1", url="u", name="iemand"))
    book.append(adopted("b/nl/x/new"))
    assert [cursor for cursor, _ in book.since("")] == ["1", "2"]
    assert list(book.since("2")) == list(book.since("999")) == []


@pytest.mark.parametrize("cursor", ["2026-11.jsonl:0", "-1", "1 OR 1=1", "٣", "9" * 19])
def test_a_cursor_that_is_no_number_is_refused(store: SqlStore, cursor: str) -> None:
    with pytest.raises(LedgerError, match="is no place in this ledger"):
        list(store.read(cursor))


def test_clocks_that_run_backwards_change_no_order(store: SqlStore) -> None:
    book = Book(store)
    book.claim([claim(at=NOW)], NOW)
    book.append(sent(at=NOW.replace(year=2001)))
    book.append(adopted("b/nl/x/new"))
    assert [entry.kind for _, entry in book.since("")] == [EntryKind.CLAIM, EntryKind.SENT, EntryKind.ADOPTED]
    assert [entry.kind for entry in book.only(EntryKind.CLAIM, EntryKind.SENT)] == [
        EntryKind.CLAIM,
        EntryKind.SENT,
    ]


def test_pages_make_no_difference(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    book = Book(store)
    for n in range(7):
        book.append(adopted(f"a{n}/nl/x/new"))
        book.append(said(EntryKind.HOLD, 0, key="", scope="all"))
    keys = [f"a{n}/nl/x/new" for n in (5, 1, 3)]
    shown: list[str] = []

    def look(entries: Iterator[object]) -> tuple[()]:
        shown.append(str(len(list(entries))))
        return ()

    def answers() -> tuple[object, ...]:
        store.write(look)
        picked = [entry.key for entry in store.pick(keys=keys)]
        both = len(list(store.pick(keys=keys, kinds=[EntryKind.ADOPTED])))
        return list(book.since("")), list(book.since("7")), Book(store).posted(), picked, both, shown.pop()

    whole = answers()
    monkeypatch.setattr(sql, "PAGE", 2)
    monkeypatch.setattr(sql, "MANY", 1)
    assert answers() == whole
    assert whole[3:] == (["a1/nl/x/new", "a3/nl/x/new", "a5/nl/x/new"], 7, "14")


def test_numbers_are_the_order_however_the_rows_lie(store: SqlStore) -> None:
    for n in range(40):
        Book(store).append(adopted(f"a{n}/nl/x/new"))
    for turned in ("1000 - seq", "seq - 959"):
        change(store, f"UPDATE expertstatus_ledger SET seq = {turned} WHERE practice = :practice")
    wanted = [f"a{n}" for n in range(39, -1, -1)]
    assert [entry.data["uid"] for _, entry in store.read()] == wanted
    assert [row.uid for row in Book(store).posted()] == wanted


def test_the_database_itself_refuses_a_second_claim_of_an_attempt(store: SqlStore) -> None:
    Book(store).claim([claim()], NOW)
    with pytest.raises(LedgerError, match=r"cannot be written: .*(UNIQUE|unique)"):
        store.write(lambda _: (claim(run="run-b"),))
    with pytest.raises(IntegrityError):
        change(store, "INSERT INTO expertstatus_ledger SELECT * FROM expertstatus_ledger")
    assert len(list(Book(store).since(""))) == 1


@pytest.mark.parametrize("place", EACH)
def test_a_cursor_passes_nothing_by_that_is_committed_late(place, tmp_path: Path) -> None:
    """A write that has its number and is not committed keeps later writers waiting, and readers from none."""
    slow, fast = place(tmp_path), place(tmp_path)
    Book(slow).append(adopted("a/nl/x/new"))
    seen: list[str] = []
    inside, go_on = threading.Event(), threading.Event()

    def wait(_: object) -> tuple[object, ...]:
        inside.set()
        go_on.wait(10)
        return (adopted("slow/nl/x/new"),)

    one = threading.Thread(target=lambda: slow.write(wait))
    other = threading.Thread(target=lambda: Book(fast).append(adopted("fast/nl/x/new")))
    one.start()
    inside.wait(10)
    other.start()
    seen += [cursor for cursor, _ in place(tmp_path).read("1")]
    go_on.set()
    one.join()
    other.join()
    assert seen == []
    assert [entry.key for _, entry in fast.read("1")] == ["slow/nl/x/new", "fast/nl/x/new"]


def test_a_row_that_is_missing_stops_everything(store: SqlStore) -> None:
    for n in range(3):
        Book(store).append(adopted(f"a{n}/nl/x/new"))
    change(store, "DELETE FROM expertstatus_ledger WHERE practice = :practice AND seq = 2")
    for asks in (lambda: list(store.read()), lambda: Book(store).posted()):
        with pytest.raises(LedgerError, match="entry 2 is missing"):
            asks()


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("line", "{}", "it is of version None"),
        ("line", encode(adopted("b/nl/x/new")), "what stands beside it says something else"),
        ("kind", "dropped", "what stands beside it says something else"),
    ],
)
def test_a_row_that_was_changed_is_named(store: SqlStore, column: str, value: str, why: str) -> None:
    Book(store).append(adopted("a/nl/x/new"))
    change(store, f"UPDATE expertstatus_ledger SET {column} = :value WHERE practice = :practice", value=value)
    with pytest.raises(LedgerError, match=rf":1: this line of the ledger cannot be read: {why}"):
        list(store.read())


def test_a_line_that_is_none_is_named_by_its_number_in_what_was_posted_too(store: SqlStore) -> None:
    for n in range(3):
        Book(store).append(adopted(f"a{n}/nl/x/new"))
    change(store, "UPDATE expertstatus_ledger SET line = 'x' WHERE practice = :practice AND seq = 2")
    with pytest.raises(LedgerError, match=r":2: this line of the ledger cannot be read: it is not one whole"):
        Book(store).posted()


def test_a_line_that_is_mended_while_it_is_read_still_stops_that_reading(store: SqlStore) -> None:
    Book(store).append(adopted("a/nl/x/new"))
    right = encode(adopted("a/nl/x/new"))
    statement = "UPDATE expertstatus_ledger SET line = :line WHERE practice = :practice"
    change(store, statement, line="x")

    def mended(*said: object) -> None:  # as the strict reading begins
        if "LIMIT" in str(said[2]):
            change(store, statement, line=right)

    event.listen(store._database._engine, "before_cursor_execute", mended)
    with pytest.raises(LedgerError, match="this line of the ledger cannot be read: it is not one whole"):
        Book(store).posted()
    assert len(Book(store).posted()) == 1
