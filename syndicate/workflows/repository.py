"""What git says of the practice's folder: what it keeps of the private one, and which remotes there are.

Only read: nothing is fetched, written or asked of a remote here.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from syndicate.errors import SiteError
from syndicate.settings import Settings
from syndicate.settings.tokens import without_ours

LONGEST = 60
# they may lie there in public: a word about the folder, and what keeps it in git while it is empty
OPEN = ("README.md", ".gitkeep")
# git says with these where a repository is; in a hook they speak of another one
ELSEWHERE = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"})
REMOTE = re.compile(r"(\S+)\t(.+) \((?:fetch|push)\)(?: \[.*\])?")
# a file or a link to one; what was taken away and a submodule (a number, no file) are neither
FILE = re.compile(r":\d{6} 1[02]0\d{3} ")


def git(folder: Path, *args: str, stdin: str = "") -> str:
    """Return what git says in a folder; raises SiteError with its words, FileNotFoundError without git."""
    around = {k: v for k, v in without_ours(os.environ).items() if k not in ELSEWHERE} | {"LC_ALL": "C"}
    command = ["git", "-C", str(folder), *args]
    try:
        done = subprocess.run(
            command, env=around, input=stdin, capture_output=True, encoding="utf-8", errors="replace",
            timeout=LONGEST, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise SiteError(f"git {args[0]} took longer than {LONGEST} seconds") from None
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"it ended with code {done.returncode}"]
        raise SiteError(f"git {args[0]}: {lines[0].rstrip('.')}")
    return done.stdout


def top(folder: Path) -> Path | None:
    """Return the folder of the repository that a folder is in; None where it is in none.

    Raises SiteError where git refuses to say (a folder of somebody else's).
    """
    try:
        return Path(git(folder, "rev-parse", "--show-toplevel").strip()).resolve()
    except FileNotFoundError:
        return None
    except SiteError as error:
        if "not a git repository" in str(error):
            return None
        raise


def repositories(settings: Settings) -> tuple[Repository, ...]:
    """Return the repositories that may keep private files: the practice's, and one made in the folder."""
    private = settings.private
    tops = dict.fromkeys(top(f) for f in (settings.root, private) if f.is_dir())
    return tuple(Repository(t, private) for t in tops if t and private.is_relative_to(t))


@dataclass(frozen=True, slots=True)
class Repository:
    """One repository that the private folder is in."""

    folder: Path
    private: Path

    def remotes(self) -> tuple[tuple[str, str], ...]:
        """Return (name, address) of every remote, each address once, as git itself would reach it."""
        rows = (REMOTE.fullmatch(line) for line in git(self.folder, "remote", "-v").splitlines())
        return tuple(dict.fromkeys((row[1], row[2]) for row in rows if row))

    def tracks(self) -> bool:
        """Tell whether git would commit a private file as the folder stands now."""
        told = git(self.folder, "ls-files", "--stage", "-z", "--", *self._private())
        return any(not row.startswith("160000 ") for row in told.split("\0") if row)

    def holds(self, commits: Iterable[str]) -> bool:
        """Tell whether any of these commits, where they are known here, or one before has such a file."""
        names = "".join(f"{commit}^{{commit}}\n" for commit in commits)
        found = git(self.folder, "cat-file", "--batch-check=%(objectname) %(objecttype)", stdin=names)
        known = [row.split()[0] for row in found.splitlines() if row.endswith(" commit")]
        if not known:
            return False
        reading = ("-c", "log.showRoot=true", "-c", "log.diffMerges=separate", "log", "--full-history", "-m")
        told = git(
            self.folder,
            *reading,
            "--no-renames",
            "--raw",
            "--format=",
            "--stdin",
            stdin="\n".join([*known, "--", *self._private()]),
        )
        return any(FILE.match(row) for row in told.splitlines())

    def sent_to(self, remote: str) -> tuple[str, ...]:
        """Return what this repository knows to stand on a remote, as commits."""
        return tuple(
            git(self.folder, "for-each-ref", "--format=%(objectname)", f"refs/remotes/{remote}/").split()
        )

    def pushes_to(self) -> str:
        """Return the remote that `git push` would send to."""
        branch = git(self.folder, "branch", "--show-current").strip()
        if not branch:
            return "origin"
        named = git(self.folder, "for-each-ref", "--format=%(push:remotename)", f"refs/heads/{branch}")
        return named.strip() or "origin"

    def _private(self) -> tuple[str, ...]:
        """Return the private folder without what may lie there in public, as git names files."""
        inside = self.private.relative_to(self.folder)
        whole = "" if inside == Path() else inside.as_posix()
        left_out = ((inside / name).as_posix() for name in OPEN)
        return (f":(top,literal){whole}", *(f":(top,literal,exclude){path}" for path in left_out))
