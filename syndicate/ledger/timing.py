"""How late posts went out, and how the accounts stand: pure readings, in the order of the entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil

from syndicate.ledger.line import moment
from syndicate.ledger.reading import FREE, at, holds, step
from syndicate.model import Entry, EntryKind, KeyState, State

MONTH = timedelta(days=30)
POSTED = frozenset({EntryKind.SENT, EntryKind.FOUND})
# why a post was given back for a reason that is not its account's: see workflows/sending.py
NOT_ITS_FAULT = frozenset({"taken", "held"})


@dataclass(frozen=True, slots=True)
class Late:
    """How long posts lay between the moment when they might have gone out and when they did, in minutes."""

    posts: int
    p50: int
    p95: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How one account stands: `ok`, `failed`, `held`, `in doubt` or `waiting`; `sent` is its last post."""

    state: str = "ok"
    sent: datetime | None = None


def late(entries: Iterable[Entry], now: datetime) -> Late | None:
    """Return how late the posts of the last 30 days went out, None where none has its moment noted.

    The moment is the first that a claim of the key noted (`due`): attempts that failed make it no
    later. A post that was found again counts as sent when it was claimed.
    """
    dues: dict[str, datetime] = {}
    claims: dict[str, datetime] = {}
    sent: dict[str, datetime] = {}
    for entry in entries:
        if entry.kind is EntryKind.CLAIM:
            claims[entry.key] = entry.at
            if "due" in entry.data:
                dues.setdefault(entry.key, moment(entry.data["due"]))
        elif entry.kind in POSTED:
            when = entry.at if entry.kind is EntryKind.SENT else claims.get(entry.key, entry.at)
            sent.setdefault(entry.key, when)
    lately = [key for key, when in sent.items() if key in dues and now - MONTH < when <= now]
    minutes = sorted(max(0, int((sent[key] - dues[key]).total_seconds() // 60)) for key in lately)
    return Late(len(minutes), _ranked(minutes, 50), _ranked(minutes, 95)) if minutes else None


def dues(entries: Iterable[Entry]) -> dict[str, datetime]:
    """Return the moment from which each claimed key might have gone out: the first that was noted."""
    found: dict[str, datetime] = {}
    for entry in entries:
        if entry.kind is EntryKind.CLAIM and "due" in entry.data:
            found.setdefault(entry.key, moment(entry.data["due"]))
    return found


def freed(entries: Iterable[Entry]) -> dict[str, datetime]:
    """Return when a person last let something go: a hold by its scope, an approval by `article:UID/LANG`."""
    found: dict[str, datetime] = {}
    for entry in entries:
        if entry.kind is EntryKind.RELEASE:
            found[entry.data["scope"]] = entry.at
        elif entry.kind is EntryKind.APPROVAL:
            found[f"article:{entry.key}"] = entry.at
    return found


def standings(entries: Sequence[Entry], accounts: Iterable[str], now: datetime) -> dict[str, Standing]:
    """Return how each account stands at `now`: held, in doubt, waiting, or by its last outcome."""
    found = {name: Standing() for name in accounts}
    keys: dict[str, KeyState] = {}
    for entry in entries:
        if not entry.key or entry.kind is EntryKind.APPROVAL:
            continue
        state = keys[entry.key] = step(keys.get(entry.key, FREE), entry)
        name = state.claim.data["account"] if state.claim else ""
        if name in found:
            found[name] = _after(found[name], entry, state)
    held = holds(entries)
    waits = {s.claim.data["account"]: s.state for s in _open(keys.values(), now) if s.claim}
    for name, standing in found.items():
        if {"all", f"account:{name}"} & set(held):
            found[name] = replace(standing, state="held")
        elif name in waits:
            found[name] = replace(standing, state=str(waits[name]))
    return found


def _after(standing: Standing, entry: Entry, state: KeyState) -> Standing:
    if entry.kind in POSTED:
        when = state.claim.at if state.claim and entry.kind is EntryKind.FOUND else entry.at
        return Standing("ok", max(when, standing.sent or when))
    refused = entry.kind is EntryKind.REJECTED
    if refused or (entry.kind is EntryKind.RELEASED and entry.data.get("why") not in NOT_ITS_FAULT):
        return replace(standing, state="failed")
    return standing


def _open(states: Iterable[KeyState], now: datetime) -> list[KeyState]:
    """Return the keys that are waiting or in doubt, doubt last: it weighs more."""
    found = [s for s in (at(state, now) for state in states) if s.state in (State.WAITING, State.IN_DOUBT)]
    return sorted(found, key=lambda s: s.state is State.IN_DOUBT)


def _ranked(ordered: Sequence[int], percent: int) -> int:
    # the nearest rank: a number that really occurred
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]
