"""trust: a person wrote it, and nobody sells a medicine by it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.model import Article, Finding, Severity, Words
from syndicate.rules.rule import Rule, line_of

AUTHOR_IS_AI = Rule(
    "trust.author-is-ai",
    Severity.ERROR,
    Words("De schrijver en de beoordelaar zijn mensen.", "The author and the reviewer are people."),
    Words("{name} is een programma en geen mens.", "{name} is a program and not a person."),
    Words(
        "Noem wie voor de tekst instaat; zeg in de tekst dat een programma hielp.",
        "Name who vouches for the text; say in the text that a program helped.",
    ),
    "Google, guidance on people-first content (AI is never the author)",
)
MEDICINE = Rule(
    "trust.medicine-advert",
    Severity.ERROR,
    Words(
        "Een merknaam van een geneesmiddel op recept staat nooit bij woorden van reclame.",
        "The brand name of a prescription medicine never stands beside words of advertising.",
    ),
    Words(
        "{brand} is een geneesmiddel op recept, en deze zin klinkt als reclame ervoor.",
        "{brand} is a prescription medicine, and this sentence sounds like advertising it.",
    ),
    Words(
        "Noem de werkzame stof in plaats van het merk, en laat de aanprijzing weg.",
        "Name the substance instead of the brand, and leave the praise out.",
    ),
    "Geneesmiddelenwet, art. 85 (no public advertising of prescription-only medicines)",
    overridable=True,
)
RULES = (AUTHOR_IS_AI, MEDICINE)

PROGRAM = re.compile(
    r"(?<!\w)(?:A\.?I\.?|chat-?gpt|gpt(?:-?\d\w*)?|copilot|claude(?: ai)?|gemini|llm|chatbot|"
    r"kunstmatige intelligentie|artificial intelligence)(?!\w)",
    re.IGNORECASE,
)
# A name that people bear too counts only where it is the whole name.
GIVEN = frozenset({"claude", "gemini", "ai"})
# Brands that only a prescription gets one in the Netherlands and that are asked for by name.
BRAND = re.compile(
    r"(?<!\w)(Ozempic|Wegovy|Saxenda|Mounjaro|Victoza|Trulicity|Rybelsus|Viagra|Cialis|Levitra|Propecia|Botox|"
    r"Dysport|Vistabel|Azzalure|Bocouture|Champix|Zyban|Mysimba|Roaccutane|Diane-35|Yasmin|NuvaRing|Mirena|"
    r"Xanax|Valium|Ritalin|Concerta|Medikinet|OxyContin|Lyrica|Prozac|Seroxat|Zoloft|Lipitor|Crestor|Eliquis|"
    r"Xarelto|Humira|Shingrix|Gardasil|Dupixent)(?!\w)",
    re.IGNORECASE,
)
PRAISE = re.compile(
    r"(?<!\w)(?:kortings?\w*|aanbieding\w*|actieprijs|voordelig\w*|goedkoop\w*|bestel\w*|koopt?"
    r"|kopen|verkrijgbaar|wondermiddel|de beste|het beste|nieuwste"
    r"|vraag (?:uw|je) (?:huis|tand)?arts (?:om|naar)|cadeau\w*"
    r"|discounts?|special offers?|cheap(?:er|est)?|order (?:now|yours|online)|buy|now available|miracle"
    r"|the best|ask your (?:doctor|gp) for)(?!\w)",
    re.IGNORECASE,
)
# advice against is none for
AGAINST = re.compile(r"(?<!\w)(?:niet|geen|nooit|not|never|no|don.t)(?!\w)", re.IGNORECASE)
SENTENCE = re.compile(r"[^.!?\n]{1,1000}[.!?]?")


def on_source(article: Article) -> Iterator[Finding]:
    """Yield who is no person, and where a prescription medicine is praised by its brand."""
    for field, people in (("authors", article.authors), ("reviewed_by", article.reviewed_by)):
        yield from (AUTHOR_IS_AI.on(article, field, name=p.name) for p in people if _is_program(p.name))
    told = [
        (article.title, article.line("title")),
        (article.summary, article.line("summary")),
        *((t.text, line_of(article, "teasers", number)) for number, t in enumerate(article.teasers)),
        *((line, number) for number, line in enumerate(article.body.split("\n"), article.body_line)),
    ]
    for text, line in told:
        for sentence in SENTENCE.findall(text):
            brand = BRAND.search(sentence)
            if brand and PRAISE.search(sentence) and not AGAINST.search(sentence):
                yield MEDICINE.finding(article.file, line, article.ref, brand=brand[1])


def _is_program(name: str) -> bool:
    found = {match.lower() for match in PROGRAM.findall(name)}
    return bool(found - GIVEN) or name.strip().lower() in found
