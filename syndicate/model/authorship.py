"""Who wrote a text: nobody vouches for words of their own, whichever id or spelling they sign with."""

from __future__ import annotations

import re
import unicodedata

from syndicate.model.article import Article, Person

# dr. Anna Berk is Anna Berk; Th. Berk is not Joh. Berk
_TITLE = re.compile(r"\b(?:(?:drs?|prof)\b\.?|(?:bc|dhr|ds|em|hr|ing|ir|med|mevr|mrs?|ms|mw)\.)")
_WORD = re.compile(r"[^\W_]+")
_APART = re.compile(r"[\s.-]")
_BIG = re.compile(r"[0-9]{11}")  # a person's own; an AGB code or a sample's number may be of a whole practice


def is_author(person: Person, article: Article) -> bool:
    """Tell whether somebody wrote this very text."""
    return any(same(person, author) for author in article.authors)


def wrote(person: Person, article: Article) -> bool:
    """Tell whether somebody wrote an article in any of its languages: a translation says the same."""
    return any(same(person, writer) for writer in (*article.authors, *article.writers))


def same(one: Person, other: Person) -> bool:
    """Tell whether two entries of people.toml are one person: the same id, name or BIG number."""
    return one.id == other.id or not _signs(one).isdisjoint(_signs(other))


def _signs(person: Person) -> frozenset[str]:
    """Return what is one person's alone; colleagues may share an account or their practice's number."""
    number = _APART.sub("", person.registration_number)
    big = number if person.registration.strip().upper() == "BIG" and _BIG.fullmatch(number) else ""
    return frozenset(filter(None, (_name(person.name), big)))


def _name(name: str) -> str:
    """Return a name without titles, accents, signs and order: Berk, Ánna."""
    plain = unicodedata.normalize("NFKD", _TITLE.sub(" ", name.casefold()))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(sorted(_WORD.findall(letters)))
