"""Flow: a text as it reads on, where a line break inside a paragraph is one space and nothing more.

Whoever breaks lines at 80 signs, quotes a mail or ends a line with two spaces still writes one sentence.
Paragraphs, headings, list items, rows of a table and fields (`name: value`) stay apart. The same stands in
syndicate/editor/guard.js.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

ENDS = re.compile("\r\n?|[\n\v\f\x85\u2028\u2029]")
LINE = re.compile(
    "(?P<head>[ \t]*(?:>[ \t]*)*)(?P<said>[^\r\n\v\f\x85\u2028\u2029]*)(?:\r\n?|[\n\v\f\x85\u2028\u2029]|\\Z)"
)
HARD = re.compile(r"(?:\\|<br ?/?>)\Z", re.IGNORECASE)
WORDY = re.compile("[0-9A-Za-z\u00c0-\U0010ffff]")
HEADING = re.compile(r"#{1,6}[ \t]")
NUMBERED = re.compile(r"(?P<number>\d{1,9})[.)][ \t]")
APART = re.compile(r"[-*+•·][ \t]|#{1,6}[ \t]|\||```|~~~|:[ \t]|\[[^\]]{1,80}\](?::|[ \t]*\Z)")
FIELD = re.compile(r"[\"']?[A-Za-z_][A-Za-z0-9_.-]{0,60}[\"']?[ \t]?[:=](?:[ \t]|\Z)")
# The end of a line tells that a town is one: Dorpsstraat 12, Lindedorp
ADDRESSED = re.compile("[ ][0-9]{1,3}[ ]?[A-Za-z]?,[ ]?[A-ZÀ-Þ][A-Za-zÀ-ɏ'-]{1,30}\\Z")
BLOCK_TAG = re.compile(
    r"<(?!/?(?:a|abbr|b|bdi|br|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|time|u)(?![a-z0-9]))[a-z/!]",
    re.IGNORECASE,
)
HYPHENATED = re.compile("[0-9A-Za-z\u00c0-\U0010ffff]-\\Z")


@dataclass(frozen=True, slots=True)
class Flow:
    """A text that reads on: behind each of `seams` its offsets lie as many signs further as `shifts` says."""

    text: str
    seams: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def origin(self, at: int) -> int:
        """Return where a sign stood before the lines were joined."""
        index = bisect_right(self.seams, at)
        return at + self.shifts[index - 1] if index else at


@dataclass(frozen=True, slots=True)
class _Line:
    said: str
    begin: int
    depth: int
    numbered: bool

    @property
    def trimmed(self) -> str:
        """Return the line without what ends it: spaces, a backslash, <br>."""
        return HARD.sub("", self.said.rstrip(" \t")).rstrip(" \t")


def flowing(text: str) -> Flow:
    """Return a legible text with one space for each line break inside a paragraph, none behind a hyphen."""
    if not ENDS.search(text):
        return Flow(text)
    parts: list[str] = []
    seams: list[int] = []
    shifts: list[int] = []
    size = last = 0
    before: _Line | None = None
    for line in _lines(text):
        if before and _reads_on(before, line):
            end = before.trimmed
            part = text[last : before.begin + len(end)] + ("" if HYPHENATED.search(end) else " ")
            parts.append(part)
            size += len(part)
            last = line.begin
            seams.append(size)
            shifts.append(last - size)
        before = line
    return Flow("".join((*parts, text[last:])), tuple(seams), tuple(shifts))


def _lines(text: str) -> Iterator[_Line]:
    listed = inside = False
    for match in LINE.finditer(text):
        said = match["said"]
        number = NUMBERED.match(said)
        # As in CommonMark: inside a paragraph only 1. begins a list; "12. " is the end of a sentence there.
        numbered = number is not None and (listed or not inside or int(number["number"]) == 1)
        inside = WORDY.search(said) is not None
        listed = inside and (numbered or listed)
        yield _Line(said, match.start("said"), match["head"].count(">"), numbered)


def _reads_on(before: _Line, line: _Line) -> bool:
    """Tell whether a line goes on with the sentence of the one before it."""
    if line.numbered or line.depth > before.depth or APART.match(line.said) or BLOCK_TAG.match(line.said):
        return False
    if FIELD.match(before.said) and FIELD.match(line.said):
        return False
    if HEADING.match(before.said) or ("|" in before.said and "|" in line.said) or before.said[:1] == "|":
        return False
    if ADDRESSED.search(before.trimmed):
        return False
    return bool(WORDY.search(before.said) and WORDY.search(line.said))
