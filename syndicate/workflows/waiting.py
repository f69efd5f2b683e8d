"""Since when a post might have gone out: what `due -> sent` is counted from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from syndicate import plan
from syndicate.ledger import timing
from syndicate.model import EntryKind, Slot
from syndicate.workflows.version import build_version
from syndicate.workflows.way import Way, lanes, skipped


def since(way: Way, slots: Sequence[Slot]) -> Mapping[str, datetime]:
    """Return by key (UTC) since when each post might have gone out, none for one that still may not.

    The plan is asked for each moment since the last one that could have changed its answer: the newest
    commit (a text or a setting), a hold that was lifted, an approval. So a machine that stood still is
    seen as late, and an author who wrote today is not. An attempt that failed keeps the first moment.
    """
    known = _known(way)
    freed = timing.freed(way.ledger.only(EntryKind.RELEASE, EntryKind.APPROVAL))
    floors = {slot.key: max([known, *(freed[s] for s in _scopes(slot) if s in freed)]) for slot in slots}
    paced = {lane.account: lane for lane in lanes(way)}
    found = plan.due_since(slots, paced, way.content.calendar, (*way.ledger.posted(), *skipped(way)), floors)
    before = timing.dues(way.ledger.state([slot.key for slot in slots], way.now))
    keys = set(found) | set(before)
    return {key: min(at for at in (found.get(key), before.get(key)) if at) for key in keys}


def _known(way: Way) -> datetime:
    """Return since when content and settings are what they are; where git cannot tell, the last deploy.

    The deploy of this very run says nothing about that.
    """
    version = build_version(way.settings.root)
    if version:
        return min(datetime.fromtimestamp(version, UTC), way.now)
    deploys = [e.at for e in way.ledger.only(EntryKind.DEPLOY) if e.run != way.run]
    return min(deploys[-1], way.now) if deploys else way.now


def _scopes(slot: Slot) -> tuple[str, ...]:
    article = slot.article
    return (
        "all",
        f"account:{slot.account}",
        f"article:{article.uid}",
        f"article:{article.ref}",
        f"post:{slot.key}",
    )
