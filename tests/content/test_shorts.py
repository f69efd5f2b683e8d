"""Short addresses: words and numbers that one can say, each with one place below the site's address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.content import naming

NOTE = "---\ntitle: Koorts\nuid: koorts\nshort: {}\n---\nTekst"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("koorts", ("koorts",)),
        ("[koorts, 12]", ("koorts", "12")),
        ("koorts, 12", ("koorts", "12")),
        ("[Koorts, koorts]", ("koorts",)),
        ("[nl, index, 112-bellen]", ("nl", "index", "112-bellen")),
    ],
)
def test_words_and_numbers_are_read_and_capitals_do_not_count(practice, written, read):
    article, findings = practice.article(NOTE.format(written))
    assert findings == ()
    assert article.short == read


@pytest.mark.parametrize(
    ("written", "better"),
    [("k/koorts", "k-koorts"), ("kóórts", "koorts"), ("012", "koorts"), ("0", "koorts"), ("12345", "koorts")],
)
def test_what_cannot_be_said_is_refused_with_what_can(practice, written, better):
    article, (finding,) = practice.article(NOTE.format(f"[heup, {written}]"))
    assert (finding.code, finding.line) == ("content.short-form", 4)
    assert finding.mend.nl.endswith(f"short: [{better}]")
    assert article.short == ("heup",)


def test_a_short_address_is_short(practice):
    _, (finding,) = practice.article(NOTE.format("x" * 31))
    assert finding.code == "content.long"


def test_a_change_of_short_addresses_asks_no_new_approval(practice):
    first, _ = practice.article(NOTE.format("koorts"))
    other, _ = practice.article(NOTE.format("[koorts, 3]"))
    assert first.hash == other.hash


def test_words_and_numbers_have_a_place_each():
    assert naming.short_address("koorts") == "k/koorts/"
    assert naming.short_address("12") == "12/"
    assert naming.short_address("con") == naming.short_address("") == naming.short_address("a/b") == ""


@given(st.text(max_size=40))
def test_no_two_names_share_a_place_and_none_leaves_its_folder(name):
    place = naming.short_address(name)
    assert place in ("", f"{name}/", f"k/{name}/")
    assert place.count("/") <= 2
    assert ".." not in place
