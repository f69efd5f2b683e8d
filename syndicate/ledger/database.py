"""Connections to a ledger's database that end in time, and transactions in which nobody else writes.

Every transaction is begun and committed by name, so that its one dangerous moment, the COMMIT, stands
where it can be judged (see `sql`).
"""

from __future__ import annotations

import socket
import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from threading import Timer
from typing import Any, Protocol

from sqlalchemy import URL, Connection, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from syndicate.ledger.address import Server

LOCK_SECONDS = 60.0
# what a server has not answered by then it answers no more; well below the shortest lease
LONGEST_SECONDS = 90.0
CONNECT_SECONDS = 10
BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
# Nobody else passes here before this transaction is over; the snapshot of whatever comes next is taken
# after that. A server that commits before its disk has it is told not to; one that hangs lets go by itself.
ALONE = text(
    "SELECT set_config('synchronous_commit', 'on', true), set_config('lock_timeout', :lock, true), "
    "set_config('tcp_keepalives_idle', '15', true), set_config('tcp_keepalives_interval', '5', true), "
    "set_config('tcp_keepalives_count', '3', true), set_config('statement_timeout', :each, true), "
    "set_config('idle_in_transaction_session_timeout', :each, true), pg_advisory_xact_lock(:number)"
)


class Database(Protocol):
    """Where the tables are; `str` of it names the place, without any secret."""

    practice: str

    def exists(self) -> bool:
        """Tell whether there may be something to read."""
        ...

    def reading(self) -> AbstractContextManager[Connection]:
        """Give a connection for one statement; raises DBAPIError."""
        ...

    def writing(self, what: str) -> AbstractContextManager[Connection]:
        """Give a connection in a transaction that nobody else has for `what`; not committed, it is undone."""
        ...


class Postgres:
    """One database of a server. `longest` and `lock_seconds` are seconds."""

    def __init__(
        self,
        server: Server,
        password: str,
        *,
        lock_seconds: float = LOCK_SECONDS,
        longest: float = LONGEST_SECONDS,
    ) -> None:
        self.practice, self._where = server.practice, str(server)
        self._lock_seconds, self._longest = lock_seconds, longest
        # what is begun by name is committed by name: to the driver each statement stands alone
        self._engine = create_engine(
            "postgresql+psycopg://",
            connect_args=arguments(server, password),
            isolation_level="AUTOCOMMIT",
            pool_size=1,
            use_native_hstore=False,
            hide_parameters=True,
        )
        weakref.finalize(self, self._engine.dispose)

    def __str__(self) -> str:
        return self._where

    def exists(self) -> bool:
        """Tell whether there may be something to read: of a server only the server knows."""
        return True

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for one statement; raises DBAPIError, also where no answer came in time."""
        with self._engine.connect() as connection, _ended(connection, self._longest):
            yield connection

    @contextmanager
    def writing(self, what: str) -> Iterator[Connection]:
        """Give a connection that is alone with `what` until it commits or is given back."""
        number = int.from_bytes(sha256(f"expertstatus:{what}".encode()).digest()[:8], signed=True)
        # a run that is frozen or cut off has to let go before others have stopped waiting for it
        limits = {"lock": self._lock_seconds, "each": self._lock_seconds / 2}
        said = {key: f"{seconds * 1000:.0f}" for key, seconds in limits.items()}
        with self.reading() as connection:
            connection.exec_driver_sql(BEGIN)
            with _undone(connection):
                connection.execute(ALONE, {"number": number, **said})
                yield connection


class Sqlite:
    """One file, made with its folder at the first write. Its practice needs no name."""

    practice = ""

    def __init__(self, file: Path, *, lock_seconds: float = LOCK_SECONDS) -> None:
        self._file = file
        self._engine = create_engine(
            URL.create("sqlite+pysqlite", database=str(file)),
            connect_args={"timeout": lock_seconds, "isolation_level": None},
            isolation_level="AUTOCOMMIT",
            poolclass=NullPool,
            hide_parameters=True,
        )
        event.listen(self._engine, "connect", _durable)

    def __str__(self) -> str:
        return str(self._file)

    def exists(self) -> bool:
        """Tell whether there is a file to read; reading makes none."""
        return self._file.exists()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for one statement; raises DBAPIError."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, what: str) -> Iterator[Connection]:  # noqa: ARG002 - a file is locked whole
        """Give a connection that is alone with the file until it commits or is given back."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self.reading() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            with _undone(connection):
                yield connection


def arguments(server: Server, password: str) -> dict[str, Any]:
    """Return what libpq is told; what it is not told, it takes from PG* and ~/.pgpass.

    TLS is verified against the public authorities unless the setting says otherwise. A connection that
    died without a word is noticed within half a minute; a server that only reads (a copy) is none of ours.
    """
    root = server.root
    if not root and server.mode.startswith("verify"):
        from requests.utils import DEFAULT_CA_BUNDLE_PATH as root  # noqa: N811 - it is none here
    said = {"user": server.user, "password": password, "sslrootcert": root}
    return {
        "host": server.host,
        "port": server.port,
        "dbname": server.database,
        "sslmode": server.mode,
        "connect_timeout": CONNECT_SECONDS,
        "keepalives_idle": 15,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 30_000,
        "target_session_attrs": "read-write",
        "gssencmode": "disable",
        "application_name": "expertstatus",
        # neither other people's options nor prepared statements, which a pooler in between may not know
        "options": "",
        "prepare_threshold": None,
        **{key: value for key, value in said.items() if value},
    }


@contextmanager
def _ended(connection: Connection, seconds: float) -> Iterator[None]:
    """End the line to a server after so many seconds, whatever its driver is waiting for."""
    driver: Any = connection.connection.driver_connection
    with socket.fromfd(driver.fileno(), socket.AF_INET, socket.SOCK_STREAM) as line:
        timer = Timer(seconds, _shut, (line,))
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


@contextmanager
def _undone(connection: Connection) -> Iterator[None]:
    """Undo at once what went wrong: a connection that is lost is known to be, and nothing else waits."""
    try:
        yield
    except BaseException:
        with suppress(SQLAlchemyError):
            connection.exec_driver_sql("ROLLBACK")
        raise


def _shut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _durable(connection: sqlite3.Connection, _: object) -> None:
    """Have a commit survive a power cut: also the name of its journal must be gone from the disk."""
    connection.execute("PRAGMA synchronous = EXTRA")
