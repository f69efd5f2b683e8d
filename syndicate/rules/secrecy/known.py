"""Known: what is no patient's, because it is the practice's own, a source's, or everybody's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b

from syndicate.model import Person, Practice, Source
from syndicate.rules.secrecy.kinds import Kind
from syndicate.rules.secrecy.lexicon import fold
from syndicate.rules.secrecy.traces import traces, vouched
from syndicate.rules.secrecy.visible import legible
from syndicate.rules.wordlists import WEBMAIL

LETTERS = re.compile(r"[^\W\d_]+")
Second = tuple[frozenset[str], str]


@dataclass(frozen=True, slots=True)
class Known:
    """What the practice vouches for: `keys` of traces, "@host" for its hosts, `names` as people write them.

    `region` is the country whose national numbers are read. `remembered` holds `name_hash` of names that a
    second person let pass before, and `seconds` by whom: (the ids of one person, hash). `cited` are the
    publishers of an article's sources, known there by themselves. Neither is known beside care. `consented`
    are the names in the descriptions of its pictures, as far as its consents reach. `allowed` are the words
    that stand as they are where nobody can sign for them.
    """

    region: str = "NL"
    keys: frozenset[str] = field(default=frozenset(), repr=False)
    names: frozenset[str] = field(default=frozenset(), repr=False)
    remembered: frozenset[str] = frozenset()
    cited: frozenset[str] = field(default=frozenset(), repr=False)
    consented: frozenset[str] = field(default=frozenset(), repr=False)
    allowed: frozenset[str] = field(default=frozenset(), repr=False)
    seconds: frozenset[Second] = frozenset()


def vouch(
    practice: Practice, people: Iterable[Person] = (), seconds: frozenset[Second] = frozenset()
) -> Known:
    """Return what a practice vouches for: its own data, its people, `allowed`, and names approved before."""
    address = f"{practice.street}, {practice.postal_code} {practice.city}"
    keys = {key for line in practice.allowed for key in vouched(legible(line), region=practice.country)}
    for number in (practice.phone, practice.out_of_hours_phone):
        # Belgian numbers have nine digits, as a citizen service number has.
        dialled = number.lstrip(" (").startswith(("0", "+"))
        keys |= _meant(number, practice.country, {Kind.PHONE, Kind.BSN} if dialled else {Kind.PHONE})
    keys |= _meant(practice.email, practice.country, {Kind.EMAIL})
    keys |= _meant(address, practice.country, {Kind.ADDRESS})
    hosts = {practice.email.partition("@")[2].lower()} - WEBMAIL - {""}
    hosts |= {line[1:].lower() for line in practice.allowed if line.startswith("@")}
    names = (
        *(person.name for person in people),
        practice.name,
        practice.street,
        practice.city,
        practice.out_of_hours_name,
        *practice.allowed,
    )
    return Known(
        practice.country,
        frozenset(keys | {f"@{host}" for host in hosts}),
        frozenset(name for name in names if name),
        frozenset(name for _, name in seconds),
        seconds=seconds,
        allowed=frozenset(line for line in practice.allowed if len(LETTERS.findall(line)) > 1),
    )


def _meant(line: str, region: str, kinds: Collection[Kind]) -> frozenset[str]:
    """Return the keys of a field that is meant for `kinds`: what else stands in it is not vouched for."""
    line = legible(line)
    others = {trace.key for trace in traces(line, region=region) if trace.kind not in kinds}
    return vouched(line, region=region) - others


def citing(known: Known, sources: Iterable[Source]) -> Known:
    """Return `known` with the publishers of an article's own sources as cited."""
    return replace(known, cited=known.cited | {source.publisher for source in sources if source.publisher})


def seconding(known: Known, writers: Iterable[Person]) -> Known:
    """Return `known` without names that only the writers of an article let pass, in whatever text."""
    ids = {writer.id for writer in writers}
    others = {name for people, name in known.seconds if ids.isdisjoint(people)}
    own = {name for _, name in known.seconds} - others
    return replace(known, remembered=known.remembered - own)


def unallowed(text: str, known: Known) -> str:
    """Return a text without the very words that the practice allows; lines stay lines."""
    for words in sorted(known.allowed, key=lambda one: (-len(one), one)):
        pattern = r"\s+".join(map(re.escape, words.split()))
        text = re.sub(rf"(?<!\w){pattern}(?!\w)", _kept_lines, text)
    return text


def _kept_lines(match: re.Match[str]) -> str:
    return "…" + "\n" * match[0].count("\n")


def name_key(name: str) -> str:
    """Return a name in one way of writing: small letters without accents, single spaces."""
    return " ".join(fold(part) for part in LETTERS.findall(name))


def name_hash(name: str) -> str:
    """Return eight hexadecimal digits for a name, the same however it is written; never a way back by eye."""
    return blake2b(name_key(name).encode(), digest_size=4, key=b"expertstatus secrecy name").hexdigest()


def knows(known: Known, parts: frozenset[str]) -> bool:
    """Tell whether the folded `parts` of a name all belong to one name that the practice vouches for."""
    return _within(parts, known.names)


def passed(known: Known, key: str) -> bool:
    """Tell whether a name (its folded words) may stand by itself without the practice vouching for it."""
    return name_hash(key) in known.remembered or _within(key.split(), known.cited) or agreed(known, key)


def agreed(known: Known, key: str) -> bool:
    """Tell whether a consent reaches a name (its folded words), or a part of one."""
    return _within(key.split(), known.consented)


def _within(parts: Iterable[str], names: frozenset[str]) -> bool:
    # Jan-Willem is two words in the index.
    words = frozenset(word for part in parts for word in part.split("-"))
    return any(words <= name for name in _index(names))


@lru_cache(maxsize=64)
def _index(names: frozenset[str]) -> tuple[frozenset[str], ...]:
    # "dr. Els Piek (apotheek De Vijzel)" vouches for both, each by itself.
    return tuple(frozenset(name_key(legible(name)).split()) for name in names)
