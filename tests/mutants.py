"""Small wrongs put into ledger, sending, settling and repairing, one at a time: does a test notice?

python -m tests.mutants              draws 300 from a seed; 0 where at least 85 % were noticed
python -m tests.mutants --many 40 --known /tmp/known     keeps, and uses again, the tree and what was measured

The operators are those of mutmut (`pip install mutmut`). All happens in copies of the tree as it was at the
start. What each test runs there is measured once, without wrongs; each wrong then meets the tests that run
its lines until one fails: first those that walk the rarest lines nearest to it in the least time.
Left alone is wording: a text with a space in it (a sentence for people), and the letters of "utf-8".
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from queue import Queue
from typing import Any
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = ("sending", "doubt", "settle", "publish", "waiting", "outlook")
WORKFLOWS += ("clocks", "recalling", "ledgers", "past")
TARGETS = ("syndicate/ledger/*.py", *(f"syndicate/workflows/{name}.py" for name in WORKFLOWS))
TARGETS += tuple(f"syndicate/model/{name}.py" for name in ("entry", "slot", "post"))
TARGETS += ("syndicate/http/skew.py", "syndicate/channels/lookback.py")
FLOWS = ("publishing", "publish_alone", "sending*", "doubt", "waiting", "holding", "adopting", "heartbeat")
FLOWS += ("catching_up", "checking", "clocks", "previewing", "withdrawing", "repairing*", "translations")
FLOWS += ("shareable", "blog_past", "by_hand*", "hand_then_api", "doubt_unnoted", "hub", "private_asked")
FLOWS += ("renewal", "silence", "spending")
CONTRACT = tuple(f"tests/channels/test_contract_{name}.py" for name in ("rendering", "posting", "failing"))
TESTS = ("tests/ledger", "tests/plan", *CONTRACT, "tests/http/test_skew.py")
FAULTS = ("tests/faults/test_program.py", "tests/faults/test_machine.py")
QUIET = ("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--hypothesis-seed=0")
# seconds that the tests of one wrong may take when all is well
BUDGET, WORKERS, GOAL = 40.0, 2, 0.85
TOLD, HELD = "junit.xml", "coverage"


@dataclass(frozen=True)
class Mutant:
    """One wrong: a node of a file's syntax and what comes in its place; `at` are the lines that tests run."""

    file: str
    line: int
    at: range
    module: Any
    old: Any
    new: Any

    def __str__(self) -> str:
        said = (" ".join(self.module.code_for_node(node).split())[:90] for node in (self.old, self.new))
        return f"{self.file}:{self.line}: {'  ->  '.join(said)}"

    def text(self) -> str:
        """Return the file's text with this wrong in it."""
        return str(self.module.deep_replace(self.old, self.new).code)


def mutants(tree: Path, file: str) -> Iterator[Mutant]:
    """Yield every wrong of one file, in order."""
    from libcst import CSTNode, FunctionDef, SimpleString, parse_module
    from libcst.metadata import MetadataWrapper, PositionProvider
    from mutmut.mutation.file_mutation import MutationVisitor
    from mutmut.mutation.mutators import mutation_operators
    from mutmut.mutation.pragma_handling import IgnoredCode

    class Everywhere(MutationVisitor):
        """Mutmut passes over functions with a decorator, which it cannot swap; whole files can be."""

        def _skip_node_and_children(self, node: CSTNode) -> bool:
            decorated = isinstance(node, FunctionDef) and node.decorators
            return not decorated and super()._skip_node_and_children(node)

    wrapper = MetadataWrapper(parse_module((tree / file).read_text("utf-8")))
    visitor = Everywhere(mutation_operators, IgnoredCode(set(), set(), set()))
    module, places = wrapper.visit(visitor), wrapper.resolve(PositionProvider)
    for one in visitor.mutations:
        old, around = one.original_node, one.contained_by_top_level_function
        wording = isinstance(old, SimpleString) and (" " in old.value or "utf-8" in old.value)
        if around is None or wording:
            continue
        at = places[old]
        # a field or a default is read with its module, whichever test came first
        run = isinstance(around, FunctionDef) and at.start.line >= places[around.body].start.line
        lines = range(at.start.line, at.end.line + 1) if run else range(0)
        yield Mutant(file, at.start.line, lines, module, old, one.mutated_node)


def measure(tree: Path, known: Path) -> None:
    """Run the tests once in a right tree, and keep how long each took and which lines it ran."""
    flows = [
        str(file.relative_to(tree)) for name in FLOWS for file in tree.glob(f"tests/workflows/test_{name}.py")
    ]
    tests = (*TESTS, *sorted(flows), *FAULTS)
    counted = ("--cov=syndicate", "--cov-context=test", "--cov-report=", f"--junitxml={known / TOLD}")
    command = [sys.executable, *QUIET, *counted, "-o", "junit_family=xunit1", *tests]
    around = environment(tree) | {"COVERAGE_FILE": str(known / HELD)}
    subprocess.run([word for word in command if word != "-x"], cwd=tree, env=around, check=False)


class Map:
    """Which tests meet a wrong, in which order: from what was measured once."""

    def __init__(self, known: Path) -> None:
        from coverage import CoverageData

        cases = ElementTree.parse(known / TOLD).iter("testcase")
        # what failed or was left out tells nothing
        self._seconds = {
            f"{c.get('file')}::{c.get('name')}": max(0.01, float(c.get("time", "1")))
            for c in cases
            if not len(c)
        }
        held = CoverageData(str(known / HELD))
        held.read()
        self._lines: dict[str, dict[int, set[str]]] = defaultdict(dict)
        for file in held.measured_files():
            for line, contexts in held.contexts_by_lineno(file).items():
                names = {context.rpartition("|")[0] for context in contexts} & set(self._seconds)
                self._lines[f"syndicate/{file.rpartition('/syndicate/')[2]}"][line] = names

    def meeting(self, mutant: Mutant) -> list[str]:
        """Return the tests that run the lines of a wrong, within the budget, the most telling first."""
        lines = self._lines[mutant.file]
        names = set[str]().union(*(lines.get(line, ()) for line in mutant.at))
        if not mutant.at:
            names = set[str]().union(*lines.values()) or set(self._seconds)
        worth = dict.fromkeys(names, 0.0)
        for line, met in lines.items():
            for name in met & names:
                worth[name] += 1 / len(met) / (1 + abs(line - mutant.line)) / self._seconds[name]
        chosen, left = [], BUDGET
        for name in sorted(names, key=lambda name: (-worth[name], name)):
            if self._seconds[name] <= left or not chosen:
                left -= self._seconds[name]
                chosen.append(name)
        return chosen


def environment(tree: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}


def fate(mutant: Mutant, tests: list[str], tree: Path) -> str:
    """Return what became of a wrong in a copy of the tree: killed, timeout, survived or unmet."""
    if not tests:
        return "unmet"
    file = tree / mutant.file
    right = file.read_text("utf-8")
    file.write_text(mutant.text(), "utf-8")
    run = subprocess.Popen(
        [sys.executable, *QUIET, *tests], cwd=tree, env=environment(tree), start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        return "killed" if run.wait(BUDGET * 3) else "survived"
    except subprocess.TimeoutExpired:
        return "timeout"
    finally:
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
        file.write_text(right, "utf-8")


def copied(tree: Path, place: Path) -> Path:
    """Return a copy of a tree, without what was compiled or built in it."""
    left = shutil.ignore_patterns(
        ".git", ".venv", ".*_cache", ".hypothesis", "output", "public", "posts", "__pycache__"
    )
    shutil.copytree(tree, place, ignore=left, symlinks=True)
    return place


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("--many", type=int, default=300)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--known", type=Path, help="a folder for the tree and what was measured")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mutants-", ignore_cleanup_errors=True) as place:
        known = said.known or Path(place)
        tree = known / "tree"
        if find_spec("mutmut") is None:
            sys.exit("python -m tests.mutants needs mutmut, which no lock has: pip install mutmut")
        if not tree.is_dir():
            measure(copied(ROOT, tree), known)
        meeting = Map(known).meeting
        files = sorted({str(f.relative_to(tree)) for target in TARGETS for f in tree.glob(target)})
        every = [mutant for file in files for mutant in mutants(tree, file)]
        drawn = random.Random(said.seed).sample(every, min(said.many, len(every)))
        trees: Queue[Path] = Queue()
        for n in range(WORKERS):
            trees.put(copied(tree, Path(place) / f"tree{n}"))

        def meet(mutant: Mutant) -> tuple[Mutant, str]:
            at = trees.get()
            became = fate(mutant, meeting(mutant), at)
            trees.put(at)
            return mutant, became

        began, count = time.monotonic(), Counter[str]()
        with ThreadPoolExecutor(WORKERS) as pool:
            for number, (mutant, became) in enumerate(pool.map(meet, drawn), 1):
                count[became] += 1
                if became != "killed":
                    print(f"{number:>4} {became:<9} {mutant}", flush=True)
        noticed = (count["killed"] + count["timeout"]) / len(drawn)
        print(f"{len(drawn)} of {len(every)} drawn: {dict(count)}, {noticed:.1%} noticed")
        print(f"{time.monotonic() - began:.0f} seconds")
        return 0 if noticed >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
