"""Feed -> JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from typing import Any

from syndicate.site.feeditem import Feed, Item

VERSION = "https://jsonfeed.org/version/1.1"


def jsonfeed(feed: Feed) -> bytes:
    """Return the feed as JSON Feed 1.1, in UTF-8."""
    told = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.url,
        "description": feed.description,
        "icon": feed.icon,
        "language": feed.lang,
        "authors": [{"name": feed.author, "url": feed.home}],
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else None,
    }
    told = {k: v for k, v in told.items() if v}
    told["items"] = [_item(i) for i in feed.items]
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _item(item: Item) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.html,
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
        "language": item.lang,
        "authors": [{"name": name, "url": url} if url else {"name": name} for name, url in item.authors],
        "tags": list(item.categories),
    }
    if item.picture:
        told["image"] = item.picture.url
        told["attachments"] = [
            {
                "url": item.picture.url,
                "mime_type": item.picture.type,
                "title": item.picture.alt,
                "size_in_bytes": item.picture.bytes,
            }
        ]
    return {k: v for k, v in told.items() if v}
