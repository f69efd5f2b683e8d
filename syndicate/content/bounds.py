"""How much text an article may be, so that Markdown answers within seconds.

Measured with Python-Markdown 3.11: its time grows with the square of opening brackets, of lines with
a structure (fences, definitions, headings) and of paragraphs; some hundred nested lists or emphases
end its recursion. No article comes near these bounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from syndicate.content.mistakes import Mistakes

LONGEST_TEXT = 100_000
MOST_LINES = 2_000
LONGEST_LINE = 10_000
MOST_BRACKETS = 1_000
MOST_IN_PARAGRAPH = 400
MOST_EMPHASIS = 600
MOST_NESTED_HTML = 30
MOST_DEFINITIONS = 50
DEEPEST_INDENT = 40
DEEPEST_QUOTE = 10
_NESTING = re.compile(r"(?:[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t])*", re.ASCII)
_DEFINITION = re.compile(r"^ {0,3}:", re.MULTILINE)
_NESTED_HTML = re.compile(r"markdown\s*=", re.IGNORECASE)


def scan(text: str, line: int, mistakes: Mistakes) -> bool:
    """Note where `text` (starting on `line`) is too long, too deep or too full of marks."""
    before = len(mistakes)
    if len(text) > LONGEST_TEXT:
        mistakes.add("text-long", line, most=LONGEST_TEXT)
    elif text.count("\n") >= MOST_LINES:
        mistakes.add("many-lines", line, most=MOST_LINES)
    elif _brackets(text) > MOST_BRACKETS:
        mistakes.add("brackets", line, most=MOST_BRACKETS)
    elif len(_NESTED_HTML.findall(text)) > MOST_NESTED_HTML:
        mistakes.add("nesting", line)
    else:
        _lines(text, line, mistakes)
    return len(mistakes) > before


def _lines(text: str, line: int, mistakes: Mistakes) -> None:
    numbered = list(enumerate(text.split("\n"), start=line))
    for number, content in numbered:
        if len(content) > LONGEST_LINE:
            mistakes.add("line-long", number, most=LONGEST_LINE)
            return
        depth = _NESTING.match(content.expandtabs(4))[0]  # type: ignore[index]  # it matches ""
        if len(depth) > DEEPEST_INDENT or depth.count(">") > DEEPEST_QUOTE:
            mistakes.add("nesting", number)
            return
    for number, paragraph in _paragraphs(numbered):
        if _brackets(paragraph) > MOST_IN_PARAGRAPH:
            mistakes.add("brackets", number, most=MOST_IN_PARAGRAPH)
            return
        if paragraph.count("*") + paragraph.count("_") > MOST_EMPHASIS:
            mistakes.add("emphasis", number, most=MOST_EMPHASIS)
            return
        if len(_DEFINITION.findall(paragraph)) > MOST_DEFINITIONS:
            mistakes.add("nesting", number)
            return


def _paragraphs(numbered: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield (first line, text) of every run of lines that are not blank."""
    for blank, group in groupby(numbered, key=lambda n: not n[1].strip()):
        lines = list(group)
        if not blank:
            yield lines[0][0], "\n".join(content for _, content in lines)


def _brackets(text: str) -> int:
    return text.count("[") + text.count("<")
