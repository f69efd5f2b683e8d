"""Weighing: how sure it is that a run of words is the name of a person, and not of a thing."""

from __future__ import annotations

from syndicate.rules.secrecy.ailments import AILMENTS
from syndicate.rules.secrecy.beside import (
    COMMON,
    LABELS,
    after,
    after_age,
    aged,
    before,
    filed,
    greeted,
    titled,
)
from syndicate.rules.secrecy.bodily import BODY
from syndicate.rules.secrecy.care import is_care
from syndicate.rules.secrecy.eponyms import FINDERS
from syndicate.rules.secrecy.lexicon import first_name, given, ordinary, place, proper, surname
from syndicate.rules.secrecy.roles import (
    DETERMINERS,
    GREETINGS,
    HISTORIC,
    KIN,
    NEVER,
    OF_THINGS,
    THING_ENDS,
    THINGS,
    TITLES,
)
from syndicate.rules.secrecy.runs import Run
from syndicate.rules.secrecy.someone import LANDS
from syndicate.rules.secrecy.words import Form, Word
from syndicate.rules.wordlists import listed

SURE = 3.0
DEN = listed("bosch haag helder burg ham dolder oever hoorn bommel")
# Of these the owner is a patient: het EPD van Jan Bos.
FILES = listed("epd ecd bsn his")
# Ends of what is a place, whatever stands before it: Wilgendam-Noord
PLACES = LANDS | listed("centrum noord oost west zuid")
LIKELY = 2.0
PERHAPS = 1.5  # enough where a sentence speaks of care
VERY_COMMON = 7


def weigh(row: list[Word], run: Run) -> float:
    """Return how sure it is that a run names a person: LIKELY for a second person, SURE with care to stop."""
    if _thing(row, run) or ((_town(run) or _eponym(row, run) or _remedy(row, run)) and not titled(row, run)):
        return 0.0
    weight = _shape(run) if run.cased else _shape_in_small(run)
    if run.cased and weight < 1 and not run.initials and ordinary(run.bearing[0].key):
        # An ordinary word: only a title makes it a name.
        at = run.first - 1
        if at >= 0 and row[at].key in LABELS and ":" in row[run.first].gap and first_name(run.bearing[0].key):
            return SURE
        if titled(row, run):
            return SURE
        kin = row[at].key in KIN and row[run.first].gap == " " and not run.bearing[0].fresh
        told = after(row, run) if kin or first_name(run.bearing[0].key) else after_age(row, run)
        return weight + told + (1.5 if (kin and told) or filed(row, run) else 0.0)
    if _opens(run) and not titled(row, run) and _of_thing(row, run):
        return min(weight, 1.0)
    ahead = before(row, run)
    total = weight + ahead + after(row, run)
    # Where a word takes weight away (in, naar, de), no more than a doubt is left.
    return total if ahead >= 0 or total >= LIKELY else min(total, 1.0)


def _town(run: Run) -> bool:
    return run.key.startswith("den ") and len(run.bearing) == 1 and run.bearing[0].key in DEN


def _remedy(row: list[Word], run: Run) -> bool:
    """Tell whether a run is one word that medicine has: zoals Mirena; Shin splints."""
    word = run.bearing[0]
    alone = len(run.bearing) == 1 and not run.initials and not greeted(row, run)
    if not alone or not ordinary(word.key):
        return alone and word.key in AILMENTS
    return word.fresh and word.key in BODY


def _eponym(row: list[Word], run: Run) -> bool:
    """Tell whether medicine knows a run by its finder: De Quervain, Braxton-Hickscontracties, Apgarscore."""
    if run.initials or not all(_after_finder(word.key) for word in run.bearing):
        return False
    # Cesar may be anybody, unless another of them stands beside him: Mensendieck en Cesar.
    near = (*row[max(0, run.first - 2) : run.first], *row[run.last + 1 : run.last + 3])
    return len(run.bearing) > 1 or first_name(run.key) < 2 or any(word.key in FINDERS for word in near)


def _after_finder(key: str) -> bool:
    *first, last = key.split("-")
    return all(part in FINDERS for part in first) and (last in FINDERS or _with_noun(last))


def _with_noun(key: str) -> bool:
    halves = ((key[:at], key[at:].removeprefix("s")) for at in range(4, len(key) - 3))
    return any(finder in FINDERS and ordinary(noun) for finder, noun in halves)


def _opens(run: Run) -> bool:
    """Tell whether a run is one ordinary word where any word has a capital."""
    word = run.bearing[0]
    alone = run.cased and len(run.bearing) == 1 and word.fresh
    return alone and ordinary(word.key) and first_name(word.key) < VERY_COMMON


def _of_thing(row: list[Word], run: Run) -> bool:
    at = run.last + 1
    return at < len(row) and row[at].gap == " " and row[at].key in OF_THINGS and not aged(row, at)


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
    stem = first.key.removesuffix("se")  # Amerongse Berg
    if ordinary(first.key) or place(first.key) or (stem != first.key and (place(stem) or place(f"{stem}en"))):
        # Ad, Will and Lies are words that only a strange word behind them makes a name.
        last = rest[-1].key
        strange = not (ordinary(last) or place(last)) and last not in NEVER | HISTORIC | THINGS
        return 2.0 if strange and given(first.key) >= COMMON and not run.initials else 0.0
    if any(surname(word.key) or first_name(word.key) for word in rest):
        return 2.5 if not proper(first.key) else 2.0
    if run.particles:
        return 1.5
    if not strange or any(word.key in NEVER or place(word.key) for word in run.bearing):
        return 0.5
    # A make of two strange words is as common as a name of two.
    return 1.2 if not any(ordinary(word.key) for word in run.bearing) else 1.0


def _also(word: Word) -> bool:
    return place(word.key) or first_name(word.key) > 0


def _full_named(first: Word, named: int, rest: tuple[Word, ...], *, strange: bool) -> float:
    if strange:
        return 3.0 if named > 1 or not ordinary(first.key) else 2.0
    if not ordinary(first.key):
        return 2.5 if named >= COMMON else 2.0
    # Evert Hoogmoed: inside a sentence no word has a capital by itself.
    if named > COMMON and not (first.fresh or any(map(_also, rest))):
        return 2.0
    return 2.0 if named >= VERY_COMMON and any(first_name(word.key) for word in rest) else 1.0


def _single(word: Word, named: int) -> float:
    if word.key in NEVER or place(word.key) or word.key.rpartition("-")[2] in PLACES:
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
    named = (len(run.bearing) > 1 and first_name(run.bearing[0].key)) or run.initials or titled(row, run)
    # Suzanne's bekkenklachten, Big Dave's COPD are hers and his.
    owner = row[run.last].possessive and first_name(run.bearing[0].key) > 1
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
        if word.key in THINGS or (word.key.endswith(THING_ENDS) and not owner) or word.form is Form.MIXED:
            return True
        if not owner and word.form is Form.CAPITALS and len(word.text) > 1 and run.cased:
            return True
    return _called(row, run)


def _called(row: list[Word], run: Run) -> bool:
    """Tell whether a noun ahead makes a run the name of a thing: Basisschool Emma, stichting De Linde."""
    at = run.first - 1
    while at >= 0 and row[at].form is Form.LOWER and row[at].key in ("van", "volgens", "de", "het", "of"):
        at -= 1
    if at < 0 or row[at].sentence != row[run.first].sentence:
        return False
    if row[run.first].gap.strip() in (",", ":", ";"):
        return False  # in our waiting room: Kevin
    word = row[at]
    if word.key in GREETINGS:
        return False
    acronym = word.form in (Form.CAPITALS, Form.MIXED) and not any(map(is_care, word.text.split("-")))
    if (
        acronym
        and len(run.bearing) > 1
        and at == run.first - 2
        and row[at + 1].key in ("van", "by")
        and word.key not in FILES
    ):
        return True
    direct = at == run.first - 1 and row[run.first].gap == " "
    if word.key in THINGS or (word.key.endswith(THING_ENDS) and not place(word.key)):
        return direct or word.key in THINGS
    # Ruimte Erasmus, Basisschool Emma: a noun with a capital inside a sentence begins the name of a house.
    return (
        direct and word.form is Form.CAPITAL and not word.fresh and word.key not in (TITLES | KIN | GREETINGS)
    )
