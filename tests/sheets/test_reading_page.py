"""The page of a second reader: what stands open, what is folded, and what it says of whom."""

from __future__ import annotations

import pytest

from syndicate.limits import Limits, Link, Look, Shape, Unit
from syndicate.model import PartKind, Role
from syndicate.sheets import Deed, Drawn, desk_files
from tests.sheets.desk_samples import NOTE, finding, piece, reading
from tests.sheets.preview_samples import card, of_class, tree


def known(html):
    """What stands in each fold, and what stands open."""
    root = tree(html)
    folds = root.iter("details")
    inside = {id(e) for fold in folds for e in fold.iter()}
    pieces = [e for e in root.iter("div") if "piece" in (e.get("class") or "").split()]
    words = [
        (["open", "folded"][id(e) in inside], "".join(e.itertext()).split(".")[0].strip()) for e in pieces
    ]
    return [text for where, text in words if where == "open"], [t for where, t in words if where == "folded"]


def test_all_of_a_new_text_stands_open():
    html = reading()
    assert known(html) == (["Eerst dit", "Dan dat"], [])
    assert "De tekst</h2>" in html


def test_what_was_read_is_folded_where_it_stands_and_asks_no_remark():
    pieces = (piece("Oud."), piece("Oud ook."), piece("Nieuw."), piece("Nog ouder."))
    html = reading(pieces=tuple(p if "Nieuw" in p.words else piece(p.words, fresh=False) for p in pieces))
    assert known(html) == (["Nieuw"], ["Oud", "Oud ook", "Nog ouder"])
    assert "Wat nieuw is</h2>" in html
    assert "Wat al gelezen is (2)" in html
    assert html.count("Opmerking hierbij") == 1


def test_nothing_new_is_said_and_so_is_what_was_taken_out():
    html = reading(pieces=(piece("Oud.", fresh=False),), gone=2)
    assert "Er zijn geen nieuwe woorden" in html
    assert "zijn 2 stukken veranderd of weggehaald" in html


def test_it_names_who_asks_and_who_may_and_that_the_author_may_not():
    html = reading()
    assert "Anna Berk vraagt of deze tekst medisch klopt." in html
    assert "Akkoord geven kan: Bram Els of Chris Iep." in html
    assert "Wie de tekst schreef (Anna Berk), kan dat zelf niet." in html


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("nl", ("Ja, dit klopt", "Goed zo.")),
        ("en", ("Yes, this is right", "Well done.")),
        ("tr", ("Yes, this",)),
    ],
)
def test_it_speaks_dutch_or_english(lang, said):
    html = reading(lang)
    assert all(words in html for words in said)
    assert f'<html lang="{"nl" if lang == "nl" else "en"}">' in html


def test_three_findings_at_most_and_one_kind_line():
    html = reading(noticed=tuple(finding(f"Zaak {n}.") for n in range(5)))
    root = tree(html)
    (noticed,) = of_class(root, "noticed")
    assert [n for n in range(5) if f"Zaak {n}." in noticed] == [0, 1, 2]
    assert of_class(root, "good") == ["Goed zo."]
    assert "Mend <code>x</code>." in html


def test_a_yes_is_one_button_or_a_command_for_each_who_may():
    assert tree(reading()).findall(".//a[@class='button main big']")[0].get("href") == NOTE.format("akkoord")
    html = reading(
        yes=(Deed(command="invoke approve a --person b"), Deed(command="invoke approve a --person c"))
    )
    assert "button main big" not in html
    assert "<code>invoke approve a --person c</code>" in html


def test_a_text_in_which_somebody_may_be_known_shows_its_questions_only():
    asked = (finding("Hier staat misschien een naam."),)
    html = reading(role=Role.SECRECY, title="content/articles/a.md", pieces=(), posts=(), noticed=asked)
    assert "Hier staat misschien een naam." in html
    assert "regel 3" in html
    assert "Ja, dit mag zo" in html
    assert "Goed zo" not in html


def test_words_that_are_no_html_of_ours_stay_words():
    nasty = "<script>alert(1)</script> \"quoted\" & 'single' " + "lang" * 80
    html = reading(
        title=nasty,
        pieces=(piece(nasty, PartKind.TITLE), piece(nasty, PartKind.PICTURE, picture='x" onerror="y')),
        authors=(nasty,),
        posts=(Drawn(card(nasty, alt=nasty), "../../share/p.png"),),
    )
    root = tree(html)
    assert not list(root.iter("script"))
    assert not [e for e in root.iter() if e.get("onerror")]
    assert "".join(next(root.iter("h1")).itertext()) == nasty


def test_a_picture_has_its_description_beside_it_for_who_reads():
    html = reading(pieces=(piece("Een arm.", PartKind.PICTURE, picture="../../images/a.jpg"),))
    assert 'src="../../images/a.jpg"' in html
    assert "Voor wie het beeld niet ziet:" in html


@pytest.mark.parametrize("shape", list(Shape))
def test_a_post_is_drawn_in_the_order_of_its_network_and_no_word_of_it_is_lost(shape):
    limits = Limits(Unit.GRAPHEMES, 500, link=Link.CARD, look=Look(shape=shape, fold=12, source="x"))
    drawn = card("Heeft u de prik al gehad?", limits)
    text = "".join(of_class(tree(reading(posts=(Drawn(drawn, "../../share/p.png"),))), "post"))
    assert all(word in text for word in ("Heeft u de p", "rik al gehad?"))


def test_style_of_all_pages_stands_in_one_file_in_the_shades_of_the_practice():
    (style,) = desk_files("#123456", "#abcdef").values()
    assert "#123456" in style
    assert ".piece" in style
    assert ".step" in style
    assert "style=" not in reading()
