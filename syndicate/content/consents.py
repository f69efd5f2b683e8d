"""content/consents.toml -> which written consents there are, and until when: a number and a day, no more.

Who said yes, and to what, stands on paper in the practice under that number; the repository of a site may be
read by anybody. So no mistake here is ever quoted, and nothing else may be written in it:

    [c-2026-03]
    until = 2028-03-01
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from syndicate.content import files
from syndicate.content.mistakes import Mistakes
from syndicate.content.tables import Tables, read_tables
from syndicate.model import Consent, Finding

KEYS = frozenset({"until"})
# letters for the practice's own series, then its numbers: too few digits for anybody's own number
NUMBER = re.compile(r"(?!(?:\D*\d){9})[a-z]{0,3}-?\d{1,6}(?:-\d{1,6}){0,3}", re.ASCII)


def read_consents(file: Path, root: Path) -> tuple[Mapping[str, Consent], tuple[Finding, ...]]:
    """Read consents.toml: number -> Consent; every mistake is a finding that quotes nothing.

    Without the file there are no consents.
    """
    mistakes, unread = Mistakes(files.named(file, root)), Mistakes(files.named(file, root))
    tables = read_tables(file, unread)
    for mistake in unread.of(""):
        mistakes.add("consents-unread", mistake.line)
    found: dict[str, Consent] = {}
    for number, table in tables.data.items():
        consent = _consent(number, table, tables, mistakes)
        if consent:
            found[number] = consent
    return found, mistakes.of("")


def is_number(text: str) -> bool:
    """Tell whether a text has the form of a consent's number: c-2026-03, t12, 2026-014."""
    return NUMBER.fullmatch(text) is not None


def _consent(number: str, table: Any, tables: Tables, mistakes: Mistakes) -> Consent | None:
    line = tables.line(number)
    if not is_number(number):
        mistakes.add("consent-number", line)
        return None
    until = table.get("until") if isinstance(table, dict) else None
    if not isinstance(until, date) or isinstance(until, datetime):
        mistakes.add("consent-until", tables.line(number, "until"))
        return None
    if set(table) != KEYS:
        mistakes.add("consent-more", line)
    return Consent(number, until, line)
