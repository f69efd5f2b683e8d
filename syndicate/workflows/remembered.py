"""What the guard saw of texts, kept between runs, so that only changed texts are looked at.

Kinds, lines and hashes under hashes of the texts: no word of a text is in it, and nothing of a short one that
shows a person. Whoever deletes it loses time and nothing else; a broken one is not read.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, MutableMapping
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from syndicate import __version__
from syndicate.rules import Kind, Mark

FORM = 1
MOST = 20_000
LIBRARIES = ("phonenumbers", "python-stdnum", "gender-guesser", "Unidecode")


class Remembered(MutableMapping[str, tuple[Mark, ...]]):
    """Marks by key; read when first asked, written by `keep`. Those of the last runs stay, at most 20,000."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._marks: dict[str, tuple[Mark, ...]] | None = None
        self._version = ""
        self._asked: dict[str, None] = {}
        self._new = False

    def __getitem__(self, key: str) -> tuple[Mark, ...]:
        marks = self._read()[key]
        self._asked[key] = None
        return marks

    def __setitem__(self, key: str, marks: tuple[Mark, ...]) -> None:
        self._read()[key] = marks
        self._asked[key] = None
        self._new = True

    def __delitem__(self, key: str) -> None:
        del self._read()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def keep(self) -> None:
        """Write what is new, whole or not at all; a disk that refuses costs time in the next run only."""
        if not self._new:
            return
        marks = self._read()
        old = [key for key in marks if key not in self._asked]
        kept = [*old, *self._asked][-MOST:]
        said = {"form": FORM, "version": self._version, "marks": {key: marks[key] for key in kept}}
        beside = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(said, separators=(",", ":")), encoding="ascii")
            beside.replace(self._file)
        except OSError:
            beside.unlink(missing_ok=True)
        self._new = False

    def _read(self) -> dict[str, tuple[Mark, ...]]:
        if self._marks is None:
            self._version = version()
            self._marks = _marks(self._file, self._version)
        return self._marks


def version() -> str:
    """Return what changes whenever the guard may judge otherwise: its own files and its libraries."""
    whole = hashlib.sha256(__version__.encode())
    place = resources.files("syndicate.rules")
    parts = [place / "wordlists.py", *(place / "secrecy").iterdir()]
    for part in sorted(parts, key=lambda part: part.name):
        if part.is_file():
            whole.update(f"\0{part.name}\0".encode() + part.read_bytes())
    for name in LIBRARIES:
        try:
            whole.update(f"\0{name} {metadata.version(name)}".encode())
        except metadata.PackageNotFoundError:
            whole.update(f"\0{name}".encode())
    return whole.hexdigest()


def _marks(file: Path, wanted: str) -> dict[str, tuple[Mark, ...]]:
    try:
        said = json.loads(file.read_bytes())
        if said["form"] != FORM or said["version"] != wanted:
            return {}
        return {str(key): tuple(_mark(raw) for raw in marks) for key, marks in said["marks"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _mark(raw: Any) -> Mark:
    index, kind, line, name = raw
    return int(index), Kind(kind), int(line), str(name)
