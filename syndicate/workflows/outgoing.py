"""The last look before anything leaves: no configured secret in it, in any dress.

What is found is named by file or field and by the variable, never by its value, and nothing leaves.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from syndicate.errors import SettingsError
from syndicate.http.redaction import GUARDED, Redaction, Search
from syndicate.ledger import Ledger
from syndicate.ledger.line import encode
from syndicate.model import Entry, EntryKind, KeyState, Payload, Posted
from syndicate.settings import Settings

# what is written after a network was called: its words are masked, since the outcome must be kept
OUTCOMES = frozenset(
    {
        EntryKind.PREPARED, EntryKind.SENT, EntryKind.FOUND, EntryKind.RELEASED, EntryKind.REJECTED,
        EntryKind.UNKNOWN, EntryKind.ABSENT, EntryKind.TRIAL,
    }
)  # fmt: skip
PASSED = frozenset({".git", "__pycache__", "node_modules"})


def search(settings: Settings) -> Search:
    """Return what finds the secrets of this run."""
    return Search(settings.held)


def too_short(settings: Settings) -> Iterator[str]:
    """Yield a sentence for each account's secret that is too short to be looked for."""
    for secrets in settings.secrets.values():
        for name, value in secrets.items():
            if len(value) < GUARDED:
                yield (
                    f"{secrets.variable(name)} has fewer than {GUARDED} signs: it is hidden wherever said, "
                    "but too short to be looked for in what leaves. Real tokens are longer."
                )


def refuse_in_sources(settings: Settings) -> None:
    """Raise SettingsError where a text, a picture, a name of a file, or the theme holds a secret.

    What is private is never built, and stays out.
    """
    looking = search(settings)
    if not looking:
        return
    theme = settings.root / str(settings.pelican.get("THEME") or "theme")
    folders = dict.fromkeys((settings.content, theme.resolve()))
    files = (f for folder in folders if folder.is_dir() for f in _files(folder, settings.private))
    _refuse_files(
        looking, settings.root, (*files, settings.root / "pelicanconf.py", settings.root / "tasks.py")
    )


def refuse_in_folder(settings: Settings, folder: Path) -> None:
    """Raise SettingsError where a file of a built folder, or its name, holds a secret."""
    looking = search(settings)
    if looking:
        _refuse_files(looking, folder.parent, _files(folder))


def refuse_in_payloads(settings: Settings, payloads: Iterable[Payload]) -> None:
    """Raise SettingsError where what a network would get holds a secret."""
    looking = search(settings)
    for payload in payloads:
        refuse(
            looking, f"the post {payload.key}", f"{payload!r}\n{payload.text}\n{payload.body}\n{payload.alt}"
        )


def refuse(looking: Search, where: str, data: bytes | str) -> None:
    """Raise SettingsError where `data` holds a secret; `where` says what it is."""
    name = looking.within(data)
    if name:
        raise SettingsError(_found(looking, where, name))


class Guarded:
    """A ledger into which no secret is written."""

    def __init__(self, ledger: Ledger, settings: Settings) -> None:
        self._ledger = ledger
        self._search = search(settings)
        self._redact = Redaction(settings.secret_values)

    def state(self, keys: Iterable[str], now: datetime) -> Mapping[str, KeyState]:
        """Return the folded state of each key."""
        return self._ledger.state(keys, now)

    def since(self, cursor: str) -> Iterator[tuple[str, Entry]]:
        """Stream (cursor, entry), oldest first."""
        return self._ledger.since(cursor)

    def only(self, *kinds: EntryKind) -> Iterator[Entry]:
        """Stream the entries of these kinds, oldest first."""
        return self._ledger.only(*kinds)

    def of(self, uid: str) -> Iterator[Entry]:
        """Stream the entries of one article's keys."""
        return self._ledger.of(uid)

    def posted(self) -> tuple[Posted, ...]:
        """Return what the plan needs."""
        return self._ledger.posted()

    def claim(self, claims: Sequence[Entry], now: datetime) -> tuple[Entry, ...]:
        """Write the claims that are free; raises SettingsError before any of them is written."""
        for one in claims:
            refuse(self._search, f"the ledger's line of {one.key}", encode(one))
        return self._ledger.claim(claims, now)

    def restore(
        self, found: Sequence[Entry], now: datetime, *, lost: Sequence[Entry] = ()
    ) -> tuple[Entry, ...]:
        """Write what was found again; raises SettingsError before any of it is written."""
        for one in found:
            refuse(self._search, f"the ledger's line of {one.key}", encode(one))
        return self._ledger.restore(found, now, lost=lost)

    def append(self, entry: Entry) -> None:
        """Write one entry; raises SettingsError, but of an outcome only the secret is left out."""
        if self._search.within(encode(entry)):
            if entry.kind not in OUTCOMES:
                refuse(self._search, f"the ledger's line {entry.kind} {entry.key}".rstrip(), encode(entry))
            entry = replace(entry, data={name: self._redact(value) for name, value in entry.data.items()})
        self._ledger.append(entry)


def _files(folder: Path, private: Path | None = None) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(f for f in folders if f not in PASSED and here / f != private)
        yield from (here / name for name in sorted(names))


def _refuse_files(looking: Search, root: Path, files: Iterable[Path]) -> None:
    for file in files:
        place = file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)
        refuse(looking, place, place)
        try:
            data = file.read_bytes()
        except OSError:  # gone, a broken link, not ours to read: whoever needs it says so
            continue
        refuse(looking, place, data)


def _found(looking: Search, where: str, name: str) -> str:
    shown = where if not looking.within(where) else "the name of a file or a key"
    return (
        f"{shown}: the value of {name} stands in it, so nothing left this machine. Renew that secret first, "
        "then take the old one out (docs/incident.md)."
    )
