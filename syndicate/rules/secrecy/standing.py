"""Standing: what lets an article's review level pass: a second person's yes, and consents that hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from syndicate.model import Approval, Article, Consent, Person, Role, wrote


@dataclass(frozen=True, slots=True)
class Standing:
    """How an article stands: `note` says who let exactly this text pass and when, "" where nobody did.

    `consents` is how many consents it names, 0 where one of them is unknown or has ended; None where it names
    none.
    """

    note: str = ""
    consents: int | None = None


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

    Only the yes to exactly this text counts, of somebody of people.toml who wrote it in no language.
    """
    signed = [
        a
        for a in approvals
        if a.role is Role.SECRECY and article.signed_by(a)
        if a.person in people and not wrote(people[a.person], article)
    ]
    note = f"{people[signed[-1].person].name}: secrecy {signed[-1].at:%Y-%m-%d}" if signed else ""
    return Standing(note, _holding(article, consents, today))


def _holding(article: Article, consents: Mapping[str, Consent], today: date) -> int | None:
    """Return how many consents an article names, each of them known and good on `today`."""
    if not article.consents:
        return None
    named = {number: consents.get(number) for number in article.consents}
    hold = all(consent is not None and today < consent.until for consent in named.values())
    return len(named) if hold else 0
