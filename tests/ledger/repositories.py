"""Real repositories for the git store: a bare remote, and clones of it as practices have them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from filelock import FileLock

from syndicate.ledger.book import Book
from syndicate.ledger.branch import BranchStore

BRANCH = "ledger"
MONTH = "2026-11.jsonl"
AROUND = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Hanna",
    "GIT_AUTHOR_EMAIL": "hanna@praktijk.example",
    "GIT_COMMITTER_NAME": "Hanna",
    "GIT_COMMITTER_EMAIL": "hanna@praktijk.example",
}


def git(folder: Path, *args: str, stdin: str = "") -> str:
    """Return what git says in a folder; a failure is a failure of the test."""
    command = ["git", "-C", str(folder), *args]
    done = subprocess.run(command, env=AROUND, input=stdin, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def remote(place: Path, name: str = "remote.git") -> Path:
    """Make a bare repository with one commit on main."""
    bare = place / name
    git(place, "init", "--quiet", "--bare", "--initial-branch=main", str(bare))
    tree = git(bare, "mktree")
    git(bare, "update-ref", "refs/heads/main", git(bare, "commit-tree", tree, "-m", "first"))
    return bare


def clone(place: Path, name: str, address: str, *more: str) -> Path:
    """Clone a repository into `place`/`name`."""
    git(place, "clone", "--quiet", *more, address, str(place / name))
    return place / name


def repositories(place: Path) -> tuple[Path, Path]:
    """Return the remote and one clone of it in `place`, made where they are not there; safe in a race."""
    with FileLock(place / ".making"):
        if not (place / "site").exists():
            clone(place, "site", str(remote(place)))
    return place / "remote.git", place / "site"


def branch_book(place: Path) -> Book:
    """Return a ledger on the branch of the one clone in `place`."""
    return Book(BranchStore(repositories(place)[1], BRANCH))


def lines(bare: Path, branch: str = BRANCH) -> list[str]:
    """Return the lines of all month files on the branch, as git shows them."""
    names = git(bare, "ls-tree", "--name-only", branch).splitlines()
    texts = [git(bare, "show", f"{branch}:{name}") for name in names if name.endswith(".jsonl")]
    return [line for text in texts for line in text.splitlines()]


def book(folder: Path, *, seconds: float = 20) -> Book:
    return Book(BranchStore(folder, BRANCH, write_seconds=seconds))


def key(n: int) -> str:
    return f"article{n}/nl/x/new"


def keys(ledger: Book) -> list[str]:
    return [entry.key for _, entry in ledger.since("")]


def commit_file(bare: Path, name: str, text: str, branch: str = BRANCH, mode: str = "100644") -> str:
    """Put a file onto the branch of the remote, as another tool or a person does."""
    blob = git(bare, "hash-object", "-w", "--stdin", stdin=text)
    there = subprocess.run(
        ["git", "-C", str(bare), "ls-tree", branch], capture_output=True, text=True, check=False
    )
    rows = [row for row in there.stdout.splitlines() if not row.endswith(f"\t{name}")]
    tree = git(bare, "mktree", stdin="\n".join([*rows, f"{mode} blob {blob}\t{name}"]) + "\n")
    upon = ("-p", branch) if there.returncode == 0 else ()
    commit = git(bare, "commit-tree", tree, *upon, "-m", "by hand")
    git(bare, "update-ref", f"refs/heads/{branch}", commit)
    return commit
