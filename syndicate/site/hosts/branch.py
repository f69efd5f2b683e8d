"""A branch of a git repository (GitHub Pages and its kin), through ghp-import; never forced.

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
from syndicate.settings import Settings, Target
from syndicate.site.hosts import MARK_FILE, Mark, foreign
from syndicate.site.hosts.folder import copy_marked
from syndicate.site.hosts.process import UNCHANGED, run

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

    def live(self) -> Mark | None:
        """Fetch the branch and return the mark of its newest commit, None where there is no branch."""
        if not (self._bench / "HEAD").exists():
            run(["git", "init", "--quiet", "--bare", str(self._bench)], doing="Preparing the deploy")
            self._git("config", "user.name", "Expertstatus")
            self._git("config", "user.email", "expertstatus@localhost")
        if not self._git("ls-remote", self._remote, self._ref):
            self._git("update-ref", "-d", self._ref)
            return None
        self._git("fetch", "--quiet", "--no-tags", "--depth=2", self._remote, f"+{self._ref}:{self._ref}")
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
        """Commit the files of the commit before on top of the branch, and push."""
        live = self.live()
        before = live and self._git("rev-list", "--skip=1", "--max-count=1", self._ref)
        mark = self._mark(before) if before else None
        if mark is None:
            raise SiteError(f"{self.name}: there is no previous build to go back to. Nothing was changed.")
        commit = self._git("commit-tree", f"{before}^{{tree}}", "-p", self._ref, "-m", f"Back to {mark}")
        self._git("update-ref", self._ref, commit)
        self._push()
        return mark

    def _push(self) -> None:
        self._git("push", "--quiet", self._remote, f"{self._ref}:{self._ref}")

    def _mark(self, commit: str) -> Mark | None:
        if MARK_FILE not in self._git("ls-tree", "--name-only", commit).splitlines():
            return None
        return Mark.read(self._git("show", f"{commit}:{MARK_FILE}"), self.name)

    def _git(self, *args: str) -> str:
        argv = ["git", f"--git-dir={self._bench}", *args]
        return run(argv, doing=f"git {args[0]} for {self.name}", env=self._env).stdout.strip()
