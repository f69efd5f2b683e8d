"""What each store of the ledger costs: `python -m tests.bench.ledger [STORE...]` prints one table.

Alone: reading what is due, a claim and an append, with 1,000 and 100,000 entries, each in a new process.
Racing: 8 processes that claim the same 1,000 keys, ten at a time. Nothing but this machine is asked.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from syndicate.ledger import Ledger
from syndicate.ledger.book import Book
from syndicate.ledger.branch import BranchStore
from syndicate.ledger.file import FileStore
from syndicate.ledger.line import encode
from syndicate.ledger.sql import SqlStore
from syndicate.model import Entry, EntryKind
from tests.ledger.databases import postgres_store, sqlite_store
from tests.ledger.entries import NOW, claim, said, sent
from tests.ledger.repositories import BRANCH, clone, git, remote

MONTHS = 120
RACERS = 8
KEYS = 1000
SIZES = (1_000, 100_000)


def history(count: int) -> Iterator[Entry]:
    """Yield so many entries, three for each post, spread over ten years."""
    posts = count // 3 + 1
    step = timedelta(days=30 * MONTHS) / posts
    for n in range(posts):
        at = NOW - step * (posts - n)
        key = f"een-artikel-van-gewone-lengte-{n}/nl/mastodon/new"
        yield claim(key, at=at)
        yield said(EntryKind.PREPARED, key=key, at=at, media_id="112233445566")
        yield sent(key=key, at=at)


def months(count: int) -> dict[str, str]:
    """Return the month files of such a history."""
    found: dict[str, list[str]] = {}
    for entry in history(count):
        found.setdefault(f"{entry.at:%Y-%m}.jsonl", []).append(encode(entry) + "\n")
    return {name: "".join(lines) for name, lines in found.items()}


def fill_file(place: Path, count: int) -> None:
    """Write the history as a folder of files."""
    (place / "ledger").mkdir(parents=True)
    for name, text in months(count).items():
        (place / "ledger" / name).write_text(text)


def fill_branch(place: Path, count: int) -> None:
    """Write the history as one commit on the branch of a bare remote, and make a clone for each racer."""
    place.mkdir()
    bare = remote(place)
    rows = [
        f"100644 blob {git(bare, 'hash-object', '-w', '--stdin', stdin=text)}\t{name}\n"
        for name, text in months(count).items()
    ]
    if rows:
        tree = git(bare, "mktree", stdin="".join(rows))
        git(bare, "update-ref", f"refs/heads/{BRANCH}", git(bare, "commit-tree", tree, "-m", "history"))
    for n in range(RACERS):
        clone(place, f"clone{n}", f"file://{bare}", "--single-branch")
        git(place / f"clone{n}", "fetch", "--quiet", "origin", "+refs/heads/*:refs/expertstatus/ledger/*")


def fill_database(store: Callable[[Path], SqlStore]) -> Callable[[Path, int], None]:
    """Return what writes the history into a database in one transaction."""

    def fill(place: Path, count: int) -> None:
        store(place).write(lambda _: list(history(count)) if count else [])

    return fill


STORES: dict[str, tuple[Callable[[Path, int], None], Callable[[Path, int], Ledger]]] = {
    "file": (fill_file, lambda place, _: Book(FileStore(place / "ledger"))),
    "branch": (fill_branch, lambda place, run: Book(BranchStore(place / f"clone{run}", BRANCH))),
    "sqlite": (fill_database(sqlite_store), lambda place, _: Book(sqlite_store(place))),
    "postgresql": (fill_database(postgres_store), lambda place, _: Book(postgres_store(place))),
}


def peak() -> float:
    """Return the most memory that this process had so far, in MiB (Linux)."""
    status = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def spent() -> float:
    """Return the CPU seconds of this process and of the programs it ran: other work here changes nothing."""
    return sum(
        t for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN) for t in resource.getrusage(who)[:2]
    )


def alone(store: str, place: Path) -> dict[str, float]:
    """Read what is due, claim and append in this process; seconds, and the MiB that reading added."""
    import syndicate.plan  # noqa: F401 - what a run has loaded anyway

    ledger = STORES[store][1](place, 0)
    before = peak()
    began = spent()
    ledger.posted()
    list(ledger.only(EntryKind.HOLD, EntryKind.RELEASE, EntryKind.APPROVAL, EntryKind.DEPLOY))
    ledger.state([f"nieuw{n}/nl/x/new" for n in range(9)], NOW)
    read = spent() - began
    mib = peak() - before
    claims, appends = [], []
    for n in range(10):
        new = claim(f"nieuw{n}/nl/x/new")
        began = time.perf_counter()
        if ledger.claim([new], NOW) != (new,):
            sys.exit("a free key could not be claimed")
        claims.append(time.perf_counter() - began)
        began = time.perf_counter()
        ledger.append(sent(key=new.key))
        appends.append(time.perf_counter() - began)
    cold = STORES[store][1](place, 0)
    began = time.perf_counter()
    cold.claim([claim("koud/nl/x/new")], NOW)
    cold_claim = time.perf_counter() - began
    began = spent()
    count = sum(1 for _ in ledger.since(""))
    whole = spent() - began
    return {
        "entries": count, "read": read, "mib": mib, "claim": sorted(claims)[5],
        "append": sorted(appends)[5], "cold": cold_claim, "whole": whole,
    }  # fmt: skip


def race(store: str, place: Path, run: int) -> dict[str, float]:
    """Claim all keys with the others, ten at a time; return how long that took, and what was won."""
    ledger = STORES[store][1](place, run)
    keys = [f"article{n}/nl/x/new" for n in range(KEYS)]
    shift = run * KEYS // RACERS
    print("ready", flush=True)
    sys.stdin.readline()
    began = time.perf_counter()
    won = 0
    turned = keys[shift:] + keys[:shift]
    times = []
    for n in range(0, KEYS, 10):
        one = time.perf_counter()
        won += len(ledger.claim([claim(key, run=str(run)) for key in turned[n : n + 10]], NOW))
        times.append(time.perf_counter() - one)
    return {
        "seconds": time.perf_counter() - began,
        "won": won,
        "slowest": max(times),
        "middle": sorted(times)[50],
    }


def child(*what: str) -> list[str]:
    """Return the command that runs a part of this script in a process of its own."""
    return [sys.executable, "-m", "tests.bench.ledger", *what]


def measure(store: str, aside: Path) -> None:
    """Print the rows of one store."""
    for size in SIZES:
        place = aside / f"{store}{size}"
        STORES[store][0](place, size)
        done = subprocess.run(child("-alone", store, str(place)), capture_output=True, text=True, check=True)
        f = json.loads(done.stdout)
        print(
            f"| {store} | {f['entries']:,} | {f['read']:.2f} s | {f['mib']:.0f} MiB "
            f"| {f['cold'] * 1000:.0f} ms | {f['claim'] * 1000:.0f} ms | {f['append'] * 1000:.0f} ms "
            f"| {f['whole']:.2f} s |",
            flush=True,
        )
    place = aside / f"{store}race"
    STORES[store][0](place, 0)
    commands = [child("-race", store, str(place), str(n)) for n in range(RACERS)]
    with ExitStack() as racing:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        racers = [racing.enter_context(subprocess.Popen(command, **pipes)) for command in commands]
        for racer in racers:
            racer.stdout.readline()
        for racer in racers:
            _start(racer)
        figures = [json.loads(racer.stdout.read()) for racer in racers]
    claims = STORES[store][1](place, 0).only(EntryKind.CLAIM)
    kept = [entry.key for entry in claims if entry.key.startswith("article")]
    seconds = max(f["seconds"] for f in figures)
    print(
        f"| {store}, {RACERS} racing | {KEYS} keys | {KEYS / seconds:.0f} claims/s | {seconds:.1f} s | "
        f"middle {sorted(f['middle'] for f in figures)[4] * 1000:.0f} ms | "
        f"slowest {max(f['slowest'] for f in figures) * 1000:.0f} ms a batch | "
        f"won {sum(f['won'] for f in figures):.0f} | double {len(kept) - len(set(kept))} |",
        flush=True,
    )


def _start(racer: subprocess.Popen[bytes]) -> None:
    racer.stdin.write(b"\n")
    racer.stdin.flush()


def main() -> None:
    """Measure the stores that are named, else all."""
    match sys.argv[1:]:
        case ["-alone", store, place]:
            print(json.dumps(alone(store, Path(place))))
        case ["-race", store, place, run]:
            print(json.dumps(race(store, Path(place), int(run))))
        case named:
            print(
                "| store | entries | read what is due | memory | first claim | claim | append | all entries |"
            )
            print("|---|---|---|---|---|---|---|---|")
            with tempfile.TemporaryDirectory() as aside:
                for store in named or STORES:
                    measure(store, Path(aside))


if __name__ == "__main__":
    main()
