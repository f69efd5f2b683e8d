"""One network each. A channel renders without secrets, creates exactly once, and can look back.

Channels are entry points of the group `expertstatus.channels`; the built-in ones come in through
the same door. The entry point is a factory `(Opening) -> Channel`; importing its module must stay
cheap: the network's SDK is imported when the factory runs, or later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Protocol

from syndicate.errors import SettingsError
from syndicate.http import Door
from syndicate.limits import Limits
from syndicate.model import Entry, Payload, Post, Prepared, Receipt
from syndicate.settings import Account, Secrets
from syndicate.settings.hosts import host_of

GROUP = "expertstatus.channels"
PROTOCOL = 1
"""The version of what stands here; a channel's factory says in `protocol` for which it was written."""


@dataclass(frozen=True, slots=True)
class Found:
    """Our own post was seen on the network."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Absent:
    """The network was read back to before the claim and does not hold the post."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The network cannot be read well enough to know; `why` is a sentence for a person."""

    why: str


Look = Found | Absent | Unreadable


@dataclass(frozen=True, slots=True)
class Given:
    """Nothing was sent: a person has the post in hand now, at the address of its card."""

    address: str


class Channel(Protocol):
    """What every network must do (`abilities` has what it may); docs/architecture.md shows how to add one.

    `needs` names the secrets without which `prepare` cannot begin; `settle` is how many seconds the
    network may take until its own reads show a new post. One that comes with an extra may name the
    `package` that it imports, so that a run without it stops before anything is done. One whose `send`
    gives posts to a person says in `patience` how many seconds that person has. It may say `lapses`
    where its tokens end by themselves, in `ways` where its secrets come from, and in `price` what posts cost.
    Where its posts are known again by their words alone it says `by_words`, and `prepare` gives out their
    `lookback.digest` as `words`: within 30 days no two of an account may then be the same.
    """

    network: str
    account: str
    languages: tuple[str, ...]
    limits: Limits
    needs: tuple[str, ...]
    settle: float

    def render(self, post: Post) -> Payload:
        """Return what `send` will send: pure, needs no secrets, carries marker and created_at."""
        ...

    def prepare(self, payload: Payload) -> Prepared:
        """Upload what the post needs; nothing becomes public, and it may be repeated."""
        ...

    def send(self, prepared: Prepared) -> Receipt | Given:
        """Make exactly one creating call; raise the ChannelErrors, never retry."""
        ...

    def find(self, claim: Entry) -> Look:
        """Look for the post of this claim (key, data marker and created_at) among our own posts.

        Its data also holds what `prepare` gave out (`Prepared.refs`), where that was recorded.
        """
        ...


@dataclass(frozen=True, slots=True)
class Opening:
    """All that a channel's factory gets: its account, its secrets, the network's door, two folders.

    `output` is the built site (pictures are uploaded from it), `posts` where `folder` writes, `site` the
    site's address without a trailing slash.
    """

    account: Account
    secrets: Secrets
    door: Door
    output: Path
    posts: Path
    site: str = ""


def installed() -> Mapping[str, EntryPoint]:
    """Return what is installed, by name; it looks at every package there is, so a run asks once."""
    return {entry.name: entry for entry in entry_points(group=GROUP)}


def load(opening: Opening, known: Mapping[str, EntryPoint] | None = None) -> Channel:
    """Make the channel of one account, of those `known`, None: of all that are installed now.

    Raises SettingsError where it is not among them, or is a newer one than us.
    A factory without `protocol` was written for version 1. In `hosts` it names the hosts of its network that
    are asked beside the account's base_url; its door opens to those alone.
    """
    found = installed() if known is None else known
    account = opening.account
    entry = found.get(account.channel)
    if entry is None:
        raise SettingsError(
            f"account {account.name}: no channel named {account.channel!r} is "
            f"installed. Installed: {', '.join(sorted(found)) or 'none'}."
        )
    factory = entry.load()
    protocol = getattr(factory, "protocol", 1)
    if protocol not in range(1, PROTOCOL + 1):
        raise SettingsError(
            f"account {account.name}: the channel {account.channel!r} ({entry.value}) was written for "
            f"version {protocol} of the channel protocol, and this Expertstatus speaks {PROTOCOL}. Update "
            "Expertstatus, or install an earlier version of that channel."
        )
    channel: Channel = factory(replace(opening, door=_narrowed(opening, getattr(factory, "hosts", None))))
    return channel


def _narrowed(opening: Opening, hosts: tuple[str, ...] | None) -> Door:
    """Return the door to this account's own server and its network's hosts, and to no other account's.

    A factory that names neither may ask any public host, as version 1 let it.
    """
    own = host_of(opening.account.base_url)
    if hosts is None and not own:
        return opening.door.only(None)
    return opening.door.only((own, *(hosts or ())))
