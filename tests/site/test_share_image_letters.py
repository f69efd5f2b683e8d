"""Titles in the letters of the patients' languages: joined, mirrored, or left out rather than wrong."""

import io
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, features

from syndicate.model import Article, Person, Practice, Words
from syndicate.site import card, typeface
from syndicate.site.share_image import share_image
from syndicate.site.share_layout import mirror, read_layout
from tests.site.building import LAYOUT

ELIF = Person("elif", "Elif Yıldız", "huisarts", Words("huisarts", "general practitioner"), sample=True)
ARABIC = Article(
    uid="rug",
    lang="ar",
    title="ألم الظهر: استمر في الحركة",
    slug="rug",
    file="x.md",
    body="",
    authors=(ELIF,),
)
PRACTICE = Practice(name="Gezondheidscentrum De Lindehof", sample=True)
NOTHING = {"practice": "", "title": "", "author": "", "role": ""}
joins = pytest.mark.suite("joined letters")


def drawn(folder: Path, article: Article) -> Image.Image:
    picture = share_image(
        article,
        practice=PRACTICE,
        siteurl="https://a.example",
        layout=LAYOUT,
        output=folder,
        cache=folder / "c",
    )
    return Image.open(folder / picture.path).convert("RGB")


def ink(title: str, *, mirrored: bool) -> tuple[int, int, int, int]:
    """Where the pixels of a title lie."""
    cards = [
        Image.open(
            io.BytesIO(
                card.draw(
                    read_layout(LAYOUT), colour="#000000", words={**NOTHING, "title": t}, mirrored=mirrored
                )
            )
        ).convert("L")
        for t in (typeface.drawable(title), "")
    ]
    found = ImageChops.difference(*cards).point(lambda v: 255 if v > 60 else 0).getbbox()
    assert found is not None
    return found


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without FriBiDi."""
    caches = (typeface._engine, typeface.font_at, typeface._word_em, typeface.typeface, card._signed)

    def forget() -> None:
        for cache in caches:
            cache.cache_clear()

    monkeypatch.setattr(features, "check", lambda feature: False)
    monkeypatch.setattr(typeface.log, "filters", [])
    forget()
    yield
    monkeypatch.undo()
    forget()


@joins
@pytest.mark.parametrize(
    "title", [ARABIC.title, "گفتگو با پزشک؟", "ما هو COVID-19؟", "كلمة " * 30, "لِماذا أُصاب؟"]
)
def test_a_title_in_arabic_letters_begins_at_the_right_inside_its_box(title: str) -> None:
    left, top, width, height = mirror(read_layout(LAYOUT).plain, 1200).title.box
    found = ink(title, mirrored=True)
    assert left <= found[0]
    assert left + width - 25 <= found[2] <= left + width + 4  # a letter may reach a little over its own width
    assert top - 8 <= found[1] < found[3] <= top + height + 8


@joins
def test_letters_join() -> None:
    font = typeface.font_at(80, 700, arabic=True)
    whole = font.getlength("بببب", direction="rtl")
    assert whole < sum(font.getlength(letter, direction="rtl") for letter in "بببب")


@joins
def test_the_card_of_a_language_from_right_to_left_is_mirrored(tmp_path: Path) -> None:
    plain = replace(ARABIC, title="COVID-19")
    dutch, arabic = drawn(tmp_path, replace(plain, lang="nl")), drawn(tmp_path, plain)
    assert dutch.tobytes() != arabic.tobytes()
    assert dutch.getpixel((1199, 500)) == arabic.getpixel((0, 500)) != dutch.getpixel((0, 500))


@joins
def test_a_word_with_a_sign_that_only_shapes_its_letters_keeps_it() -> None:
    assert typeface.drawable("می\u200cخواهم 🤒") == "می\u200cخواهم"
    assert typeface.drawable("مُحَمَّد") == "مُحَمَّد"


def test_a_mirrored_scene_mirrored_is_the_scene_again() -> None:
    plan = read_layout(LAYOUT)
    for scene in (plan.pictured, plan.plain):
        assert mirror(mirror(scene, plan.size[0]), plan.size[0]) == scene


def test_without_fribidi_an_arabic_title_is_left_out_and_the_rest_stays(
    bare: None, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        found = drawn(tmp_path, ARABIC)
    assert [r.message.count("Arabic letters are left out") for r in caplog.records] == [1]
    untitled = drawn(tmp_path, replace(ARABIC, title="\u00ad"))
    assert found.tobytes() == untitled.tobytes()
    assert found.getpixel((1100, 530)) != found.getpixel((900, 300))
    assert found.tobytes() != drawn(tmp_path, replace(ARABIC, title="Rug")).tobytes()


def test_a_latin_title_of_an_arabic_article_is_drawn_on_every_machine(bare: None) -> None:
    left, _, width, _ = mirror(read_layout(LAYOUT).plain, 1200).title.box
    assert ink("COVID-19", mirrored=True)[2] > left + width - 25


@pytest.mark.parametrize("letters", ["ığüşöçİĞÜŞÖÇ", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"])
def test_turkish_and_polish_letters_are_drawn_each_as_itself(letters: str) -> None:
    assert typeface.drawable(letters) == letters
    font = typeface.font_at(64, 700)
    looks = {bytes(font.getmask(letter)) for letter in (*letters, *"igusocIGUSOCaelnzAELNZ", "\U0010ffff")}
    assert len(looks) == len({*letters, *"igusocIGUSOCaelnzAELNZ", "\U0010ffff"})


def test_several_authors_are_joined_as_their_language_does(tmp_path: Path) -> None:
    two = (ELIF, replace(ELIF, id="b", name="Bram Els"))
    alts = {}
    for lang in ("nl", "en", "tr", "pl", "ar", "so"):
        article = replace(ARABIC, lang=lang, title="Rug", authors=two)
        alts[lang] = (
            share_image(
                article, practice=Practice(), siteurl="", layout=LAYOUT, output=tmp_path, cache=tmp_path / "c"
            )
            .alt.removeprefix("Rug – Elif Yıldız")
            .removesuffix("Bram Els")
        )
    assert alts == {"nl": " en ", "en": " and ", "tr": " ve ", "pl": " i ", "ar": " و", "so": ", "}


@pytest.mark.parametrize(
    ("text", "right"), [("", False), ("19", False), ("COVID ألم", False), ("«ألم» 19", True)]
)
def test_a_text_runs_as_its_first_letter_does(text: str, right: bool) -> None:
    assert typeface.rightward(text) is right


@joins
@given(st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأؤإئ ؟،0123456789-COVIDَُِّ"), max_size=120))
def test_any_arabic_title_fits_its_box(title: str) -> None:
    from syndicate.site.typeset import layout_title

    words = typeface.drawable(title)
    block = layout_title(
        words, (64, 158, 556, 322), sizes=(80, 36), lines=5, leading=1.12, em=lambda t: typeface.em(t, 750)
    )
    assert all(line.width <= 556 for line in block.lines)
