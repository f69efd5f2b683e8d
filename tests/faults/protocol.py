"""An exhaustive small model of how one post goes out: every interleaving, every fault, every lag.

The meaning of the ledger is not modelled: `reading.step`, `at` and `ours` are the program's own. What
workflows/sending.py and workflows/doubt.py do with it stands here step by step, and test_protocol.py
holds each step against what those two really do. A `Rules` says which of the protocol's promises are
kept, so that a test can break one and see the model notice.

Time goes in ticks. A call that was begun at a look at the lease is over within NEEDED ticks, unless the
machine was paused, which is a fault of its own; every other step may take any time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

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


@dataclass
class Model:
    """One network under one protocol."""

    network: Network
    rules: Rules = field(default_factory=Rules)

    def explore(
        self, *, runners: int = 2, runs: int = 2, keys: int = 1, faults: int = 2, pauses: int = 0
    ) -> Verdict:
        """Walk through every world that can come of these runners and faults, then run until quiet."""
        begin = tuple(Runner(runs=runs, name=chr(65 + n)) for n in range(runners))
        first = World(0, (FREE,) * keys, ((),) * keys, begin, faults, pauses)
        seen: set[object] = {self._form(first)}
        verdict, stack = Verdict(), [(first, ())]
        while stack:
            world, path = stack.pop()
            verdict.worlds += 1
            if all(runner.step == "over" for runner in world.runners):
                self._judge(world, path, verdict)
            for said, then in self.steps(world):
                form = self._form(then)
                if form not in seen:
                    seen.add(form)
                    stack.append((then, (path, said)))
        return verdict

    def steps(self, world: World) -> Iterator[tuple[str, World]]:
        """Yield whatever may happen next: a tick of the clock, a step of a runner, a fault."""
        waiting = any(r.deadline is not None and r.deadline <= world.now for r in world.runners)
        if not waiting and any(r.step != "over" for r in world.runners):
            yield "tick", replace(world, now=world.now + 1)
        for index, runner in enumerate(world.runners):
            if runner.step == "over":
                continue
            if world.faults and runner.step != "start":
                yield f"{runner.name} dies", self._put(replace(world, faults=world.faults - 1), index, OVER)
            if world.pauses and runner.deadline is not None:
                paused = replace(world, pauses=world.pauses - 1)
                yield f"{runner.name} is paused", self._put(paused, index, replace(runner, deadline=None))
            for said, then in getattr(self, f"_{runner.step}")(world, index, runner):
                yield f"{runner.name} {said}", then

    # the steps of a run, in the order of workflows/publish.py

    def _start(self, world: World, index: int, runner: Runner) -> Iterator[tuple[str, World]]:
        """Read which keys are in doubt (doubt.doubtful)."""
        doubts = []
        for key, state in enumerate(world.memory):
            seen = self._doubted(state, world.now)
            if seen.state is State.IN_DOUBT:
                since = ticks(seen.until) if seen.until else world.now
                doubts.append((key, seen.attempt, since))
        rest = replace(runner, doubts=tuple(doubts), step="ask" if doubts else self._then(runner))
        yield "reads", self._put(world, index, rest)

    def _ask(self, world: World, index: int, runner: Runner) -> Iterator[tuple[str, World]]:
        """Wait the settle time, then look for the post (doubt._ask)."""
        key, _, since = runner.doubts[0]
        if self.rules.settle_wait and world.now < since + SETTLE:
            return
        there = any(visible <= world.now for _, visible in world.posts[key])
        noting = ("found" if there else "absent") if self.network.readable else ""
        if noting:
            yield f"asks: {noting}", self._put(world, index, replace(runner, step="tell", noting=noting))
        if not noting or world.faults:
            left = world.faults - (1 if noting else 0)
            unread = replace(world, faults=left)
            yield "asks: unreadable", self._put(unread, index, self._next_doubt(runner))

    def _tell(self, world: World, index: int, runner: Runner) -> Iterator[tuple[str, World]]:
        """Write down what the network said."""
        key, attempt, _ = runner.doubts[0]
        kind = EntryKind(runner.noting)
        data = {"id": "1", "url": "u"} if kind is EntryKind.FOUND else {}
        then = self._next_doubt(runner)
        yield from self._noted(
            world, index, self._entry(world, kind, key, attempt, data=data), good=then, bad=OVER
        )

    def _plan(self, world: World, index: int, runner: Runner) -> Iterator[tuple[str, World]]:
        """Read what may go out, and make the claims (outlook, sending.claim)."""
        taken = reading.SETTLED | reading.OPEN
        due = [key for key, state in enumerate(world.memory) if state.state not in taken]
        claims = tuple((key, world.memory[key].attempt + 1, world.now + LEASE) for key in due)
        yield "plans", self._put(world, index, replace(runner, claims=claims, step="claim") if due else OVER)

    def _claim(self, world: World, index: int, runner: Runner) -> Iterator[tuple[str, World]]:
        """Claim all in one step: the compare-and-swap (ledger.claim)."""
        memory, won = list(world.memory), []
        for key, attempt, lease in runner.claims:
            made = self._entry(world, EntryKind.CLAIM, key, attempt, data=said(key, lease), run=runner.name)
            if self._ours(memory[key], made, world):
                memory[key] = reading.step(memory[key], made)
                won.append((key, attempt, lease))
        then = replace(runner, claims=tuple(won), step="prepare") if won else OVER
        after = replace(world, memory=tuple(memory))
        yield f"claims {len(won)}", self._put(after, index, then)
        if world.faults and won:  # written, but nobody was told: LedgerError, and the run ends
            yield "claims, and the answer is lost", self._put(spent(after), index, OVER)

    def _prepare(self, world: World, index: int, runner: Runner) -> Iterator[tuple[str, World]]:
        """Upload; what fails here sent nothing (sending._prepare)."""
        yield "prepares", self._put(world, index, replace(runner, step="note", noting="prepared"))
        if world.faults:
            back = replace(runner, step="note", noting="released")
            yield "cannot prepare", self._put(spent(world), index, back)

    def _look(self, world: World, index: int, runner: Runner) -> Iterator[tuple[str, World]]:
        """Look again at claim and lease (sending._changed)."""
        key, attempt, lease = runner.claims[0]
        seen = reading.at(world.memory[key], when(world.now))
        mine = seen.claim is not None and seen.claim.run == runner.name and seen.attempt == attempt
        fine = mine and seen.state is State.CLAIMED and lease - world.now >= NEEDED
        if fine or not self.rules.look_again:
            step = "send" if self.rules.send_before_noting else "note"
            noting = "" if self.rules.send_before_noting else "sent"
            going = replace(runner, step=step, noting=noting, deadline=world.now + NEEDED)
            yield "looks: go", self._put(world, index, going)
        else:
            yield "looks: too late", self._put(world, index, replace(runner, step="note", noting="released"))

    def _send(self, world: World, index: int, runner: Runner) -> Iterator[tuple[str, World]]:
        """Make the one creating call (channel.send)."""
        key = runner.claims[0][0]
        done = replace(runner, deadline=None, step="note", noting="sent")
        if not self.rules.send_before_noting:
            done = self._next_claim(replace(runner, deadline=None))
        doubt, back = replace(done, step="note", noting="unknown"), replace(done, noting="released")
        posted = self._posted(world, key)
        yield "posts", self._put(posted, index, done)
        if world.faults and self.rules.send_before_noting:
            if not self.rules.one_create:  # the layer below tries again, and now it goes well
                yield "posts twice", self._put(spent(self._posted(posted, key)), index, done)
                return
            yield "posts, and the answer is lost", self._put(spent(posted), index, doubt)
            yield "is cut off before it posts", self._put(spent(world), index, doubt)
            yield "is refused", self._put(spent(world), index, back)
        elif world.faults:
            yield "is cut off before it posts", self._put(spent(world), index, done)

    def _note(self, world: World, index: int, runner: Runner) -> Iterator[tuple[str, World]]:
        """Write an outcome down (sending._note); where it fails, the post is in doubt."""
        key, attempt, _ = runner.claims[0]
        kind = EntryKind(runner.noting)
        data = {"id": "1", "url": "u"} if kind is EntryKind.SENT else {}
        written = self._entry(world, kind, key, attempt, data=data)
        if kind is EntryKind.PREPARED:
            good: Runner = replace(runner, step="look", noting="")
            bad = self._next_claim(runner)
        elif not self.rules.send_before_noting and kind is EntryKind.SENT:
            good, bad = replace(runner, step="send", noting=""), self._next_claim(runner)
        else:
            doubt = kind in (EntryKind.SENT, EntryKind.UNKNOWN)
            bad = self._next_claim(replace(runner, after=runner.after or doubt))
            good = self._next_claim(replace(runner, after=runner.after or kind is EntryKind.UNKNOWN))
        yield from self._noted(world, index, written, good=good, bad=bad)

    # what a step is made of

    def _noted(
        self, world: World, index: int, written: Entry, *, good: Runner, bad: Runner
    ) -> Iterator[tuple[str, World]]:
        memory = list(world.memory)
        key = KEYS.index(written.key)
        memory[key] = reading.step(memory[key], written)
        after = replace(world, memory=tuple(memory))
        yield f"notes {written.kind}", self._put(after, index, good)
        if world.faults:
            lost = f"notes {written.kind}"
            yield f"{lost}, and the answer is lost", self._put(spent(after), index, bad)
            yield f"{lost} in vain", self._put(spent(world), index, bad)

    def _next_doubt(self, runner: Runner) -> Runner:
        rest = replace(runner, doubts=runner.doubts[1:], noting="")
        return replace(rest, step="ask" if rest.doubts else self._then(runner))

    def _then(self, runner: Runner) -> str:
        return "over" if runner.after else "plan"

    def _next_claim(self, runner: Runner) -> Runner:
        rest = replace(runner, claims=runner.claims[1:], noting="", deadline=None)
        if rest.claims:
            return replace(rest, step="prepare")
        # what this run left in doubt is settled by it (publish._settle_after)
        return replace(rest, step="start") if rest.after else OVER

    def _posted(self, world: World, key: int) -> World:
        held = world.posts[key]
        if any(world.now - made < self.network.key for made, _ in held):
            return world  # the network knows this key, and answers with the post that it has
        posts = list(world.posts)
        posts[key] = (*held, (world.now, world.now + self.network.lag))
        return replace(world, posts=tuple(posts))

    def _doubted(self, state: KeyState, now: int) -> KeyState:
        if not self.rules.lease and state.state is State.CLAIMED and state.claim:
            return replace(state, state=State.IN_DOUBT, until=state.claim.at)
        return reading.at(state, when(now))

    def _ours(self, state: KeyState, made: Entry, world: World) -> bool:
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

    def _entry(
        self, world: World, kind: EntryKind, key: int, attempt: int, *, data: dict[str, str], run: str = ""
    ) -> Entry:
        return Entry(kind, when(world.now), KEYS[key], run, attempt, data)

    def _put(self, world: World, index: int, runner: Runner) -> World:
        old = world.runners[index]
        if runner.step == "over":
            runner = replace(OVER, runs=old.runs - 1, name=old.name[:1] + str(old.runs))
            runner = replace(runner, step="start") if runner.runs else OVER
        runners = list(world.runners)
        runners[index] = runner
        return replace(world, runners=tuple(runners))

    def _form(self, world: World) -> object:
        """Return what tells this world from others: what can no longer matter is left out.

        Times count from now on, attempts from the last one; the two runners are alike but for their steps.
        """
        now, last = world.now, [state.attempt for state in world.memory]
        runners = []
        for r in world.runners:
            holds = tuple(bool(s.claim and s.claim.run == r.name and s.state in OPEN) for s in world.memory)
            doubts = tuple((k, a == last[k], max(t + SETTLE - now, 0)) for k, a, t in r.doubts)
            claims = tuple((k, a - last[k] if a >= last[k] else -1, max(t - now, 0)) for k, a, t in r.claims)
            cut = None if r.deadline is None else r.deadline - now
            runners.append((r.step, r.runs, r.after, r.noting, doubts, claims, holds, cut))
        memory = tuple(
            (
                s.state,
                bool(s.attempt),
                s.state in OPEN and s.claim and max(ticks(moment(s.claim.data["lease"])) + SETTLE - now, 0),
                s.state in OPEN and s.until and max(ticks(s.until) + SETTLE - now, 0),
            )
            for s in world.memory
        )
        posts = tuple(
            tuple((self._kept(made, now), max(seen - now, 0)) for made, seen in held) for held in world.posts
        )
        return memory, posts, tuple(sorted(runners, key=str)), world.faults, world.pauses

    def _kept(self, made: int, now: int) -> int:
        """Return how long the network still knows the key of a post; "for ever" is one long time."""
        return min(max(made + self.network.key - now, 0), KEY_LIFE)

    def _judge(self, world: World, path: object, verdict: Verdict) -> None:
        """Run once more and again without faults, until nothing changes; then count."""
        for turn in range(6):
            later = World(
                world.now + LEASE + SETTLE + LAG + 1,
                world.memory,
                world.posts,
                (Runner(name=f"q{turn}"),),
                0,
                0,
            )
            while any(runner.step != "over" for runner in later.runners):
                moves = dict(self.steps(later))
                name = next((n for n in moves if n != "tick"), "tick")
                later = moves[name]
            world = later
        for key, state in enumerate(world.memory):
            count, seen = len(world.posts[key]), reading.at(state, when(world.now)).state
            waits = seen is State.IN_DOUBT
            lost = count == 0 and not waits
            if count > verdict.posts or (lost and not verdict.lost):
                verdict.how = flat(path)
            verdict.posts = max(verdict.posts, count)
            verdict.lost |= lost
            verdict.person |= waits


OVER = Runner(step="over", runs=0)


def when(tick: int) -> datetime:
    """Return the moment of a tick."""
    return START + tick * TICK


def ticks(at: datetime) -> int:
    """Return the tick of a moment."""
    return (at - START) // TICK


def said(key: int, lease: int) -> dict[str, str]:
    """Return what a claim says."""
    return {"lease": when(lease).isoformat(), "body": "b"}


def spent(world: World) -> World:
    """Return the world with one fault fewer to come."""
    return replace(world, faults=world.faults - 1)


def flat(path: object) -> tuple[str, ...]:
    """Return the names of all steps of a path."""
    found: list[str] = []
    while path:
        path, name = path  # type: ignore[misc]  # a path is () or (path before, name)
        found.append(name)
    return tuple(reversed(found))
