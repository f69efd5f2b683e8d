"""Care cards: a text that says when to call does so in one, and the card for 112 leads nowhere else."""

from datetime import date
from pathlib import Path

import pytest

from syndicate.content import read
from syndicate.model import Article, Severity, Status, forms_of
from syndicate.rules.care import on_source

CARD = "::: 112\n- a\n:::\n"
ROOT = Path(__file__).parents[2]


def seen(body: str) -> list[tuple[str, int]]:
    text = Article(uid="x", lang="nl", title="X", slug="x", file="x.md", body=body, body_line=10)
    return [(f.code, f.line) for f in on_source(text)]


@pytest.mark.parametrize(
    "told",
    [
        "## Wanneer belt u?",
        "### When should you see a doctor?",
        "## Ne zaman aramalısınız?",
        "## Kiedy dzwonić?",
        "## متى تتصل؟",
        "Bel dan meteen 112.",
        "Call 112 at once.",
        "112'yi arayın.",
        "Zadzwoń pod 112.",
        "اتصل بالرقم 112.",
    ],
)
def test_a_text_that_says_when_to_call_asks_for_a_card(told: str) -> None:
    assert seen(f"Eerst dit.\n\n{told}\n") == [("trust.care-card", 12)]
    assert seen(f"Eerst dit.\n\n{told}\n\n{CARD}") == []


@pytest.mark.parametrize(
    "told", ["Wij zijn dicht.", "Kamer 112.", "Wanneer belt u ons eens?", "## Wanneer open?"]
)
def test_another_text_does_not(told: str) -> None:
    assert seen(told) == []


def test_a_text_whose_forms_are_wrong_hears_that_first() -> None:
    assert seen("## Wanneer belt u?\n\n::: bel\n- a\n") == []


@pytest.mark.parametrize(
    "link",
    ["[x](https://a.example)", "<https://a.example>", '<a href="/x">x</a>', "[x][y]", "[x]({filename}a.md)"],
)
def test_a_card_for_112_holds_no_other_link(link: str) -> None:
    assert seen(f"::: 112\n- a\n- {link}\n:::") == [("trust.emergency-link", 12)]
    assert seen(f"::: bel\n- {link}\n:::") == []
    for own in ("[112](tel:112)", "[112](<tel:112>)", "[112]( tel:112)", '<a href="tel:112">112</a>'):
        assert seen(f"::: 112\n- a {own}\n:::") == []


def test_a_point_that_is_still_to_be_written_is_told() -> None:
    assert seen("::: bel\n- a\n- …\n:::") == [("trust.care-unwritten", 12)]


def test_the_sample_practice_says_when_to_call_in_cards() -> None:
    content = read(
        ROOT / "content", root=ROOT, timezone="Europe/Amsterdam", language="nl", today=date(2026, 11, 22)
    )
    shown = [a for a in content.articles if a.status is Status.PUBLISHED]
    assert [f for a in shown for f in on_source(a) if f.severity is not Severity.ADVICE] == []
    assert all({"emergency"} <= {form.kind for form in forms_of(a.body)[0]} for a in shown)
