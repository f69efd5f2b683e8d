"""A sound article of a made-up practice, in which each test changes the one thing it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from syndicate import rules
from syndicate.model import (
    Approval,
    Article,
    Finding,
    Kind,
    Occasion,
    Page,
    Person,
    Picture,
    Post,
    Practice,
    Role,
    Source,
    Teaser,
    Words,
)

TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HASH = "a" * 64
BSN = "111222333"

PRACTICE = Practice(
    name="Praktijk De Vuurtoren",
    street="Zeekade 12",
    postal_code="2584 AB",
    city="Den Haag",
    phone="070 123 45 67",
    out_of_hours_phone="+31 70 765 43 21",
    email="info@vuurtoren.example",
    allowed=("@rivm.example", "0201234567", "hulp@buren.example", "Havenweg 3, 1012 XZ"),
    sample=True,
)
ANNA = Person("anna", "Anna de Vries", "huisarts", Words("huisarts", "GP"), "BIG", "VOORBEELD-1", sample=True)
BRAM = Person("bram", "Bram Jansen", "tandarts", Words("tandarts", "dentist"), "BIG", "89012345601")
PEOPLE = {"anna": ANNA, "bram": BRAM}
KNOWN = rules.vouch(PRACTICE, PEOPLE.values())
SHARE = Picture(
    "share/griep.png", "https://vuurtoren.example/share/griep.png", 1200, 630, "image/png", 9, HASH, "Griep?"
)


def article(**changes: Any) -> Article:
    """An article in which no rule finds anything."""
    sound = Article(
        uid="griepprik",
        lang="nl",
        title="Heb ik de griepprik nodig?",
        slug="griepprik",
        file="content/articles/griepprik.md",
        body="De prik helpt u de winter door.\n\nBel ons op 070 123 45 67.",
        date=datetime(2026, 10, 1, tzinfo=UTC),
        authors=(ANNA,),
        reviewed_by=(BRAM,),
        last_reviewed=date(2026, 9, 15),
        next_review=date(2027, 9, 15),
        topic="Vaccinaties",
        summary="Wie de prik krijgt, wat hij doet en wat u ervan merkt.",
        key_points=("Haal de prik elk jaar.", "Hij is gratis vanaf 60 jaar.", "Bel ons bij vragen."),
        sources=(
            Source("Griep", "RIVM", 2025, "https://rivm.example/griep"),
            Source("Influenza", "NHG", 2024, "https://nhg.example/influenza"),
        ),
        image="images/prik.jpg",
        image_alt="Een huisarts plakt een pleister op een arm.",
        teasers=(
            Teaser("Bang voor de prik?"),
            Teaser("Wanneer haalt u de griepprik?"),
            Teaser("Griep of verkouden, wat is het verschil?"),
        ),
        lines={
            "title": 2,
            "authors": 3,
            "teasers": 10,
            "teasers.1": 12,
            "tags": 20,
            "image_alt": 8,
            "sources": 14,
        },
        body_line=30,
        hash=HASH,
    )
    return replace(sound, **changes)


def approval(**changes: Any) -> Approval:
    return replace(Approval("bram", Role.MEDICAL, HASH, NOON, "bram@praktijk"), **changes)


def seen(text: Article, **changes: Any) -> tuple[Finding, ...]:
    """What the rules see in a source, approved as it stands."""
    asked = {"people": PEOPLE, "known": KNOWN, "today": TODAY, "approvals": (approval(),)}
    return rules.on_source(text, **{**asked, **changes})


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def post(text: str = "", **changes: Any) -> Post:
    """A post in which no rule finds anything, or one with `text` and its link."""
    link = "https://vuurtoren.example/griepprik/?s=0123abcd"
    sound = Post(
        key="griepprik/nl/folder/new",
        article=article(),
        account="folder",
        occasion=Occasion(Kind.NEW),
        at=NOON,
        text=f"{text or 'Wanneer haalt u de griepprik?'}\n{link}",
        link=link,
        permalink="https://vuurtoren.example/griepprik/",
        lang="nl",
        title="Heb ik de griepprik nodig?",
        summary="Wie de prik krijgt.",
        image=SHARE,
        alt=SHARE.alt,
    )
    return replace(sound, **changes)


def page(body: str = "", **changes: Any) -> Page:
    """A built page in which no rule finds anything, with `body` from line 4 on."""
    about = '<link rel="canonical" href="https://vuurtoren.example/griepprik/">'
    about += '<meta name="description" content="Wie de prik krijgt.">'
    head = f'<html lang="nl-NL"><head><title>Griepprik</title>{about}</head>'
    html = f"<!doctype html>\n{head}\n<body><h1>Griepprik</h1>\n{body}</body></html>\n"
    sound = Page(
        url="https://vuurtoren.example/griepprik/",
        path="griepprik/index.html",
        title="Griepprik",
        lang="nl",
        fingerprint=HASH,
        html=html,
        article=article(),
        share_image=SHARE,
    )
    return replace(sound, **changes)


def secret(findings: tuple[Finding, ...]) -> list[tuple[str, int]]:
    """The findings of secrecy, each with its line."""
    return [(f.code, f.line) for f in findings if f.code.startswith("secrecy.")]
