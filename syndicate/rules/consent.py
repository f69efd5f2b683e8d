"""consent: somebody who can be recognised said yes in writing, and may end it on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from syndicate.model import Article, Consent, Finding, Severity, Words
from syndicate.rules.rule import Rule

SOON = timedelta(days=60)
SOURCE = "AVG art. 7 and 9(2)(a); KNMG Artsen en Social Media (2011)"
AT_ONCE = Words(
    'Kan dat niet meteen, dan haalt `invoke withdraw ARTIKEL --reason "…"` de pagina van de site.',
    'Where neither can be done at once, `invoke withdraw ARTICLE --reason "…"` takes the page off the site.',
)
UNKNOWN = Rule(
    "consent.unknown",
    Severity.ERROR,
    Words(
        "Iedere toestemming bij `consents` staat in content/consents.toml.",
        "Every consent under `consents` stands in content/consents.toml.",
    ),
    Words(
        "Een toestemming die hier genoemd wordt, staat niet in consents.toml.",
        "A consent that is named here is not in consents.toml.",
    ),
    Words(
        "Zet haar nummer en einddatum in content/consents.toml, of haal foto en herkenbare tekst weg. "
        + AT_ONCE.nl,
        "Put its number and end date into content/consents.toml, or take out the picture and the "
        "recognisable text. " + AT_ONCE.en,
    ),
    SOURCE,
)
ENDED = Rule(
    "consent.ended",
    Severity.ERROR,
    Words("Geen toestemming bij `consents` is afgelopen.", "No consent under `consents` has ended."),
    Words(
        "Een toestemming is afgelopen op {day}: foto en tekst mogen niet meer te zien zijn. Staat de pagina "
        "al op de site, dan blijft zij daar tot u iets doet, en wordt er niets gepubliceerd of gedeeld.",
        "A consent ended on {day}: its picture and text may not be shown any more. A page that is on the "
        "site stays there until you act, and nothing is published or shared.",
    ),
    Words(
        "Haal de foto en de herkenbare tekst weg, of vraag opnieuw toestemming en zet de nieuwe einddatum in "
        "content/consents.toml. " + AT_ONCE.nl,
        "Take out the picture and the recognisable text, or ask again and put the new end date into "
        "content/consents.toml. " + AT_ONCE.en,
    ),
    SOURCE,
)
ENDS_SOON = Rule(
    "consent.ends-soon",
    Severity.WARNING,
    Words("Een toestemming duurt nog minstens 60 dagen.", "A consent holds for at least another 60 days."),
    Words(
        "Een toestemming loopt af op {day}; vanaf die dag wordt dit artikel tegengehouden.",
        "A consent ends on {day}; from that day on this article is stopped.",
    ),
    Words(
        "Vraag op tijd opnieuw toestemming, of haal de foto en de herkenbare tekst weg.",
        "Ask again in time, or take out the picture and the recognisable text.",
    ),
    SOURCE,
)
RULES = (UNKNOWN, ENDED, ENDS_SOON)


def on_source(article: Article, consents: Mapping[str, Consent], today: date) -> Iterator[Finding]:
    """Yield what is wrong with the consents that an article names; their numbers are not repeated."""
    for index, number in enumerate(article.consents):
        consent = consents.get(number)
        if consent is None:
            yield UNKNOWN.on(article, "consents", index)
        elif consent.until <= today:
            yield ENDED.on(article, "consents", index, day=consent.until.isoformat())
        elif consent.until <= today + SOON:
            yield ENDS_SOON.on(article, "consents", index, day=consent.until.isoformat())
