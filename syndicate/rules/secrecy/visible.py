"""Visible: a text as a reader sees it, so that no odd digit, dash or invisible sign hides anything."""

from __future__ import annotations

import re
import unicodedata

INSIDE = re.compile(r"</?(?:b|i|em|strong|u|s|mark|small|span|sub|sup)>|(?<=\w)\*{1,3}(?=\w)")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
OTHER_DIGITS = re.compile(r"(?![0-9])\d")
DASHES = re.compile("[\u2010-\u2015\u2212]")


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


def spelled(name: str) -> str:
    """Return a file name or slug as words: foto_0612345678.jpg -> foto 0612345678.jpg."""
    return re.sub(r"_|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", name)
