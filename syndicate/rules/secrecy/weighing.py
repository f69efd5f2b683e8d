"""Weighing: how sure it is that a run of words is the name of a person, and not of a thing."""

from __future__ import annotations

from syndicate.rules.secrecy.beside import CASES, COMMON, after, after_age, before, titled
from syndicate.rules.secrecy.lexicon import first_name, ordinary, place, proper, surname
from syndicate.rules.secrecy.roles import (
    DETERMINERS,
    GREETINGS,
    KIN,
    NEVER,
    OF_THINGS,
    THING_ENDS,
    THINGS,
    TITLES,
)
from syndicate.rules.secrecy.runs import Run
from syndicate.rules.secrecy.words import Form, Word

SURE = 3.0
LIKELY = 2.0
PERHAPS = 1.5  # enough where a sentence speaks of care
VERY_COMMON = 7


def weigh(row: list[Word], run: Run) -> float:
    """Return how sure it is that a run names a person: LIKELY for a second person, SURE with care to stop."""
    if _thing(row, run):
        return 0.0
    weight = _shape(run) if run.cased else _shape_in_small(run)
    if run.cased and weight < 1 and not run.initials and ordinary(run.bearing[0].key):
        # An ordinary word: only a title makes it a name.
        at = run.first - 1
        if at >= 0 and row[at].key in CASES and ":" in row[run.first].gap and first_name(run.bearing[0].key):
            return SURE
        return SURE if titled(row, run) else weight + after_age(row, run)
    if _opens(run) and not titled(row, run) and _of_thing(row, run):
        return min(weight, 1.0)
    ahead = before(row, run)
    total = weight + ahead + after(row, run)
    # Where a word takes weight away (in, naar, de), no more than a doubt is left.
    return total if ahead >= 0 or total >= LIKELY else min(total, 1.0)


def _opens(run: Run) -> bool:
    """Tell whether a run is one ordinary word where any word has a capital."""
    word = run.bearing[0]
    alone = run.cased and len(run.bearing) == 1 and word.fresh
    return alone and ordinary(word.key) and first_name(word.key) < VERY_COMMON


def _of_thing(row: list[Word], run: Run) -> bool:
    after = row[run.last + 1] if run.last + 1 < len(row) else None
    return after is not None and after.gap == " " and after.key in OF_THINGS


def _shape(run: Run) -> float:
    first, rest = run.bearing[0], run.bearing[1:]
    named = first_name(first.key)
    if run.initials and (len(run.bearing) == 1 or named):
        strange = not ordinary(first.key) or named or surname(first.key)
        return 3.0 if strange else 2.5 if run.initials > 1 else 1.5
    if rest:
        return _full(first, named, rest, run)
    if run.particles:
        return 1.5 if not ordinary(first.key) else 1.0
    return _single(first, named)


def _full(first: Word, named: int, rest: tuple[Word, ...], run: Run) -> float:
    strange = any(not ordinary(word.key) or surname(word.key) for word in rest)
    if named and first.key not in NEVER:
        return _full_named(first, named, rest, strange=strange or run.particles > 0)
    if ordinary(first.key) or place(first.key):
        return 0.0
    if run.particles or any(surname(word.key) or first_name(word.key) for word in rest):
        return 2.5 if not proper(first.key) else 2.0
    if not strange or any(word.key in NEVER or place(word.key) for word in run.bearing):
        return 0.5
    return 2.0 if not any(ordinary(word.key) for word in run.bearing) else 1.0


def _full_named(first: Word, named: int, rest: tuple[Word, ...], *, strange: bool) -> float:
    if strange:
        return 3.0 if named > 1 or not ordinary(first.key) else 2.0
    if not ordinary(first.key):
        return 2.5 if named >= COMMON else 2.0
    return 2.0 if named >= VERY_COMMON and any(first_name(word.key) for word in rest) else 1.0


def _single(word: Word, named: int) -> float:
    if word.key in NEVER or place(word.key):
        return 0.0
    if not named:
        return 1.0 if surname(word.key) and not ordinary(word.key) else 0.0 if ordinary(word.key) else 0.5
    if ordinary(word.key):
        if word.fresh:
            return 1.5 if named >= COMMON else 0.5
        return 3.0 if named >= VERY_COMMON else 2.0 if named >= COMMON else 1.0
    return 3.0 if named > 1 else 2.0


def _shape_in_small(run: Run) -> float:
    first, rest = run.bearing[0], run.bearing[1:]
    named = first_name(first.key)
    if not rest:
        return 2.0 if named >= 4 else 1.0
    return 3.0 if named > 1 or surname(rest[-1].key) else 2.0


def _thing(row: list[Word], run: Run) -> bool:
    """Tell whether a run names a thing: an illness, a house, a street, a make."""
    named = len(run.bearing) > 1 and first_name(run.bearing[0].key)
    if row[run.first - 1].key in DETERMINERS and run.first and run.bearing[-1].key.endswith(THING_ENDS):
        return True
    # Slootweg and Terbrugge are surnames too.
    if any(word.key in THINGS or (word.key.endswith(THING_ENDS) and not named) for word in run.bearing):
        return True
    if named and run.bearing[-1].key.endswith(("straat", "laan", "plein", "ziekenhuis", "school", "kliniek")):
        return True
    at = run.last + 1
    if at < len(row) and row[at].sentence == row[run.last].sentence and row[at].gap in (" ", "-"):
        word = row[at]
        if word.key in THINGS or word.key.endswith(THING_ENDS) or word.form is Form.MIXED:
            return True
        if word.form is Form.CAPITALS and len(word.text) > 1 and run.cased:
            return True
    return _called(row, run)


def _called(row: list[Word], run: Run) -> bool:
    at = run.first - 1
    while at >= 0 and row[at].form is Form.LOWER and row[at].key in ("van", "volgens", "de", "het", "of"):
        at -= 1
    if at < 0 or row[at].sentence != row[run.first].sentence:
        return False
    word = row[at]
    if word.key in GREETINGS:
        return False
    direct = at == run.first - 1
    if word.key in THINGS or (word.key.endswith(THING_ENDS) and not place(word.key)):
        return direct or word.key in THINGS
    # Ruimte Erasmus, Basisschool Emma: a noun with a capital inside a sentence begins the name of a house.
    return (
        direct and word.form is Form.CAPITAL and not word.fresh and word.key not in (TITLES | KIN | GREETINGS)
    )
