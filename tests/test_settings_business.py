"""The type of business of a practice: schema.org's own, or a sentence that says which was meant."""

import pytest

from syndicate.model import Practice
from syndicate.settings.business import KINDS, refuse


def said(kind: str) -> list[str]:
    """What is wrong with a kind."""
    wrong: list[str] = []
    refuse(Practice(kind=kind), wrong)
    return wrong


@pytest.mark.parametrize("kind", [*KINDS, Practice().kind])
def test_a_type_of_schema_org_is_taken(kind: str) -> None:
    assert said(kind) == []


@pytest.mark.parametrize(
    ("kind", "meant"),
    [("dentist", "Dentist"), ("Physiotherapist", "Physiotherapy"), ("MedicalClinc", "MedicalClinic")],
)
def test_a_slip_is_told_what_was_meant(kind: str, meant: str) -> None:
    (wrong,) = said(kind)
    assert wrong.startswith("pelicanconf.py: SYNDICATE_PRACTICE 'kind' is none of schema.org's types")
    assert wrong.endswith(f"Did you mean {meant}?")


@pytest.mark.parametrize("kind", ["", "Bakkerij", "VeterinaryCare"])
def test_another_word_is_told_all_that_there_are(kind: str) -> None:
    (wrong,) = said(kind)
    assert "MedicalBusiness" in wrong
    assert kind not in wrong or not kind
