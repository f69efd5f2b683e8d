"""Notes on the site: a page each, one list, the newest at home, in the feeds; in no list of articles."""

import json
from typing import Any

import pytest

from syndicate.model import Role
from syndicate.site.build import Built
from tests.site.building import THEME
from tests.site.conftest import copy_site
from tests.site.reading import html_of, text, tree

NOTE = """---
note: {kind}
uid: {uid}
slug: {uid}
lang: nl
date: {day}
status: published
authors: [anna-de-vries]
---

{words}
"""
CLOSED = ("dicht", "news", "2026-11-20", "Vrijdag is de praktijk **dicht**. Bel met spoed de huisartsenpost.")
OLD = ("druk", "question", "2026-09-01", "Heeft u uw bloeddruk dit jaar al laten meten?")
LIST = "mededelingen/index.html"


def with_notes(made: Any, *notes: tuple[str, str, str, str]) -> Any:
    """Give the practice notes that a colleague has read."""
    for uid, kind, day, words in notes:
        made.write(f"content/articles/notes/{uid}.md", NOTE.format(uid=uid, kind=kind, day=day, words=words))
        made.approve(f"{uid}/nl", "bram-jansen", Role.MEDICAL)
    return made


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    made = copy_site(tmp_path_factory.mktemp("notes"))
    built: Built = with_notes(made, CLOSED, OLD).build(THEME=str(THEME))
    return built


def test_a_note_has_a_page_with_its_kind_above_its_words_and_who_read_it(built: Built) -> None:
    page = tree(html_of(built, "dicht/index.html"))
    assert [text(h) for h in page.iter("h1")] == ["Nieuws"]
    words = text(page.find(".//article"))
    assert "Vrijdag is de praktijk dicht." in words
    assert "Gecontroleerd door Bram Jansen" in words
    assert page.find(".//title").text.startswith("Vrijdag is de praktijk dicht.")


def test_machines_read_a_note_as_a_posting_and_as_no_medical_page(built: Built) -> None:
    page = tree(html_of(built, "dicht/index.html"))
    graph = json.loads(page.find(".//script[@type='application/ld+json']").text)["@graph"]
    assert {node["@type"] for node in graph} >= {"WebPage", "BlogPosting"}
    assert "MedicalWebPage" not in {node["@type"] for node in graph}


def test_one_list_has_all_notes_the_newest_first_and_says_which_no_longer_hold(built: Built) -> None:
    page = tree(html_of(built, LIST))
    rows = [text(li) for li in page.iter("li") if "h-entry" in li.get("class", "")]
    assert [row.split(" ")[0] for row in rows] == ["Nieuws", "Vraag"]
    assert "Niet meer actueel" not in rows[0]
    assert "Niet meer actueel" in rows[1]


def test_the_home_page_has_those_that_still_hold_and_no_list_of_articles_has_any(built: Built) -> None:
    home = html_of(built, "index.html")
    assert "Vrijdag is de praktijk" in home
    assert "bloeddruk dit jaar" not in home
    for path in ("a-z/index.html", "zoeken/index.html", "scherm/index.html"):
        assert "dicht/" not in html_of(built, path), path
    assert "mededelingen/" in html_of(built, "a-z/index.html")


def test_the_feeds_have_notes_among_the_articles(built: Built) -> None:
    feed = next(file for file in (built.output / "feeds").glob("all*.json"))
    items = json.loads(feed.read_text(encoding="utf-8"))["items"]
    assert {item["url"].rpartition(".example/")[2] for item in items} >= {"dicht/", "druk/", "griepprik/"}


def test_a_practice_without_notes_has_no_list_of_them_and_the_same_home_page(tmp_path: Any) -> None:
    plain = copy_site(tmp_path).build(THEME=str(THEME))
    assert not (plain.output / LIST).exists()
    assert "notes.css" not in html_of(plain, "index.html")
    assert "mededelingen" not in html_of(plain, "a-z/index.html")
