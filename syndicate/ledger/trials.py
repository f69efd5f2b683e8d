"""What the entries say of test posts, and of when accounts were seen working: pure, in their order.

A test post is no post of an article: its entries are of a kind of their own, so that nothing that counts,
plans, links or rebuilds posts can ever take one for a post.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from syndicate.ledger.line import moment
from syndicate.model import NOTHING, Entry, EntryKind, Receipt

BEGUN, MADE, SENT, GONE, NONE = "begun", "made", "sent", "gone", "none"
OVER = frozenset({GONE, NONE})
SEEN = (EntryKind.SENT, EntryKind.TRIAL)
"""The kinds of entry of which `working` reads when an account was seen working."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One test post: `begun` (nothing was sent), `made` (perhaps sent), `sent`, `gone` or `none` (never was).

    `data` is what all of its steps noted, `first` its first entry.
    """

    key: str
    account: str
    step: str
    first: Entry
    data: Mapping[str, str]

    @property
    def lease(self) -> datetime:
        """Return until when the run that began it may be at it."""
        return moment(self.data["lease"])

    @property
    def claim(self) -> Entry:
        """Return what a channel's `find` needs to look for it."""
        refs: Mapping[str, str] = json.loads(self.data.get("refs", "{}"))
        return replace(self.first, kind=EntryKind.CLAIM, attempt=1, data={**refs, **self.data})

    @property
    def receipt(self) -> Receipt | None:
        """Return what the network gave for it, None where it gave nothing."""
        return Receipt(self.data["id"], self.data["url"]) if "id" in self.data else None


def unfinished(entries: Iterable[Entry], account: str) -> tuple[Trial, ...]:
    """Return the test posts of an account that may still stand there, in the order in which they began."""
    found: dict[str, Trial] = {}
    for entry in entries:
        if entry.kind is EntryKind.TRIAL and entry.data["account"] == account:
            known = found.get(entry.key) or Trial(entry.key, account, BEGUN, entry, NOTHING)
            found[entry.key] = replace(known, step=entry.data["step"], data={**known.data, **entry.data})
    return tuple(trial for trial in found.values() if trial.step not in OVER)


def working(entries: Iterable[Entry]) -> dict[str, datetime]:
    """Return when each account last took a post, or a test post that a stranger read."""
    found: dict[str, datetime] = {}
    for entry in entries:
        if entry.kind is EntryKind.SENT:
            found[entry.key.split("/")[2]] = entry.at
        elif entry.kind is EntryKind.TRIAL and entry.data.get("seen") == "yes":
            found[entry.data["account"]] = entry.at
    return found
