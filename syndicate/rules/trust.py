"""trust: who wrote it, who checked it, on what it rests. Presence is asked of what is published.

A draft hears the same as advice: what it misses is its to-do list, not a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from syndicate.model import Article, Finding, Person, Severity, Words, is_author
from syndicate.rules.rule import Rule
from syndicate.rules.wordlists import BIG_PROFESSIONS

AUTHOR = Rule(
    "trust.author",
    Severity.ERROR,
    Words("Er staat wie de tekst schreef.", "It says who wrote the text."),
    Words("Er staat niet wie dit schreef.", "It does not say who wrote this."),
    Words(
        "Zet bij `authors` wie de tekst schreef, zoals in people.toml.",
        "Name the writer under `authors`, as in people.toml.",
    ),
    "Google E-E-A-T (who); HONcode 1; seeds, Expertstatus",
    overridable=True,
)
PERSON = Rule(
    "trust.person",
    Severity.ERROR,
    Words("Schrijvers en beoordelaars staan in people.toml.", "Writers and reviewers are in people.toml."),
    Words("{name} staat niet in people.toml.", "{name} is not in people.toml."),
    Words("Voeg deze persoon toe aan people.toml.", "Add this person to people.toml."),
    "Google E-E-A-T (who); HONcode 1",
    overridable=True,
)
PROFESSION = Rule(
    "trust.profession",
    Severity.ERROR,
    Words("Van iedere genoemde persoon staat het beroep erbij.", "Everybody named has a profession."),
    Words("Het beroep van {name} ontbreekt.", "The profession of {name} is missing."),
    Words("Zet `profession` bij deze persoon in people.toml.", "Add `profession` in people.toml."),
    "HONcode 1; Registratiebesluit BIG art. 4a",
    overridable=True,
)
REGISTRATION = Rule(
    "trust.registration",
    Severity.ERROR,
    Words("Bij een BIG-beroep staat het BIG-nummer.", "A BIG profession comes with its BIG number."),
    Words("Het BIG-nummer van {name} ontbreekt.", "The BIG number of {name} is missing."),
    Words(
        "Zet `registration_number` bij deze persoon in people.toml; op een website is dat verplicht.",
        "Add `registration_number` in people.toml; on a website it is a duty.",
    ),
    "Registratiebesluit BIG art. 4a (since 1 January 2021)",
    overridable=True,
)
REGISTRATION_FORM = Rule(
    "trust.registration-form",
    Severity.WARNING,
    Words("Een BIG-nummer telt elf cijfers.", "A BIG number has eleven digits."),
    Words(
        "Het BIG-nummer van {name} telt geen elf cijfers.", "The BIG number of {name} is not eleven digits."
    ),
    Words("Kijk het na in het BIG-register.", "Look it up in the BIG register."),
    "BIG-register, as it writes its numbers",
    overridable=True,
)
SAMPLE_NUMBER = Rule(
    "trust.sample-number",
    Severity.ERROR,
    Words(
        "Een verzonnen persoon heeft een onmogelijk BIG-nummer.",
        "A made-up person has an impossible BIG number.",
    ),
    Words(
        "{name} is verzonnen, maar het BIG-nummer kan echt zijn.",
        "{name} is made up, but the BIG number may be a real one.",
    ),
    Words(
        "Gebruik een vorm die niet bestaat, bijvoorbeeld VOORBEELD-1.",
        "Use a form that cannot exist, for example SAMPLE-1.",
    ),
    "own rule: sample people may never look real",
)
REVIEWER = Rule(
    "trust.reviewer",
    Severity.ERROR,
    Words("Er staat wie de tekst beoordeelt.", "It says who reviews the text."),
    Words("Er staat niet wie dit beoordeelt.", "It does not say who reviews this."),
    Words("Zet een collega bij `reviewed_by`.", "Name a colleague under `reviewed_by`."),
    "NHS service manual (clinical approval); HONcode 1",
    overridable=True,
)
REVIEWER_IS_AUTHOR = Rule(
    "trust.reviewer-is-author",
    Severity.ERROR,
    Words("Minstens één beoordelaar schreef de tekst niet zelf.", "At least one reviewer is not an author."),
    Words("Niemand anders dan de schrijver beoordeelt dit.", "Nobody but the author reviews this."),
    Words(
        "Vraag een collega, en zet die bij `reviewed_by`.", "Ask a colleague and name them in `reviewed_by`."
    ),
    "NHS service manual (clinical approval)",
    overridable=True,
)
SUMMARY = Rule(
    "trust.summary",
    Severity.ERROR,
    Words("De tekst heeft een samenvatting.", "The text has a summary."),
    Words("Er is geen samenvatting.", "There is no summary."),
    Words(
        "Schrijf bij `summary` in één of twee zinnen wat de lezer hier vindt (50-160 tekens).",
        "Say under `summary` in one or two sentences what the reader finds here (50-160 characters).",
    ),
    "Thuisarts (every topic opens with a summary); Open Graph protocol (og:description)",
    overridable=True,
)
TOPIC = Rule(
    "trust.topic",
    Severity.WARNING,
    Words("De tekst staat in een rubriek.", "The text stands under a topic."),
    Words("Er is geen rubriek.", "There is no topic."),
    Words(
        "Zet bij `topic` de rubriek, bijvoorbeeld Vaccinaties.", "Name the `topic`, for example Vaccinations."
    ),
    "own rule: readers find texts by topic",
    overridable=True,
)
SOURCES = Rule(
    "trust.sources",
    Severity.ERROR,
    Words("De tekst noemt minstens één bron.", "The text names at least one source."),
    Words("Er staat geen bron bij.", "No source is given."),
    Words(
        "Zet bij `sources` de richtlijn of publicatie: title, publisher, year en url.",
        "Add the guideline or publication under `sources`: title, publisher, year and url.",
    ),
    "HONcode 4; PIF TICK (reliable evidence)",
    overridable=True,
)
SECOND_SOURCE = Rule(
    "trust.second-source",
    Severity.ADVICE,
    Words("De tekst noemt liefst twee bronnen.", "The text had better name two sources."),
    Words("Er staat maar één bron bij.", "Only one source is given."),
    Words("Noem liefst ook een tweede bron.", "A second source makes it stronger."),
    "PIF TICK (reliable evidence)",
    overridable=True,
)
IMAGE_ALT = Rule(
    "trust.image-alt",
    Severity.ERROR,
    Words("De foto heeft een beschrijving.", "The picture has a description."),
    Words("De foto heeft geen beschrijving.", "The picture has no description."),
    Words(
        "Zet bij `image_alt` in één zin wat erop te zien is; een bestandsnaam zegt niets.",
        "Say in one sentence under `image_alt` what it shows; a file name says nothing.",
    ),
    "WCAG 2.2, 1.1.1",
    overridable=True,
)
RULES = (
    AUTHOR,
    PERSON,
    PROFESSION,
    REGISTRATION,
    REGISTRATION_FORM,
    SAMPLE_NUMBER,
    REVIEWER,
    REVIEWER_IS_AUTHOR,
    SUMMARY,
    TOPIC,
    SOURCES,
    SECOND_SOURCE,
    IMAGE_ALT,
)

BIG_PHRASES = (
    "physician assistant",
    "klinisch technoloog",
    "klinisch psycholoog",
    "verpleegkundig specialist",
    "specialist ouderengeneeskunde",
    "general practitioner",
)
BIG_NUMBER = re.compile(r"\d{11}")
FILE_NAME = re.compile(r"\S{1,200}\.(?:jpe?g|png|webp|gif|avif|heic)", re.IGNORECASE)


def on_source(article: Article, people: Mapping[str, Person]) -> Iterator[Finding]:
    """Yield what a reader needs to trust the text and does not find."""
    yield from _people(article, people)
    if not article.summary.strip():
        yield SUMMARY.on(article, "summary")
    if not article.topic.strip():
        yield TOPIC.on(article, "topic")
    if not article.sources:
        yield SOURCES.on(article, "sources")
    elif len(article.sources) == 1:
        yield SECOND_SOURCE.on(article, "sources")
    yield from _picture(article)


def on_note(article: Article, people: Mapping[str, Person]) -> Iterator[Finding]:
    """Yield what a reader needs to trust a note and does not find: who wrote it, what its picture shows."""
    yield from _named(article, people)
    yield from _picture(article)


def _picture(article: Article) -> Iterator[Finding]:
    alt = article.image_alt.strip()
    if article.image and (not alt or FILE_NAME.fullmatch(alt)):
        yield IMAGE_ALT.on(article, "image_alt" if "image_alt" in article.lines else "image")


def _people(article: Article, people: Mapping[str, Person]) -> Iterator[Finding]:
    yield from _named(article, people)
    if not article.reviewed_by:
        yield REVIEWER.on(article, "reviewed_by")
    elif all(is_author(person, article) for person in article.reviewed_by):
        yield REVIEWER_IS_AUTHOR.on(article, "reviewed_by")


def _named(article: Article, people: Mapping[str, Person]) -> Iterator[Finding]:
    if not article.authors:
        yield AUTHOR.on(article, "authors")
    for field, named in (("authors", article.authors), ("reviewed_by", article.reviewed_by)):
        for person in named:
            if person.id in people:
                yield from (rule.on(article, field, name=person.name) for rule in credentials(person))
            else:
                yield PERSON.on(article, field, name=person.name)


def credentials(person: Person) -> Iterator[Rule]:
    """Yield the rules that a person's own record breaks: profession and BIG number."""
    if not person.profession:
        yield PROFESSION
    if not is_big(person):
        return
    number = re.sub(r"[\s.-]", "", person.registration_number)
    if not number:
        yield REGISTRATION
    elif person.sample and BIG_NUMBER.fullmatch(number):
        yield SAMPLE_NUMBER
    elif not person.sample and not BIG_NUMBER.fullmatch(number):
        yield REGISTRATION_FORM


def is_big(person: Person) -> bool:
    """Tell whether a person's profession, or their own word for it, is one of the BIG register.

    Whole words only: a tandartsassistent and a dierenarts are not in it.
    """
    profession = person.profession.lower()
    words = set(re.split(r"[\s,/()]+", profession))
    named = bool(words & BIG_PROFESSIONS) or any(phrase in profession for phrase in BIG_PHRASES)
    return named or person.registration.strip().upper() == "BIG"
