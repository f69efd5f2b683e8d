"""Page: what a built page must have before it leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rules_samples import KNOWN, SHARE, page

from syndicate import rules
from syndicate.model import Page
from syndicate.rules import head


def found(built: Page) -> list[tuple[str, int]]:
    outline = {rule.code for rule in head.RULES}
    return [(f.code, f.line) for f in rules.on_page(built, known=KNOWN) if f.code not in outline]


def test_a_sound_page_is_left_in_peace() -> None:
    body = (
        '<img src="/images/a.jpg" srcset="a.jpg 1x, b/c.jpg 2x" alt="">\n'
        '<img src="https://vuurtoren.example/a.jpg" alt="Een arm">\n'
        '<img src="data:image/png;base64,AA//BB" alt="Punt">\n'
        '<script type="application/ld+json">{"a": 1}</script>\n'
        '<link rel="canonical" href="https://elders.example/"><link rel="stylesheet" href="../theme/a.css">\n'
        '<a href="https://elders.example/">elders</a><template><p>x</p></template>\n'
        "<svg><title>Punt</title></svg>\n"
    )
    assert found(page(body)) == []


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<html><head><title>x</title></head></html>", "page.lang"),
        ('<html lang="en"><head><title>x</title></head></html>', "page.lang"),
        ('<html lang="nl"><head></head><svg><title></title></svg></html>', "page.title"),
        ('<html lang="nl"><head><title> </title></head></html>', "page.title"),
    ],
)
def test_a_page_names_its_language_and_has_a_title(html: str, code: str) -> None:
    assert found(page(html=html)) == [(code, 1)]


def test_a_region_is_the_same_language() -> None:
    assert found(replace(page(), lang="nl-BE")) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<img src="a.jpg">', "page.image-alt"),
        ("<script>let a</script>", "page.script"),
        ('<script src="../theme/js/theme.js?x"></script>', "page.script"),
        ('<script src="a.js" type="text/javascript"></script>', "page.script"),
        ('<img src="https://elders.example/a.jpg" alt="">', "page.third-party"),
        ('<img src="//elders.example/a.jpg" alt="">', "page.third-party"),
        ('<img src="a.jpg" srcset="a.jpg 1x, HTTPS://elders.example/b.jpg 2x" alt="">', "page.third-party"),
        ('<link rel="preload stylesheet" href="https://elders.example/a.css">', "page.third-party"),
        ('<video poster="http://elders.example/a.jpg"></video>', "page.third-party"),
        ('<iframe src="https://elders.example/film"></iframe>', "page.third-party"),
    ],
)
def test_what_a_page_must_not_have_is_found_on_its_line(body: str, code: str) -> None:
    assert found(page(f"<p>goed</p>\n{body}\n{body}")) == [(code, 5), (code, 6)]


def test_a_script_of_another_host_is_no_script_of_the_theme() -> None:
    body = '<script src="https://elders.example/theme/js/theme.js"></script>'
    assert found(page(body)) == [("page.script", 4), ("page.third-party", 4)]


def test_the_own_host_is_that_of_the_page_itself() -> None:
    body = '<img src="https://vuurtoren.example/a.jpg" alt="">'
    assert found(page(body)) == []
    assert found(page(body, url="griepprik/")) == [("page.third-party", 4)]


@pytest.mark.parametrize("picture", [None, replace(SHARE, alt=" ")])
def test_an_article_page_has_a_share_image_with_a_description(picture: None) -> None:
    built = page(share_image=picture)
    assert found(built) == [("page.share-image", 1)]
    assert found(replace(built, article=None)) == []


def test_an_article_page_without_html_lacks_everything_and_another_was_not_kept() -> None:
    assert found(page(html="")) == [("page.lang", 1), ("page.title", 1)]
    assert found(page(html="", article=None)) == []
