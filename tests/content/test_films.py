"""A film and its captions: what is read, what is refused and where, and what never leaves with it."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.content import captions, mp4
from syndicate.content.mistakes import Mistakes
from syndicate.model import Cue, Film

FILM = (Path(__file__).parents[1] / "data" / "film.mp4").read_bytes()
SCALE = 16_000  # units of its clock a second
SAID = """WEBVTT

NOTE gemaakt door Jan

1
00:00.000 --> 00:01.000
<v Dokter>De griepprik beschermt u
een heel seizoen.

00:01.000 --> 00:02.000 align:start
Bel ons voor een afspraak &amp; vraag.
"""
FIELDS = """video: videos/prik.mp4
video_alt: Een huisarts laat zien hoe een prik gaat.
captions: videos/prik.vtt
image:"""


def box(kind: bytes, inside: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(inside), kind) + inside


def told_box(words: bytes) -> bytes:
    """What a phone writes: the place where the film was taken."""
    return box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(words), 0x15C7) + words))


def with_place(raw: bytes) -> bytes:
    """Put a place behind the picture and sound, where no other address in the file moves."""
    return raw + box(b"meta", b"\0\0\0\0+52.3702+004.8952/") + told_box(b"+52.3702+004.8952/")


@pytest.fixture
def filmed(practice: Any, good: str) -> Callable[..., Any]:
    """Return a function that reads an article with a film; say what is to differ."""

    def read(raw: bytes = FILM, said: str = SAID, fields: str = FIELDS) -> Any:
        practice.write("videos/prik.mp4", raw)
        practice.write("videos/prik.vtt", said)
        return practice.article(good.replace("image:", fields, 1))

    return read


def test_a_film_is_read_with_its_size_length_and_words(filmed: Callable[..., Any]) -> None:
    article, findings = filmed()
    assert findings == ()
    film = article.film
    assert (film.width, film.height, film.seconds, film.type) == (160, 90, 2.0, "video/mp4")
    assert (film.path, film.captions, film.lang) == ("videos/prik.mp4", "videos/prik.vtt", "nl")
    assert film.words == "De griepprik beschermt u een heel seizoen.\nBel ons voor een afspraak & vraag."
    assert [cue.line for cue in film.cues] == [7, 11]
    assert film.file == "content/videos/prik.vtt"
    assert "Jan" not in film.vtt
    assert "Dokter" not in film.vtt
    assert film.srt.startswith("1\n00:00:00,000 --> 00:00:01,000\nDe griepprik")


def test_what_goes_out_is_the_film_without_what_its_camera_wrote(filmed: Callable[..., Any]) -> None:
    raw = with_place(FILM)
    article, findings = filmed(raw)
    out = mp4.cleaned(raw)
    assert findings == ()
    assert b"+52.3702" in raw
    assert b"+52.3702" not in out
    assert len(out) == len(raw)
    assert article.film.sha256 == hashlib.sha256(out).hexdigest()
    assert mp4.cleaned(out) == out
    assert mp4.read(out) == mp4.read(raw)


def test_no_moment_and_no_name_stays_in_a_cleaned_film() -> None:
    out = mp4.cleaned(FILM)
    assert b"Jan de Vries" in FILM
    assert b"Jan de Vries" not in out
    header = out.index(b"mvhd")
    assert out[header + 8 : header + 16] == bytes(8)
    assert out.index(b"mdat") == FILM.index(b"mdat")


def test_a_film_of_an_upright_phone_is_as_high_as_it_is_shown() -> None:
    at = FILM.index(b"tkhd") + 4 + 40
    turned = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 90 << 16, 0, 1 << 30)
    facts = mp4.read(FILM[:at] + turned + FILM[at + 36 :])
    assert (facts.width, facts.height) == (90, 160)


def changed(before: bytes, after: bytes) -> bytes:
    assert before in FILM
    return FILM.replace(before, after, 1)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "film-form"),
        (b"no film at all", "film-form"),
        (FILM[:200], "film-form"),
        (changed(b"isom", b"qt  "), "film-form"),
        (changed(b"moov", b"moof"), "film-form"),
        (changed(b"avc1\0\0\0\0", b"hvc1\0\0\0\0"), "film-codec"),
        (changed(b"soun", b"meta"), "film-track"),
        (FILM + box(b"free", mp4.BETWEEN), "film-track"),
        (changed(b"soun", b"vide"), "film-form"),
    ],
)
def test_a_film_that_cannot_be_shown_everywhere_is_refused(
    filmed: Callable[..., Any], told: Callable[..., Any], raw: bytes, code: str
) -> None:
    article, findings = filmed(raw)
    assert article.film is None
    assert [c for c, _ in told(findings)] == [code]


def test_a_film_of_more_than_three_minutes_is_refused(
    filmed: Callable[..., Any], told: Callable[..., Any]
) -> None:
    at = FILM.index(b"mvhd") + 4 + 16
    article, findings = filmed(FILM[:at] + struct.pack(">I", 181 * SCALE) + FILM[at + 4 :])
    assert told(findings) == [("film-long", 18)]
    assert "181" in findings[0].said.en
    assert article.film is None


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ("video: videos/prik.mp4\nvideo_alt: Een prik.\nimage:", ["captions-missing"]),
        ("video: videos/prik.mp4\ncaptions: videos/prik.vtt\nimage:", ["film-alt"]),
        ("captions: videos/prik.vtt\nimage:", ["captions-alone"]),
        (FIELDS.replace("videos/prik.mp4", "images/prik.mp4"), ["film-place"]),
        (FIELDS.replace("prik.mp4", "Prik.mp4"), ["film-missing"]),
        (FIELDS.replace("prik.mp4", "prik.vtt"), ["film-kind"]),
        (FIELDS.replace("prik.vtt", "prik.mp4"), ["film-kind"]),
    ],
)
def test_a_film_needs_captions_and_a_description_and_its_own_place(
    filmed: Callable[..., Any], told: Callable[..., Any], fields: str, codes: list[str]
) -> None:
    article, findings = filmed(fields=fields)
    assert [c for c, _ in told(findings)] in (codes, [*codes, "captions-alone"])
    assert article.film is None


@pytest.mark.parametrize(
    ("said", "code", "line"),
    [
        ("00:00.000 --> 00:01.000\nHallo", "captions-header", 1),
        ("WEBVTT\n\nHallo", "captions-time", 3),
        ("WEBVTT\n\n1\n00:00,000 --> 00:01,000\nHallo", "captions-time", 4),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nHallo", "captions-order", 3),
        ("WEBVTT\n\n00:02.000 --> 00:03.000\nA\n\n00:01.000 --> 00:02.000\nB", "captions-order", 6),
        ("WEBVTT\n\nNOTE niets\n", "captions-empty", 1),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\n\u202eom", "turned-round", 4),
        ("WEBVTT" + "".join(f"\n\n00:00.{n:03} --> 00:02.000\nA" for n in range(501)), "captions-many", 1504),
        ("WEBVTT" + f"\n\n00:00.000 --> 00:01.000\n{'woord ' * 4000}", "captions-large", 1),
    ],
)
def test_captions_that_cannot_be_read_are_told_where_they_stand(
    filmed: Callable[..., Any], told: Callable[..., Any], said: str, code: str, line: int
) -> None:
    article, findings = filmed(said=said)
    assert [(f.file, *t) for f, t in zip(findings, told(findings), strict=True)] == [
        ("content/videos/prik.vtt", code, line)
    ]
    assert findings[0].subject == article.ref
    assert article.film is None


def test_captions_in_another_encoding_are_told(filmed: Callable[..., Any], told: Callable[..., Any]) -> None:
    assert told(filmed(said=b"WEBVTT\n\n\xff")[1]) == [("not-utf8", 3)]


@pytest.mark.parametrize("what", ["film", "captions", "description"])
def test_an_approval_signs_the_film_its_captions_and_its_description(
    filmed: Callable[..., Any], what: str
) -> None:
    before = filmed()[0].hash
    known: dict[str, dict[str, Any]] = {
        "film": {"raw": with_place(FILM)},
        "captions": {"said": SAID.replace("Bel", "Mail")},
        "description": {"fields": FIELDS.replace("huisarts", "arts")},
    }
    assert filmed(**known[what])[0].hash != before


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40)


@given(st.lists(TEXTS, min_size=1, max_size=20))
def test_captions_that_we_write_are_read_as_the_same_words(texts: list[str]) -> None:
    cues = tuple(Cue(1, n * 1500, n * 1500 + 900, text) for n, text in enumerate(texts))
    film = Film("x.mp4", "x.vtt", 1, 1, 1.0, 1, "", "nl", "", "x.vtt", cues)
    said = captions.read(film.vtt, Mistakes("x.vtt"))
    assert [(c.start, c.end, c.text) for c in said] == [(c.start, c.end, c.text) for c in cues]


@given(st.integers(0, len(FILM) - 1), st.binary(min_size=1, max_size=8))
def test_no_bytes_make_the_reader_fail_otherwise_than_by_saying_so(at: int, wrong: bytes) -> None:
    raw = FILM[:at] + wrong + FILM[at + len(wrong) :]
    try:
        mp4.read(raw)
    except mp4.NoFilm:
        return
    assert len(mp4.cleaned(raw)) == len(raw)
