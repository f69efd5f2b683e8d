import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from syndicate.teaser.cutting import cut_at_word, sentences, shorten


def at_most(number):
    return lambda text: len(text) <= number


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Een zin", ["Een zin"]),
        ("Wij helpen u. Bel ons!", ["Wij helpen u.", "Bel ons!"]),
        ("‘Au!’ riep ze. ’s Avonds was het over.", ["‘Au!’ riep ze.", "’s Avonds was het over."]),
        ("Dr. J. Jansen komt a.u.b. Op tijd.", ["Dr. J. Jansen komt a.u.b. Op tijd."]),
        ("Neem bijv. Paracetamol. Of niet…", ["Neem bijv. Paracetamol.", "Of niet…"]),
        ("Eet 2. Of 200. Klaar", ["Eet 2. Of 200.", "Klaar"]),
        ("Zonder punt\n\n#griep #prik", ["Zonder punt", "#griep #prik"]),
        ("Op één\nregel. (Echt!) Ja.", ["Op één regel.", "(Echt!)", "Ja."]),
        ("Prik? 💉 Graag.", ["Prik?", "💉 Graag."]),
        ("ألم؟ تحرك قليلًا.", ["ألم؟", "تحرك قليلًا."]),
        ("Ruszaj się, np. Chodź. Pomaga!", ["Ruszaj się, np. Chodź.", "Pomaga!"]),
        ("Meyve, sebze vb. Yiyin. Olur mu?", ["Meyve, sebze vb. Yiyin.", "Olur mu?"]),
    ],
)
def test_sentences_end_where_a_reader_hears_them_end(text, found):
    assert list(sentences(text)) == found


@pytest.mark.parametrize(
    ("text", "most", "left"),
    [
        ("Kort. Goed.", 20, "Kort. Goed."),
        ("Kort. Goed.", 10, "Kort."),
        ("Een lange zin zonder einde", 12, "Een lange…"),
        ("Moe, koud – en ziek van de griep", 13, "Moe, koud…"),
        ("نم جيدًا، وتحرك كل يوم", 14, "نم جيدًا…"),
        ("Kijk op www.griep.nl/prik en lees", 27, "Kijk op www.griep.nl/prik …"),
        ("Kijk op www.griep.nl/prik en lees", 24, "Kijk op…"),
        ("Dit is #griepseizoen nu", 18, "Dit is…"),
        ("Betaal €\N{NO-BREAK SPACE}25 aan ons loket", 10, "Betaal…"),
        ("Onafgebrokenwoordvanbelang hier", 10, ""),
        ("- - - streepjes", 9, ""),
    ],
)
def test_a_text_is_cut_after_a_sentence_or_else_after_a_word(text, most, left):
    assert shorten(text, at_most(most)) == left


def test_alt_text_is_cut_after_a_word_even_where_a_sentence_would_fit():
    assert cut_at_word("Een arts. Zij lacht naar ons.", at_most(20)) == "Een arts. Zij lacht…"
    assert cut_at_word("Een arts.", at_most(9)) == "Een arts."
    assert cut_at_word("Een arts.", at_most(0)) == ""


@given(st.text(max_size=60), st.integers(0, 30))
def test_a_cut_keeps_the_beginning_whole_and_splits_no_grapheme(text, most):
    left = shorten(text, at_most(most))
    kept = left.removesuffix("…").removesuffix(" ") if left != text else left
    source = regex.findall(r"\X", text)
    assert len(left) <= most
    assert any("".join(source[:end]) in (kept, left) for end in range(len(source) + 1))


@given(st.lists(st.text("abcé#@-.?👩‍⚕️", min_size=1, max_size=9), min_size=1, max_size=9), st.integers(0, 40))
def test_a_cut_never_falls_inside_a_word(words, most):
    left = cut_at_word(" ".join(words), at_most(most))
    kept = left.removesuffix("…").split()
    assert [word.rstrip(".-") for word in words[: len(kept)]] == [
        word.rstrip(".-") for word in kept
    ] or not left
