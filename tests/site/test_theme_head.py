"""What the head of a page in our theme tells networks, search engines and feed readers."""

import json

from PIL import Image

from syndicate.site.build import Built
from tests.site.reading import SITE, html_of, meta, pages, tree


def test_the_head_tells_networks_all_they_ask(themed: Built) -> None:
    head = meta(html_of(themed, "griepprik/index.html"))
    assert all(len(v) == 1 for k, v in head.items() if k.startswith("og:") and "alternate" not in k)
    assert head["og:type"] == ["article"]
    assert head["og:title"] == ["Heb ik de griepprik & co nodig?"]
    assert head["og:url"] == [f"{SITE}/griepprik/"]
    assert head["og:locale"] == ["nl_NL"]
    assert head["og:locale:alternate"] == ["en_GB"]
    assert head["og:site_name"] == ["Praktijk De Linde & Co"]
    assert head["twitter:card"] == ["summary_large_image"]
    assert head["article:published_time"] == ["2026-10-01T09:00:00+02:00"]
    assert head["article:modified_time"] == ["2026-11-02T10:00:00+01:00"]
    assert head["article:author"] == [f"{SITE}/auteur/anna-de-vries/"]
    assert head["article:section"] == ["Vaccinaties"]
    assert head["article:tag"] == ["griep", "vaccinatie"]
    assert 50 <= len(head["description"][0]) <= 160
    assert head["description"] == head["og:description"]


def test_the_share_image_in_the_head_is_the_file_in_the_site(themed: Built) -> None:
    for page in themed.pages:
        if page.article is None:
            continue
        head = meta(html_of(themed, page.path))
        [address] = head["og:image"]
        with Image.open(themed.output / address.removeprefix(f"{SITE}/")) as image:
            assert head["og:image:width"] == [str(image.width)] == ["1200"]
            assert head["og:image:height"] == [str(image.height)] == ["630"]
            assert head["og:image:type"] == [Image.MIME[str(image.format)]]
        assert head["og:image:alt"][0]


def test_canonical_is_absolute_and_the_page_itself(themed: Built) -> None:
    for path, html in pages(themed):
        links = [e.get("href") for e in tree(html).iter("link") if e.get("rel") == "canonical"]
        if path in ("404.html", "oordruppels/index.html"):
            assert meta(html)["robots"] == ["noindex"]
        else:
            assert links == [f"{SITE}/{path.removesuffix('index.html')}"]
            assert 50 <= len(meta(html)["description"][0]) <= 160, path
            assert meta(html)["og:url"] == links


def test_translations_point_at_each_other_and_at_the_default(themed: Built) -> None:
    def alternates(path: str) -> dict[str, str]:
        links = tree(html_of(themed, path)).iter("link")
        return {e.get("hreflang", ""): e.get("href", "") for e in links if e.get("hreflang")}

    expected = {
        "nl": f"{SITE}/griepprik/",
        "en": f"{SITE}/en/flu-jab/",
        "x-default": f"{SITE}/griepprik/",
    }
    assert alternates("griepprik/index.html") == alternates("en/flu-jab/index.html") == expected
    assert alternates("poetsen/index.html") == {}


def test_the_json_ld_of_every_page_parses_and_agrees_with_the_head(themed: Built) -> None:
    for page in themed.pages:
        root = tree(html_of(themed, page.path))
        for script in (s for s in root.iter("script") if s.get("type") == "application/ld+json"):
            graph = json.loads(script.text or "")
            assert graph["@context"] == "https://schema.org"
        if page.article:
            posting = next(n for n in graph["@graph"] if n["@type"] == "BlogPosting")
            assert meta(html_of(themed, page.path))["article:published_time"] == [posting["datePublished"]]
            assert posting["headline"] == page.article.title


def test_feeds_are_announced_where_they_are(themed: Built) -> None:
    def feeds(path: str) -> list[str]:
        links = tree(html_of(themed, path)).iter("link")
        return [
            str(e.get("href")).removeprefix(f"{SITE}/feeds/")
            for e in links
            if e.get("rel") == "alternate" and e.get("type")
        ]

    assert feeds("index.html") == ["all.atom.xml", "all.rss.xml", "all.json"]
    assert feeds("en/flu-jab/index.html")[3:] == ["language/en.atom.xml"]
    assert feeds("onderwerp/gebit/index.html")[3:] == ["topic/gebit.atom.xml"]
    assert feeds("auteur/bram-jansen/index.html")[3:] == ["author/bram-jansen.atom.xml"]
