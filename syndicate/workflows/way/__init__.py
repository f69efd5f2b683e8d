"""The one way of every article, which check, preview, dry run and publish walk together.

read content -> open ledger -> on hold? -> rules on sources -> build -> rules on pages
-> due -> compose -> render -> rules on posts -> [all but publish stop here]

A preview can then never lie: it is publish, stopped earlier.
"""

from __future__ import annotations

from syndicate.workflows.way.dated import overdue
from syndicate.workflows.way.looks import blocking, masked, sources, stop_on
from syndicate.workflows.way.opening import open_way
from syndicate.workflows.way.pages import Site, make_site, share_images_asked, standing
from syndicate.workflows.way.recalled import (
    addresses,
    agreed,
    approvals,
    files,
    holds,
    in_sight,
    known_accounts,
    lanes,
    refuse_hold,
    skipped,
    syndication,
    unasked,
    unsaid,
)
from syndicate.workflows.way.run import Tell, Way, entry, origin, silent

__all__ = [
    "Site",
    "Tell",
    "Way",
    "addresses",
    "agreed",
    "approvals",
    "blocking",
    "entry",
    "files",
    "holds",
    "in_sight",
    "known_accounts",
    "lanes",
    "make_site",
    "masked",
    "open_way",
    "origin",
    "overdue",
    "refuse_hold",
    "share_images_asked",
    "silent",
    "skipped",
    "sources",
    "standing",
    "stop_on",
    "syndication",
    "unasked",
    "unsaid",
]
