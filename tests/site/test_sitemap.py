"""The site map names the languages of a text beside one another, and links to places lead to places."""

import re

import pytest

from syndicate.errors import ContentError
from syndicate.site.build import Built
from tests.site.building import body, mistake

SITE = "https://linde.example"


def test_the_map_pairs_an_article_with_its_translations(built: Built) -> None:
    text = (built.output / "sitemap.xml").read_text("utf-8")
    entries = dict(re.findall(r"<url><loc>([^<]*)</loc>(.*?)</url>", text))
    pairs = {
        f'<xhtml:link rel="alternate" hreflang="nl" href="{SITE}/griepprik/"/>',
        f'<xhtml:link rel="alternate" hreflang="en" href="{SITE}/en/flu-jab/"/>',
    }
    for url in (f"{SITE}/griepprik/", f"{SITE}/en/flu-jab/"):
        assert all(pair in entries[url] for pair in pairs)
    assert "xhtml:link" not in entries[f"{SITE}/poetsen/"]
    assert text.splitlines()[1].endswith('xmlns:xhtml="http://www.w3.org/1999/xhtml">')


def test_a_translation_that_nobody_read_is_paired_with_nothing(site) -> None:
    assert "xhtml:link " not in (site.build().output / "sitemap.xml").read_text("utf-8")


@pytest.mark.parametrize(
    "link", ["#top", "#weg-ermee", "{filename}/articles/poetsen.md#top", "#:~:text=prik", "#caf%C3%A9"]
)
def test_a_link_to_a_place_that_is_there_is_fine(site, link) -> None:
    text = f"Zie [daar]({link}).\n\n## Weg ermee {{: #weg-ermee}}\n\n## Café {{: #café}}\n"
    assert site.build(change=body("griepprik/nl", text)).pages


@pytest.mark.parametrize("link", ["#nergens", "{filename}/articles/poetsen.md#nergens"])
def test_a_link_to_a_place_that_is_not_there_stops_the_build(site, link) -> None:
    text = f"Zin.\n\nZie [daar]({link}).\n"
    assert mistake(site, change=body("griepprik/nl", text))[:2] == (
        "site.dead",
        "content/articles/griepprik.md",
    )


def test_it_says_which_place(site) -> None:
    with pytest.raises(ContentError) as stopped:
        site.build(change=body("griepprik/nl", "Zie [daar](#nergens).\n"))
    (found,) = stopped.value.findings
    assert "#nergens" in found.said.nl
    assert "kopje" in found.mend.nl
