"""One feed and its items, as every feed format tells them."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from syndicate.model import Picture, Status
from syndicate.site import markup
from syndicate.site.notice import notice_title

NAMESPACE = uuid.UUID("5c1c1f0e-8d0a-5e0b-9a3e-3d1b6f6f7a51")
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """One article in a feed: `html` is its whole text with absolute addresses, `authors` name and page."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    lang: str
    authors: tuple[tuple[str, str], ...] = ()
    categories: tuple[str, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed at `url`, newest item first, about the site at `home`; `hub` is its WebSub hub."""

    url: str
    home: str
    title: str
    description: str
    lang: str
    author: str
    items: tuple[Item, ...] = ()
    icon: str = ""
    hub: str = ""

    @property
    def updated(self) -> datetime:
        """Return when the newest content changed; a feed without items never did."""
        return max((i.updated for i in self.items), default=NEVER)


def item_id(uid: str, lang: str) -> str:
    """Return the id that an article keeps for ever, whatever its address, date or title (RFC 4122)."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, f'{uid}/{lang}')}"


def item_of(article: Any, siteurl: str, *, picture: Picture | None, author: str) -> Item:
    """Return one of Pelican's articles as a feed item; a plain one keeps the id that Pelican gives it.

    `author` stands in for an article that names none.
    """
    from feedgenerator import get_tag_uri  # type: ignore[import-untyped]  # Pelican's own, without types

    expert = getattr(article, "expert", None)
    notice = notice_title(expert) if expert and expert.status is Status.WITHDRAWN else ""
    url = f"{siteurl}/{article.url}"
    title = expert.title if expert else markup.words(article.title)
    topic = expert.topic if expert and expert.topic else getattr(article, "category", "")
    names = [str(topic)] if topic else []
    names += [str(t) for t in getattr(article, "tags", ())]
    return Item(
        id=item_id(expert.uid, expert.lang) if expert else get_tag_uri(url, article.date),
        url=url,
        title=legal(notice or title),
        summary="" if notice else legal(markup.words(markup.clean(str(article.summary)))),
        html=legal(markup.absolute(article.get_content(siteurl), url)),
        published=article.date,
        updated=max(article.date, getattr(article, "modified", article.date)),
        lang=expert.lang if expert else article.lang,
        authors=tuple((legal(a.name), _page(a, siteurl)) for a in getattr(article, "authors", ()))
        or ((author, ""),),
        categories=tuple(dict.fromkeys(legal(n) for n in names)),
        picture=picture,
    )


def _page(author: Any, siteurl: str) -> str:
    return f"{siteurl}/{author.url}" if author.settings.get("AUTHOR_SAVE_AS") else ""


def legal(text: str) -> str:
    """Leave out the signs that XML cannot hold."""
    return ILLEGAL.sub("", text)
