"""The notice board in the hall: a network with an API of its own, in a package of its own."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from syndicate.channels import Look, Opening
from syndicate.channels.abilities import Health, Own
from syndicate.channels.lookback import since, sought
from syndicate.channels.rendering import payload, picture_bytes
from syndicate.errors import SettingsError
from syndicate.limits import Limits, Unit
from syndicate.limits import Look as Drawn
from syndicate.model import Entry, Payload, Post, Prepared, Receipt

LIMITS = Limits(
    Unit.CODE_POINTS,
    300,
    image_types=("image/png", "image/jpeg"),
    alt=200,
    look=Drawn(fold=60, crop=(1.0, 1.0), source="the board in the hall"),
)


class Noticeboard:
    """One board; its server is the account's base_url."""

    protocol = 1
    hosts = ()
    network = "noticeboard"
    limits = LIMITS
    needs = ("key",)
    settle = 1.0

    def __init__(self, opening: Opening) -> None:
        if not opening.account.base_url:
            raise SettingsError(f"account {opening.account.name}: base_url is missing: the board's address.")
        self.account = opening.account.name
        self.languages = opening.account.languages
        self._opening = opening

    def render(self, post: Post) -> Payload:
        create = {"words": post.text, "lang": post.lang}
        return payload(post, self.limits, network=self.network, create=create)

    def prepare(self, payload: Payload) -> Prepared:
        if payload.image is None:
            return Prepared(payload)
        picture = picture_bytes(payload.image, self._opening.output)
        kept = self._ask("POST", "/pictures", "bringing the picture", data=picture)
        return Prepared(payload, {"picture": kept["id"]})

    def send(self, prepared: Prepared) -> Receipt:
        note = json.loads(prepared.payload.body) | dict(prepared.refs) | {"alt": prepared.payload.alt}
        pinned = self._ask("POST", "/notes", "pinning", creating=True, json=note)
        return Receipt(pinned["id"], pinned["url"])

    def find(self, claim: Entry) -> Look:
        return sought(claim, self.recall(since(claim)))

    def recall(self, since: datetime) -> Iterator[Own]:
        for note in self._ask("GET", "/notes", "reading the board")["notes"]:
            at = datetime.fromisoformat(note["at"])
            if at >= since:
                yield Own(Receipt(note["id"], note["url"]), at, (note["words"],))

    def doctor(self) -> Health:
        return Health(self._ask("GET", "/board", "asking which board this is")["name"])

    def _ask(self, verb: str, path: str, doing: str, *, creating: bool = False, **sent: Any) -> Any:
        key = {"Authorization": f"Bearer {self._opening.secrets['key']}"}
        wire = self._opening.door.session()
        with self._opening.door.judged(wire, f"account {self.account}: {doing}", creating=creating):
            answer = wire.request(verb, self._opening.account.base_url + path, headers=key, **sent)
            answer.raise_for_status()
            return answer.json()
