"""Names: people's names in a text, and whether they stand beside care.

No list holds every name. A name shows by how it is written and by what stands around it: capitals inside a
sentence, small words between them, titles and kin before it, a greeting, an age behind it. First names and
surnames of many countries only add to that. What bears a name (an illness, a hospital, a street), who is
cited by office and who belongs to the practice is no finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.rules.secrecy.beside import patient_before, titled
from syndicate.rules.secrecy.bodily import bodily_key
from syndicate.rules.secrecy.care import in_care, is_care
from syndicate.rules.secrecy.kinds import Kind
from syndicate.rules.secrecy.known import Known, agreed, knows, passed
from syndicate.rules.secrecy.lexicon import fold, ordinary
from syndicate.rules.secrecy.office import holds_office, office, public, renowned
from syndicate.rules.secrecy.owner import personal
from syndicate.rules.secrecy.reading import Reading, read
from syndicate.rules.secrecy.runs import Run, runs
from syndicate.rules.secrecy.slugs import Found, handles, slugs
from syndicate.rules.secrecy.trace import Trace
from syndicate.rules.secrecy.weighing import LIKELY, PERHAPS, SURE, weigh
from syndicate.rules.secrecy.whose import care_called_hers, ill_in_office, own_care
from syndicate.rules.secrecy.words import Word
from syndicate.rules.wordlists import listed

AROUND = 300  # signs before and behind a file name that may tell of care
NEARLY = 2.5  # as sure as a name can be that no list holds
AND = listed("en and of or")


def names(text: str, known: Known) -> Iterator[Trace]:
    """Yield the names of people in a legible text whom the practice does not know (NAME, NAME_CARE).

    A name that a second person let pass before is known by itself, and never beside care.
    """
    reading = read(text)
    for run, weight in _people(reading, known):
        sentence = reading.row[run.first].sentence
        stretch = reading.stretch(sentence)
        ill = holds_office(reading.row, run) and ill_in_office(reading.row, run)
        told = _told(reading, run, weight) and not renowned(reading.row, run, stretch)
        care = (weight >= SURE and ill) or told
        yield from _judged(run.start, run.end, run.key, known, care=care)
    for found in (*slugs(text), *handles(text)):
        if found.weight >= LIKELY and not knows(known, frozenset(found.key.split())):
            care = found.weight >= SURE and _care_around(text, found)
            yield from _judged(found.start, found.end, found.key, known, care=care)


def _told(reading: Reading, run: Run, weight: float) -> bool:
    """Tell whether a run's own care is told; the less it looks like a name, the clearer that must be."""
    if weight < LIKELY:
        return not (reading.foreign or ordinary(run.bearing[0].key)) and personal(reading, run)
    return not reading.foreign and own_care(reading, run, sure=weight >= NEARLY)


def _judged(start: int, end: int, key: str, known: Known, *, care: bool) -> Iterator[Trace]:
    if care:
        yield Trace(Kind.NAME_CONSENT if agreed(known, key) else Kind.NAME_CARE, start, end, key)
    elif not passed(known, key):
        yield Trace(Kind.NAME, start, end, key)


def _care_around(text: str, found: Found) -> bool:
    begin = max(text.rfind("\n", 0, found.start) + 1, found.start - AROUND)
    line = text[begin : found.end + AROUND].partition("\n")[0]
    return in_care(line) or any(
        is_care(part) or bodily_key(fold(part)) for part in re.split(r"[\W_]+", line) if part
    )


def _people(reading: Reading, known: Known) -> Iterator[tuple[Run, float]]:
    """Yield the runs of words that are somebody's name, with how sure that is."""
    row = reading.row
    weighed: list[tuple[Run, float]] = []
    cited: set[str] = set()
    for run in runs(row, foreign=reading.foreign):
        if knows(known, run.parts):
            continue
        sentence = reading.stretch(row[run.first].sentence)
        if office(row, run, sentence):
            cited |= run.parts
            if weighed and _joined(row, weighed[-1][0], run):
                weighed.pop()  # Bart Koes en Maurits van Tulder, onderzoekers in …
        elif titled(row, run) or patient_before(row, run) or not public(row, run, sentence):
            if holds_office(row, run) and ill_in_office(row, run):
                weighed.append((run, SURE))
                continue
            bare = reading.foreign and len(run.bearing) == 1 and not titled(row, run)
            weighed.append((run, 0.0 if bare else weigh(row, run)))
    for index, (run, alone) in enumerate(weighed):
        weight = alone + (LIKELY if alone > 0 and _beside_a_name(reading, weighed, index) else 0)
        # Who was named by office once is cited, wherever the name comes back.
        told = reading.care(row[run.first].sentence) and not reading.foreign
        if told and 0 < weight < PERHAPS and care_called_hers(reading.sentences[row[run.first].sentence]):
            weight += 1.0
        if weight >= (PERHAPS if told else LIKELY) and not run.parts <= cited:
            # Of another language's words too little is known to stop a text.
            yield run, LIKELY if reading.foreign else weight


def _beside_a_name(reading: Reading, weighed: list[tuple[Run, float]], index: int) -> bool:
    """Tell whether a sure name is joined to a run: Cor en Nel Bakker."""
    for other in (index - 1, index + 1):
        if 0 <= other < len(weighed) and weighed[other][1] >= SURE:
            left, right = (weighed[at][0] for at in sorted((index, other)))
            if _joined(reading.row, left, right):
                return True
    return False


def _joined(row: list[Word], left: Run, right: Run) -> bool:
    return right.first - left.last == 2 and row[left.last + 1].key in AND
