from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.errors import LedgerError
from syndicate.ledger import reading
from syndicate.ledger.book import Book
from syndicate.ledger.file import FileStore
from syndicate.ledger.line import encode
from syndicate.ledger.month import Month, Sieve, entries, heads
from syndicate.ledger.tally import Tally, uncollected
from syndicate.model import Entry, EntryKind, State
from tests.ledger.entries import KEY, NOW, adopted, claim, said, sent

KEYS = ("a/nl/x/new", "b/nl/x/evergreen:2", 'c"\\é/nl/x/new')
DATA = {
    EntryKind.SENT: {"id": "1", "url": "https://x.example/1"},
    EntryKind.FOUND: {"id": "2", "url": "https://x.example/2"},
    EntryKind.DEPLOY: {"fingerprint": "f", "version": "1", "target": "t"},
    EntryKind.APPROVAL: {"person": "p", "role": "post", "hash": "h", "account": ""},
    EntryKind.HOLD: {"scope": "all"},
    EntryKind.RELEASE: {"scope": "all"},
    EntryKind.RELEASED: {"until": "2026-12-01T00:00:00Z"},
    EntryKind.TRIAL: {"account": "a", "step": "gone", "seen": "yes"},
    EntryKind.EXPIRY: {"account": "a", "until": "2026-12-01T00:00:00Z"},
    EntryKind.TOKEN: {"account": "a", "secrets": "access_token", "origin": "0" * 16, "sealed": "gAAA"},
    EntryKind.ADDRESSES: {"site": "https://x.example", "added": "prik/=prik/nl feeds/all.json"},
    EntryKind.AUDIT: {"edition": "0" * 64, "pages": "45", "lines": "30", "failed": "0"},
    EntryKind.FEEDS: {"site": "https://x.example", "added": "feeds/all.json=0123456789abcdef"},
}


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    found = []
    for n in range(draw(st.integers(0, 25))):
        kind, key, attempt = (
            draw(st.sampled_from(EntryKind)),
            draw(st.sampled_from(KEYS)),
            draw(st.integers(1, 3)),
        )
        at = NOW + timedelta(minutes=n)
        if kind is EntryKind.CLAIM:
            found.append(claim(key, attempt, at=at))
        elif kind is EntryKind.ADOPTED:
            found.append(Entry(kind, at, key, "r", 0, adopted(key).data))
        else:
            found.append(Entry(kind, at, key, "r", attempt, DATA.get(kind, {})))
    return found


def text(history: list[Entry]) -> bytes:
    return "".join(encode(entry) + "\n" for entry in history).encode()


@given(histories(), st.integers(0, 25))
def test_what_heads_say_was_posted_is_what_the_entries_say(history: list[Entry], cut: int) -> None:
    tally = Tally()
    tally.take(heads(text(history[:cut]), "here"))
    assert tally.rows() == reading.posted(history[:cut])
    tally.take(heads(text(history[cut:]), "here"))
    assert tally.rows() == reading.posted(history)


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_key_that_was_dropped_before_it_was_named_stands_where_it_was_named() -> None:
    history = [said(EntryKind.DROPPED, key=KEYS[0]), adopted(KEYS[1]), adopted(KEYS[0]), adopted(KEYS[1])]
    tally = Tally()
    tally.take(heads(text(history), "here"))
    assert [row.uid for row in tally.rows()] == ["b", "a"]
    assert tally.rows() == reading.posted(history)


@given(histories(), st.sets(st.sampled_from(EntryKind)), st.sets(st.sampled_from(KEYS)))
def test_what_is_picked_is_what_reading_all_of_it_finds(
    history: list[Entry], kinds: set[EntryKind], keys: set[str]
) -> None:
    raw, sieve = text(history), Sieve()
    kept = [entry for _, entry in entries(raw, "here")]
    month = Month("2026-11.jsonl", "here", 1, lambda: raw)
    wanted = [entry for entry in kept if entry.kind in kinds or entry.key in keys]
    assert list(sieve.pick(month, kinds, keys)) == wanted
    assert list(sieve.pick(month, kinds, keys)) == wanted


@pytest.mark.parametrize(
    "at", ["2024-02-29T00:00:00", "2026-12-31T23:59:59.123456", "2026-04-30T01:02:03", "1999-01-31T00:00:00"]
)
def test_every_day_has_the_shape_of_a_day(at: str) -> None:
    entry = claim(at=datetime.fromisoformat(at).replace(tzinfo=UTC))
    assert heads(text([entry]), "here")[0].at == entry.at


def test_a_line_in_another_dress_has_the_same_head() -> None:
    history = [adopted(), claim(KEYS[2])]
    spaced = text(history).replace(b'":', b'": ').replace(b"\n", b"\r\n")
    assert heads(spaced, "here") == heads(text(history), "here")
    assert heads(spaced, "here", spaced.index(b"\n") + 1) == heads(spaced, "here")[1:]
    tally = Tally()
    tally.take(heads(spaced, "here"))
    assert tally.rows() == reading.posted(history)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"v":1', '"v":2'),
        ('"adopted"', '"adapted"'),
        ('"2026-11-21', '"2026-02-30'),
        ('"attempt":0', '"attempt":-1'),
        ('"griepprik"', '"\\x"'),
        ("}}", "}"),
        ("}}", '}},"v":1}'),
        ('"run-a"', "7"),
        ('"run-a"', '"run-a","from":"b"'),
        ('"griepprik"', "null"),
        ("08:00:00Z", "08:00:00"),
    ],
)
def test_a_line_that_is_none_is_named_whatever_is_asked(old: str, new: str) -> None:
    raw = text([adopted("a/nl/x/new"), adopted()]).decode()
    first, second, _ = raw.split("\n")
    assert second.replace(old, new) != second
    bad = f"{first}\n{second.replace(old, new)}\n".encode()
    month = Month("2026-11.jsonl", "here", 1, lambda: bad)
    for ask in (
        lambda: list(Sieve().pick(month, [EntryKind.HOLD], [])),
        lambda: Sieve().heads(month),
        lambda: list(entries(bad, "here")),
    ):
        with pytest.raises(LedgerError, match=r"here:2: this line of the ledger cannot be read"):
            ask()


@pytest.mark.parametrize(("old", "new"), [('"uid"', '"uïd"'), ('"run-a"', '"run-a","run":"b"')])
def test_what_is_wrong_only_for_its_kind_is_named_where_it_is_asked(old: str, new: str) -> None:
    first, second, _ = text([adopted("a/nl/x/new"), adopted()]).decode().split("\n")
    raw = f"{first}\n{second.replace(old, new)}\n".encode()
    month = Month("2026-11.jsonl", "here", 1, lambda: raw)
    for ask in (lambda: list(Sieve().pick(month, [], [KEY])), lambda: list(entries(raw, "here"))):
        with pytest.raises(LedgerError, match=r"here:2: this line of the ledger cannot be read"):
            ask()


def test_two_lines_in_one_and_one_line_in_two_are_none() -> None:
    first, second, third = (encode(adopted(f"{n}/nl/x/new")) for n in range(3))
    for wrong in (first + second, f"{first}\n\n{second}", f"{first}{second}\n{third[:30]}\n{third[30:]}"):
        with pytest.raises(LedgerError, match="cannot be read"):
            heads(f"{wrong}\n".encode(), "here")


def test_a_file_that_holds_nothing_that_is_asked_is_read_once() -> None:
    reads = []

    def read() -> bytes:
        reads.append(1)
        return text([adopted(), sent()])

    sieve = Sieve()
    for token in (1, 1, 1, 2):
        month = Month("2026-11.jsonl", "here", token, read)
        assert list(sieve.pick(month, [EntryKind.HOLD], ["other/nl/x/new"])) == []
    assert len(reads) == 2
    assert [entry.kind for entry in sieve.pick(month, [], [KEY])] == [EntryKind.ADOPTED, EntryKind.SENT]


def test_a_torn_end_is_passed_over_whatever_is_asked(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "2026-11.jsonl"
    whole = text([claim(), said(EntryKind.HOLD, 0, key="", scope="all")])
    file.write_bytes(whole + text([sent()])[:-9])
    book = Book(FileStore(tmp_path))
    assert [row.open for row in book.posted()] == [True]
    assert len(list(book.only(EntryKind.HOLD))) == 1
    assert book.state([KEY], NOW)[KEY].state is State.CLAIMED
    assert "a crash left this last line unfinished" in caplog.text
    file.write_bytes(whole + text([sent()])[:-1])
    assert [row.open for row in book.posted()] == [False]
    assert book.posted() == book.posted()


def test_what_is_wrong_in_a_line_that_counts_is_named(tmp_path: Path) -> None:
    line = encode(claim())
    for wrong in (line.replace('"uid":"griepprik",', ""), line.replace('"variant":"2"', '"variant":"x"')):
        (tmp_path / "2026-11.jsonl").write_text(f"{wrong}\n")
        with pytest.raises(LedgerError, match=r"2026-11\.jsonl:1: this line of the ledger cannot be read"):
            Book(FileStore(tmp_path)).posted()


class Plain:
    """A store that only reads and writes, as the contract asks at least."""

    def __init__(self) -> None:
        self.kept: list[Entry] = []

    def read(self, cursor: str = "") -> Iterator[tuple[str, Entry]]:
        return ((str(n), entry) for n, entry in enumerate(self.kept) if not cursor or n > int(cursor))

    def write(self, choose: Callable[[Iterator[Entry]], Sequence[Entry]]) -> Sequence[Entry]:
        chosen = choose(iter(self.kept))
        self.kept.extend(chosen)
        return chosen


def test_a_store_that_only_reads_and_writes_is_enough() -> None:
    book = Book(Plain())
    assert book.claim([claim()], NOW) == (claim(),)
    book.append(sent())
    assert [entry.kind for entry in book.only(EntryKind.SENT)] == [EntryKind.SENT]
    assert book.posted() == reading.posted([claim(), sent()])
    assert book.state([KEY], NOW)[KEY].state is State.POSTED
    assert book.restore([claim(), sent()], NOW) == ()
