"""The embedded store: a folder with one JSON Lines file a month, a lock, and fsync.

`2026-11.jsonl` holds the entries of November 2026 (UTC) in the order in which they were written;
an entry that a slow clock dates earlier than the newest file goes into the newest file, so that
neither the order nor a cursor ever runs backwards. A cursor is `2026-11.jsonl:1234`, the byte after
the entry. Keep the folder on a disk of this machine: locks do not hold on synchronised folders.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from syndicate.errors import LedgerError
from syndicate.ledger.line import decode, encode
from syndicate.ledger.month import NAME, Head, Month, Sieve, name_for, place, unreadable
from syndicate.model import Entry, EntryKind

LOG = logging.getLogger("syndicate.ledger")
LOCK_SECONDS = 60.0
# Windows opens no folder
NOT_NEEDED = (PermissionError,) if os.name == "nt" else ()
TORN = "a crash left this last line unfinished; it is passed over, and set aside at the next write."
BUSY = (
    "{folder}: another run has been writing the ledger for {seconds:g} seconds. Nothing was sent; try again."
)
BROKEN = (
    "{place}: the ledger cannot be {done}: {why}. Nothing more is sent. Mend that (free space, "
    "permissions, the right folder in SYNDICATE_LEDGER) and run this again."
)


class FileStore:
    """Entries in `folder`; made at the first write. Several processes may use it at once."""

    def __init__(self, folder: Path, *, lock_seconds: float = LOCK_SECONDS) -> None:
        self._folder = folder
        self._lock_seconds = lock_seconds
        self._sieve = Sieve()

    def read(self, cursor: str = "") -> Iterator[tuple[str, Entry]]:
        """Stream (cursor, entry) after `cursor` ("" = from the start), oldest first.

        Raises LedgerError with file and line where a line cannot be read. Only a line that a crash
        left unfinished at the very end is passed over, with a warning.
        """
        name, start = place(cursor)
        with self._mending("read"):
            files = self._files()
            for file in files:
                if file.name >= name:
                    yield from _lines(file, start if file.name == name else 0, newest=file == files[-1])

    def heads(self, cursor: str = "") -> Iterator[tuple[str, Sequence[Head]]]:
        """Stream (cursor, heads of lines) after `cursor`, one file at a time; raises LedgerError."""
        name, start = place(cursor)
        for month in self._months():
            if month.name >= name:
                end, found = self._sieve.heads(month, start if month.name == name else 0)
                yield f"{month.name}:{end}", found

    def pick(self, *, kinds: Collection[EntryKind] = (), keys: Collection[str] = ()) -> Iterator[Entry]:
        """Stream the entries of these kinds or keys, oldest first; raises LedgerError as `read` does."""
        for month in self._months():
            yield from self._sieve.pick(month, kinds, keys)

    def write(
        self, choose: Callable[[Iterator[Entry]], Sequence[Entry]], keys: Collection[str] | None = None
    ) -> Sequence[Entry]:
        """Append what `choose` returns under the lock, in one write and one fsync, and return it.

        With `keys`, `choose` is shown the entries of these keys only.
        """
        with self._mending("written"), self._locked():
            self._mend_tail()
            shown = (entry for _, entry in self.read()) if keys is None else self.pick(keys=keys)
            chosen = choose(shown)
            if chosen:
                text = "".join(encode(entry) + "\n" for entry in chosen)
                _append(self._file_for(chosen[-1]), text.encode())
            return chosen

    def _files(self) -> list[Path]:
        try:
            return sorted(file for file in self._folder.iterdir() if NAME.fullmatch(file.name))
        except FileNotFoundError:
            return []

    def _months(self) -> Iterator[Month]:
        with self._mending("read"):
            files = self._files()
            for file in files:
                facts = file.stat()
                token = (facts.st_size, facts.st_mtime_ns, facts.st_ino)
                yield Month(file.name, str(file), token, partial(self._whole, file, newest=file == files[-1]))

    def _whole(self, file: Path, *, newest: bool) -> bytes:
        with self._mending("read"):
            return _whole(file, newest=newest)

    def _file_for(self, entry: Entry) -> Path:
        return self._folder / name_for(entry, max((file.name for file in self._files()), default=""))

    def _mend_tail(self) -> None:
        """Finish or set aside what a crash left at the end of the newest file."""
        for file in self._files()[-1:]:
            if _ends_whole(file):
                return
            whole = file.read_bytes()
            end = whole.rfind(b"\n") + 1
            try:
                decode(whole[end:].decode())
            except (LedgerError, UnicodeDecodeError):
                _append(file.with_name(f"{file.name}.torn"), whole[end:] + b"\n")
                os.truncate(file, end)
            else:
                _append(file, b"\n")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        _make(self._folder)
        try:
            with FileLock(self._folder / ".lock", timeout=self._lock_seconds):
                yield
        except Timeout:
            raise LedgerError(BUSY.format(folder=self._folder, seconds=self._lock_seconds)) from None

    @contextmanager
    def _mending(self, done: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            why = os.strerror(error.errno) if error.errno else str(error)
            raise LedgerError(
                BROKEN.format(place=error.filename or self._folder, done=done, why=why)
            ) from error


def _whole(file: Path, *, newest: bool) -> bytes:
    """Return the bytes of a file without a last line that a crash left unfinished."""
    raw = file.read_bytes()
    end = raw.rfind(b"\n") + 1
    if newest and end < len(raw):
        try:
            decode(raw[end:].decode())
        except (LedgerError, UnicodeDecodeError):
            LOG.warning("%s:%d: %s", file, raw.count(b"\n") + 1, TORN)
            return raw[:end]
    return raw


def _lines(file: Path, start: int, *, newest: bool) -> Iterator[tuple[str, Entry]]:
    with file.open("rb") as lines:
        number = lines.read(start).count(b"\n")
        offset = start
        for line in lines:
            number += 1
            # a last line that lacks nothing but its newline counts as if it had one
            offset += len(line.rstrip(b"\n")) + 1
            try:
                entry = decode(line.decode())
            except (LedgerError, UnicodeDecodeError) as error:
                if newest and not line.endswith(b"\n"):
                    LOG.warning("%s:%d: %s", file, number, TORN)
                    return
                raise unreadable(str(file), number, error) from None
            yield f"{file.name}:{offset}", entry


def _ends_whole(file: Path) -> bool:
    with file.open("rb") as lines:
        if lines.seek(0, os.SEEK_END) == 0:
            return True
        lines.seek(-1, os.SEEK_END)
        return lines.read() == b"\n"


def _append(file: Path, data: bytes) -> None:
    """Write all of `data` at the end, or nothing; the bytes and a new name survive a power cut."""
    fresh = not file.exists()
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    descriptor = os.open(file, flags, 0o644)
    try:
        before = os.fstat(descriptor).st_size
        try:
            rest = data
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
        except OSError:
            os.ftruncate(descriptor, before)
            raise
    finally:
        os.close(descriptor)
    if fresh:
        _keep_names(file.parent)


def _make(folder: Path) -> None:
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for made in missing:
        _keep_names(made.parent)


def _keep_names(folder: Path) -> None:
    """Make new names in `folder` survive a power cut; Windows does that by itself."""
    with suppress(*NOT_NEEDED):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
