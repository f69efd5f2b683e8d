"""Posts of which nobody knows whether they arrived: wait, ask the network, write down the answer.

A claim whose lease ended without an outcome, or a call that could not say, is in doubt. Found ->
posted. Absent -> the same key may go again. Unreadable -> a person settles it; nothing is sent.
What a person had in hand and nobody noted goes to the next good moment once, and is then dropped.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime

from syndicate.channels import Absent, Channel, Found, Look, Unreadable
from syndicate.channels.abilities import Recalls
from syndicate.channels.hand import HAND
from syndicate.channels.lookback import since, sought
from syndicate.errors import ChannelError, ExpertstatusError, LedgerError, SettingsError
from syndicate.ledger.line import encode
from syndicate.ledger.timing import NOBODY
from syndicate.model import Entry, EntryKind, KeyState, State, post_key
from syndicate.workflows import clocks
from syndicate.workflows.standin import NOT_THERE, in_question
from syndicate.workflows.way import Way, entry

LONGEST = 120.0


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one doubtful key: `found`, `absent` or `person` (with the reason in `why`).

    Of one that nobody posted by hand in time: `moved` or `dropped`, or `removed` with its account.
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
        return _removed(way, state, claim)
    chosen = way.account(account).settle
    wait_since(way, state, channel.settle if chosen is None else chosen)
    seen = _seen(way, channel, state, claim)
    if wrong := clocks.wrong(way):  # then its lease may still run
        seen = Unreadable(wrong)
    if isinstance(seen, Found):
        data = {"id": seen.receipt.id, "url": seen.receipt.url}
        found = entry(way, EntryKind.FOUND, key, state.attempt, data)
        try:
            encode(found)
        except LedgerError as error:  # an answer that no ledger takes: the other accounts go on
            return Settled(key, account, "person", why=str(error))
        way.ledger.append(found)
        return Settled(key, account, "found", seen.receipt.url)
    if isinstance(seen, Absent):
        return _absent(way, state, claim)
    return Settled(key, account, "person", why=seen.why)


def _seen(way: Way, channel: Channel, state: KeyState, claim: Entry) -> Look:
    try:
        return _look(way, channel, state, claim)
    except ChannelError as error:
        return Unreadable(way.door.redact(str(error)))
    except ExpertstatusError:
        raise
    except Exception as error:
        return Unreadable(f"{type(error).__name__} while looking for it")


def _look(way: Way, channel: Channel, state: KeyState, claim: Entry) -> Look:
    """Ask the network; that it does not show what a person had in hand is no proof that it is not there.

    A person posts at no place of ours, so that only all own posts can show it.
    """
    prepared = replace(claim, data={**state.prepared, **claim.data})
    if getattr(channel, "patience", 0.0) or not in_question(way, claim):
        return channel.find(prepared)
    if isinstance(channel, Recalls):
        seen = sought(prepared, channel.recall(since(claim)))
    else:
        seen = channel.find(prepared)
    if isinstance(seen, Absent):
        return Unreadable(HANDED.format(account=channel.account, marker=claim.data["marker"]))
    return seen


def _removed(way: Way, state: KeyState, claim: Entry) -> Settled:
    """Drop the card of an account that is no longer there; what was sent by its API is left to a person."""
    key, account = claim.key, claim.data["account"]
    why = f"the account {account} is no longer in SYNDICATE_ACCOUNTS"
    if claim.data.get("by") != HAND:
        return Settled(key, account, "person", why=why)
    way.ledger.append(entry(way, EntryKind.DROPPED, key, state.attempt, {"person": NOBODY}))
    return Settled(key, account, "removed", why=f"{why}: its card is dropped. `invoke posted` still notes it")


def _absent(way: Way, state: KeyState, claim: Entry) -> Settled:
    """Let the post go again; one that nobody posted by hand in time only once, and then drop it."""
    key, account, by_hand = claim.key, claim.data["account"], claim.data.get("by") == HAND
    if by_hand and _was_missed(way, claim):
        way.ledger.append(entry(way, EntryKind.DROPPED, key, state.attempt, {"person": NOBODY}))
        return Settled(key, account, "dropped", why=DROPPED)
    way.ledger.append(entry(way, EntryKind.ABSENT, key, state.attempt))
    return Settled(key, account, "moved", why=MOVED) if by_hand else Settled(key, account, "absent")


def _was_missed(way: Way, claim: Entry) -> bool:
    """Tell whether nobody posted an earlier card of this key in time."""
    mine = [e for e in way.ledger.of(claim.data["uid"]) if e.key == claim.key]
    hands = {e.attempt for e in mine if e.kind is EntryKind.CLAIM and e.data.get("by") == HAND}
    hands.discard(claim.attempt)
    return any(e.kind is EntryKind.ABSENT and e.attempt in hands for e in mine)


HANDED = (
    "somebody had its card. Look on {account} for the post of this article (with {marker} in its link, or "
    "without a link)"
)
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
        if state.claim and in_question(way, state.claim):
            way.ledger.append(entry(way, EntryKind.UNKNOWN, key, state.attempt, {"why": NOT_THERE}))
        way.ledger.append(entry(way, EntryKind.ABSENT, key, state.attempt))
    way.tell(f"{key}: settled by {person} at {_clock(way.moment())}")


def _clock(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
