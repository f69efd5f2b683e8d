"""The theme of this repository, over the made-up practice of the other tests, built by the real thing."""

import json
import locale
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import html5lib
import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes
from PIL import Image

from syndicate.model import Role
from syndicate.site.build import Built

THEME = Path(__file__).parents[2] / "theme"
CSS = (THEME / "static/css/main.css").read_text(encoding="utf-8")
TEMPLATES = sorted((THEME / "templates").rglob("*.html"))
SITE = "https://linde.example"


@pytest.fixture(scope="module")
def themed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The practice in our theme: one article checked, one due for review, one discussed elsewhere."""
    from tests.site.conftest import copy_site

    site = copy_site(tmp_path_factory.mktemp("themed"))
    site.edit("content/articles/poetsen.md", "next_review: 2027-05-15", "next_review: 2026-11-21")
    site.edit("content/articles/griepprik.md", "tags: [griep", 'audience: Mensen van "60"\ntags: [griep')
    site.approve("griepprik/nl", role=Role.MEDICAL)
    site.approve("griepprik/en")
    site.syndication["griepprik/nl"] = ("https://netwerk.example/1",)
    return site.build(THEME=str(THEME))


def html_of(built: Built, path: str) -> str:
    return (built.output / path).read_text(encoding="utf-8")


def tree(html: str) -> ElementTree.Element:
    parsed: ElementTree.Element = html5lib.parse(html, namespaceHTMLElements=False)
    return parsed


def pages(built: Built) -> Iterator[tuple[str, str]]:
    for file in sorted(built.output.rglob("*.html")):
        yield file.relative_to(built.output).as_posix(), file.read_text(encoding="utf-8")


def text(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def catalogue(lang: str) -> dict[str, str]:
    with (THEME / f"translations/{lang}/LC_MESSAGES/theme.po").open("rb") as stream:
        return {str(m.id): str(m.string) for m in read_po(stream) if m.id}


def meta(html: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in tree(html).iter("meta"):
        name = tag.get("property") or tag.get("name")
        if name:
            found.setdefault(name, []).append(tag.get("content", ""))
    return found


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


def test_no_page_asks_anything_of_another_host_or_runs_a_script(themed: Built) -> None:
    for path, html in pages(themed):
        root = tree(html)
        assert {s.get("type") for s in root.iter("script")} <= {"application/ld+json"}, path
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
    reached, waiting = {"404.html", "oordruppels/index.html"}, ["index.html"]
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


def test_the_json_ld_of_every_page_parses_and_agrees_with_the_head(themed: Built) -> None:
    for page in themed.pages:
        root = tree(html_of(themed, page.path))
        for script in root.iter("script"):
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


def test_a_withdrawn_article_leaves_its_reason_and_nothing_else(themed: Built) -> None:
    html = html_of(themed, "oordruppels/index.html")
    assert "Deze tekst is ingetrokken" in html
    assert "De richtlijn is veranderd." in html
    assert "geheim" not in html


def test_a_page_that_is_not_there_finds_its_style_from_any_depth(themed: Built) -> None:
    html = html_of(themed, "404.html")
    assert f'href="{SITE}/theme/css/main.css"' in html
    assert f'href="{SITE}/">Naar al onze artikelen' in html


def test_long_texts_have_a_list_of_contents(site: Any) -> None:
    sections = "\n\n## Een\n\na\n\n## Twee\n\nb\n\n## Drie\n\nc\n"
    file = site.root / "content/articles/poetsen.md"
    site.write("content/articles/poetsen.md", file.read_text(encoding="utf-8") + sections)
    built = site.build(THEME=str(THEME), PLUGINS=[])
    contents = [
        [a.get("href") for a in n.iter("a")]
        for n in tree(html_of(built, "poetsen/index.html")).iter("nav")
        if n.get("class") == "contents"
    ]
    assert contents == [["#een", "#twee", "#drie"]]
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
        Pelican(configure_settings({**DEFAULT_CONFIG, **own})).run()
    finally:
        locale.setlocale(locale.LC_ALL, before)
    html = (tmp_path / "output/een-blog-meer.html").read_text(encoding="utf-8")
    assert "<title>Een blog &amp; meer | Blog</title>" in html
    assert 'class="unchecked"' not in html
    assert text(next(tree(html).iter("h1"))) == "Een blog & meer"
    assert "Ada" in html


class Literal(HTMLParser):
    """Collects the words that a reader would see or hear of a template without its expressions."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        self.words += [v or "" for k, v in attrs if k in ("alt", "title", "aria-label", "placeholder")]

    def handle_data(self, data: str) -> None:
        if self.inside != "style":
            self.words.append(data)


def test_every_word_of_the_templates_goes_through_the_translations() -> None:
    names = {"Atom", "RSS", "JSON", "Feed"}
    for file in TEMPLATES:
        source = file.read_text(encoding="utf-8")
        literal = Literal()
        literal.feed(re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.S))
        found = set(re.findall(r"[^\W\d_]+", " ".join(literal.words))) - names
        assert not found, file.name


def test_every_language_has_every_sentence_and_no_other() -> None:
    used = {"%(first)s to %(last)s", "%(opens)s–%(closes)s"}
    for file in TEMPLATES:
        for call in Environment().parse(file.read_text(encoding="utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in ("_", "t"):
                assert isinstance(call.args[0], nodes.Const), file.name
                used.add(call.args[0].value)
    for lang in ("nl", "en", "tr", "pl", "ar"):
        assert set(catalogue(lang)) == used
        for sentence, said in catalogue(lang).items():
            holes = re.compile(r"%\(\w+\)s")
            assert said
            assert sorted(holes.findall(said)) == sorted(holes.findall(sentence))


def scheme(dark: bool) -> dict[str, str]:
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.S)
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", blocks[0]))
    return found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", blocks[1])) if dark else found


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_is_readable_in_both_schemes(dark: bool) -> None:
    from syndicate.site.colour import contrast

    colours = {k: v if len(v) == 7 else "#" + "".join(c * 2 for c in v[1:]) for k, v in scheme(dark).items()}
    for ground in ("ground", "paper", "amber"):
        assert contrast(colours["ink"], colours[ground]) >= 7, ground
    for ground in ("ground", "paper"):
        assert contrast(colours["soft"], colours[ground]) >= 7, ground


def test_the_style_is_small_and_minds_how_people_read() -> None:
    assert len(CSS.encode()) <= 15_000
    for wish in (
        "prefers-color-scheme: dark",
        "prefers-contrast: more",
        "prefers-reduced-motion: no-preference",
        "forced-colors: active",
        "@media print",
        ":focus-visible",
    ):
        assert wish in CSS


def test_an_article_page_weighs_little(themed: Built) -> None:
    html = html_of(themed, "griepprik/index.html")
    assert len(html.encode()) + len(CSS.encode()) <= 40_000
    assert html.index("og:image") < 32_768
