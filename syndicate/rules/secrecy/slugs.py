"""Slugs: names in file names, addresses of pages and accounts, where small letters are the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from syndicate.rules.secrecy.bodily import bodily_key
from syndicate.rules.secrecy.doing import HERS, UNDERGONE
from syndicate.rules.secrecy.lexicon import first_name, fold, ordinary, place, surname
from syndicate.rules.secrecy.roles import GREETINGS, NEVER, PARTICLES, THINGS, TITLES
from syndicate.rules.secrecy.told import confirms
from syndicate.rules.wordlists import listed

SLUG = re.compile(r"(?<![\w@./])(?:/[\w.%-]{1,60}){1,30}|(?<![\w@.])[\w.%]{1,60}(?:[-_/][\w.%]{1,60}){2,30}")
HANDLE = re.compile(r"(?<![\w.@/])@([A-Za-z][\w.]{2,39})(?![\w@])")
SENTENCE = re.compile(r"(?<=[.!?])\s")
INITIALLED = 2.0  # of an initial and a surname: somebody, maybe an author
COMMON = 4  # of a first name, on gender-guesser's scale
COURTESIES = listed("mevrouw meneer mw mevr dhr mr mrs")
# In a file name these tell of one person: janneke-traplopen-na-beroerte, saskia-about-her-…
ONES = HERS | UNDERGONE | listed("na after met with")
# What bears the name that stands before it: guillain-barre-syndrome.
ILLNESS = listed("syndrome syndroom disease palsy")
AROUND = 600  # signs of a line that may answer somebody
SHOUTED = re.compile(r"(?<![A-Za-z])[A-Z]{2,5}(?![A-Za-z])")  # after-TIA
PIECE = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A name inside a slug or an account, and how sure it is."""

    start: int
    end: int
    key: str
    weight: float


def slugs(text: str) -> Iterator[Found]:
    """Yield the names in everything that is written like a file name or an address."""
    if text.count("-") + text.count("_") + text.count("/") < 1:
        return
    for match in SLUG.finditer(text):
        if SHOUTED.sub("", match[0]).islower() or "_" in match[0] or "/" in match[0]:
            yield from _in_slug(match[0], match.start())


def _in_slug(slug: str, offset: int) -> Iterator[Found]:
    parts = [(part.start(), part.end(), fold(part[0])) for part in PIECE.finditer(slug)]
    index = 0
    while index < len(parts):
        start, end, key = parts[index]
        index += 1
        back = index - 2
        while back > 0 and parts[back][2] in PARTICLES:
            back -= 1
        titled = back >= 0 and parts[back][2] in TITLES
        named = first_name(key)
        if len(key) == 1 and index < len(parts) and _initialled(slug, end, parts[index]):
            _, end, last_name = parts[index]
            index += 1
            yield Found(offset + start, offset + end, f"{key} {last_name}", INITIALLED)
            continue
        followed = (
            index < len(parts) and _surname(parts[index][2]) and slug[end : parts[index][0]] in ("-", "_")
        )
        # bram_kuipers, mr-finch: an everyday word before a surname, or as one behind a courtesy
        given = (named >= COMMON and followed) or (
            index > 1 and parts[index - 2][2] in COURTESIES and surname(key)
        )
        plain = ordinary(key) and not given and not (titled and back < index - 2)
        if plain or key in NEVER or key in PARTICLES or place(key) or len(key) < 3 or not (named or titled):
            continue
        last, weight = index, 3.0 if titled else 2.0 if named > 2 else 1.0
        while last < len(parts) and parts[last][2] in PARTICLES:
            last += 1
        if last < len(parts) and _surname(parts[last][2]):
            end, key, weight = parts[last][1], f"{key} {parts[last][2]}", 3.0
            index = last + 1
        if weight == 2.0 and parts[index:] and _own_ailment([part[2] for part in parts[index:]]):
            weight = 3.0
        bears = index < len(parts) and parts[index][2] in ILLNESS
        if not bears or titled:
            yield Found(offset + start, offset + end, key, weight)


def _initialled(slug: str, at: int, part: tuple[int, int, str]) -> bool:
    """Tell whether an initial before a surname ends at `at`: m_achterberg."""
    start, _, key = part
    return (
        slug[at:start] in ("-", "_", ".", "._", ".-") and len(key) > 3 and surname(key) and not ordinary(key)
    )


def _own_ailment(parts: list[str]) -> bool:
    """Tell whether what follows a first name tells of its own ailment."""
    return any(key in ONES for key in parts) and any(map(bodily_key, parts))


def _surname(key: str) -> bool:
    return len(key) > 3 and key not in THINGS and (not ordinary(key) or surname(key))


def _owner_has_it(behind: str) -> bool:
    """Tell whether an account's owner has it: @joeri die na zijn schouderluxatie weer …"""
    words = [fold(part[0]) for part in PIECE.finditer(behind)]
    return any(key in HERS and any(map(bodily_key, words[at + 1 : at + 3])) for at, key in enumerate(words))


def handles(text: str) -> Iterator[Found]:
    """Yield the accounts that bear a person's name or are greeted."""
    for match in HANDLE.finditer(text):
        head = fold(PIECE.search(match[1])[0])  # type: ignore[index]  # HANDLE begins with a letter
        greeted = (
            set(re.findall(r"\w+", text[max(0, match.start() - 24) : match.start()].lower())) & GREETINGS
        )
        line = text[text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
        told = any(
            confirms(said, set(re.findall(r"\w+", said.lower()))) for said in SENTENCE.split(line[:AROUND])
        )
        if greeted or told or (first_name(head) > 1 and not ordinary(head) and head not in NEVER):
            key = " ".join(fold(part[0]) for part in PIECE.finditer(match[1]))
            sure = greeted or told or _owner_has_it(text[match.end() : match.end() + 90].partition("\n")[0])
            yield Found(match.start(), match.end(), key, 3.0 if sure else 2.0)
