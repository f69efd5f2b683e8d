"""What the entries of a ledger mean: pure, the same for every store, in the order of the entries.

The clock only says whether a lease or a wait is over; it never orders entries, since the clocks of
two runners differ. docs/operations.md draws the states.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from syndicate.ledger.line import moment
from syndicate.model import Approval, Entry, EntryKind, KeyState, Posted, Receipt, Role, State

FREE = KeyState(State.FREE)
PROOF = frozenset({EntryKind.SENT, EntryKind.FOUND, EntryKind.ADOPTED})
SETTLED = frozenset({State.POSTED, State.DROPPED})
OPEN = frozenset({State.CLAIMED, State.IN_DOUBT})


def fold(entries: Iterable[Entry], now: datetime) -> KeyState:
    """Return what the entries of one key say together at `now` (aware)."""
    state = FREE
    for entry in entries:
        state = step(state, entry)
    return at(state, now)


def states(entries: Iterable[Entry], keys: Iterable[str], now: datetime) -> dict[str, KeyState]:
    """Return the state of each of `keys` at `now` in one pass; keeps nothing of the other keys."""
    found = dict.fromkeys(keys, FREE)
    for entry in entries:
        if entry.key in found:
            found[entry.key] = step(found[entry.key], entry)
    return {key: at(state, now) for key, state in found.items()}


def step(state: KeyState, entry: Entry) -> KeyState:
    """Return the state after one more entry, before any look at the clock.

    Proof that the post exists beats everything, then a person's word. What is said about an earlier
    attempt than the last claimed one comes too late and changes nothing; doubt about the last attempt
    is believed, whatever was said before.
    """
    kind, now = entry.kind, state
    if kind in PROOF:
        receipt = Receipt(entry.data["id"], entry.data["url"]) if "url" in entry.data else None
        now = replace(state, state=State.POSTED, receipt=state.receipt or receipt, until=None)
    elif state.state not in SETTLED:
        if kind is EntryKind.DROPPED:
            now = replace(state, state=State.DROPPED, until=None)
        elif kind is EntryKind.CLAIM:
            now = KeyState(State.CLAIMED, entry.attempt, entry)
        elif entry.attempt == state.attempt:
            now = _outcome(state, entry)
    return now


def at(state: KeyState, now: datetime) -> KeyState:
    """Return the state as it stands at `now`: a lease that ended leaves doubt, a wait that ended frees.

    Of a key in doubt, `until` is the moment since which it is.
    """
    if state.state is State.CLAIMED and state.claim:
        lease = moment(state.claim.data["lease"])
        return replace(state, state=State.IN_DOUBT, until=lease) if lease <= now else state
    if state.state is State.WAITING and state.until and state.until <= now:
        return replace(state, state=State.FREE, until=None)
    return state


def ours(entries: Iterable[Entry], claims: Sequence[Entry], now: datetime) -> tuple[Entry, ...]:
    """Return those claims that may be written: the comparison of the compare-and-swap.

    The key must be free, or refused with another body than this one, and the claim must be made on
    the last reading: its attempt is the next one. Of two claims of one key the first is taken.
    """
    found = states(entries, [claim.key for claim in claims], now)
    taken = []
    for claim in claims:
        state = found[claim.key]
        mended = (
            state.state is State.REJECTED
            and state.claim is not None
            and state.claim.data["body"] != claim.data["body"]
        )
        if (state.state is State.FREE or mended) and claim.attempt == state.attempt + 1:
            found[claim.key] = step(state, claim)
            taken.append(claim)
    return tuple(taken)


def lacking(entries: Iterable[Entry], found: Sequence[Entry], now: datetime) -> tuple[Entry, ...]:
    """Return those of `found` (claims, proof) that these entries lack: the comparison of a repair.

    Of a key that is posted there is nothing to add; one that was claimed before needs no other claim, and
    what is in doubt is left to a look at the network.
    """
    known = states(entries, [entry.key for entry in found if entry.key], now)
    return tuple(entry for entry in found if not entry.key or _lacks(known[entry.key], entry))


def _lacks(state: KeyState, entry: Entry) -> bool:
    if entry.kind is EntryKind.ADOPTED:
        return state.state not in SETTLED | OPEN
    return state.state is not State.POSTED and (entry.kind is not EntryKind.CLAIM or state.claim is None)


def posted(entries: Iterable[Entry]) -> tuple[Posted, ...]:
    """Return what the plan needs: every key that was posted, adopted, dropped by a person or is open.

    A dropped key counts as shared, so that nothing is planned over a person's no. The time is that
    of the post; for one that was found again, or is still open, that of its claim.
    """
    found: dict[str, KeyState] = {}
    named: dict[str, Entry] = {}
    when: dict[str, datetime] = {}
    for entry in entries:
        if not entry.key:
            continue
        before = found.get(entry.key, FREE)
        found[entry.key] = after = step(before, entry)
        if after.claim is entry or (entry.kind is EntryKind.ADOPTED and before.state is not State.POSTED):
            named[entry.key] = entry
            when[entry.key] = entry.at
        if entry.kind is EntryKind.SENT and before.state is not State.POSTED:
            when[entry.key] = entry.at
    return tuple(
        _row(entry, when[key], found[key].state in OPEN)
        for key, entry in named.items()
        if found[key].state in SETTLED | OPEN
    )


def approvals(entries: Iterable[Entry]) -> tuple[tuple[str, Approval], ...]:
    """Return (uid/lang, approval), oldest first; whether an approval still fits its text is for rules."""
    found = []
    for entry in entries:
        if entry.kind is EntryKind.APPROVAL:
            said = entry.data
            role, names = Role(said["role"]), tuple(said.get("names", "").split())
            beside, seen = said.get("original", ""), tuple(said.get("parts", "").split())
            made = Approval(
                said["person"], role, said["hash"], entry.at, said["account"], names, beside, seen
            )
            found.append((entry.key, made))
    return tuple(found)


def holds(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return the holds that nobody lifted, by scope: "all", "account:NAME", "article:UID" or "post:KEY".

    A release lifts the hold of its own scope only: releasing "all" leaves an article's own hold. One with
    `until` ends by itself then; it is among these all the same.
    """
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.kind is EntryKind.HOLD:
            found[entry.data["scope"]] = entry
        elif entry.kind is EntryKind.RELEASE:
            found.pop(entry.data["scope"], None)
    return found


def deploys(entries: Iterable[Entry]) -> Mapping[str, str] | None:
    """Return the data of the last deploy (fingerprint, version, target), None before the first."""
    last = None
    for entry in entries:
        if entry.kind is EntryKind.DEPLOY:
            last = entry.data
    return last


def _outcome(state: KeyState, entry: Entry) -> KeyState:
    match entry.kind, state.state:
        case EntryKind.UNKNOWN, _:
            return replace(state, state=State.IN_DOUBT, until=entry.at)
        case EntryKind.ABSENT, State.CLAIMED | State.IN_DOUBT:
            return replace(state, state=State.FREE, until=None)
        case EntryKind.PREPARED, State.CLAIMED:
            return replace(state, prepared={**state.prepared, **entry.data})
        case EntryKind.REJECTED, State.CLAIMED:
            return replace(state, state=State.REJECTED)
        case EntryKind.RELEASED, State.CLAIMED:
            until = entry.data.get("until")
            wait = moment(until) if until else None
            return replace(state, state=State.WAITING if wait else State.FREE, until=wait)
    return state


def _row(entry: Entry, at: datetime, is_open: bool) -> Posted:
    said = entry.data
    return Posted(
        uid=said["uid"],
        lang=said["lang"],
        account=said["account"],
        occasion=said["occasion"],
        at=at,
        variant=int(said.get("variant", "0")),
        open=is_open,
        adopted=entry.kind is EntryKind.ADOPTED,
    )
