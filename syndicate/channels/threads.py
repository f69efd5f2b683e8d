"""Threads, through Meta's Threads API. docs/channels/threads.md has the way in.

Threads takes no language of a post: `account.languages` decides which articles go to which account.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from syndicate.channels import Look, Opening
from syndicate.channels.abilities import Health, Own, Renewed
from syndicate.channels.containers import address, left, look, made, spent
from syndicate.channels.lookback import since, sought
from syndicate.channels.meta import VERSION, Calls, Graph, moment, name_of, options, rows
from syndicate.channels.meta_echoes import REACH, counted, fresh, there
from syndicate.channels.meta_token import examined
from syndicate.channels.rendering import payload, picture_bytes
from syndicate.limits import Limits, Shape, Sign, Unit
from syndicate.limits import Look as Drawn
from syndicate.model import Echo, Entry, Figures, Payload, Post, Prepared, Reaction, Receipt

PUBLIC_HOST = "https://graph.threads.net"
OPTIONS = {"version": ("v1.0", VERSION, "a version of the Threads API, e.g. 'v1.0'")}
RIGHTS = {
    "threads_basic": True,
    "threads_content_publish": True,
    "threads_delete": False,
    "threads_manage_insights": False,
    "threads_read_replies": False,
}
STATUS = "status"
OWN = "id,text,timestamp,permalink,link_attachment_url"
REPLIES = "id,text,timestamp,permalink,username,is_reply_owned_by_me"
INSIGHTS = "views,likes,replies,reposts,quotes,shares"
LIMITS = Limits(
    unit=Unit.EMOJI_BYTES,
    characters=500,
    image_bytes=8_000_000,
    image_types=("image/jpeg", "image/png"),
    alt=1_000,
    look=Drawn(
        crop=(1.91, 1.0),
        shape=Shape.BESIDE,
        signs=(Sign.LIKE, Sign.REPLY, Sign.REPEAT, Sign.SHARE),
        source="Threads: 500 characters are shown whole and one picture keeps its shape (from use); a card "
        "is drawn for a post of text alone (Meta's documents, link_attachment)",
    ),
)


class Threads:
    """One account on Threads."""

    network = "threads"
    hosts = ("graph.threads.net",)
    limits = LIMITS
    needs = ("access_token",)
    lapses = True
    rotating = ("access_token",)
    settle = 120.0
    pause = 1.0  # seconds of the first pause while a container is made ready

    def __init__(self, opening: Opening) -> None:
        self.account = opening.account.name
        self.languages = opening.account.languages
        self._opening = opening
        self._graph = Graph(opening, PUBLIC_HOST, options(opening, OPTIONS)["version"])

    def render(self, post: Post) -> Payload:
        """Return what will be sent; raises Rejected where Threads would refuse it."""
        create = {"media_type": "TEXT", "text": post.text, "link_attachment": post.link}
        if post.image:
            create = {"media_type": "IMAGE", "text": post.text, "image_url": post.image.url}
            create |= {"alt_text": post.alt} if post.alt else {}
        return payload(post, self.limits, network=self.network, create=create)

    def prepare(self, payload: Payload) -> Prepared:
        """Make the container and wait for it; the picture is fetched from the deployed site."""
        if payload.image:
            picture_bytes(payload.image, self._opening.output)
        form = json.loads(payload.body)
        container = made(self._graph, self.account, "me/threads", form, field=STATUS, pause=self.pause)
        return Prepared(payload, {"container": container})

    def send(self, prepared: Prepared) -> Receipt:
        """Publish the container once (POST /me/threads_publish), then ask for the post's address."""
        with self._graph.doing("posting", creating=True) as calls:
            form = {"creation_id": prepared.refs.get("container", "")}
            post = name_of(calls.post("me/threads_publish", form))
        return Receipt(post, address(self._graph, post, f"threads:{post}"))

    def find(self, claim: Entry) -> Look:
        """Read the own posts back to before the claim, and ask its container."""

        def seen() -> Look:
            return sought(claim, self.recall(since(claim)))

        return look(claim, self._graph, self.account, field=STATUS, seen=seen)

    def recall(self, since: datetime) -> Iterator[Own]:
        """Yield the own posts, newest first, back to a moment; raises the ChannelErrors."""
        with self._graph.doing("reading the own posts") as calls:
            for post in self._own(calls, since, OWN):
                words = (str(post.get("text", "")), str(post.get("link_attachment_url", "")))
                name = name_of(post)
                receipt = Receipt(name, str(post.get("permalink") or f"threads:{name}"))
                yield Own(receipt, moment(post["timestamp"]), words)

    def withdraw(self, receipt: Receipt) -> None:
        """Delete the post (a hundred a day); one that is gone already is no error."""
        with self._graph.doing("withdrawing a post") as calls:
            calls.delete(receipt.id)

    def metrics(self, receipts: Sequence[Receipt]) -> Mapping[str, Figures]:
        """Return the figures of these posts, where the token may see insights; quotes count as shares."""
        found = {}
        for receipt in receipts:
            if there(self._graph, receipt.id, "id") is not None:
                seen = counted(self._graph, receipt.id, INSIGHTS)
                shared = [seen[name] for name in ("reposts", "quotes", "shares") if name in seen]
                found[receipt.id] = Figures(
                    views=seen.get("views"),
                    likes=seen.get("likes"),
                    replies=seen.get("replies"),
                    shares=sum(shared) if shared else None,
                )
        return found

    def reactions(self, cursor: str) -> tuple[tuple[Reaction, ...], str]:
        """Return the replies of others to our posts of the last ninety days that are new."""
        with self._graph.doing("reading replies") as calls:
            posts = [
                p for p in self._own(calls, datetime.now(UTC) - REACH, "id,timestamp,has_replies")
                if p.get("has_replies")
            ]  # fmt: skip
            said = [(p, r) for p in posts for r in rows(calls.get(f"{name_of(p)}/replies", fields=REPLIES))]
            return fresh((_reply(p, r) for p, r in said if not r.get("is_reply_owned_by_me")), cursor)

    def doctor(self) -> Health:
        """Return the account's name, the token's end and rights, and whether the day's posts are used up."""
        with self._graph.doing("asking whose token this is") as calls:
            name = str(calls.get("me", fields="id,username")["username"])
        expires, troubles = examined(self._graph, self.account, RIGHTS, batch=False)
        used, total = left(self._graph, "me/threads_publishing_limit")
        return Health(f"@{name}", expires, (*troubles, *spent(used, total)))

    def renew(self) -> Renewed:
        """Return a token for another 60 days; Threads gives it for one that is a day old and still works."""
        with self._graph.doing("renewing the token") as calls:
            return calls.renewed_token("th_refresh_token")

    def _own(self, calls: Calls, since: datetime, fields: str) -> Iterator[Mapping[str, Any]]:
        return self._graph.back_to(since, calls, "me/threads", fields, at="timestamp")


def _reply(post: Mapping[str, Any], reply: Mapping[str, Any]) -> Reaction:
    return Reaction(
        id=name_of(reply),
        kind=Echo.REPLY,
        at=moment(reply["timestamp"]),
        post=name_of(post),
        text=str(reply.get("text", "")),
        author=str(reply.get("username", "")),
        url=str(reply.get("permalink", "")),
    )
