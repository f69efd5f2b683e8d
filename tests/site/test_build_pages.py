"""The pages beside the articles: a mistake is refused with its line, and what is fine is built."""

from typing import Any

import pytest

from syndicate.errors import ContentError
from tests.site.building import mistake

pytestmark = pytest.mark.usefixtures("same_locale")


@pytest.mark.parametrize("day", ["2026-11-22", "2026-11-21 23:30:00-05:00", "2027-01-01T00:00:00+01:00"])
def test_a_page_of_a_coming_day_is_not_in_the_output(site: Any, day: str) -> None:
    site.write("content/pages/komt.md", f"---\ntitle: Komt nog\nslug: komt\ndate: {day}\n---\nKomtgeheim.\n")
    site.write("content/pages/is-er.md", "---\ntitle: Is er\nslug: is-er\ndate: 2026-11-21 23:59\n---\nNu.\n")
    site.write("content/pages/af.md", "---\ntitle: Af\nslug: af\nstatus: ' Draft '\n---\nKomtgeheim.\n")
    site.build()
    pages = {p for p in (site.root / "output").rglob("*") if p.is_file()}
    assert site.root / "output/is-er/index.html" in pages
    assert not [p for p in pages if b"Komtgeheim" in p.read_bytes() or "komt" in p.parts]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("/articles/griepprik.md", "/articles/nergens.md", "page links"),
        ("/articles/griepprik.md", "werk.md", "Unable to find"),
        ("{filename}/articles/griepprik.md", "{static}/people.toml", "page links"),
    ],
)
def test_a_page_that_pelican_would_lose_with_a_log_line_stops_the_build(
    site: Any, old: str, new: str, words: str
) -> None:
    site.edit("content/pages/over-ons.md", old, new)
    with pytest.raises(ContentError, match=words) as caught:
        site.build()
    assert caught.value.findings
    assert not list(site.root.glob("*kwaad"))
    assert not (site.root / "output").exists()


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("slug: over-ons", "status: onzin", "content.page-status", 3),
        ("slug: over-ons", "date: 31 februari 2026", "content.date-unknown", 3),
        ("slug: over-ons", "date: 2026-01-01 12:00+99:99", "content.date-unknown", 3),
        ("title: Wie wij zijn", "naam: Wie wij zijn", "content.no-title", 1),
        ("title: Wie wij zijn", "title: [", "content.yaml", 4),
        ("slug: over-ons", "slug: Over Ons", "content.slug-form", 3),
        ("title: Wie wij zijn\nslug: over-ons", "title: Feeds", "content.slug-reserved", 2),
        ("slug: over-ons", "Save_As: ../output-kwaad/x.html", "content.forbidden", 3),
        ("slug: over-ons", "URL: x", "content.forbidden", 3),
        ("slug: over-ons", "template: x", "content.forbidden", 3),
        ("slug: over-ons", "slug: ../.output.building-kwaad", "content.slug-path", 3),
        ("slug: over-ons", "slug: a\nmenu: [<script>]", "content.html", 4),
        ("slug: over-ons", "slug: a\nmenu: {x: <script>}", "content.html", 4),
        ("Wij zijn", "[" * 2000, "content.brackets", 5),
        ("Wij zijn", "5 &#x202e;mg", "content.turned-round", 5),
    ],
)
def test_a_page_with_a_mistake_is_refused_with_its_line(
    site: Any, old: str, new: str, code: str, line: int
) -> None:
    site.edit("content/pages/over-ons.md", old, new)
    read = site.content()
    told = {(f.code, f.line) for f in read.findings if f.file == "content/pages/over-ons.md" and f.blocks}
    assert (code, line) in told
    assert site.root / "content/pages/over-ons.md" not in read.pages


def test_the_mistake_of_a_draft_page_stops_nothing_and_the_marks_of_a_page_are_told(site: Any) -> None:
    site.write("content/pages/werk.md", "---\ntitle: W\nstatus: Draft\nurl: x\n---\nTekst\n")
    told = {(f.code, f.file, f.blocks) for f in site.content().findings if "/pages/" in f.file}
    assert told == {
        ("content.forbidden", "content/pages/werk.md", False),
        ("content.html", "content/pages/over-ons.md", False),
    }


@pytest.mark.parametrize("meta", ["save_as", "Slug", "template"])
def test_a_page_in_html_says_no_more_of_its_place_than_any_other(site: Any, meta: str) -> None:
    head = f'<title>Ruw &amp; eerlijk</title>\n<meta name="{meta}" content="../.output.building-kwaad">'
    site.write("content/pages/ruw.html", f"<html><head>{head}</head><body>Ja</body></html>")
    (found,) = [f for f in site.content().findings if f.file == "content/pages/ruw.html"]
    assert (found.code.rpartition("-")[2], found.line) in {("content.forbidden", 2), ("path", 2)}


def test_a_page_in_html_over_an_article_stops_the_build(site: Any) -> None:
    head = '<title>Ruw</title><meta name="slug" content="griepprik">'
    site.write("content/pages/ruw.html", f"<html><head>{head}</head><body>Ja</body></html>")
    with pytest.raises(ContentError, match="same address"):
        site.build()


def test_a_page_that_cannot_be_read_or_lies_elsewhere_is_refused(site: Any) -> None:
    site.write("content/pages/lang.md", "x" * 1_000_001)
    site.write("content/pages/oud.rst", "Oud\n###\n\n.. include:: /etc/hostname\n")
    (site.root / "content/pages/elders.md").symlink_to("/etc/hostname")
    told = {(f.code, f.file) for f in site.content().findings if "/pages/" in f.file}
    assert told >= {
        ("content.too-big", "content/pages/lang.md"),
        ("content.not-markdown", "content/pages/oud.rst"),
        ("content.link-outside", "content/pages/elders.md"),
    }


def test_what_a_page_says_stays_text(site: Any) -> None:
    site.write(
        "content/pages/no.md",
        "---\ntitle: NO\nslug: no-2\nmenu: [12:30, {a: 1}]\nempty:\nsummary: '*Ja* en 12:30'\n---\nTekst\n",
    )
    html = (site.build().output / "no-2/index.html").read_text()
    assert "<h1>NO</h1>" in html


def test_a_picture_of_a_draft_page_is_not_copied(site: Any) -> None:
    site.write("content/pages/werk.md", "---\ntitle: W\nstatus: Draft\n---\n![x](/images/ongebruikt.png)")
    assert not (site.build().output / "images/ongebruikt.png").exists()
    site.edit("content/pages/werk.md", "Draft", "hidden")
    built = site.build()
    assert (built.output / "images/ongebruikt.png").is_file()
    assert (built.output / "w/index.html").is_file()
    assert "/w/" not in (built.output / "sitemap.xml").read_text()


def test_the_line_of_a_broken_link_in_a_page_is_named(site: Any) -> None:
    site.edit("content/pages/over-ons.md", "/articles/griepprik.md", "/articles/nergens.md")
    assert mistake(site) == ("site.link", "content/pages/over-ons.md", 5)


def test_a_page_in_another_format_is_cleaned_as_well(site: Any) -> None:
    site.write(
        "content/pages/ruw.html",
        '<html><head><title>Ruw</title></head><body><p onclick="x()">Ja</p>'
        "<script>kwaad()</script></body></html>",
    )
    html = (site.build().output / "ruw/index.html").read_text()
    assert "<p>Ja</p>" in html
    assert "kwaad" not in html
    assert "iframe" not in (site.root / "output/over-ons/index.html").read_text()


def test_a_site_of_pages_alone_builds(site: Any) -> None:
    for file in (site.root / "content/articles").iterdir():
        file.unlink()
    site.edit("content/pages/over-ons.md", "Lees over de [griepprik]({filename}/articles/griepprik.md).", "")
    built = site.build()
    people = {f"auteur/{name}/index.html" for name in ("anna-de-vries", "bram-jansen")}
    assert {p.path for p in built.pages} == {"404.html", "index.html", "over-ons/index.html", *people}
    assert "<lastmod>" not in (built.output / "sitemap.xml").read_text()


def test_a_draft_page_with_a_mistake_is_never_read_by_pelican(site: Any) -> None:
    site.write("content/pages/werk.md", "---\ntitle: W\nstatus: draft\n---\n" + "[" * 60_000)
    read = site.content()
    assert "content.brackets" in {f.code for f in read.findings if not f.blocks}
    assert site.root / "content/pages/werk.md" not in read.pages


@pytest.mark.parametrize(
    ("head", "line", "first"),
    [
        ("title: Ons\nslug: poetsen", 3, "content/articles/poetsen.md"),
        ("lang: nl\ntitle: Poetsen", 3, "content/articles/poetsen.md"),
        ("title: X\nslug: over-ons", 3, "content/pages/over-ons.md"),
    ],
)
def test_a_page_at_the_address_of_another_text_is_refused_with_its_line(
    site: Any, head: str, line: int, first: str
) -> None:
    site.write("content/pages/zelfde.md", f"---\n{head}\n---\nTekst\n")
    assert mistake(site) == ("site.address", "content/pages/zelfde.md", line)
    with pytest.raises(ContentError) as caught:
        site.build()
    assert first in caught.value.findings[0].said.nl
