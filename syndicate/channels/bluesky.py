"""Bluesky and servers that speak its protocol, over XRPC. docs/channels/bluesky.md has the way in.

The post's record key follows from its own key, and the record is put there only where nothing stands: the
network itself refuses a second one, and a doubt is settled by one look at that place. No SDK: atproto 0.0.73
takes neither a record key nor our door, and posts in English unless told otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from syndicate.channels import Absent, Found, Look, Opening, Unreadable
from syndicate.channels import bluesky_said as said
from syndicate.channels.abilities import Health, Own
from syndicate.channels.bluesky_record import (
    COLLECTION,
    corrected,
    drawn_up,
    finished,
    made,
    record_key,
    words,
)
from syndicate.channels.bluesky_session import Ask, Line, Missing
from syndicate.channels.bluesky_standing import examined
from syndicate.channels.lookback import MORE, NoFurther
from syndicate.channels.options import known, sheltered, wrong
from syndicate.channels.rendering import payload, picture_bytes, uploaded
from syndicate.errors import ChannelError
from syndicate.limits import FilmLimits, Limits, Link, LinkCard, Shape, Sign, Unit
from syndicate.limits import Look as Drawn
from syndicate.model import (
    Entry,
    Figures,
    Film,
    Payload,
    Picture,
    Post,
    Prepared,
    Reaction,
    Receipt,
)

PUBLIC_HOST = "https://bsky.social"
HANDLE = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?", re.IGNORECASE)
PAGE = 100
ASKED_AT_ONCE = 25
KEY = re.compile("[2-7a-z]{13}")
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
LIMITS = Limits(
    unit=Unit.GRAPHEMES,
    characters=300,
    bytes=3_000,
    image_bytes=1_000_000,
    image_types=("image/jpeg", "image/png", "image/webp", "image/gif"),
    alt=2_000,
    film=FilmLimits(
        bytes=100_000_000,
        seconds=180,
        alt=1_000,
        captions=True,
        source="lexicon app.bsky.embed.video (MP4 to 100 MB, captions as WebVTT); three minutes are shown",
    ),
    look=Drawn(
        fold_lines=25,
        crop=(1.91, 1.0),
        shape=Shape.BESIDE,
        signs=(Sign.REPLY, Sign.REPEAT, Sign.LIKE, Sign.SHARE),
        card=LinkCard(("title", "summary", "host")),
        source="Bluesky's app folds a post in a list after 25 lines (MAX_POST_LINES); one picture keeps its "
        "own shape by its aspectRatio; a record holds pictures or a card (lexicon app.bsky.feed.post)",
    ),
)


class Bluesky:
    """One account on Bluesky."""

    network = "bluesky"
    hosts = ("bsky.social",)
    needs = ("app_password",)
    settle = 5.0
    pages = 1_000  # of the 3,000 requests that Bluesky allows in five minutes

    def __init__(self, opening: Opening) -> None:
        self.account = opening.account.name
        self.languages = opening.account.languages
        self._opening = opening
        handle, link = _options(opening)
        self._card = link is Link.CARD
        self._line = Line(opening, sheltered(opening) or PUBLIC_HOST, handle)
        self.limits = replace(LIMITS, link=link, film=None if self._card else LIMITS.film)

    def render(self, post: Post) -> Payload:
        """Return what will be sent; raises Rejected where Bluesky would refuse it."""
        place = {"collection": COLLECTION, "rkey": record_key(post.key), "swapRecord": None}
        create = {**place, "record": drawn_up(post, card=self._card)}
        return payload(post, self.limits, network=self.network, create=create)

    def prepare(self, payload: Payload) -> Prepared:
        """Sign in and upload film or picture: nothing refers to it yet, and the same bytes are one upload."""
        if not payload.film and not payload.image:
            self._put("signing in")
        return uploaded(
            payload,
            lambda picture: self._put("uploading the picture", blob=picture),
            lambda film: self._put("uploading the film", film=film, captions=film.vtt),
        )

    def send(self, prepared: Prepared) -> Receipt:
        """Put the record where none stands (com.atproto.repo.putRecord); the same one twice is one."""
        create = json.loads(prepared.payload.body)
        blobs = {name: json.loads(blob) for name, blob in prepared.refs.items()}
        create["record"] = finished(
            create["record"], prepared.payload.created_at, blobs, prepared.payload.film
        )
        with self._line.doing("posting", creating=True) as (session, ask):
            return said.receipt(ask("com.atproto.repo.putRecord", {**create, "repo": session.did})["uri"])

    def find(self, claim: Entry) -> Look:
        """Look at the one place where the post of this claim can stand."""
        try:
            uri, _, _ = self._record(record_key(claim.key))
        except Missing:
            return Absent()
        except ChannelError as error:
            return Unreadable(str(error))
        return Found(said.receipt(uri))

    def recall(self, since: datetime) -> Iterator[Own]:
        """Yield the own posts, newest first, back to a moment; raises the ChannelErrors.

        The order of the keys is no order in time, so that all are read before the first is given.
        """
        own = [o for o in self._all() if o.at >= since]
        yield from sorted(own, key=lambda one: one.at, reverse=True)

    def update(self, receipt: Receipt, payload: Payload) -> Receipt:
        """Put new words in place of the post's, under its key and with its time; raises the ChannelErrors."""
        key = said.key(receipt)
        _, seen, old = self._record(key)
        record = corrected(old, json.loads(payload.body)["record"])
        with self._line.doing("correcting a post") as (session, ask):
            place = {"repo": session.did, "collection": COLLECTION, "rkey": key}
            put = {**place, "record": record, "swapRecord": seen}
            return said.receipt(ask("com.atproto.repo.putRecord", put)["uri"])

    def withdraw(self, receipt: Receipt) -> None:
        """Delete the record; one that is gone already is no error. Raises the ChannelErrors."""
        with self._line.doing("withdrawing a post") as (session, ask):
            place = {"repo": session.did, "collection": COLLECTION, "rkey": said.key(receipt)}
            ask("com.atproto.repo.deleteRecord", place)

    def metrics(self, receipts: Sequence[Receipt]) -> Mapping[str, Figures]:
        """Return the figures of these posts by receipt id; one that is gone is left out."""
        found = {}
        keys = {key: r.id for r in receipts if KEY.fullmatch(key := said.key(r))}
        with self._line.doing("reading the figures") as (session, ask):
            for at in range(0, len(keys), ASKED_AT_ONCE):
                some = [f"at://{session.did}/{COLLECTION}/{k}" for k in [*keys][at : at + ASKED_AT_ONCE]]
                for post in ask("app.bsky.feed.getPosts", uris=some)["posts"]:
                    found[keys[said.key(said.receipt(post["uri"]))]] = Figures(
                        likes=post.get("likeCount"),
                        replies=post.get("replyCount"),
                        shares=post.get("repostCount", 0) + post.get("quoteCount", 0),
                    )
        return found

    def reactions(self, cursor: str) -> tuple[tuple[Reaction, ...], str]:
        """Return what came after the moment `cursor`, oldest first, and the newest moment seen."""
        since = datetime.fromisoformat(cursor) if cursor else BEGINNING
        fresh: list[tuple[datetime, Mapping[str, Any]]] = []
        with self._line.doing("reading the notifications") as (session, ask):
            for page in self._pages(ask, "app.bsky.notification.listNotifications", "notifications", {}):
                told = [(at, n) for n in page if (at := datetime.fromisoformat(n["indexedAt"])) > since]
                fresh += told
                if len(told) < len(page):
                    break
            fresh.sort(key=lambda one: one[0])
            found = tuple(said.reaction(n, at, session.did) for at, n in fresh if n["reason"] in said.ECHOES)
        return found, fresh[-1][0].isoformat() if fresh else cursor

    def doctor(self) -> Health:
        """Return whose account it is, and what about its password and its name could be safer."""
        with self._line.doing("asking whose account this is") as (session, ask):
            own = ask("com.atproto.server.getSession")
            borrowed = ask("com.atproto.server.describeServer").get("availableUserDomains", ())
        return examined(own, borrowed, session.scope)

    def _put(self, doing: str, **shown: Picture | Film | str) -> dict[str, str]:
        """Upload each of these, and return by its name what names it; a text is one of captions."""
        found = {}
        with self._line.doing(doing) as (_, ask):
            for name, one in shown.items():
                raw = one.encode() if isinstance(one, str) else picture_bytes(one, self._opening.output)
                kind = "text/vtt" if isinstance(one, str) else one.type
                blob = ask("com.atproto.repo.uploadBlob", raw, kind=kind)["blob"]
                found[name] = json.dumps(blob, sort_keys=True)
        return found

    def _record(self, key: str) -> tuple[str, str, dict[str, Any]]:
        """Return address, content hash and content of one own record; raises Missing and the others."""
        with self._line.doing("reading the own post") as (session, ask):
            place = {"repo": session.did, "collection": COLLECTION, "rkey": key}
            found = ask("com.atproto.repo.getRecord", **place)
            return str(found["uri"]), str(found["cid"]), dict(found["value"])

    def _all(self) -> Iterator[Own]:
        with self._line.doing("reading the own posts") as (session, ask):
            place = {"repo": session.did, "collection": COLLECTION}
            for page in self._pages(ask, "com.atproto.repo.listRecords", "records", place):
                yield from (Own(said.receipt(o["uri"]), made(o["value"]), words(o["value"])) for o in page)

    def _pages(self, ask: Ask, call: str, name: str, query: Mapping[str, str]) -> Iterator[list[Any]]:
        """Yield page after page; raises NoFurther where there seems to be no end."""
        cursor: dict[str, str] = {}
        for _ in range(self.pages):
            answer = ask(call, **query, **cursor, limit=PAGE)
            yield answer[name]
            if not answer[name] or not answer.get("cursor"):
                return
            cursor = {"cursor": answer["cursor"]}
        raise NoFurther(f"account {self.account}: {MORE}")


def _options(opening: Opening) -> tuple[str, Link]:
    """Read the account's own settings; raises SettingsError naming what would be right."""
    options = known(opening, "handle", "link")
    handle, link = options.get("handle", ""), options.get("link", "text")
    if not isinstance(handle, str) or not HANDLE.fullmatch(handle):
        raise wrong(
            opening, f"handle must be the account's name without @, e.g. 'praktijk.example', not {handle!r}."
        )
    if link not in ("text", "card"):
        raise wrong(
            opening,
            f"link must be 'text' (address in the words) or 'card' (picture in a card), not {link!r}.",
        )
    return handle, Link(link)
