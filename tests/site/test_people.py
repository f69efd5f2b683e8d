"""The pages and feeds of who writes and who checks."""

import json
from typing import Any

import pytest

from syndicate.model import Role
from syndicate.site.build import Built
from tests.site.building import THEME
from tests.site.conftest import copy_site
from tests.site.reading import SITE, html_of, meta, pages, text, tree

CARLA = """
[carla-smit]
name = "Carla Smit"
profession = "huisarts"
role = { nl = "huisarts", en = "general practitioner" }
registration = "BIG"
registration_number = "VOORBEELD-9"
url = "https://carla.example/"
sample = true

[dirk-els]
name = "Dirk Els"
profession = "assistent"
role = { nl = "assistent", en = "assistant" }
sample = true
"""


def with_carla(made: Any) -> Any:
    """Give the practice somebody who checked and wrote nothing, and somebody who did neither."""
    people = made.root / "content/people.toml"
    people.write_text(people.read_text(encoding="utf-8") + CARLA, encoding="utf-8")
    made.approve("griepprik/nl", "carla-smit", Role.MEDICAL)
    made.approve("griepprik/nl", "bram-jansen", Role.MEDICAL)
    made.approve("griepprik/en", "bram-jansen")
    return made


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The practice in our theme, with those two."""
    built: Built = with_carla(copy_site(tmp_path_factory.mktemp("people"))).build(THEME=str(THEME))
    return built


def graph_of(built: Built, path: str) -> dict[str, Any]:
    """What a page says of itself, by type."""
    scripts = [s for s in tree(html_of(built, path)).iter("script") if s.get("type") == "application/ld+json"]
    assert len(scripts) == 1, path
    return {n["@type"]: n for n in json.loads(scripts[0].text or "")["@graph"]}


def cards(built: Built, path: str) -> list[str]:
    """The addresses of the articles that a page lists."""
    links = tree(html_of(built, path)).iter("a")
    return [str(a.get("href")).removeprefix("../../") for a in links if a.get("class") == "u-url"]


def feed(built: Built, name: str) -> list[str]:
    """The addresses in somebody's feed."""
    told = json.loads((built.output / f"feeds/author/{name}.json").read_bytes())
    return [i["url"].removeprefix(f"{SITE}/") for i in told["items"]]


def test_who_checked_and_wrote_nothing_has_a_page_with_what_she_checked_and_a_feed(staffed: Built) -> None:
    path = "auteur/carla-smit/index.html"
    assert cards(staffed, path) == ["griepprik/"]
    main = text(next(tree(html_of(staffed, path)).iter("main")))
    assert "Gecontroleerd door Carla Smit" in main
    assert "BIG VOORBEELD-9" in main
    assert feed(staffed, "carla-smit") == ["griepprik/"]


def test_a_page_of_a_person_says_the_name_once_and_its_card_has_it_too(staffed: Built) -> None:
    html = html_of(staffed, "auteur/carla-smit/index.html")
    assert [text(h) for h in tree(html).iter("h1")] == ["Carla Smit"]
    (card,) = (d for d in tree(html).iter("div") if d.get("class") == "person h-card p-author")
    assert "Carla" not in text(card)
    assert [d.get("value") for d in card.iter("data")] == ["Carla Smit", f"{SITE}/auteur/carla-smit/"]


def test_who_wrote_and_checked_has_both_apart_and_both_in_the_feed(staffed: Built) -> None:
    html = html_of(staffed, "auteur/bram-jansen/index.html")
    wrote, checked = html.index('id="wrote"'), html.index('id="checked"')
    assert wrote < html.index('href="../../poetsen/"', wrote) < checked
    assert html.index('href="../../griepprik/"', checked) < html.index('href="../../en/flu-jab/"', checked)
    assert {"poetsen/", "griepprik/", "en/flu-jab/"} <= set(feed(staffed, "bram-jansen"))


def test_who_did_neither_has_a_page_that_stays_and_an_empty_feed(staffed: Built) -> None:
    path = "auteur/dirk-els/index.html"
    assert cards(staffed, path) == []
    assert 'class="cards"' not in html_of(staffed, path)
    assert meta(html_of(staffed, path))["og:image"][0].startswith(f"{SITE}/share/praktijk-nl-")
    assert feed(staffed, "dirk-els") == []


def test_home_and_the_text_that_she_checked_lead_to_her_page(staffed: Built) -> None:
    assert 'href="./auteur/carla-smit/"' in html_of(staffed, "index.html")
    checked = [
        p for p in tree(html_of(staffed, "griepprik/index.html")).iter("p") if p.get("class") == "checked"
    ]
    assert [a.get("href") for p in checked for a in p.iter("a")] == [
        "../auteur/carla-smit/",
        "../auteur/bram-jansen/",
    ]


def test_a_page_of_a_person_says_who_that_is(staffed: Built) -> None:
    found = graph_of(staffed, "auteur/carla-smit/index.html")
    page, person = found["ProfilePage"], found["Person"]
    assert page["mainEntity"] == {"@id": person["@id"]}
    assert page["significantLink"] == [f"{SITE}/griepprik/"]
    assert person["url"] == page["url"] == f"{SITE}/auteur/carla-smit/"
    assert person["sameAs"] == ["https://carla.example/"]
    assert person["hasCredential"]["recognizedBy"]["name"] == "BIG"
    assert person["identifier"]["value"] == "VOORBEELD-9"


def test_an_article_names_the_same_page_for_each_person(staffed: Built) -> None:
    graph = json.loads(
        next(
            s.text or ""
            for s in tree(html_of(staffed, "griepprik/index.html")).iter("script")
            if s.get("type") == "application/ld+json"
        )
    )["@graph"]
    urls = {n["name"]: n["url"] for n in graph if n["@type"] == "Person"}
    assert urls["Anna de Vries"] == f"{SITE}/auteur/anna-de-vries/"
    assert urls["Carla Smit"] == f"{SITE}/auteur/carla-smit/"


def test_every_page_for_search_engines_says_what_it_is_and_the_way_to_it(staffed: Built) -> None:
    for path, html in pages(staffed):
        if meta(html).get("robots") == ["noindex"]:
            of_the_practice = path.startswith(("scherm/", "spreekkamer/"))
            assert "ld+json" not in html or "MedicalWebPage" in html or of_the_practice
            continue
        found = graph_of(staffed, path)
        (page,) = (n for t, n in found.items() if t.endswith("Page"))
        assert page["url"] == f"{SITE}/{path.removesuffix('index.html')}"
        assert {"WebSite", "MedicalClinic"} <= set(found)
        if path != "index.html":
            steps = found["BreadcrumbList"]["itemListElement"]
            assert (steps[0]["item"], steps[-1]["item"]) == (f"{SITE}/", page["url"])
    listed = graph_of(staffed, "onderwerp/vaccinaties/index.html")["ItemList"]["itemListElement"]
    assert [(one["position"], one["url"]) for one in listed] == [(1, f"{SITE}/griepprik/")]


def test_a_withdrawn_text_says_so_in_the_feed_of_who_checked_it(site: Any) -> None:
    made = with_carla(site)
    made.edit(
        "content/articles/griepprik.md",
        "status: published",
        "status: withdrawn\nreason: Het klopte niet meer.",
    )
    built = made.build()
    told = json.loads((built.output / "feeds/author/carla-smit.json").read_bytes())["items"]
    assert [i["title"] for i in told] == ["Ingetrokken: Heb ik de griepprik & co nodig?"]


def test_a_site_without_pages_of_people_has_none_and_leads_to_none(site: Any) -> None:
    built = with_carla(site).build(THEME=str(THEME), AUTHOR_SAVE_AS="")
    assert not (built.output / "auteur").exists()
    assert "auteur/" not in "".join(html for _, html in pages(built))
