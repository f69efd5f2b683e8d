"""The faults to survive, one row each: what is arranged, how the runs must end, what must be there then.

A row is a function of a stage that lets its fault happen and returns the runs; after it the campaign
runs until quiet and counts. A row says in `Row` what may remain: a person's decision, an article that
must not go out, a post that the row itself put there.
"""

from tests.faults.rows import article, http, machine, memory, reconciliation, runners, site
from tests.faults.rows.row import ROWS, Row, again

__all__ = [
    "ROWS",
    "Row",
    "again",
    "article",
    "http",
    "machine",
    "memory",
    "reconciliation",
    "runners",
    "site",
]
