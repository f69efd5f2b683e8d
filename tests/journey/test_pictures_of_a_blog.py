"""A blog's pictures are its author's, and not drawn anew: what they give away is found, file by file."""

from __future__ import annotations

from pathlib import Path

from syndicate.errors import Exit
from syndicate.model import Finding
from tests.hostile.recipes import MARK, drawn
from tests.journey.foreign import Foreign, copied


def site_with(folder: Path, **pictures: bytes) -> Foreign:
    site = copied("plain", folder)
    site.adopt()
    for name, raw in pictures.items():
        (site.root / f"content/images/{name}.jpg").write_bytes(raw)
    return site


def of_pictures(found: tuple[Finding, ...]) -> set[tuple[str, str, bool]]:
    return {(f.code, f.file, f.blocks) for f in found if f.code.startswith("site.picture")}


def test_a_place_and_a_person_in_a_picture_stop_a_blog_and_no_value_is_repeated(tmp_path: Path) -> None:
    person = drawn("JPEG", comment=1).replace(MARK.encode(), b"\n111222333")
    checked = site_with(tmp_path, tuin=drawn("JPEG", gps=1), kamer=person, kaal=drawn("JPEG")).check()
    assert of_pictures(checked.findings) == {
        ("site.picture-place", "images/tuin.jpg", True),
        ("site.picture-person", "images/kamer.jpg", True),
        ("site.picture-words", "images/bench.png", False),
    }
    assert checked.exit is Exit.CONTENT
    assert "111222333" not in repr(checked.findings)


def test_other_words_in_pictures_are_one_warning(tmp_path: Path) -> None:
    checked = site_with(tmp_path, een=drawn("JPEG", comment=1), twee=drawn("JPEG", exif=1)).check()
    (found,) = [f for f in checked.findings if f.code.startswith("site.picture")]
    assert (found.code, found.blocks) == ("site.picture-words", False)
    assert "3" in found.said.en
    assert checked.exit is Exit.DONE
