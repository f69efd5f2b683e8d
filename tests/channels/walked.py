"""What a contract run walked, channel by channel: read off the tests that ran, not off the code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from tests.channels.bench import INSTALLED

MARK = "walks"
FIRST = ("render", "refuse", "post", "errors", "hide", "find")
"""The columns that every channel has, in the order in which a post meets them; abilities follow."""
NEVER = "-"
SAID = {"passed": "yes", "skipped": "left out", "failed": "FAILED"}
Outcomes = dict[tuple[str, str], set[str]]


def of(item: pytest.Item) -> tuple[str, str] | None:
    """Return the channel and the column that a test walks, None for a test that walks neither."""
    mark, call = item.get_closest_marker(MARK), getattr(item, "callspec", None)
    named = [value for value in call.params.values() if value in INSTALLED] if mark and call else []
    return (named[0], mark.args[0]) if mark and named else None


def table(outcomes: Mapping[tuple[str, str], set[str]]) -> Iterator[str]:
    """Yield the table, a line each channel: the worst that any of a cell's tests came to."""
    seen = dict.fromkeys(column for _, column in outcomes)
    columns = [c for c in FIRST if c in seen] + [c for c in seen if c not in FIRST]
    rows = [("channel", *columns)]
    for channel in sorted({name for name, _ in outcomes}):
        rows.append((channel, *(_cell(outcomes.get((channel, column), set())) for column in columns)))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _cell(found: set[str]) -> str:
    return next((SAID[worst] for worst in ("failed", "skipped", "passed") if worst in found), NEVER)
