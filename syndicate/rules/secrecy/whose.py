"""Whose: whether the care that a sentence speaks of is that of the person who is named in it.

To stop a text for good, a name and a word of care in one sentence are not enough: the presenter of a course
and the maker of a questionnaire stand there too. The grammar tells: who is addressed as a patient, who does
or undergoes what patients do, whose knee it is. All else waits for a second person.
"""

from __future__ import annotations

import re
from itertools import takewhile

from syndicate.rules.secrecy.ailments import AILMENTS
from syndicate.rules.secrecy.beside import PATIENTS, after_age, greeted, titled
from syndicate.rules.secrecy.care import SENSE, is_care
from syndicate.rules.secrecy.doing import (
    AGENT,
    CALLINGS,
    HAS,
    HELPED,
    HELPERS,
    ILLS,
    NAMED_AFTER,
    SHE,
    SKIPPED,
    SMALL,
    THANKS,
    TOPIC,
    UNDERGONE,
    WORK,
    YOURS,
)
from syndicate.rules.secrecy.lexicon import first_name
from syndicate.rules.secrecy.owner import behind_hers, theirs
from syndicate.rules.secrecy.reading import Reading
from syndicate.rules.secrecy.roles import AFTER_POSSESSIVE, GREETINGS, KIN, PROFESSION_ENDS
from syndicate.rules.secrecy.runs import Run
from syndicate.rules.secrecy.told import confirms
from syndicate.rules.secrecy.words import Form, Word
from syndicate.rules.wordlists import listed

# With these a story of one patient opens.
STORY = listed("casus case patientverhaal")
PATIENT = re.compile(
    r"\b(?:onze|our|jarenlang|is|was|als|een|een van onze) (?:\w+ ){0,3}"
    r"\w*(?:patiënte?|cliënte?|patient|client)\b",
    re.IGNORECASE,
)
YOU = re.compile(r"\b(?:u|uw|je|jij|jouw|jullie|you|your)\b", re.IGNORECASE)
APART = re.compile(r"[;¶]|\((?!\d)")
ILL = re.compile(
    r"\b(?:herstelt|herstellende|revalideert|lijdt aan|kampt met|worstelt met|slikt|overleed|overleden|"
    r"stierf|opgenomen|geopereerd|(?:is|werd|was|ligt) (?:\w+ ){0,2}(?:ziek|patiënte?|cliënte?)|burn-?out|"
    r"recovering|suffers from|was operated|is (?:\w+ )?a? ?patient|zijn eigen|haar eigen)\b",
    re.IGNORECASE,
)


def own_care(reading: Reading, run: Run, *, sure: bool = True) -> bool:
    """Tell whether a text tells of a run's own care, in its sentence or in the next one about "her"."""
    row, number = reading.row, reading.row[run.first].sentence
    if theirs(reading, run, sure=sure):
        return True
    if not sure or _done_by(row, run):
        return False
    if _addressed(reading, run) or _next_in_care(reading, number):
        return True
    return reading.care(number) and _in_sentence(reading, run)


def _in_sentence(reading: Reading, run: Run) -> bool:
    row, number = reading.row, reading.row[run.first].sentence
    sentence, stretch = reading.sentences[number], reading.stretch(number)
    ahead, behind = _around(row, run)
    around = [*ahead, *behind]
    if row[run.last].possessive or after_age(row, run):
        return _cared(around)
    if greeted(row, run) or sentence[0].key in GREETINGS:
        thanked = {word.key for word in sentence[:3]} & THANKS
        return _wished(sentence) or (greeted(row, run) and not thanked and _cared(around))
    ours = SENSE.search(stretch) is not None
    if _called_patient(row, run) or any(word.key in STORY for word in sentence[:2]):
        return (ours or _cared(around)) and YOU.search(stretch) is None
    if care_called_hers(around) or _as_patient(stretch):
        return True
    return (_patients_doing(row, run) and (ours or _cared(behind))) or _care_of(row, run)


def _around(row: list[Word], run: Run) -> tuple[list[Word], list[Word]]:
    """Return the words of a run's own clause before and behind it, as far as the next person's name."""
    number = row[run.first].sentence
    first, last = run.first, run.last
    while first and row[first - 1].sentence == number and not APART.search(row[first].gap):
        first -= 1
        if _names_another(row[first]):
            break
    while last + 1 < len(row) and row[last + 1].sentence == number and not APART.search(row[last + 1].gap):
        last += 1
        if _names_another(row[last]):
            break
    return row[first : run.first], row[run.last + 1 : last + 1]


def _names_another(word: Word) -> bool:
    return word.form is Form.CAPITAL and not word.fresh and first_name(word.key) > 1


def _of_a_body(word: Word) -> bool:
    """Tell whether a word is of illness or treatment, and not of those who treat."""
    treats = word.key.removesuffix("en").endswith(PROFESSION_ENDS)
    return is_care(word.text) and word.form is not Form.CAPITAL and not treats


def _called_patient(row: list[Word], run: Run) -> bool:
    """Tell whether a courtesy, kin or a word for patients stands before a run: mw. Bos, mijn man Sietse."""
    at = run.first - 1
    if at < 0 or row[at].sentence != row[run.first].sentence or row[run.first].gap not in (" ", ". ", ": "):
        return False
    kin = row[at].key in (KIN | PATIENTS) - HELPERS
    ahead = {near.key for near in row[max(0, at - 3) : run.first]}
    return kin or (titled(row, run) and not ahead & CALLINGS)


def _wished(sentence: list[Word]) -> bool:
    """Tell whether whoever is greeted has the care: Sterkte met je knie, …; Dear …, your results …"""
    return any(
        word.key in YOURS and any(map(_of_a_body, sentence[at + 1 : at + 4]))
        for at, word in enumerate(sentence)
    )


def _next_in_care(reading: Reading, number: int) -> bool:
    """Tell whether the next sentence is about him or her, and of care: "Ze kwam voor haar reuma"."""
    following = reading.sentences.get(number + 1, [])
    begins = {word.key for word in following[:2]}
    if begins & HELPED:
        return False  # Zij begeleidt mensen met kanker
    return bool(begins & SHE) and reading.care(number + 1) and _cared(following)


def _addressed(reading: Reading, run: Run) -> bool:
    """Tell whether somebody is answered as a patient: "Fijn dat uw knie …, Truus", "Dag Truus! Fijn …"."""
    row, number = reading.row, reading.row[run.first].sentence
    called = greeted(row, run)
    ends = run.last + 1 == len(row) or row[run.last + 1].sentence != number
    if not called and not (row[run.first].gap == ", " and ends):
        return False
    return any(
        confirms(reading.stretch(near), {word.key for word in reading.sentences[near]})
        for near in ((number, number + 1) if called else (number,))
        if near in reading.sentences
    )


def _as_patient(stretch: str) -> bool:
    """Tell whether a sentence calls somebody a patient, and not its reader."""
    return PATIENT.search(stretch) is not None and YOU.search(stretch) is None


def _done_by(row: list[Word], run: Run) -> bool:
    at = run.first - 1
    return at >= 0 and row[at].key in AGENT and row[at].sentence == row[run.first].sentence


def _cared(said: list[Word]) -> bool:
    """Tell whether a word of care is more than the topic that is spoken of."""
    return care_called_hers(said) or any(
        _of_a_body(word) and not TOPIC & {near.key for near in said[max(0, at - 4) : at]}
        for at, word in enumerate(said)
    )


def care_called_hers(said: list[Word]) -> bool:
    """Tell whether a word of care is called his or hers: … oefent tegen haar duizeligheid."""
    return any(any(map(_of_a_body, near)) for near in behind_hers(said))


def _patients_doing(row: list[Word], run: Run) -> bool:
    """Tell whether a run does or undergoes what patients do: Jan kreeg, liep Jan, behandelden wij Jan."""
    number, at = row[run.first].sentence, run.last + 1
    if at < len(row) and row[at].sentence == number:
        word = row[at]
        if word.text in AFTER_POSSESSIVE or (word.gap in (" ", ". ") and word.key in UNDERGONE):
            return True
        if word.gap == ", " and word.key in ("die", "who", "whose"):
            return True
    ahead = [row[near] for near in range(max(0, run.first - 2), run.first) if row[near].sentence == number]
    return any(word.key in HELPED for word in ahead) or (bool(ahead) and ahead[-1].key in UNDERGONE)


def _care_of(row: list[Word], run: Run) -> bool:
    """Tell whether something of a body or a treatment is a run's: de gips van Wubbo is eraf."""
    at = run.first - 1
    if at < 1 or row[at].key not in ("van", "of") or not is_care(row[at - 1].text):
        return False
    after = row[run.last + 1] if run.last + 1 < len(row) else None
    if after is None or after.sentence != row[run.last].sentence or after.gap != " ":
        return False
    eponym = row[at - 1].key.endswith(NAMED_AFTER)
    return not eponym and (after.key in UNDERGONE or (len(run.bearing) == 1 and after.key not in SMALL))


def ill_in_office(row: list[Word], run: Run) -> bool:
    """Tell whether somebody named by an office is a patient all the same: collega X herstelt van …"""
    at = run.last + 1
    behind = list(takewhile(lambda word: word.sentence == row[run.last].sentence, row[at : at + 8]))
    if not behind or behind[0].gap != " ":
        return False
    if behind[0].key in HAS:
        said = next((word for word in behind[1:] if word.key not in SKIPPED), None)
        return said is not None and said.key in AILMENTS | ILLS and said.key not in WORK
    if behind[0].key not in UNDERGONE | {"worstelt"}:
        return False
    return ILL.match("".join(word.gap + word.text for word in behind).lstrip()) is not None
