"""page: its outline and its head: one title, levels in order, its own address, what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise

from syndicate.model import Finding, Page, Severity, Words
from syndicate.rules.rule import Rule

LONGEST = 160
DEEPEST = 4
# Served in place of what is not there: it has no address of its own.
NOT_FOUND = "404.html"

H1 = Rule(
    "page.main-heading",
    Severity.ERROR,
    Words("De pagina heeft precies één hoofdkop.", "The page has exactly one main heading."),
    Words("De pagina heeft {count} hoofdkoppen (h1).", "The page has {count} main headings (h1)."),
    Words(
        "De titel is de hoofdkop: begin koppen in de tekst met ##, en laat het sjabloon er één maken.",
        "The title is the main heading: begin headings in the text with ##, and let the template make one.",
    ),
    "WCAG 2.2, 1.3.1; NHS service manual (one h1)",
    overridable=True,
)
OUTLINE = Rule(
    "page.outline",
    Severity.ERROR,
    Words(
        "Koppen slaan geen niveau over en gaan tot h4.", "Headings skip no level and go no deeper than h4."
    ),
    Words("Na h{before} volgt hier h{level}.", "After h{before} comes h{level} here."),
    Words(
        "Geef de kop het volgende niveau, in de tekst of in het sjabloon.",
        "Give the heading the next level, in the text or in the template.",
    ),
    "WCAG 2.2, 1.3.1; NHS service manual (headings)",
    overridable=True,
)
CANONICAL = Rule(
    "page.canonical",
    Severity.ERROR,
    Words("De pagina noemt haar eigen volledige adres.", "The page names its own full address."),
    Words(
        "De pagina noemt haar eigen adres (canonical) niet of een ander.",
        "The page does not name its own address (canonical), or another one.",
    ),
    Words("Herstel het sjabloon in theme/.", "Mend the template in theme/."),
    "RFC 6596 (canonical links)",
)
DESCRIPTION = Rule(
    "page.description",
    Severity.ERROR,
    Words(
        "De pagina zegt zoekmachines in hoogstens 160 tekens waarover zij gaat.",
        "The page tells search engines in at most 160 characters what it is about.",
    ),
    Words("De omschrijving (description) telt {length} tekens.", "The description has {length} characters."),
    Words("Herstel het sjabloon in theme/.", "Mend the template in theme/."),
    "HTML living standard (meta description); Open Graph protocol",
)
RULES = (H1, OUTLINE, CANONICAL, DESCRIPTION)


def on_page(page: Page) -> Iterator[Finding]:
    """Yield what is wrong with the headings and the head of a built page; lines are those of its HTML."""
    if not page.html:
        return
    subject = page.article.ref if page.article else ""
    reader = _Reader()
    reader.feed(page.html)
    reader.close()
    count = sum(level == 1 for level, _ in reader.headings)
    if count != 1:
        yield H1.finding(page.path, 1, subject, count=count)
    for (before, _), (level, line) in pairwise(reader.headings):
        if level > min(before + 1, DEEPEST):
            yield OUTLINE.finding(page.path, line, subject, before=before, level=level)
    if page.path.rpartition("/")[2] == NOT_FOUND:
        return
    if reader.canonical != page.url:
        yield CANONICAL.finding(page.path, 1, subject)
    least = 1 if page.article else 0  # a page of pictures alone may have no words to tell it by
    if not least <= len(reader.description) <= LONGEST:
        yield DESCRIPTION.finding(page.path, 1, subject, length=len(reader.description))


class _Reader(HTMLParser):
    """Reads the headings of a page, each with its line, and what its head says of it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.headings: list[tuple[int, int]] = []
        self.canonical = ""
        self.description = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a heading, the canonical link or the description."""
        if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self.headings.append((int(tag[1]), self.getpos()[0]))
        elif tag in {"link", "meta"}:
            named = {name: value or "" for name, value in attrs}
            if tag == "link" and named.get("rel", "").lower() == "canonical":
                self.canonical = named.get("href", "")
            elif tag == "meta" and named.get("name", "").lower() == "description":
                self.description = named.get("content", "").strip()
