"""The texts' own upkeep: which reviews come due, and which translations nobody has read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from syndicate import rules
from syndicate.ledger import reading
from syndicate.model import Article, EntryKind, Status, Words, is_unread
from syndicate.workflows.health import Case, Mark, Point

REVIEWS = Words("herziening", "reviews")
TRANSLATIONS = Words("vertalingen", "translations")
AHEAD = timedelta(days=60)
SHOWN = 3


def reviews(case: Case) -> Iterator[Point]:
    """Count the articles whose review is overdue, or due within 60 days."""
    dated = [(a, a.next_review) for a in _public(case) if a.next_review]
    late = [a for a, day in dated if day < case.today]
    soon = [a for a, day in dated if case.today <= day <= case.today + AHEAD]
    if late:
        said = Words(f"te laat: {_list(case, late, 'nl')}.", f"overdue: {_list(case, late, 'en')}.")
        yield Point(Mark.WARNING, REVIEWS, said, REVIEW)
    if soon:
        said = Words(
            f"binnen 60 dagen nodig: {_list(case, soon, 'nl')}.",
            f"due within 60 days: {_list(case, soon, 'en')}.",
        )
        yield Point(Mark.ADVICE, REVIEWS, said, REVIEW)
    if not late and not soon:
        yield Point(Mark.GOOD, REVIEWS, Words("geen in de komende 60 dagen.", "none in the coming 60 days."))


def translations(case: Case) -> Iterator[Point]:
    """Count the translations that wait for somebody who reads their language."""
    if case.ledger is None:
        return
    signed = reading.approvals(case.ledger.only(EntryKind.APPROVAL))
    people, language = case.content.people, case.settings.site_language
    unread = [
        a
        for a in _public(case)
        if is_unread(a, [one for ref, one in signed if ref == a.ref], people, language)
    ]
    if unread:
        said = Words(
            f"wachten op iemand die de taal leest: {_list(case, unread, 'nl')}.",
            f"wait for somebody who reads the language: {_list(case, unread, 'en')}.",
        )
        yield Point(Mark.ADVICE, TRANSLATIONS, said, READ)
    else:
        yield Point(Mark.GOOD, TRANSLATIONS, Words("er wacht er geen.", "none waits."))


def _public(case: Case) -> Iterator[Article]:
    return (a for a in case.content.articles if a.status is Status.PUBLISHED)


def _list(case: Case, articles: Sequence[Article], lang: str) -> str:
    known = rules.vouch(case.settings.practice, case.content.people.values())
    named = ", ".join(rules.hidden(a.ref, known=known) for a in articles[:SHOWN])
    more = len(articles) - SHOWN
    count = Words(
        "artikel" if len(articles) == 1 else "artikelen", "article" if len(articles) == 1 else "articles"
    )
    rest = Words(f" en {more} meer", f" and {more} more").of(lang) if more > 0 else ""
    return f"{len(articles)} {count.of(lang)} ({named}{rest})"


REVIEW = Words(
    "Laat de tekst nakijken en zet `last_reviewed` en `next_review` op nieuwe dagen.",
    "Have the text looked at, and give `last_reviewed` and `next_review` new days.",
)
READ = Words(
    "Zij of hij zegt `invoke approve ARTIKEL --person ID --role language`.",
    "She or he says `invoke approve ARTICLE --person ID --role language`.",
)
