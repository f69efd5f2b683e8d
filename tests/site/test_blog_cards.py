"""The card that a page of a blog lacks in its head, and what its theme says already."""

from __future__ import annotations

from types import SimpleNamespace

from syndicate.model import Picture
from syndicate.site.social import with_card

CARD = SimpleNamespace(
    share_image=Picture(
        "share/x.png", "https://x.example/share/x.png", 1200, 630, "image/png", 9, "0", 'Say "x"'
    ),
    plain_title="One <day>",
    description="A text.",
    absolute_url="https://x.example/?a=1&b=2",
    lang="nl",
    jsonld="{}",
)


def card(head: str, body: str = "<body></body>") -> str:
    """Return a page with the card that it lacks."""
    return with_card(f"<html><head>{head}</head>{body}</html>", CARD, "X & Y")


def test_a_head_without_tags_gets_them_all_and_in_it() -> None:
    page = card("<title>x</title>")
    assert page.startswith("<html><head><title>x</title>\n<meta property=")
    assert page.endswith("\n</head><body></body></html>")
    assert '<meta property="og:title" content="One &lt;day&gt;">' in page
    assert '<meta property="og:image:alt" content="Say &#34;x&#34;">' in page
    assert '<meta property="og:site_name" content="X &amp; Y">' in page
    assert '<link rel="canonical" href="https://x.example/?a=1&amp;b=2">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page
    assert '<script type="application/ld+json">{}</script>' in page


def test_what_a_theme_says_holds() -> None:
    head = (
        "<META content=mine property=og:title><meta name='twitter:card' content='summary'>"
        '<link href="/" rel="canonical"><script type="application/ld+json">[]</script>'
    )
    page = card(head)
    assert page.count("og:title") == page.count("twitter:card") == page.count("canonical") == 1
    assert page.count("ld+json") == 1
    assert "og:image" in page
    own = card('<meta property="og:image" content="/logo.png">')
    assert own.count("og:image") == 1
    assert "og:title" in own


def test_a_page_without_a_closed_head_gets_them_before_its_body_and_one_without_either_none() -> None:
    assert (
        "og:title"
        in with_card("<!DOCTYPE html><title>x</title><body>text</body>", CARD, "X").partition("<body")[0]
    )
    assert with_card("<p>text</p>", CARD, "X") == "<p>text</p>"


def test_a_page_that_says_all_gets_nothing() -> None:
    full = card("")
    assert with_card(full, CARD, "X & Y").replace("\n", "") == full.replace("\n", "")
