"""The page for the consulting room: each article in its languages, with what to say and what to show."""

import json
from typing import Any

from syndicate.model import Role
from syndicate.site.build import Built
from syndicate.site.qr import qr
from tests.site.building import THEME, files
from tests.site.reading import SITE, html_of, meta, text, tree

PAGE = "spreekkamer/index.html"
FILE = "content/articles/griepprik.md"


def rows(html: str) -> list[Any]:
    return [li for ul in tree(html).iter("ul") if ul.get("class") == "texts" for li in ul.findall("li")]


def codes(row: Any) -> list[Any]:
    return [a for a in row.iter("a") if a.get("class") == "code"]


def test_every_listed_article_stands_there_once_with_its_translations(themed: Built) -> None:
    found = rows(html_of(themed, PAGE))
    titles = [text(next(row.iter("h2"))) for row in found]
    assert titles == sorted(titles, key=str.lower)
    assert len(titles) == 3
    (flu,) = (row for row in found if "griepprik" in text(next(row.iter("h2"))))
    assert [(a.get("data-lang"), a.get("data-url")) for a in codes(flu)] == [
        ("nl", f"{SITE}/griepprik/"),
        ("en", f"{SITE}/en/flu-jab/"),
    ]


def test_a_translation_that_nobody_read_and_a_withdrawn_text_are_not_there(site: Any) -> None:
    html = (site.build(THEME=str(THEME)).output / PAGE).read_text("utf-8")
    assert "flu-jab" not in html
    assert "oordruppels" not in html


def test_without_a_script_each_code_is_a_picture_of_its_own(themed: Built) -> None:
    for row in rows(html_of(themed, PAGE)):
        for code in codes(row):
            file = themed.output / "spreekkamer" / str(code.get("href"))
            drawn = file.read_text("utf-8")
            assert drawn.startswith('<svg xmlns="http://www.w3.org/2000/svg" class="qr"')
            assert drawn.replace(' xmlns="http://www.w3.org/2000/svg"', "") == str(
                qr(str(code.get("data-url")))
            )
    root = tree(html_of(themed, PAGE))
    assert all(b.get("hidden") is not None for b in root.iter("button") if b.get("class") == "copy")
    assert all(e.get("hidden") is not None for e in root.iter("div") if e.get("role") == "search")


def test_a_text_is_found_by_what_patients_and_colleagues_call_it(site: Any) -> None:
    site.edit(FILE, "\nlang: ", "\nshort: [prik, 7]\nlang: ")
    site.approve("griepprik/en", role=Role.LANGUAGE)
    html = (site.build(THEME=str(THEME)).output / PAGE).read_text("utf-8")
    (flu,) = (row for row in rows(html) if "griepprik" in text(next(row.iter("h2"))))
    words = str(flu.get("data-words")).split()
    assert {"griepprik", "vaccinaties", "influenza", "prik", "7", "flu"} <= set(words)
    assert len(words) == len(set(words))
    assert 'linde.example/<strong>k/prik</strong></bdi> · <strong dir="ltr">/7</strong>' in html
    assert [a.get("data-say") for a in codes(flu)] == ["linde.example/k/prik", "linde.example/en/flu-jab"]


def test_a_slip_speaks_the_language_of_its_text(themed: Built) -> None:
    slip = next(tree(html_of(themed, PAGE)).iter("dialog"))
    points = {p.get("lang"): text(p) for p in slip.iter("p") if p.get("class") == "point"}
    assert points["nl"].startswith("Deze pagina op uw telefoon")
    assert points["en"].startswith("This page on your telephone")
    assert points["nl"].endswith("Bel 010 000 00 00")
    assert slip.get("open") is None


def test_no_menu_map_index_or_search_engine_leads_there(themed: Built) -> None:
    html = html_of(themed, PAGE)
    assert meta(html)["robots"] == ["noindex"]
    assert "spreekkamer" not in (themed.output / "sitemap.xml").read_text("utf-8")
    for file in themed.output.rglob("*.html"):
        if file.parent.name != "spreekkamer":
            assert "spreekkamer/" not in file.read_text("utf-8"), file
    entry = json.loads((themed.output / "pagefind/pagefind-entry.json").read_text("utf-8"))
    assert entry["languages"]["nl"]["page_count"] == 4  # three articles and a page


def test_two_builds_are_the_same_to_the_byte(site: Any) -> None:
    site.edit(FILE, "\nlang: ", "\nshort: [prik, 7]\nlang: ")
    first = files(site.build(THEME=str(THEME)).output)
    assert files(site.build(THEME=str(THEME)).output) == first


def test_an_own_page_at_one_of_these_addresses_stops_the_build(site: Any) -> None:
    for slug in ("scherm", "spreekkamer"):
        text_ = f"---\ntitle: Van ons\nslug: {slug}\n---\nTekst\n"
        file = site.write("content/pages/van-ons.md", text_)
        said = {f.code for f in site.content().findings}
        assert "content.slug-reserved" in said, slug
        file.unlink()
