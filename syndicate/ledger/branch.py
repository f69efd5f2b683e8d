"""The git store: month files on an orphan branch of the site's own repository.

A push without force is the compare-and-swap. An entry is written once the remote has its commit; where
a push ends without an answer, the remote is asked whether that commit is in its branch. All commits are
made by plumbing (see `git`); what else is on the branch stays as it is. Where the branch stands, and
whether anything of it is gone, says `upstream`.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from syndicate.errors import LedgerError, SettingsError
from syndicate.ledger.line import encode
from syndicate.ledger.month import Head, Month, Sieve, entries, place
from syndicate.ledger.remote import Ended
from syndicate.ledger.upstream import Upstream, pause
from syndicate.model import Entry, EntryKind

PLACE = re.compile(r"([A-Za-z0-9_][A-Za-z0-9_-]*(?:[./][A-Za-z0-9_-]+)*)(?:@([A-Za-z0-9_][A-Za-z0-9_.-]*))?")
# what a reader is shown was the remote's truth so long ago at most
FRESH_SECONDS = 5.0
# a write that is not through by then is given up; well below the shortest lease
WRITE_SECONDS = 90.0
REFUSED = (
    "{remote} refuses what is pushed to the branch {branch}: {why}. Nothing more is sent. Let whoever runs "
    "this push to that branch: a token or key that may write, and a rule for the branch that forbids only "
    "forced pushes and deletion (no review, no required checks)."
)


def open_branch(root: Path, text: str, *, anew: bool = False) -> BranchStore:
    """Open what SYNDICATE_LEDGER says after `branch:`, "NAME" or "NAME@REMOTE"; raises SettingsError."""
    said = PLACE.fullmatch(text.strip())
    if not said or said[1].endswith(".lock") or said[1] == "HEAD":
        raise SettingsError(
            f"pelicanconf.py: SYNDICATE_LEDGER 'branch:{text}' names no branch, e.g. 'branch:ledger' or "
            f"'branch:ledger@origin'."
        )
    return BranchStore(root, said[1], said[2] or "", anew=anew)


class BranchStore:
    """Entries on `branch` of one remote of the repository that `root` is in.

    `remote` is the name of that remote; "" stands for origin, else for the only one. Nothing is asked
    of git before the first reading or writing. With `anew`, for who repairs a branch that was deleted or
    written anew, it counts as it is, and what was known here is forgotten once the first writing is over.
    """

    def __init__(
        self,
        root: Path,
        branch: str,
        remote: str = "",
        *,
        anew: bool = False,
        write_seconds: float = WRITE_SECONDS,
    ) -> None:
        self._upstream = Upstream(root, branch, remote, anew=anew)
        self._write_seconds = write_seconds
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

    def heads(self, cursor: str = "") -> Iterator[tuple[str, Sequence[Head]]]:
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
        chosen = self._append(choose, keys)
        self._upstream.agree()
        return chosen

    def lost(self) -> tuple[Entry, ...]:
        """Return the entries that are known here and no longer in the remote's branch, oldest first.

        On a machine that never read the branch before nothing is known. Raises LedgerError.
        """
        known = self._upstream.known()
        if not known:
            return ()
        there = self._upstream.arrived()
        kept = Counter(encode(entry) for entry in self._entries(there))
        found = []
        for entry in self._entries(known):
            line = encode(entry)
            kept[line] -= 1
            if kept[line] < 0:
                found.append(entry)
        return tuple(found)

    def _append(
        self, choose: Callable[[Iterator[Entry]], Sequence[Entry]], keys: Collection[str] | None
    ) -> Sequence[Entry]:
        end = time.monotonic() + self._write_seconds
        upstream = self._upstream
        tried: dict[str, Sequence[Entry]] = {}
        while True:
            chosen = choose(self._shown(keys, again=bool(tried)))
            if not chosen:
                return chosen
            base = upstream.tip()
            with upstream.mending("written"):
                new = upstream.commits.add(base, chosen)
            tried[new.commit] = chosen
            ended, why = upstream.remote.push(new.commit, seconds=end - time.monotonic())
            if ended is Ended.WRITTEN:
                upstream.know(new, upon=base)
                return chosen
            if there := upstream.reached(tried):
                return tried[there]
            if ended is Ended.REFUSED:
                raise LedgerError(REFUSED.format(remote=upstream.remote, branch=upstream.branch, why=why))
            if time.monotonic() > end:
                why = why if ended is Ended.UNKNOWN else "other runs have been writing it all the time"
                raise upstream.offline("written", why)
            # who has waited longest tries soonest, or eight that race could keep one out
            pause(0.4 / len(tried))

    def _shown(self, keys: Collection[str] | None, *, again: bool) -> Iterator[Entry]:
        """Yield what there is now, for who compares before writing; who does not, costs no look."""
        if not again:
            self._upstream.look()
        yield from (entry for _, entry in self.read()) if keys is None else self.pick(keys=keys)

    def _months(self, first: str = "") -> Iterator[Month]:
        """Yield the files from `first` on, of the remote as it is now."""
        tip = self._upstream.tip(FRESH_SECONDS)
        for month in self._upstream.commits.months(tip, first):
            yield replace(month, read=partial(self._mended, month.read))

    def _mended(self, read: Callable[[], bytes]) -> bytes:
        with self._upstream.mending("read"):
            return read()

    def _entries(self, commit: str) -> Iterator[Entry]:
        for month in self._upstream.commits.months(self._upstream.tip_of(commit)):
            yield from (entry for _, entry in entries(self._mended(month.read), month.where))
