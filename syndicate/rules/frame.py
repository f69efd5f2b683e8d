"""trust: what stands around a text so that a hurried reader has enough of it."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.model import Article, Finding, Severity, Words
from syndicate.rules.rule import Rule

FEWEST, MOST = 3, 5

KEY_POINTS = Rule(
    "trust.key-points",
    Severity.ADVICE,
    Words("Boven de tekst staat het belangrijkste in het kort.", "The main points stand above the text."),
    Words("Er staat geen `In het kort` boven deze tekst.", "No key points stand above this text."),
    Words(
        "Zet bij `key_points` in drie tot vijf korte zinnen wat de lezer moet weten en doen.",
        "Say under `key_points` in three to five short sentences what the reader should know and do.",
    ),
    "NHS service manual (the most important first); Thuisarts",
    overridable=True,
)
KEY_POINTS_NUMBER = Rule(
    "trust.key-points-few",
    Severity.WARNING,
    Words("In het kort zijn drie tot vijf punten.", "In short is three to five points."),
    Words(
        "Bij `key_points` staan geen drie tot vijf punten: {count}.", "`key_points` is not 3 to 5: {count}."
    ),
    Words(
        "Kies de drie tot vijf zinnen die een haastige lezer niet mag missen.",
        "Choose the three to five sentences that a hurried reader must not miss.",
    ),
    "NHS service manual (the most important first); Thuisarts",
    overridable=True,
)
RULES = (KEY_POINTS, KEY_POINTS_NUMBER)


def on_source(article: Article) -> Iterator[Finding]:
    """Yield what a hurried reader lacks above a text."""
    count = sum(bool(point.strip()) for point in article.key_points)
    if not count:
        yield KEY_POINTS.on(article, "key_points")
    elif not FEWEST <= count <= MOST:
        yield KEY_POINTS_NUMBER.on(article, "key_points", count=count)
