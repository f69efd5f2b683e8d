"""When tokens end: asked of the networks once in a while, kept in the ledger, and said from 30 days before.

Only of channels whose factory says `lapses`: their tokens end by themselves. A network is asked once a week,
and once a day when the end is near, whatever it answered: a run every hour asks nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from syndicate.channels.abilities import Examines
from syndicate.ledger.line import moment
from syndicate.model import Entry, EntryKind, Words
from syndicate.workflows import sealing
from syndicate.workflows.way import Way, entry

SOON = timedelta(days=30)
WEEK, DAY = timedelta(days=7), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """When a network was last asked about a token, and when that ends (None: not known, or never)."""

    at: datetime
    ends: datetime | None = None

    def again(self) -> datetime:
        """Return from when on it is asked again."""
        near = self.ends is not None and self.ends - self.at <= SOON + WEEK
        return self.at + (DAY if near else WEEK)


def ask(way: Way) -> tuple[str, ...]:
    """Ask the networks that it is time for, and write down what they say; raises LedgerError.

    One that cannot be asked, or refuses, is left alone as long: what it said before still counts. Returns the
    accounts that were asked after.
    """
    lapsing, asked = _lapsing(way), []
    known = _asked(way) if lapsing else {}
    renewals = sealing.links(way.settings, way.ledger) if lapsing else {}
    for name, channel in lapsing.items():
        last = known.get(name)
        if last and way.moment() < last.again():
            continue
        ends = last.ends if last else None
        try:
            ends = channel.doctor().expires or (_end(renewals[name]) if name in renewals else None)
        except Exception as error:
            way.tell(f"{name} could not be asked when its token ends ({type(error).__name__})")
        data = {"account": name, **({"until": ends.isoformat()} if ends else {})}
        way.ledger.append(entry(way, EntryKind.EXPIRY, data=data))
        asked.append(name)
    return tuple(asked)


def soon(way: Way) -> Mapping[str, datetime]:
    """Return the accounts whose token ends within 30 days, or has ended, and when; raises LedgerError."""
    return {name: at for name, at in ends(way).items() if at <= way.moment() + SOON}


def ends(way: Way) -> Mapping[str, datetime]:
    """Return when the token of each account ends of which that is known; raises LedgerError."""
    lapsing = _lapsing(way)
    known = _asked(way) if lapsing else {}
    return {name: one.ends for name, one in known.items() if name in lapsing and one.ends}


def warnings(way: Way) -> tuple[Words, ...]:
    """Return a sentence for each of them: the day, and the page that says how to renew it."""
    return tuple(_warned(way, name, at) for name, at in soon(way).items())


def _warned(way: Way, name: str, at: datetime) -> Words:
    page = f"docs/channels/{way.channels[name].network}.md"
    if at <= way.moment():
        return Words(
            f"het token van {name} is verlopen op {at:%d-%m-%Y}. Vernieuw het: {page}.",
            f"the token of {name} ended on {at:%Y-%m-%d}. Renew it: {page}.",
        )
    days = (at - way.moment()).days
    return Words(
        f"het token van {name} verloopt op {at:%d-%m-%Y}, over {days} dagen. Vernieuw het: {page}.",
        f"the token of {name} ends on {at:%Y-%m-%d}, in {days} days. Renew it: {page}.",
    )


def _asked(way: Way) -> dict[str, Asked]:
    """Return what the networks said last, and what they said with a renewal since."""
    found = {one.data["account"]: Asked(one.at, _end(one)) for one in way.ledger.only(EntryKind.EXPIRY)}
    for name, link in sealing.links(way.settings, way.ledger).items():
        if name in found and found[name].at <= link.at:
            found[name] = Asked(link.at, _end(link))
    return found


def _end(one: Entry) -> datetime | None:
    until = one.data.get("until")
    return moment(until) if until else None


def _lapsing(way: Way) -> Mapping[str, Examines]:
    found = {name: channel for name, channel in way.channels.items() if getattr(channel, "lapses", False)}
    return {name: channel for name, channel in found.items() if isinstance(channel, Examines)}
