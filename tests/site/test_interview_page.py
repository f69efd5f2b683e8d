"""admin/vragen/: apart from patients and search engines, asking this site alone, in two languages."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from importlib import resources
from typing import Any

import pytest

from syndicate import rules
from syndicate.content import questions
from syndicate.content.schema import Need
from syndicate.settings import Editor
from syndicate.site import interview, writing
from syndicate.site.build import build
from syndicate.site.widgets import asked
from syndicate.workflows import texts
from tests.site.conftest import TODAY, Site

HUB = Editor("github", "https://github.com", "linde/site", "main", sign_in="https://in.linde.example")


def said(site: Site, **changes: Any) -> dict[str, Any]:
    read = site.content()
    return interview.configuration(replace(site.settings(), **changes), read.people, read.topics)


@pytest.mark.usefixtures("program")
def test_it_stands_beside_the_editor_and_nowhere_else(site: Site) -> None:
    conf = replace(site.settings(), editor=HUB)
    made = build(conf, site.content(), conf.output, today=TODAY, approvals={}, syndication={})
    folder = made.output / "admin" / "vragen"
    page = (folder / "index.html").read_text("utf-8")
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert not re.search(r"<script>|<style| on\w+=|«", page)
    for name in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert name == "data:," or (folder / name).is_file()
    script = (folder / "interview.js").read_text("utf-8")
    for name in re.findall(r'"((?:\.{1,2}/)?[\w./]+\.js(?:on)?)"', script):
        assert (folder / name).is_file()
    assert "<noscript><p>Om u vragen te stellen heeft deze pagina JavaScript nodig." in page


@pytest.mark.usefixtures("program")
def test_nothing_that_comes_with_it_is_taken_for_a_patient(site: Site) -> None:
    conf = replace(site.settings(), editor=HUB)
    read = site.content()
    made = build(conf, read, conf.output, today=TODAY, approvals={}, syndication={})
    known = rules.vouch(conf.practice, read.people.values())
    for file in (made.output / "admin" / "vragen").iterdir():
        if file.suffix not in texts.CODE:
            assert [*texts.stops(file.name, file.read_text("utf-8"), known)] == [], file.name


def test_its_policy_lets_it_ask_this_site_alone_whatever_the_code_host(site: Site) -> None:
    page = html.unescape(interview.page(replace(site.settings(), editor=HUB)))
    policy = re.search(r'Policy" content="([^"]+)"', page)
    assert policy is not None
    assert "http" not in policy[1]
    assert "unsafe" not in policy[1]
    assert policy[1].startswith("default-src 'none';")


def test_it_keeps_nothing_in_the_browser_but_in_the_window_itself() -> None:
    for name in interview.OURS:
        text = (resources.files("syndicate") / "editor" / name).read_text("utf-8")
        assert not re.search(r"localStorage|indexedDB|document\.cookie", text), name


def test_it_asks_the_title_who_and_about_what_each_fixed_question_and_the_summary(site: Site) -> None:
    screens = said(site)["screens"]
    assert [one["asked"] for one in screens] == [
        "Welke vraag stelt uw patiënt?",
        "Wie schrijft dit?",
        "Wie leest het na?",
        "Wat is het?",
        "Wat kunt u zelf doen?",
        "Wanneer belt u? Wanneer de lezer 112 belt",
        "Wanneer belt u? Wanneer de lezer meteen belt",
        "Hoe gaat het verder?",
        "Meer informatie",
        "Waar gaat het over, in één zin?",
    ]
    assert all(one["how"] for one in screens)
    people = [option["value"] for option in screens[1]["options"]]
    assert people == [option["value"] for option in screens[2]["options"]] == [*site.content().people]


def test_a_practice_without_people_and_topics_is_not_asked_to_choose(site: Site) -> None:
    screens = interview.configuration(site.settings(), {}, {})["screens"]
    assert [one["kind"] for one in screens if one["kind"] == "choice"] == []


def test_its_list_is_what_the_form_needs_before_a_text_is_published(site: Site) -> None:
    labels = [one["label"] for one in said(site)["todo"]]
    by_itself = {"uid", "date"}
    needed = [f.label.nl for f in asked() if f.need is Need.PUBLISH and f.name not in by_itself]
    assert labels == needed
    assert {"Auteurs", "Bronnen", "Samenvatting"} <= set(labels)
    assert "Volgende controle" not in labels


def test_an_english_practice_is_asked_in_english_and_a_turkish_site_in_turkish(site: Site) -> None:
    told = said(site, language="en")
    assert told["words"]["next"] == "Next"
    pelican = {**site.settings().pelican, "DEFAULT_LANG": "tr"}
    turkish = said(site, pelican=pelican)
    (first, *_) = (one["heading"] for one in turkish["screens"] if "heading" in one)
    assert first == questions.QUESTIONS["tr"][0]
    assert turkish["words"]["next"] == "Volgende"
    assert interview.common("tr") == []
    assert "vaccine" in interview.common("en")


def test_no_screen_of_it_speaks_of_how_texts_are_kept(site: Site) -> None:
    told = json.dumps([said(site), said(site, language="en")], ensure_ascii=False)
    assert not re.search(
        r"\b(?:commit\w*|branch\w*|merg\w+|pull.?requests?|ya?ml|front.?matter)\b", told, re.I
    )


def test_the_editor_leads_to_it(site: Site) -> None:
    read = site.content()
    made = writing.configuration(site.settings(), Editor("local"), read.people, read.topics)
    articles, translations, *_ = made["cms"]["collections"]
    body = next(one for one in articles["fields"] if one["name"] == "body")
    for words in (articles["description"], body["hint"]):
        assert "[begin hier](vragen/)" in words
    assert "vragen/" not in json.dumps(translations)
