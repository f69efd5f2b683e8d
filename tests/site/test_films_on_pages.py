"""A film on its page: from the own site alone, with captions and its words, and nothing of its camera."""

from pathlib import Path
from typing import Any

import pytest

from syndicate.content import mp4
from syndicate.rules import Known, on_source
from syndicate.site import headers
from tests.content.test_films import FILM, with_place
from tests.site.building import THEME, files

pytestmark = pytest.mark.usefixtures("same_locale")
SAID = """WEBVTT

NOTE gemaakt door Jan

00:00.000 --> 00:01.000
<v Dokter>De prik beschermt u

00:01.000 --> 00:02.000
een <i>heel</i> seizoen & langer.
"""


@pytest.fixture
def filmed(site: Any) -> Any:
    """A site one of whose articles has a film that says where it was taken."""
    (site.root / "content/videos").mkdir()
    (site.root / "content/videos/prik.mp4").write_bytes(with_place(FILM))
    site.write("content/videos/prik.vtt", SAID)
    fields = "video: videos/prik.mp4\nvideo_alt: Een arts geeft een prik.\ncaptions: videos/prik.vtt\nimage:"
    site.edit("content/articles/griepprik.md", "image:", fields)
    return site


def test_the_film_stands_on_its_page_in_place_of_the_photo(filmed: Any) -> None:
    page = (filmed.build(THEME=str(THEME)).output / "griepprik/index.html").read_text("utf-8")
    assert '<source src="../videos/prik.mp4" type="video/mp4">' in page
    assert '<track kind="captions" src="../videos/prik.vtt" srclang="nl" label="Nederlands" default>' in page
    assert (
        'preload="none" width="160" height="90" aria-label="Een arts geeft een prik." poster="../images/'
        in page
    )
    assert "De prik beschermt u een heel seizoen &amp; langer." in page
    assert '<img class="u-featured' not in page
    assert "autoplay" not in page.split("<body")[1]


def test_what_stands_on_the_site_is_what_was_checked(filmed: Any) -> None:
    built = filmed.build()
    film = next(a for a in filmed.content().articles if a.film).film
    out = files(built.output)
    assert out["videos/prik.mp4"] == mp4.cleaned(with_place(FILM))
    assert out["videos/prik.vtt"] == film.vtt.encode()
    assert not any(b"+52.3702" in raw or b"Jan" in raw for name, raw in out.items() if "videos" in name)


def test_the_film_of_a_withdrawn_article_is_not_on_the_site(filmed: Any) -> None:
    filmed.edit("content/articles/griepprik.md", "status: published", "status: withdrawn\nreason: Verouderd.")
    assert not [name for name in files(filmed.build().output) if name.startswith("videos/")]


def test_a_reader_may_see_a_film_on_the_whole_screen() -> None:
    assert "media-src 'self'" in headers.content_policy()
    assert "fullscreen" not in headers.everywhere(https=True)["Permissions-Policy"]


def test_the_guard_reads_captions_as_it_reads_the_text_and_says_their_line(
    filmed: Any, tmp_path: Path
) -> None:
    more = ("Mevrouw Fatima El", "Amrani kreeg longontsteking.", "Haar BSN is 111222333.")
    cues = (f"\n00:0{at}.000 --> 00:0{at + 1}.000\n{words}\n" for at, words in enumerate(more, start=2))
    filmed.write("content/videos/prik.vtt", SAID + "".join(cues))
    article = next(a for a in filmed.content().articles if a.film)
    found = on_source(article, people={}, known=Known(), today=article.date.date())
    told = {(f.code, f.line) for f in found if f.file == "content/videos/prik.vtt"}
    assert {("secrecy.name-care", 12), ("secrecy.bsn", 18)} <= told
    assert all(f.subject == article.ref for f in found)
    assert not any("Fatima" in f.said.nl or "111222333" in f.said.nl for f in found)
