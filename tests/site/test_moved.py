"""Former addresses lead on: on a page of their own, and by the rules of each kind of host."""

import pytest

from tests.site.building import THEME, mistake

OLD = "griepprik-2025/index.html"


def aliased(site, line="aliases: [griepprik-2025]"):
    site.edit("content/articles/griepprik.md", "tags: [griep", f"{line}\ntags: [griep")


def test_a_former_address_leads_to_the_article_without_any_server(site) -> None:
    aliased(site)
    built = site.build()
    page = (built.output / OLD).read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../griepprik/">' in page
    assert f'<link rel="canonical" href="{site.settings().siteurl}/griepprik/">' in page
    assert '<a href="../griepprik/">' in page
    assert "noindex" not in page
    assert built.moved == {"griepprik-2025/"}
    assert OLD in built.written
    assert "griepprik-2025" not in (built.output / "sitemap.xml").read_text("utf-8")


def test_a_translation_moves_within_its_own_language(site) -> None:
    site.edit("content/articles/flu-shot.md", "\nlang: en", "\nlang: en\naliases: [jab]")
    site.approve("griepprik/en")
    built = site.build()
    page = (built.output / "en/jab/index.html").read_text("utf-8")
    assert '<html lang="en" dir="ltr">' in page
    assert "This page has moved" in page


def test_every_kind_of_host_gets_its_rules(site) -> None:
    aliased(site)
    site.write("content/redirects.toml", '"oud" = "/"\n"/weg/" = ""\n')
    output = site.build(SYNDICATE_HEADERS=True, THEME=str(THEME)).output
    lines = (output / "_redirects").read_text("utf-8").splitlines()
    assert lines == ["/griepprik-2025/ /griepprik/ 301", "/oud/ / 301"]
    apache = (output / ".htaccess").read_text("utf-8")
    assert 'RedirectMatch 301 "^/griepprik\\-2025/$" "/griepprik/"' in apache
    nginx = (site.root / ".syndicate/hosting/nginx.conf").read_text("utf-8")
    assert 'location = "/griepprik-2025/" { return 301 "/griepprik/"; }' in nginx
    assert "noindex" in (output / "weg/index.html").read_text("utf-8")
    assert 'url=../"' in (output / "oud/index.html").read_text("utf-8")


def test_a_site_whose_addresses_never_changed_has_none_of_it(built) -> None:
    assert built.moved == frozenset()
    assert not (built.output / "_redirects").exists()


def test_a_feed_that_moved_is_the_feed_that_took_its_place(site) -> None:
    site.write("content/redirects.toml", '"rss.xml" = "feeds/all.rss.xml"\n"oud.php" = "griepprik/"\n')
    built = site.build()
    assert (built.output / "rss.xml").read_bytes() == (built.output / "feeds/all.rss.xml").read_bytes()
    assert not (built.output / "oud.php").exists()
    assert "/oud.php /griepprik/ 301" in (built.output / "_redirects").read_text("utf-8")
    assert built.moved == {"rss.xml", "oud.php"}


def test_lists_without_anything_to_list_lead_home_or_to_the_feed_of_all(site) -> None:
    kept = ("auteur/bram-jansen/", "feeds/author/bram-jansen.atom.xml", "feeds/language/tr.rss.xml")
    kept = (*kept, "index2.html", "onderwerp/weg/", "griepprik/", "feeds/topic/weg.rss.xml")
    built = site.build(kept=kept)
    away = set(built.moved)
    assert {"feeds/language/tr.rss.xml", "index2.html"} <= away
    assert not {"onderwerp/weg/", "griepprik/", "feeds/topic/weg.rss.xml"} & away
    feed = (built.output / "feeds/language/tr.rss.xml").read_bytes()
    assert feed == (built.output / "feeds/all.rss.xml").read_bytes()
    assert 'url=./"' in (built.output / "index2.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "code"), [("aliases: [poetsen]", "site.address"), ("aliases: [weg, weg-2]", "")]
)
def test_a_former_address_may_not_be_anothers(site, line, code) -> None:
    aliased(site, line)
    if code:
        assert mistake(site)[:2] == (code, "content/articles/griepprik.md")
    else:
        assert site.build().moved == {"weg/", "weg-2/"}


def test_two_texts_may_not_claim_one_former_address(site) -> None:
    aliased(site)
    site.write("content/redirects.toml", '# lijst\n"griepprik-2025/" = "poetsen/"\n')
    assert mistake(site) == ("site.address", "content/redirects.toml", 2)


def test_an_address_must_lead_to_something(site) -> None:
    site.write("content/redirects.toml", '"oud/" = "nergens/"\n')
    assert mistake(site) == ("site.dead", "content/redirects.toml", 1)


def test_a_former_address_may_lead_to_another_that_leads_on(site) -> None:
    aliased(site)
    site.write("content/redirects.toml", '"a/" = "b/"\n"b/" = "griepprik-2025/"\n')
    output = site.build().output
    assert 'url=../griepprik-2025/"' in (output / "a/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('"https://x.example/" = "a/"', "redirect-form"),
        ('"a/" = 3', "redirect-form"),
        ('"../a" = "b/"', "redirect-form"),
        ('"/" = "b/"', "redirect-form"),
        ('"a/" = "b/"\n"b/" = "a/"', "redirect-round"),
        ('"a/" = "a/"', "redirect-round"),
        ("[a]\nb = 1", "redirect-form"),
    ],
)
def test_what_is_no_address_is_said(site, text, code) -> None:
    site.write("content/redirects.toml", text + "\n")
    codes = {f.code for f in site.content().findings if f.file.endswith("redirects.toml")}
    assert codes == {f"content.{code}"}


def test_a_withdrawn_article_keeps_its_former_addresses(site) -> None:
    aliased(site)
    site.edit("content/articles/griepprik.md", "status: published", "status: withdrawn\nreason: Oud.")
    assert site.build().moved == {"griepprik-2025/"}


def test_addresses_that_only_pelican_can_tell_are_left_to_whoever_made_them(site) -> None:
    aliased(site)
    there = "{category}/{slug}/"
    assert site.build(ARTICLE_URL=there, ARTICLE_SAVE_AS=f"{there}index.html").moved == frozenset()
