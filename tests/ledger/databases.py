"""Ledgers in databases, for the tests of the ledger: one PostgreSQL server for all, a practice for each."""

from __future__ import annotations

import atexit
import os
from contextlib import ExitStack
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import text

from syndicate import settings
from syndicate.ledger.address import Server
from syndicate.ledger.book import Book
from syndicate.ledger.database import Postgres, Sqlite
from syndicate.ledger.sql import SqlStore
from tests.servers.postgres import PASSWORD, USER, postgres

# how a program that a test starts finds the server that runs already
TOLD = "LEDGER_POSTGRES_PORT"


@cache
def port() -> int:
    """Return the port of the one server of this run of tests; the first who asks starts it."""
    if TOLD not in os.environ:
        kept = ExitStack()
        atexit.register(kept.close)
        os.environ[TOLD] = str(kept.enter_context(postgres()).port)
    return int(os.environ[TOLD])


def server_for(place: Path, at: int | None = None) -> Server:
    """Return the practice of a test's folder on the one server, or on another."""
    practice = sha256(str(place).encode()).hexdigest()[:16]
    return Server("127.0.0.1", "postgres", practice, USER, at or port(), "disable")


def postgres_store(place: Path, at: int | None = None, **limits: float) -> SqlStore:
    """Return a store on a server."""
    return SqlStore(Postgres(server_for(place, at), PASSWORD, **limits))


def sqlite_store(place: Path, **limits: float) -> SqlStore:
    """Return a store in one file."""
    return SqlStore(Sqlite(place / "state" / "ledger.db", **limits))


def postgres_book(place: Path) -> Book:
    """Return a ledger on the one server."""
    return Book(postgres_store(place))


def sqlite_book(place: Path) -> Book:
    """Return a ledger in one file."""
    return Book(sqlite_store(place))


def asked(statement: str, *values: object, at: int | None = None) -> list[tuple[Any, ...]]:
    """Return what a server answers to somebody else who asks it."""
    with session(at) as other:
        answer = other.execute(statement, values)
        return answer.fetchall() if answer.description else []


def session(at: int | None = None) -> psycopg.Connection[Any]:
    """Return a connection of somebody else, which commits each statement."""
    where = {"host": "127.0.0.1", "port": at or port(), "dbname": "postgres", "sslmode": "disable"}
    return psycopg.connect(**where, user=USER, password=PASSWORD, autocommit=True)


def change(store: SqlStore, statement: str, **values: object) -> None:
    """Do what no program does: change what was written."""
    with store._database.writing("somebody") as connection:
        connection.execute(text(statement), {"practice": store._database.practice, **values})
        connection.exec_driver_sql("COMMIT")


def conf_for(ledger: str, env: dict[str, str] | None = None) -> settings.Settings:
    return settings.from_mapping(
        Path("/practice"), {"SITEURL": "https://praktijk.example", "SYNDICATE_LEDGER": ledger}, env or {}
    )
