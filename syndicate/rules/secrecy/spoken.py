"""Spoken: who is spoken to about an ailment, who speaks of "my knee", whose leave to be named is asked."""

from __future__ import annotations

import re

from syndicate.rules.secrecy.beside import greeted, patient_before, titled
from syndicate.rules.secrecy.bodily import bodily, bodily_at, bodily_in
from syndicate.rules.secrecy.doing import ASKING, KINDLY, THANKS, YOURS
from syndicate.rules.secrecy.reading import Reading
from syndicate.rules.secrecy.roles import GREETINGS, SPEECH
from syndicate.rules.secrecy.runs import Run
from syndicate.rules.secrecy.words import Word
from syndicate.rules.wordlists import listed

LONGEST = 120  # words in a sentence that speaks to somebody
OUR_PATIENT = re.compile(
    r",? \(?(?:ons|onze|our|een|mijn|a) (?:\w+[ -]){0,4}(?:\w*pati[eë]nt(?:e|je)?|\w*cli[eë]nt(?:e|je)?|"
    r"patient|client)\b",
    re.IGNORECASE,
)
ENDS_CALL = re.compile(r" ?[,!.:;?—–-]")
SIGNS = re.compile(r"[\"”’'»!.?*_ ]{1,6}\s?[-–—~]{1,2} ?\**$")
IF = listed("als wanneer mocht indien if when should heeft hebt had bent voelt krijgt")
YOU = listed("je jij u uw you your")
WROTE = listed("groet groetjes ingezonden kaart question vraag vraagje")
# Of an appointment speaks who answers a patient.
ANSWERED = listed(
    """
    afspraak appointment behandeling bloedtest gegevens referral results test uitslag verwijzing
    """
)
MINE = listed("mijn m'n mn my")
I_HAD = listed("had heb kreeg durfde loop liep slikte moest was ben have got took")


def spoken_to(reading: Reading, run: Run) -> bool:
    """Tell whether somebody is spoken to about it: Sorry Bart, je knie …; Fijn om te horen, Oebele, dat …"""
    row, number = reading.row, reading.row[run.first].sentence
    if not _called(row, run):
        return False
    for near in (number, number + 1):
        said = reading.sentences.get(near, [])
        if not 0 < len(said) <= LONGEST or said[0].key in IF:
            continue
        if any(
            word.key in YOURS
            and not any(one.key in IF for one in said[max(0, at - 6) : at])
            and any(bodily(one) or one.key in ANSWERED for one in said[at + 1 : at + 4])
            for at, word in enumerate(said)
        ):
            return True
        keys = {word.key for word in said}
        kindly = keys & KINDLY or (near == number and greeted(row, run) and keys & YOU)
        if kindly and not keys & THANKS and bodily_in(said):
            return True
    return False


def _called(row: list[Word], run: Run) -> bool:
    """Tell whether a name calls somebody: after a comma, a greeting, sorry or yes, and before a stop."""
    at, number = run.first, row[run.first].sentence
    if titled(row, run):
        at -= 1
    behind = row[run.last + 1] if run.last + 1 < len(row) and row[run.last + 1].sentence == number else None
    if behind is not None and not ENDS_CALL.match(behind.gap):
        return False
    if greeted(row, run):
        return True
    ahead = row[at - 1] if at and row[at - 1].sentence == number else None
    if ahead is None:
        return False
    words = {word.key for word in row[max(0, at - 3) : at]}
    called = KINDLY | GREETINGS | {"hoor", "nee", "excuses"}
    return row[at].gap == ", " or bool(words & called and row[at].gap == " ")


def says(reading: Reading, run: Run, said: list[Word]) -> bool:
    """Tell whether somebody says "my knee": "Van mijn hielspoor af!" – Yolanthe …; …, vertelt Winston."""
    row, number = reading.row, said[0].sentence
    gap = row[run.first].gap
    around = {row[near].key for near in (run.first - 1, run.last + 1) if 0 <= near < len(row)}
    spoken = around & SPEECH or WROTE & {word.key for word in said[:4]}
    signed = SIGNS.search(gap) or '"' in reading.stretch(number)
    quoted = run.last + 1 < len(row) and row[run.last + 1].gap.startswith(": ")
    if not (spoken or signed or quoted):
        return False
    near = [
        word for at in (number - 1, number, number + 1) for word in reading.sentences.get(at, [])[:LONGEST]
    ]
    return any(
        (word.key in MINE and any(map(bodily, near[at + 1 : at + 4])))
        or (
            word.key in ("ik", "i")
            and any(one.key in I_HAD for one in near[max(0, at - 1) : at + 2])
            and any(bodily_at(near, one) for one in range(at + 1, min(len(near), at + 9)))
        )
        for at, word in enumerate(near)
    )


def asked_leave(said: list[Word]) -> bool:
    """Tell whether somebody's leave to be named with it is spoken of: toestemming van X nog vragen."""
    keys = {word.key for word in said}
    return bool(keys & ASKING) and any(map(bodily, said)) and not keys & {"ouders", "parents", "ouder"}


def our_patient(reading: Reading, run: Run) -> bool:
    """Tell whether a run is called a patient right before or behind it: Luuk, ons patiëntje met Duchenne."""
    if patient_before(reading.row, run):
        return True
    return OUR_PATIENT.match(reading.text, reading.row[run.last].end) is not None
