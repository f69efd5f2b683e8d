"""The text of an article as the theme shows it: linkable sections, tables that scroll on their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

HEADING = re.compile(r"<h2(?P<attributes>[^>]*)>(?P<inside>.*?)</h2>", re.S | re.I)
IDENTITY = re.compile(r"""\bid=["']?(?P<id>[^"'\s>]+)""", re.I)
TABLE = re.compile(r"<table\b.*?</table>", re.S | re.I)


@dataclass(frozen=True, slots=True)
class Section:
    """One h2 of the text: the id to link to and its words without marks."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Outlined:
    """The text ready to show, and its sections in order."""

    html: Markup
    sections: tuple[Section, ...]


def words_of(html: str) -> str:
    """Return the words of a piece of HTML: no tags, entities as the signs they stand for."""
    return str(Markup(html).striptags())  # noqa: S704 (its tags are taken out at once)


def outline(html: str, table_label: str) -> Outlined:
    """Give every h2 an id (its own where it has one) and every table a scrolling, focusable frame.

    The frame is what keeps a wide table from scrolling the whole page at 320 px (WCAG 2.2, 1.4.10);
    `table_label` is its name for a screen reader.
    """
    from markdown.extensions.toc import slugify, unique

    taken: set[str] = set(IDENTITY.findall(html))
    sections: list[Section] = []

    def anchored(match: re.Match[str]) -> str:
        title = words_of(match["inside"])
        own = IDENTITY.search(match["attributes"])
        name = own["id"] if own else unique(slugify(title, "-") or "section", taken)
        sections.append(Section(name, title))
        return match[0] if own else f'<h2{match["attributes"]} id="{name}">{match["inside"]}</h2>'

    def framed(match: re.Match[str]) -> str:
        label = Markup.escape(table_label)
        return f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">{match[0]}</div>'

    return Outlined(Markup(TABLE.sub(framed, HEADING.sub(anchored, html))), tuple(sections))  # noqa: S704 (the text was checked before it came here)
