"""Feed -> Atom and RSS 2.0, by feedgen, with what feedgen 1.0.0 leaves wrong put right.

Its Atom entry links lose rel, type and length (the validator of the W3C says DuplicateAtomLink); it
has no language or media description per item, and no author in RSS without an e-mail address.
feedgen switches the locale of the process for each date in RSS: never call this from two threads.
"""

from __future__ import annotations

from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from syndicate.site.feeditem import Feed, Item

MEDIA = "http://search.yahoo.com/mrss/"
ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def atom(feed: Feed) -> bytes:
    """Return the feed as Atom (RFC 4287), in UTF-8."""
    made: bytes = _generator(feed, "application/atom+xml", AtomItem).atom_str(pretty=True)
    return made


def rss(feed: Feed) -> bytes:
    """Return the feed as RSS 2.0 with the full text in content:encoded, in UTF-8."""
    made: bytes = _generator(feed, "application/rss+xml", RssItem).rss_str(pretty=True)
    return made


def _generator(feed: Feed, kind: str, extension: type) -> Any:
    made = FeedGenerator()
    made.register_extension("expert", Namespaces, extension)
    made.id(feed.url)
    made.title(feed.title)
    made.description(feed.description)
    made.language(feed.lang)
    made.author({"name": feed.author})
    made.generator("Expertstatus")
    made.updated(feed.updated)
    if feed.icon:
        made.icon(feed.icon)
    made.link(href=feed.url, rel="self", type=kind)
    made.expert.hub = feed.hub
    made.link(href=feed.home, rel="alternate", type="text/html")  # last: RSS takes its <link> from here
    for item in feed.items:
        _fill(made.add_entry(order="append"), item)
    return made


def _fill(entry: Any, item: Item) -> None:
    entry.expert.item = item
    entry.id(item.id)
    entry.title(item.title)
    if item.summary:
        entry.summary(item.summary)
    entry.content(item.html, type="html")
    entry.published(item.published)
    entry.updated(item.updated)
    entry.author([{"name": name, "uri": url} if url else {"name": name} for name, url in item.authors])
    entry.category([{"term": name} for name in item.categories])
    if item.picture:
        entry.enclosure(item.picture.url, item.picture.bytes, item.picture.type)
    entry.link(href=item.url, rel="alternate", type="text/html")


class Namespaces(BaseExtension):  # type: ignore[misc]  # feedgen carries no types
    """The XML namespaces of what we add, and the hub: feedgen's RSS leaves rel=hub out."""

    hub: str = ""

    def extend_atom(self, feed: Any) -> Any:
        """Name the hub after the feed's own links."""
        if self.hub:
            link = etree.Element("link", href=self.hub, rel="hub")
            feed.insert(feed.index(feed.findall("link")[-1]) + 1, link)
        return feed

    def extend_rss(self, rss: Any) -> Any:
        """Name the hub as Atom's link in the channel."""
        if self.hub:
            channel = rss.find("channel")
            link = etree.Element(f"{{{ATOM}}}link", href=self.hub, rel="hub")
            channel.insert(channel.index(channel.find(f"{{{ATOM}}}link")) + 1, link)
        return rss

    def extend_ns(self) -> dict[str, str]:
        """Return prefix -> namespace."""
        return {"media": MEDIA, "dc": DC}


class AtomItem(BaseEntryExtension):  # type: ignore[misc]  # feedgen carries no types
    """Mends one Atom entry: its links whole, its language and picture told."""

    item: Item

    def extend_atom(self, entry: Any) -> Any:
        """Change the entry's element in place."""
        entry.set(LANG, self.item.lang)
        for link in entry.findall("link"):
            if self.item.picture and link.get("href") == self.item.picture.url:
                link.set("rel", "enclosure")
                link.set("type", self.item.picture.type)
                link.set("length", str(self.item.picture.bytes))
            else:
                link.set("rel", "alternate")
                link.set("type", "text/html")
        _add_media(entry, self.item)
        return entry


class RssItem(BaseEntryExtension):  # type: ignore[misc]  # feedgen carries no types
    """Mends one RSS item: its authors, language and picture told."""

    item: Item

    def extend_rss(self, entry: Any) -> Any:
        """Change the item's element in place."""
        for name, _url in self.item.authors:
            etree.SubElement(entry, f"{{{DC}}}creator").text = name
        etree.SubElement(entry, f"{{{DC}}}language").text = self.item.lang
        _add_media(entry, self.item)
        return entry


def _add_media(entry: Any, item: Item) -> None:
    """Add the picture with its description; a lone media:content may not stand in a media:group."""
    picture = item.picture
    if picture is None:
        return
    media = etree.SubElement(
        entry,
        f"{{{MEDIA}}}content",
        url=picture.url,
        type=picture.type,
        medium="image",
        fileSize=str(picture.bytes),
        width=str(picture.width),
        height=str(picture.height),
    )
    if picture.alt:
        etree.SubElement(media, f"{{{MEDIA}}}description", type="plain").text = picture.alt
