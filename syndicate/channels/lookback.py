"""How a channel recognises its own post of a claim among what the network shows of the account."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from syndicate.model import Entry

MARGIN = timedelta(minutes=10)


def since(claim: Entry) -> datetime:
    """Return from when on (UTC) the post of this claim can exist.

    Ten minutes before the earlier of its planned time and its claim, for clocks that differ.
    """
    created = datetime.fromisoformat(claim.data["created_at"])
    return (min(created, claim.at) - MARGIN).astimezone(UTC)


def carries(claim: Entry, *texts: str) -> bool:
    """Tell whether one of the texts or addresses holds the claim's marker as a word of its own."""
    marker = re.escape(claim.data["marker"])
    pattern = re.compile(rf"(?<![0-9A-Za-z]){marker}(?![0-9A-Za-z])")
    return any(pattern.search(text) for text in texts)
