"""Words: a text as a row of words, each with its form, its sentence, and whether its capital tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from syndicate.rules.secrecy.lexicon import fold
from syndicate.rules.secrecy.roles import ABBREVIATED, PARTICLES, TITLES

# "v.d." and "v." before a name are one word each: Mw. v.d. Berg
WORD = re.compile(
    r"(?<![\w.])[vV](?:\. ?|/ ?)?[dD]\.?(?= [A-Z])|(?<![\w.])[vV]\.(?= [A-Z])|[^\W\d_]+(?:['’-][^\W\d_]+)*"
)
JOINS = frozenset((" ", " '", " ’", " ‘"))  # between the words of one name: van 't Hof
PLAIN_GAP = re.compile(r"[ ,]{1,3}")
ENDING = re.compile(r"[.!?…]+[\"”’')*_]*\s")
BREAK = re.compile(r"[¶·•|<>]|\n\s*\n|\n\s*[-*#>\d]")
APART = re.compile(r"[¶]|\n\s*\n")
SIGNS = re.compile(r"[-'’]")
SHORT_TITLES = TITLES & ABBREVIATED
NAME_BEGINS = ("al-", "el-", "ul-", "d'", "o'", "'t")
INNER_CAPITAL = ("Mc", "Mac", "De", "Van", "Le", "La", "O'", "D'", "O’", "D’")


class Form(Enum):
    """How a word is written."""

    LOWER = auto()
    CAPITAL = auto()
    INITIAL = auto()
    CAPITALS = auto()
    MIXED = auto()


@dataclass(slots=True)
class Word:
    """One word of a text: `key` is its folded form; `fresh` is where a capital is a matter of course."""

    start: int
    end: int
    text: str
    key: str
    form: Form
    sentence: int
    fresh: bool
    gap: str
    possessive: bool = False


def words(text: str) -> list[Word]:
    """Return the words of a legible text, in order."""
    row: list[Word] = []
    sentence, last = 0, 0
    before = ""
    for match in WORD.finditer(text):
        start, end = match.span()
        gap = text[last:start]
        raw = match[0]
        fresh = not row
        if row and gap != " ":
            if _ends(gap, before, raw):
                sentence += 2 if APART.search(gap) else 1
            titled = gap == ". " and before.lower() in SHORT_TITLES
            fresh = not (titled or PLAIN_GAP.fullmatch(gap))
        row.append(_word(text, start, raw, gap, sentence, fresh=fresh))
        before, last = raw, end
    return row


def _ends(gap: str, before: str, following: str) -> bool:
    if gap == ", ":
        return False
    if BREAK.search(gap):
        return True
    if not ENDING.search(gap) or following[0].islower():
        return False
    plain_dot = gap.startswith(". ")
    return not (plain_dot and (len(before) == 1 or before.lower() in ABBREVIATED))


def _word(text: str, start: int, raw: str, gap: str, sentence: int, *, fresh: bool) -> Word:
    end = start + len(raw)
    alone = _plain(text, start, end)
    possessive = raw.endswith(("'s", "’s"))
    if alone and not possessive and raw.islower() and raw.isascii():
        return Word(start, end, raw, raw, Form.LOWER, sentence, fresh, gap)
    plain = raw[:-2] if possessive else raw
    form = _form(plain, text[end : end + 1]) if alone else Form.MIXED
    key = fold(plain)
    return Word(start, start + len(plain), plain, key, form, sentence, fresh, gap, possessive)


def _plain(text: str, start: int, end: int) -> bool:
    follows = text[end : end + 1]
    if follows == ".":
        if text[end + 1 : end + 2].islower():
            return False  # Thuisarts.nl
    elif follows == "_" or follows.isdigit():
        return False
    return not text[start - 1 : start].isdigit()


def _form(raw: str, follows: str) -> Form:
    if raw.islower():
        return Form.LOWER
    if len(raw) == 1:
        return Form.INITIAL if follows == "." else Form.CAPITALS
    if raw.isupper():
        return Form.CAPITALS
    parts = [part for part in SIGNS.split(raw) if part]
    # Kuipers-de Boer
    if len(parts) > 1 and parts[-1] in PARTICLES:
        parts.pop()
    if all(_capital(part) for part in parts) or (raw.lower().startswith(NAME_BEGINS) and _capital(parts[-1])):
        return Form.CAPITAL
    return Form.MIXED


def _capital(part: str) -> bool:
    if part[:1].isupper() and (len(part) == 1 or part[1:].islower()):
        return True
    return part.startswith(INNER_CAPITAL) and part[2:].lstrip("cn")[:1].isupper()


def sentences(row: list[Word]) -> Iterator[list[Word]]:
    """Yield the words of each sentence in turn."""
    begin = 0
    for index, word in enumerate(row):
        if word.sentence != row[begin].sentence:
            yield row[begin:index]
            begin = index
    if row:
        yield row[begin:]
