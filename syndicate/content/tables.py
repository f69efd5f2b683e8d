"""TOML files of the practice: their tables, and the line on which each name stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from syndicate.content import files
from syndicate.content.mistakes import Mistakes

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]#]{1,200}?)\s*\]\]?")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]{1,100}|\"[^\"]{1,100}\"|'[^']{1,100}')\s*=")
_AT = re.compile(r"at line (\d+)")
_WHERE = re.compile(r"\s*\(at [^()]*\)$")


@dataclass(frozen=True, slots=True)
class Tables:
    """A parsed TOML file; `lines` knows `table`, `table.key`, `array.0` and `array.0.key`."""

    data: Mapping[str, Any]
    lines: Mapping[str, int]

    def line(self, *names: str | int) -> int:
        """Return the line of a key, else that of its table, else 1."""
        while names:
            if found := self.lines.get(".".join(str(name) for name in names)):
                return found
            names = names[:-1]
        return 1


def read_tables(file: Path, mistakes: Mistakes) -> Tables:
    """Read a TOML file; a missing one is empty, a mistaken one too (with the mistake's line)."""
    nothing = Tables({}, {})
    if not file.exists():
        return nothing
    text = files.read_text(file, mistakes)
    if text is None:
        return nothing
    try:
        return Tables(tomllib.loads(text), _lines(text))
    except (ValueError, RecursionError) as error:
        at = _AT.search(str(error))
        end = text.count("\n") + 1
        mistakes.add("toml", int(at[1]) if at else end, why=_WHERE.sub("", str(error))[:100])
        return nothing


def _lines(text: str) -> dict[str, int]:
    """Find the lines of tables and keys; tomllib keeps none. Text in multi-line strings may add names."""
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    for number, line in enumerate((line[:300] for line in text.split("\n")), start=1):
        if header := _HEADER.match(line):
            table = header[2].strip("\"'")
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                found.setdefault(table, number)
                table = f"{table}.{counts[table]}"
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            name = key[1].strip("\"'")
            found.setdefault(f"{table}.{name}" if table else name, number)
    return found
