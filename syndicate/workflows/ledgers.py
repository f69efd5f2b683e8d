"""ledger.repair: a ledger that was deleted, wiped or written anew, rebuilt from what there still is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from syndicate.errors import Exit
from syndicate.ledger import open_ledger, reading
from syndicate.ledger.branch import open_branch
from syndicate.model import Article, Entry, EntryKind, Status
from syndicate.workflows.doubt import settle
from syndicate.workflows.past import left_over, tell_of, whole
from syndicate.workflows.publish import refuse_missing_packages, refuse_missing_secrets
from syndicate.workflows.recalling import Recalled, Unread, entries, recall
from syndicate.workflows.settle import Settling
from syndicate.workflows.way import Tell, Way, open_way, silent

AGAIN = (
    "approvals, holds, and what a person decided against stand on no network: approve again what waits for "
    "it (`invoke check` says what), and hold again what must not go out"
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """How many entries were written, what the networks said of posts in doubt, and who was not read."""

    written: int
    settling: Settling
    unread: tuple[Unread, ...] = ()

    @property
    def exit(self) -> Exit:
        """Return 6 where a person must look, 4 where an account could not be read, else 0."""
        return Exit.SOME_FAILED if self.unread and not self.settling.exit else self.settling.exit


def repair(root: Path, *, tell: Tell = silent, environ: Mapping[str, str] | None = None) -> Repaired:
    """Rebuild the ledger from this machine's own memory of its branch, and from the accounts' own posts.

    All of it is written in one step: half a past would be taken for a whole one. What is not found on an
    account counts as announced there where something of it was lost and it was older than what was found,
    or where the account can never be read; so nothing old is posted again. Then the networks are asked
    about doubts. Raises SettingsError where a secret is missing, LedgerError where the ledger cannot be
    written, Unread where this machine's memory may be older than what an account holds that cannot be
    read now; then nothing was written.
    """
    way = open_way(root, tell=tell, environ=environ, anew=True)
    refuse_missing_packages(way)
    refuse_missing_secrets(way)
    kind, _, place = way.settings.ledger.partition(":")
    lost = open_branch(way.settings.root, place).lost() if kind == "branch" else ()
    found, unread = _recalled(way)
    if lost and unread:
        raise Unread("\n".join(map(str, unread)) + "\nNothing at all was written.")
    # only now, and anew: whoever posted while the accounts were read noted it before that
    known = (*(line for _, line in open_ledger(way.settings, anew=True).since("")), *lost)
    lines = tuple(line for one in found for line in _rebuilt(way, one, known, lost=bool(lost)))
    written = way.ledger.restore(lines, way.moment(), lost=lost)
    if lost:
        tell(f"{len(lost)} entries written back that this machine had read before")
    for one in found:
        tell_of(way, one, [e for e in written if e.run == way.run and _account(e) == one.account])
    if written:
        tell(AGAIN)
    for why in unread:
        tell(str(why))
    return Repaired(len(written), Settling(settle(way)), unread)


def _recalled(way: Way) -> tuple[tuple[Recalled, ...], tuple[Unread, ...]]:
    found, unread = [], []
    for account in way.settings.accounts:
        try:
            found.append(recall(way, account.name))
        except Unread as why:
            unread.append(why)
    return tuple(found), tuple(unread)


def _rebuilt(way: Way, found: Recalled, known: Sequence[Entry], *, lost: bool) -> Iterator[Entry]:
    """Yield what an account holds; what it does not show was there before us where something was lost."""
    embedded = way.account(found.account).embedded and not way.settings.blog
    # the folder of a practice has no past that was not read, so it is never adopted
    own = embedded or any(
        line.kind is EntryKind.ADOPTED and not line.key and line.data["account"] == found.account
        for line in known
    )
    back = reading.lacking(known, tuple(entries(way, found, ())), way.moment())
    gap = any(line.kind is EntryKind.CLAIM for line in back) or (lost and bool(found.unread))
    yield from entries(way, found, left_over(found, _old(way)) if gap or not own else ())
    if not own:
        yield whole(way, found.account)


def _account(line: Entry) -> str:
    return line.key.split("/")[2] if line.key else line.data["account"]


def _old(way: Way) -> tuple[Article, ...]:
    """Return what was public: also what now waits to be read, since who had read it is forgotten."""
    return tuple(
        a for a in way.content.articles if a.status is Status.PUBLISHED and a.date and a.date <= way.now
    )
