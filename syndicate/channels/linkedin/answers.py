"""LinkedIn's answers as our own nouns; another answer raises LookupError, TypeError or ValueError."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from syndicate.channels.abilities import Own
from syndicate.channels.linkedin.asking import POSTED, feed
from syndicate.model import Echo, Figures, Reaction, Receipt

if TYPE_CHECKING:
    from requests import Response

OUT = ("PUBLISHED", "PUBLISH_REQUESTED")


def nothing(_: Response) -> None:
    """Read an answer that says nothing beyond its status."""


def place(answer: Response) -> tuple[str, str]:
    """Return where a picture goes, and its URN."""
    begun = answer.json()["value"]
    return str(begun["uploadUrl"]), str(begun["image"])


def created(answer: Response) -> Receipt:
    """Return the receipt of a new post, whose URN stands in a header."""
    named = POSTED.fullmatch(answer.headers["x-restli-id"])
    if named is None:
        raise LookupError("no URN of a post")
    return Receipt(named[0], feed(named[0]))


def member(answer: Response) -> tuple[str, str]:
    """Return a token's person: URN and name."""
    me = answer.json()
    return f"urn:li:person:{me['sub']}", str(me["name"])


def organization(answer: Response) -> str:
    """Return the name of an organisation."""
    return str(answer.json()["localizedName"])


def listed(answer: Response) -> tuple[list[tuple[datetime, Own]], bool]:
    """Return a page of own posts with the time of their last change, and whether there may be more.

    A short page is not the last one: LinkedIn takes posts out of a page after it was cut.
    """
    said = answer.json()
    posts = [p for p in said["elements"] if p.get("lifecycleState", OUT[0]) in OUT]
    follows = any(link.get("rel") == "next" for link in said.get("paging", {}).get("links", ()))
    return [_own(p) for p in posts], bool(said["elements"]) or follows


def counted(answer: Response) -> Mapping[str, Figures]:
    """Return the figures by the URN of their post."""
    found = {}
    for element in answer.json()["elements"]:
        counts = element["totalShareStatistics"]
        names = ("impressionCount", "likeCount", "commentCount", "shareCount", "clickCount")
        found[str(element.get("share") or element["ugcPost"])] = Figures(
            *(counts.get(name) for name in names)
        )
    return found


def comments(answer: Response, post: Receipt) -> list[Reaction]:
    """Return a page of what is said under a post; the author is a URN, since LinkedIn gives no name here."""
    return [
        Reaction(
            id=said["$URN"],
            kind=Echo.REPLY,
            at=moment(said["created"]["time"]),
            post=post.id,
            text=said["message"]["text"],
            author=said["actor"],
            url=f"{post.url}?commentUrn={quote(said['$URN'], safe='')}",
        )
        for said in answer.json()["elements"]
    ]


def moment(stamp: int) -> datetime:
    """Return the moment of milliseconds since 1970 (UTC)."""
    return datetime.fromtimestamp(stamp / 1000, UTC)


def _own(post: Mapping[str, Any]) -> tuple[datetime, Own]:
    content = post.get("content") or {}
    article, media = content.get("article") or {}, content.get("media") or {}
    words = (post.get("commentary"), article.get("source"), article.get("thumbnail"), media.get("id"))
    at = moment(post["createdAt"])
    own = Own(Receipt(post["id"], feed(post["id"])), at, tuple(str(word or "") for word in words))
    return max(at, moment(post.get("lastModifiedAt") or 0)), own
