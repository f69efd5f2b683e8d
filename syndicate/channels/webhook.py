"""Signed JSON to an address of your own choice, for every network without a channel here.

Headers and signature are those of Standard Webhooks 1.0.0 (symmetric, v1). docs/channels/webhook.md has the
events, and a receiver of twenty lines.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from syndicate.channels import Absent, Found, Look, Opening, Unreadable
from syndicate.channels.options import known, sheltered, wrong
from syndicate.channels.rendering import payload, picture_bytes
from syndicate.errors import ChannelError, SettingsError
from syndicate.limits import Limits, Link, Shape, Unit
from syndicate.limits import Look as Drawn
from syndicate.model import Entry, Payload, Post, Prepared, Receipt

if TYPE_CHECKING:
    import requests

    from syndicate.http.wire import Wire

PREFIX = "whsec_"
KEY_BYTES = range(24, 65)
GONE = (404, 410)
LIMITS = Limits(
    unit=Unit.GRAPHEMES,
    characters=500,
    link=Link.CARD,
    image_bytes=16_000_000,
    image_types=("image/jpeg", "image/png", "image/gif", "image/webp"),
    alt=1_500,
    look=Drawn(
        crop=(1.91, 1.0),
        shape=Shape.DATA,
        source="your own receiver draws it: it gets words, link and picture side by side",
    ),
)


class Webhook:
    """One receiver of ours, at the account's base_url."""

    network = "webhook"
    hosts = ()  # the account's own receiver, base_url
    needs = ("secret",)
    settle = 5.0

    def __init__(self, opening: Opening) -> None:
        self.account = opening.account.name
        self.languages = opening.account.languages
        self._opening = opening
        self._url = sheltered(opening)
        if not self._url:
            raise wrong(
                opening, "base_url is missing: the address of your receiver, 'https://hook.example/x'."
            )
        characters, self._readable = _options(opening)
        self.limits = replace(LIMITS, characters=characters)

    def render(self, post: Post) -> Payload:
        """Return what will be sent; raises Rejected where it is beyond the limits."""
        image, data = post.image, {"key": post.key, "text": post.text, "link": post.link, "lang": post.lang}
        pictured = image and {"url": image.url, "sha256": image.sha256, "type": image.type, "alt": post.alt}
        data |= {"title": post.title, "summary": post.summary}
        create = {
            "type": "post.created",
            "timestamp": _moment(post.at),
            "data": {**data, "image": pictured, "created_at": _moment(post.at)},
        }
        return payload(post, self.limits, network=self.network, create=create)

    def prepare(self, payload: Payload) -> Prepared:
        """See that the key is one, and that the picture is the one that was shown and deployed."""
        self._key()
        if payload.image:
            picture_bytes(payload.image, self._opening.output)
        return Prepared(payload)

    def send(self, prepared: Prepared) -> Receipt:
        """Deliver the event once; every 2xx has taken it, whatever stands in the answer."""
        once = _once(prepared.payload.key)
        wire = self._opening.door.session()
        with self._judged(wire, "posting", creating=True):
            answer = wire.post(self._url, **self._signed(once, prepared.payload.body.encode()))
            return _receipt(_taken(answer), once)

    def find(self, claim: Entry) -> Look:
        """Ask the receiver for the claim's event (GET base_url/<webhook-id>) where it can be asked.

        Only {"id": null} in a 200 means that it has none: a 404 may come from any server on the way.
        """
        once = _once(claim.key)
        if not self._readable:
            return Unreadable(f"account {self.account}: the receiver cannot be asked what it took ({once})")
        wire = self._opening.door.session()
        try:
            with self._judged(wire, "asking what the receiver took"):
                said = _taken(wire.get(f"{self._url}/{once}", **self._signed(once, b""))).json()
                return Absent() if said["id"] is None else Found(_read(said, once))
        except ChannelError as error:
            return Unreadable(str(error))

    def update(self, receipt: Receipt, payload: Payload) -> Receipt:
        """Deliver `post.updated` with the new words; the receiver puts them in place of the old ones."""
        data = {**json.loads(payload.body)["data"], "id": receipt.id, "url": receipt.url}
        self._tell("correcting the post", "post.updated", data)
        return receipt

    def withdraw(self, receipt: Receipt) -> None:
        """Deliver `post.withdrawn`; an answer 404 or 410 says that it is gone already."""
        data = {"id": receipt.id, "url": receipt.url}
        self._tell("withdrawing the post", "post.withdrawn", data, fine=GONE)

    def _tell(self, doing: str, kind: str, data: Mapping[str, object], fine: tuple[int, ...] = ()) -> None:
        event = {"type": kind, "timestamp": _moment(datetime.now(UTC)), "data": data}
        body = json.dumps(event, ensure_ascii=False)
        wire = self._opening.door.session()
        with self._judged(wire, doing):
            answer = wire.post(self._url, **self._signed(_once(body), body.encode()))
            if answer.status_code not in fine:
                _taken(answer)

    def _key(self) -> bytes:
        """Return the key in `whsec_<base64>`; raises SettingsError where it is none, without saying it."""
        secrets = self._opening.secrets
        coded = secrets["secret"]
        try:
            key = base64.b64decode(coded.removeprefix(PREFIX), validate=True)
        except binascii.Error:
            key = b""
        if not coded.startswith(PREFIX) or len(key) not in KEY_BYTES:
            raise SettingsError(
                f"account {self.account}: {secrets.variable('secret')} must be whsec_ and then 24 to 64 "
                "random bytes in base64. docs/channels/webhook.md says how to make one."
            )
        return key

    def _signed(self, once: str, body: bytes) -> dict[str, Any]:
        """Return body and headers of one delivery, signed now."""
        sent = str(int(time.time()))
        mark = base64.b64encode(hmac.digest(self._key(), f"{once}.{sent}.".encode() + body, "sha256"))
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": once,
            "webhook-id": once,
            "webhook-timestamp": sent,
            "webhook-signature": f"v1,{mark.decode()}",
        }
        return {"data": body, "headers": headers}

    def _judged(self, wire: Wire, doing: str, *, creating: bool = False) -> AbstractContextManager[None]:
        return self._opening.door.judged(wire, f"account {self.account}: {doing}", creating=creating)


def _options(opening: Opening) -> tuple[int, bool]:
    options = known(opening, "max_characters", "readable")
    characters = options.get("max_characters", LIMITS.characters)
    if not isinstance(characters, int) or isinstance(characters, bool) or characters < 1:
        raise wrong(opening, f"max_characters must be a whole number above 0, not {characters!r}.")
    readable = options.get("readable", False)
    if not isinstance(readable, bool):
        raise wrong(opening, f"readable must be True or False, not {readable!r}.")
    if readable and "?" in opening.account.base_url:
        raise wrong(opening, "a receiver that is readable has no ? in its base_url.")
    return characters, readable


def _once(of: str) -> str:
    """Return the webhook-id of an event: of a new post always the same, by its key."""
    return hashlib.sha256(of.encode()).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _taken(answer: requests.Response) -> requests.Response:
    """Return an answer that says yes; raises LookupError for another, which the door then judges."""
    if not 200 <= answer.status_code < 300:
        raise LookupError(answer.status_code)
    return answer


def _receipt(answer: requests.Response, once: str) -> Receipt:
    """Return the id and address that the receiver gave, else the webhook-id, which is no web address."""
    try:
        said = answer.json()
    except ValueError:
        said = None
    return _read(said if isinstance(said, dict) else {}, once)


def _read(said: Mapping[str, Any], once: str) -> Receipt:
    return Receipt(str(said.get("id") or once), str(said.get("url") or f"webhook:{once}"))
