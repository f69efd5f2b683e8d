"""plan: the posts of the coming weeks, and why the rest stays home; nothing is built or sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from syndicate import plan as rooms
from syndicate.model import Skip, Slot, Status
from syndicate.workflows.outlook import lanes
from syndicate.workflows.way import Tell, approvals, blocking, open_way, silent, sources


@dataclass(frozen=True, slots=True)
class Weeks:
    """Slots in the order of their time, skips of this moment, and the practice's zone and language."""

    slots: tuple[Slot, ...]
    skips: tuple[Skip, ...]
    timezone: str
    language: str


def coming_weeks(
    root: Path, *, weeks: int = 6, tell: Tell = silent, environ: Mapping[str, str] | None = None
) -> Weeks:
    """Simulate the plan forward from now; raises SettingsError, LedgerError."""
    way = open_way(root, tell=tell, environ=environ)
    stopped = {f.subject for f in blocking(way, sources(way, approvals(way)))}
    free = [a for a in way.content.articles if a.status is Status.PUBLISHED and a.ref not in stopped]
    open_lanes, _ = lanes(way)
    history, calendar = way.ledger.posted(), way.content.calendar
    now = rooms.due(free, open_lanes, calendar, history, way.now)
    later = rooms.coming(free, open_lanes, calendar, history, way.now, days=7 * weeks)
    slots = sorted({s.key: s for s in (*later, *now.slots)}.values(), key=lambda s: (s.at, s.account, s.key))
    return Weeks(tuple(slots), now.skips, way.settings.timezone, way.settings.language)
