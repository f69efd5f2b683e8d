"""A network that does what a test says, installed as a channel of its own like any other.

Its plug-in is a real distribution with an entry point; see `plugged` in conftest.py. What each account
does next stands in its `Script`: an outcome is an error to raise or a function to call, and without one
everything goes well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from syndicate.channels import Absent, Found, Look, Opening
from syndicate.channels.abilities import Own
from syndicate.channels.lookback import carries
from syndicate.channels.rendering import payload
from syndicate.limits import Limits, Unit
from syndicate.model import Entry, Payload, Post, Prepared, Receipt

Outcome = Exception | Callable[[], object]


@dataclass
class Script:
    """What one account's network holds, and what it does with the next calls."""

    prepare: list[Outcome] = field(default_factory=list)
    send: list[Outcome] = field(default_factory=list)
    after: list[Outcome] = field(default_factory=list)
    find: list[Outcome] = field(default_factory=list)
    recall: list[Outcome] = field(default_factory=list)
    strange: list[Own] = field(default_factory=list)
    posts: list[Payload] = field(default_factory=list)
    looked: list[datetime] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        """What stands on the network, by key, in the order in which it came."""
        return [p.key for p in self.posts]


SCRIPTS: defaultdict[str, Script] = defaultdict(Script)


def play(outcomes: list[Outcome]) -> object:
    if not outcomes:
        return None
    outcome = outcomes.pop(0)
    if isinstance(outcome, Exception):
        raise outcome
    return outcome()


class Scripted:
    """One account on it; options: `needs` (names of secrets), `package`, `settle` and `characters`."""

    network = "scripted"

    def __init__(self, opening: Opening) -> None:
        said: dict[str, Any] = dict(opening.account.options)
        self.account = opening.account.name
        self.languages = opening.account.languages
        self.needs = tuple(said.get("needs", ()))
        self.package = str(said.get("package", ""))
        self.settle = float(said.get("settle", 0))
        self.limits = Limits(
            Unit.GRAPHEMES,
            said.get("characters", 500),
            image_bytes=said.get("image_bytes", 5_000_000),
            image_types=("image/png", "image/jpeg"),
            alt=1000,
        )
        self._script = SCRIPTS[self.account]

    def render(self, post: Post) -> Payload:
        return payload(post, self.limits, network=self.network, create={"text": post.text})

    def prepare(self, payload: Payload) -> Prepared:
        told = play(self._script.prepare)
        return Prepared(payload, {"media_id": "7"}, str(told or ""))

    def send(self, prepared: Prepared) -> Receipt:
        """Post; what the script says of `after` happens when the network has the post already."""
        play(self._script.send)
        self._script.posts.append(prepared.payload)
        play(self._script.after)
        return receipt(prepared.payload)

    def find(self, claim: Entry) -> Look:
        self._script.looked.append(datetime.now(UTC))
        seen = play(self._script.find)
        if seen is not None:
            return seen  # type: ignore[return-value]  # a script may say anything
        for post in self._script.posts:
            if carries(claim, post.text):
                return Found(receipt(post))
        return Absent()


def recall(channel: Scripted, _since: datetime) -> Iterator[Own]:
    """Yield all posts, newest first, and those that nobody here made; a channel that can, has this."""
    script = SCRIPTS[channel.account]
    play(script.recall)
    for post in reversed(script.posts):
        yield Own(receipt(post), post.created_at, (post.text,))
    yield from script.strange


def receipt(post: Payload) -> Receipt:
    return Receipt(post.marker, f"http://127.0.0.1/{post.account}/{post.marker}")
