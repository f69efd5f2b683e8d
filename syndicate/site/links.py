"""Links inside the content folder: what an article points at must be there and may be published.

Pelican only warns where a link or picture is missing, and copies whatever a text points at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from syndicate.model import Finding, Page, Severity, Words
from syndicate.site import markup, private

NAMED = re.compile(r"""\sid=["']([^"']+)["']""")
INTERNAL = re.compile(r"[{|](?P<what>\w+)[|}](?P<path>.*)", re.S)
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"})
FILES = PICTURES | frozenset({".pdf", ".ics", ".vcf", ".csv", ".txt", ".mp3", ".mp4", ".webm", ".vtt"})
TEXTS = frozenset({".md", ".markdown"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: file as people know it, what it stops, its source and first line."""

    file: str
    subject: str = ""
    source: str = ""
    line: int = 1

    def line_of(self, words: str) -> int:
        """Return the line on which `words` stand, the text's first line where they cannot be found."""
        before, here, _ = self.source.partition(words)
        return self.line + before.count("\n") if here else self.line


@dataclass(frozen=True, slots=True)
class Folder:
    """The content folder, which articles in it get a page, and the folders that are private."""

    content: Path
    root: Path
    articles: frozenset[Path]
    hidden: tuple[Path, ...] = ()
    siteurl: str = ""

    def broken(self, html: str, place: Place) -> Iterator[Finding]:
        """Yield a finding for every link that may not be or leads nowhere, and foreign picture."""
        for address in dict.fromkeys(markup.foreign_pictures(html, self.siteurl)):
            yield _finding("site.foreign", FOREIGN, address, place)
        for address in markup.addresses(html):
            match = INTERNAL.match(address)
            if match is None:
                continue
            target = self.target(match["path"], place.file)
            words = self.refusal(match["what"], target)
            if words:
                yield _finding("site.link", words, address, place)

    def target(self, path: str, file: str) -> Path:
        """Return the file that an internal link of `file` means: `/x` from the content folder on."""
        plain = unquote(urlsplit(path).path)
        start = self.content if plain.startswith("/") else (self.root / file).parent
        return (start / plain.lstrip("/")).resolve()

    def refusal(self, what: str, target: Path) -> tuple[Words, Words] | None:
        """Return what is wrong with a link of this kind to this file, and what to do; None = nothing."""
        if what in ("static", "attach"):
            return self.unfit(target, FILES)
        if what == "filename" and private.inside(target, self.hidden):
            return OUTSIDE
        if what == "filename":
            is_page = (
                target.is_relative_to(self.content / "pages") and target.suffix in TEXTS and target.is_file()
            )
            return None if is_page or target in self.articles else NOWHERE
        return None if what in ("index", "author", "category") else UNKNOWN

    def unfit(self, target: Path, kinds: frozenset[str]) -> tuple[Words, Words] | None:
        """Return why a file may not be copied to the site; None where it may."""
        inside = target.is_relative_to(self.content) and not private.inside(target, self.hidden)
        if not inside or "private" in target.relative_to(self.content).parts:
            return OUTSIDE
        if target.suffix.lower() not in kinds:
            return KIND
        return None if target.is_file() else MISSING


def dead(output: Path, page: Page, *, fragments: bool = True) -> Iterator[Finding]:
    """Yield a finding for every link or picture of a built page that leads to no file of the output.

    With `fragments`, also for one that leads to a place on a page which that page does not have.
    """
    article = page.article
    place = Place(article.file, article.ref, article.body, article.body_line) if article else Place(page.path)
    folder = (output / page.path).parent
    for address in dict.fromkeys(markup.addresses(page.html)):
        if urlsplit(address).scheme or address.startswith("//"):
            continue
        plain, part = unquote(urlsplit(address).path), unquote(urlsplit(address).fragment)
        target = output / plain.lstrip("/") if plain.startswith("/") else folder / plain
        shown = target if target.is_file() else target / "index.html"
        if plain and not shown.is_file():
            yield _finding("site.dead", DEAD, address, place)
        elif fragments and part and not _has(page.html if not plain else shown, part):
            yield _finding("site.dead", NO_PART, address, place)


def _has(page: str | Path, part: str) -> bool:
    """Tell whether a page has a place of this name; a file that is no page has any."""
    if isinstance(page, Path):
        if page.suffix != ".html":
            return True
        page = page.read_text(encoding="utf-8")
        if 'content="noindex"' in page.partition("</head>")[0]:
            return True  # the notice of a withdrawn text has none of its places, and must not stop anything
    # where a name is none, a browser goes to the top, and what stands behind a colon chooses words
    return part == "top" or part.startswith(":") or part in map(unescape, NAMED.findall(page))


def _finding(code: str, words: tuple[Words, Words], address: str, place: Place) -> Finding:
    said = Words(words[0].nl.format(address=address), words[0].en.format(address=address))
    path = address.partition("}")[2] or address
    return Finding(code, Severity.ERROR, said, words[1], place.file, place.line_of(path), place.subject)


FOREIGN = (
    Words(
        "het beeld {address} staat op een andere site, en die zou zien wie dit leest.",
        "the picture {address} is on another site, which would see who reads this.",
    ),
    Words(
        "Zet het beeld in content/images en schrijf {static}/images/naam.jpg, of maak er een link van.",
        "Put the picture in content/images and write {static}/images/name.jpg, or make it an ordinary link.",
    ),
)
NOWHERE = (
    Words(
        "de link {address} gaat naar een tekst die niet op de site staat.",
        "the link {address} leads to a text that is not on the site.",
    ),
    Words(
        "Kijk de bestandsnaam na, of haal de link weg zolang die tekst een concept is.",
        "Check the file name, or remove the link while that text is a draft.",
    ),
)
DEAD = (
    Words("{address} leidt nergens heen op de site.", "{address} leads nowhere on the site."),
    Words(
        "Schrijf {static}/images/naam.jpg voor een beeld en {filename}/articles/naam.md voor een tekst.",
        "Write {static}/images/name.jpg for a picture and {filename}/articles/name.md for a text.",
    ),
)
NO_PART = (
    Words(
        "{address} leidt naar een plek die er op die pagina niet is.",
        "{address} leads to a place that is not on that page.",
    ),
    Words(
        "Kijk na hoe het kopje daar nu heet, of haal het deel vanaf # weg.",
        "See what the heading is called there now, or leave out the part from # on.",
    ),
)
MISSING = (
    Words("het bestand bij {address} is er niet.", "the file of {address} is not there."),
    Words(
        "Zet het bestand in content/images, of kijk de naam na (hoofdletters tellen mee).",
        "Put the file in content/images, or check its name (capitals count).",
    ),
)
OUTSIDE = (
    Words(
        "{address} wijst naar een plek die niet openbaar mag worden.",
        "{address} points at a place that may not be made public.",
    ),
    Words("Gebruik een bestand uit content/images.", "Use a file from content/images."),
)
KIND = (
    Words(
        "{address} is een soort bestand dat hier niet op de site mag.",
        "{address} is a kind of file that may not go on the site here.",
    ),
    Words(
        "Gebruik jpg, png, webp, avif of gif voor beeld en pdf voor een document (geen svg of html).",
        "Use jpg, png, webp, avif or gif for pictures and pdf for a document (no svg or html).",
    ),
)
UNKNOWN = (
    Words("{address} is geen soort link die wij kennen.", "{address} is no kind of link that we know."),
    Words(
        "Schrijf {static}/images/... voor een bestand en {filename}/articles/... voor een tekst.",
        "Write {static}/images/... for a file and {filename}/articles/... for a text.",
    ),
)
