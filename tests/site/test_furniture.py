"""What the theme finds around an article, without building a site."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from PIL import Image

from syndicate.model import Approval, Article, Person, Picture, Practice, Role, Source, Words
from syndicate.site import furniture
from syndicate.site.colour import NIGHT, PAPER, READABLE, contrast, palette
from syndicate.site.language import Translator, date_words, hours_words, language_name, locale_of
from syndicate.site.outline import outline, words_of

TRANSLATIONS = Path(__file__).parents[2] / "theme" / "translations"
SITE = "https://linde.example"
ANNA = Person(
    "anna",
    "Anna de Vries",
    "huisarts",
    Words("huisarts", "GP"),
    registration="BIG",
    registration_number="VOORBEELD-1",
    accounts=("https://netwerk.example/anna", "@anna@zorg.example"),
    sample=True,
)
BRAM = Person("bram", "Bram Jansen", "tandarts", Words("tandarts", "dentist"), photo="images/bram.png")
PRACTICE = Practice(
    name="Praktijk De Linde",
    kind="Dentist",
    street="Lindelaan 1",
    city="Lindedorp",
    phone="010 123 45 67",
    hours=("Mo-Fr 08:00-17:00", "op afspraak"),
    logo="images/logo.png",
)
ARTICLE = Article(
    uid="prik",
    lang="nl",
    title="Heb ik de prik nodig?",
    slug="prik",
    file="content/articles/prik.md",
    body="",
    date=datetime(2026, 10, 1, 9, tzinfo=UTC),
    authors=(ANNA,),
    next_review=date(2027, 9, 1),
    topic="Griep",
    tags=("griep",),
    summary="Wie de prik krijgt, en waarom.",
    sources=(Source("Griep", "Instituut", 2024, "https://bron.example"), Source("Los", "", 0, "")),
    hash="abc",
)
PICTURE = Picture("share/p.png", f"{SITE}/share/p.png", 1200, 630, "image/png", 9, "0" * 64, "Een prik")
YES = Approval("bram", Role.MEDICAL, "abc", datetime(2026, 10, 1, 22, 30, tzinfo=UTC), "bram")


def furnished(article: Article | None = ARTICLE, **more: Any) -> SimpleNamespace:
    pelican: dict[str, Any] = {
        "title": "Titel &amp; meer",
        "url": "prik/",
        "summary": "<p>Een <b>samenvatting</b></p>",
        "lang": "nl",
        "date": datetime(2026, 1, 1, tzinfo=UTC),
        "authors": ["Ada"],
        "category": SimpleNamespace(url="onderwerp/griep/"),
        "translations": [SimpleNamespace(lang="en", url="en/jab/")],
    } | more.pop("pelican", {})
    dressed = SimpleNamespace(**pelican)
    dressed.alternates = [dressed, *dressed.translations]
    furniture.furnish(
        dressed,
        article=article,
        picture=more.get("picture", PICTURE),
        approved=more.get("approved", ()),
        syndication=("https://netwerk.example/1",),
        siteurl=f"{SITE}/",
        practice=more.get("practice", PRACTICE),
    )
    return dressed


def nodes(dressed: SimpleNamespace) -> dict[str, dict[str, Any]]:
    return {n["@type"]: n for n in json.loads(dressed.jsonld)["@graph"]}


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


def test_the_description_is_the_summary_in_at_most_160_signs_cut_between_words() -> None:
    assert furnished().description == "Wie de prik krijgt, en waarom."
    long = furnished(replace(ARTICLE, summary="woord " * 60)).description
    assert len(long) <= 160
    assert long.endswith("woord …")
    assert furnished(replace(ARTICLE, summary="")).description == "Een samenvatting"
    assert furnished(None, pelican={"summary": ""}).description == "Titel & meer"


@pytest.mark.parametrize("written", ["images/prik.png", "/images/prik.png", "{static}/images/prik.png"])
def test_the_articles_own_picture_is_shown_with_its_size_and_focus(tmp_path: Path, written: str) -> None:
    (tmp_path / "images").mkdir()
    Image.new("RGB", (80, 40)).save(tmp_path / "images/prik.png")
    with_image = replace(ARTICLE, image=written, image_alt="Een prik", image_focus=(0.9, 0.0))
    photo = furnished(with_image, pelican={"settings": {"PATH": str(tmp_path)}}).photo
    assert photo == furniture.Photo("images/prik.png", 80, 40, "Een prik", 2, 0)


def test_a_picture_that_is_not_there_is_not_shown(tmp_path: Path) -> None:
    pelican = {"settings": {"PATH": str(tmp_path)}}
    assert furnished(replace(ARTICLE, image="weg.png"), pelican=pelican).photo is None
    assert furnished(pelican=pelican).photo is None


@pytest.mark.parametrize(
    ("account", "handle"),
    [
        ("@anna@zorg.example", "@anna@zorg.example"),
        ("anna@zorg.example", "@anna@zorg.example"),
        ("https://zorg.example/@anna", "@anna@zorg.example"),
        ("https://netwerk.example/anna", ""),
        ("anna", ""),
    ],
)
def test_only_a_mastodon_account_names_the_maker(account: str, handle: str) -> None:
    assert furniture.fediverse(account) == handle
    assert furnished(replace(ARTICLE, authors=(replace(ANNA, accounts=(account,)),))).fediverse == handle


def words(lang: str = "nl", **more: object) -> Any:
    context = furniture.context(
        practice=PRACTICE,
        siteurl=f"{SITE}/",
        people={"anna": ANNA},
        today=date(2026, 11, 21),
        translations=[TRANSLATIONS],
    )
    jinja = Environment(autoescape=True)
    jinja.globals.update(context, DEFAULT_LANG=lang)
    return lambda template: jinja.from_string(template).render(**more)


def test_words_are_in_the_language_of_the_page() -> None:
    assert words()("{{ _('Sources') }}") == "Bronnen"
    assert words("en")("{{ _('Sources') }}") == "Sources"
    assert words(article=SimpleNamespace(lang="en"))("{{ _('Sources') }} {{ language() }}") == "Sources en"
    assert words(page=SimpleNamespace(lang="de"))("{{ _('Sources') }}") == "Sources"
    assert words("")("{{ language() }}") == "nl"


def test_values_in_a_sentence_are_escaped_unless_they_are_markup_already() -> None:
    template = (
        "{% set d %}<time>1</time>{% endset %}{{ _('Page %(number)s of %(all)s', number='<b>', all=d) }}"
    )
    assert words()(template) == "Pagina &lt;b&gt; van <time>1</time>"


def test_the_context_holds_practice_site_people_and_day() -> None:
    shown = words()(
        "{{ PRACTICE.name }} {{ SITE }} {{ PEOPLE.anna.name }} {{ today }} {{ t('Sources', 'nl') }} "
        "{{ tel(PRACTICE.phone) }} {{ person_of('anna').name }} {{ person_of('Anna de Vries').id }} "
        "{{ person_of('Piet') is none }} {{ hours_words(PRACTICE.hours[0], 'en') }}"
    )
    assert shown == (
        f"Praktijk De Linde {SITE} Anna de Vries 2026-11-21 Bronnen tel:+31101234567 Anna de Vries anna True "
        "Monday to Friday 08:00\u2060–\u206017:00"
    )
    home = words()("{{ home_jsonld('nl')|safe }}")
    assert [n["@type"] for n in json.loads(home)["@graph"]] == ["Dentist", "WebSite"]


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("010 - 123 45 67", "tel:+31101234567"),
        ("+32 3 123 45 67", "tel:+3231234567"),
        ("112", "tel:112"),
        ("14 010", "tel:14010"),
        ("0900-+", "tel:0900+"),
        ("0" * 40, "tel:" + "0" * 40),
    ],
)
def test_a_number_becomes_an_address_to_tap(number: str, address: str) -> None:
    assert furniture.tel(number, "NL") == address


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Noor van Dijk", "ND"),
        ("Elif Yıldız-Demir", "ED"),
        ("Praktijk", "P"),
        ("balie", ""),
        ("", ""),
        ("ليلى حسن", "لح"),
    ],
)
def test_initials_are_the_first_and_last_capital(name: str, letters: str) -> None:
    assert furniture.initials(name) == letters


def test_dates_hours_and_languages_are_written_as_people_do() -> None:
    assert date_words(date(2026, 11, 21), "nl") == "21 november 2026"
    assert date_words(date(2026, 11, 21), "en") == "21 November 2026"
    dutch = Translator(TRANSLATIONS)
    assert (
        hours_words("Mo-Th,Sa 08:00-17:00", "nl", dutch)
        == "maandag t/m donderdag, zaterdag 08:00\u2060–\u206017:00"
    )
    assert hours_words("altijd open", "nl", dutch) == "altijd open"
    assert (language_name("nl"), language_name("en")) == ("Nederlands", "English")


@pytest.mark.parametrize(
    ("lang", "locale"),
    [
        ("nl", "nl_NL"),
        ("en", "en_GB"),
        ("de", "de_DE"),
        ("fr-BE", "fr_BE"),
        ("eo", "eo_001"),
        ("??", "en_GB"),
    ],
)
def test_a_language_has_its_locale(lang: str, locale: str) -> None:
    assert locale_of(lang) == locale


@given(st.integers(0, 0xFFFFFF))
def test_every_colour_is_readable_on_paper_and_at_night(colour: int) -> None:
    shades = palette(f"#{colour:06x}")
    assert contrast(shades.light, PAPER) >= READABLE
    assert contrast(shades.dark, NIGHT) >= READABLE


def test_a_readable_colour_stays_and_a_wrong_one_becomes_our_own() -> None:
    assert palette("#0B5563").light == "#0b5563"
    assert palette("groen") == palette("#0b5563")


def test_sections_keep_their_own_name_or_get_one_that_is_free() -> None:
    made = outline(
        '<h2>Wat is het?</h2><h2 id="wat-is-het">A</h2><h2>Wat <em>is</em> het?</h2><h2>?</h2>', "T"
    )
    assert [(s.id, s.title) for s in made.sections] == [
        ("wat-is-het_1", "Wat is het?"),
        ("wat-is-het", "A"),
        ("wat-is-het_2", "Wat is het?"),
        ("section", "?"),
    ]
    assert made.html.count("<h2 id=") == 4


def test_a_table_scrolls_in_a_frame_that_can_have_the_focus() -> None:
    html = outline("<p>a</p><table><tr><td>1</td></tr></table>", 'Een "tabel"').html
    assert 'role="region" tabindex="0" aria-label="Een &#34;tabel&#34;"><table>' in html
    assert words_of("<p>a &amp; b</p>") == "a & b"
