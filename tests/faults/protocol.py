"""An exhaustive small model of how one post goes out: every interleaving, every fault, every lag.

The meaning of the ledger is not modelled: `reading.step`, `at` and `ours` are the program's own. What
workflows/sending.py and workflows/doubt.py do with it stands here step by step, and test_program.py
holds each step against what those two do. `Rules` says which promises are kept: a test can break one.

Time goes in ticks. A call that was begun at a look at the lease is over within NEEDED ticks, unless the
machine was paused, which is a fault of its own; every other step may take any time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from syndicate.ledger import reading
from syndicate.model import Entry, EntryKind, State
from tests.faults.worlds import (
    FREE,
    KEYS,
    LAG,
    LEASE,
    NEEDED,
    OVER,
    SETTLE,
    Network,
    Rules,
    Runner,
    Verdict,
    World,
    changed,
    doubted,
    entry,
    form,
    ours,
    posted,
    spent,
    terms,
    ticks,
    weigh,
    when,
)


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
        seen: set[object] = {form(first, self.network)}
        verdict, stack = Verdict(), [(first, ())]
        while stack:
            world, path = stack.pop()
            verdict.worlds += 1
            if all(runner.step == "over" for runner in world.runners):
                self._judge(world, path, verdict)
            for said, then in self.steps(world):
                shape = form(then, self.network)
                if shape not in seen:
                    seen.add(shape)
                    stack.append((then, (path, said)))
        return verdict

    def steps(self, world: World) -> Iterator[tuple[str, World]]:
        """Yield whatever may happen next: a tick of the clock, a step of a runner, a fault."""
        waiting = any(r.deadline is not None and r.deadline <= world.now for r in world.runners)
        if not waiting and any(r.step != "over" for r in world.runners):
            yield "tick", changed(world, now=world.now + 1)
        for index, runner in enumerate(world.runners):
            if runner.step == "over":
                continue
            if world.faults and runner.step != "start":
                yield f"{runner.name} dies", self._put(changed(world, faults=world.faults - 1), index, OVER)
            if world.pauses and runner.deadline is not None:
                paused = changed(world, pauses=world.pauses - 1)
                yield f"{runner.name} is paused", self._put(paused, index, changed(runner, deadline=None))
            for said, then in getattr(self, f"_{runner.step}")(world, index, runner):
                yield f"{runner.name} {said}", then

    # the steps of a run, in the order of workflows/publish.py

    def _start(self, world: World, index: int, runner: Runner) -> Iterator[tuple[str, World]]:
        """Read which keys are in doubt (doubt.doubtful)."""
        doubts = []
        for key, state in enumerate(world.memory):
            seen = doubted(self.rules, state, world.now)
            if seen.state is State.IN_DOUBT:
                since = ticks(seen.until) if seen.until else world.now
                doubts.append((key, seen.attempt, since))
        rest = changed(runner, doubts=tuple(doubts), step="ask" if doubts else self._then(runner))
        yield "reads", self._put(world, index, rest)

    def _ask(self, world: World, index: int, runner: Runner) -> Iterator[tuple[str, World]]:
        """Wait the settle time, then look for the post (doubt._ask)."""
        key, _, since = runner.doubts[0]
        if self.rules.settle_wait and world.now < since + SETTLE:
            return
        there = any(visible <= world.now for _, visible in world.posts[key])
        noting = ("found" if there else "absent") if self.network.readable else ""
        if noting:
            yield f"asks: {noting}", self._put(world, index, changed(runner, step="tell", noting=noting))
        if not noting or world.faults:
            left = world.faults - (1 if noting else 0)
            unread = changed(world, faults=left)
            yield "asks: unreadable", self._put(unread, index, self._next_doubt(runner))

    def _tell(self, world: World, index: int, runner: Runner) -> Iterator[tuple[str, World]]:
        """Write down what the network said."""
        key, attempt, _ = runner.doubts[0]
        kind = EntryKind(runner.noting)
        data = {"id": "1", "url": "u"} if kind is EntryKind.FOUND else {}
        then = self._next_doubt(runner)
        yield from self._noted(world, index, entry(world, kind, key, attempt, data=data), good=then, bad=OVER)

    def _plan(self, world: World, index: int, runner: Runner) -> Iterator[tuple[str, World]]:
        """Read what may go out, and make the claims (outlook, sending.claim)."""
        taken = reading.SETTLED | reading.OPEN
        due = [key for key, state in enumerate(world.memory) if state.state not in taken]
        claims = tuple((key, world.memory[key].attempt + 1, world.now + LEASE) for key in due)
        yield "plans", self._put(world, index, changed(runner, claims=claims, step="claim") if due else OVER)

    def _claim(self, world: World, index: int, runner: Runner) -> Iterator[tuple[str, World]]:
        """Claim all in one step: the compare-and-swap (ledger.claim)."""
        memory, won = list(world.memory), []
        for key, attempt, lease in runner.claims:
            made = entry(world, EntryKind.CLAIM, key, attempt, data=terms(lease), run=runner.name)
            if ours(memory[key], made, world):
                memory[key] = reading.step(memory[key], made)
                won.append((key, attempt, lease))
        then = changed(runner, claims=tuple(won), step="prepare") if won else OVER
        after = changed(world, memory=tuple(memory))
        yield f"claims {len(won)}", self._put(after, index, then)
        if world.faults and won:  # written, but nobody was told: LedgerError, and the run ends
            yield "claims, and the answer is lost", self._put(spent(after), index, OVER)

    def _prepare(self, world: World, index: int, runner: Runner) -> Iterator[tuple[str, World]]:
        """Upload; what fails here sent nothing (sending._prepare)."""
        yield "prepares", self._put(world, index, changed(runner, step="note", noting="prepared"))
        if world.faults:
            yield (
                "cannot prepare",
                self._put(spent(world), index, changed(runner, step="note", noting="released")),
            )

    def _look(self, world: World, index: int, runner: Runner) -> Iterator[tuple[str, World]]:
        """Look again at claim and lease (sending._changed)."""
        key, attempt, lease = runner.claims[0]
        seen = reading.at(world.memory[key], when(world.now))
        mine = seen.claim is not None and seen.claim.run == runner.name and seen.attempt == attempt
        fine = mine and seen.state is State.CLAIMED and lease - world.now >= NEEDED
        if fine or not self.rules.look_again:
            step = "send" if self.rules.send_before_noting else "note"
            noting = "" if self.rules.send_before_noting else "sent"
            going = changed(runner, step=step, noting=noting, deadline=world.now + NEEDED)
            yield "looks: go", self._put(world, index, going)
        else:
            yield "looks: too late", self._put(world, index, changed(runner, step="note", noting="released"))

    def _send(self, world: World, index: int, runner: Runner) -> Iterator[tuple[str, World]]:
        """Make the one creating call (channel.send)."""
        key = runner.claims[0][0]
        done = changed(runner, deadline=None, step="note", noting="sent")
        if not self.rules.send_before_noting:
            done = self._next_claim(changed(runner, deadline=None))
        doubt, back = changed(done, step="note", noting="unknown"), changed(done, noting="released")
        after = posted(world, self.network, key)
        yield "posts", self._put(after, index, done)
        if world.faults and self.rules.send_before_noting:
            if not self.rules.one_create:  # the layer below tries again, and now it goes well
                yield "posts twice", self._put(spent(posted(after, self.network, key)), index, done)
                return
            yield "posts, and the answer is lost", self._put(spent(after), index, doubt)
            yield "is cut off before it posts", self._put(spent(world), index, doubt)
            yield "is refused", self._put(spent(world), index, back)
        elif world.faults:
            yield "is cut off before it posts", self._put(spent(world), index, done)

    def _note(self, world: World, index: int, runner: Runner) -> Iterator[tuple[str, World]]:
        """Write an outcome down (sending._note); where it fails, the post is in doubt."""
        key, attempt, _ = runner.claims[0]
        kind = EntryKind(runner.noting)
        data = {"id": "1", "url": "u"} if kind is EntryKind.SENT else {}
        written = entry(world, kind, key, attempt, data=data)
        if kind is EntryKind.PREPARED:
            good: Runner = changed(runner, step="look", noting="")
            bad = self._next_claim(runner)
        elif not self.rules.send_before_noting and kind is EntryKind.SENT:
            good, bad = changed(runner, step="send", noting=""), self._next_claim(runner)
        else:
            doubt = kind in (EntryKind.SENT, EntryKind.UNKNOWN)
            bad = self._next_claim(changed(runner, after=runner.after or doubt))
            good = self._next_claim(changed(runner, after=runner.after or kind is EntryKind.UNKNOWN))
        yield from self._noted(world, index, written, good=good, bad=bad)

    # what a step is made of

    def _noted(
        self, world: World, index: int, written: Entry, *, good: Runner, bad: Runner
    ) -> Iterator[tuple[str, World]]:
        memory = list(world.memory)
        key = KEYS.index(written.key)
        memory[key] = reading.step(memory[key], written)
        after = changed(world, memory=tuple(memory))
        yield f"notes {written.kind}", self._put(after, index, good)
        if world.faults:
            lost = f"notes {written.kind}"
            yield f"{lost}, and the answer is lost", self._put(spent(after), index, bad)
            yield f"{lost} in vain", self._put(spent(world), index, bad)

    def _next_doubt(self, runner: Runner) -> Runner:
        rest = changed(runner, doubts=runner.doubts[1:], noting="")
        return changed(rest, step="ask" if rest.doubts else self._then(runner))

    def _then(self, runner: Runner) -> str:
        return "over" if runner.after else "plan"

    def _next_claim(self, runner: Runner) -> Runner:
        rest = changed(runner, claims=runner.claims[1:], noting="", deadline=None)
        if rest.claims:
            return changed(rest, step="prepare")
        # what this run left in doubt is settled by it (publish._settle_after)
        return changed(rest, step="start") if rest.after else OVER

    def _put(self, world: World, index: int, runner: Runner) -> World:
        old = world.runners[index]
        if runner.step == "over":
            runner = changed(OVER, runs=old.runs - 1, name=old.name[:1] + str(old.runs))
            runner = changed(runner, step="start") if runner.runs else OVER
        runners = list(world.runners)
        runners[index] = runner
        return changed(world, runners=tuple(runners))

    def _judge(self, world: World, path: object, verdict: Verdict) -> None:
        """Run once more and again without faults, until nothing changes; then count."""
        for turn in range(6):
            now, begin = world.now + LEASE + SETTLE + LAG + 1, (Runner(name=f"q{turn}"),)
            later = changed(world, now=now, runners=begin, faults=0, pauses=0)
            while any(runner.step != "over" for runner in later.runners):
                moves = dict(self.steps(later))
                later = moves[next((n for n in moves if n != "tick"), "tick")]
            world = later
        weigh(world, path, verdict)
