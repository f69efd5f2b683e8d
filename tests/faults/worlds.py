"""What the small model is made of: its times, its network, its runners, and which worlds are alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from syndicate.ledger import reading
from syndicate.ledger.line import moment
from syndicate.model import Entry, EntryKind, KeyState, State

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
TICK = timedelta(minutes=1)
LEASE, NEEDED, SETTLE, LAG, KEY_LIFE = 2, 1, 1, 1, 6
FOR_EVER = 10**9
OPEN = reading.OPEN
FREE = reading.FREE
KEYS = ("first", "second")


@dataclass(frozen=True)
class Rules:
    """What the protocol keeps to; a mutation takes one of them away."""

    settle_wait: bool = True
    send_before_noting: bool = True
    lease: bool = True
    look_again: bool = True
    one_create: bool = True


@dataclass(frozen=True)
class Network:
    """What a network offers: to be read, a key of how many ticks (0: none), a lag of its own reads."""

    readable: bool = True
    key: int = 0
    lag: int = LAG


@dataclass(frozen=True)
class Runner:
    """One runner at one step; `key` is which key it is at, `runs` how often it may still start."""

    step: str = "start"
    key: int = 0
    runs: int = 1
    name: str = ""
    after: bool = False
    doubts: tuple[tuple[int, int, int], ...] = ()
    claims: tuple[tuple[int, int, int], ...] = ()
    noting: str = ""
    deadline: int | None = None


@dataclass(frozen=True)
class World:
    """All there is: the folded memory, what the network holds (post, visible since), clock, faults left."""

    now: int
    memory: tuple[KeyState, ...]
    posts: tuple[tuple[tuple[int, int], ...], ...]
    runners: tuple[Runner, ...]
    faults: int
    pauses: int


@dataclass
class Verdict:
    """The worst that can happen: posts of one key, one that was lost, one that waits for a person."""

    worlds: int = 0
    posts: int = 0
    lost: bool = False
    person: bool = False
    how: tuple[str, ...] = ()


OVER = Runner(step="over", runs=0)
Made = TypeVar("Made", Runner, World)


def changed(made: Made, **fields: Any) -> Made:
    """Return the same with other fields; dataclasses.replace takes several times as long."""
    new = object.__new__(type(made))
    new.__dict__.update(made.__dict__, **fields)
    return new


@cache
def when(tick: int) -> datetime:
    """Return the moment of a tick."""
    return START + tick * TICK


def ticks(at: datetime) -> int:
    """Return the tick of a moment."""
    return (at - START) // TICK


def terms(lease: int) -> dict[str, str]:
    """Return what a claim says."""
    return {"lease": when(lease).isoformat(), "body": "b"}


def spent(world: World) -> World:
    """Return the world with one fault fewer to come."""
    return changed(world, faults=world.faults - 1)


def flat(path: object) -> tuple[str, ...]:
    """Return the names of all steps of a path."""
    found: list[str] = []
    while path:
        path, name = path  # type: ignore[misc]  # a path is () or (path before, name)
        found.append(name)
    return tuple(reversed(found))


def form(world: World, network: Network) -> object:
    """Return what tells this world from others: what can no longer matter is left out.

    Times count from now on, attempts from the last one; the two runners are alike but for their steps.
    """
    now, last = world.now, [state.attempt for state in world.memory]
    runners = []
    for r in world.runners:
        holds = [s.claim is not None and s.claim.run == r.name and s.state in OPEN for s in world.memory]
        doubts = [(k, a == last[k], max(t + SETTLE - now, 0)) for k, a, t in r.doubts]
        claims = [(k, a - last[k] if a >= last[k] else -1, max(t - now, 0)) for k, a, t in r.claims]
        cut = None if r.deadline is None else r.deadline - now
        known = (tuple(doubts), tuple(claims), tuple(holds), cut)
        runners.append((r.step, r.runs, r.after, r.noting, *known))
    memory = []
    for s in world.memory:
        opened = s.state in OPEN
        lease = opened and s.claim and max(leased(s.claim.data["lease"]) + SETTLE - now, 0)
        until = opened and s.until and max(ticks(s.until) + SETTLE - now, 0)
        memory.append((s.state, bool(s.attempt), lease, until))
    posts = [tuple([(kept(network, made, now), max(seen - now, 0)) for made, seen in p]) for p in world.posts]
    return tuple(memory), tuple(posts), tuple(sorted(runners, key=hash)), world.faults, world.pauses


@cache
def leased(text: str) -> int:
    """Return the tick at which a lease ends."""
    return ticks(moment(text))


def kept(network: Network, made: int, now: int) -> int:
    """Return how long the network still knows the key of a post; "for ever" is one long time."""
    return min(max(made + network.key - now, 0), KEY_LIFE)


def posted(world: World, network: Network, key: int) -> World:
    """Return the world in which the network has taken one more post of this key."""
    held = world.posts[key]
    if any(world.now - made < network.key for made, _ in held):
        return world  # the network knows this key, and answers with the post that it has
    posts = list(world.posts)
    posts[key] = (*held, (world.now, world.now + network.lag))
    return changed(world, posts=tuple(posts))


def doubted(rules: Rules, state: KeyState, now: int) -> KeyState:
    """Return how a key stands at a tick; without the rule of the lease, a claim is in doubt at once."""
    if not rules.lease and state.state is State.CLAIMED and state.claim:
        return replace(state, state=State.IN_DOUBT, until=state.claim.at)
    return reading.at(state, when(now))


def ours(state: KeyState, made: Entry, world: World) -> bool:
    """Ask `reading.ours` about a key that stands like this."""
    history = [state.claim] if state.claim else []
    if state.state is State.IN_DOUBT and state.claim:
        history.append(replace(state.claim, kind=EntryKind.UNKNOWN))
    elif state.state is State.FREE and state.claim:
        history.append(replace(state.claim, kind=EntryKind.ABSENT))
    elif state.state is State.POSTED and state.claim:
        history.append(replace(state.claim, kind=EntryKind.SENT, data={"id": "1", "url": "u"}))
    assert reading.fold(history, when(world.now)).state is reading.at(state, when(world.now)).state
    return bool(reading.ours(history, [made], when(world.now)))


def entry(
    world: World, kind: EntryKind, key: int, attempt: int, *, data: dict[str, str], run: str = ""
) -> Entry:
    """Return an entry of this moment."""
    return Entry(kind, when(world.now), KEYS[key], run, attempt, data)


def weigh(world: World, path: object, verdict: Verdict) -> None:
    """Count what this world has come to, where it is the worst so far."""
    for key, state in enumerate(world.memory):
        count, seen = len(world.posts[key]), reading.at(state, when(world.now)).state
        waits = seen is State.IN_DOUBT
        lost = count == 0 and not waits
        if count > verdict.posts or (lost and not verdict.lost):
            verdict.how = flat(path)
        verdict.posts = max(verdict.posts, count)
        verdict.lost |= lost
        verdict.person |= waits
