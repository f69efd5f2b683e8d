"""A branch of a git repository (GitHub Pages and its kin), through ghp-import; never forced but by `forget`.

Commits are made in a bare repository of our own (`deploy.git` beside the ledger), so the practice's
checkout and its branches stay as they are. Git's own credentials are used (credential helper, agent).
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from syndicate.errors import SettingsError, SiteError
from syndicate.model import NOTHING
from syndicate.settings import Settings, Target
from syndicate.site.hosts import MARK_FILE, NOTE_FILE, Change, Mark, foreign
from syndicate.site.hosts.folder import copy_marked
from syndicate.site.hosts.process import UNCHANGED, run

NOTE_MESSAGE = "Note of the last run"
ALONE_MESSAGE = "The site as it is now; earlier builds were withdrawn"
# how many commits more are fetched at a time, to find the build below the notes of weeks
DEEPER = 100
# whatever git's own settings make of the path (url.*.insteadOf): no network
HERE: Mapping[str, str | None] = {"GIT_ALLOW_PROTOCOL": "file"}


def open_branch(settings: Settings) -> Branch:
    """Return the host of `git:ADDRESS`; a path counts from the site's root on."""
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_./-]*", settings.deploy_branch):
        raise SettingsError(
            f"pelicanconf.py: SYNDICATE_DEPLOY_BRANCH {settings.deploy_branch!r} is no name of a branch."
        )
    return Branch(settings.target, settings.deploy_branch, settings.root, settings.state)


class Branch:
    """One branch of one remote; each deploy is a commit on top of the one before."""

    def __init__(self, target: Target, branch: str, root: Path, state: Path) -> None:
        address = bool(target.host) or target.path.startswith("file:")
        self._remote = target.path if address else str((root / target.path).resolve())
        self._env = HERE if target.loopback else UNCHANGED
        self._branch = branch
        self._ref = f"refs/heads/{branch}"
        self._bench = state / "deploy.git"
        self._stage = state / "deploy.stage"
        self.name = f"{self._remote} {branch}"

    def look(self) -> Mark | None:
        """Return the mark of the newest commit, None where there is no branch."""
        return self.live()

    def live(self) -> Mark | None:
        """Fetch the branch and return the mark of its newest commit, None where there is no branch."""
        if not (self._bench / "HEAD").exists():
            run(["git", "init", "--quiet", "--bare", str(self._bench)], doing="Preparing the deploy")
            self._git("config", "user.name", "Expertstatus")
            self._git("config", "user.email", "expertstatus@localhost")
        if not self._git("ls-remote", self._remote, self._ref):
            self._git("update-ref", "-d", self._ref)
            return None
        self._fetch("--depth=2")
        mark = self._mark(self._ref)
        if mark is None:
            raise foreign(f"the branch {self.name}")
        return mark

    def intact(self, built: Path) -> bool:  # noqa: ARG002 - the same question to every host
        """Return True: what git keeps under a commit does not change."""
        return True

    def put(self, built: Path, mark: Mark) -> None:
        """Commit `built` on top of what was fetched, and push; refused where somebody was faster."""
        shutil.rmtree(self._stage, ignore_errors=True)
        try:
            copy_marked(built, self._stage, mark)
            self._carry_note()
            importing = [sys.executable, "-m", "ghp_import", "--no-jekyll", "--branch", self._branch]
            run(
                [*importing, "--message", str(mark).capitalize(), str(self._stage)],
                doing="Making the commit",
                cwd=self._bench,
            )
        finally:
            shutil.rmtree(self._stage, ignore_errors=True)
        self._push()

    def back(self) -> Mark:
        """Commit the files of the build before, with the note of now, on top of the branch, and push."""
        before = self._before() if self.live() else ""
        mark = self._mark(before) if before else None
        if mark is None:
            raise SiteError(f"{self.name}: there is no previous build to go back to. Nothing was changed.")
        self._commit(before, self._noted(), f"Back to {mark}")
        self._push()
        return mark

    def forget(self) -> None:
        """Let the branch hold what is live as its only commit, and throw the repository here away.

        The one push that is forced, and only over what was fetched: what somebody else pushed since stays.
        Until the code host clears up, it still gives the old commits to whoever knows their numbers.
        """
        if self.live() is not None:
            old = self._git("rev-parse", self._ref)
            alone = self._git("commit-tree", f"{old}^{{tree}}", "-m", ALONE_MESSAGE)
            self._git("update-ref", self._ref, alone)
            self._push(f"--force-with-lease={self._ref}:{old}")
        shutil.rmtree(self._bench)

    def note(self, change: Change) -> None:
        """Commit what `change` makes of the note, unless that is "", and push."""
        text = change(self._noted())
        if text:
            self._commit(self._ref, text, NOTE_MESSAGE)
            self._push()

    def _before(self) -> str:
        """Return the commit below the one that brought the live build, "" for none.

        A build is known by its mark, which a note leaves as it is: so notes are stepped over.
        """
        while True:
            came = self._git("log", "--first-parent", "-1", "--format=%H", self._ref, "--", MARK_FILE)
            below = self._git("rev-parse", "--verify", "--quiet", f"{came}^", fine=(0, 1))
            if below or self._git("rev-parse", "--is-shallow-repository") != "true":
                return below
            self._fetch(f"--deepen={DEEPER}")

    def _noted(self) -> str:
        there = self._git("ls-tree", "--name-only", self._ref, "--", NOTE_FILE)
        return self._git("show", f"{self._ref}:{NOTE_FILE}") if there else ""

    def _carry_note(self) -> None:
        if self._git("for-each-ref", self._ref) and (text := self._noted()):
            note = self._stage / NOTE_FILE
            note.parent.mkdir(exist_ok=True)
            note.write_text(f"{text}\n", "utf-8")

    def _commit(self, files: str, note: str, message: str) -> None:
        """Commit the files of another commit, with this note where it is not "", on top of the branch."""
        index = {"GIT_INDEX_FILE": str(self._bench / "note.index")}
        self._git("read-tree", files, env=index)
        if note:
            blob = self._git("hash-object", "-w", "--stdin", stdin=f"{note.strip()}\n")
            self._git("update-index", "--add", "--cacheinfo", f"100644,{blob},{NOTE_FILE}", env=index)
        tree = self._git("write-tree", env=index)
        self._git("update-ref", self._ref, self._git("commit-tree", tree, "-p", self._ref, "-m", message))

    def _fetch(self, how_deep: str) -> None:
        self._git("fetch", "--quiet", "--no-tags", how_deep, self._remote, f"+{self._ref}:{self._ref}")

    def _push(self, *how: str) -> None:
        self._git("push", "--quiet", *how, self._remote, f"{self._ref}:{self._ref}")

    def _mark(self, commit: str) -> Mark | None:
        if MARK_FILE not in self._git("ls-tree", "--name-only", commit).splitlines():
            return None
        return Mark.read(self._git("show", f"{commit}:{MARK_FILE}"), self.name)

    def _git(
        self, *args: str, stdin: str = "", fine: tuple[int, ...] = (0,), env: Mapping[str, str] = NOTHING
    ) -> str:
        argv, around = ["git", f"--git-dir={self._bench}", *args], {**self._env, **env}
        doing = f"git {args[0]} for {self.name}"
        return run(argv, doing=doing, stdin=stdin, fine=fine, env=around).stdout.strip()
