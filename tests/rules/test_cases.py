"""Cases: stories without a name in which somebody can be recognised, and ordinary examples, which pass."""

from __future__ import annotations

import pytest
from rules_samples import KNOWN

from syndicate.rules.secrecy.cases import cases
from syndicate.rules.secrecy.kinds import Kind


@pytest.mark.parametrize(
    "text",
    [
        "Een 43-jarige imker uit Ruinen kreeg een hartaanval.",
        "A 52-year-old farmer from Ruinen has kidney failure.",
        "Zij is de enige veehoudster in ons dorp met een donornier.",
        "Het oudste echtpaar van Ruinen krijgt bij ons steunkousen.",
        "Our first transplant patient is back on his bike.",
        "Er zijn maar twee mensen met deze ziekte.",
        "Onze buurvrouw heeft een stoma.",
        "De overbuurman van nummer 14 is geopereerd.",
        "Mijn schoonmoeder durft na de hersenschudding niet te fietsen.",
        "De man van de burgemeester is bij ons in behandeling.",
        "De broer van onze assistente slikt lithium.",
        "The baker's wife has depression.",
        "De jongen die van de kerktoren viel, revalideert hier.",
        "De bestuurder van het busongeluk heeft nekklachten.",
        "U kent haar wel, de vrouw met de loterij: iedereen kent haar, en zij heeft kanker.",
        "Mw. T. (71) heeft beginnende dementie.",
        "Casus: K.V., kapper, eczeem.",
        "de-kapper-van-ruinerwold-en-zijn-depressie",
        "bestuurder-busongeluk-hersteld-van-hersenletsel",
        "De pastoor is onze trouwste patiënt.",
        "De bewoner van het huis met de blauwe luiken heeft alzheimer.",
        "De vrouw van de tandarts slikt zelf ook pillen.",
        "De spits van VV Ruinen scheurde zondag zijn kruisband.",
        "De bestuurder die in mei de brug ramde, revalideert nu.",
        "A 47-year-old thatcher from Ruinen came to us with malaria.",
        "K.d.V. uit de Molenweg heeft een nieuwe heup.",
        "Vorige week viel een mevrouw van 83 van de trap bij de kerk.",
        "Gisteren zag ik een patiënt die zijn eigen kies had getrokken.",
        "Vandaag hielpen we een toeriste met een kwallenbeet.",
        "Een van de raadsleden heeft een pijnlijke knie.",
        "Weet iedereen van wie dit gebit is?",
        "Ons dorp telt één loodgieter, en die heeft een nieuwe heup.",
        "Een oud-raadslid liet zich bij ons opereren.",
        "Op de kermis kreeg een jongen een tand door zijn lip.",
        "Fijn dat uw behandeling goed ging!",
        "Wat jammer dat je na de controle zo'n pijn had.",
        "U kwam zelf te laat op het spreekuur.",
        "We are glad your knee is better.",
        "Een meisje van 9 uit Ruinen met progeria kwam langs.",
        "A 37-year-old lighthouse keeper from Ruinen with narcolepsy asked us about driving.",
        "De carnavalsprins van dit jaar zat met jicht in onze wachtkamer.",
        "De winnares van Heel Ruinen Bakt van 2025 heeft coeliakie.",
        "She is married to the conductor of our band and was treated here.",
        "Weet u nog, die grote brand? De bewoonster is bij ons in behandeling.",
    ],
)
def test_a_traceable_case_waits_for_a_second_person(text: str) -> None:
    assert [trace.kind for trace in cases(text, KNOWN)] == [Kind.CASE]


@pytest.mark.parametrize(
    "text",
    [
        "Een man van 60 met pijn op de borst belt 112.",
        "Bakkers krijgen vaker astma door meelstof.",
        "Onze huisarts heeft op dinsdag spreekuur.",
        "De moeder van de patiënt mag mee naar het consult.",
        "De vader van het kind hoest.",
        "De enige manier om te stoppen met roken is stoppen.",
        "De eerste pil is klein.",
        "Vrouwen in Nederland krijgen een uitnodiging voor borstonderzoek.",
        "De oudste patiënt is vaak het meest fit.",
        "Een wandelaar met teken op zijn been belt de huisarts.",
        "Een jongen uit Den Haag heeft koorts.",
        "Een man uit Nederland heeft griep.",
        "De kapper uit Ruinen won een prijs.",
        "De man die moe is, slaapt slecht.",
        "De behandelaar die patiënt dezelfde dag belt, zegt sorry.",
        "De partner van een arts heeft hoofdpijn.",
        "Uw moeder heeft glaucoom? Laat de oogdruk meten.",
        "Wandelen is goed voor uw rug en uw humeur.",
        "Vertel ons hoe uw behandeling verliep: vul de vragenlijst in.",
        "U heeft een verwijzing nodig voor de behandeling.",
        "Als u uw afspraak miste, sturen wij een rekening.",
        "If you missed your appointment, please call us.",
        "De chauffeur die medicijnen slikt, leest eerst de sticker.",
        "De schoonmaker van de praktijk gebruikt zeep zonder geur tegen jeuk.",
        "Een stijve schouder kreeg bij ons warmte.",
        "Dank voor uw vraag over vitamine.",
        "De vrouw die dan pijn heeft, belt.",
        "De directeur uit Ruinen heeft griep.",
        "Enkele patiënten meldden dat de bel niet werkt; de monteur komt morgen.",
        "De kampioen van dit jaar krijgt een beker.",
        "Weet u nog, die lange rijen bij de griepprik?",
        "",
    ],
)
def test_an_ordinary_example_passes(text: str) -> None:
    assert list(cases(text, KNOWN)) == []


def test_a_sentence_that_tells_of_a_visit_makes_the_next_one_a_case() -> None:
    (trace,) = cases("Hij kwam vorige week bij ons. De kapper uit Ruinen lachte.", KNOWN)
    assert trace.key == ""
    assert trace.start > 0


def test_a_very_long_sentence_is_nobodys_story() -> None:
    assert list(cases("Onze buurvrouw heeft pijn " + "en pijn " * 200, KNOWN)) == []
