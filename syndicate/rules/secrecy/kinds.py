"""The kinds of signs of a person, each with its rule: what stops a text, and what a second person judges.

Block: formal identifiers, and a name together with care. Review: any other person's name, and a case that
somebody could recognise.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from syndicate.model import Severity, Words
from syndicate.rules.rule import Rule


class Kind(StrEnum):
    """What kind of sign of a person it is."""

    BSN = "bsn"
    IBAN = "iban"
    PATIENT_NUMBER = "patient-number"
    INSURANCE_NUMBER = "insurance-number"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    BIRTH_DATE = "birth-date"
    PLATE = "plate"
    NAME_CARE = "name-care"
    NAME_CONSENT = "name-consent"
    NAME = "name"
    CASE = "case"


# What a second person may let pass; NAME_CONSENT is NAME_CARE that a consent covers, and no sign by itself.
REVIEWED = frozenset({Kind.NAME_CONSENT, Kind.NAME, Kind.CASE})

NOT_OURS = Words(
    "Haal het weg. Hoort het bij de praktijk of een collega-instelling, zet het dan bij `allowed` in "
    "SYNDICATE_PRACTICE.",
    "Take it out. If it belongs to the practice or a fellow institution, add it to `allowed` in "
    "SYNDICATE_PRACTICE.",
)
NEVER = Words(
    "Haal het weg. Is het iets anders, schrijf het dan anders of zet het bij `allowed` in "
    "SYNDICATE_PRACTICE.",
    "Take it out. If it is something else, write it differently or add it to `allowed` in "
    "SYNDICATE_PRACTICE.",
)
ORDINARY = "seeds, Secrecy; KNMG Artsen en Social Media (2011)"


def _block(kind: Kind, what: Words, source: str, mend: Words = NEVER) -> Rule:
    return Rule(
        f"secrecy.{kind}",
        Severity.ERROR,
        checks=Words(f"Nergens staat {what.nl}.", f"There is no {what.en} anywhere."),
        said=Words(f"In {{place}} staat {what.nl}.", f"There is {_a(what.en)} in {{place}}."),
        mend=mend,
        source=f"{ORDINARY}; {source}",
    )


def _a(thing: str) -> str:
    return f"{'an' if thing[0] in 'aeiou' else 'a'} {thing}"


FORMAL = (
    _block(
        Kind.BSN,
        Words(
            "een nummer dat een burgerservicenummer (BSN) kan zijn",
            "number that may be a citizen service number (BSN)",
        ),
        "eleven-test of the BSN",
    ),
    _block(
        Kind.IBAN, Words("een rekeningnummer (IBAN)", "bank account number (IBAN)"), "ISO 13616", NOT_OURS
    ),
    _block(
        Kind.PATIENT_NUMBER,
        Words("een patiënt- of dossiernummer", "patient or file number"),
        "a number beside a word for it",
    ),
    _block(
        Kind.INSURANCE_NUMBER,
        Words("een polis- of verzekerdennummer", "insurance number"),
        "a number beside a word for it",
    ),
    _block(
        Kind.PHONE,
        Words(
            "een telefoonnummer dat niet van de praktijk is",
            "telephone number that is not the practice's own",
        ),
        "libphonenumber; 0800, 0900, 088, 14xxx and short numbers (112, 113) are public",
        NOT_OURS,
    ),
    _block(
        Kind.EMAIL,
        Words("een e-mailadres dat niet van de praktijk is", "e-mail address that is not the practice's own"),
        "RFC 5322, as people write it",
        NOT_OURS,
    ),
    _block(
        Kind.ADDRESS,
        Words("een adres dat niet van de praktijk is", "postal address that is not the practice's own"),
        "the Dutch postcode; street, house number and place",
        NOT_OURS,
    ),
    _block(
        Kind.BIRTH_DATE,
        Words("een geboortedatum", "date of birth"),
        "a date after geboren, geb. or born; people born before 1900 may be named",
    ),
    _block(Kind.PLATE, Words("een kenteken", "number plate"), "RDW, the series of Dutch number plates"),
    _block(
        Kind.NAME_CARE,
        Words(
            "een naam bij zorg, of een bevestiging dat iemand patiënt is",
            "name beside care, or a confirmation that somebody is a patient",
        ),
        "own rule: a name and care in one breath",
        Words(
            "Schrijf het zonder naam en zonder wat iemand herkenbaar maakt (een patiënt, een man van in de "
            "zestig). Is het een collega of iemand uit de geschiedenis, zet de naam dan bij `allowed` in "
            "SYNDICATE_PRACTICE.",
            "Write it without the name and without what makes somebody known (a patient, a man in his "
            "sixties). If it is a colleague or a person of history, add the name to `allowed` in "
            "SYNDICATE_PRACTICE.",
        ),
    ),
)
SECOND_PERSON = Words(
    " Moet het zo, laat dan iemand anders de tekst lezen en `invoke approve … --role secrecy` doen.",
    " If it must be so, have somebody else read the text and run `invoke approve … --role secrecy`.",
)


def _review(kind: Kind, checks: Words, said: Words, mend: Words, source: str) -> Rule:
    return Rule(
        f"secrecy.{kind}",
        Severity.ERROR,
        checks=checks,
        said=said,
        mend=Words(mend.nl + SECOND_PERSON.nl, mend.en + SECOND_PERSON.en),
        source=f"{ORDINARY}; {source}",
        second_person=True,
    )


JUDGED = (
    _review(
        Kind.NAME_CONSENT,
        Words(
            "Een naam bij zorg waarvoor een toestemming geldt, is door een tweede persoon gelezen.",
            "A name beside care that a consent covers was read by a second person.",
        ),
        Words(
            "In {place} staat een naam bij zorg; er is een geldige toestemming (`consents`).",
            "There is a name beside care in {place}; there is a valid consent (`consents`).",
        ),
        Words(
            "Gaat de toestemming over precies deze persoon en deze tekst?",
            "Is the consent about exactly this person and this text?",
        ),
        "AVG art. 9(2)(a): explicit consent; own rule: somebody else compares text and consent",
    ),
    _review(
        Kind.NAME,
        Words(
            "Een naam die de praktijk niet kent, is door een tweede persoon gelezen.",
            "A name that the practice does not know was read by a second person.",
        ),
        Words(
            "In {place} staat een naam van iemand die de praktijk niet als collega, bron of instelling kent.",
            "There is a name in {place} that the practice does not know as staff, source or institution.",
        ),
        Words(
            "Kan het zonder de naam? Haal hem dan weg. Is het een collega of een instelling, zet de naam dan "
            "bij `allowed` in SYNDICATE_PRACTICE.",
            "If it can do without the name, take it out. If it is a colleague's or an institution's, add it "
            "to `allowed` in SYNDICATE_PRACTICE.",
        ),
        "own rule: any name may be a patient's",
    ),
    _review(
        Kind.CASE,
        Words(
            "Een verhaal waarin iemand te herkennen is, is door een tweede persoon gelezen.",
            "A story in which somebody can be recognised was read by a second person.",
        ),
        Words(
            "In {place} staat iets waaraan men iemand kan herkennen (leeftijd met plaats, de enige, een "
            "buurvrouw, voorletters).",
            "There is something in {place} by which somebody can be recognised (age with place, the only "
            "one, a neighbour, initials).",
        ),
        Words(
            "Maak het algemener: laat plaats, leeftijd, beroep of familieband weg.",
            "Make it more general: leave out place, age, trade or family tie.",
        ),
        "KNMG (2011): even an anonymous case can harm",
    ),
)
RULES = {Kind(rule.code.partition(".")[2]): rule for rule in (*FORMAL, *JUDGED)}
SECONDED = frozenset(RULES[kind].code for kind in REVIEWED)

# Whoever named a consent writes of a patient: never is that name for `allowed`.
UNCOVERED = replace(
    RULES[Kind.NAME_CARE],
    mend=Words(
        "Schrijf het zonder naam. Een toestemming (`consents`) geldt tot haar einddatum, en alleen voor wie "
        "bij naam in de fotobeschrijving of het bijschrift staat: hoogstens één naam per toestemming. Een "
        "patiënt hoort nooit bij `allowed` in SYNDICATE_PRACTICE.",
        "Write it without the name. A consent (`consents`) holds until its end date, and only for who is "
        "named in a picture's description or caption: at most one name a consent. A patient never belongs "
        "into `allowed` of SYNDICATE_PRACTICE.",
    ),
)


def _alone(rule: Rule) -> Rule:
    mend = (rule.mend.of(lang).removesuffix(SECOND_PERSON.of(lang)) for lang in ("nl", "en"))
    return replace(rule, severity=Severity.WARNING, mend=Words(*mend), second_person=False)


# Where no article is signed (a page of its own, a topic, the calendar), nobody can be asked: it is told.
TOLD = {kind: _alone(RULES[kind]) for kind in REVIEWED}
