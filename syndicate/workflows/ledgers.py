"""ledger.repair: put right a ledger's branch that was deleted or written anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from syndicate import settings
from syndicate.errors import SettingsError
from syndicate.ledger.branch import open_branch
from syndicate.workflows.doubt import settle
from syndicate.workflows.settle import Settling
from syndicate.workflows.way import Tell, open_way, silent


@dataclass(frozen=True, slots=True)
class Repaired:
    """How many entries were written back, and what the networks said of the posts in doubt."""

    written: int
    settling: Settling


def repair(root: Path, *, tell: Tell = silent, environ: Mapping[str, str] | None = None) -> Repaired:
    """Write back what this machine had read and the branch lacks, then ask the networks about doubts.

    Raises SettingsError where the ledger is on no branch, LedgerError where the branch cannot be written.
    """
    conf = settings.load(root, environ)
    kind, _, place = conf.ledger.partition(":")
    if kind != "branch":
        raise SettingsError(
            f"SYNDICATE_LEDGER is {kind!r}: only a branch can be repaired. Put anything else back from its "
            "back-up."
        )
    store = open_branch(conf.root, place)
    lost = store.lost()
    written = len(store.restart(lost))
    tell(f"{written} entries written back to the branch")
    if not lost:
        tell("this machine read nothing that the branch lacks; another one that published may have")
    return Repaired(written, Settling(settle(open_way(root, tell=tell, environ=environ))))
