"""Owner: whether a sentence makes one named person the owner of an ailment, a part of the body, a treatment.

By grammar alone: what is of whom, who had it, after what somebody did something, what "she" had in the
next clause, who is spoken to, who speaks, and who is asked for leave to be named.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import takewhile

from syndicate.rules.secrecy.beside import titled
from syndicate.rules.secrecy.bodily import bodily, bodily_at, bodily_in
from syndicate.rules.secrecy.doing import (
    AFTER,
    BEFORE_HIS,
    FINAL,
    HAS,
    HELPED,
    HERALDS,
    HERS,
    LIFE,
    NAMED_AFTER,
    SHE,
    SMALL,
    TALK,
    THANKS,
    TOPIC,
    UNDERGONE,
)
from syndicate.rules.secrecy.lexicon import first_name
from syndicate.rules.secrecy.reading import Reading
from syndicate.rules.secrecy.roles import DETERMINERS, GREETINGS
from syndicate.rules.secrecy.runs import Run
from syndicate.rules.secrecy.spoken import asked_leave, our_patient, says, spoken_to
from syndicate.rules.secrecy.words import Form, Word
from syndicate.rules.wordlists import listed

FAR = 120  # words
HIS = BEFORE_HIS | UNDERGONE
CLAUSE = re.compile(r"[,;:()¶\n]| [-–—] ")
OPENS = re.compile(r",? ?[(]|, ")
OURS = re.compile(
    r"\b(?:bij ons|hier|in (?:de|onze) praktijk) (?:\w+ ){0,3}(?:ingeschreven|in (?:zorg|behandeling)|onder "
    r"(?:behandeling|controle))\b|\bin behandeling bij (?:onze?|ons)\b",
    re.IGNORECASE,
)
DIED = listed("died overleden overleed stierf")


def theirs(reading: Reading, run: Run, *, sure: bool) -> bool:
    """Tell whether a run is somebody whose own ailment, body or treatment the text speaks of.

    Of what is less sure to be a person (a make, perhaps), an ailment in brackets tells nothing.
    """
    row, number = reading.row, reading.row[run.first].sentence
    said = _near(reading, run)
    if asked_leave(said) or says(reading, run, said) or spoken_to(reading, run):
        return True
    if OURS.search(reading.stretch(number)) or our_patient(reading, run) or _she_had_next(reading, run, said):
        return True
    if not any(map(bodily, said)):
        return False
    ahead, behind = _sides(row, run, said)
    keys = {word.key for word in said}
    if keys & DIED or (said[0].key in GREETINGS and not keys & (THANKS - {"met"}) and bodily_in(said)):
        return True
    return (
        _body_of(row, run)
        or (sure and not _gone_to(ahead) and _apposed(said, behind))
        or _with(behind)
        or (not _of_another(ahead) and (_has(behind) or _had(behind)))
        or _after(row, run, ahead, behind)
        or _helped(row, run, ahead, behind)
        or _life(row, run)
        or personal(reading, run)
    )


def personal(reading: Reading, run: Run) -> bool:
    """Tell whether a word of the body is called his or hers beside a run."""
    ahead, behind = _sides(reading.row, run, _near(reading, run))
    return _called_hers(_until_another(behind)) or (_called_hers(ahead) and _until_another(ahead) == ahead)


def _near(reading: Reading, run: Run) -> list[Word]:
    """Return the words of a run's sentence, as far as they may be about it: a text may have no full stops."""
    row, number = reading.row, reading.row[run.first].sentence
    said = reading.sentences[number]
    if len(said) <= FAR:
        return said
    return [
        word for word in row[max(0, run.first - FAR // 2) : run.last + FAR // 2] if word.sentence == number
    ]


def _sides(row: list[Word], run: Run, said: list[Word]) -> tuple[list[Word], list[Word]]:
    """Return the words of a sentence before a run and behind it."""
    begins = bisect_left(row, said[0].start, key=lambda word: word.start)
    return said[: run.first - begins], said[run.last + 1 - begins :]


def _until_another(said: list[Word]) -> list[Word]:
    """Return these words as far as another person's name."""
    return list(takewhile(lambda w: w.fresh or w.form is not Form.CAPITAL or not first_name(w.key), said))


def _clause(words: list[Word]) -> list[Word]:
    return [words[0], *takewhile(lambda word: not CLAUSE.search(word.gap), words[1:])] if words else []


def behind_hers(said: list[Word]) -> Iterator[list[Word]]:
    """Yield the few words behind each his or her, as far as a topic: tegen haar [duizeligheid]."""
    for at, word in enumerate(said):
        if word.key not in HERS or (word.key == "zijn" and not (at and said[at - 1].key in HIS)):
            continue
        yield list(takewhile(lambda near: near.key not in TOPIC, said[at + 1 : at + 4]))


def _called_hers(said: list[Word]) -> bool:
    """Tell whether a word of the body is called his or hers: sinds haar knie …"""
    return any(
        any(map(bodily, takewhile(lambda word: word.gap in (" ", " '"), near))) for near in behind_hers(said)
    )


def _with(behind: list[Word]) -> bool:
    """Tell whether it is with a run: Griet Vandeputte met stoma; dames Jansen met een ontstoken oog."""
    if len(behind) > 2 and behind[0].key in ("die", "who"):
        behind = behind[1:]
    if len(behind) < 2 or behind[0].key not in ("met", "with") or behind[0].gap not in (" ", ", "):
        return False
    clause = list(takewhile(lambda word: word.key not in ("van", "of"), _clause(behind[1:6])))
    return bodily_in(clause)


def _body_of(row: list[Word], run: Run) -> bool:
    """Tell whether something of a body is a run's: de röntgenfoto van de pols van Jeroen."""
    at = run.first - 1
    if at > 1 and titled(row, run):
        at -= 1
    if at > 1 and row[at].key in DETERMINERS:
        at -= 1
    if at < 1 or row[at].key not in ("van", "of") or not bodily(row[at - 1]):
        return False
    # Leven met pijn van Frits Winter is a book.
    if not row[at - 1].fresh and not {near.key for near in row[max(0, at - 4) : at - 1]} & DETERMINERS:
        return False
    person = run.initials or titled(row, run) or first_name(run.bearing[0].key) > 1
    return bool(person) and (len(run.bearing) > 1 or not row[at - 1].key.endswith(NAMED_AFTER))


def _gone_to(ahead: list[Word]) -> bool:
    """Tell whether somebody is where others go, or by whom it is done: aanmelden bij X (rugpijn)."""
    return bool(ahead) and ahead[-1].key in ("bij", "by", "door", "met", "via", "with")


def _of_another(ahead: list[Word]) -> bool:
    """Tell whether somebody else of a run is spoken of: de dochter van X kreeg chemo."""
    return bool(ahead) and ahead[-1].key in ("van", "of")


def _apposed(said: list[Word], behind: list[Word]) -> bool:
    """Tell whether an ailment stands behind a name by itself: Stefan K. (depressie, …); P. Bos, astma, …"""
    if not behind or not OPENS.fullmatch(behind[0].gap.lstrip(".*_")) or TALK & {word.key for word in said}:
        return False
    first = behind[1] if behind[0].key in ("met", "with") and len(behind) > 1 else behind[0]
    return bodily(first)


def _has(behind: list[Word]) -> bool:
    """Tell whether a run has or gets it, right behind its name: Old Mr Hulzebos has dementia, so …"""
    if not behind or behind[0].gap not in (" ", ". ") or behind[0].key not in HAS:
        return False
    said = list(takewhile(lambda word: word.key not in SMALL | TOPIC, _clause(behind)[1:6]))
    return any(map(bodily, said))


def _had(behind: list[Word]) -> bool:
    """Tell whether a verb ends a clause in which somebody had it: dat Delano een hersenschudding opliep."""
    clause = _clause(behind)[:9] if behind and behind[0].gap == " " else []
    return any(
        bodily_at(clause, at) and any(near.key in FINAL for near in clause[at + 1 : at + 3])
        for at in range(len(clause))
    )


def _after(row: list[Word], run: Run, ahead: list[Word], behind: list[Word]) -> bool:
    """Tell whether a run did something after, with or without it: Na de miskraam vonden Maaike en …"""
    heard = {word.key for word in ahead[:3]} & AFTER
    if not heard or not bodily_in(ahead) or ahead[-1].key in TOPIC | DETERMINERS:
        return False
    follows = bool(behind) and behind[0].gap in (" ", ". ") and behind[0].key in UNDERGONE | {"now"}
    inverted = row[run.first].gap == " " and not CLAUSE.search(ahead[-1].gap)
    return (inverted and ahead[-1].key in UNDERGONE | HERALDS) or (
        follows and (row[run.first].gap == ", " or ahead[-1].key in ("and", "en"))
    )


def _helped(row: list[Word], run: Run, ahead: list[Word], behind: list[Word]) -> bool:
    """Tell whether somebody is treated: Tom tapet (de enkel van) X; zette bij X een kroon."""
    near = [word.key for word in ahead[-3:] if word.key not in DETERMINERS]
    last = near[-1:] if not titled(row, run) else near[-2:]
    done = any(key in HELPED for key in near) and not TOPIC & set(near)
    by = bool(last) and last[0] in ("bij", "voor", "for") and len(ahead) < 8
    begun = any(word.key in HERALDS for word in behind[:4])
    return bodily_in(_until_another(behind)) and (
        (done and not by) or (by and (begun or any(word.key in HELPED for word in ahead)))
    )


def _life(row: list[Word], run: Run) -> bool:
    """Tell whether the story or the life of a run is told: het verhaal van Soraya: leven met reuma."""
    at = run.first - 1
    return at > 0 and row[at].key in ("van", "of") and row[at - 1].key in LIFE


def _she_had_next(reading: Reading, run: Run, said: list[Word]) -> bool:
    """Tell whether "she" has it in the next clause or sentence: … Zijn HbA1c was 71."""
    number = said[0].sentence
    _, rest = _sides(reading.row, run, said)
    if any(first_name(word.key) > 1 and word.form is Form.CAPITAL and not word.fresh for word in rest):
        return False
    if any(_she_had(rest[at:]) for at, word in enumerate(rest) if word.key in SHE or CLAUSE.search(word.gap)):
        return True
    following = reading.sentences.get(number + 1, [])
    return bool(following) and (
        (following[0].key in HERS and any(map(bodily, following[1:3])))
        or (bool({word.key for word in following[:6]} & (SHE - {"zijn"})) and _she_had(following))
    )


def _she_had(said: list[Word]) -> bool:
    """Tell whether "she" has, gets or undergoes it in these words."""
    for at, word in enumerate(said[:8]):
        if word.key in SHE and word.key not in HERS:
            near = {one.key for one in (*said[max(0, at - 1) : at], *said[at + 1 : at + 3])}
            clause = _clause(said[at:])[:12]
            done = near & UNDERGONE or clause[-1].key in FINAL | UNDERGONE or _had(clause[1:])
            if done and bodily_in(clause):
                return True
    return _called_hers(_clause(said)[:8])
