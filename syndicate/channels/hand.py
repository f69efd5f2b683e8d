"""A person posts: the program hands out a card, a page with text, picture and description, and waits a day.

Written for the network that its account names, by that network's limits, so that the same account may go by
its API later. The card is a page of the site itself, since it holds nothing but what is about to be public.
"""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from syndicate.channels import GROUP, Absent, Channel, Given, Look, Opening, Unreadable
from syndicate.channels.abilities import Recalls
from syndicate.channels.composers import COMPOSERS, Composer
from syndicate.channels.lookback import digest, since, sought
from syndicate.channels.options import known as options_of
from syndicate.channels.options import wrong
from syndicate.channels.rendering import payload, picture_bytes
from syndicate.errors import Unavailable
from syndicate.limits import Limits, Link, Unit
from syndicate.limits import Look as Drawn
from syndicate.model import Entry, Payload, Post, Prepared, campaign_token

if TYPE_CHECKING:
    from collections.abc import Mapping

HAND = "hand"
PATIENCE = 86_400.0
OPTIONS = ("network", "composer")
NOT_BY_HAND = frozenset({"folder", HAND, "webhook"})
WEB = r"https?://[^\s/@\\]+(/\S*)?"
PICTURES = ("image/jpeg", "image/png")
LIMITS = Limits(
    unit=Unit.GRAPHEMES,
    characters=500,
    image_bytes=5_000_000,
    image_types=PICTURES,
    alt=1_000,
    look=Drawn(source="no channel of this network is installed: short enough for any"),
)


class Hand:
    """One account on which a person posts: of the channel `hand`, or `instead_of` one that takes no posts.

    A network that can be read all the same (`reads`) is asked for what is in doubt.
    """

    hosts = ()
    needs: tuple[str, ...] = ()
    patience = PATIENCE

    def __init__(self, opening: Opening, instead_of: Channel | None = None, *, reads: bool = False) -> None:
        self.account = opening.account.name
        self.languages = opening.account.languages
        self._opening = opening
        self._read = instead_of if reads else None
        self.settle = self._read.settle if self._read else 0.0
        self.by_words = bool(self._read and getattr(self._read, "by_words", False))
        self.network = instead_of.network if instead_of else _network(opening)
        self.limits = by_hand(instead_of.limits if instead_of else _limits(self.network))
        self.composer = _composer(opening, self.network, {} if instead_of else opening.account.options)

    def render(self, post: Post) -> Payload:
        """Return what the card will hold; raises Rejected where it is beyond the network's limits."""
        create = {"text": post.text, "link": post.link, "language": post.lang, "alt": post.alt}
        return payload(post, self.limits, network=self.network, create=create)

    def prepare(self, payload: Payload) -> Prepared:
        """See that the picture is the one that was shown, and say where the card stands."""
        if payload.image:
            picture_bytes(payload.image, self._opening.output)
        words = {"words": digest(payload.text)} if self.by_words else {}
        return Prepared(
            payload, {"card": f"{self._opening.site}/{place(payload.key, self.account)}", **words}
        )

    def send(self, prepared: Prepared) -> Given:
        """Hand over the card; raises Unavailable where the site that was built does not hold it."""
        where = place(prepared.payload.key, self.account)
        if not (self._opening.output / where / "index.html").is_file():
            raise Unavailable(
                f"account {self.account}: the site does not hold the card {where}. Publish again."
            )
        return Given(prepared.refs["card"])

    def find(self, claim: Entry) -> Look:
        """Say that nobody posted it, who had it in hand; of what was sent otherwise this cannot tell.

        Where the network can be read, it is asked.
        """
        if claim.data.get("by") == HAND:
            read = self._read
            return sought(claim, read.recall(since(claim))) if isinstance(read, Recalls) else Absent()
        if self._read:
            return self._read.find(claim)
        return Unreadable(
            f"account {self.account} goes by hand now, and this post was sent through the network's API; "
            "look whether it is there"
        )


def place(key: str, account: str) -> str:
    """Return the path of a card below the site's address."""
    return f"hand/{campaign_token(key)}-{account}/"


def by_hand(limits: Limits) -> Limits:
    """Return limits as they are for a person: links stand in the text, and nothing travels escaped.

    A phone or a browser makes of a picture what its network wants.
    """
    link = Link.TEXT if limits.link is Link.CARD else limits.link
    return replace(
        limits, link=link, escaped="", image_types=tuple(dict.fromkeys((*limits.image_types, *PICTURES)))
    )


def networks() -> tuple[str, ...]:
    """Return the networks on which a person may post: those with a channel here, and others known here."""
    installed = {entry.name for entry in entry_points(group=GROUP)}
    return tuple(sorted((installed | set(COMPOSERS)) - NOT_BY_HAND))


def _network(opening: Opening) -> str:
    """Read the account's network; raises SettingsError naming what would be right."""
    options, known = options_of(opening, *OPTIONS), networks()
    if options.get("network") not in known:
        like = "{'network': 'linkedin'}"
        raise wrong(
            opening, f"options must say on which network you post, e.g. {like}. Known: {', '.join(known)}."
        )
    composer = options.get("composer", "")
    if not isinstance(composer, str) or (composer and not re.fullmatch(WEB, composer)):
        raise wrong(opening, "composer must be the full address at which you write a post.")
    return str(options["network"])


def _composer(opening: Opening, network: str, options: Mapping[str, object]) -> Composer:
    """Return where a post is written: where the account says, else where its network says."""
    own, server = str(options.get("composer", "")), opening.account.base_url
    known = COMPOSERS.get(network, Composer("", (), "none is known"))
    more = tuple(host for host in map(_host, (own, server)) if host)
    hosts = tuple(dict.fromkeys((*known.hosts, *more))) if known.hosts or server else ()
    return Composer(own or known.address.replace("{server}", server or "{server}"), hosts, known.source)


def _host(address: str) -> str:
    return urlsplit(address).hostname or ""


def _limits(network: str) -> Limits:
    """Return the limits that the network's channel states; its module is imported only now."""
    for entry in entry_points(group=GROUP, name=network):
        found: Limits | None = getattr(import_module(entry.module), "LIMITS", None)
        if found:
            return found
    if network not in COMPOSERS:
        return LIMITS
    return replace(LIMITS, look=replace(LIMITS.look, shape=COMPOSERS[network].shape))
