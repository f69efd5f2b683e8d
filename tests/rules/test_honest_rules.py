"""Honest: a person wrote it, and it sells no medicine."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rules_samples import ANNA, BRAM, article, codes, seen

from syndicate.model import Severity, Teaser
from syndicate.rules import honest


@pytest.mark.parametrize("name", ["AI", "ChatGPT", "gpt-5", "Redactie met AI-hulp van ChatGPT", "Claude"])
def test_a_program_is_no_author_and_no_reviewer(name: str) -> None:
    program = replace(ANNA, name=name)
    (found,) = honest.on_source(article(authors=(program,), reviewed_by=(BRAM,)))
    assert (found.code, found.line, found.severity) == ("trust.author-is-ai", 3, Severity.ERROR)
    assert codes(tuple(honest.on_source(article(reviewed_by=(program,))))) == ["trust.author-is-ai"]


@pytest.mark.parametrize("name", ["Ai Tanaka", "Claude Jansen", "Gemini de Boer", "Aisha Bakker"])
def test_a_person_may_be_called_what_a_program_is_called(name: str) -> None:
    assert list(honest.on_source(article(authors=(replace(ANNA, name=name),)))) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Vraag uw huisarts om Ozempic.", 1),
        ("Nu korting op botox!", 1),
        ("Order now: Viagra.", 1),
        ("Gebruikt u Ozempic? Dan eet u minder. De folder is gratis.", 0),
        ("De griepprik is gratis.", 0),
        ("Koop nooit Viagra via internet.", 0),
        ("Valium is niet vrij verkrijgbaar.", 0),
        ("De Gardasil-prik is gratis voor wie is uitgenodigd.", 0),
        ("Never buy Ozempic online.", 0),
        ("Bestel uw paracetamol op tijd.", 0),
    ],
)
def test_a_prescription_medicine_is_not_praised_by_its_brand(text: str, count: int) -> None:
    found = [f for f in seen(article(body=f"Een.\n\n{text}")) if f.code == "trust.medicine-advert"]
    assert [f.line for f in found] == [32] * count
    assert len(list(honest.on_source(article(teasers=(Teaser(text),))))) == count
    assert len(list(honest.on_source(article(title=text)))) == count
