"""plan: the posts of the coming weeks, and why the rest stays home; nothing is built or sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from syndicate import plan as rooms
from syndicate.model import Days, Skip, Slot, Words
from syndicate.plan import Fare
from syndicate.workflows import leaving, spending
from syndicate.workflows.outlook import lanes, shareable
from syndicate.workflows.past import past
from syndicate.workflows.way import Tell, approvals, holds, open_way, silent, sources, unasked


@dataclass(frozen=True, slots=True)
class Weeks:
    """Slots in the order of their time, skips of this moment, and the practice's zone and language.

    `held` names what a person holds ("all", "account:NAME", "article:UID"); `days` are the events,
    seasons and quiet days of these weeks. `costs` says by key what each slot costs (None: over its month's
    cap), `fares` what its account's posts do, and `years` the same in words for a year. `asking` are the keys
    of what waits for somebody's yes.
    """

    slots: tuple[Slot, ...]
    skips: tuple[Skip, ...]
    timezone: str
    language: str
    held: tuple[str, ...] = ()
    days: tuple[Days, ...] = ()
    costs: Mapping[str, Decimal | None] = field(default_factory=dict)
    fares: Mapping[str, Fare] = field(default_factory=dict)
    years: tuple[tuple[str, Words], ...] = ()
    asking: frozenset[str] = frozenset()


def coming_weeks(
    root: Path, *, weeks: int = 6, tell: Tell = silent, environ: Mapping[str, str] | None = None
) -> Weeks:
    """Simulate the plan forward from now; raises SettingsError, LedgerError, ContentError.

    Nothing is told where a topic, the calendar or an article's own name shows a person.
    """
    way = open_way(root, tell=tell, environ=environ)
    found = sources(way, approvals(way))
    leaving.refuse_shown(found)
    waits = leaving.about(way, found, leaving.held_back(way, found))
    free, kept = shareable(way, way.content.articles, (*found, *waits))
    open_lanes = lanes(way)
    history, calendar = past(way), way.content.calendar
    now = rooms.due(free, open_lanes, calendar, history, way.now)
    later = rooms.coming(free, open_lanes, calendar, history, way.now, days=7 * weeks)
    slots = sorted({s.key: s for s in (*later, *now.slots)}.values(), key=lambda s: (s.at, s.account, s.key))
    held = tuple(sorted(scope for scope in holds(way) if not scope.startswith("post:")))
    days = rooms.ahead(free, calendar, way.now, days=7 * weeks)
    conf, fares = way.settings, spending.fares_of(way)
    return Weeks(
        tuple(slots),
        (*now.skips, *kept),
        conf.timezone,
        conf.language,
        held,
        days,
        rooms.costs(slots, fares, way.now, ZoneInfo(conf.timezone)),
        fares,
        tuple((name, spending.a_year(way.account(name).pace, fare)) for name, fare in fares.items()),
        unasked(way, (slot.key for slot in slots)),
    )
