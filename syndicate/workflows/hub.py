"""The hub of the feeds hears which of them changed, once they are live, so that readers hear of it at once.

WebSub (W3C, 2018) leaves it to each hub how it is told. They take what PubSubHubbub 0.3 said, a POST of
hub.mode=publish with the feed's address as hub.url; a few look for it in hub.topic, so it stands there too.
One request a feed, since not every hub reads more than one address. The ledger keeps what it was told of.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from syndicate.errors import ExpertstatusError
from syndicate.http import is_loopback
from syndicate.ledger import published
from syndicate.model import EntryKind, Page
from syndicate.settings.hosts import host_of
from syndicate.site import deploy
from syndicate.workflows.way import Site, Way, entry


def tell(way: Way, site: Site) -> None:
    """Tell the hub which live feeds changed since it was last told; what goes wrong is said, no run fails.

    A made-up practice, and a site on this machine, tell only a hub on this machine.
    """
    hub = way.settings.hub
    if not hub or not (is_loopback(hub) or not (way.door.only_loopback or is_loopback(way.settings.siteurl))):
        return
    try:
        changed = _changed(way, site)
        deploy.wait_live(way.settings, tuple(_as_pages(way, changed)), way.door)
        _tell(way, changed)
    except ExpertstatusError as error:
        way.tell(f"the hub of the feeds does not know all that is new: {error} The next run tells it.")


DIGITS = 16
"""So many digits of a feed's sha256 tell whether it changed."""
FEEDS = (".xml", ".json", ".atom", ".rss")
"""How the names of feeds end, among all that a build writes beside pages."""


def _changed(way: Way, site: Site) -> dict[str, str]:
    """Return the sha256 of each feed that the hub was not told of as it is now, by its path."""
    known = published.feeds(way.ledger.only(EntryKind.FEEDS), way.settings.siteurl)
    now = {
        path: hashlib.sha256((site.built.output / path).read_bytes()).hexdigest()
        for path in sorted(site.built.written)
        if path.endswith(FEEDS)
    }
    return {path: digest for path, digest in now.items() if known.get(path) != digest[:DIGITS]}


def _as_pages(way: Way, feeds: Mapping[str, str]) -> Iterator[Page]:
    for path, digest in feeds.items():
        yield Page(f"{way.settings.siteurl}/{path}", path, path, way.settings.language, digest)


def _tell(way: Way, changed: Mapping[str, str]) -> None:
    """Tell the hub of one feed after the other, and note those that it heard of; raises ExpertstatusError."""
    heard: dict[str, str] = {}
    try:
        for path, digest in changed.items():
            _ping(way, f"{way.settings.siteurl}/{path}")
            heard[path] = digest[:DIGITS]
    finally:
        for data in published.lines(heard, way.settings.siteurl):
            way.ledger.append(entry(way, EntryKind.FEEDS, data=data))
        if heard:
            way.tell(f"told the hub of the feeds: {len(heard)} changed")


def _ping(way: Way, feed: str) -> None:
    """Tell the hub of one feed; raises ChannelError. Telling it twice does no harm."""
    hub = way.settings.hub
    door = way.door.only((host_of(hub),))
    wire = door.session()
    with door.judged(wire, "the hub of the feeds"):
        wire.post(hub, data={"hub.mode": "publish", "hub.url": feed, "hub.topic": feed}).raise_for_status()
