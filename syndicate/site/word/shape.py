"""The shape of a text that somebody made in Word: which words are its title, its headings, its lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
FIRST, LAST = 2, 4
LONGEST_TITLE, LONGEST_HEADING = 150, 80
NOTE = re.compile(r"#?(?:foot|end)note-(?!ref)")
BULLET = re.compile(r"\s*[•·▪●○◦‣–—*-]\s+(?=\S)")
SENTENCE = tuple(".,;:!")


def notes(soup: BeautifulSoup) -> tuple[Tag, ...]:
    """Take the footnotes out, leaving a `<note n>` where each is referred to; return them in their order."""
    found = [item for item in soup.find_all("li") if NOTE.match(str(item.get("id", "")))]
    numbers = {str(item["id"]): str(n) for n, item in enumerate(found, start=1)}
    for link in soup.find_all("a", href=NOTE):
        number = numbers.get(str(link["href"])[1:])
        around = link.parent if link.parent is not None and link.parent.name == "sup" else link
        around.replace_with(soup.new_tag("note", attrs={"n": number}) if number else "")
    for item in found:
        for back in item.find_all("a", href=re.compile("#(?:foot|end)note-ref")):
            back.decompose()
        item.extract()
        item.name = "p"
    return tuple(found)


def title(soup: BeautifulSoup) -> str:
    """Take the title out and return it: what has Word's own style for it, else what the text begins with.

    "" where it begins with a sentence.
    """
    named = next((h for h in soup.find_all("h1", class_="title") if _words(h)), None)
    blocks = [block for block in soup.find_all(True, recursive=False) if _words(block)]
    headings = [h for h in soup.find_all("h1") if _words(h)]
    first = named or (headings[0] if len(headings) == 1 else blocks[0] if blocks else None)
    if first is None or not (first.name in HEADINGS or _is_title(first)):
        return ""
    words = _words(first)
    for picture in first.find_all("img"):
        first.insert_before(picture.wrap(soup.new_tag("p")).extract())
    first.decompose()
    return words


def tidy(soup: BeautifulSoup) -> None:
    """Give lists, headings and tables the form that Markdown has for them."""
    for link in soup.find_all("a", href=re.compile("^#")):
        link.unwrap()
    for table in soup.find_all("table"):
        _flatten(table)
    _list_typed(soup)
    for after in soup.select(":is(ul, ol) + :is(ul, ol)"):
        after.insert_before(soup.new_tag("between"))
    if not soup.find(HEADINGS):
        for line in _bold_lines(soup):
            line.name = "h2"
    _rank(soup)


def _rank(soup: BeautifulSoup) -> None:
    """Let the headings begin below the title and skip no level; one without words goes."""
    found = soup.find_all(HEADINGS)
    for heading in found:
        for picture in reversed(heading.find_all("img")):
            heading.insert_after(picture.wrap(soup.new_tag("p")).extract())
        for bold in heading.find_all("strong"):
            bold.unwrap()
    levels = sorted({h.name for h in found if _words(h)})
    for heading in found:
        if _words(heading):
            heading.name = f"h{min(FIRST + levels.index(heading.name), LAST)}"
        else:
            heading.unwrap()


def _bold_lines(soup: BeautifulSoup) -> Iterator[Tag]:
    """Yield the short lines that are bold to their end: headings, by the eye of who wrote them."""
    for line in soup.find_all("p", recursive=False):
        words = _words(line)
        bold = "".join(b.get_text() for b in line.find_all("strong"))
        short = words and len(words) <= LONGEST_HEADING and not words.endswith(SENTENCE)
        if short and words == " ".join(bold.split()) and line.find("img") is None:
            yield line


def _list_typed(soup: BeautifulSoup) -> None:
    """Make a list of paragraphs in a row that begin with a typed bullet."""
    for line in soup.find_all("p", recursive=False):
        start = next(line.strings, None)
        bullet = BULLET.match(start) if start is not None else None
        if start is None or bullet is None:
            continue
        start.replace_with(start[bullet.end() :])
        line.name = "li"
        before = line.find_previous_sibling()
        if before is not None and "typed" in before.attrs:
            before.append(line.extract())
        else:
            line.wrap(soup.new_tag("ul", attrs={"typed": ""}))


def _flatten(table: Tag) -> None:
    """Unwrap a frame of one cell, and what stands in a cell as a table of its own: Markdown has neither."""
    cells = table.find_all(("td", "th"))
    if len(cells) <= 1 or table.find_parent("table") is not None:
        for part in table.find_all(("thead", "tbody", "tr", "td", "th")):
            part.unwrap()
        table.unwrap()


def _is_title(block: Tag) -> bool:
    words = _words(block)
    rest = block.find_next_sibling() is not None
    return block.name == "p" and rest and len(words) <= LONGEST_TITLE and not words.endswith(SENTENCE)


def _words(block: Tag) -> str:
    return " ".join(block.get_text(" ").split())
