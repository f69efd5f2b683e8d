"""What feed readers trip over, as a small validator: returns complaints, none for a good feed.

After RFC 4287, the RSS 2.0 specification and the RSS advisory board's profile, JSON Feed 1.1 and
Media RSS: well-formed, dates with a zone, absolute links, unique lasting ids, one alternate per type,
rel=self where the feed is, whole enclosures, well-formed HTML without scripts or relative addresses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
VOID = {"br", "hr", "img", "wbr", "col"}
ACTIVE = {"script", "style", "iframe", "form", "object", "embed", "link", "meta", "base", "svg"}


def complaints(raw: bytes, url: str) -> list[str]:
    """Return what is wrong with a feed that stands at `url`, by the kind that its address names."""
    if url.endswith(".json"):
        return list(_json(raw, url))
    try:
        root = etree.fromstring(raw)
    except etree.XMLSyntaxError as error:
        return [f"not well-formed: {error}"]
    return list(_atom(root, url) if root.tag == f"{ATOM}feed" else _rss(root, url))


def _atom(feed: Any, url: str) -> Iterator[str]:
    yield from _needed(feed, [f"{ATOM}{n}" for n in ("id", "title", "updated", "author", "link")])
    yield from _links(feed, url)
    if not feed.get(LANG):
        yield "feed: no language"
    ids = [e.findtext(f"{ATOM}id") for e in feed.iter(f"{ATOM}entry")]
    yield from _unique(ids)
    updated = [_rfc3339(feed.findtext(f"{ATOM}updated"))]
    for entry in feed.iter(f"{ATOM}entry"):
        yield from _needed(entry, [f"{ATOM}{n}" for n in ("id", "title", "updated", "author", "content")])
        for name in ("updated", "published"):
            if entry.find(f"{ATOM}{name}") is not None and not _rfc3339(entry.findtext(f"{ATOM}{name}")):
                yield f"entry: {name} is no RFC 3339 date"
        updated.append(_rfc3339(entry.findtext(f"{ATOM}updated")))
        yield from _links(entry, "")
        yield from _title(entry.findtext(f"{ATOM}title"))
        if not entry.get(LANG):
            yield "entry: no language"
        if entry.find(f"{ATOM}content").get("type") != "html":
            yield "entry: content is not of type html"
        yield from _html(entry.findtext(f"{ATOM}content") or "")
        yield from _media(entry)
    if None in updated or updated[0] != max(u for u in updated[1:] or updated if u):
        yield "feed: updated is not that of its newest entry"


def _rss(rss: Any, url: str) -> Iterator[str]:
    channel = rss.find("channel")
    yield from _needed(channel, ["title", "link", "description", "language", "lastBuildDate"])
    if not _absolute(channel.findtext("link")) or channel.findtext("link") == url:
        yield "channel: link is not the page that the feed is about"
    here = [link.get("href") for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if here != [url]:
        yield f"channel: rel=self is {here}"
    if not _rfc822(channel.findtext("lastBuildDate")):
        yield "channel: lastBuildDate is no RFC 822 date"
    yield from _unique([i.findtext("guid") for i in channel.iter("item")])
    for item in channel.iter("item"):
        yield from _needed(item, ["title", "link", "guid", "pubDate", "description", f"{DC}creator"])
        guid = item.find("guid")
        if guid.get("isPermaLink") != "false" and not _absolute(guid.text):
            yield "item: guid is no address and does not say so"
        if not _absolute(item.findtext("link")):
            yield "item: link is not absolute"
        if not _rfc822(item.findtext("pubDate")):
            yield "item: pubDate is no RFC 822 date"
        if item.find("author") is not None:
            yield "item: author without an e-mail address"
        yield from _title(item.findtext("title"))
        for one in item.findall("enclosure"):
            yield from _enclosure(one.get("url"), one.get("length"), one.get("type"))
        yield from _html(item.findtext(f"{CONTENT}encoded") or item.findtext("description") or "")
        yield from _media(item)


def _json(raw: bytes, url: str) -> Iterator[str]:
    feed = json.loads(raw)
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield "no JSON Feed 1.1"
    if feed.get("feed_url") != url:
        yield f"feed_url is {feed.get('feed_url')}"
    yield from (f"feed: {n} is missing" for n in ("title", "home_page_url", "language") if not feed.get(n))
    if "author" in feed or not isinstance(feed.get("authors"), list):
        yield "feed: 1.1 has authors, a list"
    yield from _unique([i.get("id") for i in feed["items"]])
    for item in feed["items"]:
        yield from _json_item(item)


def _json_item(item: dict[str, Any]) -> Iterator[str]:
    if not isinstance(item["id"], str) or not _absolute(item.get("url")):
        yield "item: id is no text, or url not absolute"
    for name in ("date_published", "date_modified"):
        if not _rfc3339(item.get(name)):
            yield f"item: {name} is no RFC 3339 date"
    if "author" in item or not all(a.get("name") for a in item.get("authors", [{}])):
        yield "item: no authors with a name"
    if not item.get("language"):
        yield "item: no language"
    yield from _title(item.get("title"))
    yield from _html(item["content_html"])
    if "image" in item and not _absolute(item["image"]):
        yield "item: image is not absolute"
    for one in item.get("attachments", []):
        size = str(one.get("size_in_bytes", ""))
        yield from _enclosure(one.get("url"), size, one.get("mime_type"))


def _links(element: Any, own: str) -> Iterator[str]:
    links = element.findall(f"{ATOM}link")
    yield from (
        f"link {link.get('href')} is not absolute" for link in links if not _absolute(link.get("href"))
    )
    alternates = [
        (link.get("type"), link.get("hreflang"))
        for link in links
        if link.get("rel", "alternate") == "alternate"
    ]
    if len(alternates) != len(set(alternates)) or not alternates:
        yield f"DuplicateAtomLink: {alternates}"
    if own and [link.get("href") for link in links if link.get("rel") == "self"] != [own]:
        yield "rel=self is not where the feed is"
    for link in links:
        if link.get("rel") == "enclosure":
            yield from _enclosure(link.get("href"), link.get("length"), link.get("type"))


def _media(element: Any) -> Iterator[str]:
    for group in element.findall(f"{MEDIA}group"):
        if len(group) < 2:
            yield "MediaGroupWithoutAlternatives"
    for one in element.findall(f"{MEDIA}content"):
        if not _absolute(one.get("url")) or not (one.get("width") or "").isdigit():
            yield "media:content without address or size"
        if not one.findtext(f"{MEDIA}description"):
            yield "media:content without a description"


def _enclosure(url: str | None, length: str | None, kind: str | None) -> Iterator[str]:
    if not _absolute(url) or not (length or "").isdigit() or length == "0" or "/" not in (kind or ""):
        yield f"enclosure without its three attributes: {url} {length} {kind}"


def _needed(element: Any, names: list[str]) -> Iterator[str]:
    yield from (f"{element.tag}: {n} is missing" for n in names if element.find(n) is None)


def _unique(ids: list[Any]) -> Iterator[str]:
    if len(ids) != len(set(ids)) or not all(ids):
        yield "ids are not unique"
    yield from (f"id {i} is no absolute IRI" for i in ids if i and not urlsplit(i).scheme)


def _title(title: str | None) -> Iterator[str]:
    if not title or re.search(r"<\w|&\w+;|&#", title):
        yield f"title is not plain: {title!r}"


def _absolute(url: str | None) -> bool:
    return bool(url) and urlsplit(url or "").scheme in ("http", "https") and bool(urlsplit(url or "").netloc)


def _rfc3339(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text and RFC3339.fullmatch(text) else None


def _rfc822(text: str | None) -> bool:
    try:
        return parsedate_to_datetime(text or "").tzinfo is not None
    except ValueError:
        return False


def _html(html: str) -> list[str]:
    if not html.strip():
        return ["content is empty"]
    reader = _Html()
    reader.feed(html)
    reader.close()
    if reader.open:
        reader.found.append(f"unclosed: {reader.open}")
    return reader.found


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ACTIVE:
            self.found.append(f"<{tag}> in content")
        if tag not in VOID:
            self.open.append(tag)
        values = dict(attrs)
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.found.append(f"{name}= in content")
            if name in ("href", "src", "cite") and urlsplit(value or "").scheme not in (
                "http",
                "https",
                "mailto",
                "tel",
            ):
                self.found.append(f"address {value!r} is not absolute")
        if tag == "img" and "alt" not in values:
            self.found.append("img without alt")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.found.append(f"</{tag}> closes nothing")
