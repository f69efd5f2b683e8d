"""A change of many files that can be killed anywhere, goes on, and is taken back byte for byte.

    .syndicate/upgrade/1-2-1/journal.json   what goes where, with the sha256 of before and after
    .syndicate/upgrade/1-2-1/was/…          what is replaced
    .syndicate/upgrade/1-2-1/now/…          what comes instead

The folder stands whole before the first file of the practice is touched. Each file is written beside its
place and renamed; a file that is neither as it was nor as it will be was changed by somebody, and stops all.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from syndicate.errors import SettingsError

NAME = re.compile(r"(\d+)-(\d+)-(\d+)")
WRITING, DONE, UNDOING, UNDONE = "writing", "done", "undoing", "undone"


@dataclass(frozen=True, slots=True)
class Moved:
    """One file: the sha256 of its bytes before and after, "" where there is no file."""

    path: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Journal:
    """One upgrade of the practice at `root`, kept in `folder`; `state` says how far it came."""

    root: Path
    folder: Path
    form: int
    to: int
    state: str
    moved: tuple[Moved, ...]

    def left(self, *, back: bool = False) -> tuple[str, ...]:
        """Return the paths still to be written; raises SettingsError where somebody changed one since."""
        here = {m.path: _digest(self.root / m.path) for m in self.moved}
        strange = [m.path for m in self.moved if here[m.path] not in (m.was, m.now)]
        if strange:
            raise SettingsError(CHANGED.format(files=", ".join(strange), folder=self.folder / "was"))
        return tuple(m.path for m in self.moved if here[m.path] != (m.was if back else m.now))

    def forward(self) -> None:
        """Write what is left to be written."""
        self._go("now", self.left(), DONE)

    def back(self) -> None:
        """Put back what was replaced, the last first."""
        left = self.left(back=True)
        _note(self.folder, self, UNDOING)
        self._go("was", left[::-1], UNDONE)

    def now(self, path: str) -> bytes | None:
        """Return what stands, or will stand, at a path; None where the file goes."""
        file = self.folder / "now" / path
        return file.read_bytes() if file.is_file() else None

    def _go(self, side: str, paths: tuple[str, ...], then: str) -> None:
        for path in paths:
            _place(self.folder / side / path, self.root / path, self.root)
        _note(self.folder, self, then)


def begin(root: Path, place: Path, form: int, changed: Mapping[str, bytes | None]) -> Journal:
    """Keep what `changed` would replace, below `place`, and return the journal that writes it.

    Raises SettingsError where a link stands in the place of a file: an undo could not bring it back.
    """
    linked = [path for path in changed if (root / path).is_symlink()]
    if linked:
        raise SettingsError(LINKED.format(files=", ".join(linked)))
    numbers = [int(m[3]) for m in _names(place) if int(m[1]) == form]
    folder = place / f"{form}-{form + 1}-{max(numbers, default=0) + 1}"
    beside = place / f".{folder.name}"
    shutil.rmtree(beside, ignore_errors=True)
    moved = []
    for path, now in changed.items():
        moved.append(Moved(path, _digest(root / path), "" if now is None else sha256(now).hexdigest()))
        if moved[-1].was:
            kept = _made(beside / "was" / path)
            shutil.copyfile(root / path, kept)
            shutil.copymode(root / path, kept)
        if now is not None:
            _made(beside / "now" / path).write_bytes(now)
            if moved[-1].was:
                shutil.copymode(root / path, beside / "now" / path)
    journal = Journal(root, folder, form, form + 1, WRITING, tuple(moved))
    beside.mkdir(parents=True, exist_ok=True)
    _note(beside, journal, WRITING)
    beside.rename(folder)
    return journal


def latest(root: Path, place: Path) -> Journal | None:
    """Return the last upgrade that was not taken back, None where there is none; raises SettingsError."""
    for match in sorted(_names(place), key=lambda m: (int(m[2]), int(m[3])), reverse=True):
        journal = _read(root, place / match[0])
        if journal.state != UNDONE:
            return journal
    return None


def _names(place: Path) -> Iterator[re.Match[str]]:
    names = [p.name for p in place.iterdir()] if place.is_dir() else []
    return (match for name in names if (match := NAME.fullmatch(name)))


def _read(root: Path, folder: Path) -> Journal:
    try:
        said: Any = json.loads((folder / "journal.json").read_text("utf-8"))
        moved = tuple(Moved(one["path"], one["was"], one["now"]) for one in said["files"])
        return Journal(root, folder, said["from"], said["to"], said["state"], moved)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            f"{folder}: the journal there cannot be read ({type(error).__name__}). What was replaced lies "
            "in was/ there; put that back by hand, and remove the folder."
        ) from error


def _note(folder: Path, journal: Journal, state: str) -> None:
    files = [{"path": m.path, "was": m.was, "now": m.now} for m in journal.moved]
    said = {"from": journal.form, "to": journal.to, "state": state, "files": files}
    text = json.dumps(said, indent=0, ensure_ascii=False) + "\n"
    _write(folder / "journal.json", text.encode())


def _place(source: Path, target: Path, root: Path) -> None:
    """Make `target` what `source` is, in one step; without a source it goes, empty folders with it."""
    if source.is_file():
        beside = _write_beside(target, source.read_bytes())
        shutil.copymode(source, beside)
        beside.replace(target)
        return
    target.unlink(missing_ok=True)
    for folder in target.relative_to(root).parents[:-1]:
        _tidy(root / folder)


def _tidy(folder: Path) -> None:
    """Remove a folder that holds nothing but what Python left there."""
    with suppress(OSError):
        if {p.name for p in folder.iterdir()} == {"__pycache__"}:
            shutil.rmtree(folder / "__pycache__")
        folder.rmdir()


def _write(target: Path, data: bytes) -> None:
    _write_beside(target, data).replace(target)


def _write_beside(target: Path, data: bytes) -> Path:
    beside = _made(target.with_name(f".{target.name}.upgrading"))
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return beside


def _made(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


CHANGED = (
    "nothing was written: somebody changed {files} since this upgrade began. Put those right by hand; what "
    "the upgrade replaced lies in {folder}."
)
LINKED = (
    "nothing was written: {files} is a link to another file. Put the file itself there, and run this again."
)
