"""Text -> lines that fit a box, at the largest size at which they do; pure, knows no font and no file.

Nothing is ever cut off and no ellipsis is set: a title that is too long gets smaller type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from syndicate.errors import SiteError

SOFT_HYPHEN = "\u00ad"
SMALLEST = 8
KEEP = 0.86
"""How much of its size a title may give up to break between sentences."""

SYLLABLE = re.compile(r"(?<=[^\W\d_]{2})(?=[bcdfgjklmnpqrstvwxz][aeiouyàáâäèéêëìíîïòóôöùúûü])", re.IGNORECASE)
"""Where a Dutch, English or German word may break unread: before one consonant and its vowel."""

RISE, DROP = 0.95, 0.2
"""How far letters reach above (accented capitals) and below the line they stand on, in type sizes."""

Box = tuple[int, int, int, int]
Em = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text and the box around it; `baseline` is where its letters stand."""

    text: str
    left: int
    top: float
    width: float
    height: float
    baseline: int


@dataclass(frozen=True, slots=True)
class Block:
    """Lines at one type size in pixels; `broken` counts the words that had to be hyphenated."""

    size: int
    lines: tuple[Line, ...]
    broken: int = 0


def layout_title(
    text: str,
    box: Box,
    *,
    sizes: tuple[int, int],
    lines: int,
    leading: float,
    em: Em,
    anchor: str = "middle",
) -> Block:
    """Return `text` in lines inside `box` (left, top, width, height in pixels), balanced in length.

    `sizes` is (largest, smallest) type in pixels, `lines` the most lines at those sizes, `leading`
    the line height in type sizes, `em` measures a text in type sizes, `anchor` is top, middle or
    bottom. Lines break at spaces and after hyphens and slashes. A word is hyphenated only where no
    size would keep it whole, at its soft hyphens or else between two characters. Text that does not
    fit even so is set smaller than `sizes` and in as many lines as the box holds. Raises SiteError
    where nothing fits.
    """
    whole = text.replace(SOFT_HYPHEN, "").strip()
    if not whole:
        return Block(sizes[0], ())
    fitting: list[tuple[int, int, list[str], float]] = []
    for size, most in _tries(sizes, lines, box[3], leading):
        width = box[2] / size
        rows, broken = _wrap(text, width, em)
        if len(rows) <= most and all(em(row) <= width for row in rows):
            fitting.append((broken, -size, rows, width))
            if not broken or size <= sizes[1]:
                break
    if not fitting:
        raise SiteError(f"“{whole[:60]}…” is too long for a share image. Give the article a shorter title.")
    broken, size, rows, width = min(fitting, key=lambda found: found[:2])
    size = -size
    if not broken:
        least = max(round(size * KEEP), sizes[1])
        size, rows = _composed(text, rows, (size, least), box[2], em)
    placed = _placed(rows, box, size, step=size * leading, anchor=anchor)
    return Block(size, tuple(replace(line, width=em(line.text) * size) for line in placed), broken)


def _composed(
    text: str, rows: list[str], sizes: tuple[int, int], width: int, em: Em
) -> tuple[int, list[str]]:
    """Begin each sentence on a line of its own where that costs no line and little size; else balance."""
    sentences = re.split(r"(?<=[?!:.؟۔]) +", " ".join(text.split()))
    largest, least = sizes
    for size in range(largest, least - 1, -1) if 1 < len(sentences) <= len(rows) else ():
        wide = width / size
        apart = [(sentence, _wrap(sentence, wide, em)[0]) for sentence in sentences]
        if sum(len(own) for _, own in apart) <= len(rows):
            return size, [row for sentence, own in apart for row in _balanced(sentence, own, wide, em)]
    return largest, _balanced(text, rows, width / largest, em)


def _tries(sizes: tuple[int, int], lines: int, height: int, leading: float) -> Iterator[tuple[int, int]]:
    """Every size to try with its most lines: the wished ones, then smaller as a last resort."""
    largest, smallest = sizes
    for size in range(largest, SMALLEST - 1, -1):
        room = int(height / (size * leading))
        yield size, min(lines, room) if size >= smallest else room


def _wrap(text: str, width: float, em: Em) -> tuple[list[str], int]:
    """Fill lines of at most `width` one after the other; also return how many words were broken."""
    rows: list[str] = []
    broken = 0
    for word in text.split():
        glue = " "
        for part in re.split(r"(?<=[-/–])(?=[^-/–\d])", word):  # COVID-19 stays whole
            whole = part.replace(SOFT_HYPHEN, "")
            if rows and em(rows[-1] + glue + whole) <= width:
                rows[-1] += glue + whole
            elif em(whole) <= width:
                rows.append(whole)
            else:
                pieces = _pieces(part, width, em)
                broken += len(pieces) - 1
                rows += pieces
            glue = ""
    return rows, broken


def _pieces(word: str, width: float, em: Em) -> list[str]:
    """Hyphenate one word that is wider than a line."""
    import regex

    plain = word.replace(SOFT_HYPHEN, "")
    ways = (word.strip(SOFT_HYPHEN).split(SOFT_HYPHEN), SYLLABLE.split(plain), regex.findall(r"\X", plain))
    fits = (
        w for w in ways if len(w) > 1 and all(em(u) <= width for u in [*(u + "-" for u in w[:-1]), w[-1]])
    )
    units = next(fits, ways[-1])
    pieces = [""]
    for place, unit in enumerate(units):
        last = place == len(units) - 1
        if pieces[-1] and em(pieces[-1] + unit + ("" if last else "-")) > width:
            pieces.append("")
        pieces[-1] += unit
    return [piece + "-" for piece in pieces[:-1]] + pieces[-1:]


def _balanced(text: str, rows: list[str], width: float, em: Em) -> list[str]:
    """Make the lines about equally long without adding one: the narrowest measure that still does."""
    low = width / 2
    while width - low > 0.1:
        middle = (low + width) / 2
        tried, torn = _wrap(text, middle, em)
        if len(tried) == len(rows) and not torn:
            rows, width = tried, middle
        else:
            low = middle
    return rows


def _placed(rows: list[str], box: Box, size: int, *, step: float, anchor: str) -> list[Line]:
    left, top, width, height = box
    spare = height - step * len(rows)
    start = top + {"top": 0.0, "middle": spare / 2, "bottom": spare}[anchor]
    rise = (step + (RISE - DROP) * size) / 2
    return [
        Line(row, left, start + n * step, width, step, round(start + n * step + rise))
        for n, row in enumerate(rows)
    ]
