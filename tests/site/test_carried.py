"""What a picture's file carries: named part by part, place and words found however they are packed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.site.carried import names_place, words
from syndicate.site.embedded import parts
from tests.hostile import recipes
from tests.hostile.recipes import MARK, drawn

CARRIED = [
    (drawn("JPEG", gps=1), {"exif"}),
    (drawn("JPEG", comment=1), {"comment"}),
    (drawn("JPEG", xmp=1), {"xmp"}),
    (drawn("JPEG", icc=1), {"icc"}),
    (drawn("JPEG", behind=1), {"trailing"}),
    (recipes.iptc_jpeg(), {"iptc"}),
    (recipes.thumbnail_jpeg(), {"exif"}),
    (drawn("PNG", gps=1), {"exif"}),
    (drawn("PNG", text=1), {"text"}),
    (drawn("PNG", icc=1), {"icc"}),
    (drawn("PNG", behind=1), {"trailing"}),
    (drawn("GIF", comment=1), {"comment"}),
    (drawn("GIF", behind=1), {"trailing"}),
    (recipes.polyglot(), {"comment"}),
    (drawn("WEBP", gps=1), {"exif"}),
    (drawn("WEBP", xmp=1), {"xmp"}),
    (drawn("WEBP", icc=1), {"icc"}),
    (drawn("WEBP", behind=1), {"trailing"}),
    (drawn("AVIF", gps=1), {"exif"}),
    (drawn("AVIF", xmp=1), {"xmp"}),
    (drawn("AVIF", behind=1), {"trailing"}),
    (drawn("MPO", frames=2), {"app2", "trailing"}),
]
CUT = drawn("JPEG").removesuffix(b"\xff\xd9")
CARRIED += [
    (drawn("JPEG").replace(b"\xff\xdb", b"\xff\xff\xff\xdb", 1), set()),  # a mark may have more than one FF
    (drawn("JPEG")[:2] + b"\xff\x01" + drawn("JPEG", comment=1)[2:], {"comment"}),
    (CUT, set()),
    (drawn("AVIF") + b"\0\0\0\x12free" + MARK.encode(), {"free"}),
]
KINDS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")


@pytest.mark.parametrize(("raw", "names"), CARRIED)
def test_every_part_is_named(raw, names):
    assert {name for name, _ in parts(raw)} == names


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("frames", [1, 3])
def test_a_picture_that_only_draws_carries_nothing(kind, frames):
    assert parts(drawn(kind, frames=frames if kind != "JPEG" else 1)) == ()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_place_of_a_picture_is_seen(kind):
    assert names_place(drawn(kind, gps=1))
    assert not names_place(drawn(kind, exif=1))
    assert not names_place(drawn(kind))


def test_the_place_in_xmp_is_seen_as_well():
    raw = drawn("JPEG", xmp=1)
    assert not names_place(raw)
    assert names_place(raw.replace(MARK.encode() + b"</x", b"GPSLatitude</"))


@pytest.mark.parametrize(
    "raw", [raw for raw, names in CARRIED if names and not names & {"icc", "app2", "free"}]
)
def test_the_words_of_a_picture_are_read(raw):
    assert MARK in words(raw)


def test_words_in_two_bytes_a_letter_are_read():
    jpeg = drawn("JPEG")
    wide = MARK.encode("utf-16-le")
    assert MARK in words(jpeg[:2] + b"\xff\xfe" + (len(wide) + 2).to_bytes(2, "big") + wide + jpeg[2:])


def test_a_profile_of_colours_is_no_words():
    assert words(drawn("PNG", icc=1)) == ""


@given(data=st.binary(max_size=80), kind=st.sampled_from(KINDS), cut=st.integers(0, 400))
def test_whatever_the_bytes_are_they_are_read_without_a_traceback(data, kind, cut):
    start = _WHOLE[kind][:cut]
    for raw in (start + data, data):
        assert isinstance(words(raw), str)
        assert names_place(raw) in (True, False)


_WHOLE = {kind: drawn(kind, **({} if kind == "GIF" else {"gps": 1})) for kind in KINDS}
