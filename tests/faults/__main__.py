"""The fault campaign: every death, every row of faults, and one table of what the networks then held.

python -m tests.faults            the whole (some half an hour on two free cores)
python -m tests.faults --part     each row and each kind of call once (minutes)
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from syndicate.errors import Exit
from tests.faults import deaths
from tests.faults.begun import memory
from tests.faults.count import Count
from tests.faults.rows import ROWS, Row
from tests.faults.stage import Stage

SEED = 20261122
TWICE, LONGEST = 60, 7200
ALIKE = ("folder", "network GET", "network POST /2/media", "network POST /api/v2/media")
HOSTS = {"file": "folder", "branch": "git", "sqlite": "folder"}
HEAD = ("what breaks", "faults", "runs", "required", "found", "duplicates", "lost", "untold", "person")


@dataclass
class Line:
    """One line of the table."""

    name: str
    faults: int = 0
    runs: int = 0
    required: int = 0
    found: int = 0
    duplicates: int = 0
    lost: int = 0
    untold: int = 0
    person: int = 0
    troubles: tuple[str, ...] = ()

    def add(self, runs: int, count: Count, trouble: str = "") -> None:
        """Count one more fault."""
        self.faults += 1
        self.runs += runs
        self.required += count.required
        self.found += count.found
        for name in ("duplicates", "lost", "untold", "person"):
            setattr(self, name, getattr(self, name) + len(getattr(count, name)))
        self.troubles += (trouble,) if trouble else ()


def row_line(stage: Stage, row: Row) -> Line:
    """Let one row happen, run until quiet, and count; what it may leave behind is no trouble."""
    line = Line(f"{row.group}: {row.name}")
    stage.fresh()
    ended = row.happen(stage)
    first = ended[0]
    ended += stage.until_quiet()
    count = stage.count(row.stays, more=row.more)
    trouble = next(filter(None, map(deaths.untold, ended)), "") if row.person else deaths.trouble(ended)
    if first.code not in row.codes:
        trouble = f"ended with {first.code}, not {row.codes}: {first.said}"
    elif row.said not in first.said:
        trouble = f"did not say {row.said!r} but {first.said!r}"
    elif bool(count.person) is not row.person:
        trouble = f"a person must look at {count.person}: {[e.code for e in ended]} {ended[-1].said}"
    if first.code == Exit.UNAVAILABLE and first.sent:
        trouble = f"posted although it ended with 7: {first.sent}"
    line.add(len(ended), count, trouble)
    return line


def death_line(stage: Stage, name: str, chosen: Sequence[deaths.Death], names: Sequence[str]) -> Line:
    """Let each death happen."""
    line = Line(f"{name} ({stage.store} ledger, {stage.host} host)")
    for fate in deaths.fates(stage, chosen, names):
        said = f"{fate.death} {fate.label}: {fate.trouble or fate.count}"
        line.add(fate.runs, fate.count, "" if fate.good else said)
    return line


def work(store: str, place: Path, *, part: bool, share: int, of: int) -> Iterator[Line]:
    """Do one share of what there is to do with one kind of ledger, all of it on one stage."""
    rows = [row for row in ROWS if row.store == store][share::of]
    with Stage(place, store, HOSTS[store]).open() as stage:
        names = deaths.points(stage)
        kinds = deaths.each_kind(names, SEED)
        if not part:
            every = deaths.every(names)
            yield death_line(stage, "killed before, in and after every call", every[share::of], names)
            pairs = deaths.twice(names, SEED, TWICE)
            yield death_line(stage, "killed, and the run after it killed too", pairs[share::of], names)
        else:
            if store != "file":  # what does not differ with the ledger has died there already
                kinds = [death for death in kinds if not names[death.at - 1].startswith(ALIKE)]
            yield death_line(stage, "killed in every kind of call", kinds[share::of], names)
        for row in rows:
            yield row_line(stage, row)


def worker(said: argparse.Namespace) -> None:
    """Print each line as JSON for the process that gathers them."""
    with TemporaryDirectory(prefix="faults-", dir=memory(), ignore_cleanup_errors=True) as folder:
        os.environ["TMPDIR"] = folder  # of the servers too
        for store in said.store:
            for line in work(store, Path(folder) / store, part=said.part, share=said.share, of=said.of):
                print(json.dumps(asdict(line)), flush=True)


def campaign(*, part: bool, stores: Sequence[str]) -> list[Line]:
    """Run the workers, side by side, and gather their lines."""
    from concurrent.futures import ThreadPoolExecutor
    from subprocess import run

    many = 2
    found: dict[str, Line] = {}

    def one(share: int) -> str:
        command = ["-m", "tests.faults", "--share", f"{share}", "--of", f"{many}", "--store", *stores]
        done = run(
            [sys.executable, *command, *(["--part"] if part else [])],
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST,
        )
        if done.returncode:
            raise SystemExit(done.stderr)
        return done.stdout

    with ThreadPoolExecutor(min(many, os.cpu_count() or 1)) as pool:
        for told in pool.map(one, range(many)):
            for text in told.splitlines():
                said = json.loads(text)
                line = found.setdefault(said["name"], Line(said["name"]))
                for name, value in said.items():
                    if name == "troubles":
                        line.troubles += tuple(value)
                    elif name != "name":
                        setattr(line, name, getattr(line, name) + value)
    return list(found.values())


def table(lines: Sequence[Line]) -> str:
    """Return the lines and their sum, as text."""
    whole = Line("all")
    for line in lines:
        for name in HEAD[1:]:
            setattr(whole, name, getattr(whole, name) + getattr(line, name))
    wide = max(len(line.name) for line in (*lines, whole))
    head = f"{HEAD[0]:<{wide}}" + "".join(f"{name:>12}" for name in HEAD[1:])
    rows = [
        f"{line.name:<{wide}}" + "".join(f"{getattr(line, name):>12}" for name in HEAD[1:])
        for line in (*lines, whole)
    ]
    return "\n".join([head, *rows])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--part", action="store_true", help="each row and each kind of call once")
    parser.add_argument("--store", nargs="+", choices=list(HOSTS), default=["file", "branch"])
    parser.add_argument("--share", type=int, help="one share only, counted from 0, its lines as JSON")
    parser.add_argument("--of", type=int, default=1, help="how many shares there are")
    said = parser.parse_args()
    if said.share is not None:
        worker(said)
        return
    began = time.monotonic()
    lines = campaign(part=said.part, stores=said.store)
    print(table(lines))
    print(f"{time.monotonic() - began:.0f} seconds")
    troubles = [f"{line.name}: {trouble}" for line in lines for trouble in line.troubles]
    print("\n".join(troubles))
    bad = any(line.duplicates or line.lost or line.untold for line in lines)
    sys.exit(1 if bad or troubles else 0)


if __name__ == "__main__":
    main()
