"""The build: nothing that must stay in gets out, and nothing is lost in silence."""

import hashlib
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from syndicate.model import Approval, Article, Role, Status
from syndicate.site.build import Built, render_draft
from syndicate.site.shelf import fingerprint
from tests.site.building import THEME, files

pytestmark = pytest.mark.usefixtures("same_locale")
SECRETS = (
    "kwikstaartkoorts",
    "zonnebrand",
    "toekomst",
    "tekstgeheim",
    "samenvattingsgeheim",
    "kernpuntgeheim",
    "brongeheim",
    "beeldgeheim",
    "teasergeheim",
    "vacaturegeheim",
    "commentgeheim",
    "pnggeheim",
    "patient j. voorbeeld",
)


def test_nothing_of_drafts_coming_and_withdrawn_articles_is_in_any_file(built: Built) -> None:
    for path, raw in files(built.output).items():
        words = f"{path}\n{raw.decode('utf-8', 'replace')}".lower()
        assert [s for s in SECRETS if s in words] == [], path


def test_only_pictures_that_a_published_text_shows_are_copied(built: Built) -> None:
    shown = {f.name for f in (built.output / "images").iterdir()}
    assert shown == {"prik.jpg", "stoelen.png", "bram.png"}


def test_pages_are_home_topics_authors_articles_and_pages_and_no_index_of_tags(built: Built) -> None:
    assert {p.path for p in built.pages} == {
        "404.html",
        "auteur/anna-de-vries/index.html",
        "auteur/bram-jansen/index.html",
        "en/flu-jab/index.html",
        "griepprik/index.html",
        "index.html",
        "onderwerp/bewegen/index.html",
        "onderwerp/gebit/index.html",
        "onderwerp/vaccinaties/index.html",
        "oordruppels/index.html",
        "over-ons/index.html",
        "poetsen/index.html",
        "rugpijn/index.html",
    }


def test_a_page_carries_what_the_live_page_must_answer_with(built: Built) -> None:
    for page in built.pages:
        raw = (built.output / page.path).read_bytes()
        assert page.fingerprint == hashlib.sha256(raw).hexdigest()
        listed = page.path.startswith(("auteur/", "onderwerp/")) or page.path in ("404.html", "index.html")
        written = not listed and page.path != "oordruppels/index.html"
        assert page.html == (raw.decode() if written else "")
    page = next(p for p in built.pages if p.article and p.article.ref == "griepprik/en")
    assert (page.url, page.lang) == ("https://linde.example/en/flu-jab/", "en")
    assert page.title == "Do I need the flu jab?"
    assert page.article is not None
    assert page.article.body.startswith("You can have")


def test_the_fingerprint_is_that_of_every_path_and_byte(built: Built, tmp_path: Path) -> None:
    assert built.fingerprint == fingerprint(built.output)
    (tmp_path / "a").write_bytes(b"1")
    one = fingerprint(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    assert fingerprint(tmp_path) != one


def test_a_text_links_to_texts_and_pictures_wherever_it_is_read_from(built: Built) -> None:
    html = (built.output / "griepprik/index.html").read_text()
    assert '<a href="../poetsen/">' in html
    assert '<a href="../over-ons/">' in html
    assert 'src="../images/stoelen.png" width="64" height="32" loading="lazy"' in html
    assert '<th class="align-right">' in html
    assert 'title="Terug naar voetnoot 1 in de tekst"' in html


def test_translations_know_each_other_by_their_uid(built: Built) -> None:
    assert (
        'hreflang="en" href="https://linde.example/en/flu-jab/"'
        in (built.output / "griepprik/index.html").read_text()
    )
    assert (
        'hreflang="nl" href="https://linde.example/griepprik/"'
        in (built.output / "en/flu-jab/index.html").read_text()
    )


def test_the_page_shows_our_own_posts_and_the_picture_upright(built: Built) -> None:
    html = (built.output / "griepprik/index.html").read_text()
    assert '<a class="u-syndication" href="https://netwerk.example/1">' in html
    assert '<img src="../images/prik.jpg" width="40" height="60"' in html
    with Image.open(built.output / "images/prik.jpg") as picture:
        assert picture.size == (40, 60)


def test_a_notice_stays_at_the_permalink_of_a_withdrawn_article(built: Built) -> None:
    html = (built.output / "oordruppels/index.html").read_text()
    assert '<meta name="robots" content="noindex">' in html
    assert "De richtlijn is veranderd." in html
    page = next(p for p in built.pages if p.path == "oordruppels/index.html")
    assert (page.article, page.html) == (None, "")
    assert "oordruppels" not in (built.output / "index.html").read_text()


def test_a_theme_may_draw_the_notice_itself(site: Any) -> None:
    site.write(
        "../theme/templates/withdrawn.html", "eigen {{ article.expert.reason }}{{ article.expert.body }}"
    )
    assert (site.build().output / "oordruppels/index.html").read_text() == "eigen De richtlijn is veranderd."


def test_the_sitemap_names_what_may_be_found_with_the_day_of_its_content(built: Built) -> None:
    sitemap = (built.output / "sitemap.xml").read_text()
    assert "<loc>https://linde.example/griepprik/</loc><lastmod>2026-11-02</lastmod>" in sitemap
    assert "<loc>https://linde.example/over-ons/</loc></url>" in sitemap
    assert "<loc>https://linde.example/</loc><lastmod>2026-11-02</lastmod>" in sitemap
    assert "oordruppels" not in sitemap
    assert "404" not in sitemap
    assert "Sitemap: https://linde.example/sitemap.xml\n" in (built.output / "robots.txt").read_text()


def test_only_an_approval_of_exactly_this_text_by_a_known_person_is_shown(site: Any) -> None:
    article = next(a for a in site.content().articles if a.ref == "poetsen/nl")
    at = datetime(2026, 10, 1, tzinfo=UTC)
    site.approvals["poetsen/nl"] = (
        Approval("anna-de-vries", Role.MEDICAL, article.hash, at, "a"),
        Approval("bram-jansen", Role.MEDICAL, "an older text", at, "b"),
        Approval("niemand", Role.MEDICAL, article.hash, at, "c"),
    )
    html = (site.build().output / "poetsen/index.html").read_text()
    assert html.count("gecontroleerd door") == 1
    assert "gecontroleerd door Anna de Vries" in html


def test_an_article_appears_on_its_day_in_the_practices_own_time(site: Any) -> None:
    site.edit("content/articles/later.md", "date: 2027-05-01", "date: 2026-11-21T23:30:00+00:00")
    assert not (site.build(today=date(2026, 11, 21)).output / "zonnebrand").exists()
    assert (site.build(today=date(2026, 11, 22)).output / "zonnebrand/index.html").is_file()


def test_files_that_the_practice_names_itself_are_copied(site: Any) -> None:
    site.write("content/extra/CNAME", "linde.example")
    output = site.build(STATIC_PATHS=["images", "extra"]).output
    assert (output / "extra/CNAME").read_text() == "linde.example"
    assert not (output / "images/ongebruikt.png").exists()


def test_names_are_shown_as_they_are_written_and_never_as_markup(site: Any) -> None:
    def named(article: Article) -> Article:
        return replace(article, title="A < B & <script>x</script>", summary="1 < 2")

    html = (site.build(change=named).output / "griepprik/index.html").read_text()
    assert "<h1>A &lt; B &amp; &lt;script&gt;x&lt;/script&gt;</h1>" in html


def test_an_english_practice_has_english_addresses(site: Any) -> None:
    site.edit("pelicanconf.py", 'DEFAULT_LANG = "nl"', 'DEFAULT_LANG = "en"')
    output = site.build(change=lambda a: replace(a, topic="")).output
    assert (output / "topic/other/index.html").is_file()
    assert (output / "author/anna-de-vries/index.html").is_file()
    assert (output / "nl/griepprik/index.html").is_file()


def test_a_theme_that_comes_with_pelican_can_be_named(site: Any) -> None:
    output = site.build(THEME="simple").output
    assert "Praktijk De Linde" in (output / "griepprik/index.html").read_text()
    assert "noindex" in (output / "oordruppels/index.html").read_text()
    assert not (output / "404.html").exists()


def own_theme(site: Any) -> Built:
    """Build the sample practice in the product's own theme."""
    made: Built = site.build(THEME=str(THEME))
    return made


def test_each_article_has_a_share_image_in_our_own_theme_and_withdrawn_ones_have_none(site: Any) -> None:
    built = own_theme(site)
    shared = {p.article.ref: p.share_image for p in built.pages if p.article}
    assert set(shared) == {"griepprik/nl", "griepprik/en", "poetsen/nl", "rugpijn/nl"}
    for picture in shared.values():
        assert picture is not None
        raw = (built.output / picture.path).read_bytes()
        assert (picture.sha256, picture.bytes) == (hashlib.sha256(raw).hexdigest(), len(raw))
    assert {
        f"share/{f.name}" for f in (built.output / "share").glob("*-??-*") if "praktijk" not in f.name
    } == {p.path for p in shared.values() if p}
    assert len(list(built.output.glob("share/praktijk-nl-*"))) == 1  # of the pages that are no article
    assert [s for s in SECRETS if s in "".join(p.html for p in built.pages).lower()] == []


def test_every_address_on_every_page_of_our_own_theme_leads_to_a_file(site: Any) -> None:
    built = own_theme(site)
    root, base = built.output, "https://linde.example/"
    for page in built.pages:
        html = (root / page.path).read_text()
        for name, address in re.findall(r' (href|src|content)="([^"#?]+)', html):
            if address.startswith(base):
                target = root / address.removeprefix(base)
            elif name == "content" or re.match(r"[a-z]+:", address):
                continue
            else:
                target = (root / page.path).parent / address
            assert (target / "index.html" if target.is_dir() else target).is_file(), (page.path, address)


def test_a_draft_is_rendered_for_its_preview_and_cannot_act() -> None:
    draft = Article("a", "nl", "A", "a", "a.md", "Dag *u* <script>x</script>", status=Status.DRAFT)
    assert render_draft(draft).strip() == "<p>Dag <em>u</em> </p>"
