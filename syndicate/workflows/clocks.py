"""This machine's clock beside the others': leases only hold where all runners read the same time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

from syndicate.errors import ExpertstatusError, SettingsError
from syndicate.settings.hosts import host_of
from syndicate.workflows.way import Way

# what part of a lease a clock may be off, and what no clock is asked to be better than, in seconds
PART = 6
LEAST = 60.0
WRONG = (
    "the clock of this machine is {minutes} minutes {side} that of the servers it asked. Nothing is sent, "
    "since nobody could say whose claims still hold. Set the clock (NTP) and run this again."
)


def tolerated(way: Way) -> float:
    """Return how many seconds a runner's clock may be off."""
    return max(LEAST, way.settings.lease / PART)


def wrong(way: Way) -> str:
    """Say that this machine's clock is off by more than that, "" where it is right or nobody could tell.

    Where one server says so, the site and every network are asked, and the most decide.
    """
    skew, most = way.door.skew, tolerated(way)
    if way.settings.clock is not None or all(abs(off) <= most for off in skew.heard):
        return ""
    _ask_all(way)
    off = skew.seconds or 0.0
    if abs(off) <= most:
        return ""
    return WRONG.format(minutes=round(abs(off) / 60), side="ahead of" if off > 0 else "behind")


def refuse_wrong(way: Way) -> None:
    """Raise SettingsError where this machine's clock is off by more than that."""
    if said := wrong(way):
        raise SettingsError(said)


def needed(way: Way) -> float:
    """Return how many seconds of a lease must be left for a send to begin.

    As many as the door allows it to last, this clock is off, and another runner's may be. Half a lease is
    more, but for a lease that is too short for a real network.
    """
    off = way.door.skew.seconds
    own = tolerated(way) if off is None else abs(off)
    apart = 0.0 if way.settings.clock is not None else own + tolerated(way)
    return min(way.door.total + apart, way.settings.lease / 2)


def _ask_all(way: Way) -> None:
    """Ask the site and the networks that were not asked yet for the time: no login, no text, once a run."""
    import requests

    for url in _addresses(way):
        host = urlsplit(url).netloc
        if host not in way.door.skew.offs:
            with suppress(requests.RequestException, ExpertstatusError):
                way.door.only([host_of(url)]).session().head(url)
            way.door.skew.offs.setdefault(host, None)


def _addresses(way: Way) -> Iterator[str]:
    yield way.settings.siteurl
    for account in way.settings.accounts:
        if account.base_url:
            yield account.base_url
        else:
            yield from (
                f"https://{host}/" for host in getattr(way.channels[account.name], "hosts", None) or ()
            )
