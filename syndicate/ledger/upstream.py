"""Where the ledger's branch stands, at the remote and as far as it is known here.

The newest commit that is known here is kept in a ref of our own: a remote branch that does not descend
from it was deleted or written anew, and is refused until somebody repairs it.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from syndicate.errors import LedgerError
from syndicate.ledger.commits import Commits, Tip
from syndicate.ledger.git import Git, GitError, Said
from syndicate.ledger.remote import Remote

Answer = TypeVar("Answer")
TRIES = 4
REWRITTEN = (
    "the branch {branch} of {remote} no longer holds what was noted there ({known}): it was deleted or "
    "written anew. Nothing is sent, since nobody could say what was posted. `invoke ledger.repair` puts it "
    "right, with what the networks hold."
)
OFFLINE = "{remote}: the branch {branch} cannot be {done}: {why}. Nothing more is sent; try again."


class Upstream:
    """`branch` of the remote `named` of the repository that `root` is in; what is not used asks nothing.

    With `anew`, for who repairs it, the remote's branch counts as it is until `agree` forgets what was known.
    """

    def __init__(self, root: Path, branch: str, named: str, *, anew: bool = False) -> None:
        self._git = Git(root)
        self._anew = anew
        self.commits = Commits(self._git, branch)
        self.branch = branch
        self._named = named
        self._own = f"refs/expertstatus/ledger/{branch}"
        self._tip: Tip | None = None
        self._looked = 0.0

    @cached_property
    def remote(self) -> Remote:
        """Return the remote; only its own words raise SettingsError without a repository."""
        return Remote(self._git, self.branch, self._named)

    def tip(self, seconds: float | None = None) -> Tip:
        """Return what the branch holds as it was so long ago at most, None: as it was seen last."""
        old = seconds is not None and time.monotonic() - self._looked > seconds
        return self.look() if self._tip is None or old else self._tip

    def look(self) -> Tip:
        """Ask the remote where the branch stands, fetch what is new, and see that nothing is gone.

        What is known here is read first: another run of this machine may be writing meanwhile. Raises
        LedgerError.
        """
        for turn in range(TRIES):
            known = self.known()
            there = self.arrived()
            if self._anew or not known or (there and self._git.holds(known, there)):
                return self.know(self.tip_of(there))
            # a host of many machines may answer late for once: what is really gone stays gone
            pause(0.2 * 2**turn)
        raise LedgerError(REWRITTEN.format(remote=self.remote, branch=self.branch, known=known[:12]))

    def known(self) -> str:
        """Return the newest commit known here, "" for none; raises SettingsError without a repository."""
        str(self.remote)
        with self.mending("read"):
            own = self._git.say("rev-parse", "--verify", "--quiet", self._own, fine=(0, 1))
        mine = self._tip.commit if self._tip else ""
        return mine if mine and (not own or self._git.holds(own, mine)) else own

    def know(self, tip: Tip, upon: Tip | None = None) -> Tip:
        """Remember a commit that the remote has; another run of this machine may have gone further.

        Of one that was made `upon` what is known here, nothing need be compared.
        """
        if upon and not self._anew and self._moved(upon.commit, tip.commit):
            self._tip, self._looked = tip, time.monotonic()
            return tip
        if not self._anew and tip.commit and (self._tip is None or self._tip.commit != tip.commit):
            own = self._git.run("rev-parse", "--verify", self._own).out.strip()
            if not own or self._git.holds(own, tip.commit):
                self._moved(own, tip.commit)
        self._tip, self._looked = tip, time.monotonic()
        return tip

    def _moved(self, before: str, after: str) -> bool:
        """Move the ref of our own, and tell whether it still stood there."""
        here = before or "0" * len(after)
        return self._git.run("update-ref", "--no-deref", self._own, after, here).code == 0

    def agree(self) -> None:
        """End `anew`: what the remote holds now is all that is known; raises LedgerError."""
        if self._anew and self._tip:
            with self.mending("written"):
                self._git.say("update-ref", "--no-deref", *self._to(self._tip.commit))
            self._anew = False

    def _to(self, commit: str) -> tuple[str, ...]:
        return (self._own, commit) if commit else ("-d", self._own)

    def arrived(self) -> str:
        """Return where the branch stands ("" without one), with that commit fetched; raises LedgerError."""
        with self.mending("read"):
            for turn in range(TRIES - 1):
                try:
                    return self._fetched()
                except GitError as error:
                    if error.said.denied:
                        raise
                pause(0.2 * 2**turn)
            return self._fetched()

    def tip_of(self, commit: str) -> Tip:
        """Return what is in a commit that is here, in "" nothing; raises LedgerError."""
        if not commit:
            return Tip()
        if self._tip and self._tip.commit == commit:
            return self._tip
        with self.mending("read"):
            return self.commits.tip(commit)

    def reached(self, tried: Collection[str]) -> str:
        """Look at the remote, and return which of these commits is there after all, "" for none."""
        tip = self.look().commit
        return next((commit for commit in tried if tip and self._git.holds(commit, tip)), "")

    @contextmanager
    def mending(self, done: str) -> Iterator[None]:
        """Turn what git says into a LedgerError."""
        try:
            yield
        except GitError as error:
            raise self.offline(done, str(error)) from None

    def offline(self, done: str, why: str) -> LedgerError:
        """Return the error that says why the branch cannot be read or written."""
        return LedgerError(OFFLINE.format(remote=self.remote, branch=self.branch, done=done, why=why))

    @cached_property
    def _shallow(self) -> bool:
        return self._git.say("rev-parse", "--is-shallow-repository") == "true"

    def _fetched(self) -> str:
        """On a runner's shallow clone the first time the newest commit comes alone; raises GitError."""
        there = self.remote.tip()
        if there and not self.commits.has(there):
            self.remote.fetch(newest=self._shallow and not self.known())
            if not self.commits.has(there):
                raise GitError(Said(1, "", "the branch moved while it was fetched"))
        return there


def pause(longest: float) -> None:
    """Wait a part of so many seconds, by chance, so that those who race do not meet again."""
    time.sleep(longest * secrets.randbelow(1000) / 1000)
