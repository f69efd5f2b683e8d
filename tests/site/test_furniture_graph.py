"""What is said of an article to machines: the graph of JSON-LD, and who checked it."""

import json
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.model import Approval, Person, Picture, Practice, Role
from tests.site.furnished import ANNA, ARTICLE, BRAM, FILM, PICTURE, SITE, YES, furnished, nodes


def test_an_approval_of_this_text_by_somebody_else_counts_on_its_own_day() -> None:
    checks = furnished(approved=((BRAM, YES),)).checks
    assert [(c.person.id, c.day) for c in checks] == [("bram", date(2026, 10, 2))]


@pytest.mark.parametrize(
    ("person", "approval"),
    [
        (BRAM, replace(YES, hash="an older text")),
        (BRAM, replace(YES, role=Role.SECRECY)),
        (ANNA, replace(YES, person="anna")),
    ],
    ids=["another text", "another role", "the author"],
)
def test_no_other_yes_counts_as_checked(person: Person, approval: Approval) -> None:
    dressed = furnished(approved=((person, approval),))
    assert dressed.checks == ()
    assert "reviewedBy" not in nodes(dressed)["MedicalWebPage"]
    assert "lastReviewed" not in nodes(dressed)["MedicalWebPage"]


def test_the_review_belongs_to_the_page_and_the_words_to_the_posting() -> None:
    graph = nodes(furnished(approved=((BRAM, YES),)))
    page, posting = graph["MedicalWebPage"], graph["BlogPosting"]
    assert page["reviewedBy"] == [{"@id": f"{SITE}/#person-bram"}]
    assert page["lastReviewed"] == "2026-10-02"
    assert posting["author"] == [{"@id": f"{SITE}/#person-anna"}]
    assert posting["mainEntityOfPage"] == {"@id": f"{SITE}/prik/"}
    assert not {"reviewedBy", "lastReviewed"} & set(posting)
    assert (posting["headline"], posting["inLanguage"]) == ("Heb ik de prik nodig?", "nl")
    assert posting["datePublished"] == posting["dateModified"] == "2026-10-01T09:00:00+00:00"
    assert posting["workTranslation"][0]["inLanguage"] == "en"


@pytest.mark.parametrize("picture", [PICTURE, None])
def test_a_film_is_told_with_what_is_said_in_it_and_with_the_pages_picture(picture: Picture | None) -> None:
    graph = nodes(furnished(replace(ARTICLE, film=FILM), picture=picture))
    film = graph["VideoObject"]
    assert graph["BlogPosting"]["video"] == {"@id": film["@id"]}
    assert film["contentUrl"] == f"{SITE}/videos/prik.mp4"
    assert film["thumbnailUrl" if picture else "name"] == (picture.url if picture else ARTICLE.title)
    assert (film["uploadDate"], film["duration"]) == (graph["BlogPosting"]["datePublished"], "PT1M5S")
    assert film["transcript"] == "Eerst dit.\nDan dat."


def test_every_id_that_the_graph_points_at_is_in_the_graph() -> None:
    graph = json.loads(furnished(approved=((BRAM, YES),)).jsonld)["@graph"]

    def pointed(value: Any) -> set[str]:
        if isinstance(value, dict):
            own = {value["@id"]} if set(value) == {"@id"} else set()
            return own.union(*(pointed(v) for v in value.values()))
        return set().union(*(pointed(v) for v in value)) if isinstance(value, list) else set()

    assert pointed(graph) <= {n["@id"] for n in graph}


def test_a_person_is_a_person_with_a_registration_and_the_practice_is_its_business() -> None:
    graph = json.loads(furnished(approved=((BRAM, YES),)).jsonld)["@graph"]
    anna, bram = (n for n in graph if n["@type"] == "Person")
    assert anna["identifier"] == {
        "@type": "PropertyValue",
        "propertyID": "BIG",
        "value": "VOORBEELD-1",
    }
    assert anna["hasCredential"]["recognizedBy"]["name"] == "BIG"
    assert anna["sameAs"] == ["https://netwerk.example/anna"]
    assert bram["image"] == f"{SITE}/images/bram.png"
    assert not {"identifier", "hasCredential"} & set(bram)
    practice = next(n for n in graph if n["@type"] == "Dentist")
    assert practice["openingHours"] == ["Mo-Fr 08:00-17:00"]
    assert practice["logo"] == f"{SITE}/images/logo.png"


def test_sources_become_citations_with_what_is_known_of_them() -> None:
    first, second = nodes(furnished())["BlogPosting"]["citation"]
    assert (first["name"], first["datePublished"], first["publisher"]["name"]) == (
        "Griep",
        "2024",
        "Instituut",
    )
    assert second == {"@type": "CreativeWork", "name": "Los"}


def test_the_breadcrumb_goes_from_home_over_the_topic_to_the_page() -> None:
    steps = nodes(furnished())["BreadcrumbList"]["itemListElement"]
    assert [(s["position"], s["item"]) for s in steps] == [
        (1, f"{SITE}/"),
        (2, f"{SITE}/onderwerp/griep/"),
        (3, f"{SITE}/prik/"),
    ]
    assert len(nodes(furnished(pelican={"category": None}))["BreadcrumbList"]["itemListElement"]) == 2


def test_an_article_without_author_picture_and_translation_is_the_practices_own() -> None:
    bare = replace(ARTICLE, authors=(), date=None, topic="", modified=None)
    graph = nodes(
        furnished(bare, picture=None, pelican={"translations": [], "date": None}, practice=Practice(name="P"))
    )
    assert graph["BlogPosting"]["author"] == {"@id": f"{SITE}/#practice"}
    assert not {"image", "datePublished", "workTranslation"} & set(graph["BlogPosting"])
    assert "address" not in graph["MedicalClinic"]


@given(st.text())
def test_nothing_in_the_graph_can_close_its_script(title: str) -> None:
    jsonld = furnished(replace(ARTICLE, title=title + "</script><!--")).jsonld
    assert "<" not in jsonld
    assert nodes(SimpleNamespace(jsonld=jsonld))["BlogPosting"]["headline"] == title + "</script><!--"


def test_a_plain_pelican_article_gets_what_pelican_knows() -> None:
    plain = furnished(None, picture=None)
    assert (plain.expert, plain.checks, plain.photo, plain.fediverse) == (None, (), None, "")
    assert (plain.plain_title, plain.description) == ("Titel & meer", "Een samenvatting")
    posting = nodes(plain)["BlogPosting"]
    assert posting["author"] == [{"@type": "Person", "name": "Ada"}]
    assert posting["datePublished"] == "2026-01-01T00:00:00+00:00"
    assert list(nodes(furnished(None, practice=Practice()))) == ["BlogPosting", "ImageObject"]
