"""How readable the sample articles are: Flesch-Douma and the lengths of sentences, as a reader meets them.

`invoke dev.readability` prints the table; tests/content/test_sample_practice.py holds its lines. The
numbers are an aid: they count syllables and words, not sense.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from syndicate.content import read
from syndicate.model import Article
from syndicate.rules.plain import SHORTENED
from syndicate.site.markup import html_of

ROOT = Path(__file__).resolve().parent.parent
BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "td", "th"}
BLOCKS |= {"blockquote", "figcaption", "summary"}
WORD = re.compile(r"[^\W_]+(?:['’.,:-][^\W_]+)*")
END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+")
PHONE = re.compile(r"\b0\d[\d\s-]{5,}\d\b")


@dataclass(frozen=True)
class Reading:
    """The measures of one article: words and sentences without headings, Flesch-Douma from 0 to 100."""

    words: int
    flesch: float
    mean: float
    longest: int
    sentence: str


class _Blocks(HTMLParser):
    """Gathers the text of every block of a page; a block inside another one ends it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = [("", "")]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in BLOCKS:
            self.found.append((tag, ""))
        elif tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.found.append(("", ""))

    def handle_data(self, data: str) -> None:
        tag, text = self.found[-1]
        self.found[-1] = (tag, text + data)


def blocks(article: Article) -> list[tuple[str, str]]:
    """Return (tag, text) of every heading, paragraph and list item of the rendered article, in order."""
    parser = _Blocks()
    parser.feed(html_of(article.body, article.lang))
    parser.close()
    return [(tag, " ".join(text.split())) for tag, text in parser.found if text.strip()]


def sentences(article: Article) -> list[str]:
    """Return its sentences: each ends with its mark or with its paragraph or list item; headings are none."""
    prose = (text for tag, text in blocks(article) if not re.fullmatch("h[1-6]", tag))
    whole = (SHORTENED.sub(r"\1", text) for text in prose)
    return [part for text in whole for part in END.split(text) if WORD.search(part)]


def length(sentence: str) -> int:
    """Return the number of words of a sentence; a telephone number is one."""
    return len(WORD.findall(PHONE.sub("0", sentence)))


def flesch_douma(lines: list[str]) -> float:
    """Return the Dutch Flesch reading ease of sentences, as textstat counts its syllables."""
    import textstat

    textstat.set_lang("nl")
    return float(textstat.flesch_reading_ease("\n".join(line.rstrip(".!?:;,…") + "." for line in lines)))


def measure(article: Article) -> Reading:
    """Return the measures of a Dutch article."""
    lines = sentences(article)
    counts = [length(line) for line in lines]
    longest = max(counts)
    return Reading(
        sum(counts), flesch_douma(lines), sum(counts) / len(counts), longest, lines[counts.index(longest)]
    )


def sample() -> tuple[Article, ...]:
    """Return the articles of the sample practice."""
    content = read(
        ROOT / "content", root=ROOT, timezone="Europe/Amsterdam", language="nl", today=date(2026, 11, 21)
    )
    return content.articles


def main() -> None:
    """Print one line per Dutch article."""
    print(f"{'article':<30} {'words':>5} {'Flesch-Douma':>12} {'mean':>5} {'longest':>7}")
    for article in sample():
        if article.lang == "nl":
            found = measure(article)
            numbers = f"{found.words:>5} {found.flesch:>12.1f} {found.mean:>5.1f} {found.longest:>7}"
            print(f"{article.uid:<30} {numbers}")


if __name__ == "__main__":
    main()
