"""A picture in several widths and formats: lighter ones only, never a larger one, no metadata."""

import random
import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

from syndicate.model import Page
from syndicate.rules import Known
from syndicate.rules.page import read
from syndicate.site import links, markup, srcset, widths
from syndicate.site.build import Built
from syndicate.site.pictures import metadata_of, redraw
from syndicate.site.widths import FACE, FOLDER, WIDE, Choice, Drawn, Source, Use, choice, lay
from syndicate.workflows.elsewhere import pictures
from tests.site.building import THEME, files
from tests.site.conftest import Site, copy_site
from tests.site.reading import SITE, html_of, pages, tree


def photo(width: int, height: int) -> Image.Image:
    """Draw something that compresses as photos do: soft shapes with a little noise."""
    dice = random.Random(1)
    soft = Image.frombytes("RGB", (24, 24), dice.randbytes(24 * 24 * 3)).resize((width, height))
    grain = Image.frombytes("L", (width, height), dice.randbytes(width * height))
    return Image.blend(soft, grain.filter(ImageFilter.GaussianBlur(1)).convert("RGB"), 0.25)


def drawing(width: int, height: int) -> Image.Image:
    """Draw circles in a few flat colours."""
    dice = random.Random(1)
    drawn = Image.new("P", (width, height))
    drawn.putpalette(dice.randbytes(768))
    brush = ImageDraw.Draw(drawn)
    for _ in range(150):
        left, top, across = dice.randrange(width), dice.randrange(height), dice.randrange(10, 160)
        brush.ellipse((left, top, left + across, top + across), fill=dice.randrange(12))
    return drawn


def offered(folder: Path, name: str, picture: Image.Image, use: Use = WIDE) -> Choice:
    """Make the choice for one picture, as a build does."""
    source, cache = folder / name, folder / "cache"
    picture.save(source)
    shown = redraw(source, cache)
    with Image.open(shown) as read:
        drawn = Drawn(shown, use, read.width, read.height)
    return choice(f"images/{name}", drawn, cache)


def plan(chosen: Choice) -> dict[str, list[int]]:
    """Return which widths there are of each format."""
    return {one.type.removeprefix("image/"): list(one.files) for one in chosen.sources}


def test_a_photo_is_offered_as_avif_webp_and_smaller_as_it_is(tmp_path: Path) -> None:
    chosen = offered(tmp_path, "Wachtkamer 2 (nieuw).jpg", photo(2000, 1000))
    assert plan(chosen) == {"avif": [480, 800, 1280, 1600], "webp": [480, 800, 1280], "jpeg": [800, 1600]}
    assert (chosen.width, chosen.height) == (1600, 800)
    avif, webp, jpeg = chosen.sources
    assert jpeg.files[1600] == "images/Wachtkamer 2 (nieuw).jpg"
    assert webp.files[480].startswith(f"{FOLDER}/wachtkamer-2-nieuw-w480-")
    for one in chosen.sources:
        for width, place in one.files.items():
            if file := chosen.kept.get(place):
                assert widths.NAME.fullmatch(place)
                with Image.open(file) as drawn:
                    assert drawn.size == (width, width // 2)
                    assert drawn.get_format_mimetype() == one.type
    weights = [chosen.kept[one.files[800]].stat().st_size for one in (avif, webp, jpeg)]
    assert weights == sorted(weights)


def test_nothing_is_ever_larger_than_the_picture(tmp_path: Path) -> None:
    assert plan(offered(tmp_path, "a.jpg", photo(600, 900))) == {
        "avif": [480, 600],
        "webp": [480, 600],
        "jpeg": [600],
    }
    assert plan(offered(tmp_path, "b.jpg", photo(120, 90), FACE))["avif"] == [120]


def test_a_face_is_small(tmp_path: Path) -> None:
    assert plan(offered(tmp_path, "a.jpg", photo(700, 900), FACE)) == {
        "avif": [144, 224],
        "jpeg": [224, 700],
    }


def test_a_small_drawing_stays_the_png_that_it_is(tmp_path: Path) -> None:
    chosen = offered(tmp_path, "a.png", Image.new("P", (64, 32)))
    assert (chosen.sources, chosen.kept) == ((), {})


def test_a_drawing_that_no_format_makes_lighter_stays_as_it_is(tmp_path: Path) -> None:
    dots = Image.frombytes("P", (200, 200), bytes(random.Random(1).choices((0, 1), k=40_000)))
    dots.putpalette((0, 0, 0, 255, 255, 255))
    chosen = offered(tmp_path, "a.png", dots)
    assert (tmp_path / "a.png").stat().st_size > widths.LIGHT
    assert (chosen.sources, chosen.kept) == ((), {})


def test_a_picture_made_smaller_that_saves_next_to_nothing_is_left_out(tmp_path: Path) -> None:
    assert plan(offered(tmp_path, "a.png", drawing(1600, 900)))["png"] == [1600]


@pytest.mark.parametrize("mode", ["RGBA", "P"])
def test_what_can_be_seen_through_stays_so(tmp_path: Path, mode: str) -> None:
    picture = photo(1400, 700).convert("RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 700, 700))
    chosen = offered(tmp_path, "a.png", picture.quantize(256) if mode == "P" else picture)
    assert plan(chosen)["png"] == [800, 1400]
    for file in chosen.kept.values():
        with Image.open(file) as drawn:
            seen = drawn.convert("RGBA")
            assert seen.getpixel((5, 5))[3] == 0
            assert seen.getpixel((seen.width - 5, 5))[3] == 255


@pytest.mark.parametrize(
    ("name", "mode"),
    [("a.jpg", "L"), ("a.png", "L"), ("a.gif", "P"), ("a.webp", "RGB"), ("a.avif", "RGB"), ("a.jpeg", "RGB")],
)
def test_every_kind_of_picture_has_its_choice_without_metadata(tmp_path: Path, name: str, mode: str) -> None:
    chosen = offered(tmp_path, name, photo(1400, 900).convert(mode))
    assert list(chosen.sources[-1].files.items())[-1] == (1400, f"images/{name}")
    assert list(chosen.sources[-1].files) == [800, 1400]
    assert chosen.kept
    assert {metadata_of(file.read_bytes()) for file in chosen.kept.values()} == {()}


def test_a_picture_is_drawn_once_and_the_same_everywhere(tmp_path: Path) -> None:
    first = offered(tmp_path, "a.jpg", photo(900, 600))
    stamps = {f: f.stat().st_mtime_ns for f in first.kept.values()}
    assert offered(tmp_path, "a.jpg", photo(900, 600)) == first
    assert {f: f.stat().st_mtime_ns for f in first.kept.values()} == stamps
    (tmp_path / "b").mkdir()
    again = offered(tmp_path / "b", "a.jpg", photo(900, 600))
    assert again.sources == first.sources
    assert [f.read_bytes() for f in again.kept.values()] == [f.read_bytes() for f in first.kept.values()]


def test_what_belongs_to_no_picture_in_the_site_is_not_put_there(tmp_path: Path) -> None:
    chosen, output = offered(tmp_path, "a.jpg", photo(500, 400)), tmp_path / "output"
    lay({"images/a.jpg": chosen}, output)
    assert not output.exists()
    (output / "images").mkdir(parents=True)
    shutil.copy(tmp_path / "a.jpg", output / "images/a.jpg")
    lay({"images/a.jpg": chosen, "images/b.png": Choice(1, 1, (), {})}, output)
    assert {f"{FOLDER}/{f.name}" for f in (output / FOLDER).iterdir()} == set(chosen.kept)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The practice in our theme, with photos: of an article, in its text and in a page, of a person."""
    made = copy_site(tmp_path_factory.mktemp("shown"))
    images = made.root / "content/images"
    photo(1700, 900).save(images / "prik.jpg", exif=b"Exif\0\0geheim")
    photo(900, 700).save(images / "stoelen.png")
    photo(500, 500).save(images / "bram.png")
    photo(700, 700).save(images / "ongebruikt.png")
    made.edit("content/articles/rugpijn.md", "image: images/stoelen.png\n", "")
    made.write("content/pages/werk.md", "---\ntitle: W\nstatus: Draft\n---\n![x](/images/ongebruikt.png)")
    made.write("content/pages/waar.md", "---\ntitle: Waar\n---\n![De stoelen](/images/stoelen.png)")
    for lang in ("nl", "en"):
        made.approve(f"griepprik/{lang}")
    return made.build(THEME=str(THEME))


def sized(built: Built, page: str) -> dict[str, list[str]]:
    """Return by the address of each picture in a page which formats there are of it."""
    found = {}
    for one in tree(html_of(built, page)).iter("picture"):
        image = one.find("img")
        assert image is not None
        found[image.get("src", "")] = [s.get("type", "").removeprefix("image/") for s in one.iter("source")]
    return found


def test_a_page_offers_its_pictures_in_every_format(shown: Built) -> None:
    every = ["avif", "webp"]
    article = sized(shown, "griepprik/index.html")
    assert article["../images/prik.jpg"] == [*every, "jpeg"]
    assert article["../images/stoelen.png"][-2:] == ["webp", "png"]
    assert sized(shown, "en/flu-jab/index.html")["../../images/prik.jpg"] == [*every, "jpeg"]
    assert sized(shown, "waar/index.html")["../images/stoelen.png"][-2:] == ["webp", "png"]
    home = sized(shown, "index.html")
    assert home["./images/prik.jpg"] == [*every, "jpeg"]
    assert home["./images/bram.png"][-1] == "png"
    assert [kinds for src, kinds in home.items() if src.startswith("./share/rugpijn")] != []


def test_every_address_in_a_srcset_is_a_file_of_the_width_that_it_names(shown: Built) -> None:
    seen = set()
    for path, html in pages(shown):
        for source in tree(html).iter("source"):
            for one in source.get("srcset", "").split(", "):
                address, width = one.split()
                file = (shown.output / path).parent / address
                file = shown.output / address.removeprefix(f"{SITE}/") if path == "404.html" else file
                with Image.open(file) as drawn:
                    assert (f"{drawn.width}w", drawn.get_format_mimetype()) == (width, source.get("type"))
                seen.add(file.resolve())
    laid = set((shown.output / FOLDER).iterdir())
    assert laid <= seen
    assert laid


def test_pictures_of_drafts_and_metadata_are_not_among_them(shown: Built) -> None:
    names = [f.name for f in (shown.output / FOLDER).iterdir()]
    assert not [name for name in names if name.startswith("ongebruikt")]
    assert all(b"geheim" not in f.read_bytes() for f in (shown.output / FOLDER).iterdir())


def test_feeds_keep_one_plain_picture(shown: Built) -> None:
    feeds = [f.read_text("utf-8") for f in (shown.output / "feeds").rglob("*") if f.is_file()]
    assert any("images/stoelen.png" in feed for feed in feeds)
    assert not [feed for feed in feeds if "<picture" in feed or "&lt;picture" in feed or FOLDER in feed]


def test_the_guard_reads_the_name_of_a_picture_and_not_its_width_and_hash(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir(parents=True)
    names = ("griep-w480-123456782000.avif", "griep-123456782.avif")
    for name in names:
        (tmp_path / FOLDER / name).touch()
    assert [f.file for f in pictures(tmp_path, Known(), {})] == [f"{FOLDER}/griep-….avif"]
    served = ", ".join(f"../{FOLDER}/griep-w{w}-123456782000.avif {w}w" for w in (480, 1600))
    page = Page("https://linde.example/a/", "a/index.html", "A", "nl", "0", f'<source srcset="{served}">')
    assert read(page).addresses == {1: {f"../{FOLDER}/griep.avif": None}}


def test_a_choice_that_leads_nowhere_is_a_dead_link(tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    html = (
        '<picture><source type="image/avif" srcset="a.png 1w, b.avif 2w"><img src="a.png" alt=""></picture>'
    )
    page = Page("https://linde.example/", "index.html", "A", "nl", "0", html)
    assert [(f.code, "b.avif" in f.said.en) for f in links.dead(tmp_path, page)] == [("site.dead", True)]


@pytest.mark.parametrize(
    "text",
    [
        '<picture><source srcset="https://elders.example/a.avif"><img src="/images/a.png" alt="x"></picture>',
        '<img src="/images/a.png" srcset="https://elders.example/a.avif 2x" sizes="1px" alt="x">',
        '![x](/images/a.png){: srcset="https://elders.example/a.avif 2x" }',
    ],
)
def test_nobody_can_write_a_choice_of_another_host(text: str) -> None:
    html = markup.html_of(text, "nl")
    assert "elders.example" not in html
    assert 'src="{static}/images/a.png"' in html


def test_a_picture_that_the_site_does_not_know_stays_as_it_stands() -> None:
    text = '<p><img alt="a" src="../images/weg.png"><img alt="b"></p>'
    assert srcset.pictured(text, "..", {}) == text
    assert srcset.sources(None, "..", "1px") == ""


def test_a_name_with_signs_is_written_as_an_address() -> None:
    chosen = Choice(300, 200, (Source("image/png", {300: "images/een & twee, drie.png"}),), {})
    text = '<img alt="a" src="../images/een%20%26%20twee%2C%20drie.png" width="30">'
    html = srcset.pictured(text, "..", {"images/een & twee, drie.png": chosen})
    assert (
        'srcset="../images/een%20%26%20twee%2C%20drie.png 300w" sizes="(min-width: 360px) 300px, calc' in html
    )
    assert html.endswith(f"{text}</picture>")


def test_another_theme_gets_none(built: Built) -> None:
    assert not (built.output / FOLDER).exists()
    assert "<picture" not in html_of(built, "griepprik/index.html")


def test_two_builds_have_the_same_choice_however_much_was_drawn_before(site: Site) -> None:
    photo(900, 700).save(site.root / "content/images/prik.jpg")
    cold = files(site.build(THEME=str(THEME)).output)
    assert files(site.build(THEME=str(THEME)).output) == cold
    shutil.rmtree(site.settings().state)
    assert files(site.build(THEME=str(THEME)).output) == cold
