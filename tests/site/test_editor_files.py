"""How the browser editor reads and writes a text: what nobody changed stays byte for byte."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.build import bundle
from syndicate import content
from syndicate.content import schema
from syndicate.content.front_matter import split
from syndicate.content.mistakes import Mistakes
from syndicate.site.widgets import asked
from syndicate.workflows.audit import tools
from tests.node.elsewhere import HERE
from tests.site.sample import ROOT, TODAY

KINDS = {field.name: "tags" if field.name == "tags" else str(field.kind) for field in asked()}
SPEC = {"fields": KINDS, "aliases": schema.ALIASES, "topics": {"door-het-jaar": "Door het jaar"}}
TEXTS = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "content/articles").glob("*.md"))}
SMALL = "---\ntitle: Wat helpt?\n# van Anna\nstatus: draft # nog niet\n---\n\nDe tekst.\n"


def filed(*texts: tuple[str | None, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Read each text, lay a change over it, and write it."""
    found = tools.find()
    asked = {"spec": SPEC, "given": [{"text": text, "change": change} for text, change in texts]}
    done = tools.run(
        (*found.node, str(HERE / "filed.mjs"), str(bundle())), folder=HERE, said=json.dumps(asked)
    )
    assert done.returncode == 0, done.stderr
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return told


def test_every_text_of_the_sample_is_written_as_it_was_read() -> None:
    told = filed(*((text, {}) for text in TEXTS.values()))
    assert [one["written"] for one in told] == list(TEXTS.values())


def test_only_what_was_changed_is_another_line_with_comments_and_order_kept() -> None:
    changes = [
        ({"title": "Prik: ja #nee"}, ("title: Wat helpt?", 'title: "Prik: ja #nee"')),
        ({"status": "published"}, ("status: draft # nog niet", "status: published")),
        ({"body": "Een andere."}, ("De tekst.", "Een andere.")),
        ({"tags": ["a", "b, c"]}, ("niet\n---", "niet\ntags:\n  - a\n  - b, c\n---")),
        ({"sample": True}, ("niet\n---", "niet\nsample: true\n---")),
        ({"audience": "null"}, ("niet\n---", 'niet\naudience: "null"\n---')),
        ({"image": "/images/x.webp"}, ("niet\n---", "niet\nimage: images/x.webp\n---")),
        ({"summary": "", "tags": [], "sources": [{"title": ""}]}, ("", "")),
    ]
    told = filed(*((SMALL, change) for change, _ in changes))
    assert [one["written"] for one in told] == [SMALL.replace(*swap) for _, swap in changes]


def test_what_is_emptied_leaves_the_file_and_what_the_form_does_not_know_stays() -> None:
    text = SMALL.replace(
        "status:", "overrides: {tone.question: {name: A, reason: b}}\nsummary: Kort.\nstatus:"
    )
    (told,) = filed((text, {"summary": ""}))
    assert told["written"] == text.replace("summary: Kort.\n", "")


def test_other_ways_to_write_the_same_are_shown_alike_and_kept() -> None:
    text = (
        "---\nTitle: Wat helpt?\ncategory: door-het-jaar\nkeywords: a; b\nauthors: anna, bram\n"
        "sources:\n  - Gids | NHG | 2024 | https://nhg.example/\nteasers: [Kort?]\n"
        "season: {first_week: 40, last_week: 46}\nimage_focus: [0.5, 0.3]\nimage: '{static}/images/x.jpg'\n"
        "sample: ja\nsummary: # nog te schrijven\n---\nDe tekst."
    )
    (told,) = filed((text, {"status": None}))
    assert told["written"] == f"{text}\n"
    assert told["read"] == {
        "title": "Wat helpt?", "topic": "Door het jaar", "tags": ["a", "b"], "authors": ["anna", "bram"],
        "sources": [{"title": "Gids", "publisher": "NHG", "year": "2024", "url": "https://nhg.example/"}],
        "teasers": [{"text": "Kort?"}], "season": "40-46", "image_focus": "0.5 0.3", "sample": True,
        "image": "/images/x.jpg", "body": "De tekst.", "status": "draft",
    }  # fmt: skip


def test_a_new_text_has_its_fields_in_the_order_of_the_schema() -> None:
    (told,) = filed(
        (None, {"body": "Tekst.", "slug": "wat", "status": "draft", "title": "Wat?", "lang": "nl"})
    )
    assert told["written"] == "---\ntitle: Wat?\nstatus: draft\nslug: wat\nlang: nl\n---\n\nTekst.\n"


@pytest.mark.parametrize(
    "text", ["Title: van Pelican\n\nTekst.", "---\ntitle: [\n---\nTekst.", "---\n- a\n---\n\nT."]
)
def test_a_text_whose_fields_cannot_be_read_is_not_shown(text: str) -> None:
    (told,) = filed((text, {}))
    assert "refused" in told


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Een *woord* hier.", "Een _woord_ hier."),
        ("| a | b |\n|---|---:|\n| 1 | 2 |", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("::: bel Nu\n- ja\n:::", "::: bel Nu\n\n- ja\n\n:::"),
        ("**Is er gevaar? [Bel 112](tel:112).**", "**Is er gevaar?** [**Bel 112**](tel:112)**.**"),
    ],
)
def test_what_the_editor_only_writes_in_another_way_stays_as_it_was(was: str, now: str) -> None:
    text = SMALL.replace("De tekst.", f"{was}\n\nSlot.")
    told = filed((text, {"body": f"{now}\n\nSlot."}), (text, {"body": f"{now}\n\nNieuw slot."}))
    assert [one["written"] for one in told] == [text, text.replace("Slot.", "Nieuw slot.")]


def test_a_word_that_is_made_bold_or_plain_is_a_change() -> None:
    text = SMALL.replace("De tekst.", "Een **woord** hier.")
    told = filed((text, {"body": "Een woord hier."}), (SMALL, {"body": "De **tekst**."}))
    assert [one["written"] for one in told] == [
        text.replace("**", ""),
        SMALL.replace("De tekst.", "De **tekst**."),
    ]


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cf", "Cn", "Co")),
    min_size=1,
    max_size=40,
)


@settings(max_examples=8)
@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=20, max_size=40))
def test_whatever_is_typed_is_read_back_as_it_was_typed(rows: list[tuple[str, str, str]]) -> None:
    plain = [tuple(" ".join(one.split()) for one in row) for row in rows]
    told = filed(*((SMALL, {"title": a, "tags": [b, c]}) for a, b, c in plain))
    for (title, *tags), one in zip(plain, told, strict=True):
        mistakes = Mistakes("a.md")
        note = split(one["written"], mistakes, {})
        assert note is not None, one["written"]
        read = {name: value.items or (value,) for name, value in note.fields.items()}
        assert [item.text for item in read.get("title", ())] == [title] * bool(title)
        assert [item.text for item in read.get("tags", ())] == [tag for tag in tags if tag]


def test_what_is_saved_again_is_read_the_same_by_us(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    # everything the form holds written anew: as if each field had been another before
    told = filed(*((text, {}) for text in TEXTS.values()))
    anew = filed(*((None, one["read"]) for one in told))
    for name, one in zip(TEXTS, anew, strict=True):
        (tmp_path / "content/articles" / name).write_text(one["written"], "utf-8")
    was, now = (
        {
            article.ref: article
            for article in content.read(
                root / "content", root=root, timezone="Europe/Amsterdam", language="nl", today=TODAY
            ).articles
        }
        for root in (ROOT, tmp_path)
    )
    known = [field.name for field in asked()]
    for ref, article in was.items():
        for name in (*known, "body"):
            assert getattr(now[ref], name) == getattr(article, name), (ref, name)
    again = filed(*((one["written"], {}) for one in anew))
    assert [one["written"] for one in again] == [one["written"] for one in anew]
