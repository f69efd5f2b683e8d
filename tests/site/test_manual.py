"""The page for who writes in the browser: short, undo first, and in the words that stand on the screen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from editor.build import bundle
from syndicate import content, settings
from syndicate.content.questions import QUESTIONS
from syndicate.settings.editor import Editor
from syndicate.sheets import desk, reading
from syndicate.site import interview, writing
from syndicate.tasks import collection
from tests.site.sample import ROOT, TODAY

MANUAL = ROOT / "docs" / "zo-schrijft-u-een-artikel.md"
PAGE = " ".join(MANUAL.read_text("utf-8").split())
NAMED = re.findall(r"\*\*(.+?)\*\*|“(.+?)”", PAGE)
NOT_FOR_CLINICIANS = ("commit", "branch", "merge", "pull request", "yaml", "front matter", "markdown")
# of the editor's own thousand words those that our form shows, by the names that it gives them
OF_THE_EDITOR = ("create", "save", "browse", "upload", "restore", "revert_all_changes")


def said(form: Any) -> Iterator[str]:
    """The labels of a form, its choices, and the sentences of its hints."""
    if isinstance(form, dict):
        yield from (form[name] for name in ("label", "label_singular") if isinstance(form.get(name), str))
        yield from re.findall(r"[^.?!]+[.?!]", form.get("hint", ""))
        form = list(form.values())
    if isinstance(form, list):
        for part in form:
            yield from said(part)


@pytest.fixture(scope="module")
def screen() -> set[str]:
    """The words of the editor's form, of the questions, of the desk and of a reader's page, in Dutch."""
    conf = settings.load(ROOT, {})
    read = content.read(conf.content, root=ROOT, timezone=conf.timezone, language="nl", today=TODAY)
    form = writing.configuration(conf, Editor("local"), read.people, read.topics)
    shown = {*said(form["cms"]), *said(form["card"]), form["card"]["label"], *QUESTIONS["nl"]}
    own = json.loads((bundle() / "node_modules/@sveltia/cms/locales/nl.json").read_text("utf-8"))
    changed = json.loads((ROOT / "editor/words.json").read_text("utf-8"))["nl"]
    shown |= {changed.get(own[name], own[name]) for name in OF_THE_EDITOR}
    lists = [one for one in form["cms"]["collections"][0]["fields"] if one["widget"] == "list"]
    shown |= {
        own["_sui"]["insert"],
        *(w.nl for page in (desk, reading, interview) for w in page.WORDS.values()),
    }
    return shown | {own["add_x"].replace("{$name}", one["label"]) for one in lists}


def test_the_manual_fits_on_one_page() -> None:
    assert len(re.findall(r"[^\W_]+(?:['’./-][^\W_]+)*", PAGE)) <= 450


def test_the_manual_says_nothing_of_how_texts_are_kept() -> None:
    assert [word for word in NOT_FOR_CLINICIANS if word in PAGE.lower()] == []


def test_the_manual_begins_with_how_to_undo() -> None:
    title, first, *_ = MANUAL.read_text("utf-8").split("\n\n")
    assert title.startswith("# ")
    assert first.startswith("Er kan niets misgaan: ")
    undo, _, rest = PAGE.partition(" ## ")
    assert all(
        word in undo
        for word in ("**Alle wijzigingen terugdraaien**", "**Ingetrokken**", "vorige versie", "plaatst niets")
    )
    assert "**Nieuw**" in rest


def test_every_name_in_the_manual_stands_on_the_screen(screen: set[str]) -> None:
    names = {bold or quoted for bold, quoted in NAMED}
    assert len(names) > 20
    assert sorted(names - screen) == []


def test_every_command_in_the_manual_is_a_task() -> None:
    commands = set(re.findall(r"`invoke ([a-z]+)`", PAGE))
    assert commands
    assert commands <= set(collection().task_names)


def test_the_manual_is_read_easily() -> None:
    sentences = [one.split() for one in re.split(r"(?<=[.?!”])\s+|:\s+| - ", PAGE)]
    assert max(map(len, sentences)) <= 25
    assert sum(map(len, sentences)) / len(sentences) < 12
