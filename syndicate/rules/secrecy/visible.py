"""Visible: a text as a reader sees it, so that no odd digit, dash or invisible sign hides anything."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

INSIDE = re.compile(r"</?(?:b|i|em|strong|u|s|mark|small|span|sub|sup)>|(?<=\w)\*{1,3}(?=\w)")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
OTHER_DIGITS = re.compile(r"(?![0-9])\d")
DASHES = re.compile("[\u2010-\u2015\u2212]")
PARAGRAPHS = re.compile(r"(\n[ \t>]*\n)")
COMMENT = re.compile(r"<!--(?P<inside>.{0,2000}?)-->(?P<goes_on>\w*)", re.DOTALL)
INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|var|wbr)"
    r"(?:\s[^<>]{0,1000})?/?>",
    re.IGNORECASE,
)
LINKED = re.compile(r"\[(?P<words>[^\[\]]{1,500})\](?:\([^()\n]{0,1000}\)|\[[^\[\]\n]{0,200}\])")
ESCAPE = re.compile(r"\\(?=[^\w\s])|(?<=[^\W\d_])\\(?=[^\W\d_])")
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def legible(text: str) -> str:
    """Return `text` as a reader sees it: one form per digit, dash and space, no invisible signs.

    Lines stay lines; offsets may change.
    """
    if text.isascii():
        return text
    plain = DASHES.sub("-", INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))
    return OTHER_DIGITS.sub(lambda match: str(unicodedata.decimal(match[0])), plain)


def unmarked(text: str) -> str:
    """Return a text without the marks inside its words: Fa<b>ti</b>ma -> Fatima. Lines stay lines."""
    return INSIDE.sub("", text) if "<" in text or "*" in text else text


def bare(text: str) -> Iterator[tuple[int, str]]:
    """Yield each paragraph that a page shows otherwise than it is written, and its first line (from 0).

    Without comments, tags inside a line, addresses of links and backslashes, and with its entities read:
    F&#97;<!-- -->ti\\ma [El][f] [Amrani][f] -> Fatima El Amrani. Lines stay lines.
    """
    line = 0
    for written in PARAGRAPHS.split(text):
        shown = INLINE.sub("", COMMENT.sub(_without, written))
        shown = ESCAPE.sub("", LINKED.sub(r"\g<words>", shown))
        shown = legible(ENTITY.sub(_read, shown))
        if shown != written:
            yield line, shown
        line += written.count("\n")


def _without(comment: re.Match[str]) -> str:
    return comment["goes_on"] + "\n" * comment["inside"].count("\n")


def _read(entity: re.Match[str]) -> str:
    sign = unescape(entity[0])
    return " " if sign.isspace() else sign


def spelled(name: str) -> str:
    """Return a file name or slug as words: foto_0612345678.jpg -> foto 0612345678.jpg."""
    return re.sub(r"_|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", name)
