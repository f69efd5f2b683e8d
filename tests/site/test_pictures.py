"""Pictures: what is not a picture stays out, and what a picture carries along stays behind."""

import io
import shutil
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from syndicate.errors import ContentError
from syndicate.site import pictures
from syndicate.site.build import build
from syndicate.site.gallery import plain_path
from syndicate.site.pictures import LONGEST_SIDE, Undrawable, metadata_of, redraw, redraw_all

SECRET = b"geheim"


def exif() -> Image.Exif:
    """Return EXIF data with a secret and a picture lying on its side."""
    told = Image.Exif()
    told[0x0112] = 6
    told[0x010E] = "geheim"
    return told


def save(file: Path, picture: Image.Image, **how: Any) -> Path:
    """Save a picture with metadata."""
    picture.save(file, **how)
    return file


@pytest.mark.parametrize("suffix", [".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"])
def test_metadata_never_survives(tmp_path: Path, suffix: str) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "geheim")
    how: dict[str, Any] = {"comment": SECRET} if suffix in (".jpg", ".jpeg", ".gif") else {"exif": exif()}
    how |= {"exif": exif()} if suffix in (".jpg", ".jpeg") else {}
    how |= {"pnginfo": info} if suffix == ".png" else {}
    file = save(tmp_path / f"a{suffix}", Image.new("RGB", (30, 20), "#c33"), **how)
    assert SECRET in file.read_bytes()
    assert metadata_of(file.read_bytes())
    raw = redraw(file, tmp_path / "cache").read_bytes()
    assert SECRET not in raw
    assert metadata_of(raw) == ()


def test_a_photo_is_turned_upright_before_its_camera_data_goes(tmp_path: Path) -> None:
    file = save(tmp_path / "a.jpg", Image.new("RGB", (30, 20), "#c33"), exif=exif())
    with Image.open(redraw(file, tmp_path / "cache")) as shown:
        assert shown.size == (20, 30)


def test_a_large_photo_is_made_bearable(tmp_path: Path) -> None:
    file = save(tmp_path / "a.jpg", Image.new("RGB", (4000, 1000), "#c33"))
    with Image.open(redraw(file, tmp_path / "cache")) as shown:
        assert shown.size == (LONGEST_SIDE, LONGEST_SIDE // 4)


def test_the_same_picture_is_drawn_once_and_the_same_everywhere(tmp_path: Path) -> None:
    file = save(tmp_path / "a.png", Image.new("RGB", (30, 20), "#c33"))
    other = shutil.copy(file, tmp_path / "b.png")
    first = redraw(file, tmp_path / "cache")
    stamp = first.stat().st_mtime_ns
    assert redraw(Path(other), tmp_path / "cache") == first
    assert first.stat().st_mtime_ns == stamp
    assert redraw(file, tmp_path / "elsewhere").read_bytes() == first.read_bytes()
    assert [f.name for f in (tmp_path / "cache").iterdir()] == [first.name]


@pytest.mark.parametrize(
    ("mode", "suffix", "expected"),
    [
        ("RGBA", ".jpg", "RGB"),
        ("LA", ".jpg", "RGB"),
        ("CMYK", ".jpg", "RGB"),
        ("L", ".jpg", "L"),
        ("P", ".png", "P"),
        ("1", ".png", "RGB"),
        ("L", ".webp", "RGB"),
    ],
)
def test_every_kind_of_colour_fits_its_format(tmp_path: Path, mode: str, suffix: str, expected: str) -> None:
    raw = io.BytesIO()
    Image.new(mode, (8, 8)).save(raw, "JPEG" if mode == "CMYK" else "PNG")
    file = tmp_path / f"a{suffix}"
    file.write_bytes(raw.getvalue())
    with Image.open(redraw(file, tmp_path / "cache")) as shown:
        assert shown.mode == expected


def test_what_is_see_through_gets_white_behind_it_in_a_jpeg_and_stays_so_in_a_png(tmp_path: Path) -> None:
    palette = Image.new("P", (4, 4))
    palette.putpalette([200, 0, 0] + [0] * 765)
    save(tmp_path / "a.png", palette, transparency=0)
    shutil.copy(tmp_path / "a.png", tmp_path / "a.jpg")
    with Image.open(redraw(tmp_path / "a.png", tmp_path / "cache")) as shown:
        assert shown.convert("RGBA").getpixel((0, 0)) == (200, 0, 0, 0)
    with Image.open(redraw(tmp_path / "a.jpg", tmp_path / "cache")) as shown:
        assert shown.getpixel((0, 0)) == (255, 255, 255)


def test_colours_of_another_profile_become_those_of_the_web(tmp_path: Path) -> None:
    linear = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = save(tmp_path / "a.png", Image.new("RGB", (4, 4), (10, 200, 30)), icc_profile=linear)
    raw = redraw(file, tmp_path / "cache").read_bytes()
    assert b"iCCP" not in raw
    with Image.open(io.BytesIO(raw)) as shown:
        assert shown.getpixel((0, 0)) == pytest.approx((10, 200, 30), abs=2)


def test_a_broken_profile_does_not_stop_a_picture(tmp_path: Path) -> None:
    file = save(tmp_path / "a.png", Image.new("RGBA", (4, 4), "#c33"), icc_profile=b"no profile")
    assert metadata_of(redraw(file, tmp_path / "cache").read_bytes()) == ()


def bomb(width: int, height: int) -> bytes:
    """Return a small PNG that says it is very large."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    end = chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 10)) + end


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("a.png", bomb(12_000, 9_000), "too many pixels"),
        ("a.png", bomb(40_000, 40_000), "too many pixels"),
        ("a.png", bomb(100, 100)[:60], "no readable picture"),
        ("a.jpg", b"<svg onload='x()'>", "no readable picture"),
        ("a.svg", b"<svg onload='x()'>", "program"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(tmp_path: Path, name: str, raw: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(Undrawable, match=words) as caught:
        redraw(tmp_path / name, tmp_path / "cache")
    assert caught.value.said.nl.startswith(name)
    assert not (tmp_path / "cache").exists()


def test_the_last_door_takes_every_picture_but_our_own(tmp_path: Path) -> None:
    output = tmp_path / "output"
    for place in ("images/diep", "theme", "share"):
        (output / place).mkdir(parents=True)
        save(output / place / "a.jpg", Image.new("RGB", (9, 9)), comment=SECRET)
    (output / "theme/a.svg").write_text("<svg/>")
    (output / "a.txt").write_text("geheim")
    redraw_all(output, tmp_path / "cache", leave=("theme", "share"))
    assert SECRET not in (output / "images/diep/a.jpg").read_bytes()
    assert SECRET in (output / "theme/a.jpg").read_bytes()
    (output / "images/a.svg").write_text("<svg/>")
    with pytest.raises(ContentError, match=r"images/a\.svg") as caught:
        redraw_all(output, tmp_path / "cache", leave=("theme", "share"))
    assert caught.value.findings[0].file == "images/a.svg"


def test_a_format_that_would_keep_something_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "metadata_of", lambda _raw: ("comment",))
    file = save(tmp_path / "a.png", Image.new("RGB", (4, 4)))
    with pytest.raises(Undrawable, match="comment stays in it"):
        redraw(file, tmp_path / "cache")


@pytest.mark.parametrize(
    "written", ["images/a.jpg", "/images/a.jpg", "{static}/images/a.jpg", "{static}images/a.jpg"]
)
def test_a_picture_may_be_written_in_every_way_that_editors_write_it(written: str) -> None:
    assert plain_path(written) == "images/a.jpg"


def test_a_picture_of_an_article_or_a_person_that_cannot_be_shown_stops_the_build(site: Any) -> None:
    conf, read = site.settings(), site.content()
    (site.root / "content/images/prik.jpg").write_bytes(b"geen plaatje")
    (site.root / "content/images/bram.png").unlink()
    with pytest.raises(ContentError) as caught:
        build(conf, read, conf.output, today=date(2026, 11, 21), approvals={}, syndication={})
    assert {(f.code, f.file, f.subject) for f in caught.value.findings} == {
        ("site.picture", "content/articles/griepprik.md", "griepprik/nl"),
        ("site.picture", "content/articles/flu-shot.md", "griepprik/en"),
        ("site.picture", "content/people.toml", ""),
    }


def test_a_picture_in_the_text_that_cannot_be_shown_is_named_with_its_line(site: Any) -> None:
    (site.root / "content/images/stuk.png").write_bytes(b"geen plaatje")
    site.edit("content/articles/poetsen.md", "Poets twee keer per dag.", "Poets.\n\n![x](/images/stuk.png)")
    with pytest.raises(ContentError) as caught:
        site.build()
    (finding,) = caught.value.findings
    source = (site.root / finding.file).read_text().splitlines()
    assert "stuk.png" in source[finding.line - 1]


def test_the_logo_goes_along_where_it_is_among_the_pictures(site: Any) -> None:
    site.edit("pelicanconf.py", '"sample": True', '"logo": "images/ongebruikt.png", "sample": True')
    output = site.build().output
    assert (output / "images/ongebruikt.png").is_file()
    assert (
        b"<icon>https://linde.example/images/ongebruikt.png</icon>"
        in (output / "feeds/all.atom.xml").read_bytes()
    )


def test_grey_of_sixteen_bits_keeps_its_shades(tmp_path: Path) -> None:
    deep = Image.new("I;16", (2, 1))
    deep.putdata([0, 32_768])
    file = save(tmp_path / "a.png", deep)
    with Image.open(redraw(file, tmp_path / "cache")) as shown:
        assert [shown.getpixel((x, 0)) for x in (0, 1)] == [0, 128]


@pytest.mark.parametrize(("kind", "suffix"), [("TIFF", ".jpg"), ("BMP", ".png"), ("EPS", ".png")])
def test_no_other_reader_is_tried_than_those_of_the_web(tmp_path: Path, kind: str, suffix: str) -> None:
    raw = io.BytesIO()
    Image.new("RGB", (4, 4)).save(raw, kind)
    (tmp_path / f"a{suffix}").write_bytes(raw.getvalue())
    with pytest.raises(Undrawable, match="no readable picture"):
        redraw(tmp_path / f"a{suffix}", tmp_path / "cache")


@pytest.mark.parametrize(
    ("kind", "suffix", "size", "fits"),
    [
        ("JPEG", ".jpg", (8_064, 6_048), True),
        ("JPEG", ".jpg", (8_500, 6_000), False),
        ("PNG", ".png", (6_000, 4_000), True),
        ("PNG", ".png", (6_000, 4_001), False),
        ("WEBP", ".webp", (4_000, 2_501), False),
        ("PNG", ".png", (30_001, 2), False),
    ],
)
def test_a_picture_may_be_as_large_as_it_can_be_read_with_little_memory(
    tmp_path: Path, kind: str, suffix: str, size: tuple[int, int], fits: bool
) -> None:
    file = save(tmp_path / f"a{suffix}", Image.new("L", size), format=kind)
    if fits:
        with Image.open(redraw(file, tmp_path / "cache")) as shown:
            assert max(shown.size) == LONGEST_SIDE
    else:
        with pytest.raises(Undrawable, match="too many pixels"):
            redraw(file, tmp_path / "cache")
