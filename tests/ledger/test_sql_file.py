"""The ledger in one file of SQLite: what its disk and its neighbours do to it."""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from syndicate.errors import LedgerError
from syndicate.ledger import mishap
from syndicate.ledger.book import Book
from tests.ledger.databases import sqlite_store
from tests.ledger.entries import NOW, adopted, claim


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mishap, "WAITS", (0.01, 0.01))


def test_reading_makes_no_file(tmp_path: Path) -> None:
    assert Book(sqlite_store(tmp_path)).posted() == ()
    assert list(tmp_path.iterdir()) == []


def test_a_locked_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    store = sqlite_store(tmp_path, lock_seconds=0.1)
    Book(store).append(adopted())
    other = sqlite3.connect(tmp_path / "state" / "ledger.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    for what in (lambda: Book(store).append(adopted()), lambda: Book(store).posted()):
        with pytest.raises(LedgerError, match=r"ledger\.db: another run has kept the ledger to itself"):
            what()
    other.close()


def test_a_file_of_something_else_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "ledger.db").write_text("no database" * 100)
    with pytest.raises(LedgerError, match=r"cannot be read: file is not a database\. Nothing more is sent"):
        Book(sqlite_store(tmp_path)).posted()


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(LedgerError, match=r"cannot be written: .*File exists"):
        Book(sqlite_store(tmp_path)).append(adopted())


def test_a_disk_without_room_keeps_the_ledger_as_it_was(tmp_path: Path) -> None:
    book = Book(sqlite_store(tmp_path))
    book.append(adopted("a/nl/x/new"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, ((tmp_path / "state" / "ledger.db").stat().st_size, hard))
    try:
        with pytest.raises(LedgerError, match=r"cannot be written: .*Nothing more is sent"):
            book.claim([claim(f"a{n}/nl/x/new") for n in range(200)], NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [entry for _, entry in book.since("")] == [adopted("a/nl/x/new")]
    assert book.claim([claim()], NOW) == (claim(),)


READ_ONLY = """
import sys
from pathlib import Path
from syndicate.errors import LedgerError
from tests.ledger.databases import sqlite_book
from tests.ledger.entries import adopted
book = sqlite_book(Path(sys.argv[1]))
print(len(book.posted()))
try:
    book.append(adopted("b/nl/x/new"))
except LedgerError as error:
    print(error)
"""


def test_a_disk_that_is_read_only_can_be_read(tmp_path: Path) -> None:
    Book(sqlite_store(tmp_path)).append(adopted())
    script = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && exec "$2" -c "$3" "$1"'
    command = ["unshare", "--mount", "--map-root-user", "bash", "-c", script, "-"]
    done = subprocess.run(
        [*command, str(tmp_path), sys.executable, READ_ONLY], capture_output=True, text=True, check=False
    )
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("this machine lets nobody mount anything")
    assert done.stdout.splitlines()[0] == "1", done.stderr
    assert "cannot be written: attempt to write a readonly database. Nothing more is sent" in done.stdout
