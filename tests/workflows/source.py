"""A practice whose texts are in git, a code host that keeps them, and what a run makes of it."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from syndicate.errors import Exit, SettingsError
from syndicate.model import EntryKind
from tests.servers.git_http import GitHost

if TYPE_CHECKING:
    from tests.workflows.conftest import Practice

REAL = {"name": "Praktijk De Linde"}
ROSTER = "Maandag: Hanna. Dinsdag: Bram. Woensdag is Hanna afwezig wegens ziekte.\n"


def real(practice: Practice) -> None:
    """Make a practice a real one, with the pages that it then owes."""
    practice.configure(SYNDICATE_PRACTICE=REAL)
    for slug in ("privacy", "klachten", "over-ons", "zo-controleren-wij"):
        practice.write(f"content/pages/{slug}.md", f"---\ntitle: {slug}\nslug: {slug}\n---\nEen zin.\n")


def git(folder: Path, *args: str) -> str:
    """Run git as somebody without any settings of their own."""
    around = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": "safe.directory",
        "GIT_CONFIG_VALUE_0": "*",
        "GIT_CONFIG_KEY_1": "protocol.file.allow",
        "GIT_CONFIG_VALUE_1": "always",
        "GIT_TERMINAL_PROMPT": "0",
    }
    who = ("-c", "user.name=Hanna", "-c", "user.email=hanna@linde.example")
    done = subprocess.run(
        ["git", "-C", str(folder), *who, *args], env=around, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@dataclass
class Source:
    """The practice's checkout, and its repository `site.git` on the host, where `origin` points."""

    practice: Practice
    host: GitHost

    def git(self, *args: str) -> str:
        return git(self.practice.root, *args)

    def commit(self, what: str = "werk") -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", what)

    def push(self) -> None:
        """Push, as the practice itself does: past the login of the host."""
        for branch in self.git("for-each-ref", "--format=%(refname:short)", "refs/heads").splitlines():
            git(self.practice.root, "push", "--quiet", "--force", str(self.host.folder / "site.git"), branch)
            self.git("update-ref", f"refs/remotes/origin/{branch}", branch)

    def secret(self, path: str = "content/private/rooster.md") -> None:
        """Write something private, and commit it."""
        self.practice.write(path, ROSTER)
        self.commit("rooster")


def bare(folder: Path, name: str) -> Path:
    """Make an empty repository of a host."""
    folder.mkdir(exist_ok=True)
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", name)
    return folder / name


def begun(practice: Practice, host: GitHost) -> Source:
    """Make a practice a real one, and put it into git and on the host."""
    real(practice)
    made = Source(practice, host)
    practice.write(".gitignore", "/.syndicate/\n/output/\n/public*/\n/posts/\n/preview/\n")
    made.git("init", "--quiet", "--initial-branch=main")
    made.git("remote", "add", "origin", host.url("site.git"))
    made.commit("begin")
    made.push()
    return made


def refused(source: Source) -> str:
    """Publish, which must be refused before anything left, and return what is said."""
    with pytest.raises(SettingsError) as stopped:
        source.practice.publish()
    assert stopped.value.exit is Exit.SETTINGS
    assert not (source.practice.root / "public").exists()
    assert source.practice.entries(EntryKind.CLAIM, EntryKind.DEPLOY) == []
    return str(stopped.value)


def fine(source: Source) -> list[str]:
    """Publish, which must go well, and return what could not be found out."""
    done = source.practice.publish()
    assert done.exit is Exit.DONE
    return [line for line in source.practice.told if "could not be found out" in line]
