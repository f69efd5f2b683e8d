"""The pages for people about the guard: plain Dutch for the staff, and no dead ends for developers."""

from __future__ import annotations

import re
import tomllib
from datetime import date

import pytest

from syndicate.model import Article, Practice
from tests.readability import ROOT, measure

PAGE = (ROOT / "docs" / "privacy-nl.md").read_text("utf-8")
INCIDENT = (ROOT / "docs" / "incident.md").read_text("utf-8").split("\n## In het Nederlands\n")[1]
TODAY = date(2026, 11, 23)
CODE = re.compile(r"^( *)```.*?^ *```$|^ {7}\S.*$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", [PAGE, INCIDENT], ids=["privacy", "incident"])
def test_it_is_plain_dutch(text):
    found = measure(Article(uid="x", lang="nl", title="x", slug="x", file="x", body=CODE.sub("", text)))
    assert found.flesch >= 60
    assert found.longest <= 20, found.sentence


def test_its_consent_is_one_that_is_read(tmp_path):
    from syndicate.content.consents import read_consents

    (shown,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    file = tmp_path / "consents.toml"
    file.write_text(re.sub(r"(?m)^ +", "", shown), "utf-8")
    consents, mistakes = read_consents(file, tmp_path)
    assert mistakes == ()
    assert list(consents) == list(tomllib.loads(file.read_text("utf-8")))
    assert f"consents: [{next(iter(consents))}]" in PAGE


def test_it_never_says_that_the_guard_is_enough():
    assert "niet alles" in PAGE
    assert "geen bewijs dat het mag" in PAGE


def said(text):
    from syndicate.rules import on_source, vouch

    article = Article(uid="x", lang="nl", title="Een titel", slug="x", file="x.md", body=text)
    known = vouch(Practice("Praktijk"), ())
    found = on_source(article, people={}, known=known, today=TODAY)
    return {f.code for f in found if f.code.startswith("secrecy.")}


def test_what_it_calls_good_passes():
    for sentence in re.findall(r'^\|[^|]*\| "(.+)" \|$', PAGE, re.MULTILINE):
        assert said(sentence) == set(), sentence


def test_what_it_warns_against_waits_for_a_second_person():
    (advice,) = re.findall(r'Advies aan één mens\.\*\* "(.+?)"', PAGE)
    against = [sentence.strip("…") for sentence in re.findall(r'^\| "(.+?)" \|', PAGE, re.MULTILINE)]
    assert len(against) == 7
    for sentence in against:
        assert said(sentence) == (set() if sentence == advice else {"secrecy.case"}), sentence


def test_what_it_says_the_guard_cannot_see_is_not_seen():
    (village,) = re.findall(r'iedereen in het dorp weet\.\*\* "(.+)"', PAGE)
    assert said(village) == set()


def test_every_file_that_the_security_page_names_is_there():
    page = (ROOT / "docs" / "security.md").read_text("utf-8")
    named = re.findall(r"`((?:syndicate|tests|requirements|\.github)/[\w./-]*)`", page)
    assert len(named) > 20
    assert [file for file in named if not (ROOT / file).exists()] == []
    assert "not complete" in page
