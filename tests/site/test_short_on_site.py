"""Short addresses on a built site: each leads to its article, on any host, and belongs to one alone."""

import pytest

from syndicate.errors import ContentError
from tests.site.building import THEME, mistake

FILE = "content/articles/griepprik.md"


def shorten(site, line="short: [prik, 7]", file=FILE):
    site.edit(file, "\nlang: ", f"\n{line}\nlang: ")


def test_a_word_and_a_number_lead_to_the_article(site) -> None:
    shorten(site)
    built = site.build()
    for path, above in (("k/prik/index.html", "../../"), ("7/index.html", "../")):
        page = (built.output / path).read_text("utf-8")
        assert f'<meta http-equiv="refresh" content="0; url={above}griepprik/">' in page
        assert f'<link rel="canonical" href="{site.settings().siteurl}/griepprik/">' in page
        assert '<meta name="robots" content="noindex">' in page
        assert "Heb ik de griepprik &amp; co nodig?" in page
        assert path in built.written
    assert built.short == {"k/prik/": "griepprik/nl", "7/": "griepprik/nl"}
    assert "k/prik" not in (built.output / "sitemap.xml").read_text("utf-8")


def test_no_host_lets_anybody_remember_where_it_led(site) -> None:
    shorten(site)
    output = site.build(SYNDICATE_HEADERS=True, THEME=str(THEME)).output
    assert "/k/prik/ /griepprik/ 302" in (output / "_redirects").read_text("utf-8")
    assert 'RedirectMatch 302 "^/7/$" "/griepprik/"' in (output / ".htaccess").read_text("utf-8")


def test_a_translation_has_short_addresses_of_its_own(site) -> None:
    shorten(site)
    shorten(site, "short: [jab]", "content/articles/flu-shot.md")
    built = site.build()
    assert built.short["k/jab/"] == "griepprik/en"
    assert 'url=../../en/flu-jab/"' in (built.output / "k/jab/index.html").read_text("utf-8")


def test_a_withdrawn_article_keeps_its_short_addresses(site) -> None:
    shorten(site)
    site.edit(FILE, "status: published", "status: withdrawn\nreason: Oud.")
    assert set(site.build().short) == {"k/prik/", "7/"}


def test_two_articles_cannot_have_one_short_address_and_are_told_a_free_number(site) -> None:
    shorten(site, "short: [1, 2, 4]")
    shorten(site, "short: 2", "content/articles/poetsen.md")
    assert mistake(site)[:2] == ("site.address", "content/articles/poetsen.md")
    with pytest.raises(ContentError) as caught:
        site.build()
    (finding,) = caught.value.findings
    assert "2/" in finding.said.nl
    assert "nummer 5 is nog vrij" in finding.mend.nl


def test_a_number_cannot_be_that_of_an_article_whose_own_address_it_is(site) -> None:
    site.edit(FILE, "slug: griepprik", "slug: '7'")
    shorten(site, "short: 7", "content/articles/poetsen.md")
    assert mistake(site)[:2] == ("site.address", "content/articles/poetsen.md")


def test_where_only_pelican_can_tell_the_address_there_is_no_short_one(site) -> None:
    shorten(site)
    there = "{category}/{slug}/"
    output = site.build(ARTICLE_URL=there, ARTICLE_SAVE_AS=f"{there}index.html", THEME=str(THEME)).output
    assert not (output / "k").exists()
    page = (output / "spreekkamer/index.html").read_text("utf-8")
    assert "<strong>vaccinaties/griepprik</strong>" in page
    assert "k/prik" not in page
