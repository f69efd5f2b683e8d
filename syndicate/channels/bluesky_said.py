"""What Bluesky's answers say: a record's address as our receipt, a notification as a reaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from syndicate.channels.bluesky_record import COLLECTION
from syndicate.model import Echo, Reaction, Receipt

ECHOES = {
    "like": Echo.LIKE,
    "repost": Echo.SHARE,
    "quote": Echo.SHARE,
    "reply": Echo.REPLY,
    "mention": Echo.MENTION,
}


def reaction(told: Mapping[str, Any], at: datetime, own: str) -> Reaction:
    """Return what somebody did, told at a moment to the account whose lasting identity is `own`."""
    author, key = told["author"], told["uri"].rpartition("/")[2]
    spoken = COLLECTION in told["uri"]
    subject = str(told.get("reasonSubject", ""))
    return Reaction(
        id=told["uri"],
        kind=ECHOES[told["reason"]],
        at=at,
        post=subject if subject.startswith(f"at://{own}/") else "",
        text=str(told["record"].get("text", "")) if spoken else "",
        author=str(author["handle"]),
        url=f"https://bsky.app/profile/{author['did']}/post/{key}" if spoken else "",
    )


def receipt(uri: str) -> Receipt:
    """Return the record's address and, by its owner's lasting identity, where everybody reads it."""
    owner, _, key = str(uri).removeprefix("at://").partition(f"/{COLLECTION}/")
    if not key:
        raise LookupError("no address of a post")
    return Receipt(str(uri), f"https://bsky.app/profile/{owner}/post/{key}")


def key(post: Receipt) -> str:
    """Return the record key of a post, also where a person gave its address at bsky.app."""
    return post.id.rpartition("/")[2]
