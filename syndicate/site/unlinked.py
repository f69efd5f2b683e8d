"""Links to articles that stay at home: their words stand on the page, the link returns with the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

from syndicate.errors import SiteError
from syndicate.model import Article, Finding, Severity, Words
from syndicate.settings import Settings
from syndicate.site.links import INTERNAL, Folder, Place
from syndicate.site.live import address_of
from syndicate.site.markup import ADDRESS

# Of cleaned HTML: values stand in double quotes, a text holds no `<`, and no link stands in another.
LINK = re.compile(r'<a(?P<rest>(?: [^\s=">]+="[^"]*")*)>(?P<words>.*?)</a>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Absent:
    """The articles that a build leaves out, though a text may lead to them or to a page that only they have.

    `shown` are those that it does not leave out.
    """

    settings: Settings
    folder: Folder
    articles: Sequence[Article] = ()
    shown: Sequence[Article] = ()

    def base(self, article: Article) -> str:
        """Return where an article's page stands, below the site's address; "" where only Pelican knows."""
        with suppress(SiteError):
            return address_of(self.settings, article)[0]
        return ""

    def out_of(self, html: str, file: str, base: str = "") -> str:
        """Return cleaned HTML of a content file without the links to them; it will stand at `base`."""
        if not self.articles:
            return html
        return LINK.sub(lambda m: m["words"] if self._leads(m["rest"], file, base) else m[0], html)

    def told(self, html: str, place: Place, base: str = "") -> Iterator[Finding]:
        """Yield a warning for each link that `out_of` takes out: where it stands, not where it leads."""
        for link in LINK.finditer(html) if self.articles else ():
            address = self._leads(link["rest"], place.file, base)
            if address:
                line = place.line_of(address.partition("}")[2] or address)
                yield Finding("site.waits", Severity.WARNING, *WAITS, place.file, line, place.subject)

    def _leads(self, rest: str, file: str, base: str) -> str:
        """Return the address among a link's attributes that leads to one of them, "" where none does."""
        for _, written in ADDRESS.findall(rest):
            address = unescape(written)
            internal = INTERNAL.match(address)
            if internal:
                if _named(internal["what"], self.articles, internal["path"]):
                    return "" if _named(internal["what"], self.shown, internal["path"]) else address
                target = self.folder.target(internal["path"], file)
                if any(target == (self.settings.root / a.file).resolve() for a in self.articles):
                    return address
            elif _plain(urljoin(f"{self.settings.siteurl}/{base}", address)) in self._places():
                return address
        return ""

    def _places(self) -> Iterator[str]:
        for article in self.articles:
            if base := self.base(article):
                yield _plain(f"{self.settings.siteurl}/{base}")


def _named(kind: str, articles: Iterable[Article], path: str) -> bool:
    """Tell whether one of these articles has this topic or author, which have their pages by them."""
    name = unquote(path).strip("/").casefold()
    if kind == "category":
        return any(name == a.topic.casefold() for a in articles)
    return kind == "author" and any(name in (p.id, p.name.casefold()) for a in articles for p in a.authors)


def _plain(address: str) -> str:
    """Return an address without what makes no other page of it."""
    scheme, host, path, *_ = urlsplit(address)
    return f"{scheme}://{host.lower()}{unquote(path).removesuffix('index.html').rstrip('/')}"


WAITS = (
    Words(
        "deze link gaat naar een artikel dat nog niet openbaar mag zijn; op de pagina staan nu alleen de "
        "woorden.",
        "this link leads to an article that may not be public yet; for now the page has its words only.",
    ),
    Words(
        "De link komt vanzelf terug zodra dat artikel vrij is.",
        "The link comes back by itself once that article is free.",
    ),
)
