"""Small wrongs put into ledger, sending and settling, one at a time: does a test notice?

python -m tests.mutants              draws 300 from a seed; 0 where at least 85 % were noticed
python -m tests.mutants --many 20 --known /tmp/known     keeps, and uses again, what was measured

The operators are those of mutmut (`pip install mutmut`). What each test runs is measured once; each wrong
then meets, in a copy of the tree, the tests that run its lines, the quickest first, until one fails.
Left alone are sentences for people (a text with a space in it) and the letters of "utf-8".
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
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import Queue
from typing import Any
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = ("sending", "doubt", "settle", "publish", "waiting", "outlook")
TARGETS = ("syndicate/ledger/*.py", *(f"syndicate/workflows/{name}.py" for name in WORKFLOWS))
TARGETS += tuple(f"syndicate/model/{name}.py" for name in ("entry", "slot", "post"))
FLOWS = ("publishing", "publish_alone", "sending", "doubt", "waiting", "holding", "adopting", "heartbeat")
FLOWS += ("catching_up", "checking", "clocks", "previewing", "withdrawing", "repairing", "translations")
TESTS = ("tests/ledger", *(f"tests/workflows/test_{name}.py" for name in FLOWS))
TESTS += ("tests/faults/test_program.py", "tests/faults/test_machine.py")
QUIET = ("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--hypothesis-seed=0")
BUDGET, MOST, WORKERS, GOAL = 20.0, 60, 2, 0.85


@dataclass(frozen=True)
class Mutant:
    """One wrong: how its file's text is made, and what it says of itself."""

    file: str
    lines: range
    text: Callable[[], str]
    what: str


def mutants(file: str) -> Iterator[Mutant]:
    """Yield every wrong of one file, in order."""
    from libcst import BaseString, FormattedStringText, Module, parse_module
    from libcst.metadata import MetadataWrapper, PositionProvider
    from mutmut.mutation.file_mutation import MutationVisitor
    from mutmut.mutation.mutators import mutation_operators
    from mutmut.mutation.pragma_handling import IgnoredCode

    wrapper = MetadataWrapper(parse_module((ROOT / file).read_text("utf-8")))
    visitor = MutationVisitor(mutation_operators, IgnoredCode(set(), set(), set()))
    module, places = wrapper.visit(visitor), wrapper.resolve(PositionProvider)
    for one in visitor.mutations:
        old, new = (Module([]).code_for_node(node) for node in (one.original_node, one.mutated_node))
        words = isinstance(one.original_node, BaseString | FormattedStringText)
        if one.contained_by_top_level_function is None or (words and (" " in old or "utf-8" in old)):
            continue
        at = places[one.original_node]
        what = f"{file}:{at.start.line}: {' '.join(old.split())[:90]}  ->  {' '.join(new.split())[:90]}"
        lines = range(at.start.line, at.end.line + 1)
        yield Mutant(file, lines, partial(_with, module, one.original_node, one.mutated_node), what)


def _with(module: Any, old: Any, new: Any) -> str:
    return str(module.deep_replace(old, new).code)


def measure(known: Path) -> Callable[[Mutant], list[str]]:
    """Run the tests once, unless `known` has it, and return which tests meet a wrong."""
    told, data = known / "junit.xml", known / "coverage"
    if not told.is_file():
        counted = ("--cov=syndicate", "--cov-context=test", "--cov-report=", f"--junitxml={told}")
        command = [sys.executable, *QUIET, *counted, "-o", "junit_family=xunit1", *TESTS]
        around = os.environ | {"COVERAGE_FILE": str(data)}
        subprocess.run([w for w in command if w != "-x"], cwd=ROOT, env=around, check=False)
    from coverage import CoverageData

    cases = list(ElementTree.parse(told).iter("testcase"))
    seconds = {f"{c.get('file')}::{c.get('name')}": float(c.get("time", "1")) for c in cases if not len(c)}
    held = CoverageData(str(data))
    held.read()
    lines: Mapping[str, Mapping[int, list[str]]] = defaultdict(
        dict, {f: held.contexts_by_lineno(f) for f in held.measured_files()}
    )

    def meeting(mutant: Mutant) -> list[str]:
        here = lines[str(ROOT / mutant.file)]
        names = {c.rpartition("|")[0] for line in mutant.lines for c in here.get(line, ())} - {""}
        if not names:  # a line that runs when its module is read: whoever uses that module meets it
            names = {c.rpartition("|")[0] for met in here.values() for c in met}
        chosen, left = [], BUDGET
        for name in sorted(names & set(seconds), key=lambda name: (seconds[name], name))[:MOST]:
            left -= seconds[name]
            if left > 0 or not chosen:
                chosen.append(name)
        return chosen

    return meeting


def fate(mutant: Mutant, tests: list[str], tree: Path) -> str:
    """Return what became of a wrong in a copy of the tree: killed, timeout, survived or unmet."""
    if not tests:
        return "unmet"
    file = tree / mutant.file
    right = file.read_text("utf-8")
    file.write_text(mutant.text(), "utf-8")
    around = os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.Popen(
        [sys.executable, *QUIET, *tests], cwd=tree, env=around, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        return "killed" if run.wait(BUDGET * 4) else "survived"
    except subprocess.TimeoutExpired:
        return "timeout"
    finally:
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
        file.write_text(right, "utf-8")


def copied(place: Path) -> Path:
    """Return a copy of the tree whose targets have no compiled form."""
    left = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "output", "public", "posts")
    shutil.copytree(ROOT, place, ignore=left, symlinks=True)
    for file in [file for target in TARGETS for file in place.glob(target)]:
        shutil.rmtree(file.parent / "__pycache__", ignore_errors=True)
    return place


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("--many", type=int, default=300)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--known", type=Path, help="a folder for what was measured")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mutants-", ignore_cleanup_errors=True) as place:
        known = said.known or Path(place)
        known.mkdir(parents=True, exist_ok=True)
        meeting = measure(known)
        files = sorted({str(f.relative_to(ROOT)) for target in TARGETS for f in ROOT.glob(target)})
        every = [mutant for file in files for mutant in mutants(file)]
        drawn = random.Random(said.seed).sample(every, min(said.many, len(every)))
        trees: Queue[Path] = Queue()
        for n in range(WORKERS):
            trees.put(copied(Path(place) / f"tree{n}"))

        def meet(mutant: Mutant) -> tuple[Mutant, str]:
            tree = trees.get()
            became = fate(mutant, meeting(mutant), tree)
            trees.put(tree)
            return mutant, became

        began, count = time.monotonic(), Counter[str]()
        with ThreadPoolExecutor(WORKERS) as pool:
            for mutant, became in pool.map(meet, drawn):
                count[became] += 1
                if became != "killed":
                    print(f"{became:<9} {mutant.what}", flush=True)
        noticed = (count["killed"] + count["timeout"]) / len(drawn)
        print(f"{len(drawn)} of {len(every)} drawn: {dict(count)}, {noticed:.1%} noticed")
        print(f"{time.monotonic() - began:.0f} seconds")
        return 0 if noticed >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
