"""The form of a ledger's tables in one database: made when first needed, brought up to date, never back."""

from __future__ import annotations

from collections.abc import Sequence

from syndicate.ledger.database import Database
from syndicate.ledger.mishap import trying
from syndicate.ledger.schema import form_of, migrate, refuse_newer


class Form:
    """Sees to it once that the tables of a database are as `steps` make them."""

    def __init__(self, database: Database, steps: Sequence[Sequence[str]]) -> None:
        self._database = database
        self._steps = steps
        self._ready = False

    def prepare(self) -> None:
        """Make the tables, or bring them to the form known here; raises LedgerError for a newer one."""
        if self._ready:
            return
        found = trying(self._found)
        self.refuse(found)
        if found < len(self._steps):
            trying(self._migrated)
        self._ready = True

    def refuse(self, found: int) -> None:
        """Raise LedgerError where the tables are of a newer form."""
        refuse_newer(found, self._database, self._steps)

    def _found(self) -> int:
        if not self._database.exists():
            return 0
        with self._database.reading() as connection:
            return form_of(connection)

    def _migrated(self) -> None:
        with self._database.writing("") as connection:
            self.refuse(form_of(connection))
            migrate(connection, self._steps)
            connection.exec_driver_sql("COMMIT")
