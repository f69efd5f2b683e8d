"""The forms of the tables, who may make and read them, and what practices on one server see."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import ProgrammingError

from syndicate.errors import LedgerError
from syndicate.ledger import mishap, schema
from syndicate.ledger.address import read_server
from syndicate.ledger.book import Book
from syndicate.ledger.database import Postgres, Sqlite
from syndicate.ledger.sql import SqlStore
from syndicate.model import State
from tests.golden import GOLDEN
from tests.ledger.databases import asked, change, port, postgres_store, server_for, sqlite_store
from tests.ledger.entries import KEY, NOW, adopted, claim, sent
from tests.servers.postgres import PASSWORD, USER, postgres


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mishap, "WAITS", (0.01, 0.01))


STEP = ("ALTER TABLE expertstatus_ledger ADD COLUMN note {text}",)


def test_a_ledger_of_form_1_goes_on_in_form_2_and_not_back(tmp_path: Path) -> None:
    """The dump is of the first release with this store: whatever the form becomes, it is read."""
    (tmp_path / "state").mkdir()
    with sqlite3.connect(tmp_path / "state" / "ledger.db") as old:
        old.executescript((GOLDEN / "ledger-form-1.sql").read_text("utf-8"))
    old.close()
    forms = (*schema.STEPS[:1], STEP)
    newer = SqlStore(Sqlite(tmp_path / "state" / "ledger.db"), forms)
    older = sqlite_store(tmp_path)
    assert len(list(older.read())) == 3
    assert Book(newer).state([KEY], NOW)[KEY].state is State.POSTED
    assert len(list(newer.read())) == 3
    for what in (lambda: Book(older).append(sent()), lambda: Book(sqlite_store(tmp_path)).posted()):
        with pytest.raises(LedgerError, match=r"of form 2, and this Expertstatus knows forms up to 1"):
            what()
    Book(newer).append(adopted("b/nl/x/new"))
    assert [cursor for cursor, _ in newer.read()] == ["1", "2", "3", "4"]


@pytest.mark.suite("postgresql")
def test_runs_that_all_find_no_tables_make_them_once_and_a_new_form_waits_for_who_writes(
    tmp_path: Path,
) -> None:
    with postgres() as own:
        books = [Book(postgres_store(tmp_path, own.port)) for _ in range(4)]
        runs = [threading.Thread(target=book.append, args=(adopted(),)) for book in books]
        for run in runs:
            run.start()
        for run in runs:
            run.join()
        assert len(list(books[0].since(""))) == 4

        newer = SqlStore(Postgres(server_for(tmp_path / "x", own.port), PASSWORD), (*schema.STEPS[:1], STEP))
        migrating = threading.Thread(target=lambda: list(newer.read()))

        def write(_: object) -> tuple[object, ...]:
            migrating.start()
            migrating.join(0.5)
            assert migrating.is_alive()
            return (adopted(),)

        assert len(postgres_store(tmp_path, own.port).write(write)) == 1
        migrating.join()
        with pytest.raises(LedgerError, match="of form 2"):
            books[0].append(adopted())

        # who may only read makes no tables, and says so
        asked("DROP TABLE expertstatus_ledger_version, expertstatus_ledger", at=own.port)
        asked("REVOKE CREATE ON SCHEMA public FROM PUBLIC", at=own.port)
        asked(f"CREATE ROLE reader LOGIN PASSWORD '{PASSWORD}'", at=own.port)
        reader = read_server(f"postgresql://reader@127.0.0.1:{own.port}/postgres?practice=x")
        with pytest.raises(LedgerError, match=r"cannot be read: permission denied for schema public"):
            list(SqlStore(Postgres(reader, PASSWORD)).read())


@pytest.mark.suite("postgresql")
def test_a_role_that_may_read_and_add_is_all_that_a_run_needs(tmp_path: Path) -> None:
    postgres_store(tmp_path).write(lambda _: (adopted("a/nl/x/new"),))
    asked(f"CREATE ROLE runner LOGIN PASSWORD '{PASSWORD}'")
    asked("GRANT SELECT, INSERT ON expertstatus_ledger TO runner")
    asked("GRANT SELECT ON expertstatus_ledger_version TO runner")
    practice = server_for(tmp_path).practice
    runner = read_server(f"postgresql://runner@127.0.0.1:{port()}/postgres?practice={practice}")
    book = Book(SqlStore(Postgres(runner, PASSWORD)))
    assert book.claim([claim()], NOW) == (claim(),)
    book.append(sent())
    assert len(book.posted()) == 2
    with pytest.raises(ProgrammingError, match="permission denied for table expertstatus_ledger"):
        change(SqlStore(Postgres(runner, PASSWORD)), "DELETE FROM expertstatus_ledger")


@pytest.mark.suite("postgresql")
def test_practices_share_a_database_and_see_nothing_of_each_other(tmp_path: Path) -> None:
    one, other = Book(postgres_store(tmp_path / "one")), Book(postgres_store(tmp_path / "other"))
    assert one.claim([claim()], NOW) == other.claim([claim()], NOW) == (claim(),)
    assert [cursor for cursor, _ in one.since("")] == ["1"]


@pytest.mark.suite("postgresql")
def test_a_commit_is_on_the_disk_whatever_the_role_says(tmp_path: Path) -> None:
    postgres_store(tmp_path).write(lambda _: ())
    asked(f"ALTER ROLE {USER} SET synchronous_commit = off")
    asked(f"ALTER ROLE {USER} SET default_transaction_isolation = serializable")
    asked(f"ALTER ROLE {USER} SET default_transaction_read_only = off")
    try:
        store = postgres_store(tmp_path)
        with store._database.writing("x") as connection:
            said_by = [
                connection.exec_driver_sql(f"SHOW {name}").scalar_one()
                for name in ("synchronous_commit", "transaction_isolation")
            ]
    finally:
        asked(f"ALTER ROLE {USER} RESET ALL")
    assert said_by == ["on", "read committed"]
