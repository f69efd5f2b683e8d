"""Mastodon and servers that speak its API, through Mastodon.py. docs/channels/mastodon.md has the way in.

The Idempotency-Key is a second belt: Mastodon keeps it an hour, other servers may ignore it. What
settles a doubt is a look at the own account.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from syndicate.channels import Look, Opening
from syndicate.channels import mastodon_said as said
from syndicate.channels.abilities import Health, Own, Trouble
from syndicate.channels.lookback import MORE, NoFurther, since, sought
from syndicate.channels.rendering import payload, picture_bytes
from syndicate.errors import ChannelError, SettingsError, Unauthorized, Unavailable
from syndicate.limits import Limits, Sign, Unit
from syndicate.limits import Look as Drawn
from syndicate.model import Entry, Figures, Payload, Post, Prepared, Reaction, Receipt, Words

if TYPE_CHECKING:
    from syndicate.http.wire import Wire

PAGE = 40
PAGES = 250  # of the 300 requests that Mastodon allows in five minutes
TRIES = 20
VISIBILITIES = ("public", "unlisted", "private")
OPTIONS = ("max_characters", "visibility")
LIMITS = Limits(
    unit=Unit.GRAPHEMES,
    characters=500,
    url=23,
    image_bytes=16_000_000,
    image_types=("image/jpeg", "image/png", "image/gif", "image/webp"),
    alt=1_500,
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
    pause = 1.0  # seconds between two looks at a picture that is still being processed

    def __init__(self, opening: Opening) -> None:
        self.account = opening.account.name
        self.languages = opening.account.languages
        self._opening = opening
        self._server = opening.account.base_url
        characters, self._visibility = _options(opening)
        self.limits = replace(LIMITS, characters=characters)

    def render(self, post: Post) -> Payload:
        """Return what will be sent; raises Rejected where Mastodon would refuse it."""
        create = {"status": post.text, "language": post.lang, "visibility": self._visibility}
        return payload(post, self.limits, network=self.network, create=create)

    def prepare(self, payload: Payload) -> Prepared:
        """Upload the picture with its description and wait until the server has processed it."""
        wire, client = self._client()
        if payload.image is None:
            return Prepared(payload)
        picture = picture_bytes(payload.image, self._opening.output)
        with self._judged(wire, "uploading the picture"):
            media = client.media_post(picture, mime_type=payload.image.type, description=payload.alt or None)
            self._wait_processed(client, media)
            return Prepared(payload, {"media_id": str(media["id"])})

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
                found.extend(sorted(map(said.reaction, page), key=lambda one: (one.at, one.id)))
                cursor = str(max(page, key=lambda one: int(one["id"]))["id"])
        return tuple(found), cursor

    def doctor(self) -> Health:
        """Return the account's name on its server; raises the ChannelErrors (Unauthorized: a dead token).

        A server that takes less than `max_characters` is a trouble; one that does not say, is not.
        """
        wire, client = self._client()
        with self._judged(wire, "asking whose account this is"):
            whose = f"@{client.account_verify_credentials()['acct']}"
        with self._judged(wire, "asking what the server takes"), suppress(self._gone()):
            most = client.instance_v2()["configuration"]["statuses"]["max_characters"]
            if most < self.limits.characters:
                return Health(whose, troubles=(_shorter(most, self.limits.characters),))
        return Health(whose)

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

    def _wait_processed(self, client: Any, media: Mapping[str, Any]) -> None:
        """Ask until the picture has an address (a large one is processed in the background)."""
        for _ in range(TRIES):
            if media.get("url"):
                return
            time.sleep(self.pause)
            media = client.media(media["id"])
        raise Unavailable(
            f"account {self.account}: the server is still busy with the picture. Try again later."
        )

    def _judged(self, wire: Wire, doing: str, *, creating: bool = False) -> Any:
        return self._opening.door.judged(
            wire, f"account {self.account}: {doing}", creating=creating, refusal=_refusal
        )


def _options(opening: Opening) -> tuple[int, str]:
    """Read the account's own settings; raises SettingsError naming what would be right."""
    at = f"pelicanconf.py: SYNDICATE_ACCOUNTS {opening.account.name!r}"
    options = opening.account.options
    unknown = sorted(set(options) - set(OPTIONS))
    if unknown:
        raise SettingsError(f"{at}: unknown option {unknown[0]!r}. Known: {', '.join(OPTIONS)}.")
    if not opening.account.base_url:
        raise SettingsError(
            f"{at}: base_url is missing: the address of your server, 'https://mastodon.example'."
        )
    characters = options.get("max_characters", LIMITS.characters)
    if not isinstance(characters, int) or isinstance(characters, bool) or characters < 1:
        raise SettingsError(f"{at}: max_characters must be a whole number above 0, not {characters!r}.")
    visibility = options.get("visibility", VISIBILITIES[0])
    if visibility not in VISIBILITIES:
        raise SettingsError(f"{at}: visibility must be one of {', '.join(VISIBILITIES)}, not {visibility!r}.")
    return characters, visibility


def _shorter(most: int, asked: int) -> Trouble:
    return Trouble(
        Words(
            f"de server neemt {most} tekens, en in SYNDICATE_ACCOUNTS staat {asked}.",
            f"the server takes {most} characters, and SYNDICATE_ACCOUNTS says {asked}.",
        ),
        Words(f"Zet max_characters op {most}.", f"Set max_characters to {most}."),
    )


def _refusal(status: int, document: Mapping[str, Any]) -> type[ChannelError] | None:
    """Read Mastodon's 403s: a token without the scope, or a login that is disabled or suspended."""
    words = str(document.get("error", "")).lower()
    if status == 403 and any(w in words for w in ("scope", "login", "disabled", "suspended", "confirm")):
        return Unauthorized
    return None
