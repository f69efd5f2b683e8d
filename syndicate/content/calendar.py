"""content/calendar.toml -> when posts may go out; its events are read in `events`.

[[window]]
weekdays = ["ma", "di", "wo", "do"]
start = "08:00"
end = "20:00"

[[quiet]]
first = 2026-12-24
last = 2026-12-26
reason = "Kerst"
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Any

from syndicate.content import days, events, files, markup, signs
from syndicate.content.mistakes import Mistakes, meant, shown
from syndicate.content.tables import Tables, read_tables
from syndicate.model import Calendar, Finding, Quiet, Window

_DAYS = (
    *("ma maandag mon monday", "di dinsdag tue tuesday", "wo woensdag wed wednesday"),
    *("do donderdag thu thursday", "vr vrijdag fri friday", "za zaterdag sat saturday"),
    "zo zondag sun sunday",
)
_WEEKDAYS = {word: number for number, words in enumerate(_DAYS) for word in words.split()}
_WINDOW = ("weekdays", "start", "end")
_QUIET = ("first", "last", "reason")
_TABLES = ("window", "quiet", "event")


def read_calendar(file: Path, root: Path, timezone: str) -> tuple[Calendar, tuple[Finding, ...]]:
    """Read calendar.toml; a mistaken window, quiet day or event is left out, every mistake is a finding.

    Hours are local time of `timezone` (IANA). Without windows: working days 08-20. A mistaken file
    must stop posting (its findings block the site), since a quiet day may be what is missing.
    """
    mistakes = Mistakes(files.named(file, root))
    tables = read_tables(file, mistakes)
    for name in tables.data:
        if name not in _TABLES:
            mistakes.add("calendar-table", tables.line(name), given=shown(name), meant=meant(name, _TABLES))
    windows = [w for row in _rows("window", _WINDOW, tables, mistakes) if (w := _window(*row, mistakes))]
    quiet = [q for row in _rows("quiet", _QUIET, tables, mistakes) if (q := _quiet(*row, mistakes))]
    campaigns = [
        (event, line)
        for index, (row, line) in enumerate(_rows("event", events.KEYS, tables, mistakes))
        if (event := events.event(row, line, tables.line("event", index, "articles"), mistakes))
    ]
    kept = events.once(campaigns, mistakes)
    calendar = Calendar(timezone, tuple(windows) or Calendar().windows, tuple(quiet), kept)
    return calendar, mistakes.of("")


def _rows(
    name: str, known: tuple[str, ...], tables: Tables, mistakes: Mistakes
) -> list[tuple[Mapping[str, Any], int]]:
    rows = tables.data.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        mistakes.add("calendar-array", tables.line(name), given=name)
        return []
    for index, row in enumerate(rows):
        for key in row:
            if key not in known:
                mistakes.add(
                    "unknown-part", tables.line(name, index, key), field=name, given=shown(key),
                    meant=meant(key, known), known=", ".join(known),
                )  # fmt: skip
    return [(row, tables.line(name, index)) for index, row in enumerate(rows)]


def _window(row: Mapping[str, Any], line: int, mistakes: Mistakes) -> Window | None:
    written = row.get("weekdays", [])
    found = [_WEEKDAYS.get(str(d).lower().strip(".")) for d in written] if isinstance(written, list) else []
    if not found or None in found:
        mistakes.add("weekdays", line)
        return None
    start, end = _hour(row.get("start")), _hour(row.get("end"))
    if start is None or end is None or start >= end:
        mistakes.add("hours", line)
        return None
    return Window(tuple(sorted({d for d in found if d is not None})), start, end)


def _hour(written: Any) -> time | None:
    if isinstance(written, time):
        return written
    match = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", written) if isinstance(written, str) else None
    return time(int(match[1]), int(match[2])) if match else None


def _quiet(row: Mapping[str, Any], line: int, mistakes: Mistakes) -> Quiet | None:
    found = days.span(row, line, "quiet-day", mistakes)
    reason = row.get("reason", "")
    if found and (not isinstance(reason, str) or not reason.strip() or len(reason) > 200):
        mistakes.add("quiet-reason", line)
    elif found and not signs.scan(reason, line, mistakes) and not markup.scan(reason, line, mistakes):
        return Quiet(*found, " ".join(reason.split()), mistakes.file, line)
    return None
