"""What the settings say of time: the practice's zone, how long a claim holds, and a made-up now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from syndicate.settings import values
from syndicate.settings.accounts import Account

# One send may last 60 seconds (syndicate.http), and the clocks of two runners may each be 60 off
# (syndicate.workflows.clocks). Half a claim must hold these: a shorter one could end under a post that is
# still on its way, and another run would post it again.
SHORTEST_LEASE = 360
LONGEST_LEASE = 86_400
YEARS = range(2000, 2101)


def timezone(conf: Mapping[str, Any], wrong: list[str]) -> str:
    """Return TIMEZONE, Europe/Amsterdam where none is said; what is wrong with it goes into `wrong`."""
    timezone = values.text(conf, "TIMEZONE", "Europe/Amsterdam", wrong)
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones is an OSError
        wrong.append(f"pelicanconf.py: TIMEZONE {timezone!r} is not a time zone, e.g. 'Europe/Amsterdam'.")
    return timezone


def lease(conf: Mapping[str, Any], accounts: tuple[Account, ...], wrong: list[str]) -> float:
    """Return how long a claim holds, in seconds."""
    lease = values.seconds(conf, "SYNDICATE_LEASE", 1800, LONGEST_LEASE, wrong)
    if lease < SHORTEST_LEASE and not all(a.loopback for a in accounts):
        wrong.append(
            f"pelicanconf.py: SYNDICATE_LEASE must be at least {SHORTEST_LEASE} seconds where an account "
            "reaches a real network: a shorter claim could end while its post is still on its way."
        )
    return lease


def clock(text: str, accounts: tuple[Account, ...], wrong: list[str]) -> datetime | None:
    """Return the moment of SYNDICATE_NOW in UTC; None for now, and wherever a real network is reached."""
    if not text:
        return None
    if not all(a.loopback for a in accounts):
        wrong.append(
            "SYNDICATE_NOW is set, but an account reaches a real network: a made-up time may not post there."
        )
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        wrong.append(f"SYNDICATE_NOW {text!r} is not a time with a zone, e.g. '2026-11-21T09:00:00+01:00'.")
        return None
    if at.year not in YEARS:
        wrong.append(f"SYNDICATE_NOW {text!r} must lie in the years {YEARS[0]} to {YEARS[-1]}.")
        return None
    return at.astimezone(UTC)
