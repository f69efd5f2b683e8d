"""The tables of a ledger in a database, and the steps that made them: forward only, each one kept for ever.

A new form is one more step at the end of STEPS; what stands in an earlier one never changes. All of a
step is done or nothing of it, and no run writes meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    DateTime,
    MetaData,
    Table,
    Text,
    insert,
    inspect,
    select,
    update,
)

from syndicate.errors import LedgerError
from syndicate.model import Entry

LONGEST = 464
NEWER = (
    "{where}: this ledger is of form {found}, and this Expertstatus knows forms up to {known}: a newer one "
    "wrote it. Nothing is sent. Update this installation: pip install --upgrade expertstatus."
)
METADATA = MetaData()
VERSION = Table("expertstatus_ledger_version", METADATA, Column("version", BigInteger))
ENTRIES = Table(
    "expertstatus_ledger",
    METADATA,
    Column("practice", Text),
    Column("seq", BigInteger),
    Column("at", DateTime(timezone=True)),
    Column("kind", Text),
    Column("key", Text),
    Column("uid", Text),
    Column("attempt", BigInteger),
    Column("line", Text),
    Column("batch", Text),
)
# {text}: compared sign by sign, whatever language the database speaks
STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE expertstatus_ledger (
            practice {text} NOT NULL,
            seq BIGINT NOT NULL CHECK (seq > 0),
            at {time} NOT NULL,
            kind {text} NOT NULL,
            key {text} NOT NULL,
            uid {text} NOT NULL,
            attempt BIGINT NOT NULL,
            line {text} NOT NULL,
            batch {text} NOT NULL,
            PRIMARY KEY (practice, seq)
        )""",
        """CREATE UNIQUE INDEX expertstatus_ledger_one_claim
            ON expertstatus_ledger (practice, key, attempt) WHERE kind = 'claim'""",
        "CREATE INDEX expertstatus_ledger_key ON expertstatus_ledger (practice, key, seq)",
        "CREATE INDEX expertstatus_ledger_uid ON expertstatus_ledger (practice, uid, seq)",
        "CREATE INDEX expertstatus_ledger_kind ON expertstatus_ledger (practice, kind, seq)",
    ),
)
TYPES = {
    "postgresql": {"text": 'TEXT COLLATE "C"', "time": "TIMESTAMP WITH TIME ZONE"},
    "sqlite": {"text": "TEXT", "time": "DATETIME"},
}


def form_of(connection: Connection) -> int:
    """Return how many steps were made in a database, 0 for none."""
    if not inspect(connection).has_table(VERSION.name):
        return 0
    return int(connection.scalar(select(VERSION.c.version)) or 0)


def refuse_newer(found: int, where: object, steps: Sequence[Sequence[str]] = STEPS) -> None:
    """Raise LedgerError where a newer version wrote the ledger."""
    if found > len(steps):
        raise LedgerError(NEWER.format(where=where, found=found, known=len(steps)))


def migrate(connection: Connection, steps: Sequence[Sequence[str]] = STEPS) -> None:
    """Make the steps that a database lacks; the caller has begun, keeps others out, and commits."""
    found = form_of(connection)
    types = TYPES[connection.dialect.name]
    if not found:
        connection.exec_driver_sql(f"CREATE TABLE {VERSION.name} (version BIGINT NOT NULL)")
        connection.execute(insert(VERSION), {"version": 0})
    elif connection.dialect.name == "postgresql":
        # runs that write hold this table until they are through
        connection.exec_driver_sql(f"LOCK TABLE {VERSION.name} IN ACCESS EXCLUSIVE MODE")
    for step in steps[found:]:
        for statement in step:
            connection.exec_driver_sql(statement.format(**types))
    connection.execute(update(VERSION), {"version": len(steps)})


def name(text: str) -> str:
    """Return a key as a column holds it: plain ASCII, and never too long for an index.

    Texts of more than 464 signs end in a digest of the whole; no short one looks like that.
    """
    written = json.dumps(text)[1:-1]
    return written if len(written) <= LONGEST else f"{written[:400]}#{sha256(written.encode()).hexdigest()}"


def row(practice: str, seq: int, entry: Entry, line: str, batch: str) -> dict[str, Any]:
    """Return the row of one entry; all but `line` only find it again."""
    return {
        "practice": practice,
        "seq": seq,
        "at": entry.at.astimezone(UTC),
        "kind": str(entry.kind),
        "key": name(entry.key),
        "uid": name(entry.key.partition("/")[0]),
        "attempt": entry.attempt,
        "line": line,
        "batch": batch,
    }
