"""Beside: what the words before and behind a possible name tell of it: a title, kin, a verb, an age."""

from __future__ import annotations

import re
from itertools import takewhile

from syndicate.rules.secrecy.care import is_care
from syndicate.rules.secrecy.doing import KINDLY
from syndicate.rules.secrecy.lexicon import first_name, ordinary, place, proper
from syndicate.rules.secrecy.roles import (
    AFTER_POSSESSIVE,
    BETWEEN_GREETING,
    DETERMINERS,
    GREETINGS,
    HUMAN,
    IN_PLACE,
    KIN,
    OWNED,
    PARTICLES,
    PROFESSIONS,
    SPEECH,
    THINGS,
    TITLES,
    TRADE,
)
from syndicate.rules.secrecy.runs import Run
from syndicate.rules.secrecy.words import JOINS, Form, Word
from syndicate.rules.wordlists import listed

OF_A_SURNAME = PARTICLES - IN_PLACE
TOWARDS = listed("from to naar through via across visit")
# Behind these "to" leads to a person.
PERSONAL = listed(
    "according belonged belonging belongs engaged happened listened married said spoke talked thanks"
)
# Before a colon these say who is meant: Casus: …; Naam: …
LABELS = listed("casus case patient patiente client cliente casusbeschrijving foto photo alt naam name")
MANY_DO = listed("zijn hebben kwamen kregen")
# What a practice keeps by name.
FILED = listed("klacht dossier betreft inzake complaint label")
PATIENTS = listed("patient patiente client cliente deelnemer deelneemster proefkonijn proefpersoon")
BETWEEN = listed("van bij of door by")
COMMON = 3  # of a first name, on gender-guesser's scale
QUOTE = re.compile(r": ?[\"“„'‘”]")
AGED = re.compile(r" \d{1,3}(?: |, )(?![%€])")
AGE = re.compile(r",? ?\(\d{1,3}\b|, \d{1,3}(?:,? |:)")
# 65 cm is nobody's age.
MEASURES = listed(
    """
    centimeter cm euro g gram hours inch keer kg kilo l liter m meter mg min minuten minutes ml mm stuks times
    uur
    """
)


def titled(row: list[Word], run: Run) -> bool:
    """Tell whether a title (mevrouw, Mr, opa) stands right before a run and its small words."""
    at = _ahead(row, run)
    called = at > 0 and _title(row[at - 1], run) and row[at].gap in (" ", ". ")
    return called or _family(row, run)


def _family(row: list[Word], run: Run) -> bool:
    """Tell whether a family bears a run, and not a group of things: the Bakshi family."""
    word, behind = run.bearing[-1].key, row[run.last + 1 : run.last + 3]
    the = run.first > 0 and row[run.first - 1].key == "the"
    if not (the and run.cased and behind and behind[0].gap == " " and behind[0].key == "family"):
        return False
    thing = ordinary(word) or place(word) or word.endswith(("idae", "ceae"))
    return not thing and (
        len(behind) < 2 or behind[1].gap != " " or behind[1].key not in THINGS | PROFESSIONS
    )


def patient_before(row: list[Word], run: Run) -> bool:
    """Tell whether a word for patients stands right before a run: patiënte Els."""
    return run.first > 0 and row[run.first - 1].key in PATIENTS


def _ahead(row: list[Word], run: Run) -> int:
    """Return where a run begins, with the small words before it: mw. Van Kwast."""
    at = run.first
    while at and row[at].gap in JOINS and row[at - 1].key in PARTICLES and row[at - 1].key != "in":
        at -= 1
    return at


def _title(word: Word, run: Run) -> bool:
    if word.key in ("little", "kleine"):
        return first_name(run.bearing[0].key) > 1
    return word.key in TITLES


def before(row: list[Word], run: Run) -> float:
    """Return what stands before a run adds to its weight, or takes from it."""
    at = run.first - 1
    if at < 0 or row[at].sentence != row[run.first].sentence:
        return 0.0
    word, gap = row[at], row[run.first].gap
    if (":" in gap and word.key in LABELS) or greeted(row, run):
        return 2.0
    if titled(row, run):
        return 3.0
    if filed(row, run) or _spoken_to(row, run):
        return 1.5
    return _joined(row, run, word) if gap in (" ", ". ") else 0.0


def _spoken_to(row: list[Word], run: Run) -> bool:
    """Tell whether a kind word ends with a name: Fijn om te horen, Patries!"""
    number, at = row[run.first].sentence, run.last + 1
    ends = at == len(row) or row[at].sentence != number
    if not ends or row[run.first].gap != ", " or not run.cased:
        return False
    ahead = list(
        takewhile(lambda word: word.sentence == number, reversed(row[max(0, run.first - 12) : run.first]))
    )
    return ahead[-1].fresh and ahead[-1].key in KINDLY


def filed(row: list[Word], run: Run) -> bool:
    """Tell whether something that a practice keeps by name stands right before a run: klacht Groothuis."""
    at = run.first - 1
    return at >= 0 and row[at].key in FILED and row[run.first].gap in (" ", ' "', ": ", " '")


def _joined(row: list[Word], run: Run, word: Word) -> float:
    at = run.first - 1
    if word.form is Form.CAPITAL and word.key in OF_A_SURNAME and not proper(run.bearing[0].key):
        if not ordinary(run.bearing[0].key):
            return 1.0
        behind = row[run.last + 1 : run.last + 2]
        return 0.4 if behind and behind[0].key in HUMAN else -1.5  # De Wit kwam; De Pil werkt
    if word.key in KIN:
        patient = word.key in PATIENTS and not place(run.bearing[0].key)
        return 3.0 if patient or first_name(run.bearing[0].key) else 1.5
    if word.key in BETWEEN and at and row[at - 1].key in KIN:
        return 1.0  # de dochter van Kwakman
    if word.key in BETWEEN and at and is_care(row[at - 1].text):
        return 1.0 if len(run.bearing) > 1 or first_name(run.bearing[0].key) > 1 else 0.0
    return _beside(word, run, row[run.first].gap, row[at - 1].key if at else "")


def _beside(word: Word, run: Run, gap: str, ahead: str) -> float:
    """Return what the word right before a run adds to its weight, or takes from it; `ahead` is one more."""
    weight = 0.0
    if word.key == "volgens" and not word.fresh:
        weight = -1.5
    elif word.key in SPEECH or _trade(word):
        weight = 1.5
    elif gap == " " and (word.form is Form.LOWER or word.fresh) and word.key in DETERMINERS:
        weight = -1.5
    elif len(run.bearing) == 1 and word.key in IN_PLACE:
        weight = -2.0
    elif len(run.bearing) == 1 and word.key in TOWARDS and proper(run.bearing[0].key):
        weight = 0.0 if ahead in PERSONAL else -1.5
    return weight


def _trade(word: Word) -> bool:
    return word.form is Form.LOWER and word.key not in PROFESSIONS and TRADE.search(word.text) is not None


def greeted(row: list[Word], run: Run) -> bool:
    """Tell whether a run is greeted, thanked or wished well: Lieve Wubbo, Sterkte Aukje."""
    sentence = row[run.first].sentence
    for back in range(1, 5):
        at = run.first - back
        if at < 0 or row[at].sentence != sentence:
            return False
        if row[at].key in GREETINGS:
            return row[at].fresh or row[at].key not in ("dag", "love", "he", "ha", "beste", "succes", "met")
        if row[at].key not in BETWEEN_GREETING:
            return False
    return False


def after(row: list[Word], run: Run) -> float:
    """Return what stands behind a run adds to its weight: a verb of people, an age, who …, of the …"""
    at = run.last + 1
    weight = _owning(row, run) if row[run.last].possessive else 0.0
    if at >= len(row) or row[at].sentence != row[run.last].sentence:
        return weight
    word, common = row[at], first_name(run.bearing[0].key) >= COMMON
    if QUOTE.match(word.gap):
        return weight + 1.0
    if word.gap == " " and word.key in SPEECH:
        return weight + 1.5
    if word.gap == ", " and _relative(row, at, run):
        return weight + 1.5
    if word.gap == " ":
        return weight + _followed(row, at, run, common=common)
    return weight + after_age(row, run)


def _followed(row: list[Word], at: int, run: Run, *, common: bool) -> float:
    word = row[at]
    if aged(row, at):
        return 2.0
    if _possessed(row, at):
        return 1.5 if common else 1.0
    if word.key in MANY_DO and (not run.first or row[run.first - 1].key not in ("en", "and")):
        return 0.0
    if word.key in HUMAN:
        return 1.5 if common else 0.5
    of_a_place = word.key in ("van", "uit", "from") and at + 1 < len(row) and row[at + 1].key in DETERMINERS
    return 0.5 if of_a_place and run.cased and common else 0.0


def _possessed(row: list[Word], at: int) -> bool:
    """Tell whether word `at` says whose the next is: Mehmet z'n bloeddruk; but Zwolle en Ede zijn dorpen."""
    word = row[at]
    if word.text not in AFTER_POSSESSIVE:
        return False
    clear = word.text not in ("zijn", "haar", "hun")
    return clear or (at + 1 < len(row) and (is_care(row[at + 1].text) or row[at + 1].key in OWNED))


def aged(row: list[Word], at: int) -> bool:
    """Tell whether an age is told from word `at` on: (Aaltje) is 93 en …, (Bep) wordt 80."""
    follows = row[at + 1].gap if at + 1 < len(row) else ""
    return row[at].key in ("is", "was", "wordt", "werd", "turned") and AGED.match(follows) is not None


def _relative(row: list[Word], at: int, run: Run) -> bool:
    """Tell whether a clause behind a name is of a person: Barney, who …; Nouredine, die vorige maand …"""
    if row[at].key in ("who", "whose"):
        return True
    behind = (near.key for near in row[at + 1 : at + 8])
    return row[at].key == "die" and (
        first_name(run.bearing[0].key) > 0 or any(key in HUMAN for key in behind)
    )


def _owning(row: list[Word], run: Run) -> float:
    """Return the weight of an 's: Piotrek's thumb is somebody's, Bell's palsy is not."""
    word = run.bearing[-1].key
    strange = not (ordinary(word) or proper(word))
    behind = [near.key for near in row[run.last + 1 : run.last + 3]]
    return 1.5 if strange and any(key in OWNED or key in KIN for key in behind) else 0.5


def after_age(row: list[Word], run: Run) -> float:
    """Return the weight of an age behind a run: Esra (34), Truida, 82."""
    at = run.last + 1
    told = at < len(row) and AGE.match(row[at].gap) is not None and row[at].key not in MEASURES
    return 1.5 if told else 0.0
