"""Which forms lead to one person, and which numbers of a health text do not."""

from __future__ import annotations

import pytest

from syndicate.rules.secrecy.checks import phone, spelled
from syndicate.rules.secrecy.kinds import Kind
from syndicate.rules.secrecy.traces import traces
from syndicate.rules.secrecy.visible import legible


def kinds(text: str) -> list[Kind]:
    return [trace.kind for trace in traces(legible(text), spare=frozenset({"rivm.example"}))]


@pytest.mark.parametrize(
    "text",
    [
        "BSN 111222333",
        "1112.22.333",
        "111 222 333",
        "111-222-333",
        "1 1 1 2 2 2 3 3 3",
        "patient111222333",
        "111\u00ad222\u00ad333",
        "１１１２２２３３３",
        "1950 12345 111222333 3 keer",
        "bsn: 12345672",
        "https://portaal.example/p/111222333",
    ],
)
def test_a_bsn_is_found_in_every_way_people_write_it(text: str) -> None:
    assert kinds(text) == [Kind.BSN]


@pytest.mark.parametrize(
    "text",
    [
        "111222334",
        "1112223330",
        "000000000",
        "1 11222333",
        "111-222.333",
        "4-111-222-333",
        "111-222-333-4",
        "ISBN 978-90-313-6235-7",
        "978-90-313-6235-7",
        "ISBN 90 313 6235 7",
        "doi:10.1016/111222333",
        "https://doi.org/10.1136/bmj.111222333",
        "https://pubmed.ncbi.nlm.nih.gov/111222333/",
        "https://rivm.example/richtlijn/111222333?page=2",
        "https://www.rivm.example/111222333",
        "NHG-Standaard M35 (2024)",
        "in 2026, 2027 en 2028",
        "BIG 19012345601",
    ],
)
def test_numbers_of_publications_and_ordinary_numbers_are_no_bsn(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "06-12345678",
        "06 \u2011 12 34 56 78",
        "(070) 1234567",
        "+31 (0)6 12345678",
        "0031612345678",
        "tel:+31612345678",
        "https://wa.me/31612345678",
        "+32 470 12 34 56",
        "+31 701 112 223",
    ],
)
def test_a_private_telephone_number_is_one_trace(text: str) -> None:
    assert kinds(text) == [Kind.PHONE]


@pytest.mark.parametrize(
    "text",
    [
        "112",
        "113",
        "0800-0113",
        "0900-8844",
        "116 117",
        "14 070",
        "088-0030500",
        "21-11-2026 10:00",
        "1.234.567",
    ],
)
def test_public_numbers_dates_and_amounts_are_no_private_telephone(text: str) -> None:
    assert kinds(text) == []


def test_a_page_s_parts_are_searched_apart_and_a_label_still_names_the_number_in_the_next() -> None:
    page = legible("Bel 06 12 ¶ 34 56 78 ¶ jan ¶ @post.example ¶ BSN ¶  ¶ 12345672 ¶ 06 12345678")
    found = traces(page)
    assert [page[trace.start : trace.end] for trace in found] == ["12345672", "06 12345678"]
    assert [trace.kind for trace in found] == [Kind.BSN, Kind.PHONE]


def test_the_last_nine_digits_of_a_telephone_number_are_no_bsn_but_a_bsn_beside_it_is() -> None:
    # 612345609 passes the eleven-test, and +31 612345609 is a mobile telephone.
    assert kinds("+31 612345609") == [Kind.PHONE]
    assert kinds("612345609 of +31 612345609") == [Kind.BSN, Kind.PHONE]
    # 080000009 passes it too, and reads as a free service number.
    assert kinds("080000009") == [Kind.BSN]


@pytest.mark.parametrize(
    "text", ["jan@post.example", "<j.de-vries+x@a.b.example>", "jan [at] post.example", "@jan@gmail.com"]
)
def test_an_email_address_is_found_also_when_half_hidden(text: str) -> None:
    assert kinds(text) == [Kind.EMAIL]


@pytest.mark.parametrize("text", ["@praktijk", "a@b", "om 12 @ 13 uur"])
def test_not_every_at_sign_is_an_email_address(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Dorpsstraat 12, 2511 AC Den Haag",
        "Dorpsstraat 12a\n2511AC",
        "dorpsstraat-12-2511ac",
        "Laan v.N.O.I. 3-5, 2593 BM",
    ],
)
def test_house_number_and_postcode_are_an_address(text: str) -> None:
    assert kinds(text) == [Kind.ADDRESS]


@pytest.mark.parametrize(
    "text",
    [
        "vitamine D 800 - 1000 IE",
        "in week 40, 2024 is het",
        "in het jaar 12, 2000 SS",
        "2511 AC",
        "van 12 tot 13",
    ],
)
def test_units_and_years_are_no_address(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "geboren op 12 maart 1956",
        "geb. 12-03-1956",
        "geboortedatum: 12/03/56",
        "geboren te Den Haag op 12-3-1956",
        "zij is op 12 maart 1956 geboren",
        "born on March 12, 1956",
        "date of birth: 1956-03-12",
        "geboren-12-mrt-1956",
        "geb. 12 mrt '56",
        "BİRTH DATE: 12-3-1956",
    ],
)
def test_a_date_after_born_is_a_birth_date(text: str) -> None:
    assert kinds(text) == [Kind.BIRTH_DATE]


@pytest.mark.parametrize(
    "text",
    [
        "12 maart 1956",
        "geboren in 1956",
        "Bent u geboren vóór 1 januari 1967?",
        "geboren op 1 januari 1960 of later",
        "born on 1 January 1960 or before",
        "wie na 1 januari 2005 geboren is",
        "Florence Nightingale, geboren op 12 mei 1820",
        "gebit 12-03-1956",
    ],
)
def test_a_year_group_and_the_long_dead_have_no_birth_date(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("06-1234 5678", "+31612345678"),
        ("0031 (0)6 12345678", "+31612345678"),
        ("+31 06 12345678", "+31612345678"),
        ("31612345678", "+31612345678"),
        ("612345678", "+31612345678"),
        ("nul zes 12345678", "+31612345678"),
        ("o6 12345678", "+31612345678"),
        ("61 88 02", "618802"),
        ("116 117", ""),
        ("088-0030500", ""),
        ("000-000 00 00", ""),
        ("+10.000.000", None),
    ],
)
def test_a_telephone_number_has_one_key_and_a_public_one_none(text: str, key: str | None) -> None:
    assert phone(text, {}) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("nul zes vijf vijf 44 33 twee twee", "+31655443322"),
        ("nul zes achttien zevenentwintig zesendertig 45", "nul zes achttien zevenentwintig zesendertig 45"),
        ("nul achthonderd", None),
    ],
)
def test_a_spelled_telephone_number_is_the_same_as_in_digits_when_each_digit_is_told(
    text: str, key: str | None
) -> None:
    assert spelled(text, {}) == key


@pytest.mark.parametrize(
    "text",
    [
        "Apotheek De Brug, Kerkstraat 12, 3511 AA Utrecht",
        "De polikliniek vindt u op route 12, Kerkstraat 4 in Utrecht.",
    ],
)
def test_an_address_beside_a_public_place_is_nobody_s_home(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Na het ziekenhuis woont zij weer op Kerkstraat 12, 3511 AA Utrecht",
        "De apotheek bezorgt bij mevrouw, Kerkstraat 4 in Utrecht.",
        "Kom naar de apotheek. Kerkstraat 4 in Utrecht",
    ],
)
def test_an_address_is_a_home_s_where_somebody_is_spoken_of_or_nothing_public(text: str) -> None:
    assert kinds(text) == [Kind.ADDRESS]


def test_postcodes_whose_letters_are_a_word_are_postcodes_in_capitals() -> None:
    assert kinds("bij Vlasakker 4b, 7211 DE") == [Kind.ADDRESS]
    assert kinds("zaal 4, 1000 de hele dag") == []


@pytest.mark.parametrize("text", ["uw patiëntnummer sinds 2024", "EPD-nummer 2024", "EPD-nummer op 12345"])
def test_a_year_or_a_word_beside_a_patient_number_is_none(text: str) -> None:
    assert kinds(text) == []


def test_what_another_recogniser_found_is_not_found_again() -> None:
    assert kinds("NL64 RABO 0342 1788 19") == [Kind.IBAN]
    assert kinds("polisnummer 111222333") == [Kind.INSURANCE_NUMBER]
    assert kinds("patiënt 111222333") == [Kind.BSN]


def test_a_trace_never_shows_its_value() -> None:
    (trace,) = traces("BSN 111222333")
    assert "111222333" not in repr(trace)


def test_legible_keeps_the_lines_of_a_text() -> None:
    text = "een\u00a0twee\n\u200bdrie\u2013vier\n\nvijf"
    assert legible(text) == "een twee\ndrie-vier\n\nvijf"
