"""What a database says when something goes wrong: whether to try again, and in which words to say it."""

from __future__ import annotations

import re
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from syndicate.errors import LedgerError

Answer = TypeVar("Answer")
# serialization failure, deadlock, and a server that goes or is not there yet
PASSING = frozenset({"40001", "40P01", "57P01", "57P02", "57P03", "57P05"})
LOCKED = "55P03"
WAITS = (0.05, 0.25, 1.0, 2.0)
PATIENCE = 60.0
BUSY = "{where}: another run has kept the ledger to itself for too long. Nothing was sent; try again."
BROKEN = "{where}: the ledger cannot be {done}: {why}. Nothing more is sent. Mend that and run this again."


def trying(work: Callable[[], Answer]) -> Answer:
    """Do something again, a few times within a minute, where a moment later it may go well."""
    end = time.monotonic() + PATIENCE
    for wait in WAITS:
        try:
            return work()
        except DBAPIError as error:
            if not passing(error) or time.monotonic() > end:
                raise
        time.sleep(wait * (0.5 + secrets.randbelow(500) / 1000))
    return work()


def passing(error: DBAPIError) -> bool:
    """Tell whether the same may go well in a moment: somebody else wrote, or the connection was lost."""
    if isinstance(error, IntegrityError):
        return True
    # of a server that did not answer there is no state at all
    state = getattr(error.orig, "sqlstate", "")
    return state is None or state in PASSING or state.startswith("08")


@contextmanager
def mending(where: object, done: str) -> Iterator[None]:
    """Turn what a database or a disk says into a LedgerError."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        if isinstance(error, DBAPIError) and _waited(error):
            raise LedgerError(BUSY.format(where=where)) from None
        raise LedgerError(BROKEN.format(where=where, done=done, why=words(error))) from None


def words(error: Exception) -> str:
    """Return what was said, on one line, without the statement."""
    said = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    first = re.split(r"\n(?:LINE \d|DETAIL|CONTEXT|HINT)", said)[0]
    return " ".join(first.split())[:300].rstrip(".") or type(error).__name__


def _waited(error: DBAPIError) -> bool:
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
    return getattr(error.orig, "sqlstate", "") == LOCKED
