"""The small model held against the program: what `publish` asks of ledger and network in each course."""

from __future__ import annotations

import pytest

from syndicate.channels import Unreadable
from syndicate.errors import LedgerError, OutcomeUnknown, Unavailable
from syndicate.ledger.book import Book
from syndicate.model import EntryKind, KeyState, State
from tests.faults.protocol import Model
from tests.faults.worlds import OVER, Network, Runner, World, ticks

LATER = "2026-11-23T11:00:00+01:00"
KEY = "hoofdpijn/nl/a/new"

PLAIN = Network()


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, networks, practice) -> list[str]:
    """One account, one article; every call to its ledger and its network, in order."""
    from tests.workflows.scripted import Scripted

    practice.accounts("a")
    (practice.root / "content/articles/oorpijn.md").unlink()
    made: list[str] = []

    def listen(where: type, name: str, label: str) -> None:
        real = getattr(where, name)

        def heard(self, *args):
            said = f"{label} {args[0].kind}" if label == "append" else label
            made.append(said)
            return real(self, *args)

        monkeypatch.setattr(where, name, heard)

    for name in ("state", "posted"):
        listen(Book, name, "read")
    listen(Book, "claim", "claim")
    listen(Book, "append", "append")
    for name in ("prepare", "send", "find"):
        listen(Scripted, name, name)
    return made


def plain(made: list[str]) -> list[str]:
    """Return calls with repeated readings as one; what deploys and what ends a run is not the model's."""
    kept = [c for c in made if c not in ("append deploy", "append adopted", "append addresses")]
    kept = [c for i, c in enumerate(kept) if c != "read" or kept[i - 1 : i] != ["read"]]
    while kept and kept[-1] == "read":
        kept.pop()
    return kept


STEPS = dict.fromkeys(("start", "plan", "look"), "read") | {"ask": "find"}
STEPS |= {name: name for name in ("claim", "prepare", "send")}


def modelled(
    *faults: str, network: Network = PLAIN, memory: KeyState | None = None, now: int = 0
) -> list[str]:
    """Return the calls of one runner of the model; `faults` are the names of the steps to take instead."""
    model, wanted, made = Model(network), list(faults), []
    world = World(now, (memory or KeyState(State.FREE),), ((),), (Runner(name="A"),), len(faults), 0)
    while world.runners[0] != OVER:
        runner = world.runners[0]
        moves = [
            (said, then) for said, then in model.steps(world) if said.startswith("A ") and said != "A dies"
        ]
        if not moves:
            world = dict(model.steps(world))["tick"]
            continue
        at = next((i for i, (said, _) in enumerate(moves) if wanted and said == f"A {wanted[0]}"), 0)
        if wanted and moves[at][0] == f"A {wanted[0]}":
            wanted.pop(0)
        world = moves[at][1]
        made.append(STEPS.get(runner.step) or f"append {runner.noting}")
    assert not wanted, f"the model never came to {wanted}"
    return plain(made)


def lost(monkeypatch, kind: EntryKind, *, written: bool) -> None:
    """Let one note fail, after or before it was written."""
    real = Book.append
    left = [1]

    def failing(self, entry):
        if entry.kind is kind and left:
            left.pop()
            if written:
                real(self, entry)
            raise LedgerError("gone")
        real(self, entry)

    monkeypatch.setattr(Book, "append", failing)


def doubtful() -> tuple[KeyState, int]:
    """Return a key whose run died after its claim, and a moment at which its lease is over."""
    model = Model(PLAIN)
    world = World(0, (KeyState(State.FREE),), ((),), (Runner(name="A"),), 1, 0)
    for wanted in ("A reads", "A plans", "A claims 1"):
        world = dict(model.steps(world))[wanted]
    claim = world.memory[0].claim
    assert claim is not None
    return world.memory[0], ticks(claim.at) + 9


def test_a_run_that_goes_well(calls, practice):
    practice.publish()
    assert plain(calls) == modelled()
    assert modelled() == ["read", "claim", "prepare", "append prepared", "read", "send", "append sent"]


@pytest.mark.parametrize("arrived", [True, False])
def test_a_call_whose_answer_is_lost(calls, networks, practice, arrived):
    (networks["a"].after if arrived else networks["a"].send).append(OutcomeUnknown("lost"))
    practice.publish()
    fault = "posts, and the answer is lost" if arrived else "is cut off before it posts"
    assert plain(calls) == modelled(fault)
    assert plain(calls)[-2:] == ["find", "append found" if arrived else "append absent"]


def test_a_call_that_is_refused(calls, networks, practice):
    networks["a"].send = [Unavailable("busy")]
    practice.publish()
    assert plain(calls) == modelled("is refused")


def test_an_upload_that_fails(calls, networks, practice):
    networks["a"].prepare = [Unavailable("busy")]
    practice.publish()
    assert plain(calls) == modelled("cannot prepare")


def test_an_outcome_that_cannot_be_read_back(calls, networks, practice):
    networks["a"].after, networks["a"].find = [OutcomeUnknown("lost")], [lambda: Unreadable("away")]
    practice.publish()
    assert plain(calls) == modelled("posts, and the answer is lost", "asks: unreadable")


@pytest.mark.parametrize("kind", [EntryKind.PREPARED, EntryKind.SENT])
@pytest.mark.parametrize("written", [True, False])
def test_a_note_that_fails(calls, practice, monkeypatch, kind, written):
    lost(monkeypatch, kind, written=written)
    listened = Book.append

    def heard(self, entry):
        if not (calls and calls[-1] == f"append {entry.kind}"):
            calls.append(f"append {entry.kind}")
        listened(self, entry)

    monkeypatch.setattr(Book, "append", heard)
    try:
        practice.publish()
    except LedgerError:
        assert kind is EntryKind.PREPARED
    told = [c for i, c in enumerate(calls) if not (i and c.startswith("append") and c == calls[i - 1])]
    fault = f"notes {kind}, and the answer is lost" if written else f"notes {kind} in vain"
    assert plain(told) == modelled(fault)


@pytest.mark.parametrize("there", [True, False])
def test_a_claim_that_a_dead_run_left(calls, networks, practice, there):
    def dies() -> None:
        raise KeyboardInterrupt

    (networks["a"].after if there else networks["a"].send).append(dies)
    with pytest.raises(KeyboardInterrupt):
        practice.publish()
    calls.clear()
    practice.publish()
    assert plain(calls) == ["read", "claim"], "its lease still runs, and nothing is claimed"
    calls.clear()
    practice.publish(now=LATER)
    memory, now = doubtful()
    found = ["read", "find", "append found", "read", "claim"]  # of nothing
    assert plain(calls) == (found if there else modelled(memory=memory, now=now))


def test_a_lease_that_is_nearly_over_at_the_call(calls, networks, practice):
    practice.configure(SYNDICATE_LEASE=1)
    practice.live_now()

    def dawdle() -> None:
        import time

        time.sleep(0.6)

    networks["a"].prepare = [dawdle]
    done = practice.publish()
    assert [s.outcome for s in done.sent] == ["taken"]
    assert plain(calls) == ["read", "claim", "prepare", "append prepared", "read", "append released"]
    assert plain(calls) == late()


def late() -> list[str]:
    """Return the calls of a runner of the model for which the clock runs on between claim and look."""
    model, made = Model(PLAIN), []
    world = World(0, (KeyState(State.FREE),), ((),), (Runner(name="A"),), 0, 0)
    while world.runners[0] != OVER:
        runner = world.runners[0]
        if runner.step == "look":
            for _ in range(2):
                world = dict(model.steps(world))["tick"]
        world = next(then for said, then in model.steps(world) if said != "tick")
        made.append(STEPS.get(runner.step) or f"append {runner.noting}")
    return plain(made)
