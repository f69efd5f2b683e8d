"""Where a text may be cut: after a sentence, or after a word; never inside a word, link or grapheme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import regex

ELLIPSIS = "…"
NO_BREAK = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}"
LOOSE_ENDS = ".,;:-–—،؛"
CLOSED = regex.compile(r"[.!?…؟۔][\"'”’»)\]]*$")
ADDRESS = regex.compile(r"://|\w\.\w")
ABBREVIATION = regex.compile(
    r"""\W*(?:
        (?-i:\p{Lu}) | \d{1,2} | (?:\p{L}{1,3}\.)+\p{L}{1,3}         # an initial, 3., o.a., i.p.v.
        | dr | drs | prof | mr | mrs | ms | mw | mevr | dhr | ing | ir | st
        | np | tj | itp | itd | godz | vb | örn                      # Polish, Turkish
        | bijv | bv | blz | ca | evt | excl | incl | jl | max | min | nl | nr | resp | tel | vgl | vs | zgn
    )\.""",
    regex.VERBOSE | regex.IGNORECASE,
)

Fits = Callable[[str], bool]


def shorten(text: str, fits: Fits) -> str:
    """Return the text, else as many of its first sentences as fit, else `cut_at_word`."""
    if fits(text):
        return text
    graphemes = regex.findall(r"\X", text)
    ends = reversed([end for _, end in _sentences(graphemes)])
    whole = ("".join(graphemes[:end]) for end in ends)
    return next(filter(fits, whole), "") or cut_at_word(text, fits)


def cut_at_word(text: str, fits: Fits) -> str:
    """Return the text, else as many of its first words as fit with an ellipsis, else nothing."""
    if fits(text):
        return text
    graphemes = regex.findall(r"\X", text)
    ends = reversed([end for _, end in _words(graphemes)][:-1])
    return next(filter(fits, filter(None, (_trail_off(graphemes[:end]) for end in ends))), "")


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text, each on one line; a blank line ends a sentence too."""
    graphemes = regex.findall(r"\X", text)
    for start, end in _sentences(graphemes):
        yield " ".join("".join(graphemes[start:end]).split())


def _sentences(graphemes: list[str]) -> Iterator[tuple[int, int]]:
    words = _words(graphemes)
    if not words:
        return
    start = words[0][0]
    for (first, end), (following, _) in pairwise(words):
        blank_line = "".join(graphemes[end:following]).count("\n") > 1
        if blank_line or _closes("".join(graphemes[first:end]), graphemes[following]):
            yield start, end
            start = following
    yield start, words[-1][1]


def _closes(word: str, following: str) -> bool:
    """Tell whether a word ends a sentence, given the grapheme that the next word begins with."""
    return bool(CLOSED.search(word)) and not following.islower() and not ABBREVIATION.fullmatch(word)


def _words(graphemes: list[str]) -> list[tuple[int, int]]:
    """Return where each word starts and ends, counted in graphemes."""
    spaces = [-1, *(i for i, g in enumerate(graphemes) if g.isspace() and g not in NO_BREAK), len(graphemes)]
    return [(left + 1, right) for left, right in pairwise(spaces) if right > left + 1]


def _trail_off(graphemes: list[str]) -> str:
    end = len(graphemes)
    while end and (graphemes[end - 1].isspace() or graphemes[end - 1] in LOOSE_ENDS):
        end -= 1
    text = "".join(graphemes[:end])
    if not text:
        return ""
    return f"{text} {ELLIPSIS}" if ADDRESS.search(text.split()[-1]) else f"{text}{ELLIPSIS}"
