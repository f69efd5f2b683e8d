"""Where a person writes a post on each network, and on which hosts its posts then stand.

Only what a network documents is filled in; the rest is pasted. A network without such an address opens at
its front door.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from syndicate.limits import Shape


@dataclass(frozen=True, slots=True)
class Composer:
    """`address` may hold {text} and {link}, filled in by us, and {server}, the account's own.

    `source` says where it is documented. `hosts` are those of its posts, for whoever pastes an address;
    `shape` is how they look where no channel of the network says so.
    """

    address: str
    hosts: tuple[str, ...]
    source: str
    shape: Shape = Shape.BELOW

    @property
    def fills(self) -> str:
        """Return what stands there already when it opens: "text", "link" or ""."""
        return next((what for what in ("text", "link") if f"{{{what}}}" in self.address), "")

    def open(self, text: str, link: str) -> str:
        """Return the address that opens it with this text and link, "" where its server is not known."""
        if "{server}" in self.address:
            return ""
        return self.address.replace("{text}", quote(text, safe="")).replace("{link}", quote(link, safe=""))


COMPOSERS: Mapping[str, Composer] = {
    "bluesky": Composer(
        "https://bsky.app/intent/compose?text={text}", ("bsky.app",), "Bluesky docs, Action Intent Links"
    ),
    "email": Composer("mailto:?body={text}", (), "RFC 6068"),
    "facebook": Composer(
        "https://www.facebook.com/sharer/sharer.php?u={link}",
        ("facebook.com", "fb.com", "fb.watch"),
        "Meta for Developers, Share Button; it takes no text",
    ),
    "google": Composer(
        "https://business.google.com/", ("google.com", "g.co", "goo.gl"), "none is documented: the front door"
    ),
    "instagram": Composer(
        "https://www.instagram.com/", ("instagram.com",), "none is documented: the front door"
    ),
    "linkedin": Composer(
        "https://www.linkedin.com/sharing/share-offsite/?url={link}",
        ("linkedin.com", "lnkd.in"),
        "where LinkedIn's Share Plugin leads; it takes no text",
    ),
    "mastodon": Composer(
        "{server}/share?text={text}", (), "Mastodon's own share page, /share; its posts stand on the server"
    ),
    "nextdoor": Composer("https://nextdoor.com/", ("nextdoor.com", "nextdoor.nl"), "the front door"),
    "telegram": Composer(
        "https://t.me/share/url?url={link}", ("t.me", "telegram.me"), "Telegram, Sharing Button"
    ),
    "threads": Composer(
        "https://www.threads.com/intent/post?text={text}",
        ("threads.com", "threads.net"),
        "Meta for Developers, Threads Web Intents",
    ),
    "whatsapp": Composer(
        "https://wa.me/?text={text}", ("whatsapp.com", "wa.me"), "WhatsApp, Click to chat", Shape.BUBBLE
    ),
    "x": Composer(
        "https://twitter.com/intent/tweet?text={text}", ("x.com", "twitter.com"), "X for Websites, Web Intent"
    ),
}
"""By the network's name."""


def is_of(url: str, hosts: tuple[str, ...]) -> bool:
    """Tell whether an address is on one of these hosts or below it; whatever it is, where none is known."""
    host = (urlsplit(url).hostname or "").lower()
    return not hosts or any(host == known or host.endswith(f".{known}") for known in hosts)
