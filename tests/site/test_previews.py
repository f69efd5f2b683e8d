"""What a link shows on each network, and every rule of the head of every page that makes it so."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape

import pytest
from PIL import Image

from syndicate.site.build import Built
from syndicate.site.previews import FULL, NETWORKS, NONE, RISK, SMALL, TEXT, previews
from tests.site.reading import SITE, html_of, meta, pages, tree

ONCE = (
    "og:title",
    "og:description",
    "og:url",
    "og:type",
    "og:image",
    "og:site_name",
    "og:locale",
    "description",
)
CARD = '<meta name="twitter:card" content="summary_large_image">'
SIZED = '<meta property="og:image:width" content="1"><meta property="og:image:height" content="1">'
TITLE, IMAGE = (
    '<meta property="og:title" content="T">',
    '<meta property="og:image" content="https://a/b.jpg">',
)


def found(built: Built) -> Iterator[tuple[str, str, dict[str, list[str]]]]:
    """Every page that search engines and networks may show: path, HTML, head."""
    for path, html in pages(built):
        head = meta(html)
        if head.get("robots") != ["noindex"]:
            yield path, html, head


def picture_of(built: Built, head: dict[str, list[str]]) -> tuple[tuple[int, int], int]:
    """Pixels and bytes of the file that a head names."""
    file = built.output / head["og:image"][0].removeprefix(f"{SITE}/")
    with Image.open(file) as image:
        assert head["og:image:type"] == [Image.MIME[str(image.format)]]
        return image.size, file.stat().st_size


def test_every_page_has_each_tag_once_and_none_in_its_body(themed: Built) -> None:
    for path, html, head in found(themed):
        assert {name: len(head.get(name, [])) for name in ONCE} == dict.fromkeys(ONCE, 1), path
        assert re.search(r'name="og:|property="twitter:', html) is None, path
        assert "<meta" not in html.partition("</head>")[2], path
        assert head["og:url"][0].startswith("https://"), path
        assert re.fullmatch(r"[a-z]{2}_[A-Z]{2}", head["og:locale"][0]), path
        assert tree(html).get("lang", "").startswith(head["og:locale"][0][:2]), path


def test_titles_and_descriptions_fit_and_hold_words_alone(themed: Built) -> None:
    for path, _, head in found(themed):
        title, description = head["og:title"][0], head["og:description"][0]
        assert len(title) <= 70, path
        assert len(description) <= 200, path
        for said in (title, description):
            assert said == unescape(said), path
            assert not re.search(r"[{}<>]|None|undefined", said), path


def test_no_two_articles_share_a_picture_a_title_or_a_description(themed: Built) -> None:
    heads = [meta(html_of(themed, page.path)) for page in themed.pages if page.article]
    for name in ("og:image", "og:title", "og:description"):
        said = [head[name][0] for head in heads]
        assert len(set(said)) == len(said), name


def test_the_picture_of_every_page_is_there_as_large_as_its_head_says(themed: Built) -> None:
    for path, html, head in found(themed):
        (width, height), weight = picture_of(themed, head)
        assert [int(head[f"og:image:{side}"][0]) for side in ("width", "height")] == [width, height], path
        assert (width, height) == (1200, 630), path
        assert weight <= 300_000, path
        assert head["og:image:alt"][0], path
        assert head["twitter:card"] == ["summary_large_image"], path
        assert set(previews(html, (width, height), weight).values()) == {FULL}, path


def test_the_head_says_the_days_of_the_graph_in_order_and_with_a_zone(themed: Built) -> None:
    for page in themed.pages:
        if page.article is None:
            continue
        html = html_of(themed, page.path)
        graph = json.loads(next(s.text or "" for s in tree(html).iter("script") if s.text))["@graph"]
        posting = next(node for node in graph if node["@type"] == "BlogPosting")
        head = meta(html)
        told = [head[f"article:{name}_time"][0] for name in ("published", "modified")]
        assert told == [posting["datePublished"], posting["dateModified"]]
        first, last = map(datetime.fromisoformat, told)
        assert first.tzinfo
        assert first <= last
        assert {"headline", "image", "author", "publisher", "mainEntityOfPage", "inLanguage"} <= set(posting)
        named = {node["@id"]: node for node in graph if "@id" in node}
        assert all(named[author["@id"]]["name"] for author in posting["author"])


def test_icon_feeds_and_picture_stand_early_in_every_page(themed: Built) -> None:
    for path, html, _ in found(themed):
        early = html.encode()[:32_768].decode(errors="ignore")
        for wanted in ('rel="icon"', 'type="application/atom+xml"', 'property="og:image"'):
            assert wanted in early, path


def test_a_page_that_is_no_article_has_the_card_of_the_practice(themed: Built) -> None:
    head = meta(html_of(themed, "over-ons/index.html"))
    assert head["og:image"][0].startswith(f"{SITE}/share/praktijk-nl-")
    assert head["og:image:alt"] == ["Uitleg van uw eigen zorgverleners – Praktijk De Linde & Co"]
    for path in ("404.html", "oordruppels/index.html"):
        assert "og:image" not in meta(html_of(themed, path))


@pytest.mark.parametrize(
    ("html", "size", "weight", "expected"),
    [
        ("", (0, 0), 0, dict.fromkeys(NETWORKS, NONE)),
        (TITLE, (0, 0), 0, dict.fromkeys(NETWORKS, TEXT)),
        (TITLE + IMAGE + CARD + SIZED, (1200, 630), 90_000, dict.fromkeys(NETWORKS, FULL)),
        (TITLE + IMAGE + SIZED, (1200, 630), 400_000, {"X": SMALL, "WhatsApp": RISK, "Facebook": FULL}),
        (TITLE + IMAGE + CARD, (1200, 630), 2_000_000, {"WhatsApp": TEXT, "Facebook": RISK, "Bluesky": TEXT}),
        (TITLE + IMAGE + CARD, (400, 300), 9_000, {"Facebook": SMALL, "LinkedIn": SMALL, "X": FULL}),
        (TITLE + IMAGE + CARD, (100, 100), 9_000, {"Facebook": TEXT, "X": TEXT, "Mastodon": FULL}),
        (TITLE + IMAGE + CARD, (5000, 5000), 9_000, {"X": TEXT}),
    ],
)
def test_each_network_shows_what_it_can(
    html: str, size: tuple[int, int], weight: int, expected: dict[str, str]
) -> None:
    told = previews(html, size, weight)
    assert {name: told[name] for name in expected} == expected
