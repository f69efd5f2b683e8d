"""Features: what tells one person from all others in a sentence: a place, an event, an age, kin, a trade."""

from __future__ import annotations

import re

from syndicate.rules.secrecy.care import is_care
from syndicate.rules.secrecy.known import Known, knows
from syndicate.rules.secrecy.lexicon import ordinary
from syndicate.rules.secrecy.roles import PROFESSION_ENDS
from syndicate.rules.secrecy.someone import (
    AGE,
    EVENTS,
    FROM,
    GENERIC,
    LANDS,
    MANY,
    NEIGHBOURS,
    ONE,
    ONLY,
    OURS,
    OWN,
    PAST,
    PERSONS,
    RELATIVES,
    SPOT_ENDS,
    SPOTS,
    THAT,
    is_trade,
)
from syndicate.rules.secrecy.told import SOON
from syndicate.rules.secrecy.words import Form, Word

AGED = re.compile(r"\b(?:van|of|\() ?\d{1,3}\b|jarige|year-old")
# Weak verbs in the past; beside a time only, since adjectives end so too.
DONE = re.compile(
    r"(?!ziekte|beste|grote|rechte|goede|oude|koude|laatste|eerste)\w{2,}[bcdfghklmnprstvz](?:de|te|den|ten)|sloeg|zonk|reed|schoot|stal"
)
THE = ("de", "het", "the")
MARRIED = ("getrouwd", "gehuwd", "verloofd", "married", "engaged")
WINDOW = 9  # words between what belongs together


def definite_trade(row: list[Word], at: int, *, cared: bool) -> bool:
    """Tell whether the one holder of a trade is ill: "de pastoor is onze trouwste patiënt"."""
    word = row[at]
    if (
        not is_trade(word.key)
        or _professional(word.key)
        or not at
        or row[min(at + 1, len(row) - 1)].key in THAT
    ):
        return False
    definite = any(near.key in THE for near in row[max(0, at - 2) : at])
    own = any(near.key in OWN for near in row[at + 1 : at + 12])
    return (definite and own and _cared_for(row, at)) or (cared and one(row, at))


def _cared_for(row: list[Word], at: int) -> bool:
    """Tell whether care is spoken of on the same side of a semicolon as a holder of a trade."""
    first, last = at, at + 1
    while first and row[first].gap.strip() != ";":
        first -= 1
    while last < len(row) and row[last].gap.strip() != ";":
        last += 1
    return last - first == len(row) or any(is_care(word.text) for word in row[first:last])


def told_apart(row: list[Word], at: int) -> bool:
    """Tell whether one person is told from others: de bewoner van het huis met …"""
    if row[at].key in GENERIC or not any(near.key in THE for near in row[max(0, at - 2) : at]):
        return False
    link = row[at + 1 : at + 4]
    return (
        len(link) == 3
        and link[0].key in FROM
        and link[1].key in ("de", "het", "the", "'t")
        and not (
            link[2].key in GENERIC | PERSONS | MANY or is_care(link[2].text) or _professional(link[2].key)
        )
    )


def aged(row: list[Word], known: Known) -> bool:
    """Tell whether an age stands with a place: a 52-year-old farrier from Oudezwet."""
    return any(
        AGE.fullmatch(word.key)
        and any(_from_place(row, ahead, known) for ahead in range(at + 2, min(len(row), at + 6)))
        for at, word in enumerate(row)
    )


def _from_place(row: list[Word], at: int, known: Known) -> bool:
    word = row[at]
    return (
        row[at - 1].key in ("uit", "from")
        and _proper_place(word)
        and not knows(known, frozenset((word.key,)))
    )


def _proper_place(word: Word) -> bool:
    return word.form is Form.CAPITAL and not word.fresh and word.key not in LANDS


def _spot(key: str) -> bool:
    return key in SPOTS or key.endswith(SPOT_ENDS)


def _professional(key: str) -> bool:
    return key.endswith(PROFESSION_ENDS)


def one(row: list[Word], at: int) -> bool:
    """Tell whether one person is meant: een, de, onze, an age or nothing before it, and no plural."""
    word = row[at]
    if word.key in MANY or _professional(word.key):
        return False
    before = [near.key for near in row[max(0, at - 4) : at]]
    return not before or any(key in ONE for key in before) or any(AGE.fullmatch(key) for key in before)


def placed(row: list[Word], at: int, known: Known, slug: bool) -> bool:
    """Tell whether a place, a house or a club by name stands behind a person: de kapper uit Hoogdijk."""
    trade = is_trade(row[at].key)
    for ahead in range(at + 1, min(len(row), at + WINDOW)):
        word = row[ahead]
        if row[ahead - 1].key not in FROM and row[ahead - 1].key not in ("de", "het", "the", "'t"):
            continue
        named = _proper_place(word) or (trade and _club(row, ahead))
        if slug:
            named = not ordinary(word.key) and len(word.key) > 3 and word.key not in LANDS
        if named and not knows(known, frozenset((word.key,))) and not is_care(word.text):
            return True
        if _spot(word.key) and (trade or ahead - at < 5):
            return True
    return False


def _club(row: list[Word], at: int) -> bool:
    """Tell whether a club stands here: VV Oudezwet."""
    return row[at].form is Form.CAPITALS and at + 1 < len(row) and row[at + 1].form is Form.CAPITAL


def known_event(row: list[Word], at: int, *, when: bool, slug: bool) -> bool:
    """Tell whether a person is told by what happened: de jongen die van de toren viel."""
    if any(row[near].key.endswith(EVENTS) and row[near - 1].key in THE for near in range(max(1, at - 6), at)):
        return True
    if not slug and not any(
        near.key in ("de", "het", "die", "the", "that") for near in row[max(0, at - 3) : at]
    ):
        return False
    behind = row[at + 1 : at + 1 + WINDOW + 4]
    if any(word.key.endswith(EVENTS) for word in behind):
        return True
    told = next((index for index, word in enumerate(behind[:5]) if word.key in THAT), None)
    if told is None:
        return False
    return any(
        PAST.fullmatch(word.key) or (when and row[at].key not in GENERIC and DONE.fullmatch(word.key))
        for word in behind[told + 1 :]
    )


def only(row: list[Word]) -> bool:
    """Tell whether somebody is the only one, the oldest, our first: de enige veehoudster in ons dorp."""
    for at, word in enumerate(row):
        if word.key not in ONLY:
            continue
        behind = row[at + 1 : at + 10]
        strict = word.key in ("eerste", "first")
        near_us = any(
            near.key in ("onze", "ons", "our") for near in (*row[max(0, at - 1) : at], *row[at + 1 : at + 9])
        )
        if strict and not near_us:
            continue
        head = any(near.key in PERSONS or (is_trade(near.key) and not strict) for near in behind[:3])
        where = any(_spot(near.key) or _proper_place(near) for near in behind)
        if (head and (where or word.key in ("enige", "only") or strict)) or (
            where and any(near.key in FROM for near in behind[:2])
        ):
            return True
    return False


def ours(row: list[Word]) -> bool:
    """Tell whether somebody close to the writer is meant: onze buurvrouw, my mother-in-law."""
    for at, word in enumerate(row):
        if word.key not in NEIGHBOURS and not is_trade(word.key):
            continue
        before = {near.key for near in row[max(0, at - 2) : at]}
        if before & OURS and not _professional(word.key):
            return True
        if (
            word.key in NEIGHBOURS
            and before & {"de", "het", "the", "een", "a"}
            and any(_spot(near.key) for near in row[at + 1 : at + 6])
        ):
            return True
    return False


def kin_of(row: list[Word]) -> bool:
    """Tell whether somebody is named as kin of one person: de broer van onze assistente, the baker's wife."""
    for at, word in enumerate(row):
        if word.key in MARRIED and _trade_behind(row[at + 1 : at + 4]):
            return True
        if word.key not in RELATIVES:
            continue
        if at and row[at - 1].possessive and (is_trade(row[at - 1].key) or row[at - 1].key in NEIGHBOURS):
            return True
        link = row[at + 1 : at + 3]
        if (
            len(link) < 2
            or link[0].key not in ("van", "of")
            or link[1].key not in ("de", "het", "onze", "the", "our", "een")
        ):
            continue
        if _of_one(row[at + 3 : at + 5], definite=link[1].key in ("onze", "our", "de", "the")):
            return True
    return False


def _trade_behind(link: list[Word]) -> bool:
    """Tell whether one holder of a trade follows: (married) to the conductor."""
    keys = [word.key for word in link]
    return len(keys) > 2 and keys[0] in ("met", "to") and keys[1] in THE and is_trade(keys[2])


def _of_one(named: list[Word], *, definite: bool) -> bool:
    """Tell whether kin is of one person that others know, and not of a patient or a child in general."""
    keys = [word.key for word in named]
    if any(key in GENERIC | PERSONS | MANY for key in keys):
        return False
    return definite or any(is_trade(key) for key in keys) or not any(map(_professional, keys))


def mishap(row: list[Word], stretch: str) -> bool:
    """Tell whether somebody met with something of late, close by: vorige week viel een mevrouw van 83."""
    if AGED.search(stretch) is None or not any(_spot(word.key) for word in row):
        return False
    return any(PAST.fullmatch(word.key) for word in row) and SOON.search(stretch) is not None
