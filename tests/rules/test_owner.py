"""Whose ailment a sentence tells: a report of own care stops a text, a maker or a teacher does not."""

from __future__ import annotations

import pytest
from rules_samples import KNOWN

from syndicate.rules.secrecy.kinds import Kind
from syndicate.rules.secrecy.sight import signs
from syndicate.rules.secrecy.visible import legible


def kinds(text: str) -> set[Kind]:
    return {trace.kind for trace in signs(legible(text), KNOWN)}


@pytest.mark.parametrize(
    "text",
    [
        # who has it, at the end of a clause
        "Omdat Marit Veenhuizen coeliakie heeft, bakken wij glutenvrij.",
        "Zijn vader belde dat Bouke een hernia kreeg bij het tillen.",
        "Toen Sietske Hulzebos haar enkel brak, stond heel de klas op de stoep.",
        # whose body it is
        "De röntgenfoto van de knie van Wubbo Kwakmans hangt er nog.",
        "De hechtingen van meneer Oosterhuis mogen er vrijdag uit.",
        "The x-ray of Liam Kwakman's wrist shows a clean break.",
        # what stands beside a name
        "Ria Zeegers, longkanker, wil graag haar verhaal doen.",
        "Hulzebos-de Vries, R. en Aukje Boskma (migraine) kwamen ook.",
        "Griet Kwakmans met haar nieuwe beugel voor de spiegel.",
        "Quirine, die met een oorontsteking bij ons aanklopte, lacht weer.",
        # after what, and without what
        "Na de miskraam vonden Maaike Boskma en haar man steun.",
        "After years of insomnia, Wendeline Kwakman slept through.",
        "Sinds zijn herseninfarct loopt Cornelis Dijkgraaf met een stok.",
        # she, in the next words
        "Ken je Sjaan Kwakman? Ze kreeg vorig jaar een stoma.",
        "Neem Karel Hulzebos. Zijn hernia is geslonken.",
        "Milouska ging nooit zonder haar puffer van huis.",
        # who is spoken to
        "Sorry Anneke, je uitslag is zoekgeraakt.",
        "Wat fijn, Gonnie, dat je schouder weer beweegt!",
        "So glad the nosebleeds stopped, Declan!",
        "Beste meneer Hulzebos: nee, voor uw blaasontsteking helpt dat niet.",
        "Dag mevrouw Tazelaar, uw gehoorapparaat ligt klaar.",
        # who speaks
        "★★★★★ Ik had jaren last van mijn kaak. – Jeannette Plomp",
        "'Mijn rug is weer van mij', lacht Wilma Kerkhof.",
        "Uit ons gastenboek: eindelijk van mijn hielspoor af. Groet, J. Hulzebos",
        # a patient, called so
        "Wij liepen voor Noud, ons patiëntje met Duchenne.",
        "Lars, een patiënt met epilepsie, reed de stoep op.",
        "Dat de prik veilig is bij eczeem, bewees proefkonijn Jolien de Wit-Achterberg.",
        # whose leave is asked
        "<!-- toestemming van Fenna voor foto van haar litteken en wond nog regelen -->",
        "<!-- ask Kate B. for permission to tell of the miscarriage -->",
        "Met toestemming van Wubbo Hulzebos tonen wij zijn gips.",
        # who is treated, who died, who is enrolled
        "Tom tapet Aukje Boskma voor een verstuikte enkel.",
        "Tot ons verdriet overleed Gerrit Boonstra na een kort ziekbed.",
        "Mehmet Kaya staat hier al sinds 1998 ingeschreven.",
        "Bij Ineke Postma bleek het vlekje een melanoom.",
        # apostrophes and file names
        "Voor Suzanne's bekkenklachten hielp zwemmen.",
        "Big Dave's COPD journey",
        "foto_gips_eraf_bram_kuipers_groep5.jpg",
        "schema-mw-terlouw-na-TIA-v3.pdf",
        "filmpje/janneke-traplopen-na-beroerte",
        "@joeri.b die na zijn schouderluxatie weer zwemt",
    ],
)
def test_a_report_of_somebody_s_own_care_stops_a_text(text: str) -> None:
    assert Kind.NAME_CARE in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "In Nederland volgde Leven met pijn van Frits Hulzebos.",
        "Pieter Hulzebos schreef een boek over zijn burn-out.",
        "In zijn boek 'Mijn rug en ik' beschrijft Tom Hulzebos zijn hernia.",
        "Ook Erben Hulzebos had rugklachten, vertelde hij in het AD.",
        "Taylor Swift zingt, en Herman Hulzebos viel af na zijn maagverkleining.",
        "Zangeres Anouk had last van haar knie, meldde een krant.",
        "De cursus is van Petra Hulzebos. Zij begeleidt mensen met kanker.",
        "Meld u aan bij Joost Hulzebos (rugpijn en nekpijn).",
        "Lezing: Anna Hulzebos, artrose en bewegen.",
        "Daan Hulzebos behandelt schouders en knieën.",
        "Wilma Hulzebos en Jonas Hazelaar zijn uw huisartsen.",
        "Thanks to Karen Hulzebos for her talk on migraine.",
        "Beste Petra, dank voor je mooie lezing over dementie!",
        "Bel Ingrid Hulzebos, zij plant uw afspraak voor de griepprik.",
        "Fotograaf Bas Hulzebos maakte portretten van mensen met een stoma.",
        "De spalk van Thomas helpt bij een breuk van het bovenbeen.",
        "De Achillespees heet naar Achilles, die aan zijn hiel werd geraakt.",
        "kwaal-van-emma-ziekenhuis.md",
        "alexander-techniek-rugpijn",
    ],
)
def test_who_makes_teaches_or_is_known_stops_no_text(text: str) -> None:
    assert Kind.NAME_CARE not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ons oudste lid van de groep is Evert Hoogmoed, en niemand danst als hij.",
        "Nynke-Baukje fan der Meulen krige har twadde knibbel en docht no wer mei oan 'e kuiertocht.",
        "our-neighbour-mr-finch-and-his-tuba.jpg",
    ],
)
def test_a_name_of_everyday_words_or_frisian_is_still_a_name(text: str) -> None:
    assert Kind.NAME in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "meisje-17-dorp-anorexia.docx",
        "man_83_hoekhuis_beroerte.jpg",
        "foto/vrouw-41-bakkerij-hernia.png",
        "Die trekker, u raadt het nooit: raad wie van ons een stoma heeft!",
        "You have guessed which neighbour is recovering from a stroke.",
        "Hij lag hier met een gebroken pols; de kranten vol stonden van zijn ongeluk.",
    ],
)
def test_an_age_in_a_file_name_and_a_riddle_make_a_case(text: str) -> None:
    assert Kind.CASE in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "kind-12-prikken-in-het-dorp.jpg",
        "vrouw-en-hernia.png",
        "week-12-zwanger.jpg",
        "stap-3-knie-buigen.png",
    ],
)
def test_a_file_name_without_age_or_ailment_is_no_case(text: str) -> None:
    assert Kind.CASE not in kinds(text)
