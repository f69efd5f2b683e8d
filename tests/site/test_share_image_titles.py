"""Any title on a card: where it breaks, how large it is, and that its ink stays inside."""

from __future__ import annotations

import io
import unicodedata

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from syndicate.errors import SiteError
from syndicate.site import card, typeface
from syndicate.site.share_layout import read_layout
from syndicate.site.typeset import SOFT_HYPHEN, Block, Box, layout_title
from tests.site.building import LAYOUT

BOX: Box = (64, 158, 556, 322)


def em(text: str) -> float:
    return len(text) * 0.5


def laid(text: str, box: Box = BOX, measure=em) -> Block:
    return layout_title(text, box, sizes=(80, 36), lines=5, leading=1.12, em=measure)


def ink(words: str) -> tuple[int, int, int, int] | None:
    """Where the pixels of a title lie: the card with it against the card without it."""
    plan = read_layout(LAYOUT)
    none = {"practice": "", "title": "", "author": "", "role": ""}
    with_it, without = (
        Image.open(io.BytesIO(card.draw(plan, colour="#000000", words=w))).convert("L")
        for w in ({**none, "title": words}, none)
    )
    return ImageChops.difference(with_it, without).point(lambda v: 255 if v > 60 else 0).getbbox()


@pytest.mark.parametrize(
    "title",
    [
        "Rugpijn? Blijf bewegen",
        "Ångström, Ýmir, ÉÀÇ: gjpqy",
        "Arbeidsongeschiktheidsverzekeringsmaatschappij",
        "W" * 200,
        "Wat " * 50,
        "Ελληνικά и русский",
        "Q\u0301\u0301\u0301\u0301\u0301\u0301 met veel tekens",
    ],
)
def test_the_ink_of_every_title_stays_inside_the_safe_area(title: str) -> None:
    found = ink(typeface.drawable(title))
    left, top, width, height = read_layout(LAYOUT).safe
    assert found is not None
    assert left <= found[0] < found[2] <= left + width
    assert top <= found[1] < found[3] <= top + height


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.sampled_from("aeinorstgkbdWMijĳéÜß -/–:?!.,'’“”0123456789€%\u00ad🤒👩🏽‍⚕️🇳🇱☀\t"), max_size=200)
)
def test_any_title_fits_its_box_with_no_letter_lost(title: str) -> None:
    words = typeface.drawable(title)
    block = laid(words, measure=lambda text: typeface.em(text, 750))
    left, top, width, height = BOX
    for line in block.lines:
        assert line.left == left
        assert line.width <= width
        assert line.top >= top
        assert line.top + line.height <= top + height + 0.01
    assert without_breaks("".join(line.text for line in block.lines)) == without_breaks(words)
    assert regex.sub(r"[^\p{L}\p{N}]", "", words) == regex.sub(r"[^\p{L}\p{N}]", "", title)


def without_breaks(text: str) -> str:
    return regex.sub(rf"[\s{SOFT_HYPHEN}-]", "", text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_fits_or_is_refused_by_name(title: str) -> None:
    try:
        words = typeface.drawable(title)
    except SiteError:
        assert any(unicodedata.category(c)[0] in "LN" for c in title)
        return
    for line in laid(words, measure=lambda text: typeface.em(text, 750)).lines:
        assert line.width <= BOX[2]


def test_a_title_is_as_large_as_its_box_allows() -> None:
    assert laid("Griep").size == 80
    assert laid("Griep " * 20).size < laid("Griep " * 10).size < 80


def test_a_title_breaks_at_words_hyphens_and_slashes_and_never_inside_a_word_that_fits() -> None:
    block = layout_title(
        "huisarts-en-apotheek of tandarts/mondzorg",
        (0, 0, 400, 400),
        sizes=(60, 20),
        lines=9,
        leading=1.1,
        em=em,
    )
    assert block.lines[0].text.endswith("-")
    assert block.broken == 0


def test_a_new_sentence_begins_a_new_line_where_that_costs_none() -> None:
    assert [line.text for line in laid("Rugpijn? Blijf bewegen").lines] == ["Rugpijn?", "Blijf bewegen"]
    assert len(laid("Ja? Nee").lines) == 1
    small = laid("Tanden poetsen bij uw kind: zo lukt het")
    assert small.lines[0].text == "Tanden poetsen"
    assert small.size < 80
    for text in (
        "Ja. Nee. Misschien wel een beetje hoor",
        "Tanden poetsen bij uw eigen kinderen: zo lukt het",
    ):
        costs = layout_title(text, (0, 0, 300, 100), sizes=(20, 20), lines=2, leading=1.1, em=em)
        assert len(costs.lines) == 2
        assert costs.size == 20


def test_lines_are_about_equally_long() -> None:
    rows = [line.text for line in laid("een twee drie vier vijf zes").lines]
    assert max(map(len, rows)) - min(map(len, rows)) <= 6


def test_a_word_wider_than_the_box_is_hyphenated_at_a_syllable_a_soft_hyphen_or_a_character() -> None:
    def rows(text: str) -> list[str]:
        return [
            line.text
            for line in layout_title(
                text, (0, 0, 200, 400), sizes=(40, 36), lines=5, leading=1.1, em=em
            ).lines
        ]

    assert rows("tandartsenpraktijk") == ["tandart-", "senpraktijk"]
    assert rows("griep\u00advaccinatie") == ["griep-", "vaccinatie"]
    assert rows("griep\u00adprik") == ["griepprik"]
    assert rows("mmmmmmmmmmmmmmmm")[0].endswith("m-")


def test_words_stand_at_the_top_in_the_middle_or_at_the_foot_of_their_box() -> None:
    tops = [
        layout_title("Griep", BOX, sizes=(80, 36), lines=5, leading=1.12, em=em, anchor=a).lines[0].top
        for a in ("top", "middle", "bottom")
    ]
    assert tops == sorted(tops)
    assert tops[0] == BOX[1]


def test_nothing_to_say_takes_no_lines_and_too_much_is_refused() -> None:
    assert laid(" \u00ad ").lines == ()
    with pytest.raises(SiteError, match="shorter title"):
        laid("w" * 9999)
