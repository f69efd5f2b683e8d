from dataclasses import replace

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from teaser_samples import BLUESKY, MASTODON, PERMALINK, X, article, picture, slot

from syndicate.limits import Limits, Link, Unit, fits
from syndicate.model import Teaser, campaign_token
from syndicate.teaser import compose, variants

LONG = "Dit is een eerste zin. " + "Daarna volgt nog veel meer uitleg over griep. " * 9


def post(item, limits=X, variant=0, image=None, permalink=PERMALINK):
    return compose(slot(item, variant), limits, network="x", permalink=permalink, image=image)


def test_a_post_is_the_authors_words_a_blank_line_and_the_link():
    item = article("Haalt u hem ook?")
    made = post(item, image=picture())
    token = campaign_token("griepprik/nl/x/new")
    assert made.text == f"Haalt u hem ook?\n\n{PERMALINK}?s={token}"
    assert made.link == f"{PERMALINK}?s={token}"
    assert (made.key, made.account, made.lang) == ("griepprik/nl/x/new", "x", "nl")
    assert (made.title, made.summary, made.permalink) == (item.title, item.summary, PERMALINK)
    assert (made.image, made.alt) == (picture(), "Een huisarts zet een prik.")


@pytest.mark.parametrize(
    ("permalink", "start"),
    [
        ("https://praktijk.nl/?p=1", "https://praktijk.nl/?p=1&s="),
        ("https://praktijk.nl/a/#wie", "https://praktijk.nl/a/?s="),
    ],
)
def test_the_campaign_token_joins_a_query_and_stands_before_a_fragment(permalink, start):
    link = post(article("Hoi"), permalink=permalink).link
    assert link.startswith(start)
    assert link.endswith("#wie") is permalink.endswith("#wie")


@pytest.mark.parametrize("where", [Link.CARD, Link.NONE])
def test_where_a_card_or_nothing_carries_the_link_the_text_is_words_only(where):
    made = post(article("Haalt u hem ook?"), Limits(Unit.GRAPHEMES, 300, link=where))
    assert made.text == "Haalt u hem ook?"
    assert made.link.startswith(PERMALINK)


def test_variants_take_turns_and_none_comes_twice_in_a_row():
    item = article("Een?", "Twee?", LONG, "Drie?")
    first = [post(item, variant=n).text.split("\n")[0] for n in range(6)]
    assert first == ["Een?", "Twee?", "Drie?"] * 2
    assert [post(item, variant=n).variant for n in range(3)] == [0, 1, 2]


def test_words_that_fit_nowhere_are_cut_after_a_sentence():
    made = post(article(LONG), Limits(Unit.GRAPHEMES, 70, url=23))
    assert made.text.split("\n")[0] == "Dit is een eerste zin."


def test_a_single_sentence_that_is_too_long_is_cut_after_a_word():
    made = post(
        article("De griepprik is er voor iedereen boven de zestig"), Limits(Unit.GRAPHEMES, 50, url=23)
    )
    assert made.text.split("\n")[0] == "De griepprik is er voor…"


def test_where_only_the_link_fits_the_link_stands_alone():
    made = post(article("Onafscheidelijkewoorden"), Limits(Unit.GRAPHEMES, 30, url=23))
    assert made.text == made.link


def test_an_alt_text_is_cut_to_what_the_network_takes():
    alt = "Een huisarts zet een prik in de arm van een oudere man."
    assert (
        post(article("A"), Limits(Unit.WEIGHTED, 280, alt=30), image=picture(alt)).alt
        == "Een huisarts zet een prik in…"
    )
    assert post(article("A"), Limits(Unit.WEIGHTED, 280, alt=0), image=picture(alt)).alt == ""


def test_a_network_without_pictures_gets_none():
    made = post(article("A"), Limits(Unit.WEIGHTED, 280, image_bytes=0), image=picture())
    assert (made.image, made.alt) == (None, "")


def test_a_post_composed_from_the_article_ends_with_its_question():
    assert post(article(), BLUESKY).text.endswith("Voor wie is de prik?")


def test_an_english_article_gets_english_words_and_language():
    item = article(Teaser("Nederlands"), Teaser("English", lang="en"))
    assert post(item, MASTODON).text.startswith("Nederlands")


DUTCH = st.text("aeëinprst  \n.?!#@…€'’-👩‍⚕️\N{COMBINING ACUTE ACCENT}", max_size=400)
TEXTS = DUTCH | st.text(max_size=200) | st.sampled_from(("kijk op griep.Nu of www.prik.nl/x", LONG))
LIMITS = st.builds(
    Limits,
    unit=st.sampled_from(Unit),
    characters=st.integers(60, 320),
    bytes=st.just(0) | st.integers(60, 900),
    url=st.sampled_from((0, 23)),
    link=st.sampled_from(Link),
    alt=st.integers(0, 60),
)
ITEMS = st.builds(
    lambda texts, points, title, body: article(*texts, title=title, key_points=tuple(points), body=body),
    st.lists(TEXTS, max_size=3),
    st.lists(TEXTS, max_size=2),
    TEXTS,
    TEXTS,
)


@given(ITEMS, LIMITS, st.integers(0, 9), TEXTS)
def test_a_post_always_fits_with_its_link_whole_and_only_the_articles_words(item, limits, variant, alt):
    made = post(item, limits, variant, picture(alt))
    assert fits(made.text, limits)
    assert len(made.alt.encode("utf-16-le")) // 2 <= limits.alt
    words = made.text
    if limits.link is Link.TEXT:
        assert words == made.link or words.endswith(f"\n\n{made.link}")
        words = words.removesuffix(made.link).removesuffix("\n\n")
    assert any(begins(words, source) for source in variants(item, "x", "x"))


def begins(words, source):
    """Tell whether `words` are `source`, or its first whole graphemes with or without an ellipsis."""
    graphemes = regex.findall(r"\X", source)
    starts = {"".join(graphemes[:end]) for end in range(len(graphemes) + 1)}
    return bool(starts & {words, words.removesuffix("…"), words.removesuffix(" …")})


@given(
    st.lists(TEXTS.map(str.strip).filter(bool), min_size=2, max_size=4, unique=True),
    LIMITS,
    st.integers(0, 9),
)
def test_two_posts_in_a_row_differ_wherever_two_variants_fit(texts, limits, variant):
    limits = replace(limits, link=Link.NONE)
    now, then = (post(article(*texts), limits, number).text for number in (variant, variant + 1))
    if sum(fits(text, limits) for text in texts) > 1:
        assert now != then
