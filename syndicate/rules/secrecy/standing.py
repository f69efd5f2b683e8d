"""Standing: what lets an article's review level pass: a second person's yes, and consents that hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from syndicate.model import Approval, Article, Consent, Person, Role


@dataclass(frozen=True, slots=True)
class Standing:
    """How an article stands: `note` says who let exactly this text pass and when, "" where nobody did.

    `consented` tells that it names consents, and that every one of them is known and holds.
    """

    note: str = ""
    consented: bool = False


NOBODY = Standing()


def standing(
    article: Article,
    *,
    people: Mapping[str, Person],
    approvals: Iterable[Approval],
    consents: Mapping[str, Consent],
    today: date,
) -> Standing:
    """Return how an article stands on `today` (the practice's day); `approvals` are its own.

    Only the yes of somebody of people.toml counts who is no author of it, to exactly this text.
    """
    signed = [
        a
        for a in approvals
        if a.role is Role.SECRECY and article.hash and a.hash == article.hash
        if a.person in people and not wrote(people[a.person], article)
    ]
    note = f"{people[signed[-1].person].name}: secrecy {signed[-1].at:%Y-%m-%d}" if signed else ""
    return Standing(note, covered(article, consents, today))


def wrote(person: Person, article: Article) -> bool:
    """Tell whether somebody is an author of an article, also under a second id with the same name."""
    return any(person.id == author.id or _same(person.name, author.name) for author in article.authors)


def covered(article: Article, consents: Mapping[str, Consent], today: date) -> bool:
    """Tell whether an article names consents, and each of them is known and holds on `today`."""
    named = [consents.get(number) for number in article.consents]
    return bool(named) and all(consent is not None and today < consent.until for consent in named)


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
