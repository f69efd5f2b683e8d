"""A short form that is wrong is told of on its line, however many of them there are."""

from pathlib import Path

import pytest

from syndicate.content.forms import CODES, MOST, scan
from syndicate.content.mistakes import Mistakes
from syndicate.model import forms_of


def told(text: str) -> list[tuple[str, int]]:
    mistakes = Mistakes("x.md")
    scan(text, 5, mistakes)
    return [(f.code.removeprefix("content."), f.line) for f in mistakes.of("x/nl")]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("a\n::: bell\n- a\n:::", [("form-unknown", 6)]),
        ('::: "x\n:::', [("form-unknown", 5)]),
        ("a\n\n::: bel\n- a", [("form-open", 7)]),
        ("::: bel\n- a\n\n## Kop\n\n::: bel\n- a\n:::", [("form-open", 5)]),
        ("a\n:::", [("form-lone", 6)]),
        ("::: bel\n- a\n::: 112\n- a\n:::", [("form-nested", 7)]),
        ("::: meer\n::: meer\na\n:::\n:::", [("form-nested", 6)]),
        ("::: bel\na\n:::", [("form-list", 5)]),
        ("::: figuur\na\n:::", [("form-picture", 5)]),
        ("::: let op\n\n:::", [("form-empty", 5)]),
        ("- a\n\n    ::: bel", [("form-astray", 7)]),
        ("> ::: bel", [("form-astray", 5)]),
        ("a\n::: bel 112 als u:\n- a\n:::", [("form-urgent", 6)]),
        ("::: praktijk: bel meteen 112\n- a\n:::", [("form-urgent", 5)]),
        ("::: bel 0112-34 56 78 als u:\n- a\n:::", []),
        ("::: meer\n::: bel\n- a\n:::\n:::", []),
        ("~~~\n::: bell\n~~~", []),
        ("Een zin met ::: erin.", []),
    ],
)
def test_a_form_that_is_wrong_is_told_of_on_its_line(text: str, wrong: list[tuple[str, int]]) -> None:
    assert told(text) == wrong


def test_it_says_what_was_meant_and_quotes_no_number_of_anybody() -> None:
    mistakes = Mistakes("x.md")
    scan("::: belt\n:::\n::: 123456782\n:::", 1, mistakes)
    first, second = mistakes.of("x/nl")
    assert first.mend.nl.startswith("Bedoelde u `bel`?")
    assert "123456782" not in second.said.nl


@pytest.mark.parametrize(
    "unit", ["::: meer\n", "::: bel\n", ":::\n", "- :::\n", "::: x\n", "~~~~\n::: bel\n", "```\n"]
)
@pytest.mark.parametrize("times", [400, 60_000])
def test_however_many_there_are_it_ends_and_tells_a_few(unit: str, times: int) -> None:
    assert len(told(unit * times)) <= MOST


def test_ever_longer_fences_end_too() -> None:
    assert told("\n".join(f"{'~' * 240}a" for _ in range(240)) + "\n::: bell\n- a\n:::") == [
        ("form-unknown", 245)
    ]


def test_every_slip_has_its_words() -> None:
    source = (Path(forms_of.__code__.co_filename)).read_text("utf-8")
    assert all(f'Slip("{code}"' in source for code in CODES)
