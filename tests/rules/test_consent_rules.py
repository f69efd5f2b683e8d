"""consent: a number that is known and holds; what depends on it stops on the day on which it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from rules_samples import KNOWN, PEOPLE, TODAY, article, codes

from syndicate import rules
from syndicate.model import Consent, Finding, Status, Words

HOLDS = {
    "c-1": Consent("c-1", TODAY + timedelta(days=400)),
    "c-2": Consent("c-2", TODAY + timedelta(days=61)),
}


def seen(text, consents=HOLDS) -> tuple[Finding, ...]:
    found = rules.on_source(text, people=PEOPLE, known=KNOWN, today=TODAY, consents=consents)
    return tuple(f for f in found if rules.secret(f))


def test_a_consent_that_holds_is_no_finding() -> None:
    assert codes(seen(article(consents=("c-1", "c-2")))) == []


def test_an_unknown_one_stands_at_its_item_and_is_not_repeated() -> None:
    own = article(consents=("c-1", "c-9"), lines={"consents": 9, "consents.1": 11})
    (found,) = seen(own)
    assert (found.code, found.line, found.blocks) == ("consent.unknown", 11, True)
    assert "c-9" not in repr(found.said)


@pytest.mark.parametrize(
    ("days", "code", "blocks"),
    [
        (-1, "consent.ended", True),
        (0, "consent.ended", True),
        (1, "consent.ends-soon", False),
        (60, "consent.ends-soon", False),
    ],
)
def test_its_end_is_told_sixty_days_before_and_stops_from_its_day_on(
    days: int, code: str, blocks: bool
) -> None:
    until = TODAY + timedelta(days=days)
    (found,) = seen(article(consents=("c-1",)), {"c-1": Consent("c-1", until)})
    assert (found.code, found.blocks) == (code, blocks)
    assert until.isoformat() in found.said.nl


def test_a_draft_hears_it_as_advice() -> None:
    own = article(consents=("c-9",), status=Status.DRAFT)
    assert [(f.code, f.blocks) for f in seen(own)] == [("consent.unknown", False)]


def test_a_picture_that_names_somebody_asks_unless_a_consent_holds() -> None:
    own = article(image_alt="Fatima El Amrani lacht.", body="Ook Fatima El Amrani deed mee.")
    assert codes(seen(own)) == ["secrecy.name", "secrecy.name"]
    assert codes(seen(replace(own, consents=("c-1",)))) == []
    assert codes(seen(replace(own, consents=("c-9",)))) == ["secrecy.name", "secrecy.name", "consent.unknown"]


def test_a_blog_hears_the_review_level_as_a_warning_without_the_way_of_a_practice() -> None:
    (found,) = rules.soften(seen(article(body="Wij spraken met Fatima El Amrani.")))
    assert (found.code, found.blocks) == ("secrecy.name", False)
    assert isinstance(found.mend, Words)
    assert "approve" not in found.mend.en
