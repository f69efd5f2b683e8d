"""Posts of which nobody knows whether they arrived: wait, ask the network, write down the answer.

A claim whose lease ended without an outcome, or a call that could not say, is in doubt. Found ->
posted. Absent -> the same key may go again. Unreadable -> a person settles it; nothing is sent.
What a person had in hand and nobody noted goes to the next good moment once, and is then dropped.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime

from syndicate.channels import Absent, Found, Unreadable
from syndicate.errors import ChannelError, ExpertstatusError, SettingsError
from syndicate.ledger.timing import NOBODY
from syndicate.model import Entry, EntryKind, KeyState, State, post_key
from syndicate.workflows import clocks
from syndicate.workflows.way import Way, entry

LONGEST = 120.0


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one doubtful key: `found`, `absent` or `person` (with the reason in `why`).

    Of one that nobody posted by hand in time: `moved` or `dropped`.
    """

    key: str
    account: str
    outcome: str
    url: str = ""
    why: str = ""


def doubtful(way: Way) -> dict[str, tuple[KeyState, Entry]]:
    """Return the keys that are in doubt now, with their state and their claim."""
    keys = [post_key(p.uid, p.lang, p.account, p.occasion) for p in way.ledger.posted() if p.open]
    states = way.ledger.state(keys, way.moment())
    return {k: (s, s.claim) for k, s in states.items() if s.state is State.IN_DOUBT and s.claim}


def settle(way: Way) -> tuple[Settled, ...]:
    """Ask every network about its doubtful posts, once its settle time has passed."""
    return tuple(_ask(way, key, state, claim) for key, (state, claim) in doubtful(way).items())


def _ask(way: Way, key: str, state: KeyState, claim: Entry) -> Settled:
    account = claim.data["account"]
    channel = way.channels.get(account)
    if channel is None:
        return Settled(
            key, account, "person", why=f"the account {account} is no longer in SYNDICATE_ACCOUNTS"
        )
    chosen = way.account(account).settle
    wait_since(way, state, channel.settle if chosen is None else chosen)
    try:
        seen = channel.find(replace(claim, data={**state.prepared, **claim.data}))
    except ChannelError as error:
        return Settled(key, account, "person", why=way.door.redact(str(error)))
    except ExpertstatusError:
        raise
    except Exception as error:
        return Settled(key, account, "person", why=f"{type(error).__name__} while looking for it")
    if wrong := clocks.wrong(way):  # then its lease may still run
        seen = Unreadable(wrong)
    if isinstance(seen, Found):
        data = {"id": seen.receipt.id, "url": seen.receipt.url}
        way.ledger.append(entry(way, EntryKind.FOUND, key, state.attempt, data))
        return Settled(key, account, "found", seen.receipt.url)
    if isinstance(seen, Absent):
        return _absent(way, state, claim)
    return Settled(key, account, "person", why=seen.why)


def _absent(way: Way, state: KeyState, claim: Entry) -> Settled:
    """Let the post go again; one that nobody posted by hand in time only once, and then drop it."""
    key, account, by_hand = claim.key, claim.data["account"], claim.data.get("by") == "hand"
    if by_hand and _was_missed(way, claim):
        way.ledger.append(entry(way, EntryKind.DROPPED, key, state.attempt, {"person": NOBODY}))
        return Settled(key, account, "dropped", why=DROPPED)
    way.ledger.append(entry(way, EntryKind.ABSENT, key, state.attempt))
    return Settled(key, account, "moved", why=MOVED) if by_hand else Settled(key, account, "absent")


def _was_missed(way: Way, claim: Entry) -> bool:
    """Tell whether nobody posted an earlier card of this key in time."""
    mine = [e for e in way.ledger.of(claim.data["uid"]) if e.key == claim.key]
    hands = {e.attempt for e in mine if e.kind is EntryKind.CLAIM and e.data.get("by") == "hand"}
    return any(e.kind is EntryKind.ABSENT and e.attempt in hands for e in mine)


MOVED = "nobody posted it by hand in time: it moves to the next good moment"
DROPPED = "nobody posted it by hand in time, twice: it is dropped. `invoke posted` still notes it"


def wait_since(way: Way, state: KeyState, seconds: float) -> None:
    """Sleep until `seconds` have passed since the key became doubtful (at most two minutes)."""
    if way.settings.clock is None and state.until is not None:
        gone = (way.moment() - state.until).total_seconds()
        time.sleep(max(0.0, min(seconds - gone, LONGEST)))


def by_person(way: Way, key: str, *, url: str, person: str) -> None:
    """Write down what a person saw: the post's address, or "" where it is not on the network.

    Raises SettingsError where the key is no longer in doubt: another run may have settled it.
    """
    state = way.ledger.state([key], way.moment())[key]
    if state.state is not State.IN_DOUBT:
        raise SettingsError(f"{key} is no longer in doubt: it is {state.state}. Nothing was written.")
    if url:
        way.ledger.append(entry(way, EntryKind.FOUND, key, state.attempt, {"id": url, "url": url}))
    else:
        way.ledger.append(entry(way, EntryKind.ABSENT, key, state.attempt))
    way.tell(f"{key}: settled by {person} at {_clock(way.moment())}")


def _clock(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
