"""Slugs: names in file names, addresses of pages and accounts, where small letters are the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from syndicate.rules.secrecy.lexicon import first_name, fold, ordinary, place, surname
from syndicate.rules.secrecy.roles import GREETINGS, NEVER, PARTICLES, THINGS, TITLES
from syndicate.rules.secrecy.told import confirms

SLUG = re.compile(r"(?<![\w@./])(?:/[\w.%-]{1,60}){1,30}|(?<![\w@.])[\w.%]{1,60}(?:[-_/][\w.%]{1,60}){2,30}")
HANDLE = re.compile(r"(?<![\w.@/])@([A-Za-z][\w.]{2,39})(?![\w@])")
SENTENCE = re.compile(r"(?<=[.!?])\s")
AROUND = 600  # signs of a line that may answer somebody
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
        if match[0].islower() or "_" in match[0] or "/" in match[0]:
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
        plain = ordinary(key) and not (titled and back < index - 2)
        if plain or key in NEVER or key in PARTICLES or place(key) or len(key) < 3 or not (named or titled):
            continue
        last, weight = index, 3.0 if titled else 2.0 if named > 2 else 1.0
        while last < len(parts) and parts[last][2] in PARTICLES:
            last += 1
        if last < len(parts) and _surname(parts[last][2]):
            end, key, weight = parts[last][1], f"{key} {parts[last][2]}", 3.0
            index = last + 1
        yield Found(offset + start, offset + end, key, weight)


def _surname(key: str) -> bool:
    return len(key) > 3 and key not in THINGS and (not ordinary(key) or surname(key))


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
            sure = greeted or told
            yield Found(match.start(), match.end(), key, 3.0 if sure else 2.0)
