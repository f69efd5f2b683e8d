"""What X's answers say: a post as our receipt, words and figures, a mention as a reaction, a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from html import unescape
from typing import Any

from syndicate.errors import ChannelError, OutcomeUnknown, RateLimited, Unauthorized
from syndicate.model import Echo, Figures, Reaction, Receipt


def words(tweet: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the text of a post and where its shortened links lead."""
    urls = tweet.get("entities", {}).get("urls", ())
    return (
        unescape(tweet["text"]),
        *(u.get(name, "") for u in urls for name in ("expanded_url", "unwound_url")),
    )


def figures(counted: Mapping[str, int]) -> Figures:
    """Read public_metrics; X's documents call its shares `repost_count` or `retweet_count`."""
    shares = counted.get("repost_count", counted.get("retweet_count"))
    return Figures(
        views=counted.get("impression_count"),
        likes=counted.get("like_count"),
        replies=counted.get("reply_count"),
        shares=shares,
    )


def reaction(tweet: Mapping[str, Any]) -> Reaction:
    """Return what somebody wrote to the account: a reply to one of its posts, or a mention."""
    answered = [r["id"] for r in tweet.get("referenced_tweets", ()) if r["type"] == "replied_to"]
    return Reaction(
        id=str(tweet["id"]),
        kind=Echo.REPLY if answered else Echo.MENTION,
        at=datetime.fromisoformat(tweet["created_at"]),
        post=str(answered[0]) if answered else "",
        text=unescape(tweet["text"]),
        author=str(tweet["author_id"]),
        url=receipt(tweet["id"]).url,
    )


def receipt(tweet_id: str) -> Receipt:
    """Return id and address of a post; the address needs no name of the account."""
    return Receipt(str(tweet_id), f"https://x.com/i/web/status/{tweet_id}")


def refusal(status: int, said: Mapping[str, Any]) -> type[ChannelError] | None:
    """Read X's own 403s (developer docs, "Response codes and errors"; old codes 64, 187, 326)."""
    if status != 403:
        return None
    errors = [e for e in said.get("errors", ()) if isinstance(e, Mapping)]
    codes = {e.get("code") for e in errors}
    words = " ".join(
        str(e.get(k, "")) for e in (said, *errors) for k in ("detail", "message", "type", "title")
    )
    words = words.lower()
    if 187 in codes or "duplicate content" in words:
        return OutcomeUnknown
    if "usage-capped" in words or "usagecapexceeded" in words:
        return RateLimited
    barred = ("app permissions", "oauth1-permissions", "client-forbidden", "unsupported-authentication")
    if codes & {64, 326} or any(b in words for b in (*barred, "suspended", "locked")):
        return Unauthorized
    return None
