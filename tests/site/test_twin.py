"""The share image once more: as JPEG for an account that takes no PNG, taller for one that would cut it."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from syndicate.model import Page, Picture
from tests.site.building import THEME, files

pytestmark = pytest.mark.usefixtures("same_locale")
PNG = Picture("share/x-nl-0123456789ab.png", "https://x.example/x.png", 1200, 630, "image/png", 9, "a", "X")
JPEG = replace(PNG, path="share/x-nl-ba9876543210.jpg", type="image/jpeg", sha256="b")


def made(site: Any, **wanted: bool) -> Any:
    """Build it in our theme; one article keeps its photo, so that its card is a JPEG already."""
    return site.build(
        change=lambda a: a if a.uid == "griepprik" else replace(a, image=""), THEME=str(THEME), **wanted
    )


def test_nothing_is_drawn_twice_where_no_account_needs_it(site: Any) -> None:
    pages = [p for p in made(site).pages if p.article]
    assert any(p.share_image.type == "image/png" for p in pages)
    assert not any(p.share_more for p in pages)


def test_a_twin_is_the_same_card_as_jpeg_and_changes_nothing_else(site: Any) -> None:
    made(site)
    before = files(site.root / "output")
    pages = [p for p in made(site, jpegs=True).pages if p.article]
    after = files(site.root / "output")
    twins = {twin.path for p in pages for twin in p.share_more}
    assert twins
    assert {name: data for name, data in after.items() if name not in twins} == before
    for page in pages:
        card = page.share_image
        if card.type == "image/jpeg":
            assert page.share_more == ()
            continue
        (twin,) = page.share_more
        data = after[twin.path]
        assert (twin.sha256, twin.bytes) == (hashlib.sha256(data).hexdigest(), len(data))
        assert (twin.width, twin.height, twin.alt) == (card.width, card.height, card.alt)
        assert twin.path.startswith(card.path.rpartition("-")[0])
        assert twin.path.endswith(f"-{twin.sha256[:12]}.jpg")
        assert twin.url == card.url.replace(card.path, twin.path)
        drawn = Image.open(BytesIO(data))
        assert (drawn.format, drawn.mode, drawn.size, dict(drawn.getexif())) == (
            "JPEG",
            "RGB",
            (1200, 630),
            {},
        )
        assert len(data) < 200_000


def test_a_twin_is_the_same_without_the_cache(site: Any) -> None:
    made(site, jpegs=True)
    before = files(site.root / "output")
    made(site, jpegs=True)
    assert files(site.root / "output") == before
    shutil.rmtree(Path(site.settings().state) / "cache")
    made(site, jpegs=True)
    assert files(site.root / "output") == before


def test_a_post_takes_the_card_in_a_form_that_its_account_takes() -> None:
    page = Page("u", "p", "t", "nl", "f", share_image=PNG, share_more=(JPEG,))
    assert page.card(("image/png", "image/jpeg")) == PNG
    assert page.card(("image/jpeg",)) == JPEG
    assert page.card(("image/webp",)) == PNG, "it is refused then, with a sentence"
    assert replace(page, share_more=()).card(("image/jpeg",)) == PNG
    assert replace(page, share_image=None, share_more=()).card(("image/jpeg",)) is None


def test_a_taller_card_says_the_same_and_only_a_network_that_would_cut_the_wide_one_takes_it(
    site: Any,
) -> None:
    pages = [p for p in made(site, jpegs=True, tall=True).pages if p.article]
    assert len(pages) > 1
    both = ("image/jpeg", "image/png")
    for page in pages:
        tall, wide = page.card(both, 4 / 3), page.card(both)
        assert (tall.width, tall.height, tall.alt) == (1200, 900, wide.alt)
        assert wide is page.share_image
        assert page.card(("image/jpeg",)).type == "image/jpeg"
        with Image.open(site.root / "output" / tall.path) as drawn:
            assert (drawn.size, dict(drawn.getexif())) == ((1200, 900), {})
        assert tall.bytes < 200_000
