"""page: what a built page must have before it leaves. Errors here are the theme's or the build's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from syndicate.model import Finding, Page, Severity, Words
from syndicate.rules import secrecy
from syndicate.rules.rule import Rule
from syndicate.rules.secrecy.known import Known
from syndicate.rules.secrecy.marks import Memory
from syndicate.rules.secrecy.pieces import Piece
from syndicate.rules.secrecy.standing import NOBODY, Standing
from syndicate.rules.wordlists import listed

THEME = Words("Herstel het sjabloon in theme/.", "Mend the template in theme/.")

LANG = Rule(
    "page.lang",
    Severity.ERROR,
    Words("De pagina noemt haar taal.", "The page names its language."),
    Words("De pagina noemt haar taal niet of een andere.", "The page names no language, or another one."),
    THEME,
    "WCAG 2.2, 3.1.1",
)
TITLE = Rule(
    "page.title",
    Severity.ERROR,
    Words("De pagina heeft een titel.", "The page has a title."),
    Words("De pagina heeft geen titel.", "The page has no title."),
    THEME,
    "WCAG 2.2, 2.4.2",
)
IMAGE_ALT = Rule(
    "page.image-alt",
    Severity.ERROR,
    Words("Iedere afbeelding heeft een alt-tekst.", "Every picture has an alt text."),
    Words("Hier staat een afbeelding zonder alt-tekst.", "Here is a picture without an alt text."),
    Words(
        "Beschrijf de afbeelding in het artikel: ![wat erop staat](bestand.jpg).",
        "Describe the picture in the article: ![what it shows](file.jpg).",
    ),
    "WCAG 2.2, 1.1.1; seed T1",
)
SCRIPT = Rule(
    "page.script",
    Severity.ERROR,
    Words(
        "De pagina voert geen script uit dan dat van het thema.", "The page runs no script but the theme's."
    ),
    Words("Hier staat een script.", "Here is a script."),
    Words("Haal het uit het artikel of het sjabloon.", "Take it out of the article or the template."),
    "own rule: every page works without JavaScript",
)
THIRD_PARTY = Rule(
    "page.third-party",
    Severity.ERROR,
    Words("De pagina laadt niets van een ander adres.", "The page loads nothing from another host."),
    Words("Hier laadt de pagina iets van een ander adres.", "Here the page loads from another host."),
    Words(
        "Zet het bestand bij de eigen site, of maak er een gewone link van.",
        "Keep the file on the own site, or make it an ordinary link.",
    ),
    "AVG; AP research on trackers of hospital sites",
)
SHARE_IMAGE = Rule(
    "page.share-image",
    Severity.ERROR,
    Words(
        "Een artikel heeft een deelafbeelding met alt-tekst.", "An article has a share image with alt text."
    ),
    Words("De deelafbeelding of haar alt-tekst ontbreekt.", "The share image or its alt text is missing."),
    Words("Bouw de site opnieuw.", "Build the site again."),
    "seed T1; Open Graph protocol (og:image:alt)",
)
RULES = (LANG, TITLE, IMAGE_ALT, SCRIPT, THIRD_PARTY, SHARE_IMAGE)

THEME_SCRIPT = re.compile(r"(?:^|/)js/[a-z-]+\.js$")
UNSEEN = frozenset({"script", "style", "template"})
INLINE = listed("a abbr b bdi cite code em i kbd mark q s small span strong sub sup time u wbr")
LOADING = frozenset({"src", "srcset", "poster", "data", "background"})
LEADING = frozenset({"href", "src", "cite", "action", "formaction", "poster", "data", "background"})
# The width and hash by which a build names a picture or a style sheet, and a link's token: nobody's words.
OURS = re.compile(r"(?:-w\d{1,4})?[-._][0-9a-f]{8,64}(?=\.[a-z0-9]{2,5}\b)|[?&][sv]=[0-9a-f]{8,64}\b")
LOADING_LINKS = frozenset(
    {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "manifest"}
)
ABSOLUTE = re.compile(r"(?:^|[\s,])(?:https?:)?//([^/\s,]+)", re.IGNORECASE)


def on_page(
    page: Page, known: Known, standing: Standing = NOBODY, memory: Memory | None = None
) -> Iterator[Finding]:
    """Yield what is wrong with a built page; lines are those of its HTML.

    Of a page without an article the build need not keep the HTML; then there is nothing to look at.
    """
    if not page.html and page.article is None:
        return
    subject = page.article.ref if page.article else ""
    reader = read(page)
    yield from _frame(page, reader, subject)
    spare: frozenset[str] = frozenset()
    if page.article:
        known, spare = secrecy.known_in(page.article, known, standing), secrecy.hosts(page.article)
    look = secrecy.Look(known, page.path, subject, spare, standing, memory)
    addresses = (
        Piece("link", line, " ".join(secrecy.opened(address, spare) for address in there))
        for line, there in reader.addresses.items()
    )
    text = "".join(reader.text)
    words = Piece("page", 1, text if page.article else secrecy.unallowed(text, known))
    found = look.with_places(words, *addresses)
    told: set[tuple[str, int]] = set()
    for finding, place in found:
        # what a second person judges was asked of the source, whose words these are
        asked = secrecy.seconded(finding) and (place == "link" or page.article is not None)
        again = place == "link" and (finding.code, finding.line) in told
        told.add((finding.code, finding.line))
        if not asked and not again:
            yield finding


def read(page: Page) -> Reader:
    """Return a page as its visitor reads it."""
    reader = Reader(_host(page.url))
    reader.feed(page.html)
    reader.close()
    return reader


def _frame(page: Page, reader: Reader, subject: str) -> Iterator[Finding]:
    if not _same_language(reader.lang, page.lang):
        yield LANG.finding(page.path, 1, subject)
    if not reader.title.strip():
        yield TITLE.finding(page.path, 1, subject)
    for rule, line in dict.fromkeys(reader.seen):
        yield rule.finding(page.path, line, subject)
    if page.article and (page.share_image is None or not page.share_image.alt.strip()):
        yield SHARE_IMAGE.finding(page.path, 1, subject)


class Reader(HTMLParser):
    """Reads a page as a visitor does: its words by line, and the elements that the rules ask about."""

    def __init__(self, host: str) -> None:
        super().__init__(convert_charrefs=True)
        self.host = host
        self.lang = ""
        self.title = ""
        self.seen: list[tuple[Rule, int]] = []
        self.text: list[str] = []
        self.addresses: dict[int, dict[str, None]] = {}
        self._line = 1
        self._unseen = ""
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and the words that its attributes show or dial."""
        named = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = named.get("lang", "")
        self._in_title = tag == "title" and not self.title
        self._unseen = tag if tag in UNSEEN else self._unseen
        self._judge(tag, named)
        self._lead(named)
        around = "" if tag in INLINE else ", " if tag == "br" else " ¶ "
        shown = [f" ¶ {words} ¶ " for words in _shown(named) if words]
        self._say("".join((around, *shown)))

    def handle_endtag(self, tag: str) -> None:
        """Close what `handle_starttag` opened."""
        self._unseen = "" if tag == self._unseen else self._unseen
        self._in_title = self._in_title and tag != "title"
        if tag not in INLINE:
            self._say(" ¶ ")

    def handle_data(self, data: str) -> None:
        """Take in words, unless no visitor sees them."""
        if self._in_title:
            self.title += data
        if not self._unseen:
            self._say(data)

    def handle_comment(self, data: str) -> None:
        """Take in a comment: whoever looks at the source reads it."""
        self._say(f" ¶ {data} ¶ ")

    def _judge(self, tag: str, named: dict[str, str]) -> None:
        line = self.getpos()[0]
        if tag == "img" and "alt" not in named:
            self.seen.append((IMAGE_ALT, line))
        if tag == "script" and not self._ours(named):
            self.seen.append((SCRIPT, line))
        loaded = [value for name, value in named.items() if name in LOADING]
        if tag == "link" and not LOADING_LINKS.isdisjoint(named.get("rel", "").lower().split()):
            loaded.append(named.get("href", ""))
        if any(self._foreign(value) for value in loaded):
            self.seen.append((THIRD_PARTY, line))

    def _ours(self, named: dict[str, str]) -> bool:
        """Tell whether a script is data, or a file of the theme's folder js/ with nothing written inside."""
        if named.get("type", "").strip().lower() == "application/ld+json":
            return True
        src = named.get("src", "")
        return bool(THEME_SCRIPT.search(src)) and not self._foreign(src)

    def _lead(self, named: dict[str, str]) -> None:
        """Note where an element leads, on its line."""
        there = [value for name, value in named.items() if name in LEADING]
        there += [part for value in named.get("srcset", "").split(",") for part in value.split()[:1]]
        there.append(content if "://" in (content := named.get("content", "")) else "")
        for address in there:
            # mailto: and tel: are read as words
            if address and not address.lower().startswith(("data:", "mailto:", "tel:")):
                on_line = self.addresses.setdefault(self.getpos()[0], {})
                on_line[OURS.sub("", address)] = None

    def _foreign(self, value: str) -> bool:
        if value.lstrip().lower().startswith("data:"):
            return False
        return any(match[1].lower() != self.host for match in ABSOLUTE.finditer(value))

    def _say(self, words: str) -> None:
        """Keep `words` on the line on which they stand in the page."""
        line = self.getpos()[0]
        if words and line > self._line:
            self.text.append("\n" * (line - self._line))
            self._line = line
        self._line += words.count("\n")
        self.text.append(words)


def _shown(named: dict[str, str]) -> list[str]:
    """Return what an element's attributes show or dial."""
    if not named:
        return []
    content, address = named.get("content", ""), named.get("href", "")
    return [
        *(named.get(name, "") for name in ("alt", "title", "aria-label")),
        "" if "://" in content else content,
        address if address.lower().startswith(("mailto:", "tel:")) else "",
    ]


def _host(url: str) -> str:
    match = ABSOLUTE.match(url)
    return match[1].lower() if match else ""


def _same_language(said: str, meant: str) -> bool:
    return bool(said) and said.lower().partition("-")[0] == meant.lower().partition("-")[0]
