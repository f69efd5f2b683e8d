"""Tone: the teaser laws of the seeds, as advice."""

from __future__ import annotations

import pytest
from rules_samples import KNOWN, article, codes, post, seen

from syndicate import rules
from syndicate.limits import Limits, Unit
from syndicate.model import Severity, Teaser
from syndicate.rules import tone


def advice(text: str) -> list[str]:
    return [f.code for f in tone.on_text(text, "x.md", 4, "x/nl")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x" * 79 + "?", []),
        ("x" * 80 + "?", ["tone.length"]),
        ("x" * 79 + "? https://vuurtoren.example/griepprik/ #griep #prik", []),
        ("é" * 79 + "?", []),
        ("👩‍⚕️" * 40 + "?", []),
    ],
)
def test_a_teaser_is_short_without_its_link_and_hashtags(text: str, expected: list[str]) -> None:
    assert advice(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hoe dan?",
        "Hoe dan? 💉",
        "Hoe dan? #griep",
        "Hoe dan?\nhttps://a.example/",
        "Zegt u „hoe dan?”",
        "(Hoe?)",
        "什么？",
    ],
)
def test_a_closing_question_is_heard_through_links_hashtags_quotes_and_emoji(text: str) -> None:
    assert advice(text) == []


@pytest.mark.parametrize("text", ["Zo dus.", "Hoe dan? Zo dus", "", "#griep", "🙂"])
def test_a_teaser_that_does_not_ask_is_advised_to(text: str) -> None:
    assert advice(text) == ["tone.question"]


@pytest.mark.parametrize(
    "text",
    [
        "Doe mee met de prijsvraag?",
        "Kortingscode?",
        "ACTIE?",
        "Nieuwe promotie?",
        "10% korting?",
        "A discount code?",
        "Giveaway?",
    ],
)
def test_advertising_is_advised_against(text: str) -> None:
    assert advice(text) == ["tone.promotion"]


@pytest.mark.parametrize(
    "text",
    ["Komt u in actie?", "Een reactie?", "Interactie?", "Health promotion?", "Tijd winnen?", "Bekorting?"],
)
def test_words_that_only_look_like_advertising_are_left_alone(text: str) -> None:
    assert advice(text) == []


def test_more_than_three_hashtags_is_a_soup() -> None:
    assert advice("Hoe? #a #b #c") == []
    assert advice("Hoe? #a #b #c #d") == ["tone.hashtags"]
    assert advice("&#39; https://a.example/#a #b #c #d Hoe?") == []


@pytest.mark.parametrize(
    ("text", "expected"), [("DIT IS BELANGRIJK?", ["tone.capitals"]), ("GGD en RIVM?", []), ("GGD RIVM?", [])]
)
def test_capitals_read_as_shouting(text: str, expected: list[str]) -> None:
    assert advice(text) == expected


def test_an_article_has_a_picture_and_three_teasers() -> None:
    assert codes(seen(article(image=""))) == ["tone.image"]
    two = seen(article(teasers=article().teasers[:2]))
    assert codes(two) == ["tone.teasers"]
    assert "minder dan drie teasers (2)" in two[0].said.nl
    assert codes(seen(article(teasers=()))) == ["tone.teasers"]


def test_teasers_in_another_language_are_not_this_article_own() -> None:
    foreign = (Teaser("Afraid of the needle?", lang="en"), *article().teasers[1:])
    assert codes(seen(article(teasers=foreign))) == ["tone.teasers", "tone.feeling"]


@pytest.mark.parametrize("text", ["Bang?", "Hoera!", "Zo 🙂", "Worried?"])
def test_feeling_is_a_word_an_exclamation_mark_or_an_emoji(text: str) -> None:
    assert tone.shows_feeling(text)


def test_one_feeling_teaser_is_enough_and_none_is_too_few() -> None:
    plain = tuple(Teaser(f"Wat is {x}?") for x in "abc")
    assert codes(seen(article(teasers=plain))) == ["tone.feeling"]
    assert seen(article(teasers=(*plain, Teaser("Bang?")))) == ()


def test_advice_on_a_source_stands_at_its_own_teaser_and_stops_nothing() -> None:
    teasers = (Teaser("Bang?"), Teaser("Zo dus."), Teaser("Actie?"))
    findings = seen(article(teasers=teasers, title="Korting"))
    assert [(f.code, f.line) for f in findings] == [
        ("tone.question", 12),
        ("tone.promotion", 10),
        ("tone.promotion", 2),
    ]
    assert {f.severity for f in findings} == {Severity.ADVICE}


def test_advice_on_a_post_stands_at_the_teaser_that_it_was_made_from() -> None:
    source = article(teasers=(Teaser("Bang?"), Teaser("Zo dus.")))
    room = Limits(Unit.CODE_POINTS, 500)
    (found,) = rules.on_post(post("Zo dus.", article=source), room, known=KNOWN)
    assert (found.code, found.line, found.subject) == ("tone.question", 12, "griepprik/nl/folder/new")
    (composed,) = rules.on_post(post("Anders.", article=source), room, known=KNOWN)
    assert composed.line == 10
