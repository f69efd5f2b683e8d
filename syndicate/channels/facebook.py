"""A Facebook Page, through Meta's Graph API. docs/channels/facebook.md has the way in.

A Page takes no language of a post: `account.languages` decides which articles go to which Page. Meta
keeps no idempotency key and refuses the words of the last post again (506) without naming it, so that
only a look at the own posts settles a doubt.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from syndicate.channels import Look, Opening
from syndicate.channels.abilities import Health, Own, Trouble
from syndicate.channels.facebook_film import FILM, publish, put_film
from syndicate.channels.lookback import since, sought
from syndicate.channels.meta import PAGE, VERSION, Calls, Graph, moment, name_of, options, rows
from syndicate.channels.meta_echoes import FEW, REACH, counted, fresh, there
from syndicate.channels.meta_token import examined
from syndicate.channels.rendering import payload, picture_bytes, uploaded
from syndicate.limits import Limits, Link, Shape, Sign, Unit
from syndicate.limits import Look as Drawn
from syndicate.model import (
    Echo,
    Entry,
    Figures,
    Film,
    Payload,
    Picture,
    Post,
    Prepared,
    Reaction,
    Receipt,
    Words,
)

PUBLIC_HOST = "https://graph.facebook.com"
OPTIONS = {
    "page": ("", r"\d{5,20}", "the number of your Page, e.g. '104523719882345'"),
    "version": ("v26.0", VERSION, "a version of the Graph API, e.g. 'v26.0'"),
    "link": ("text", "text|card", "'text' (picture, address in the words) or 'card' (Facebook draws a card)"),
}
RIGHTS = {
    "pages_manage_posts": True,
    "pages_read_engagement": True,
    "pages_read_user_content": False,
    "read_insights": False,
}
OWN = "id,message,created_time,attachments{unshimmed_url}"
SUMS = "shares,reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count)"
COMMENTS = (
    f"id,created_time,comments.filter(stream).order(reverse_chronological).limit({PAGE})"
    "{id,message,created_time,permalink_url,from{id,name}}"
)
INSIGHTS = "post_media_view,post_clicks"
LIMITS = Limits(
    unit=Unit.UTF16,
    characters=63_206,
    image_bytes=4_000_000,
    image_types=("image/jpeg", "image/png", "image/gif"),
    alt=1_000,
    film=FILM,
    look=Drawn(
        fold=477,
        crop=(1.91, 1.0),
        shape=Shape.EDGE,
        signs=(Sign.THUMB, Sign.REPLY, Sign.SHARE),
        source="Facebook: about 477 characters stand before 'See more' on a desk, fewer on a phone; one "
        "picture keeps its shape; picture and card exclude each other (all from use, not from a document)",
    ),
)
NO_PAGE = Trouble(
    Words(
        "dit is het token van een persoon of systeemgebruiker, niet van de pagina",
        "this is the token of a person or system user, not of the Page",
    ),
    Words(
        "Vraag met dit token /me/accounts op en neem daaruit het access_token van de pagina.",
        "Ask /me/accounts with this token and take the Page's access_token from there.",
    ),
)


class Facebook:
    """One Facebook Page."""

    network = "facebook"
    hosts = ("graph.facebook.com",)
    needs = ("access_token",)
    lapses = True
    settle = 120.0
    pause = 2.0  # seconds between two looks at a film that is still being processed

    def __init__(self, opening: Opening) -> None:
        self.account = opening.account.name
        self.languages = opening.account.languages
        known = options(opening, OPTIONS)
        self._page = known["page"]
        self._card = known["link"] == "card"
        self._opening = opening
        self._graph = Graph(opening, PUBLIC_HOST, known["version"])
        self.limits = LIMITS
        if self._card:
            self.limits = replace(LIMITS, link=Link.CARD, film=None)

    def render(self, post: Post) -> Payload:
        """Return what will be sent; raises Rejected where Facebook would refuse it."""
        create = {"message": post.text, **({"link": post.link} if self._card else {})}
        return payload(post, self.limits, network=self.network, create=create)

    def prepare(self, payload: Payload) -> Prepared:
        """Upload film or picture, unpublished; a card's picture is fetched by Meta."""
        with self._graph.doing("uploading the picture", posting=True):  # stops here where the budget is spent
            if self._card:
                return Prepared(payload)
        return uploaded(
            payload,
            lambda picture: self._put_picture(picture, payload.alt),
            lambda film: self._put_film(film, payload.title),
        )

    def send(self, prepared: Prepared) -> Receipt:
        """Post once (POST /{page}/feed, or a film by its id); a refused duplicate is a doubt, no success."""
        form = dict(json.loads(prepared.payload.body))
        if film := prepared.refs.get("film"):
            return _receipt(publish(self._graph, self._page, film, form["message"]))
        if photo := prepared.refs.get("photo"):
            form["attached_media[0]"] = json.dumps({"media_fbid": photo})
        with self._graph.doing("posting", creating=True) as calls:
            return _receipt(calls.post(f"{self._page}/feed", form))

    def find(self, claim: Entry) -> Look:
        """Read the own posts back to before the claim; of several matches the oldest counts."""
        return sought(claim, self.recall(since(claim)))

    def recall(self, since: datetime) -> Iterator[Own]:
        """Yield the own posts, newest first, back to a moment; raises the ChannelErrors."""
        with self._graph.doing("reading the own posts") as calls:
            for post in self._own(calls, since, OWN):
                yield Own(_receipt(post), moment(post["created_time"]), _words(post))

    def update(self, receipt: Receipt, payload: Payload) -> Receipt:
        """Put new words in place of the post's; card and picture stay."""
        with self._graph.doing("correcting a post") as calls:
            calls.post(receipt.id, {"message": json.loads(payload.body)["message"]})
        return receipt

    def withdraw(self, receipt: Receipt) -> None:
        """Delete the post; one that is gone already is no error."""
        with self._graph.doing("withdrawing a post") as calls:
            calls.delete(receipt.id)

    def metrics(self, receipts: Sequence[Receipt]) -> Mapping[str, Figures]:
        """Return the figures of these posts; views and clicks where the token may see insights."""
        found = {}
        for receipt in receipts:
            post = there(self._graph, receipt.id, SUMS)
            if post is not None:
                seen = counted(self._graph, receipt.id, INSIGHTS)
                found[receipt.id] = Figures(
                    views=seen.get("post_media_view"),
                    clicks=seen.get("post_clicks"),
                    likes=_sum(post, "reactions"),
                    replies=_sum(post, "comments"),
                    shares=(post.get("shares") or {}).get("count", 0),
                )
        return found

    def reactions(self, cursor: str) -> tuple[tuple[Reaction, ...], str]:
        """Return the comments of others on our posts of the last ninety days that are new."""
        with self._graph.doing("reading comments") as calls:
            posts = self._own(calls, datetime.now(UTC) - REACH, COMMENTS)
            return fresh((r for post in posts for r in self._said(post)), cursor)

    def doctor(self) -> Health:
        """Return the Page's name, the token's end and rights; raises the ChannelErrors."""
        with self._graph.doing("asking whose token this is") as calls:
            me = calls.get("me", fields="id,name")
            whose, name = str(me["id"]), str(me["name"])
        expires, troubles = examined(self._graph, self.account, RIGHTS, batch=True)
        wrong = () if whose == self._page else (NO_PAGE,)
        return Health(name, expires, (*wrong, *troubles))

    def _put_picture(self, picture: Picture, alt: str) -> dict[str, str]:
        raw = picture_bytes(picture, self._opening.output)
        form = {"published": "false", **({"alt_text_custom": alt} if alt else {})}
        source = (picture.path.rpartition("/")[2], raw, picture.type)
        with self._graph.doing("uploading the picture", posting=True) as calls:
            return {"photo": name_of(calls.post(f"{self._page}/photos", form, source=source))}

    def _put_film(self, film: Film, title: str) -> dict[str, str]:
        raw, who = picture_bytes(film, self._opening.output), f"account {self.account}"
        page, pause = self._page, self.pause
        return {"film": put_film(self._graph, page, film, raw, title=title, pause=pause, who=who)}

    def _own(self, calls: Calls, since: datetime, fields: str) -> Iterator[Mapping[str, Any]]:
        path, size = f"{self._page}/published_posts", FEW if fields == COMMENTS else PAGE
        return self._graph.back_to(since, calls, path, fields, at="created_time", size=size)

    def _said(self, post: Mapping[str, Any]) -> Iterator[Reaction]:
        for comment in rows(post["comments"]) if "comments" in post else ():
            author = comment.get("from") or {}
            if author.get("id") != self._page:
                yield Reaction(
                    id=str(comment["id"]),
                    kind=Echo.REPLY,
                    at=moment(comment["created_time"]),
                    post=str(post["id"]),
                    text=str(comment.get("message", "")),
                    author=str(author.get("name", "")),
                    url=str(comment.get("permalink_url", "")),
                )


def _words(post: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a post's words and where its card leads."""
    cards = rows(post["attachments"]) if "attachments" in post else ()
    return (str(post.get("message", "")), *(str(card.get("unshimmed_url", "")) for card in cards))


def _sum(post: Mapping[str, Any], name: str) -> int | None:
    total = ((post.get(name) or {}).get("summary") or {}).get("total_count")
    return total if isinstance(total, int) else None


def _receipt(post: Mapping[str, Any]) -> Receipt:
    return Receipt(name_of(post), f"https://www.facebook.com/{name_of(post)}")
