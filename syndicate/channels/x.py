"""X, through tweepy (API v2, OAuth 1.0a user context). docs/channels/x.md has the way in and the cost.

X takes no language of a post: `account.languages` decides which articles go to which account. It
keeps no idempotency key and refuses a duplicate text without naming the old post, so that only a
look at the own timeline settles a doubt. A post without a link is known there by its words, which
`prepare` gives out as a digest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from syndicate.channels import Look, Opening, x_media
from syndicate.channels import x_said as said
from syndicate.channels.abilities import Health, Own
from syndicate.channels.lookback import MORE, NoFurther, digest, since, sought
from syndicate.channels.options import known, wrong
from syndicate.channels.prices import OPTIONS, priced
from syndicate.channels.rendering import payload, picture_bytes, uploaded
from syndicate.errors import Rejected, SettingsError
from syndicate.limits import Limits, Link, Shape, Sign, Unit
from syndicate.limits import Look as Drawn
from syndicate.model import (
    Entry,
    Figures,
    Film,
    Payload,
    Picture,
    Post,
    Prepared,
    Price,
    Reaction,
    Receipt,
)
from syndicate.settings.values import shown

if TYPE_CHECKING:
    from syndicate.http.wire import Wire

PUBLIC_HOST = "https://api.twitter.com"  # fixed in tweepy 4; signatures are made for it
PAGE = 100
FIRST = datetime(2010, 11, 7, tzinfo=UTC)  # X refuses to be asked for posts before it
PAGES = 32  # X shows the newest 3,200 posts of a timeline, no more
LIMITS = Limits(
    unit=Unit.WEIGHTED,
    characters=280,
    url=23,
    image_bytes=5_000_000,
    image_types=("image/jpeg", "image/png", "image/gif", "image/webp"),
    alt=1_000,
    film=x_media.FILM,
    look=Drawn(
        crop=(1.91, 1.0),
        shape=Shape.BESIDE,
        signs=(Sign.REPLY, Sign.REPEAT, Sign.LIKE, Sign.KEEP, Sign.SHARE),
        source="X: a post of 280 is shown whole; twitter-text 3 counts it; a link beside a picture draws no "
        "card and one picture of 1.91:1 is shown whole (both from use, not from a document)",
    ),
)
PRICE = Price(Decimal("0.015"), Decimal("0.20"), Decimal("0.005"), "USD", date(2026, 4, 20), "X's price list")
"""Pay-per-use: without an address, with one, and more for a picture that is described."""
LINKS = {str(Link.TEXT): Link.TEXT, str(Link.NONE): Link.NONE}


class X:
    """One account on X."""

    network = "x"
    package = "tweepy"
    hosts = ("api.twitter.com",)
    needs = ("api_key", "api_secret", "access_token", "access_token_secret")
    settle = 60.0
    pause = 2.0  # seconds between two looks at a film that is still being processed

    def __init__(self, opening: Opening) -> None:
        self.account = opening.account.name
        self.languages = opening.account.languages
        options = known(opening, "link", *OPTIONS)
        link = str(options.get("link", Link.TEXT))
        if link not in LINKS:
            raise wrong(opening, f"link must be one of {', '.join(LINKS)}, not {shown(link)}.")
        self.limits = replace(LIMITS, link=LINKS[link])
        self.by_words = self.limits.link is Link.NONE
        self.price = priced(opening, PRICE)
        self._opening = opening
        self._base = opening.account.base_url

    def render(self, post: Post) -> Payload:
        """Return what will be sent; raises Rejected where X would refuse it."""
        return payload(post, self.limits, network=self.network, create={"text": post.text})

    def prepare(self, payload: Payload) -> Prepared:
        """Upload film (in pieces, with captions) or picture (with its description); all may be repeated."""
        wire, client = self._client()
        words = {"words": digest(payload.text)} if self.by_words else {}
        return uploaded(
            payload,
            lambda picture: self._put_picture(wire, client, picture, payload.alt),
            lambda film: self._put_film(wire, client, film),
            **words,
        )

    def _put_picture(self, wire: Wire, client: Any, picture: Picture, alt: str) -> dict[str, str]:
        raw, ask = picture_bytes(picture, self._opening.output), partial(self._ask, client)
        with self._judged(wire, "uploading the picture"):
            media = x_media.put_picture(ask, picture, raw)
        if alt:
            with self._judged(wire, "describing the picture"):
                x_media.describe(ask, media, alt)
        return {"media_id": media}

    def _put_film(self, wire: Wire, client: Any, film: Film) -> dict[str, str]:
        raw, ask = picture_bytes(film, self._opening.output), partial(self._ask, client)
        busy = Rejected(f"account {self.account}: X is still busy with the film.")
        with self._judged(wire, "uploading the film"):
            return {"media_id": x_media.put_film(ask, film, raw, pause=self.pause, busy=busy)}

    def send(self, prepared: Prepared) -> Receipt:
        """Post once (POST /2/tweets); a refused duplicate is a doubt, never a success."""
        wire, client = self._client()
        media = prepared.refs.get("media_id")
        with self._judged(wire, "posting", creating=True):
            create = json.loads(prepared.payload.body)
            answer = client.create_tweet(**create, media_ids=[media] if media else None)
            return said.receipt(answer["data"]["id"])

    def find(self, claim: Entry) -> Look:
        """Page the own timeline back to before the claim; of several matches the oldest counts."""
        return sought(claim, self.recall(since(claim)))

    def recall(self, since: datetime) -> Iterator[Own]:
        """Yield the own posts, newest first, back to a moment; raises the ChannelErrors."""
        wire, client = self._client()
        gaps, token = False, None
        with self._judged(wire, "reading the own posts"):
            me = client.get_me()["data"]["id"]
            for _ in range(PAGES):
                page = client.get_users_tweets(
                    me,
                    user_auth=True,
                    start_time=max(since, FIRST),
                    max_results=PAGE,
                    tweet_fields=["created_at", "entities"],
                    pagination_token=token,
                )
                tweets, token = page.get("data", ()), page["meta"].get("next_token")
                gaps = gaps or len(tweets) != page["meta"]["result_count"] or bool(page.get("errors"))
                for tweet in tweets:
                    at = datetime.fromisoformat(tweet["created_at"])
                    yield Own(said.receipt(tweet["id"]), at, said.words(tweet))
                if not token:
                    break
        if token or gaps:
            why = MORE if token else "X left posts out of its answer."
            raise NoFurther(f"account {self.account}: {why}")

    def withdraw(self, receipt: Receipt) -> None:
        """Delete the post (DELETE /2/tweets/:id); one that is gone is no error."""
        wire, client = self._client()
        with self._judged(wire, "withdrawing the post"):
            try:
                client.delete_tweet(receipt.id)
            except self._sdk().NotFound:
                return

    def metrics(self, receipts: Sequence[Receipt]) -> Mapping[str, Figures]:
        """Return what X counts of each post that is still there, a hundred a call."""
        wire, client = self._client()
        found: dict[str, Figures] = {}
        for start in range(0, len(receipts), PAGE):
            ids = [receipt.id for receipt in receipts[start : start + PAGE]]
            with self._judged(wire, "reading the figures"):
                page = client.get_tweets(ids, user_auth=True, tweet_fields=["public_metrics"])
                found |= {str(tweet["id"]): said.figures(tweet["public_metrics"]) for tweet in page["data"]}
        return found

    def reactions(self, cursor: str) -> tuple[tuple[Reaction, ...], str]:
        """Return answers and mentions after a post's id, oldest first; X tells nobody who liked or shared."""
        wire, client = self._client()
        found: list[Reaction] = []
        token = None
        with self._judged(wire, "reading the mentions"):
            me = client.get_me()["data"]["id"]
            for _ in range(PAGES):
                page = client.get_users_mentions(
                    me,
                    user_auth=True,
                    since_id=cursor or None,
                    max_results=PAGE,
                    tweet_fields=["created_at", "author_id", "referenced_tweets"],
                    pagination_token=token,
                )
                others = (tweet for tweet in page.get("data", ()) if tweet["author_id"] != me)
                found.extend(map(said.reaction, others))
                token = page["meta"].get("next_token")
                if not token:
                    break
        found.sort(key=lambda one: int(one.id))
        return tuple(found), found[-1].id if found else cursor

    def doctor(self) -> Health:
        """Return the account's name (GET /2/users/me); OAuth 1.0a tokens have no end."""
        wire, client = self._client()
        with self._judged(wire, "asking whose account this is"):
            return Health(f"@{client.get_me()['data']['username']}")

    def _sdk(self) -> Any:
        try:
            import tweepy
        except ImportError:
            raise SettingsError(
                f"account {self.account}: the channel x needs tweepy: pip install 'expertstatus[x]'."
            ) from None
        return tweepy

    def _client(self) -> tuple[Wire, Any]:
        secrets = self._opening.secrets
        client = self._sdk().Client(
            consumer_key=secrets["api_key"],
            consumer_secret=secrets["api_secret"],
            access_token=secrets["access_token"],
            access_token_secret=secrets["access_token_secret"],
            return_type=dict,
            wait_on_rate_limit=False,
        )
        wire = self._opening.door.session((PUBLIC_HOST, self._base) if self._base else None)
        client.session = wire
        return wire, client

    def _ask(self, client: Any, method: str, route: str, said: Mapping[str, object]) -> Any:
        """Call what tweepy 4.17 has no method for; return the answer's data, nothing where it has none."""
        how = {"params": said} if method == "GET" else {"json": said}
        answer = client.request(method, route, user_auth=True, **how)
        return answer.json()["data"] if answer.content else {}

    def _judged(self, wire: Wire, doing: str, *, creating: bool = False) -> Any:
        return self._opening.door.judged(
            wire, f"account {self.account}: {doing}", creating=creating, refusal=said.refusal
        )
