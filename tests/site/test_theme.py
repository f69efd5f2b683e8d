"""The theme of this repository, over the made-up practice of the other tests, built by the real thing."""

import locale
import re
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import html5lib

from syndicate.site.build import Built
from tests.site.building import THEME
from tests.site.reading import CSS, SCREEN, SITE, catalogue, html_of, pages, text, tree


def test_every_page_is_valid_html(themed: Built) -> None:
    for path, html in pages(themed):
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(html)
        assert parser.errors == [], path


def test_every_page_has_one_heading_one_main_a_skip_link_and_named_landmarks(themed: Built) -> None:
    for path, html in pages(themed):
        root = tree(html)
        assert len(root.findall(".//h1")) == 1, path
        assert [m.get("id") for m in root.findall(".//main")] == ["main"], path
        first = next(root.iter("a"))
        assert (first.get("class"), first.get("href")) == ("skip", "#main")
        for landmark in (*root.iter("nav"), *root.iter("aside")):
            assert landmark.get("aria-label") or landmark.get("aria-labelledby"), path
        ids = [e.get("id") for e in root.iter() if e.get("id")]
        assert len(ids) == len(set(ids)), path
        labels = {e.get("aria-labelledby") for e in root.iter() if e.get("aria-labelledby")}
        assert labels <= set(ids), path


def test_no_heading_level_is_skipped(themed: Built) -> None:
    for path, html in pages(themed):
        main = tree(html).find(".//main")
        assert main is not None
        levels = [int(e.tag[1]) for e in main.iter() if re.fullmatch("h[1-6]", str(e.tag))]
        assert all(b - a <= 1 for a, b in pairwise(levels)), path


def test_every_picture_has_words_and_a_size(themed: Built) -> None:
    for path, html in pages(themed):
        for image in tree(html).iter("img"):
            assert image.get("alt") is not None, path
            if image.get("class") in ("face u-photo", None):
                continue
            assert image.get("width"), path
            assert image.get("height"), path


def test_no_page_asks_anything_of_another_host_or_runs_a_script_but_the_themes(themed: Built) -> None:
    for path, html in pages(themed):
        root = tree(html)
        run = [s for s in root.iter("script") if s.get("type") != "application/ld+json"]
        assert all(re.search(r"theme/js/[a-z-]+\.js$", s.get("src", "")) and not s.text for s in run), path
        loaded = [e.get("src") for e in root.iter() if e.get("src")]
        loaded += [e.get("href") for e in root.iter("link") if e.get("rel") in ("stylesheet", "icon")]
        own = ("http", "//") if path != "404.html" else ("//",)
        assert not [u for u in loaded if u and u.startswith(own) and not u.startswith(SITE)], path
        assert not root.findall(".//iframe")
        assert not root.findall(".//form")
        assert not [e for e in root.iter() if e.get("style") or e.get("onclick")], path
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_every_link_inside_the_site_leads_somewhere(themed: Built) -> None:
    for path, html in pages(themed):
        if path == "404.html":
            continue
        here = (themed.output / path).parent
        for element in tree(html).iter():
            address = element.get("href") or element.get("src") or ""
            parts = urlsplit(address)
            if address.startswith(SITE):
                target = themed.output / unquote(parts.path).lstrip("/")
            elif parts.scheme or not parts.path:
                continue
            else:
                target = (here / unquote(parts.path)).resolve()
            assert (target / "index.html").is_file() or target.is_file(), (path, address)


def test_no_page_is_an_orphan(themed: Built) -> None:
    # neither patients nor search engines are led to the pages of the practice itself
    reached, waiting = (
        {"404.html", "oordruppels/index.html", SCREEN, "spreekkamer/index.html"},
        ["index.html"],
    )
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        here = (themed.output / path).parent
        for link in tree(html_of(themed, path)).iter("a"):
            parts = urlsplit(link.get("href", ""))
            if not parts.scheme and parts.path:
                target = (here / parts.path / "index.html").resolve()
                waiting += (
                    [target.relative_to(themed.output.resolve()).as_posix()] if target.is_file() else []
                )
    assert reached == {path for path, _ in pages(themed)}


def test_an_english_article_is_english_all_over(themed: Built) -> None:
    html = html_of(themed, "en/flu-jab/index.html")
    assert tree(html).get("lang") == "en"
    assert "Not yet checked by a second care provider." in html
    assert '<a href="../../griepprik/" hreflang="nl" lang="nl" rel="alternate">Nederlands</a>' in html
    told = {said for sentence, said in catalogue("nl").items() if said != sentence and "%" not in said}
    assert [words for words in told if f">{words}<" in html] == []


def test_who_checked_and_when_is_told_only_where_an_approval_stands(themed: Built) -> None:
    checked, waiting = (text(tree(html_of(themed, f"{s}/index.html"))) for s in ("griepprik", "rugpijn"))
    assert (
        "Gecontroleerd door Bram Jansen (tandarts) op 1 oktober 2026, volgende controle op 15 september 2027"
        in checked
    )
    assert "Gecontroleerd door" not in waiting
    assert "Nog niet door een tweede zorgverlener gecontroleerd." in waiting
    home = text(tree(html_of(themed, "index.html")))
    assert home.count("Gecontroleerd") == 1


def test_from_the_review_date_on_a_page_says_that_it_waits(themed: Built) -> None:
    assert "De tekst had op 21 november 2026 opnieuw gecontroleerd moeten worden." in text(
        tree(html_of(themed, "poetsen/index.html"))
    )
    assert "wacht op een nieuwe controle" not in html_of(themed, "griepprik/index.html")


def test_an_article_shows_all_that_makes_it_trusted(themed: Built) -> None:
    root = tree(html_of(themed, "griepprik/index.html"))
    words = text(root)
    for expected in (
        "In het kort",
        "Haal de prik elk jaar.",
        'Voor wie: Mensen van "60"',
        "Griepvaccinatie, Voorbeeldinstituut (2024)",
        "Deze informatie vervangt geen persoonlijk advies van uw eigen zorgverlener.",
        "Voorbeeldpraktijk: deze mensen en deze praktijk zijn verzonnen.",
        "Ook besproken op: netwerk.example",
    ):
        assert expected in words
    hrefs = [a.get("href") for a in root.iter("a")]
    assert "tel:+31100000000" in hrefs
    assert "tel:112" in hrefs
    assert {c for e in root.iter() for c in (e.get("class") or "").split()} >= {
        "h-entry",
        "p-name",
        "p-summary",
        "p-author",
        "h-card",
        "dt-published",
        "dt-updated",
        "e-content",
        "u-url",
        "u-syndication",
        "u-featured",
    }


def test_sharing_is_by_plain_links_that_carry_the_permalink(themed: Built) -> None:
    root = tree(html_of(themed, "griepprik/index.html"))
    [section] = [s for s in root.iter("section") if s.get("class") == "share"]
    links = {text(a): a.get("href", "") for a in section.iter("a") if a.get("rel") != "syndication"}
    assert list(links) == ["WhatsApp", "E-mail", "Facebook", "LinkedIn", "X", "Bluesky", "Mastodon"]
    for href in links.values():
        assert "https%3A%2F%2Flinde.example%2Fgriepprik%2F" in href
    assert "griepprik%20%26%20co" in links["WhatsApp"]


def test_a_withdrawn_article_leaves_its_reason_and_nothing_else(themed: Built) -> None:
    html = html_of(themed, "oordruppels/index.html")
    assert "Deze tekst is ingetrokken" in html
    assert "De richtlijn is veranderd." in html
    assert "geheim" not in html


def test_a_page_that_is_not_there_finds_its_style_from_any_depth(themed: Built) -> None:
    html = html_of(themed, "404.html")
    assert f'href="{SITE}/theme/css/main.css"' in html
    assert f'href="{SITE}/">Naar al onze artikelen' in html
    assert html.count('class="numbers"') == 1


def test_long_texts_have_a_list_of_contents(site: Any) -> None:
    sections = "\n\n## Een\n\na\n\n## Twee\n\nb\n\n## Drie\n\nc\n"
    file = site.root / "content/articles/poetsen.md"
    site.write("content/articles/poetsen.md", file.read_text(encoding="utf-8") + sections)
    built = site.build(THEME=str(THEME), PLUGINS=[])
    (contents,) = (
        n for n in tree(html_of(built, "poetsen/index.html")).iter("nav") if n.get("class") == "contents"
    )
    assert [a.get("href") for a in contents.iter("a")] == ["#een", "#twee", "#drie"]
    # closed, so that the text itself stands on the first screens of a telephone
    assert [d.get("open") for d in contents.iter("details")] == [None]
    assert 'class="contents"' not in html_of(built, "rugpijn/index.html")


def test_a_long_list_goes_on_over_pages(site: Any) -> None:
    built = site.build(THEME=str(THEME), DEFAULT_PAGINATION=2, PAGINATED_TEMPLATES={"index": 2})
    first, second = html_of(built, "index.html"), html_of(built, "index2.html")
    assert "Pagina 1 van 2" in first
    assert 'rel="next" href="./index2.html"' in first
    assert f'<link rel="canonical" href="{SITE}/index2.html">' in second
    assert 'rel="prev" href="./' in second


def test_what_people_wrote_is_never_read_as_markup(site: Any) -> None:
    hostile = '<i>&"</i>'
    site.edit("content/articles/rugpijn.md", "title: Wat helpt", f"title: '{hostile} Wat helpt")
    site.edit("content/articles/rugpijn.md", "lage rugpijn?\n", "lage rugpijn?'\n")
    site.edit(
        "content/articles/rugpijn.md", "topic: Bewegen", f"topic: 'Rug {hostile}'\nkey_points: ['{hostile}']"
    )
    site.edit(
        "content/articles/rugpijn.md", "summary: Blijf", f"correction: '{hostile}'\nsummary: {hostile} Blijf"
    )
    site.edit("content/people.toml", 'name = "Anna', "name = '" + hostile + "Anna")
    site.edit("content/people.toml", 'Vries"', "Vries'")
    built = site.build(THEME=str(THEME))
    for path, html in pages(built):
        assert not re.search(r"<i>|&amp;(?:amp|lt|quot|#34);", html), path
    assert text(next(tree(html_of(built, "rugpijn/index.html")).iter("h1"))).startswith(hostile)


def test_a_practice_that_says_little_has_a_page_without_gaps(site: Any) -> None:
    site.write(
        "pelicanconf.py",
        'SITENAME = "Blog"\nSITEURL = "https://linde.example"\nTHEME = "theme"\nPATH = "content"\n'
        'SYNDICATE_PRACTICE = {"email": "a@b.example", "accounts": ["https://zorg.example/@a"]}\n',
    )
    built = site.build(THEME=str(THEME))
    html = html_of(built, "griepprik/index.html")
    assert 'class="phone"' not in html
    assert 'href="mailto:a@b.example?subject=Heb%20ik%20de%20griepprik%20%26%20co%20nodig%3F"' in html
    assert "<title>Heb ik de griepprik &amp; co nodig? | Blog</title>" in html
    assert list(tree(html).iter("script"))


def test_an_ordinary_pelican_blog_can_wear_the_theme(tmp_path: Path) -> None:
    from pelican import Pelican
    from pelican.settings import DEFAULT_CONFIG, configure_settings

    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text(
        "Title: Een <b>blog</b> &amp; meer\nDate: 2026-01-01\nAuthor: Ada\n\nTekst.", encoding="utf-8"
    )
    own = {
        "PATH": str(tmp_path / "content"),
        "OUTPUT_PATH": str(tmp_path / "output"),
        "THEME": str(THEME),
        "SITENAME": "Blog",
        "SITEURL": "https://blog.example",
        "PLUGINS": ["syndicate.site"],
        "LOCALE": ["C"],
    }
    before = locale.setlocale(locale.LC_ALL)
    try:
        Pelican(configure_settings({**deepcopy(DEFAULT_CONFIG), **own})).run()
    finally:
        locale.setlocale(locale.LC_ALL, before)
    html = (tmp_path / "output/een-blog-meer.html").read_text(encoding="utf-8")
    assert "<title>Een blog &amp; meer | Blog</title>" in html
    assert 'class="unchecked"' not in html
    assert text(next(tree(html).iter("h1"))) == "Een blog & meer"
    assert "Ada" in html
