"""Lexicon: what a word is to a reader: an ordinary word, a first name, a surname, a place.

Ordinary words, places and surnames come from lexicon.xz (OpenTaal and SCOWL word lists, Faker's surnames;
tests/guard/lexicon.py makes it), first names of fifty countries mainly from gender-guesser. Read once, when
the first text is looked at.
"""

from __future__ import annotations

import lzma
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from unidecode import unidecode

from syndicate.rules.wordlists import endings, listed

# No word of the list is longer: a longer one is an ordinary compound.
LONGEST = 14
SURNAME_ENDS = endings(
    """
    stra sma ema inga enga oglu owski owska ewski ewska wicz czyk czuk mans sen sson veld velde huis
    huizen kamp berg bergen broek horst stein mann escu shvili idze opoulos singh poulos hoek hoeve
    meijer
    """
)


# Everyday words that are names somewhere: with a capital they still are everyday words.
EVERYDAY = listed(
    """
    the de van to en in a ik dat je te you on be er om are ze he door dan my over an so his me one can
    will kan just al nu do hoe na wil than andere onder hun go way said mee even dag may here alle ga take
    made ja man love long bent hele come am toe anders per lang beste elke free jaren night lot foto done
    wilt kon tell kun oude men side job run maart line five hope april young oh ago guy win else york nice
    meisje ander hou due soon red mei age among major non art son kamer song march landen kant chance juli
    summer price fine co augustus won tien bang king enkel kort nam save uk key kent hey prima ken august
    titel broer versie okay deep mine les rock river peace jong beat anti wit miles ice hi ene val fair
    brand sun justice gun judge german floor brain spring fan rich hoi gay gang carry ran nine lieve bel
    rijk queen ding allen royal koop sad lie islam general stone keren till bet cat lucky lage diep ad min
    file des bal tea storm core bay sky kick bergen vice rain wensen moon forest beer trees oke honor oma
    loan hero ya era sub klas kader woon urban slim novel neus mate ma ah tiny jail wing solo dode desire
    zak hang don let her sand wijs bad mag el lies moe zo zou dit niet wel wat wie waar welke deze die als
    maar met voor bij uit ook nog heel veel geen meer wij we zij hij u uw is was heeft had zit zal moet
    gaat komt doet staat ligt leeft bent wordt kijk kom doe neem maak vraag geef dus toch want hem haar
    mijn onze ons there this that these those what when where how why who all any some more most not and
    but or for with from your our
    """
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists as they are looked up: `entries` of the lexicon, `first` names with how common each is."""

    entries: frozenset[str]
    first: dict[str, int]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lists; the first call takes 0.3 s and 70 MB, later ones nothing."""
    raw = files("syndicate.rules.secrecy").joinpath("lexicon.xz").read_bytes()
    return Lexicon(frozenset(lzma.decompress(raw).decode("ascii").split("\n")), _first_names())


def _first_names() -> dict[str, int]:
    """Read the list of gender-guesser, a name a line; its own reader, which asks for whom, takes long.

    A + in a name stands for nothing, a space or a hyphen (Jan+Willem).
    """
    names = files("gender_guesser").joinpath("data/nam_dict.txt").read_text("utf-8")
    first: dict[str, int] = {}
    for line in names.splitlines():
        if not line.startswith(("#", "=")):
            name, common = line.split(maxsplit=2)[1], _commonest(line.rstrip()[30:-1])
            for written in (name.replace("+", sign) for sign in (("", " ", "-") if "+" in name else ("",))):
                key = fold(written)
                if len(key) > 1:
                    first[key] = max(first.get(key, 0), common)
    return first


def _commonest(counts: str) -> int:
    # One hexadecimal digit a country, on a scale of powers of two.
    return int(max(counts.strip() or "0"), 16)


def fold(word: str) -> str:
    """Return a word in small letters without accents, as the lists have it."""
    return word.lower() if word.isascii() else _folded(word)


@lru_cache(maxsize=16384)
def _folded(word: str) -> str:
    return unidecode(word).lower()


@lru_cache(maxsize=65536)
def ordinary(word: str) -> bool:
    """Tell whether a folded word is an ordinary Dutch or English one; a very long one is a compound."""
    if "-" in word:
        return all(part in lexicon().entries for part in word.split("-"))
    return word in lexicon().entries or len(word) > LONGEST


def first_name(word: str) -> int:
    """Return how common a folded word is as a first name: 0 not at all, 1 rare, 13 everywhere."""
    if word in EVERYDAY:
        return 0
    names = lexicon().first
    if word in names:
        return names[word]
    for sign, common in (("*", 2), ("~", 1)):
        if f"{sign}{word.capitalize()}" in lexicon().entries:
            return common
    # Jan-Willem, and in Dutch every name has its small one: Jeroentje.
    head, _, tail = word.partition("-")
    if tail:
        return names.get(head, 0) if tail in names or not ordinary(tail) else 0
    for end in ("etje", "tje", "pje", "je", "ke"):
        if word.endswith(end) and len(word) - len(end) > 2 and not ordinary(word):
            return min(2, names.get(word.removesuffix(end), 0))
    return 0


def given(word: str) -> int:
    """Return how common a folded word is as a first name, also where it is an everyday word (Lies, Will)."""
    return lexicon().first.get(word, 0)


def surname(word: str) -> bool:
    """Tell whether a folded word is, or is formed like, a surname."""
    if f"+{word.capitalize()}" in lexicon().entries:
        return True
    if "-" in word:
        return any(map(surname, word.split("-")))
    return len(word) > 5 and word.endswith(SURNAME_ENDS) and not ordinary(word) and not place(word)


def place(word: str) -> bool:
    """Tell whether a folded word is a known place or street."""
    if "-" in word:
        return any(map(place, word.split("-")))
    # Pieterse is a surname, and Pieter no town.
    return f"@{word.capitalize()}" in lexicon().entries and lexicon().first.get(word, 0) < 3


def proper(word: str) -> bool:
    """Tell whether a folded word is the known name of something: a country, a feast, a make, a person."""
    return word.capitalize() in lexicon().entries or place(word)
