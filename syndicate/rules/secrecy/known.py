"""Known: what is no patient's, because it is the practice's own, a source's, or everybody's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b

from syndicate.model import Person, Practice, Source
from syndicate.rules.secrecy.lexicon import fold
from syndicate.rules.secrecy.traces import vouched
from syndicate.rules.secrecy.visible import legible
from syndicate.rules.wordlists import WEBMAIL

LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Known:
    """What the practice vouches for: `keys` of traces, "@host" for its hosts, `names` as people write them.

    `region` is the country whose national numbers are read. `remembered` holds `name_hash` of names that a
    second person let pass before.
    """

    region: str = "NL"
    keys: frozenset[str] = field(default=frozenset(), repr=False)
    names: frozenset[str] = field(default=frozenset(), repr=False)
    remembered: frozenset[str] = frozenset()


def vouch(practice: Practice, people: Iterable[Person] = (), remembered: Iterable[str] = ()) -> Known:
    """Return what a practice vouches for: its own data, its people, `allowed`, and names approved before."""
    address = f"{practice.street}, {practice.postal_code} {practice.city}"
    lines = (practice.phone, practice.out_of_hours_phone, practice.email, address, *practice.allowed)
    keys = {key for line in lines for key in vouched(legible(line), region=practice.country)}
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
        frozenset(remembered),
    )


def citing(known: Known, sources: Iterable[Source]) -> Known:
    """Return `known` with the publishers of an article's own sources beside it: the cited are no patients."""
    return replace(known, names=known.names | {source.publisher for source in sources if source.publisher})


def name_key(name: str) -> str:
    """Return a name in one way of writing: small letters without accents, single spaces."""
    return " ".join(fold(part) for part in LETTERS.findall(name))


def name_hash(name: str) -> str:
    """Return eight hexadecimal digits for a name, the same however it is written; never a way back by eye."""
    return blake2b(name_key(name).encode(), digest_size=4, key=b"expertstatus secrecy name").hexdigest()


def knows(known: Known, parts: frozenset[str]) -> bool:
    """Tell whether the folded `parts` of a name all belong to one name that the practice vouches for."""
    # Jan-Willem is two words in the index.
    words = frozenset(word for part in parts for word in part.split("-"))
    return any(words <= name for name in _index(known.names))


@lru_cache(maxsize=64)
def _index(names: frozenset[str]) -> tuple[frozenset[str], ...]:
    # "dr. Els Piek (apotheek De Vijzel)" vouches for both, each by itself.
    return tuple(frozenset(name_key(legible(name)).split()) for name in names)
