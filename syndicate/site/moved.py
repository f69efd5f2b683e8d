"""Addresses that lead to another now: a small page where nothing else can redirect, and rules for servers.

They come from `aliases` and `short` of articles and from content/redirects.toml. What lists articles falls
back by itself to the home page, or to the feed of all, while it has none to list: withdrawing must wait for
nothing.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from syndicate.content.naming import short_address, slugify
from syndicate.errors import SiteError
from syndicate.model import Article, Finding, Severity, Words
from syndicate.site.edition import OTHER, Edition
from syndicate.site.language import base, direction
from syndicate.site.live import address_of

if TYPE_CHECKING:
    from syndicate.content import Content
    from syndicate.settings import Settings

POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'"
PAGES = frozenset({"", ".html", ".htm"})
# Moved; gone; the way on where there is nothing else.
SAID = {
    "nl": ("Deze pagina is verhuisd", "Deze pagina is er niet meer", "Naar de site"),
    "en": ("This page has moved", "This page is no longer here", "To the site"),
    "tr": ("Bu sayfa taşındı", "Bu sayfa artık burada değil", "Siteye git"),
    "pl": ("Ta strona została przeniesiona", "Tej strony już nie ma", "Przejdź do witryny"),
    "ar": ("انتقلت هذه الصفحة", "لم تعد هذه الصفحة موجودة", "إلى الموقع"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """One former address (`old`) and where it leads: below the site's address, None where to nothing.

    `said` at `line` of `file`, of the article `subject` where it is one's. `passing` is what may be back
    tomorrow: nobody may remember that it leads elsewhere. `short` is no former address, but one that people
    are told; where it leads may change likewise.
    """

    old: str
    to: str | None
    lang: str
    title: str = ""
    file: str = ""
    line: int = 1
    subject: str = ""
    passing: bool = False
    short: bool = False

    @property
    def place(self) -> str:
        """Return the file of the output that a server shows at the former address."""
        return f"{self.old}index.html" if self.old.endswith("/") or not self.old else self.old


def moves(settings: Settings, articles: Iterable[Article], content: Content) -> Iterator[Move]:
    """Yield what people wrote of former and short addresses, article by article, then the site's own file."""
    for article in articles:
        try:
            to, _ = address_of(settings, article)
            former = [address_of(settings, replace(article, slug=alias))[1] for alias in article.aliases]
        except SiteError:
            continue  # addresses that only Pelican can tell; whoever made them redirects them
        own = Move("", to, article.lang, article.title, article.file, subject=article.ref)
        for file in former:
            yield replace(own, old=file.removesuffix("index.html"), line=article.line("aliases"))
        for name in article.short:
            yield replace(own, old=short_address(name), line=article.line("short"), short=True)
    written = content.redirects
    for old, new in written.moved.items():
        to_ = new.removesuffix("index.html") if new else None
        line = written.lines.get(old, 1)
        yield Move(old, to_, settings.language, settings.practice.name, written.file, line)


def fall_backs(
    kept: Iterable[str], output: Path, conf: Mapping[str, Any], edition: Edition
) -> Iterator[Move]:
    """Yield where those lists lead that stood at a `kept` address and have nothing to list today."""
    lists = dict(_lists(conf, edition))
    for old in sorted(kept):
        to = next((to for form, to in lists.items() if re.fullmatch(form, old)), None)
        if to is not None and not there(output, old):
            yield Move(old, to, edition.language, edition.practice.name, passing=True)


def _lists(conf: Mapping[str, Any], edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the form of each list's address, where topic or person is known, and what stands in for it."""
    forms = {"ATOM": conf.get("FEED_ALL_ATOM"), "RSS": conf.get("FEED_ALL_RSS")}
    # a topic that only its articles name is known by those that were withdrawn
    topics = {
        *edition.order,
        *(slugify(a.topic or OTHER.of(edition.language)) for a in edition.articles.values()),
    }
    for kind, names in (("CATEGORY", topics), ("AUTHOR", set(edition.people))):
        slugs = "|".join(re.escape(name) for name in sorted(names))
        yield _form(conf.get(f"{kind}_SAVE_AS"), slugs), ""
        yield from ((_form(conf.get(f"{kind}_FEED_{f}"), slugs), to) for f, to in forms.items() if to)
    for name, to in forms.items():
        if to:
            yield _form(conf.get(f"TRANSLATION_FEED_{name}"), "[a-z]{2,3}(?:-[A-Za-z]+)*"), to
    # one that only stands where its program is installed, or while there is a text in its language
    yield r"(?:[a-z]{2,3}(?:-[A-Za-z]+)*/)?(?:a-z|zoeken)/|(?:volgen|scherm|spreekkamer)/", ""
    yield r"(?:.*/)?index\d+\.html", ""


def _form(address: object, slugs: str) -> str:
    plain = re.escape(str(address or "")).removesuffix(re.escape("index.html"))
    return re.sub(r"\\\{(?:slug|lang)\\\}", lambda _: f"(?:{slugs})", plain) if slugs and address else "(?!)"


def there(output: Path, address: str) -> bool:
    """Tell whether the output has something at an address below the site's."""
    file = output / address
    return file.is_file() or (file / "index.html").is_file() or file.with_name(f"{file.name}.html").is_file()


def amiss(found: Sequence[Move], output: Path) -> Iterator[Finding]:
    """Yield a finding for each former address that something stands at, and each that leads nowhere."""
    places: set[str] = set()
    for move in found:
        if move.place in places or there(output, move.old):
            yield _finding(move, "site.address", _taken(found) if move.short else TAKEN, move.old)
        places.add(move.place)
    for move in found:
        to = "" if move.to is None else move.to
        if not there(output, to) and f"{to}index.html" not in places and to not in places:
            yield _finding(move, "site.dead", NOWHERE, to)


def write(found: Iterable[Move], output: Path, siteurl: str) -> frozenset[str]:
    """Write what stands at the former addresses, and return those files.

    A feed or file is the one that took its place; what is neither that nor a page only a server can redirect.
    """
    written = set()
    for move in found:
        file = output / move.place
        file.parent.mkdir(parents=True, exist_ok=True)
        source = output / (move.to or "")
        if file.suffix.lower() in PAGES:
            file.write_text(_page(move, siteurl), encoding="utf-8", newline="\n")
        elif source.is_file() and source.suffix == file.suffix:
            shutil.copyfile(source, file)
        else:
            continue
        written.add(move.place)
    return frozenset(written)


def as_redirects(found: Iterable[Move], siteurl: str) -> str:
    """Return `_redirects` of Netlify, Cloudflare Pages and their kin."""
    return "".join(f"{old} {to} {code}\n" for code, old, to in _rules(found, siteurl))


def as_htaccess(found: Iterable[Move], siteurl: str) -> str:
    """Return lines for Apache's `.htaccess`."""
    lines = [
        f'  RedirectMatch {code} "^{re.escape(old)}$" "{to}"\n' for code, old, to in _rules(found, siteurl)
    ]
    return "".join(["<IfModule mod_alias.c>\n", *lines, "</IfModule>\n"]) if lines else ""


def as_nginx(found: Iterable[Move], siteurl: str) -> str:
    """Return lines for a `server` block of nginx."""
    return "".join(
        f'location = "{old}" {{ return {code} "{to}"; }}\n' for code, old, to in _rules(found, siteurl)
    )


def _rules(found: Iterable[Move], siteurl: str) -> Iterator[tuple[int, str, str]]:
    root = urlsplit(siteurl).path.rstrip("/")
    for move in found:
        if move.to is not None:
            yield (
                302 if move.passing or move.short else 301,
                f"{root}/{quote(move.old)}",
                f"{root}/{quote(move.to)}",
            )


def _page(move: Move, siteurl: str) -> str:
    lang = base(move.lang) if base(move.lang) in SAID else "en"
    moved, gone, home = SAID[lang]
    above = Path(move.place).parent.as_posix()
    rel = quote(os.path.relpath(move.to or ".", above).replace(os.sep, "/"))
    way = rel if (move.to or "").rpartition("/")[2] else f"{rel}/"
    if move.to is None:
        said, head, name = gone, Markup('<meta name="robots" content="noindex">'), home
    else:
        said, name = move.title if move.short else moved, move.title or home
        head = Markup('<link rel="canonical" href="{}/{}">\n<meta http-equiv="refresh" content="0; url={}">')
        head = head.format(siteurl, quote(move.to), way)
        head += Markup('\n<meta name="robots" content="noindex">') if move.short else ""
    return str(
        Markup(
            '<!DOCTYPE html>\n<html lang="{}" dir="{}">\n<head>\n<meta charset="utf-8">\n'
            '<meta http-equiv="Content-Security-Policy" content="{}">\n<title>{}</title>\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n{}\n</head>\n'
            '<body>\n<main>\n<h1>{}</h1>\n<p><a href="{}">{}</a></p>\n</main>\n</body>\n</html>\n'
        ).format(lang, direction(lang), POLICY, said, head, said, way, name)
    )


def _taken(found: Sequence[Move]) -> tuple[Words, Words]:
    """Return what is said of a short address that is not free, with the next number that is."""
    numbers = (move.old.rstrip("/") for move in found if move.short)
    free = max((int(number) for number in numbers if number.isdigit()), default=0) + 1
    return SHORT_TAKEN[0], Words(*(w.format(free=free) for w in SHORT_TAKEN[1]))


def _finding(move: Move, code: str, words: tuple[Words, Words], address: str) -> Finding:
    said = Words(words[0].nl.format(address=address), words[0].en.format(address=address))
    return Finding(code, Severity.ERROR, said, words[1], move.file, move.line, move.subject)


TAKEN = (
    Words(
        "het oude adres {address} is ook het adres van iets anders.",
        "the former address {address} is also the address of something else.",
    ),
    Words("Haal het hier weg, of geef het andere een ander adres.", "Remove it here, or move the other one."),
)
SHORT_TAKEN = (
    Words(
        "het korte adres {address} is ook het adres van iets anders.",
        "the short address {address} is also the address of something else.",
    ),
    (
        "Kies bij `short` iets anders; nummer {free} is nog vrij.",
        "Choose something else at `short`; number {free} is still free.",
    ),
)
NOWHERE = (
    Words("{address} is geen pagina van de site.", "{address} is no page of the site."),
    Words("Kijk het adres na.", "Check the address."),
)
