"""Mastodon and servers that speak its API, through Mastodon.py. docs/channels/mastodon.md has the way in.

The Idempotency-Key is a second belt: Mastodon keeps it an hour, other servers may ignore it. What
settles a doubt is a look at the own account.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from syndicate.channels import Look, Opening, mastodon_server
from syndicate.channels import mastodon_said as said
from syndicate.channels.abilities import Health, Own, Trouble
from syndicate.channels.lookback import MORE, NoFurther, since, sought
from syndicate.channels.rendering import payload, picture_bytes, processed, refusals, uploaded
from syndicate.errors import ChannelError, Rejected, SettingsError, Unauthorized, Unavailable
from syndicate.limits import FilmLimits, Limits, Sign, Unit
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

if TYPE_CHECKING:
    from syndicate.http.wire import Wire

PAGE = 40
PAGES = 250  # of the 300 requests that Mastodon allows in five minutes
LIMITS = Limits(
    unit=Unit.GRAPHEMES,
    characters=500,
    url=23,
    image_bytes=16_000_000,
    image_types=("image/jpeg", "image/png", "image/gif", "image/webp"),
    alt=1_500,
    film=FilmLimits(
        bytes=99_000_000,
        seconds=3_600,
        alt=1_500,
        captions=False,
        source="Mastodon: MediaAttachment takes MP4 up to 99 MB and has no field for captions",
    ),
    look=Drawn(
        fold_lines=32,
        crop=(1.91, 1.0),
        signs=(Sign.REPLY, Sign.REPEAT, Sign.STAR, Sign.KEEP),
        square=True,
        source="Mastodon's web client: status_content folds a post higher than 32 lines; a post with a "
        "picture draws no card; one picture keeps its own shape",
    ),
)


class Mastodon:
    """One account on a Mastodon server."""

    network = "mastodon"
    package = "mastodon"
    hosts = ()  # the account's own server, base_url
    needs = ("access_token",)
    settle = 10.0
    pause = 2.0  # seconds between two looks at what is still being processed

    def __init__(self, opening: Opening) -> None:
        self.account, self.languages = opening.account.name, opening.account.languages
        self._opening, self._server = opening, opening.account.base_url
        self._ours, self._visibility = mastodon_server.settings(opening, LIMITS)
        self._takes: Limits | None = None
        self.limits = self._ours

    def render(self, post: Post) -> Payload:
        """Return what will be sent; raises Rejected where Mastodon would refuse it."""
        create = {"status": post.text, "language": post.lang, "visibility": self._visibility}
        return payload(post, self.limits, network=self.network, create=create)

    def learn(self) -> tuple[Trouble, ...]:
        """Ask the server once what it takes, and compose for no more; return what is less than was set."""
        if self._takes is None:
            self._takes = mastodon_server.takes(self._told(), self._ours)
            self.limits = mastodon_server.within(self._ours, self._takes)
        return tuple(mastodon_server.narrower(self._ours, self._takes))

    def prepare(self, payload: Payload) -> Prepared:
        """Upload film or picture with its description and wait until the server has processed it.

        Raises Rejected where the server says that it takes less: then the next run composes it for that.
        """
        wire, client = self._client()
        self.learn()
        for refused in refusals(payload, self._takes or self.limits):
            raise Rejected(f"account {self.account}: {refused} on this server. Run this again.")
        return uploaded(
            payload,
            lambda picture: self._put(wire, client, picture, payload.alt),
            lambda film: self._put(wire, client, film, film.alt),
        )

    def send(self, prepared: Prepared) -> Receipt:
        """Post once (POST /api/v1/statuses), with the hash of the key as Idempotency-Key."""
        wire, client = self._client()
        media = prepared.refs.get("media_id")
        once = hashlib.sha256(prepared.payload.key.encode()).hexdigest()
        with self._judged(wire, "posting", creating=True):
            create = json.loads(prepared.payload.body)
            status = client.status_post(**create, media_ids=[media] if media else None, idempotency_key=once)
            return said.receipt(status)

    def find(self, claim: Entry) -> Look:
        """Page the own posts back to before the claim; of several matches the oldest counts."""
        return sought(claim, self.recall(since(claim)))

    def recall(self, since: datetime) -> Iterator[Own]:
        """Yield the own posts, newest first, back to a moment; raises the ChannelErrors."""
        wire, client = self._client()
        with self._judged(wire, "reading the own posts"):
            me, last = client.account_verify_credentials()["id"], None
            for _ in range(PAGES):
                page = client.account_statuses(me, exclude_reblogs=True, limit=PAGE, max_id=last)
                if not page and (wire.answer is None or wire.answer.json() != []):
                    raise LookupError("no list of posts")  # Mastodon.py makes an empty list of any answer
                for status in page:
                    if status["created_at"] < since:
                        return
                    words = (status["content"], (status.get("card") or {}).get("url") or "")
                    yield Own(said.receipt(status), status["created_at"], words)
                if not page:
                    return
                last = page[-1]["id"]
        raise NoFurther(f"account {self.account}: {MORE}")

    def update(self, receipt: Receipt, payload: Payload) -> Receipt:
        """Change the words (PUT /api/v1/statuses/:id); the pictures must be named again, or they go."""
        wire, client = self._client()
        with self._judged(wire, "correcting the post"):
            kept = [media["id"] for media in client.status(receipt.id)["media_attachments"]]
            return said.receipt(client.status_update(receipt.id, payload.text, media_ids=kept))

    def withdraw(self, receipt: Receipt) -> None:
        """Delete the post; one that is gone is no error."""
        wire, client = self._client()
        with self._judged(wire, "withdrawing the post"), suppress(self._gone()):
            client.status_delete(receipt.id)

    def metrics(self, receipts: Sequence[Receipt]) -> Mapping[str, Figures]:
        """Return likes, replies and shares of each post that is still there."""
        wire, client = self._client()
        found = {}
        for receipt in receipts:
            with self._judged(wire, "reading the figures"), suppress(self._gone()):
                found[receipt.id] = said.figures(client.status(receipt.id))
        return found

    def reactions(self, cursor: str) -> tuple[tuple[Reaction, ...], str]:
        """Return answers, mentions, likes and shares after a notification's id, oldest first."""
        wire, client = self._client()
        found: list[Reaction] = []
        with self._judged(wire, "reading the reactions"):
            for _ in range(PAGES):
                page = client.notifications(min_id=cursor or "0", types=list(said.HEARD), limit=PAGE)
                if not page:
                    break
                heard = [said.reaction(one) for one in page if one["type"] in said.HEARD]
                found.extend(sorted(heard, key=lambda one: (one.at, one.id)))
                cursor = said.newest(str(one["id"]) for one in page)
        return tuple(found), cursor

    def doctor(self) -> Health:
        """Return the account's name on its server; raises the ChannelErrors (Unauthorized: a dead token).

        A server that takes less than the account's options say is a trouble; one that does not say, is not.
        """
        wire, client = self._client()
        with self._judged(wire, "asking whose account this is"):
            whose = f"@{client.account_verify_credentials()['acct']}"
        return Health(whose, troubles=self.learn())

    def _told(self) -> Mapping[str, Any]:
        """Return what the server says of itself, nothing where it does not or not to everybody."""
        wire = self._opening.door.session()
        with self._judged(wire, "asking what the server takes"):
            for page in mastodon_server.PAGES:
                answer = wire.get(f"{self._server.rstrip('/')}{page}")
                if answer.status_code == 429 or answer.status_code >= 500:
                    answer.raise_for_status()
                if answer.ok and isinstance(document := answer.json(), dict):
                    return document
        return {}

    @staticmethod
    def _gone() -> type[Exception]:
        from mastodon import MastodonNotFoundError

        gone: type[Exception] = MastodonNotFoundError
        return gone

    def _client(self) -> tuple[Wire, Any]:
        try:
            import mastodon
        except ImportError:
            raise SettingsError(
                f"account {self.account}: the channel mastodon needs Mastodon.py: "
                f"pip install 'expertstatus[mastodon]'."
            ) from None
        wire = self._opening.door.session()
        client = mastodon.Mastodon(
            access_token=self._opening.secrets["access_token"],
            api_base_url=self._server,
            ratelimit_method="throw",
            request_timeout=20,
            version_check_mode="created",  # "none" asks the server's version and takes 1.0 where it fails
            mastodon_version="4.3.0",
            session=wire,
        )
        return wire, client

    def _put(self, wire: Wire, client: Any, shown: Picture | Film, alt: str) -> dict[str, str]:
        """Upload it and wait until it has an address: large ones are processed in the background."""
        raw = picture_bytes(shown, self._opening.output)
        what, kind = ("film", Rejected) if isinstance(shown, Film) else ("picture", Unavailable)
        busy = kind(f"account {self.account}: the server is still busy with the {what}. Try again later.")
        with self._judged(wire, f"uploading the {what}"):
            media = client.media_post(raw, mime_type=shown.type, description=alt or None)
            if not media.get("url"):
                processed(lambda: bool(client.media(media["id"]).get("url")), self.pause, busy)
            return {"media_id": str(media["id"])}

    def _judged(self, wire: Wire, doing: str, *, creating: bool = False) -> Any:
        return self._opening.door.judged(
            wire, f"account {self.account}: {doing}", creating=creating, refusal=_refusal
        )


def _refusal(status: int, document: Mapping[str, Any]) -> type[ChannelError] | None:
    """Read Mastodon's 403s: a token without the scope, or a login that is disabled or suspended."""
    words = str(document.get("error", "")).lower()
    if status == 403 and any(w in words for w in ("scope", "login", "disabled", "suspended", "confirm")):
        return Unauthorized
    return None
