"""Every property of our JSON-LD by schema.org's own vocabulary: may this type have it, may it hold that?"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from syndicate.model import Practice
from syndicate.settings.business import KINDS
from syndicate.site import jsonld
from syndicate.site.build import Built
from tests.site.furnished import ARTICLE, BRAM, FILM, PICTURE, YES, furnished
from tests.site.reading import pages, tree

VOCABULARY = json.loads(Path(__file__).parents[1].joinpath("data/schemaorg.json").read_text(encoding="utf-8"))
MOMENTS = {"Date", "DateTime", "Time"}
TEXTS = {"Text", "URL"}


def above(name: str) -> set[str]:
    """Return a type with all types that it is one of; a type that the vocabulary has not fails."""
    return {name}.union(*(above(parent) for parent in VOCABULARY["parents"][name]))


def complaints(graph: list[dict[str, Any]]) -> list[str]:
    """Return what schema.org would not have, none for a good graph."""
    named = {node["@id"]: node["@type"] for node in graph if "@id" in node}
    return [said for node in graph for said in _node(node, named)]


def _node(node: dict[str, Any], named: dict[str, str]) -> Iterator[str]:
    kind = node["@type"]
    if kind not in VOCABULARY["parents"]:
        yield f"{kind} is no type of schema.org"
        return
    allowed: dict[str, str] = {}
    for name in above(kind):
        allowed |= VOCABULARY["properties"].get(name, {})
    for name, held in node.items():
        if name.startswith("@"):
            continue
        if name not in allowed:
            yield f"{kind} has no {name}"
            continue
        for one in held if isinstance(held, list) else [held]:
            if not _fits(one, set(allowed[name].split()), named):
                yield f"{kind}.{name} may hold {allowed[name]}, and not {one!r}"
            if isinstance(one, dict) and "@type" in one:
                yield from _node(one, named)


def _fits(value: Any, ranges: set[str], named: dict[str, str]) -> bool:
    if isinstance(value, dict):
        kind = value.get("@type") or named.get(value["@id"], "")
        return kind in VOCABULARY["parents"] and bool(above(kind) & ranges)
    if isinstance(value, int):
        return bool(ranges & ({"Boolean"} if isinstance(value, bool) else {"Integer", "Number"}))
    if ranges & MOMENTS and not ranges & TEXTS:
        return _is_moment(value)
    if "Duration" in ranges:
        return bool(re.fullmatch(r"PT\d+M\d+S", value))  # ISO 8601
    address = urlsplit(value).scheme in ("https", "http") and bool(urlsplit(value).netloc)
    if "Text" in ranges:
        return True
    # a thing may be named by its address alone (schema.org, "Expected types, text, and URLs")
    return address and bool(ranges & {"URL", "Thing"})


def _is_moment(text: str) -> bool:
    try:
        return bool(datetime.fromisoformat(text)) or True
    except ValueError:
        return len(text) == 4 and text.isdigit()  # ISO 8601: a year alone


def test_every_property_of_every_page_is_one_that_schema_org_gives_its_type(themed: Built) -> None:
    seen = set()
    for path, html in pages(themed):
        for script in (s for s in tree(html).iter("script") if s.get("type") == "application/ld+json"):
            graph = json.loads(script.text or "")["@graph"]
            seen |= {node["@type"] for node in graph}
            assert complaints(graph) == [], path
    assert {"MedicalWebPage", "BlogPosting", "CollectionPage", "ProfilePage", "WebPage", "Person"} <= seen


def test_so_is_every_property_of_an_article_with_all_that_it_can_have() -> None:
    filmed = furnished(replace(ARTICLE, film=FILM))
    for dressed in (furnished(approved=((BRAM, YES),)), furnished(None), filmed):
        assert complaints(json.loads(dressed.jsonld)["@graph"]) == []
    assert PICTURE.url in furnished().jsonld


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_practice_may_have_an_address_hours_and_a_telephone(kind: str) -> None:
    whole = Practice(
        name="P",
        kind=kind,
        street="Laan 1",
        postal_code="1234 AB",
        city="Lindedorp",
        phone="010",
        email="p@p.example",
        hours=("Mo-Fr 08:00-17:00",),
        logo="logo.png",
        tagline="T",
        accounts=("https://netwerk.example/p",),
    )
    assert complaints(json.loads(jsonld.home(whole, "https://p.example", "nl"))["@graph"]) == []
    assert "LocalBusiness" in above(kind)


@pytest.mark.parametrize(
    ("node", "said"),
    [
        ({"@type": "Dokter"}, "Dokter is no type"),
        ({"@type": "Person", "reviewedBy": "x"}, "Person has no reviewedBy"),
        ({"@type": "WebPage", "lastReviewed": "gisteren"}, "may hold Date"),
        ({"@type": "WebPage", "reviewedBy": {"@type": "CreativeWork"}}, "may hold Organization Person"),
        ({"@type": "WebPage", "reviewedBy": {"@id": "https://nobody.example/"}}, "may hold Organization"),
        ({"@type": "WebPage", "significantLink": "a/b"}, "may hold URL"),
        ({"@type": "ListItem", "position": True}, "may hold Integer"),
        ({"@type": "ImageObject", "width": 1200}, "may hold Distance"),
        ({"@type": "WebPage", "author": {"@type": "Person", "headline": "x"}}, "Person has no headline"),
    ],
)
def test_what_schema_org_would_not_have_is_seen(node: dict[str, Any], said: str) -> None:
    assert any(said in one for one in complaints([node]))
