"""The card that networks show of an article: what is on it, its name, and what is refused."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, features

from syndicate.errors import SiteError
from syndicate.model import Article, Person, Picture, Practice, Words
from syndicate.settings.face import contrast
from syndicate.site import card, typeface
from syndicate.site.colour import palette
from syndicate.site.share_image import share_image
from syndicate.site.share_layout import read_layout
from tests.site.building import LAYOUT

MIRA = Person("mira", "Mira van Dam", "huisarts", Words("huisarts", "general practitioner"), sample=True)
TARIK = Person("tarik", "Tarik Yıldız", "tandarts", Words("tandarts", "dentist"), sample=True)
ARTICLE = Article(
    uid="griepprik", lang="nl", title="De griepprik", slug="griepprik", file="x.md", body="", authors=(MIRA,)
)
PRACTICE = Practice(name="Gezondheidscentrum De Lindehof", colour="#0b5563", sample=True)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content" / "images").mkdir(parents=True)
    photo = Image.linear_gradient("L").resize((1600, 900)).convert("RGB")
    photo.paste((200, 30, 30), (1000, 300, 1300, 600))
    photo.save(tmp_path / "content" / "images" / "foto.jpg")
    Image.new("RGBA", (300, 100), (0, 120, 0, 255)).save(tmp_path / "content" / "images" / "logo.png")
    return tmp_path


def draw(
    site: Path, article: Article = ARTICLE, practice: Practice = PRACTICE, layout: Path = LAYOUT
) -> Picture:
    return share_image(
        article,
        practice=practice,
        siteurl="https://praktijk.example/",
        layout=layout,
        output=site / "output",
        cache=site / "cache",
        pictures=site / "content",
    )


def opened(site: Path, picture: Picture) -> Image.Image:
    return Image.open(site / "output" / picture.path)


def test_the_picture_says_what_it_is_and_lies_where_it_says(site: Path) -> None:
    picture = draw(site)
    content = (site / "output" / picture.path).read_bytes()
    assert (picture.width, picture.height, picture.type) == (1200, 630, "image/png")
    assert picture.path == f"share/griepprik-nl-{picture.sha256[:12]}.png"
    assert picture.url == f"https://praktijk.example/{picture.path}"
    assert (picture.bytes, picture.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    with opened(site, picture) as seen:
        assert seen.size == (1200, 630)
    assert picture.alt == "De griepprik – Mira van Dam, Gezondheidscentrum De Lindehof"


def test_a_card_with_a_picture_is_a_jpeg_and_its_alt_text_also_says_what_the_picture_shows(
    site: Path,
) -> None:
    article = replace(ARTICLE, image="images/foto.jpg", image_alt="Een rode deur.", authors=(MIRA, TARIK))
    picture = draw(site, article)
    assert picture.path.endswith(".jpg")
    assert picture.type == "image/jpeg"
    assert picture.alt == (
        "De griepprik – Mira van Dam en Tarik Yıldız, Gezondheidscentrum De Lindehof. Een rode deur."
    )


def test_the_same_article_gives_the_same_bytes_under_the_same_name(site: Path, tmp_path: Path) -> None:
    first = draw(site, replace(ARTICLE, image="images/foto.jpg"))
    before = (site / "output" / first.path).read_bytes()
    for kept in (site / "cache").iterdir():
        kept.unlink()
    again = draw(site, replace(ARTICLE, image="images/foto.jpg"))
    assert again == first
    assert (site / "output" / again.path).read_bytes() == before


def test_a_card_shows_nothing_of_the_cards_drawn_before_it(site: Path) -> None:
    first = draw(site)
    draw(site, replace(ARTICLE, title="Een heel andere titel die langer is"))
    for kept in (site / "cache").iterdir():
        kept.unlink()
    assert draw(site).sha256 == first.sha256


def test_all_that_is_drawn_changes_the_name_and_what_is_not_drawn_does_not(site: Path) -> None:
    article = replace(ARTICLE, image="images/foto.jpg")
    first = draw(site, article).path
    assert draw(site, replace(article, summary="Anders", image_alt="Anders")).path == first
    assert draw(site, replace(article, title="De griepprik?")).path != first
    assert draw(site, replace(article, authors=(TARIK,))).path != first
    assert draw(site, replace(article, image_focus=(0.2, 0.5))).path != first
    assert draw(site, article, replace(PRACTICE, colour="#7a1f5c")).path != first
    assert draw(site, article, replace(PRACTICE, logo="images/logo.png")).path != first
    other = site / "other.toml"
    other.write_text(LAYOUT.read_text(encoding="utf-8").replace("sizes = [80, 36]", "sizes = [60, 36]"))
    assert draw(site, article, layout=other).path != first


def test_a_card_that_is_in_the_cache_is_copied_and_not_drawn(site: Path) -> None:
    draw(site)
    (kept,) = (site / "cache").iterdir()
    kept.write_bytes(b"kept")
    assert (site / "output" / draw(site).path).read_bytes() == b"kept"


def test_a_slug_never_leads_out_of_the_share_folder(site: Path) -> None:
    assert draw(site, replace(ARTICLE, slug="../../griep prik")).path.startswith("share/-griep-prik-nl-")


def test_pictures_are_looked_for_in_the_output_where_no_folder_is_named(site: Path) -> None:
    picture = share_image(
        replace(ARTICLE, image="{static}/images/foto.jpg"),
        practice=PRACTICE,
        siteurl="https://praktijk.example",
        layout=LAYOUT,
        output=site / "content",
        cache=site / "cache",
    )
    assert (site / "content" / picture.path).is_file()


@pytest.mark.parametrize("field", ["image", "logo"])
def test_a_picture_that_is_not_there_or_no_picture_is_named(site: Path, field: str) -> None:
    (site / "content" / "images" / "text.png").write_text("no picture")
    for path, said in (("images/none.png", "cannot be read"), ("images/text.png", "save it again as PNG")):
        article = replace(ARTICLE, image=path) if field == "image" else ARTICLE
        practice = replace(PRACTICE, logo=path) if field == "logo" else PRACTICE
        with pytest.raises(SiteError, match=said):
            draw(site, article, practice)


def test_the_focus_stays_in_sight_and_a_transparent_picture_lies_on_white(site: Path) -> None:
    seen = opened(site, draw(site, replace(ARTICLE, image="images/foto.jpg", image_focus=(0.72, 0.5))))
    red, green, _ = seen.convert("RGB").getpixel((672 + 264, 315))
    assert red > 150 > green
    Image.new("RGBA", (900, 900), (0, 0, 0, 0)).save(site / "content" / "images" / "leeg.png")
    seen = opened(site, draw(site, replace(ARTICLE, image="images/leeg.png")))
    assert seen.convert("RGB").getpixel((1000, 300)) == (255, 255, 255)


def test_a_card_stays_under_200_kilobytes_whatever_its_picture(site: Path) -> None:
    Image.effect_noise((1056, 1260), 120).convert("RGB").save(site / "content" / "images" / "ruis.png")
    assert draw(site, replace(ARTICLE, image="images/ruis.png")).bytes <= 200_000


def test_where_no_quality_is_light_enough_the_lightest_is_taken(site: Path) -> None:
    tight = site / "tight.toml"
    tight.write_text(LAYOUT.read_text(encoding="utf-8").replace("most_bytes = 200_000", "most_bytes = 1"))
    full = draw(site, replace(ARTICLE, image="images/foto.jpg"))
    assert draw(site, replace(ARTICLE, image="images/foto.jpg"), layout=tight).bytes < full.bytes


def test_the_file_carries_no_metadata(site: Path) -> None:
    for article in (ARTICLE, replace(ARTICLE, image="images/foto.jpg")):
        seen = opened(site, draw(site, article))
        seen.load()
        assert not seen.getexif()
        assert set(seen.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("colour", ["#0b5563", "#ffd23f", "#ffffff", "#000000", "#7ac143", "not a colour"])
def test_words_are_readable_on_any_practice_s_colour(site: Path, colour: str) -> None:
    seen = opened(site, draw(site, practice=replace(PRACTICE, colour=colour))).convert("RGB")
    ground = palette(colour).light
    assert contrast("#{:02x}{:02x}{:02x}".format(*seen.getpixel((620, 20))), "#ffffff") >= 4.5
    quiet = card._mix(card._rgb(ground), card.WHITE, card.QUIET)
    assert contrast("#{:02x}{:02x}{:02x}".format(*quiet), ground) >= 4.5


def test_without_a_logo_the_name_stands_where_the_logo_would(site: Path) -> None:
    def letters(practice: Practice) -> int:
        seen = opened(site, draw(site, practice=practice)).convert("L").crop((60, 60, 150, 125))
        return seen.point(lambda v: 255 if v > 200 else 0).getbbox()[0]

    assert letters(PRACTICE) <= 6
    assert letters(replace(PRACTICE, logo="images/logo.png")) <= 6


def test_a_straight_edge_and_a_band_above_the_words_are_a_matter_of_data(site: Path) -> None:
    text = LAYOUT.read_text(encoding="utf-8")
    band = site / "band.toml"
    band.write_text(
        text.replace("picture = [672, 0, 528, 630]", "picture = [0, 0, 1200, 60]").replace(
            "curve = 64", "curve = 0"
        )
    )
    seen = opened(site, draw(site, replace(ARTICLE, image="images/foto.jpg"), layout=band)).convert("RGB")
    assert seen.getpixel((0, 30)) != seen.getpixel((0, 100))
    wide = site / "wide.toml"
    wide.write_text(
        text.replace("bar = [64, 500, 64, 6]", "").replace(
            "picture = [672, 0, 528, 630]", "picture = [400, 600, 800, 30]"
        )
    )
    assert draw(site, replace(ARTICLE, image="images/foto.jpg"), layout=wide).width == 1200


def test_letters_that_the_typeface_lacks_are_refused_and_signs_are_left_out(site: Path) -> None:
    with pytest.raises(SiteError, match=r"U\+05E9"):
        draw(site, replace(ARTICLE, title="שלום"))
    assert typeface.drawable(" Koorts 🤒 bij 👩🏽‍⚕️ een\tkind 🇳🇱") == "Koorts bij een kind"
    assert typeface.drawable("👍\u0301") == ""


def test_without_fribidi_letters_stand_without_kerning_and_it_is_said_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(features, "check", lambda feature: False)
    # Pelican's loggers say a sentence once a process, and on a machine without FriBiDi it was said
    monkeypatch.setattr(typeface.log, "filters", [])
    typeface._engine.cache_clear()
    with caplog.at_level(logging.WARNING):
        assert typeface._engine().name == "BASIC"
        assert typeface._engine().name == "BASIC"
    typeface._engine.cache_clear()
    assert [r.message.count("libfribidi0") for r in caplog.records] == [1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("size = [1200, 630]", "size = [1200"), "TOML"),
        (("size = [1200, 630]", ""), "'size' is missing"),
        (("size = [1200, 630]", "size = 5"), "wrong form"),
        (("size = [1200, 630]", "size = [200, 100]"), "thumbnail"),
        (("weight = 750", "wieght = 750"), "wrong form"),
        (("box = [64, 158, 556, 322]", "box = [64, 158, 556, 522]"), r"pictured\.title"),
        (("box = [64, 158, 556, 322]", "box = [64, 1, 556, 322]"), "safe area"),
        (("sizes = [80, 36]", "sizes = [36, 80]"), "largest"),
        (("picture = [672, 0, 528, 630]", ""), "picture"),
    ],
)
def test_a_wrong_layout_is_named_with_its_key(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    file = tmp_path / "share.toml"
    file.write_text(LAYOUT.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(SiteError, match=said) as refused:
        read_layout(file)
    assert str(file) in str(refused.value)


def test_a_layout_that_is_not_there_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"none\.toml"):
        read_layout(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"# caf\xe9\n")
    with pytest.raises(SiteError, match="TOML"):
        read_layout(tmp_path / "latin.toml")


def test_people_without_a_role_show_their_profession_and_nobody_is_nobody(site: Path) -> None:
    plain = replace(MIRA, role=Words("", ""))
    assert draw(site, replace(ARTICLE, authors=(plain,))).path == draw(site).path
    assert draw(site, replace(ARTICLE, authors=())).alt == "De griepprik – Gezondheidscentrum De Lindehof"
    three = replace(ARTICLE, lang="en", authors=(MIRA, TARIK, replace(MIRA, name="Noor Aalbers")))
    assert "Mira van Dam, Tarik Yıldız and Noor Aalbers" in draw(site, three).alt
