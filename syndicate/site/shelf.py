"""The pages that a build wrote: gathered while Pelican writes, read back when it is done."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from syndicate.model import Page, Status
from syndicate.site import markup
from syndicate.site.edition import Edition
from syndicate.site.sitemap import Place
from syndicate.site.translations import is_unread


@dataclass(slots=True)
class Shelf:
    """Pelican's pages by path in the output, with the content that each shows."""

    output: Path
    siteurl: str
    language: str
    shown: dict[str, dict[str, Any]] = field(default_factory=dict)
    feeds: set[str] = field(default_factory=set)

    def put(self, path: str, context: dict[str, Any]) -> None:
        """Note one written page and what its template was given; a feed has no context."""
        names = ("article", "page", "category", "author", "articles", "page_name")
        name = Path(path).resolve().relative_to(self.output.resolve()).as_posix()
        if not context:
            self.feeds.add(name)
            return
        self.shown[name] = {k: context[k] for k in names if k in context} | {"site": context["SITENAME"]}

    def pages(self, edition: Edition) -> Iterator[Page]:
        """Yield every page in the order of their paths; articles and Pelican's pages carry their HTML."""
        for path, shown in sorted(self.shown.items()):
            raw = (self.output / path).read_bytes()
            content = shown.get("article") or shown.get("page")
            article = edition.at(shown["article"].source_path) if shown.get("article") else None
            if article is not None and article.status is not Status.PUBLISHED:
                article = None
            title = getattr(content, "title", None) or shown.get("author") or shown.get("category")
            yield Page(
                url=self.url(path, content),
                path=path,
                title=article.title if article else markup.words(str(title or shown["site"])),
                lang=article.lang if article else getattr(content, "lang", self.language),
                fingerprint=hashlib.sha256(raw).hexdigest(),
                html=raw.decode() if article or shown.get("page") else "",
                article=article,
                share_image=edition.share_images.get(article.ref) if article else None,
                share_more=edition.share_more.get(article.ref, ()) if article else (),
            )

    def places(self) -> Iterator[Place]:
        """Yield what search engines may find: no notices, hidden or error pages, unread translations."""
        for path, shown in self.shown.items():
            content = shown.get("article") or shown.get("page")
            if content is None and path.endswith("404.html"):
                continue
            if is_unread(content):
                continue
            if content is None or content.status == "published":
                listed = [content] if content else list(shown.get("articles", ()))
                days = [day for c in listed if (day := _changed(c))]
                yield Place(self.url(path, content), max(days, default=None), self._languages(content))

    def _languages(self, content: Any) -> dict[str, str]:
        """Return the addresses of a text by language, as far as search engines are led there."""
        if content is None:
            return {}
        given = getattr(content, "alternates", None)
        every = (content, *getattr(content, "translations", ())) if given is None else given
        found = {one.lang: self.url("", one) for one in every}
        return found if len(found) > 1 else {}

    def url(self, path: str, content: Any = None) -> str:
        """Return the absolute address of a file of the output: that of the content on it, if any.

        A host may serve `griepprik.html` as /griepprik, and then that is what the site links to.
        """
        return f"{self.siteurl}/{content.url if content else path.removesuffix('index.html')}"


def _changed(content: Any) -> date | None:
    moment: datetime | None = getattr(content, "modified", None) or getattr(content, "date", None)
    return moment.date() if moment else None


def fingerprint(output: Path) -> str:
    """Return one sha256 for a whole folder: of every file's path and bytes, in the order of paths."""
    whole = hashlib.sha256()
    files = {f.relative_to(output).as_posix(): f for f in output.rglob("*") if f.is_file()}
    for path, file in sorted(files.items()):
        whole.update(f"{path} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()
