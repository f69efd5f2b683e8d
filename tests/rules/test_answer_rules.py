"""An answer that everybody reads never tells that somebody is a patient."""

from __future__ import annotations

import pytest
from rules_samples import KNOWN

from syndicate import rules
from syndicate.model import Severity

FINE = [
    "Dank voor uw woorden. Wij lezen elke beoordeling.",
    "Wat vervelend om te lezen. Wilt u ons bellen? Dan kijken we samen wat er beter kan.",
    "Over personen mogen wij hier niets zeggen, ook niet of iemand patiënt is. Bel ons gerust.",
    "Bedankt voor je reactie. We hebben je woorden in het team besproken.",
    "U bent altijd welkom in onze praktijk om hierover te praten.",
    "Wij nemen uw klacht serieus. Op onze site leest u hoe wij met klachten omgaan.",
    "U heeft ons laten weten wat beter kan; daar zijn we blij mee.",
    "Onze patiënten wachten gemiddeld tien minuten.",
    "Thank you for taking the time to write. Please ring us, so that we can listen.",
    "We may not say here whether anybody is a patient. Do call the practice.",
    "We take every complaint seriously and use it to do better for all our patients.",
]
TELLS = [
    "Bedankt voor uw bezoek!",
    "Fijn dat uw laatste behandeling goed ging.",
    "Wij zagen u vorige week.",
    "We hebben u toen direct geholpen.",
    "Toen u gisteren belde, was het druk.",
    "U was maandag bij ons.",
    "Als onze patiënt weet u dat.",
    "Tot ziens in de praktijk.",
    "Na ons gesprek dacht ik nog na.",
    "Je klachten zijn vervelend.",
    "Thank you for visiting us.",
    "We are sorry your appointment ran late.",
    "As a valued patient you know us.",
    "We have seen you twice.",
    "See you next time!",
    "Bedankt voor uw  be\u00adzoek.",
]


@pytest.mark.parametrize("text", FINE)
def test_an_answer_that_says_nothing_of_anybody_passes(text: str) -> None:
    assert rules.on_answer(text, known=KNOWN, file="antwoord") == ()


@pytest.mark.parametrize("text", TELLS)
def test_an_answer_that_tells_that_somebody_is_a_patient_is_stopped(text: str) -> None:
    found = rules.on_answer(f"Dank voor uw woorden.\n{text}", known=KNOWN, file="antwoord")
    (told,) = [f for f in found if f.code == "post.answer"]
    assert (told.severity, told.file, told.line) == (Severity.ERROR, "antwoord", 2)


@pytest.mark.parametrize(
    "text", ["Beste Fatima El Amrani, dank u.", "Uw BSN 111222333 klopt.", "Bel 06-12345678."]
)
def test_what_could_show_a_person_stops_an_answer_too(text: str) -> None:
    found = rules.on_answer(text, known=KNOWN, file="antwoord")
    assert any(f.code.startswith("secrecy.") for f in found)
