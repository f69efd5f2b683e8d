"""The page on how to follow the site: every feed is on it, in words that people understand."""

from typing import Any

from syndicate.site.build import Built
from tests.site.building import THEME
from tests.site.reading import SCREEN, SITE, html_of, pages, text, tree


def test_the_page_holds_the_address_of_every_feed_once(themed: Built) -> None:
    links = [a for a in tree(html_of(themed, "volgen/index.html")).iter("a") if a.get("type")]
    told = [str(a.get("href")).removeprefix(f"{SITE}/") for a in links]
    feeds = {f.relative_to(themed.output).as_posix() for f in themed.output.glob("feeds/**/*.atom.xml")}
    gone = {"feeds/topic/oren.atom.xml"}  # of a topic whose only text was withdrawn
    assert set(told) == (feeds - gone) | {"feeds/all.rss.xml", "feeds/all.json"}
    assert len(told) == len(set(told))
    assert all(text(a) == a.get("href") for a in links)


def test_every_page_leads_there_and_not_to_bare_xml(themed: Built) -> None:
    for path, html in pages(themed):
        if path == SCREEN:
            continue
        footer = next(tree(html).iter("footer"))
        led = [str(a.get("href")) for a in footer.iter("a")]
        assert any(href.endswith("volgen/") for href in led), path
        assert not any(href.endswith(".xml") for href in led), path


def test_a_site_without_a_feed_of_all_has_no_such_page(site: Any) -> None:
    output = site.build(THEME=str(THEME), FEED_ALL_ATOM="").output
    assert not (output / "volgen").exists()
    assert "volgen/" not in (output / "index.html").read_text(encoding="utf-8")


def test_another_theme_has_no_such_page(built: Built) -> None:
    assert not (built.output / "volgen").exists()
