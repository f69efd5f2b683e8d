"""An Instagram account (professional, joined to a Facebook Page), through Meta's Graph API.

Links in captions lead nowhere, so that the post has none, and no marker: the recorded container and the own
captions say whether a post is there. docs/channels/instagram.md has the way in. Instagram takes no language
of a post, and Meta fetches the picture, JPEG only, from the deployed site.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from syndicate.channels import Absent, Found, Look, Opening, Unreadable
from syndicate.channels.abilities import Health
from syndicate.channels.containers import address, left, look, made, spent
from syndicate.channels.lookback import since
from syndicate.channels.meta import PAGE, VERSION, Calls, Graph, moment, name_of, options, rows
from syndicate.channels.meta_echoes import FEW, REACH, counted, fresh, there
from syndicate.channels.meta_token import examined
from syndicate.channels.rendering import payload, picture_bytes
from syndicate.errors import ChannelError, RateLimited, Rejected
from syndicate.limits import Limits, Link, Shape, Sign, Unit
from syndicate.limits import Look as Drawn
from syndicate.model import Echo, Entry, Figures, Payload, Picture, Post, Prepared, Reaction, Receipt

PUBLIC_HOST = "https://graph.facebook.com"
OPTIONS = {
    "user": ("", r"\d{5,20}", "the number of your Instagram account at Meta, e.g. '17841400008460056'"),
    "version": ("v26.0", VERSION, "a version of the Graph API, e.g. 'v26.0'"),
}
RIGHTS = {
    "instagram_basic": True,
    "instagram_content_publish": True,
    "pages_read_engagement": True,
    "instagram_manage_comments": False,
    "instagram_manage_contents": False,
    "instagram_manage_insights": False,
}
STATUS = "status_code"
OWN = "id,caption,timestamp,permalink"
COMMENTS = f"id,timestamp,comments.limit({PAGE}){{id,text,timestamp,username,from}}"
INSIGHTS = "views,likes,comments,shares"
HASHTAGS = 30
LATER = timedelta(hours=1)  # the posts of a day become free one by one
WIDEST, TALLEST = 1.91, 0.8
LIMITS = Limits(
    unit=Unit.UTF16,
    characters=2_200,
    link=Link.NONE,
    image_bytes=8_000_000,
    image_types=("image/jpeg",),
    alt=1_000,
    look=Drawn(
        fold=125,
        crop=(1.91, 1.0),
        shape=Shape.PICTURE,
        signs=(Sign.LIKE, Sign.REPLY, Sign.SHARE, Sign.KEEP),
        source="Instagram: about 125 characters stand before 'more' (from use); a picture of 4:5 to 1.91:1 "
        "is shown whole (Meta's documents); addresses in a caption are plain words",
    ),
)


class Instagram:
    """One professional account on Instagram."""

    network = "instagram"
    hosts = ("graph.facebook.com",)
    limits = LIMITS
    needs = ("access_token",)
    lapses = True
    settle = 120.0
    pause = 1.0  # seconds of the first pause while a container is made ready

    def __init__(self, opening: Opening) -> None:
        self.account = opening.account.name
        self.languages = opening.account.languages
        known = options(opening, OPTIONS)
        self._user = known["user"]
        self._opening = opening
        self._graph = Graph(opening, PUBLIC_HOST, known["version"])

    def render(self, post: Post) -> Payload:
        """Return what will be sent; raises Rejected where Instagram would refuse it."""
        for refused in _refusals(post):
            raise Rejected(refused)
        assert post.image  # noqa: S101  # what has none was refused
        create = {"caption": post.text, "image_url": post.image.url}
        create |= {"alt_text": post.alt} if post.alt else {}
        return payload(post, self.limits, network=self.network, create=create)

    def prepare(self, payload: Payload) -> Prepared:
        """Make the container and wait for it, where the day's posts are not used up.

        Raises RateLimited where they are.
        """
        if payload.image:
            picture_bytes(payload.image, self._opening.output)
        used, total = left(self._graph, f"{self._user}/content_publishing_limit")
        if used >= total:
            raise RateLimited(
                f"account {self.account}: Instagram takes {total} posts in 24 hours, and they are used. "
                "Nothing was posted.",
                datetime.now(UTC) + LATER,
            )
        form = json.loads(payload.body)
        path = f"{self._user}/media"
        container = made(self._graph, self.account, path, form, field=STATUS, pause=self.pause)
        return Prepared(payload, {"container": container, "caption": _digest(payload.text)})

    def send(self, prepared: Prepared) -> Receipt:
        """Publish the container once (POST /{user}/media_publish), then ask for the post's address."""
        with self._graph.doing("posting", creating=True) as calls:
            form = {"creation_id": prepared.refs.get("container", "")}
            post = name_of(calls.post(f"{self._user}/media_publish", form))
        return Receipt(post, address(self._graph, post, f"instagram:{post}"))

    def find(self, claim: Entry) -> Look:
        """Look for the caption among the own posts since the claim, and ask its container."""

        def seen() -> Look:
            found: Look = Absent()
            try:
                with self._graph.doing("reading the own posts") as calls:
                    for post in self._own(calls, since(claim), OWN):
                        if _digest(str(post.get("caption", ""))) == claim.data.get("caption"):
                            name = name_of(post)
                            found = Found(Receipt(name, str(post.get("permalink") or f"instagram:{name}")))
            except ChannelError as error:
                return found if isinstance(found, Found) else Unreadable(str(error))
            return found

        return look(claim, self._graph, self.account, field=STATUS, seen=seen)

    def withdraw(self, receipt: Receipt) -> None:
        """Delete the post; one that is gone already is no error."""
        with self._graph.doing("withdrawing a post") as calls:
            calls.delete(receipt.id)

    def metrics(self, receipts: Sequence[Receipt]) -> Mapping[str, Figures]:
        """Return the figures of these posts; views and shares where the token may see insights."""
        found = {}
        for receipt in receipts:
            post = there(self._graph, receipt.id, "like_count,comments_count")
            if post is not None:
                seen = counted(self._graph, receipt.id, INSIGHTS)
                found[receipt.id] = Figures(
                    views=seen.get("views"),
                    likes=seen.get("likes", post.get("like_count")),
                    replies=seen.get("comments", post.get("comments_count")),
                    shares=seen.get("shares"),
                )
        return found

    def reactions(self, cursor: str) -> tuple[tuple[Reaction, ...], str]:
        """Return the comments of others on our posts of the last ninety days that are new."""
        with self._graph.doing("reading comments") as calls:
            posts = self._own(calls, datetime.now(UTC) - REACH, COMMENTS)
            return fresh((r for post in posts for r in self._said(post)), cursor)

    def doctor(self) -> Health:
        """Return the account's name, the token's end and rights, and whether the day's posts are used up."""
        with self._graph.doing("asking whose account this is") as calls:
            name = str(calls.get(self._user, fields="id,username")["username"])
        expires, troubles = examined(self._graph, self.account, RIGHTS, batch=True)
        used, total = left(self._graph, f"{self._user}/content_publishing_limit")
        return Health(f"@{name}", expires, (*troubles, *spent(used, total)))

    def _own(self, calls: Calls, since: datetime, fields: str) -> Iterator[Mapping[str, Any]]:
        size = FEW if fields == COMMENTS else PAGE
        return self._graph.back_to(since, calls, f"{self._user}/media", fields, at="timestamp", size=size)

    def _said(self, post: Mapping[str, Any]) -> Iterator[Reaction]:
        for comment in rows(post["comments"]) if "comments" in post else ():
            if (comment.get("from") or {}).get("id") != self._user:
                yield Reaction(
                    id=name_of(comment),
                    kind=Echo.REPLY,
                    at=moment(comment["timestamp"]),
                    post=name_of(post),
                    text=str(comment.get("text", "")),
                    author=str(comment.get("username", "")),
                )


def _refusals(post: Post) -> Iterator[str]:
    if post.image is None:
        yield "Instagram takes no post without a picture"
    elif not TALLEST <= _shape(post.image) <= WIDEST:
        yield f"the picture is {post.image.width}x{post.image.height}; only 4:5 to 1.91:1 goes"
    hashtags = len(re.findall(r"#\w", post.text))
    if hashtags > HASHTAGS:
        yield f"the caption has {hashtags} hashtags, at most {HASHTAGS} go"


def _shape(picture: Picture) -> float:
    return picture.width / picture.height if picture.height else 0.0


def _digest(caption: str) -> str:
    """Return how a caption is recognised again: Instagram may drop '@', change spaces and compose letters."""
    kept = "".join(unicodedata.normalize("NFC", caption).replace("@", "").split())
    return hashlib.sha256(kept.encode()).hexdigest()[:16]
