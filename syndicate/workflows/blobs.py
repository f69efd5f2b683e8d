"""What git is about to keep or to send, as bytes: the files of the index, and of every commit of a push.

Asked of the commands that no configuration of git changes (diff-index, rev-list, diff-tree), never of `log`
or `diff`: with `log.diffMerges off` those say nothing of a merge.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from syndicate.errors import SiteError
from syndicate.settings.tokens import without_ours
from syndicate.workflows.repository import ELSEWHERE, LONGEST

MOST_BYTES = 40_000_000
"""More than that of one file is not read: no article and no picture that can be shown comes near."""

ROW = re.compile(
    r"\x01(?P<commit>[0-9a-f]+)|:\d{6} (?P<mode>\d{6}) [0-9a-f]+ (?P<blob>[0-9a-f]+) \w\d*\0(?P<path>[^\0]*)"
)
SUBMODULE = "160000"
RAW = ("-r", "--raw", "--no-abbrev", "-z", "--no-renames")


@dataclass(frozen=True, slots=True)
class Blob:
    """One version of a file: `path` from the repository's top; `data` None where it is too large to read."""

    path: str
    name: str
    commit: str = ""
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Push:
    """One line that git gives its pre-push hook: what is sent, and what stands there now ("" = nothing)."""

    local: str
    remote: str


def pushes(lines: str) -> tuple[Push, ...]:
    """Return what a push sends, from what git says on the hook's stdin; what it deletes sends nothing."""
    rows = (line.split() for line in lines.splitlines())
    return tuple(
        Push(row[1], "" if not row[3].strip("0") else row[3])
        for row in rows
        if len(row) == 4 and row[1].strip("0")
    )


def staged(folder: Path, asked: Callable[[str], bool]) -> Iterator[Blob]:
    """Yield the files that are asked for as the next commit would hold them, those that it changes."""
    head = known(folder, ["HEAD"])
    before = head[0] if head else _nothing(folder)
    yield from _filled(folder, _rows(run(folder, "diff-index", "--cached", *RAW, before), asked))


def pushed(folder: Path, asked: Callable[[str], bool], push: Push, there: Iterable[str]) -> Iterator[Blob]:
    """Yield every version of the files that are asked for in every commit that the other side lacks.

    `there` are commits that it has beside `push.remote`, as far as is known here: of a branch or tag that
    it does not have yet, the newest state is looked at whole. A merge is compared with each of its parents.
    """
    tips = known(folder, [push.local])
    has = known(folder, [*there, *filter(None, [push.remote])])
    if not tips:
        return
    wanted = "".join(f"{name}\n" for name in (*tips, *(f"^{commit}" for commit in has)))
    commits = run(folder, "rev-list", "--stdin", stdin=wanted.encode())
    shown = ("--stdin", "--root", "-m", "--format=%x01%H")
    told = run(folder, "diff-tree", *shown, *RAW, stdin=commits)
    if not push.remote:
        told += b"\x01%s\0" % tips[0].encode() + run(folder, "diff-tree", *RAW, _nothing(folder), tips[0])
    yield from _filled(folder, _rows(told, asked))


def _nothing(folder: Path) -> str:
    """Return git's name of a folder without files."""
    return run(folder, "hash-object", "-t", "tree", "--stdin").decode().strip()


def known(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Return those names that are commits (or tags of one) and stand here, as commits."""
    asked = "".join(f"{name}^{{commit}}\n" for name in names)
    found = run(folder, "cat-file", "--batch-check=%(objectname) %(objecttype)", stdin=asked.encode())
    rows = (line.split() for line in found.decode(errors="replace").splitlines())
    return tuple(row[0] for row in rows if len(row) == 2 and row[1] == "commit")


def shared(folder: Path, push: Push, there: Iterable[str]) -> str:
    """Return the newest commit that both sides have; "" where they share none."""
    for other in known(folder, [*filter(None, [push.remote]), *there]):
        try:
            return run(folder, "merge-base", push.local, other).decode().strip()
        except SiteError:
            continue  # no common beginning
    return ""


def _rows(told: bytes, asked: Callable[[str], bool]) -> Iterator[Blob]:
    """Yield path, name and commit of each file that was added or changed, each version of a path once."""
    commit, seen = "", set()
    for row in ROW.finditer(told.decode(errors="replace")):
        if row["commit"]:
            commit = row["commit"]
        elif row["mode"] != SUBMODULE and row["blob"].strip("0") and (row["blob"], row["path"]) not in seen:
            seen.add((row["blob"], row["path"]))
            if asked(row["path"]):
                yield Blob(row["path"], row["blob"], commit)


def _filled(folder: Path, rows: Iterator[Blob]) -> Iterator[Blob]:
    """Yield the files with their bytes, read from one git."""
    blobs = list(rows)
    if not blobs:
        return
    asked = "".join(f"{blob.name}\n" for blob in blobs).encode()
    sizes = run(folder, "cat-file", "--batch-check=%(objectsize)", stdin=asked).split()
    small = [blob for blob, size in zip(blobs, sizes, strict=True) if int(size) <= MOST_BYTES]
    yield from (blob for blob, size in zip(blobs, sizes, strict=True) if int(size) > MOST_BYTES)
    command = ["git", "-C", str(folder), "cat-file", "--batch"]
    with subprocess.Popen(
        command, env=_around(folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as reading:
        asking, said = reading.stdin, reading.stdout
        assert asking is not None  # noqa: S101 - both are pipes
        assert said is not None  # noqa: S101 - both are pipes
        for blob in small:
            asking.write(f"{blob.name}\n".encode())
            asking.flush()
            size = int(said.readline().split()[2])
            yield Blob(blob.path, blob.name, blob.commit, said.read(size))
            said.read(1)
        asking.close()


def run(folder: Path, *args: str, stdin: bytes = b"") -> bytes:
    """Return what git says in a folder, as bytes; raises SiteError with its words."""
    command = ["git", "-C", str(folder), *args]
    try:
        done = subprocess.run(
            command, env=_around(folder), input=stdin, capture_output=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        raise SiteError(f"git {args[0]} took longer than {LONGEST} seconds") from None
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise SiteError(f"git {args[0]}: {lines[0] if lines else f'it ended with code {done.returncode}'}")
    return done.stdout


def _around(folder: Path) -> dict[str, str]:
    """Return the environment for git in a folder: a commit of some files only has an index of its own.

    A hook is told of the index from the repository's top on, wherever it goes itself.
    What is sent are the commits themselves, whatever `git replace` or a graft shows in their place.
    """
    around = {k: v for k, v in without_ours(os.environ).items() if k not in ELSEWHERE}
    around |= {"LC_ALL": "C", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull}
    index = os.environ.get("GIT_INDEX_FILE")
    return around | ({"GIT_INDEX_FILE": str((folder / index).absolute())} if index else {})
