"""Runs: words in a row that can be one name, whatever they turn out to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from syndicate.rules.secrecy.lexicon import first_name, given, ordinary, place, surname
from syndicate.rules.secrecy.roles import (
    DETERMINERS,
    GREETINGS,
    HISTORIC,
    KIN,
    NEVER,
    PARTICLES,
    PROFESSIONS,
    TITLES,
    WEAK_PARTICLES,
)
from syndicate.rules.secrecy.words import JOINS, Form, Word

NO_NAMES = TITLES | PROFESSIONS | NEVER | GREETINGS
BEFORE = PARTICLES | TITLES
LONGEST = 8  # words in one name
OF_A_SURNAME = frozenset(("vd", "v.d", "v.d.", "v/d", "der", "den"))  # in no other words than names


@dataclass(frozen=True, slots=True)
class Run:
    """A possible name: `first` and `last` word of the row, its `bearing` words (no particles, no initials).

    `cased` is False where the author wrote all in small letters, or all in capitals.
    """

    first: int
    last: int
    start: int
    end: int
    key: str
    bearing: tuple[Word, ...]
    initials: int
    particles: int
    cased: bool

    @property
    def parts(self) -> frozenset[str]:
        """Return the folded words of the name that tell it from others."""
        return frozenset(word.key for word in self.bearing)


def runs(row: list[Word], *, foreign: bool) -> Iterator[Run]:
    """Yield every run of a row in order; none overlaps another."""
    loud = _loud(row)
    index = 0
    while index < len(row):
        word = row[index]
        found = None
        if word.sentence in loud or word.form is Form.LOWER:
            if not foreign:
                found = _in_small(row, index)
        elif word.form in (Form.CAPITAL, Form.INITIAL):
            found = _in_capitals(row, index)
        if found:
            yield found
            index = found.last + 1
        else:
            index += 1


def _loud(row: list[Word]) -> set[int]:
    """Return the sentences where capitals say nothing: headings In Such Letters, or ALL IN CAPITALS."""
    count: dict[int, list[int]] = {}
    for word in row:
        if len(word.text) > 3 or word.form is Form.CAPITALS:
            tally = count.setdefault(word.sentence, [0, 0])
            # A capital on an ordinary word is there for show.
            shown = word.form is not Form.LOWER and ordinary(word.key) and not word.fresh
            tally[0] += shown or (word.form is Form.CAPITALS and len(word.text) > 3)
            tally[1] += 1
    return {
        sentence
        for sentence, (shown, long) in count.items()
        if long >= 3 and shown >= 2 and shown * 2 >= long
    }


def _in_capitals(row: list[Word], index: int) -> Run | None:
    """Return the run of capitals that begins here, without the ordinary word that opens a sentence."""
    last = index
    reach = index
    while reach + 1 < len(row) and reach - index < LONGEST and _linked(row[reach], row[reach + 1]):
        reach += 1
        if row[reach].form in (Form.CAPITAL, Form.INITIAL) or _last_initial(row, reach):
            last = reach
        elif not _particle(row, reach):
            break
    first = index
    while first < last and _opening(row, first):
        kept = PARTICLES if row[first].key in TITLES else frozenset[str]()
        first += 1
        while first < last and row[first].form is Form.LOWER and row[first].key not in kept:
            first += 1
    if _opening(row, first):
        return None
    back = first
    while (
        back
        and row[back].gap in JOINS
        and row[back - 1].form is Form.LOWER
        and row[back - 1].key in PARTICLES
    ):
        back -= 1
    # mevrouw de Haan: the small word is the name's only after a title.
    if back < first and back and row[back - 1].key in TITLES and row[back].gap in (" ", ". "):
        first = back
    return _run(row, first, last, cased=True)


def _linked(word: Word, after: Word) -> bool:
    if word.possessive or word.sentence != after.sentence:
        return False
    return after.gap in JOINS or (word.form is Form.INITIAL and after.gap in (".", ". "))


def _last_initial(row: list[Word], at: int) -> bool:
    return row[at].form is Form.CAPITALS and len(row[at].text) == 1 and row[at].text not in "XYZ"


def _particle(row: list[Word], at: int) -> bool:
    word = row[at]
    if word.form is not Form.LOWER or word.key.removeprefix("'") not in PARTICLES:
        return False
    if word.key not in WEAK_PARTICLES:
        return True
    if word.key == "te" and at + 1 < len(row):
        return not place(row[at + 1].key)
    beside = (row[at - 1], row[at + 1]) if at + 1 < len(row) else (row[at - 1],)
    return any(near.form is Form.LOWER and near.key in PARTICLES - WEAK_PARTICLES for near in beside)


def _opening(row: list[Word], at: int) -> bool:
    """Tell whether a word with a capital is no part of the name: it opens a sentence, or is a title."""
    word = row[at]
    if word.form is not Form.CAPITAL:
        return False
    if word.key in NO_NAMES or (word.fresh and word.key in KIN):
        return True
    if word.key in PARTICLES:
        return word.fresh
    return word.fresh and ordinary(word.key) and not _named(word, row[at + 1] if at + 1 < len(row) else None)


def _named(word: Word, after: Word | None) -> bool:
    """Tell whether an ordinary word that opens a sentence may be a first name all the same."""
    named = first_name(word.key)
    if not named:
        # Lies Heuvelink: an everyday word before one that is nothing else.
        listed_so = given(word.key) >= 4 and word.key not in DETERMINERS
        return listed_so and after is not None and after.gap == " " and _only_a_name(after)
    if after is None or after.gap != " ":
        return named >= 3
    if after.form is Form.CAPITAL and first_name(after.key) > named:
        return False
    return after.form in (Form.CAPITAL, Form.INITIAL) or after.key in PARTICLES or named >= 4


def _only_a_name(word: Word) -> bool:
    strange = word.form is Form.CAPITAL and not (ordinary(word.key) or place(word.key))
    return strange and word.key not in NO_NAMES | HISTORIC


def _in_small(row: list[Word], index: int) -> Run | None:
    """Return the name that begins here in writing without capitals: a first name and an unknown word."""
    word = row[index]
    if len(word.key) < 3 or (ordinary(word.key) and not (index and row[index - 1].key in BEFORE)):
        return None
    ahead = index
    while ahead and row[ahead].gap == " " and row[ahead - 1].key in PARTICLES:
        ahead -= 1
    titled = ahead > 0 and row[ahead - 1].key in TITLES and row[ahead].gap in (" ", ". ")
    last, small = index, 0
    while last + 1 < len(row) and row[last + 1].gap == " " and row[last + 1].key in PARTICLES:
        last, small = last + 1, small + 1
        if small > 3:
            return None
    after = row[last + 1] if last + 1 < len(row) and row[last + 1].gap == " " else None
    if (
        titled
        and (ahead < index or not ordinary(word.key))
        and word.key not in PARTICLES
        and len(word.key) > 3
    ):
        return _run(row, index, index, cased=False)
    named = 0 if ordinary(word.key) or word.key in NEVER or place(word.key) else first_name(word.key)
    of_somebody = row[last].key in OF_A_SURNAME
    if named and after and not word.possessive and _unknown(after, named, small, of_somebody=of_somebody):
        return _run(row, index, last + 1, cased=False)
    kin = index > 0 and row[index - 1].key in (KIN | TITLES) and word.gap == " "
    return (
        _run(row, index, index, cased=False)
        if (kin and named > 1) or (named >= 4 and "-" not in word.key)
        else None
    )


def _unknown(word: Word, named: int, small: int, *, of_somebody: bool) -> bool:
    """Tell whether a word may be a surname: unknown, after "vd", or listed and after "van" or in capitals."""
    if len(word.key) < 4 or word.form is Form.MIXED:
        return False
    if ordinary(word.key):
        listed_so = surname(word.key) and (small > 0 or word.form is Form.CAPITALS)
        return (listed_so or of_somebody) and named > 1
    return not place(word.key) or surname(word.key) or named >= 3


def _run(row: list[Word], first: int, last: int, *, cased: bool) -> Run | None:
    inside = row[first : last + 1]
    bearing = tuple(
        word
        for word in inside
        if word.key not in PARTICLES and (not cased or (word.form is Form.CAPITAL and len(word.text) > 1))
    )
    if not bearing:
        return None
    initials = sum(len(word.text) == 1 for word in inside if word.form in (Form.INITIAL, Form.CAPITALS))
    particles = sum(word.key in PARTICLES for word in inside)
    key = " ".join(word.key for word in inside)
    return Run(first, last, inside[0].start, inside[-1].end, key, bearing, initials, particles, cased)
