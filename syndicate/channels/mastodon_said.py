"""What Mastodon's answers say: a status as our receipt and figures, a notification as a reaction.

Other servers leave out fields that Mastodon has; Mastodon.py then gives None. Their ids need not be numbers
(GoToSocial: ULID, Pleroma: flakes), and of notifications they may give other types than were asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any

from syndicate.model import Echo, Figures, Reaction, Receipt

HEARD = {"mention": Echo.MENTION, "favourite": Echo.LIKE, "reblog": Echo.SHARE}
"""The types of notification that are asked for, and what they are to us."""


def receipt(status: Mapping[str, Any]) -> Receipt:
    """Return id and address; raises LookupError for a status without."""
    if not status["id"]:
        raise LookupError("a status without an id")
    return Receipt(str(status["id"]), str(status["url"] or status["uri"]))


def figures(status: Mapping[str, Any]) -> Figures:
    """Return what is counted; Mastodon counts no views and no clicks."""
    counts = (status.get(name) for name in ("favourites_count", "replies_count", "reblogs_count"))
    likes, replies, shares = counts
    return Figures(likes=likes, replies=replies, shares=shares)


def reaction(notification: Mapping[str, Any]) -> Reaction:
    """Return what somebody did: an answer to a post of theirs counts as a reply to it, else as a mention."""
    kind, status = HEARD[notification["type"]], notification.get("status") or {}
    answered = (
        str(status.get("in_reply_to_id") or "") if kind is Echo.MENTION else str(status.get("id") or "")
    )
    theirs = kind is Echo.MENTION
    return Reaction(
        id=str(notification["id"]),
        kind=Echo.REPLY if theirs and answered else kind,
        at=notification["created_at"],
        post=answered,
        text=_plain(status.get("content") or "") if theirs else "",
        author=str(notification["account"]["acct"]),
        url=str(status.get("url") or "") if theirs else "",
    )


def newest(ids: Iterable[str]) -> str:
    """Return the latest of these ids: each kind sorts by its signs, and numbers first by how many."""
    return max(ids, key=lambda one: (len(one), one))


def _plain(html: str) -> str:
    import nh3

    return unescape(nh3.clean(html, tags=set())).strip()
