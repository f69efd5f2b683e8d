"""How late posts went out, and how the accounts stand: pure readings, in the order of the entries."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil

from syndicate.ledger.line import moment
from syndicate.ledger.reading import FREE, SETTLED, at, step
from syndicate.model import Entry, EntryKind, KeyState, State

MONTH = timedelta(days=30)
POSTED = frozenset({EntryKind.SENT, EntryKind.FOUND})
# all that says how posts and accounts fare
WATCHED = (
    EntryKind.CLAIM, EntryKind.SENT, EntryKind.FOUND, EntryKind.RELEASED, EntryKind.REJECTED,
    EntryKind.UNKNOWN, EntryKind.ABSENT, EntryKind.DROPPED, EntryKind.ADOPTED,
)  # fmt: skip
# why a post was given back for a reason that is not its account's: see workflows/sending.py
NOT_ITS_FAULT = frozenset({"taken", "held", "cap"})
# who dropped what nobody posted by hand: see workflows/doubt.py
NOBODY = "nobody"
WEIGHTS = ("by hand", str(State.WAITING), str(State.IN_DOUBT))


@dataclass(frozen=True, slots=True)
class Late:
    """How long posts lay between the moment when they might have gone out and when they did, in minutes."""

    posts: int
    p50: int
    p95: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How one account stands: `ok`, `failed`, `held`, `in doubt`, `waiting`, `by hand` (a person has a post)
    or `missed` (nobody posted it in time); `sent` is its last post.
    """

    state: str = "ok"
    sent: datetime | None = None


class Lateness:
    """How late the posts of the last 30 days before `now` went out, from the entries that it takes in order.

    The moment is the first that a claim of the key noted (`due`): attempts that failed make it no
    later. A post that was found again counts as sent when it was claimed.
    """

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._open: dict[str, tuple[datetime | None, datetime]] = {}
        self._minutes: list[int] = []

    def take(self, entry: Entry) -> None:
        """Take one more entry into account."""
        if entry.kind is EntryKind.CLAIM:
            due, _ = self._open.get(entry.key, (None, entry.at))
            if due is None and "due" in entry.data:
                due = moment(entry.data["due"])
            self._open[entry.key] = due, entry.at
        elif entry.kind in POSTED:
            due, claimed = self._open.pop(entry.key, (None, entry.at))
            when = entry.at if entry.kind is EntryKind.SENT else claimed
            if due and self._now - MONTH < when <= self._now:
                self._minutes.append(max(0, int((when - due).total_seconds() // 60)))

    @property
    def late(self) -> Late | None:
        """Return the figures, None where no post has its moment noted."""
        minutes = sorted(self._minutes)
        return Late(len(minutes), _ranked(minutes, 50), _ranked(minutes, 95)) if minutes else None


def dues(states: Mapping[str, KeyState]) -> dict[str, datetime]:
    """Return the moment from which each claimed key might have gone out, as its last claim noted it.

    A claim after a failure notes no later moment than the one before.
    """
    claims = {key: state.claim for key, state in states.items()}
    return {key: moment(claim.data["due"]) for key, claim in claims.items() if claim and "due" in claim.data}


def freed(entries: Iterable[Entry]) -> dict[str, datetime]:
    """Return when a person last let something go: a hold by its scope, a yes by that of its text or post."""
    found: dict[str, datetime] = {}
    for entry in entries:
        if entry.kind is EntryKind.RELEASE:
            found[entry.data["scope"]] = entry.at
        elif entry.kind is EntryKind.APPROVAL:
            what = "post" if entry.key.count("/") > 1 else "article"
            found[f"{what}:{entry.key}"] = entry.at
    return found


class Accounts:
    """How accounts stand, from the entries that it takes in order: by the last outcome of each.

    Of a post that is over only its account and the time of its claim are kept.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._found = {name: Standing() for name in names}
        self._keys: dict[str, KeyState] = {}
        self._over: dict[str, tuple[str, datetime]] = {}

    def take(self, entry: Entry) -> None:
        """Take one more entry into account."""
        if not entry.key or entry.kind is EntryKind.APPROVAL:
            return
        by_hand = False
        if entry.key not in self._over:
            state = self._keys[entry.key] = step(self._keys.get(entry.key, FREE), entry)
            if state.claim is None:
                return
            name, claimed = state.claim.data["account"], state.claim.at
            by_hand = "by" in state.claim.data
            if state.state in SETTLED:
                del self._keys[entry.key]
                self._over[entry.key] = name, claimed
        else:
            name, claimed = self._over[entry.key]
        if name in self._found:
            self._found[name] = _after(self._found[name], entry, claimed, by_hand=by_hand)

    def standings(self, held: Container[str], now: datetime) -> dict[str, Standing]:
        """Return how each account stands at `now`: held, in doubt, waiting, or by its last outcome.

        `held` are the scopes that a person holds.
        """
        waits = {s.claim.data["account"]: _word(s) for s in _open(self._keys.values(), now) if s.claim}
        found = dict(self._found)
        for name, standing in self._found.items():
            if "all" in held or f"account:{name}" in held:
                found[name] = replace(standing, state="held")
            elif name in waits:
                found[name] = replace(standing, state=waits[name])
        return found


def _after(standing: Standing, entry: Entry, claimed: datetime, *, by_hand: bool) -> Standing:
    if entry.kind in POSTED:
        when = claimed if entry.kind is EntryKind.FOUND else entry.at
        return Standing("ok", max(when, standing.sent or when))
    if (by_hand and entry.kind is EntryKind.ABSENT) or entry.data.get("person") == NOBODY:
        return replace(standing, state="missed")
    refused = entry.kind is EntryKind.REJECTED
    if refused or (entry.kind is EntryKind.RELEASED and entry.data.get("why") not in NOT_ITS_FAULT):
        return replace(standing, state="failed")
    return standing


def _open(states: Iterable[KeyState], now: datetime) -> list[KeyState]:
    """Return the keys that are by hand, waiting or in doubt, in this order: doubt weighs most."""
    found = [s for s in (at(state, now) for state in states) if _word(s) in WEIGHTS]
    return sorted(found, key=lambda s: WEIGHTS.index(_word(s)))


def _word(state: KeyState) -> str:
    by_hand = state.state is State.CLAIMED and state.claim is not None and "by" in state.claim.data
    return "by hand" if by_hand else str(state.state)


def _ranked(ordered: Sequence[int], percent: int) -> int:
    # the nearest rank: a number that really occurred
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]
