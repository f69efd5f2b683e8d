from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from syndicate import settings
from syndicate.errors import Exit, LedgerError, SettingsError
from syndicate.ledger import open_ledger
from syndicate.ledger.book import Book
from syndicate.ledger.file import FileStore
from syndicate.ledger.line import encode
from syndicate.model import Entry, EntryKind, State
from tests.ledger.entries import KEY, NOW, adopted, claim, said, sent

MONTH = "2026-11.jsonl"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "ledger"


def entries(folder: Path) -> list[Entry]:
    return [entry for _, entry in Book(FileStore(folder)).since("")]


def write(folder: Path, *lines: str) -> Path:
    folder.mkdir(parents=True)
    file = folder / MONTH
    file.write_bytes("".join(lines).encode())
    return file


def key(n: int) -> str:
    return f"article{n}/nl/x/new"


def line(n: int) -> str:
    return encode(adopted(key(n))) + "\n"


def test_the_settings_say_where_the_ledger_lives(tmp_path: Path) -> None:
    conf = {"SITEURL": "https://praktijk.example", "SYNDICATE_LEDGER": "file:memory"}
    open_ledger(settings.from_mapping(tmp_path, conf, {})).append(adopted())
    assert entries(tmp_path / "memory") == [adopted()]


def test_a_write_is_on_the_disk_before_it_counts_and_so_are_the_names_that_it_made(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced, sync = [], os.fsync

    def seen(descriptor: int) -> None:
        sync(descriptor)
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink())

    monkeypatch.setattr(os, "fsync", seen)
    Book(FileStore(folder)).append(adopted())
    assert synced == [folder.parent, folder.parent.parent, folder / MONTH, folder]
    Book(FileStore(folder)).append(sent())
    assert synced[4:] == [folder / MONTH]


@pytest.mark.parametrize("place", ["mysql://here", "file:", "file", "file: "])
def test_any_other_store_is_refused_and_never_guessed(tmp_path: Path, place: str) -> None:
    conf = {"SITEURL": "https://praktijk.example", "SYNDICATE_LEDGER": place}
    with pytest.raises(SettingsError, match=r"is no store that is known here\. Known: 'file:FOLDER'"):
        open_ledger(settings.from_mapping(tmp_path, conf, {}))


def test_each_month_has_its_file_and_the_order_never_runs_backwards(folder: Path) -> None:
    book = Book(FileStore(folder))
    december = datetime.fromisoformat("2026-12-01T00:30:00+01:00")
    book.append(said(EntryKind.DROPPED, 0, key=key(1), at=december))
    book.append(said(EntryKind.DROPPED, 0, key=key(2), at=december + timedelta(hours=1)))
    book.append(said(EntryKind.DROPPED, 0, key=key(3), at=december))
    seen = list(book.since(""))
    assert [entry.key for _, entry in seen] == [key(1), key(2), key(3)]
    assert [cursor.split(":")[0] for cursor, _ in seen] == [MONTH, "2026-12.jsonl", "2026-12.jsonl"]
    assert [entry.key for _, entry in book.since(seen[0][0])] == [key(2), key(3)]
    assert [entry.key for _, entry in book.since(seen[1][0])] == [key(3)]


def test_a_line_is_plain_json_that_a_person_can_read(folder: Path) -> None:
    Book(FileStore(folder)).append(sent())
    assert (folder / MONTH).read_text() == encode(sent()) + "\n"


@pytest.mark.parametrize("cursor", ["2026-11.jsonl", "2026-11.jsonl:x", "../secret.jsonl:0", "7"])
def test_a_cursor_that_is_none_is_refused(folder: Path, cursor: str) -> None:
    with pytest.raises(LedgerError, match="is no place in the ledger"):
        list(FileStore(folder).read(cursor))


def test_other_files_in_the_folder_are_left_alone(folder: Path) -> None:
    write(folder, line(1))
    (folder / "notes.txt").write_text("of a person")
    assert len(entries(folder)) == 1


def test_a_file_cut_at_any_byte_is_read_to_its_last_whole_line_and_written_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    whole = (line(1) + line(2)).encode()
    first = len(line(1))
    caplog.set_level(logging.CRITICAL)
    for cut in range(len(whole) + 1):
        folder = tmp_path / str(cut)
        write(folder).write_bytes(whole[:cut])
        kept = [key(1)] * (cut >= first - 1) + [key(2)] * (cut >= len(whole) - 1)
        assert [entry.key for entry in entries(folder)] == kept, cut
        Book(FileStore(folder)).append(adopted(key(3)))
        assert [entry.key for entry in entries(folder)] == [*kept, key(3)], cut
        torn = folder / f"{MONTH}.torn"
        tail = whole[:cut] if cut < first - 1 else whole[first:cut]
        is_torn = bool(tail) and cut not in (first - 1, first, len(whole) - 1, len(whole))
        assert torn.exists() == is_torn, cut
        if is_torn:
            assert torn.read_bytes() == tail + b"\n"


def test_a_torn_last_line_is_said_aloud(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(folder, line(1), line(2)[:40])
    assert len(entries(folder)) == 1
    assert f"{MONTH}:2: a crash left this last line unfinished" in caplog.text


def test_zeros_that_a_power_cut_left_at_the_end_are_a_torn_line(folder: Path) -> None:
    file = write(folder, line(1), "\0" * 64)
    Book(FileStore(folder)).append(adopted(key(2)))
    assert file.read_text() == line(1) + line(2)


def test_a_cursor_taken_behind_a_line_that_lacked_its_newline_stays_right(folder: Path) -> None:
    write(folder, line(1).rstrip())
    book = Book(FileStore(folder))
    ((cursor, _),) = book.since("")
    book.append(adopted(key(2)))
    assert [entry.key for _, entry in book.since(cursor)] == [key(2)]


@pytest.mark.parametrize("damage", ["{", "", "\0\0", '{"v":2}', line(1)[:30]])
def test_a_damaged_line_in_the_middle_is_named_and_nothing_is_written(folder: Path, damage: str) -> None:
    file = write(folder, line(1), damage + "\n", line(2))
    before = file.read_bytes()
    book = Book(FileStore(folder))
    with pytest.raises(LedgerError, match=rf"{MONTH}:2: this line of the ledger cannot be read: ") as failed:
        book.state([KEY], NOW)
    assert failed.value.exit is Exit.UNAVAILABLE
    with pytest.raises(LedgerError, match=f"{MONTH}:2"):
        book.claim([claim()], NOW)
    assert file.read_bytes() == before


def test_a_line_that_is_not_utf8_is_named(folder: Path) -> None:
    write(folder).write_bytes(b"\xff\n")
    with pytest.raises(LedgerError, match=f"{MONTH}:1: .* it is not UTF-8"):
        entries(folder)


def test_a_line_is_named_by_its_number_behind_a_cursor_too(folder: Path) -> None:
    write(folder, line(1), line(2), "{\n")
    with pytest.raises(LedgerError, match=f"{MONTH}:3:"):
        list(FileStore(folder).read(f"{MONTH}:{len(line(1))}"))


def test_a_torn_line_in_an_older_month_is_named_since_no_crash_leaves_one(folder: Path) -> None:
    write(folder, line(1)[:40])
    (folder / "2026-12.jsonl").write_text(line(2))
    with pytest.raises(LedgerError, match=f"{MONTH}:1:"):
        entries(folder)


def test_an_empty_month_file_is_no_entry(folder: Path) -> None:
    write(folder)
    Book(FileStore(folder)).append(adopted())
    assert entries(folder) == [adopted()]


def test_a_folder_that_cannot_be_a_folder_is_said_in_a_sentence(tmp_path: Path) -> None:
    place = tmp_path / "ledger"
    place.write_text("a file")
    book = Book(FileStore(place))
    with pytest.raises(LedgerError, match="the ledger cannot be read: Not a directory"):
        list(book.since(""))
    with pytest.raises(
        LedgerError, match=r"the ledger cannot be written: File exists\. Nothing more is sent"
    ):
        book.append(adopted())


def test_a_month_file_that_cannot_be_opened_is_said_in_a_sentence(folder: Path) -> None:
    (folder / MONTH).mkdir(parents=True)
    for ask in (lambda: entries(folder), Book(FileStore(folder)).posted):
        with pytest.raises(LedgerError, match=rf"{MONTH}: the ledger cannot be read: Is a directory"):
            ask()


def test_a_lock_that_cannot_be_made_is_said_in_a_sentence(folder: Path) -> None:
    (folder / ".lock").mkdir(parents=True)
    with pytest.raises(LedgerError, match="the ledger cannot be written: "):
        Book(FileStore(folder)).append(adopted())


def test_a_ledger_that_another_run_holds_is_waited_for_and_then_said(folder: Path) -> None:
    write(folder)
    with (
        FileLock(folder / ".lock"),
        pytest.raises(LedgerError, match="another run has been writing the ledger"),
    ):
        Book(FileStore(folder, lock_seconds=0.05)).append(adopted())


def test_a_full_disk_leaves_the_ledger_as_it_was(folder: Path) -> None:
    resource = pytest.importorskip("resource")
    file = write(folder, line(1))
    book = Book(FileStore(folder))
    size = file.stat().st_size + 100
    free = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, free[1]))
    try:
        with pytest.raises(LedgerError, match=r"cannot be written: File too large\. Nothing more is sent\."):
            book.append(adopted())
        with pytest.raises(LedgerError, match=r"cannot be written: File too large\."):
            book.claim([claim()], NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, free)
    assert file.read_text() == line(1)
    assert book.claim([claim()], NOW) == (claim(),)


LOOP = """
import sys
from pathlib import Path
from syndicate.ledger.book import Book
from syndicate.ledger.file import FileStore
from tests.ledger.entries import adopted
book = Book(FileStore(Path(sys.argv[1])))
n = 0
while True:
    book.append(adopted(f"article{n}/nl/x/new"))
    print(n, flush=True)
    n += 1
"""


def test_a_run_killed_while_it_writes_leaves_every_written_entry_readable(folder: Path) -> None:
    for after in (1, 7, 23):
        run = subprocess.Popen([sys.executable, "-c", LOOP, str(folder)], stdout=subprocess.PIPE, text=True)
        assert run.stdout is not None
        told = [run.stdout.readline() for _ in range(after)]
        os.kill(run.pid, signal.SIGKILL)
        told += run.stdout.readlines()
        run.wait()
        run.stdout.close()
        kept = {entry.key for entry in entries(folder)}
        assert {key(n) for n in range(len(told))} <= kept
    book = Book(FileStore(folder))
    assert book.claim([claim()], NOW) == (claim(),)
    assert book.state([KEY], NOW)[KEY].state is State.CLAIMED
