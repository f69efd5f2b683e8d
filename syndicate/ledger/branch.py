"""The git store: month files on an orphan branch of the site's own repository.

A push without force is the compare-and-swap. An entry is written once the remote has its commit; where
a push ends without an answer, the remote is asked whether that commit is in its branch. All commits are
made by plumbing (see `git`); what else is on the branch stays as it is. The newest commit that is known
here is kept in a ref of our own: a remote branch that does not descend from it was deleted or written
anew, and is refused until somebody repairs it.
"""

from __future__ import annotations

import re
import secrets
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from itertools import count
from pathlib import Path
from typing import TypeVar

from syndicate.errors import LedgerError, SettingsError
from syndicate.ledger.commits import Commits, Tip
from syndicate.ledger.git import Git, GitError, Said
from syndicate.ledger.line import encode
from syndicate.ledger.month import Head, Month, Sieve, entries, place
from syndicate.ledger.remote import Ended, Remote
from syndicate.model import Entry, EntryKind

Answer = TypeVar("Answer")
PLACE = re.compile(r"([A-Za-z0-9_][A-Za-z0-9_-]*(?:[./][A-Za-z0-9_-]+)*)(?:@([A-Za-z0-9_][A-Za-z0-9_.-]*))?")
# what a reader is shown was the remote's truth so long ago at most
FRESH_SECONDS = 5.0
# a write that is not through by then is given up; well below the shortest lease
WRITE_SECONDS = 90.0
TRIES = 4
REWRITTEN = (
    "the branch {branch} of {remote} no longer holds what was noted there ({known}): it was deleted or "
    "written anew. Nothing is sent, since nobody could say what was posted. `invoke ledger.repair` puts it "
    "right, with what the networks hold."
)
OFFLINE = "{remote}: the branch {branch} cannot be {done}: {why}. Nothing more is sent; try again."
REFUSED = (
    "{remote} refuses what is pushed to the branch {branch}: {why}. Nothing more is sent. Let whoever runs "
    "this push to that branch: a token or key that may write, and a rule for the branch that forbids only "
    "forced pushes and deletion (no review, no required checks)."
)


def open_branch(root: Path, text: str) -> BranchStore:
    """Open what SYNDICATE_LEDGER says after `branch:`, "NAME" or "NAME@REMOTE"; raises SettingsError."""
    said = PLACE.fullmatch(text.strip())
    if not said or said[1].endswith(".lock") or said[1] == "HEAD":
        raise SettingsError(
            f"pelicanconf.py: SYNDICATE_LEDGER 'branch:{text}' names no branch, e.g. 'branch:ledger' or "
            f"'branch:ledger@origin'."
        )
    return BranchStore(root, said[1], said[2] or "")


class BranchStore:
    """Entries on `branch` of one remote of the repository that `root` is in.

    `remote` is the name of that remote; "" stands for origin, else for the only one. Nothing is asked
    of git before the first reading or writing.
    """

    def __init__(
        self, root: Path, branch: str, remote: str = "", *, write_seconds: float = WRITE_SECONDS
    ) -> None:
        self._git = Git(root)
        self._commits = Commits(self._git, branch)
        self._branch = branch
        self._named = remote
        self._write_seconds = write_seconds
        self._own = f"refs/expertstatus/ledger/{branch}"
        self._tip: Tip | None = None
        self._looked = 0.0
        self._sieve = Sieve()

    def read(self, cursor: str = "") -> Iterator[tuple[str, Entry]]:
        """Stream (cursor, entry) after `cursor` ("" = from the start), oldest first.

        Raises LedgerError naming branch, file and line where a line cannot be read, where the remote
        cannot be reached, and where its branch was written anew.
        """
        name, start = place(cursor)
        for month in self._months(name):
            for offset, entry in entries(month.read(), month.where, start if month.name == name else 0):
                yield f"{month.name}:{offset}", entry

    def heads(self, cursor: str = "") -> Iterator[tuple[str, list[Head]]]:
        """Stream (cursor, heads of lines) after `cursor`, one file at a time; raises LedgerError."""
        name, start = place(cursor)
        for month in self._months(name):
            end, found = self._sieve.heads(month, start if month.name == name else 0)
            yield f"{month.name}:{end}", found

    def pick(self, *, kinds: Collection[EntryKind] = (), keys: Collection[str] = ()) -> Iterator[Entry]:
        """Stream the entries of these kinds or keys, oldest first; raises LedgerError as `read` does."""
        for month in self._months():
            yield from self._sieve.pick(month, kinds, keys)

    def write(
        self, choose: Callable[[Iterator[Entry]], Sequence[Entry]], keys: Collection[str] | None = None
    ) -> Sequence[Entry]:
        """Append what `choose` returns in one commit, and return it once the remote has that commit.

        Where somebody else wrote meanwhile, `choose` is shown the newer entries and chooses again; with
        `keys` it is shown only theirs. Raises LedgerError after `WRITE_SECONDS`, or where the remote
        refuses; then nobody has been told that anything was written.
        """
        end = time.monotonic() + self._write_seconds
        tried: dict[str, Sequence[Entry]] = {}
        for turn in count():
            chosen = choose(self._shown(keys, again=turn > 0))
            if not chosen:
                return chosen
            base = self._tip or self._look()
            with self._mending("written"):
                new = self._commits.add(base, chosen)
            tried[new.commit] = chosen
            ended, why = self._remote.push(new.commit, seconds=end - time.monotonic())
            if ended is Ended.WRITTEN:
                self._know(new)
                return chosen
            written = self._among(tried)
            if written is not None:
                return written
            if ended is Ended.REFUSED:
                raise LedgerError(REFUSED.format(remote=self._remote, branch=self._branch, why=why))
            if time.monotonic() > end:
                why = why if ended is Ended.UNKNOWN else "other runs have been writing it all the time"
                raise self._offline("written", why)
            # who has waited longest tries soonest, or eight that race could keep one out
            _pause(0.4 / (1 + turn))
        raise AssertionError  # pragma: no cover - counting never ends

    def accept(self) -> None:
        """Take the remote's branch as it is now for the whole truth, whatever was known here before.

        For whoever repairs a branch that was deleted or written anew. Raises LedgerError.
        """
        str(self._remote)
        with self._mending("written"):
            self._git.say("update-ref", "-d", self._own)
        self._tip = None
        self._look()

    def lost(self) -> tuple[Entry, ...]:
        """Return the entries that are known here and no longer in the remote's branch, oldest first.

        On a machine that never read the branch before nothing is known. Raises LedgerError.
        """
        known = self._known()
        if not known:
            return ()
        there = self._asked(self._arrived)
        kept = Counter(encode(entry) for entry in self._entries(there))
        found = []
        for entry in self._entries(known):
            line = encode(entry)
            kept[line] -= 1
            if kept[line] < 0:
                found.append(entry)
        return tuple(found)

    def restart(self, found: Sequence[Entry]) -> Sequence[Entry]:
        """Accept the remote's branch as it is, and append those of `found` that it lacks, in one commit.

        `found` is what a repair knows: what was `lost`, what the networks hold. Raises LedgerError.
        """
        self.accept()

        def lacking(entries: Iterator[Entry]) -> Sequence[Entry]:
            there = {encode(entry) for entry in entries}
            return tuple(entry for entry in found if encode(entry) not in there)

        return self.write(lacking)

    @cached_property
    def _remote(self) -> Remote:
        return Remote(self._git, self._branch, self._named)

    @cached_property
    def _shallow(self) -> bool:
        return self._git.say("rev-parse", "--is-shallow-repository") == "true"

    def _shown(self, keys: Collection[str] | None, *, again: bool) -> Iterator[Entry]:
        """Yield what there is now, for who compares before writing; who does not, costs no look."""
        if not again:
            self._look()
        yield from (entry for _, entry in self.read()) if keys is None else self.pick(keys=keys)

    def _months(self, first: str = "") -> Iterator[Month]:
        """Yield the files from `first` on, of the remote as it is now."""
        old = time.monotonic() - self._looked > FRESH_SECONDS
        tip = self._look() if self._tip is None or old else self._tip
        with self._mending("read"):
            for month in self._commits.months(tip, first):
                yield replace(month, read=partial(self._mended, month.read))

    def _mended(self, read: Callable[[], bytes]) -> bytes:
        with self._mending("read"):
            return read()

    def _entries(self, commit: str) -> Iterator[Entry]:
        for month in self._commits.months(self._tip_of(commit)):
            yield from (entry for _, entry in entries(self._mended(month.read), month.where))

    def _look(self) -> Tip:
        """Ask the remote where the branch stands, fetch what is new, and see that nothing is gone.

        What is known here is read first: another run of this machine may be writing meanwhile.
        """
        for turn in range(TRIES):
            known = self._known()
            there = self._asked(self._arrived)
            if not known or (there and self._git.holds(known, there)):
                return self._know(self._tip_of(there))
            # a host of many machines may answer late for once: what is really gone stays gone
            _pause(0.2 * 2**turn)
        raise LedgerError(REWRITTEN.format(remote=self._remote, branch=self._branch, known=known[:12]))

    def _known(self) -> str:
        """Return the newest commit known here, "" for none; raises SettingsError without a repository."""
        str(self._remote)
        with self._mending("read"):
            own = self._git.say("rev-parse", "--verify", "--quiet", self._own, fine=(0, 1))
        mine = self._tip.commit if self._tip else ""
        return mine if mine and (not own or self._git.holds(own, mine)) else own

    def _know(self, tip: Tip) -> Tip:
        """Remember a commit that the remote has; another run of this machine may have gone further."""
        if tip.commit and (self._tip is None or self._tip.commit != tip.commit):
            own = self._git.run("rev-parse", "--verify", "--quiet", self._own).out.strip()
            if not own or self._git.holds(own, tip.commit):
                zero = "0" * len(tip.commit)
                self._git.run("update-ref", "--no-deref", self._own, tip.commit, own or zero)
        self._tip, self._looked = tip, time.monotonic()
        return tip

    def _arrived(self) -> str:
        """Return where the branch stands ("" without one), with that commit fetched; raises GitError.

        On a runner's shallow clone the first time the newest commit comes alone.
        """
        there = self._remote.tip()
        if there and not self._commits.has(there):
            self._remote.fetch(newest=self._shallow and not self._known())
            if not self._commits.has(there):
                raise GitError(Said(1, "", "the branch moved while it was fetched"))
        return there

    def _tip_of(self, commit: str) -> Tip:
        if not commit:
            return Tip()
        if self._tip and self._tip.commit == commit:
            return self._tip
        with self._mending("read"):
            return self._commits.tip(commit)

    def _among(self, tried: Mapping[str, Sequence[Entry]]) -> Sequence[Entry] | None:
        """Look at the remote, and return what we wrote where one of our commits is there after all."""
        tip = self._look().commit
        return next(
            (chosen for commit, chosen in tried.items() if tip and self._git.holds(commit, tip)), None
        )

    def _asked(self, ask: Callable[[], Answer]) -> Answer:
        for turn in range(TRIES):
            try:
                return ask()
            except GitError as error:
                if error.said.denied or turn == TRIES - 1:
                    raise self._offline("read", str(error)) from None
                _pause(0.2 * 2**turn)
        raise AssertionError  # pragma: no cover - the last turn returns or raises

    @contextmanager
    def _mending(self, done: str) -> Iterator[None]:
        try:
            yield
        except GitError as error:
            raise self._offline(done, str(error)) from None

    def _offline(self, done: str, why: str) -> LedgerError:
        return LedgerError(OFFLINE.format(remote=self._remote, branch=self._branch, done=done, why=why))


def _pause(longest: float) -> None:
    time.sleep(longest * secrets.randbelow(1000) / 1000)
