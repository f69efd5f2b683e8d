"""LinkedIn's answers as our own nouns; another answer raises LookupError, TypeError or ValueError."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from syndicate.channels.abilities import Own, Renewed
from syndicate.channels.linkedin.asking import POSTED, feed
from syndicate.model import Echo, Figures, Reaction, Receipt

if TYPE_CHECKING:
    from requests import Response

OUT = ("PUBLISHED", "PUBLISH_REQUESTED")


@dataclass(frozen=True, slots=True)
class Places:
    """Where a film goes: each piece with its first and last byte, and the captions."""

    urn: str
    token: str
    pieces: tuple[tuple[str, int, int], ...]
    captions: str


def nothing(_: Response) -> None:
    """Read an answer that says nothing beyond its status."""


def place(answer: Response) -> tuple[str, str]:
    """Return where a picture goes, and its URN."""
    begun = answer.json()["value"]
    return str(begun["uploadUrl"]), str(begun["image"])


def places(answer: Response) -> Places:
    """Return where a film and its captions go."""
    begun = answer.json()["value"]
    pieces = (
        (str(p["uploadUrl"]), int(p["firstByte"]), int(p["lastByte"])) for p in begun["uploadInstructions"]
    )
    captions = str(begun["captionsUploadUrl"])
    return Places(str(begun["video"]), str(begun.get("uploadToken", "")), tuple(pieces), captions)


def piece(answer: Response) -> str:
    """Return by what LinkedIn knows an uploaded piece of a film."""
    return answer.headers["ETag"].strip('"')


def state(answer: Response) -> str:
    """Return how far LinkedIn is with a film."""
    return str(answer.json()["status"])


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


def renewed(answer: Response) -> Renewed:
    """Return a new token, and the refresh token where LinkedIn gives that again."""
    said = answer.json()
    values = {"access_token": str(said["access_token"] or "")}
    if said.get("refresh_token"):
        values["refresh_token"] = str(said["refresh_token"])
    return Renewed(values, timedelta(seconds=int(said["expires_in"])))


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
