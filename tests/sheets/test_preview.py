"""The preview page: what is drawn is what is sent."""

import re
from dataclasses import replace

import html5lib
import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from syndicate.limits import Limits, Link, Look, Unit
from syndicate.model import (
    Finding,
    Practice,
    Severity,
    Skip,
    Words,
)
from syndicate.sheets import DraftCard, fold, preview
from syndicate.sheets.words import counted
from tests.sheets.preview_samples import ARTICLE, AT, LIMITS, card, of_class, page, tree

WARNING = Finding(
    "tone.question",
    Severity.WARNING,
    Words("Geen vraag.", "No question."),
    Words("Stel er een.", "Ask one."),
    "content/articles/prik.md",
    7,
)
readable = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n\r\t"))


@given(readable.filter(lambda t: "\x00" not in t))
def test_the_text_drawn_is_the_payloads_own_byte_for_byte(text: str) -> None:
    drawn = card(text)
    root = tree(page(drawn))
    visible, rest = of_class(root, "visible")[0], "".join(of_class(root, "rest"))
    assert (visible, rest) == (drawn.visible, drawn.rest)
    assert (visible + rest).encode() == drawn.payload.text.encode()


@given(readable, st.integers(0, 30), st.integers(0, 5))
def test_a_fold_never_loses_a_byte_nor_cuts_a_grapheme(text: str, signs: int, lines: int) -> None:
    visible, rest = fold(text, Look(fold=signs, fold_lines=lines))
    assert visible + rest == text
    assert regex.findall(r"\X", visible) + regex.findall(r"\X", rest) == regex.findall(r"\X", text)
    if signs:
        assert len(regex.findall(r"\X", visible)) <= signs
    if lines:
        assert len(re.split(r"\r\n|[\r\n]", visible)) <= lines
    if not signs and not lines:
        assert not rest


def test_a_fold_counts_families_and_flags_as_one_sign() -> None:
    assert fold("👨‍👩‍👧🇳🇱é!", Look(fold=3)) == ("👨‍👩‍👧🇳🇱é", "!")
    assert fold("een\ntwee\ndrie", Look(fold_lines=2)) == ("een\ntwee", "\ndrie")
    assert fold("een\r\ntwee", Look(fold_lines=1)) == ("een", "\r\ntwee")
    assert fold("kort", Look(fold=4, fold_lines=1)) == ("kort", "")


def test_the_fold_is_shown_only_where_something_stands_behind_it() -> None:
    assert of_class(tree(page(card())), "more") == ["… meer"]
    assert of_class(tree(page(card("Kort?"))), "more") == []


def test_a_card_tells_length_time_words_and_sources() -> None:
    root = tree(page(card("Prik?")))
    words = " ".join("".join(root.itertext()).split())
    for told in (
        "5 / 500 tekens",
        "maandag 23 november 2026 om 9.15 uur",
        "ma 23 nov 9.15",
        "Een arm met een pleister",
        "https://linde.example/prik/?s=1",
        "prik/nl/x/new",
        "het netwerk zelf",
        "Geen opmerkingen",
        "Voorbeeldpraktijk",
    ):
        assert told in words
    assert of_class(root, "avatar") == ["PL"]
    assert of_class(root, "over") == []


def test_a_text_that_is_too_long_is_marked() -> None:
    assert of_class(tree(page(card("x" * 501))), "over") == ["501 / 500 tekens"]


def test_the_picture_is_cropped_as_the_network_does_with_its_own_words() -> None:
    [image] = tree(page(card())).iter("img")
    assert image.get("style") == "aspect-ratio:1.0/1.0"
    assert image.get("alt") == "Een arm met een pleister"
    words = "".join(tree(page(card(image=None))).itertext())
    assert "Geen foto" in words
    assert "ontbreekt" in "".join(tree(page(card(alt=""))).itertext())


def test_a_link_card_is_drawn_where_the_network_draws_one() -> None:
    limits = replace(LIMITS, link=Link.CARD)
    assert of_class(tree(page(card())), "link-card") == []
    root = tree(page(card(limits=limits)))
    [drawn] = of_class(root, "link-card")
    assert drawn.split() == ["linde.example", "Heb", "ik", "de", "prik", "nodig?", "Kort"]
    assert len(list(root.iter("img"))) == 1
    assert len(of_class(tree(page(card(limits=limits, image=None))), "link-card")) == 1
    bare = card(limits=limits)
    assert not replace(bare, payload=replace(bare.payload, link="")).has_link_card
    assert replace(bare, payload=replace(bare.payload, link="")).host == ""


def test_findings_are_chips_with_what_to_do() -> None:
    allowed = replace(WARNING, overridden="Anna: mag een keer", file="", line=0)
    root = tree(page(card(findings=(WARNING, allowed))))
    assert [" ".join(c.split()) for c in of_class(root, "warning")] == [
        "Let op Geen vraag. Stel er een. content/articles/prik.md:7"
    ]
    assert "Toegestaan door Anna: mag een keer" in of_class(root, "allowed")[0]
    assert "Geen opmerkingen" not in "".join(root.itertext())


def test_posts_stand_by_article_and_in_order_of_time() -> None:
    other = replace(ARTICLE, uid="rug", title="Rugpijn?", slug="rug")
    later = AT.replace(day=25)
    root = tree(page(card(at=later), card(article=other), card(network="mastodon", at=AT.replace(hour=9))))
    titles = [e for e in root.iter("h2") if e.get("lang")]
    assert ["".join(t.itertext()) for t in titles] == ["Rugpijn?", "Heb ik de prik nodig?"]
    table = next(root.iter("tbody"))
    assert [" ".join("".join(r.itertext()).split()) for r in table.iter("tr")] == [
        "ma 23 nov 9.15XRugpijn?",
        "ma 23 nov 10.15MastodonHeb ik de prik nodig?",
        "wo 25 nov 9.15XHeb ik de prik nodig?",
    ]
    ids = {e.get("id") for e in root.iter("article")}
    assert {a.get("href", "")[1:] for a in table.iter("a")} == ids


def test_drafts_show_their_words_and_what_is_still_to_do_and_cannot_act() -> None:
    draft = DraftCard(
        "Slapen",
        "content/articles/slapen.md",
        (Words("Zet <een> auteur bij `authors`.", "Choose an author."),),
        "<p>Een <em>ziek</em> kind.</p><script>alert(1)</script><img src=x onerror=alert(1)>",
        (WARNING,),
    )
    html = page(drafts=(draft, replace(draft, todo=(), findings=())))
    root = tree(html)
    assert of_class(root, "todo")[0].strip() == "Zet <een> auteur bij authors."
    assert "bij <code>authors</code>." in html
    assert "<em>ziek</em>" in html
    assert "alert" not in html
    assert page(drafts=(draft,), findings=(WARNING,)).count("Geen vraag.") == 1
    assert "Er staat nu niets klaar om te plaatsen." in html


def test_what_does_not_go_out_is_told_with_its_reason() -> None:
    skip = Skip(ARTICLE, "mastodon", "gap", Words("Kort geleden gedeeld.", "Shared lately."), AT)
    root = tree(page(skips=(skip, replace(skip, until=None)), findings=(WARNING,)))
    first, second = next(root.iter("tbody")).iter("tr")
    assert [c.text for c in first] == [
        "Heb ik de prik nodig?",
        "mastodon",
        "Kort geleden gedeeld.",
        "maandag 23 november 2026 om 9.15 uur",
    ]
    assert [c.text for c in second][3] is None
    assert "Wat er aan de teksten opviel" in "".join(root.itertext())


def test_the_worst_finding_comes_first() -> None:
    error = replace(WARNING, severity=Severity.ERROR, line=0)
    advice = replace(WARNING, severity=Severity.ADVICE)
    root = tree(page(findings=(advice, WARNING, error)))
    order = [e.get("class") for e in root.iter("li") if e.get("class") in ("error", "warning", "advice")]
    assert order == ["error", "warning", "advice"]


def test_the_page_speaks_english_to_an_english_practice() -> None:
    html = page(card("x " * 30, network="bluesky"), card(network="hand"), lang="en")
    words = "".join(tree(html).itertext())
    assert tree(html).get("lang") == "en"
    assert "Monday 23 November 2026 at 09:15" in words
    assert "Bluesky" in words
    assert "By hand" in words
    assert "… more" in words


def test_every_text_runs_its_own_way() -> None:
    root = tree(page(card("ألم الظهر؟")))
    (text,) = (e for e in root.iter("p") if e.get("class") == "text")
    assert text.get("dir") == "auto"


def test_an_account_is_named_where_it_is_not_the_networks_name() -> None:
    one = card()
    other = replace(one, post=replace(one.post, account="x-nl"))
    assert "x-nl" in "".join(tree(page(other)).itertext())
    assert of_class(tree(preview([one], lang="nl", practice=Practice())), "avatar") == ["?"]


def test_the_page_needs_nothing_and_may_do_nothing() -> None:
    html = page(card(), findings=(WARNING,))
    root = tree(html)
    policy = [m.get("content") for m in root.iter("meta") if m.get("http-equiv")]
    assert policy == ["default-src 'none'; img-src data:; style-src 'unsafe-inline'"]
    assert [m.get("content") for m in root.iter("meta") if m.get("name") == "robots"] == ["noindex"]
    assert not list(root.iter("script"))
    loaded = [e.get("src") or "" for e in root.iter() if e.get("src")]
    loaded += [e.get("href") or "" for e in root.iter("link")]
    assert all(address.startswith("data:") for address in loaded)
    assert "url(" not in html
    assert html == page(card(), findings=(WARNING,))


def test_the_page_is_valid_and_has_one_heading_and_main() -> None:
    draft = DraftCard("Slapen", "a.md", (), "<p>a</p>")
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    root = parser.parse(page(card(findings=(WARNING,)), drafts=(draft,), findings=(WARNING,)))
    assert parser.errors == []
    assert len(root.findall(".//h1")) == len(root.findall(".//main")) == 1
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_way_of_counting_has_a_word(unit: Unit, lang: str) -> None:
    assert counted(212, Limits(unit, 500), lang).startswith(
        "212 / 500 tekens" if lang == "nl" else "212 / 500 char"
    )
