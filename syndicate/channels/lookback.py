"""How a channel recognises its own post of a claim among what the network shows of the account."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from syndicate.channels import Absent, Found, Look, Unreadable
from syndicate.channels.abilities import Own
from syndicate.errors import ChannelError, Unavailable
from syndicate.limits import without_addresses
from syndicate.model import Entry

MARGIN = timedelta(minutes=10)
MORE = "more own posts than can be read back."


class NoFurther(Unavailable):
    """The network shows no more of our own posts than these, now or later."""


def since(claim: Entry) -> datetime:
    """Return from when on (UTC) the post of this claim can exist.

    Ten minutes before the earlier of its planned time and its claim, for clocks that differ.
    """
    created = datetime.fromisoformat(claim.data["created_at"])
    return (min(created, claim.at) - MARGIN).astimezone(UTC)


def sought(claim: Entry, posts: Iterable[Own]) -> Look:
    """Return what the own posts, newest first, say of this claim: of several matches the oldest counts.

    A post that was seen is there, whatever could not be read besides it.
    """
    found: Look = Absent()
    try:
        for own in posts:
            if carries(claim, *own.words):
                found = Found(own.receipt)
    except ChannelError as error:
        return found if isinstance(found, Found) else Unreadable(str(error))
    return found


def carries(claim: Entry, *texts: str) -> bool:
    """Tell whether one of the texts or addresses holds the claim's marker as a word of its own.

    Of a post without a link: whether one of them is its text, by the digest that was recorded before it went.
    """
    marker = re.escape(claim.data["marker"])
    pattern = re.compile(rf"(?<![0-9A-Za-z]){marker}(?![0-9A-Za-z])")
    words = claim.data.get("words")
    return any(pattern.search(text) or (words and digest(text) == words) for text in texts)


def digest(text: str) -> str:
    """Return the digest by which a post without a link is known again.

    Without addresses, blanks and what is not shown, since a network shortens the first (the one that it adds
    for a picture too) and tidies the others.
    """
    plain = unicodedata.normalize("NFC", without_addresses(text))
    seen = (sign for sign in plain if not sign.isspace() and unicodedata.category(sign) not in ("Cc", "Cf"))
    return hashlib.sha256("".join(seen).encode()).hexdigest()
