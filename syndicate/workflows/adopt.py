"""adopt: tell the ledger what was announced before it existed, so that no back catalogue bursts out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from syndicate.model import Entry
from syndicate.workflows.leaving import held_back, without
from syndicate.workflows.past import catalogue, take_up
from syndicate.workflows.recalling import Unread
from syndicate.workflows.way import Tell, approvals, known_accounts, open_way, silent, sources


def adopt(
    root: Path, *, nothing: bool = False, tell: Tell = silent, environ: Mapping[str, str] | None = None
) -> tuple[Entry, ...]:
    """Mark every published article as announced on each new account; `nothing` marks the account only.

    Posts of ours that an account shows (an earlier ledger made them) are noted with their own times, also
    with `nothing`; any other article counts as shared at the moment of adoption, and comes again as
    evergreen after its gap. An account that the ledger knows already is left alone, so it may be repeated.
    The folder of a practice has no past; that of a blog has: its first `publish` does the same by itself.
    What a finding about people holds back is passed over, so that it is announced once it was mended or read.
    Raises Unread, after all other accounts, for those that cannot be read now.
    """
    way = open_way(root, tell=tell, environ=environ)
    free = catalogue(without(way, held_back(way, sources(way, approvals(way)))))
    known, blog = known_accounts(way), way.settings.blog
    fresh = [a for a in way.settings.accounts if (blog or not a.embedded) and a.name not in known]
    written: list[Entry] = []
    unread: list[Unread] = []
    for account in fresh:
        try:
            written += take_up(way, account.name, free, nothing=nothing)
        except Unread as why:
            unread.append(why)
    if unread:
        raise Unread("\n".join(map(str, unread)))
    return tuple(written)
