"""Office: who is cited and not treated: named by a profession, an institution, a publication, or by fame."""

from __future__ import annotations

import re
from functools import lru_cache

from syndicate.rules.secrecy.care import is_care
from syndicate.rules.secrecy.doing import UNDERGONE
from syndicate.rules.secrecy.fame import FAMOUS, PAIRS
from syndicate.rules.secrecy.roles import (
    CITED,
    DETERMINERS,
    HISTORIC,
    LAY,
    PROFESSION_ENDS,
    PROFESSIONS,
    PUBLIC,
    SCHOLARS,
)
from syndicate.rules.secrecy.runs import Run
from syndicate.rules.secrecy.whose import ill_in_office
from syndicate.rules.secrecy.words import Form, Word
from syndicate.rules.wordlists import endings, listed

HERE = re.compile(r"\b(?:hier|here|bij ons|onze?|ons|wij|we|us|our|mij|mijn|my)\b", re.IGNORECASE)
NO_OFFICE = listed("ervaringsdeskundige lotgenoot die dat who that patient patiente client cliente")
INSTITUTION_ENDS = endings("umc universiteit university ziekenhuis hospital instituut institute mc centrum")
OF = ("van", "of", "from", "is", "was")
# A year of long ago, and of nobody's birth.
LONG_PAST = re.compile(
    r"(?<![\w/.-])(?<!geboren )(?<!geboren in )(?<!born in )(?<!geb\. )(?<!jaargang )(?<!bouwjaar )"
    r"(?:1[0-8]\d\d|19[0-5]\d)\b"
)
# With a year, what is told of somebody in full is history or news more often than a visit.
LONG_AGO = re.compile(r"(?<![\d/.-])(?:19[2-9]\d|20[01]\d)(?![\d/-])")
WORLD = re.compile(
    r"\b(?:vermoedelijk|historici|historicus|biograaf|biografie|beroemde?|wereldberoemde?|legendarische?|"
    r"schilder|componist|zanger|zangeres|acteur|actrice|filmster|popster|rapper|cabaretier|president|premier|"
    r"prinses|wereldkampioene?|olympische?|topsporter|voetballer|\w*(?:tennis|voetbal|wielrennen|schaatsen)|tv-\w+|romanfiguur|stripheld|hoofdpersoon|"
    r"famous|historians?|biographer|painter|composer|singer|actor|actress|rapper|celebrity|footballer|olympic)\b",
    re.IGNORECASE,
)
OWN = re.compile(
    r"\b(?:haar|zijn|his|her) (?:eigen |own )?(?:\w*(?:kanker|ziekte|klachten|pijn|operatie|behandeling|"
    r"depressie|herstel|dialyse|reuma|hernia|diagnose|burn-?out|verslaving|ast(?:h)?ma|diabetes|migraine|eczeem)|"
    r"illness|cancer|surgery|depression|recovery|pain|eczema|blood (?:pressure|sugar))\b",
    re.IGNORECASE,
)
# Who told a newspaper of it, or wrote a book, keeps no secret.
MEDIA = re.compile(
    r"\b(?:AD|NRC|NOS|RTL|NPO|BNN|VARA|KRO|EO|VRT|BBC|CNN|Volkskrant|Trouw|Telegraaf|Parool|Guardian|Times|"
    r"Instagram)\b"
    r"|\b(?:sprak (?:\w+ )?(?:over|uit)|maakte (?:\w+ ){0,6}bekend|spoke (?:\w+ )?(?:about|out))\b"
    r"|\b(?:in|tegen|bij|aan|to|on) (?:het |de |een |the |an? )?(?:\w*krant|\w*blad|interview|podcast|"
    r"documentaire|talkshow|televisie|tv|newspaper|documentary)\b"
    r"|\b(?:zijn|haar|his|her|een|het|a) (?:\w+ )?(?:boek|roman|show|voorstelling|album|autobiografie|"
    r"memoires|book|memoir|autobiography)\b"
)
THE_PRACTICE = re.compile(r"\b(?:bij ons|onze?|ons|wij|we|us|our)\b", re.IGNORECASE)
YEAR = re.compile(r",? \(?(?:19|20)\d\d\b")
SIGNED = re.compile(r"[*_]{0,3},?[ ]{0,2}\n[ *_]{0,4}")


def office(row: list[Word], run: Run, sentence: str) -> bool:
    """Tell whether somebody is named by a profession or an office: such people are cited, not treated."""
    if holds_office(row, run) and ill_in_office(row, run):
        return False
    at = run.first - 1
    for back in range(4):
        if at - back < 0 or row[at - back].sentence != row[run.first].sentence:
            break
        word = row[at - back]
        if back == 0 and _professional(word) and word.key.rpartition("-")[2] not in LAY:
            return True
        if back and word.key in SCHOLARS:
            return True
        if row[at - back].gap != " ":
            break
    after = row[run.last + 1] if run.last + 1 < len(row) else None
    if after and (YEAR.match(after.gap) or (SIGNED.fullmatch(after.gap) and _professional(after))):
        return True
    return _presented(row, run) and not HERE.search(sentence)


def holds_office(row: list[Word], run: Run) -> bool:
    """Tell whether a profession stands right before a run: huisarts Kroes."""
    at = run.first - 1
    return at >= 0 and row[at].sentence == row[run.first].sentence and _professional(row[at])


def _presented(row: list[Word], run: Run) -> bool:
    """Tell whether a profession or an institution stands behind a name: X, hoogleraar …; X van het UMC."""
    at = run.last + 1
    for ahead in range(6):
        if at + ahead >= len(row) or row[at + ahead].sentence != row[run.last].sentence:
            return False
        word = row[at + ahead]
        if ahead == 0 and not (word.gap in (", ", " (", " - ") or word.key in OF):
            return False
        if _professional(word) or (
            word.form is not Form.LOWER and run.cased and _institution(word, close=ahead < 3)
        ):
            return True
        if word.key in NO_OFFICE:
            return False
        if ahead and (word.gap not in (" ", "-") or (word.key in DETERMINERS and row[at].key not in OF)):
            return False
    return False


def _professional(word: Word) -> bool:
    key = word.key.rpartition("-")[2]
    key = key.removesuffix("s") if key.endswith(("ers", "eurs")) else key
    return word.key in PROFESSIONS or key.endswith(PROFESSION_ENDS) or key in PROFESSIONS


def _institution(word: Word, *, close: bool) -> bool:
    return word.key.endswith(INSTITUTION_ENDS) or (
        close and word.form is Form.CAPITALS and len(word.text) > 2 and not is_care(word.text)
    )


def public(row: list[Word], run: Run, sentence: str) -> bool:
    """Tell whether a sentence speaks of somebody known for their work, or cites a publication."""
    if run.parts & HISTORIC or CITED.search(sentence):
        return True
    if (famous(run) or _pair(run, sentence)) and not HERE.search(sentence):
        return True
    # A patient, too, tested positive in 1955: the great are named in full.
    full = 1 < len(run.bearing) + run.initials < 5
    if not full or OWN.search(sentence) is not None:
        return False
    return _of_the_world(sentence) or (_of_old(sentence) and not _undergoes(row, run))


def _of_old(sentence: str) -> bool:
    return LONG_PAST.search(sentence) is not None and not HERE.search(sentence)


def _undergoes(row: list[Word], run: Run) -> bool:
    """Tell whether a run does what patients do: Jan Bakker had polio in 1952."""
    behind = row[run.last + 1 : run.last + 2]
    return bool(behind) and behind[0].gap == " " and behind[0].key in UNDERGONE - {"was"}


def famous(run: Run) -> bool:
    """Tell whether everybody knows a name: of a person of history, of the news, of a firm."""
    return run.key in FAMOUS


def _pair(run: Run, sentence: str) -> bool:
    return any(run.key in pair and pair in sentence.lower() for pair in PAIRS)


def renowned(row: list[Word], run: Run, sentence: str) -> bool:
    """Tell whether a name may be one of history or of the news: then a second person judges."""
    full = len(run.bearing) + run.particles > 1
    ours = THE_PRACTICE.search(sentence)
    old = LONG_AGO.search(sentence) is not None and not HERE.search(sentence)
    if not ours and (_among_famous(sentence) or (full and (old or MEDIA.search(sentence)))):
        return True
    if run.first and not ours and WORLD.fullmatch(row[run.first - 1].text):
        return True  # zangeres Anouk
    return famous(run) or (
        full
        and (WORLD.search(sentence) is not None or _professional(row[run.first - 1]))
        and not HERE.search(sentence)
    )


@lru_cache(maxsize=16)
def _among_famous(sentence: str) -> bool:
    """Tell whether a sentence also names somebody whom everybody knows."""
    low = sentence.lower()
    return any(" " in name and name in low for name in FAMOUS)


@lru_cache(maxsize=16)  # a long sentence has many names
def _of_the_world(sentence: str) -> bool:
    return PUBLIC.search(sentence) is not None and not HERE.search(sentence)
