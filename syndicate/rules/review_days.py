"""trust, over time: when a text was checked, and until when that holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from syndicate.model import Article, Finding, Severity, Words
from syndicate.rules.rule import Rule

LAST_REVIEWED = Rule(
    "trust.last-reviewed",
    Severity.WARNING,
    Words(
        "Een artikel staat op de site zodra een beoordelaar die het niet schreef, ja heeft gezegd; dat is "
        "dan de dag van de controle, als er bij `last_reviewed` geen andere staat.",
        "An article is on the site once a reviewer who did not write it said yes; that day is the day of the "
        "review, unless `last_reviewed` gives another.",
    ),
    Words("Niemand anders heeft deze tekst nog beoordeeld.", "Nobody else has reviewed this text yet."),
    Words(
        "Laat de beoordelaar hem lezen en ja zeggen, vanaf het bureau of met `invoke approve`.",
        "Have the reviewer read it and say yes, from the desk or by `invoke approve`.",
    ),
    "NHS service manual (clinical approval; review dates shown); PIF TICK",
    overridable=True,
    posts_only=True,
)
REVIEW_FUTURE = Rule(
    "trust.review-future",
    Severity.ERROR,
    Words("De beoordeling ligt niet in de toekomst.", "The review does not lie in the future."),
    Words("De dag van beoordelen moet nog komen.", "The day of the review is still to come."),
    Words("Zet bij `last_reviewed` de dag waarop het gebeurde.", "Give the day on which it was done."),
    "NHS service manual (review dates shown)",
    overridable=True,
)
REVIEW_DATE = Rule(
    "trust.review-date",
    Severity.ERROR,
    Words("Er staat tot wanneer de tekst geldt.", "It says until when the text holds."),
    Words("De dag van de volgende beoordeling ontbreekt.", "The day of the next review is missing."),
    Words(
        "Zet die dag bij `next_review`, hoogstens drie jaar na `last_reviewed`.",
        "Give it as `next_review`, at most three years after `last_reviewed`.",
    ),
    "NHS service manual (review dates shown); PIF TICK",
    overridable=True,
)
REVIEW_ORDER = Rule(
    "trust.review-order",
    Severity.ERROR,
    Words("De volgende beoordeling komt na de vorige.", "The next review comes after the last."),
    Words(
        "De volgende beoordeling ligt niet na de vorige.", "The next review does not come after the last one."
    ),
    Words("Kijk `last_reviewed` en `next_review` na.", "Look at `last_reviewed` and `next_review`."),
    "NHS service manual (review dates shown)",
    overridable=True,
)
REVIEW_SPAN = Rule(
    "trust.review-span",
    Severity.ERROR,
    Words("Een tekst wordt minstens elke drie jaar beoordeeld.", "A text is reviewed every three years."),
    Words(
        "Tussen twee beoordelingen zit meer dan drie jaar.",
        "There are more than three years between reviews.",
    ),
    Words("Kies een eerdere dag voor `next_review`.", "Choose an earlier `next_review`."),
    "PIF TICK (review at least every 3 years)",
    overridable=True,
)
OVERDUE = Rule(
    "trust.overdue",
    Severity.WARNING,
    Words(
        "Vanaf de beoordelingsdag wordt een tekst niet meer gedeeld.",
        "From its review date on a text is not shared any more.",
    ),
    Words(
        "De tekst moet sinds {day} opnieuw beoordeeld worden; tot dat gebeurd is, wordt hij niet gedeeld.",
        "The review has been due since {day}; until it is done this is not shared.",
    ),
    Words(
        "Laat de tekst opnieuw beoordelen en zet de nieuwe dagen erbij.",
        "Have the text reviewed again and give the new days.",
    ),
    "NHS service manual (planned review cycle)",
    posts_only=True,
)
RULES = (LAST_REVIEWED, REVIEW_FUTURE, REVIEW_DATE, REVIEW_ORDER, REVIEW_SPAN, OVERDUE)


def on_days(article: Article, today: date) -> Iterator[Finding]:
    """Yield what is amiss with the days of a text's reviews on the practice's day `today`."""
    last, following = article.last_reviewed, article.next_review
    if last is None:
        yield LAST_REVIEWED.on(article, "last_reviewed")
    elif last > today:
        yield REVIEW_FUTURE.on(article, "last_reviewed")
    if following is None:
        if last:
            yield REVIEW_DATE.on(article, "next_review")
        return
    if last and following <= last:
        yield REVIEW_ORDER.on(article, "next_review")
    elif last and following.timetuple()[:3] > (last.year + 3, last.month, last.day):
        yield REVIEW_SPAN.on(article, "next_review")
    if following <= today:
        yield OVERDUE.on(article, "next_review", day=following.isoformat())
