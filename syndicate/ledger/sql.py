"""The store in a database: one table, one row an entry, numbered per practice without a gap.

A write has the practice to itself until it is committed, so that the number of an entry is also the order
in which entries became visible: no cursor ever passes one by. The database itself refuses the same number,
and the same attempt at a key, twice. Reading goes page by page, each in a statement of its own: a reader
keeps nobody waiting.
"""

from __future__ import annotations

import heapq
import re
import secrets
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from syndicate.errors import LedgerError
from syndicate.ledger import month
from syndicate.ledger.database import Database
from syndicate.ledger.form import Form
from syndicate.ledger.line import decode, encode
from syndicate.ledger.mishap import mending, trying, words
from syndicate.ledger.schema import ENTRIES, STEPS, VERSION, name, row
from syndicate.ledger.tally import ELSE
from syndicate.model import Entry, EntryKind

PAGE = 5000
PASSED_OVER = [str(kind) for kind in ELSE]
# a database takes no more values in one statement than some ten thousands
MANY = 5000
UNSURE = (
    "{where}: the connection broke while the ledger was written, and it cannot be asked what became of that: "
    "{why}. Nothing is sent for it. Run this again; what was claimed is looked after once its lease is over."
)
GAP = (
    "{where}: entry {number} is missing, and without it nobody can say what was posted. Nothing was sent. "
    "Put the database back from its back-up."
)
APART = "what stands beside it says something else"


class SqlStore:
    """Entries of one practice in a database; its tables make themselves. `steps` is the form known here."""

    def __init__(self, database: Database, steps: Sequence[Sequence[str]] = STEPS) -> None:
        self._database = database
        self._practice = database.practice
        self._form = Form(database, steps)

    def read(self, cursor: str = "") -> Iterator[tuple[str, Entry]]:
        """Stream (cursor, entry) after `cursor` ("" = from the start), oldest first.

        Raises LedgerError where the database does not answer, and naming the number of an entry that is
        missing or cannot be read.
        """
        for rows in self._pages(_place(cursor)):
            for found in rows:
                yield str(found.seq), self._entry(found)

    def heads(self, cursor: str = "") -> Iterator[tuple[str, Sequence[month.Head]]]:
        """Stream (cursor, heads of lines) after `cursor`, a page at a time; raises LedgerError as `read`.

        Only lines that say what became of a key: the others stay where they are.
        """
        after, table = _place(cursor), ENTRIES.c
        counted = select(func.count(), func.max(table.seq)).where(*self._own(), table.seq > after)
        newest = after
        for count, last in self._asked(counted):
            newest = last or after
            if count != newest - after:
                self._name(cursor)
        for start in range(after, newest, PAGE):
            end = min(start + PAGE, newest)
            page = select(table.line).where(*self._own(), table.seq > start, table.seq <= end)
            page = page.where(table.kind.not_in(PASSED_OVER)).order_by(table.seq)
            # one text a page: as rows of their own, most of the time would go into fetching them
            ((text,),) = self._asked(select(func.aggregate_strings(page.subquery().c.line, "\n")))
            try:
                heads = month.heads((text or "").encode(), str(self._database))
            except LedgerError:
                self._name(cursor)
                raise  # somebody mended it meanwhile
            yield str(end), heads

    def pick(self, *, kinds: Collection[EntryKind] = (), keys: Collection[str] = ()) -> Iterator[Entry]:
        """Stream the entries of these kinds, and those of these keys, oldest first; raises LedgerError."""
        return self._picked(kinds, keys)

    def of(self, uid: str) -> Iterator[Entry]:
        """Stream the entries of one article's keys, oldest first; raises LedgerError."""
        wanted = ENTRIES.c.uid == name(uid.partition("/")[0])
        rows = (found for rows in self._pages(0, wanted) for found in rows)
        return (entry for entry in map(self._entry, rows) if entry.key.startswith(f"{uid}/"))

    def write(
        self, choose: Callable[[Iterator[Entry]], Sequence[Entry]], keys: Collection[str] | None = None
    ) -> Sequence[Entry]:
        """Append what `choose` returns in one transaction, and return it once that is committed.

        With `keys`, `choose` is shown the entries of these keys only. A connection that is lost before the
        COMMIT has written nothing, and it is tried again; one lost at the COMMIT is followed by a look at
        what became of it. Raises LedgerError; then nobody has been told that anything was written.
        """
        with mending(self._database, "written"):
            self._form.prepare()
            return trying(lambda: self._written(choose, keys))

    def _written(
        self, choose: Callable[[Iterator[Entry]], Sequence[Entry]], keys: Collection[str] | None
    ) -> Sequence[Entry]:
        batch = secrets.token_hex(8)
        with self._database.writing(self._practice) as connection:
            last = self._last(connection)
            shown = self._all(connection) if keys is None else self._picked((), keys, connection)
            chosen = choose(shown)
            if not chosen:
                return chosen
            numbered = enumerate(chosen, last + 1)
            rows = [row(self._practice, number, entry, encode(entry), batch) for number, entry in numbered]
            connection.execute(insert(ENTRIES), rows)
            try:
                connection.exec_driver_sql("COMMIT")
                return chosen
            except DBAPIError as error:
                lost = error
        if self._kept(last + 1, batch):
            return chosen
        raise lost

    def _kept(self, number: int, batch: str) -> bool:
        """Tell whether a commit that ended without an answer was made.

        It is asked once nobody else writes: by then that commit is made, or never will be.
        """
        mine = select(func.count()).where(*self._own(), ENTRIES.c.seq == number, ENTRIES.c.batch == batch)

        def ask() -> bool:
            with self._database.writing(self._practice) as connection:
                return bool(connection.scalar(mine))

        try:
            return trying(ask)
        except SQLAlchemyError as error:
            raise LedgerError(UNSURE.format(where=self._database, why=words(error))) from None

    def _last(self, connection: Connection) -> int:
        """Return the number of the newest entry; until we are through, the form of the tables stays."""
        newest = select(func.max(ENTRIES.c.seq)).where(*self._own()).scalar_subquery()
        form, last = connection.execute(select(VERSION.c.version, newest)).one()
        self._form.refuse(form)
        return int(last or 0)

    def _all(self, connection: Connection) -> Iterator[Entry]:
        return (self._entry(found) for rows in self._pages(0, connection=connection) for found in rows)

    def _picked(
        self, kinds: Collection[EntryKind], keys: Collection[str], connection: Connection | None = None
    ) -> Iterator[Entry]:
        wanted = [ENTRIES.c.key.in_(part) for part in _parts(sorted({name(key) for key in keys}))]
        if kinds:
            wanted.append(ENTRIES.c.kind.in_(sorted(map(str, kinds))))
        streams = [
            (found for rows in self._pages(0, one, connection=connection) for found in rows) for one in wanted
        ]
        last = 0
        for found in heapq.merge(*streams, key=itemgetter(0)):
            if found.seq > last:
                last = found.seq
                yield self._entry(found)

    def _pages(
        self,
        after: int,
        *wanted: ColumnElement[bool],
        connection: Connection | None = None,
    ) -> Iterator[Sequence[Any]]:
        """Yield the rows after a number, a page at a time; of all rows none may be missing."""
        table = ENTRIES.c
        rows: Sequence[Any] = ()
        while not rows or len(rows) == PAGE:
            asked = (
                select(table.seq, table.kind, table.key, table.line)
                .where(*self._own(), table.seq > after, *wanted)
                # what is looked for by its own index shall not be found by walking along the numbers
                .order_by(table.seq + 0 if wanted else table.seq)
                .limit(PAGE)
            )
            rows = connection.execute(asked).all() if connection is not None else self._asked(asked)
            if not rows:
                return
            if not wanted and rows[-1].seq - after != len(rows):
                raise self._gap(rows, after)
            yield rows
            after = rows[-1].seq

    def _asked(self, statement: Any) -> Sequence[Any]:
        def ask() -> Sequence[Any]:
            with self._database.reading() as connection:
                return connection.execute(statement).all()

        if not self._database.exists():
            return ()
        with mending(self._database, "read"):
            self._form.prepare()
            return trying(ask)

    def _name(self, cursor: str) -> None:
        """Read strictly what a faster way stumbled over: that raises LedgerError naming the entry."""
        deque(self.read(cursor), maxlen=0)

    def _entry(self, found: Any) -> Entry:
        try:
            entry = decode(found.line)
        except LedgerError as error:
            raise month.unreadable(str(self._database), found.seq, error) from None
        if (found.kind, found.key) != (str(entry.kind), name(entry.key)):
            raise month.unreadable(str(self._database), found.seq, LedgerError(APART))
        return entry

    def _own(self) -> tuple[ColumnElement[bool], ...]:
        return (ENTRIES.c.practice == self._practice,)

    def _gap(self, rows: Sequence[Any], after: int) -> LedgerError:
        number = next(n for n, found in enumerate(rows, after + 1) if found.seq != n)
        return LedgerError(GAP.format(where=self._database, number=number))


def _place(cursor: str) -> int:
    if cursor and not re.fullmatch("[0-9]{1,18}", cursor):
        raise LedgerError(f"{cursor!r} is no place in this ledger, which is the number of an entry.")
    return int(cursor or 0)


def _parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    rest = iter(names)
    while part := tuple(islice(rest, MANY)):
        yield part
