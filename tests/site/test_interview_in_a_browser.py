"""The interview in a real Chromium: one question at a time, what it says of an answer, the form it fills."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from editor.build import bundle
from syndicate import content, settings
from syndicate.settings.editor import Editor
from syndicate.site import interview
from syndicate.site.build import build
from syndicate.workflows.audit.serving import served
from tests.node.writing import Told, write
from tests.site.sample import ROOT, TODAY

SITE = "https://lindehof.example"
BSN = "111222333"
START = ("visit", "vragen/", "#answer")
NEXT = ("next",)
WHO = (NEXT, NEXT, NEXT)  # who writes, who reads, about what

pytestmark = pytest.mark.suite("browser", "audit")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample practice with its editor, built and served."""
    folder = tmp_path_factory.mktemp("interview")
    read = settings.load(ROOT, {})
    local = Editor("local")
    conf = replace(read, siteurl=SITE, state=folder / "state", output=folder / "output", editor=local)
    found = content.read(ROOT / "content", root=ROOT, timezone=conf.timezone, language="nl", today=TODAY)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(bundle())
        patch.delitem(sys.modules, "expertstatus_editor", raising=False)
        build(conf, found, conf.output, today=TODAY, approvals={}, syndication={})
    with served(conf.output, SITE) as at:
        yield at


def sound(told: Told) -> list[Any]:
    """What the steps answered, where nobody else was asked and nothing was amiss."""
    assert told.elsewhere == []
    assert told.said == []
    return told.told


def test_answers_of_a_few_minutes_stand_in_the_form_and_are_saved_as_a_draft(
    address: str, tmp_path: Path
) -> None:
    path = "content/articles/heb-ik-griep.md"
    read = content.read(ROOT / "content", root=ROOT, timezone="Europe/Amsterdam", language="nl", today=TODAY)
    people, topics = [*read.people.values()], [*read.topics.values()]
    steps: list[tuple[Any, ...]] = [
        START,
        ("seen", "#progress, #where"),
        ("answer", "Heb ik griep?", "Mooi: een vraag"),
        NEXT,
        ("click", "#choices label:first-child", "#choices :checked"),
        NEXT,
        ("seen", "#choices label, #where"),
        ("click", "#choices label:first-child", "#choices :checked"),
        NEXT,
        ("click", "#choices label:last-child", "#choices :checked"),
        NEXT,
        ("seen", "#progress"),
        ("answer", "Griep is een virus. U hoest & bent < 5 dagen ziek.", "Mooi: korte zinnen"),
        NEXT,
        ("seen", "#next"),
        NEXT,
        ("answer", "U stikt", "Mooi: u zegt wanneer"),
        ("wide",),
        NEXT, NEXT, NEXT, NEXT,
        ("answer", "Wat griep is, wat u zelf kunt doen, en wanneer u de praktijk belt."),
        NEXT,
        ("seen", "#end h1, #end h2, #left a"),
        ("seen", "#left li"),
        ("wide",),
        ("click", "#form", "body"),
        ("enter", "Werken op deze computer"),
        ("said", "Griep is een virus."),
        ("save", "Opslaan", path),
    ]  # fmt: skip
    told = sound(write(address, {}, steps, tmp_path / "profile", width=360))
    assert told[1] == ["Vraag 1 van 11", interview.WORDS["kept"].nl]
    assert len(told[6]) == len(people) - 1
    assert people[0].name not in told[6]
    assert told[11] == ["Vraag 5 van 11"]
    assert told[14] == ["Overslaan"]
    assert (told[17], told[26]) == (0, 0)
    assert told[24][0] == "Dit waren de vragen"
    assert "Wat kunt u zelf doen?" in told[24]
    assert "Wat is het?" not in told[24]
    lacking = [line.partition(".")[0] for line in told[25]]
    assert "Bronnen" in lacking
    assert {"Auteurs", "Gecontroleerd door", "Onderwerp", "Samenvatting"}.isdisjoint(lacking)
    text = told[-1]
    assert text.startswith("---\ntitle: Heb ik griep?\nstatus: draft\n")
    for name, given in (("authors", people[0].id), ("reviewed_by", people[1].id)):
        assert re.search(rf"^{name}:\s+(?:- |\[){given}\b", text, re.MULTILINE), name
    assert "summary: Wat griep is, wat u zelf kunt doen, en wanneer u de praktijk belt.\n" in text
    assert f"topic: {topics[-1].name.nl}\n" in text
    assert (
        "## Wat is het?\n\nGriep is een virus. U hoest & bent < 5 dagen ziek.\n\n## Wat kunt u zelf doen?"
        in text
    )
    assert "::: 112\n- U stikt\n:::\n\n::: bel\n- …\n:::" in text


def test_hard_sentences_are_quoted_the_worst_first_and_three_at_most(address: str, tmp_path: Path) -> None:
    hard = f"Bij hypertensie, dyspneu en obstipatie belt u. U krijgt een ECG. {'En dan ' * 11}klaar."
    steps = [START, NEXT, *WHO, ("answer", hard, "Niet iedereen"), ("seen", "#said li"), ("seen", "#said q")]
    *_, said, quoted = sound(write(address, {}, steps, tmp_path / "profile"))
    assert len(said) == 3
    assert "Niet iedereen kent “hypertensie”. Beter: schrijf “hoge bloeddruk”" in said[0]
    assert "Bij hypertensie, dyspneu en obstipatie belt …" in quoted[0]


def test_a_patient_s_number_stops_the_way_to_the_form_and_is_never_repeated(
    address: str, tmp_path: Path
) -> None:
    steps: list[tuple[Any, ...]] = [
        START,
        ("answer", "Wat is koorts?"),
        NEXT,
        *WHO,
        ("answer", f"Warm.\nBSN {BSN}", "In alinea 2"),
        *[NEXT] * 7,
        ("off", "#form"),
        ("words",),
        ("click", "#stopped a", "#question"),
        ("answer", "Warm."),
        *[NEXT] * 7,
        ("off", "#form"),
        ("seen", "#stopped p"),
    ]
    told = sound(write(address, {}, steps, tmp_path / "profile"))
    assert "In alinea 2 staat een nummer dat een burgerservicenummer (BSN) kan zijn." in told[6]
    assert told[14] is True
    assert "Naar: Wat is het?" in told[15]
    assert BSN not in told[6] + told[15]
    assert told[-2:] == [False, []]


def test_a_page_that_was_dropped_gives_the_answers_back_but_no_patient_s_number(
    address: str, tmp_path: Path
) -> None:
    steps: list[tuple[Any, ...]] = [
        START,
        ("answer", "Wat is koorts?", "Mooi"),
        NEXT,
        ("click", "#choices label:first-child", "#choices :checked"),
        NEXT, NEXT, NEXT,
        ("answer", f"Warm. BSN {BSN}", "In alinea 1"),
        NEXT,
        ("answer", "Drink genoeg."),
        ("visit", "../robots.txt", "pre"),
        ("visit", "vragen/#2", "#choices"),
        ("seen", "#choices label:has(:checked)"),
        *[NEXT] * 3,
        ("value", "#answer"),
        NEXT,
        ("value", "#answer"),
    ]  # fmt: skip
    told = write(address, {}, steps, tmp_path / "profile").told
    assert len(told[12]) == 1
    assert (told[16], told[18]) == ("", "Drink genoeg.")


def test_before_the_reasons_for_a_card_stands_what_the_page_says_above_them(
    address: str, tmp_path: Path
) -> None:
    steps = [START, ("seen", "#next"), NEXT, *WHO, NEXT, NEXT, ("seen", "#how")]
    told = sound(write(address, {}, steps, tmp_path / "profile"))
    assert told[1] == ["Volgende"]
    assert "“Bel 112 als u:” Bijvoorbeeld: “bijna geen lucht krijgt”" in told[-1][0]


def test_without_a_title_or_an_answer_there_is_no_draft_yet(address: str, tmp_path: Path) -> None:
    steps = [START, *[NEXT] * 11, ("off", "#form"), ("seen", "#stopped")]
    told = sound(write(address, {}, steps, tmp_path / "profile"))
    assert told[12:] == [True, ["Een concept heeft een titel en een antwoord nodig."]]


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, True)])
def test_no_screen_of_it_has_a_barrier(address: str, tmp_path: Path, width: int, dark: bool) -> None:
    steps = [
        START,
        ("answer", "Heb ik griep?", "Mooi"),
        ("axe",),
        NEXT,
        ("axe",),
        *WHO,
        ("answer", f"BSN {BSN}", "alinea"),
        ("axe",),
    ]
    steps += [("answer", "Hypertensie.", "Niet iedereen"), ("axe",), *[NEXT] * 7, ("axe",)]
    told = sound(write(address, {}, steps, tmp_path / "profile", width=width, dark=dark))
    heard = [answer for (what, *_), answer in zip(steps, told, strict=True) if what == "axe"]
    assert heard == [[], [], [], [], []]


@pytest.mark.parametrize("name", ["plain.json", "vragen/interview.js", "answers.js", "common.js"])
def test_where_a_part_of_it_does_not_come_it_says_so(address: str, tmp_path: Path, name: str) -> None:
    steps = [("visit", "vragen/", "#failed"), ("seen", "#failed")]
    told = write(address, {}, steps, tmp_path / "profile", without=name)
    assert told.told[1] == ["De vragen konden niet worden opgehaald. Laad de pagina opnieuw."]
