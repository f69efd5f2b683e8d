"""docs/front-matter.md says what the schema says, and the schema fits the noun."""

from dataclasses import fields
from pathlib import Path

import pytest

from syndicate.content import schema
from syndicate.model import Article, Words

FILM = Path(__file__).parents[1] / "data" / "film.mp4"
DOCS = Path(__file__).parents[2] / "docs" / "front-matter.md"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_docs_hold_the_table_of_the_schema(lang):
    text = DOCS.read_text("utf-8")
    start, end = f"<!-- fields:{lang} -->\n", "<!-- /fields -->"
    assert text.split(start)[1].split(end)[0] == schema.table(lang)


def test_a_sentence_for_the_form_has_labels_in_place_of_names():
    said = schema.in_form(Words("Titel (`title`) ontbreekt; zet `image` bij `make publish`.", "Use `image`."))
    assert said.nl == "Titel ontbreekt; zet “Afbeelding” bij `make publish`."
    assert said.en == "Use “Picture”."


def test_every_field_of_the_schema_is_one_of_the_article():
    assert {f.name for f in schema.fields()} <= {f.name for f in fields(Article)}


def test_every_example_of_the_schema_is_itself_right(practice):
    practice.write("images/griepprik.jpg", b"x")
    practice.write("videos/griepprik.mp4", FILM.read_bytes())
    practice.write("videos/griepprik.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHallo")
    lines = [f"{f.name}: {f.example}" for f in schema.fields() if f.name != "translation_of"]
    text = "---\n" + "\n".join(lines).replace("https://…", "https://x.nl/") + "\n---\nTekst"
    article, findings = practice.article(text.replace("? N", " N"))
    assert findings == ()
    assert article.todo == ()
