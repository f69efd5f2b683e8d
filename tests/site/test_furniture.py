"""What the theme finds around an article, without building a site."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from PIL import Image

from syndicate.settings.face import DAY, NIGHT, TEXT
from syndicate.site import furniture
from syndicate.site.colour import palette
from syndicate.site.language import Translator, date_words, hours_words, language_name, locale_of
from syndicate.site.outline import outline, words_of
from tests.site.furnished import ANNA, ARTICLE, PRACTICE, SITE, furnished

TRANSLATIONS = Path(__file__).parents[2] / "theme" / "translations"


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
    assert [n["@type"] for n in json.loads(home)["@graph"]] == ["WebPage", "Dentist", "WebSite"]


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("010 - 123 45 67", "tel:+31101234567"),
        ("+32 3 123 45 67", "tel:+3231234567"),
        ("112", "tel:112"),
        ("085-1234567 keuze 2", "tel:+31851234567"),
        ("020-1234567 / 020-7654321", "tel:+31201234567"),
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
    assert DAY.least(shades.light) >= TEXT
    assert NIGHT.least(shades.dark) >= TEXT


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
