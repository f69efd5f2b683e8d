"""The made-up practice for which the labelled sentences are written, and what it vouches for."""

from __future__ import annotations

from syndicate.model import Person, Practice, Words
from syndicate.rules.secrecy.known import Known, vouch

PRACTICE = Practice(
    name="Huisartsen- en fysiotherapiepraktijk De Wilgenhof",
    street="Wilgenlaan 12",
    postal_code="3511 AB",
    city="Wilgendam",
    phone="030-234 56 78",
    out_of_hours_phone="0900-1234",
    email="info@wilgenhof.example",
    allowed=("apotheek De Vijzel", "dr. Sanne Koolhaas", "Diakonessenhuis"),
    sample=True,
)
STAFF = (
    ("Marieke Donkersloot", "huisarts", "GP"),
    ("Yusuf Aydın", "huisarts", "GP"),
    ("Tom Hagenaar", "fysiotherapeut", "physiotherapist"),
    ("Lieke van Rossum", "tandarts", "dentist"),
    ("Fatima el Idrissi", "praktijkondersteuner", "practice nurse"),
    ("Joke Terpstra", "diëtist", "dietitian"),
)
PEOPLE = tuple(
    Person(name.split()[0].lower(), name, nl, Words(nl, en), "BIG", "VOORBEELD", sample=True)
    for name, nl, en in STAFF
)


def practice() -> Known:
    """Return what the practice of the labelled sentences vouches for."""
    return vouch(PRACTICE, PEOPLE)
