"""Names: how a name shows, whose names are nobody's secret, and when care beside it stops a text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rules_samples import KNOWN, article, seen

from syndicate.model import Source
from syndicate.rules.secrecy.kinds import Kind
from syndicate.rules.secrecy.known import citing, knows, name_hash, name_key
from syndicate.rules.secrecy.names import names


def kinds(text: str, known=KNOWN) -> list[tuple[str, Kind]]:
    return [(text[trace.start : trace.end], trace.kind) for trace in names(text, known)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wat loopt Dorien Hulzebos weer soepel na haar heupoperatie.", "Dorien Hulzebos"),
        ("Mevrouw Van der Kwast kwam met kiespijn.", "Van der Kwast"),
        ("Mrs. de Bruyn-Hart asked about her pills.", "de Bruyn-Hart"),
        ("De fysio hielp dhr. P.J. Kwakman van zijn rugpijn af.", "P.J. Kwakman"),
        ("Sterkte met je knie, Wubbo!", "Wubbo"),
        ("Kent u Sjoerdtje? Zij kreeg vorig jaar een beroerte.", "Sjoerdtje"),
        ("Ria de V. slikt sinds kort insuline.", "Ria de V."[:-1]),
        ("Mehmet z'n bloeddruk daalde.", "Mehmet"),
        ("aukje boskma is hier onder behandeling voor eczeem", "aukje boskma"),
        ("oma aukje viel en brak haar heup", "aukje"),
        ("GEFELICITEERD AUKJE BOSKMA, GEEN KIESPIJN MEER NA VIER WORTELKANALEN", "AUKJE BOSKMA"),
        ("Casus 4: Jan, kok, hernia.", "Jan"),
        ("Jan is patiënt hier.", "Jan"),
        ("Onze patiënte Li Xiaoping heeft astma.", "Li Xiaoping"),
        ("Het eczeem van Aukje trok weg.", "Aukje"),
        ("Hilly Bakker heeft jicht.", "Hilly Bakker"),
        ("foto-van-aukje-boskma-met-gips.jpg", "aukje-boskma"),
        ("hoi @aukje.b, je afspraak staat", "@aukje.b"),
        ("Esra (34) had een maagzweer.", "Esra"),
        ("Mevrouw Bakker heeft jicht.", "Bakker"),
        ("Bij ons kwam Wubbo: 'mijn rug is stuk'.", "Wubbo"),
        ("Cor en Nel Timmerarends kregen een prik.", "Nel Timmerarends"),
        ("foto-met-mevrouw-kwakmans-en-haar-gips.jpg", "kwakmans"),
        ("Mijn man Sietse vergeet steeds meer, dementie.", "Sietse"),
        ("Jan-Wubbo heeft pijn.", "Jan-Wubbo"),
        ("De familie Kwakman komt al jaren op consult.", "Kwakman"),
        ("Mw. Van Kwastenberghe kreeg een röntgenfoto.", "Van Kwastenberghe"),
        ("hr. Kwakman kreeg een injectie.", "Kwakman"),
        ("dhr vd heuvel heeft een hechting in zijn lip", "heuvel"),
        ("De kaakoperatie van Bente te Riele is goed verlopen.", "Bente te Riele"),
        ("Kleine Wubbo kreeg zijn eerste vulling.", "Wubbo"),
        ("Hats off to Desmond Kwakman, who completed our COPD course.", "Desmond Kwakman"),
        ("hoi @knuffel.beer, fijn dat je behandeling meeviel", "@knuffel.beer"),
        ("@knuffel.beer Fijn dat je behandeling goed ging!", "@knuffel.beer"),
        ("gips-van-familie-de-bruin.jpg", "bruin"),
        ("De gips van Wubbo Deur is eraf.", "Wubbo Deur"),
        ("Kuipers-de Boer is geopereerd, zegt mevrouw Kuipers-de Boer.", "Kuipers-de Boer"),
        ("Mw. v.d. Berg kreeg een spuit in haar knie.", "v.d. Berg"),
        ("De heer v/d Hart slikt bloedverdunners.", "v/d Hart"),
        ("dhr. v. Dijk heeft suiker", "v. Dijk"),
        ("Mevrouw van 't Hof brak haar heup.", "van 't Hof"),
        ("Huisarts Kroes is patiënt bij ons.", "Kroes"),
        ("Collega-tandarts Dorien Hulzebos herstelt van een burn-out.", "Dorien Hulzebos"),
        ("Tandarts Hulzebos heeft diabetes.", "Hulzebos"),
        ("Drie weken na haar heupoperatie stond Dorien Hulzebos weer op de baan.", "Dorien Hulzebos"),
        ("Dorien Hulzebos is overleden. Ze kwam jaren voor haar reuma.", "Dorien Hulzebos"),
        ("Dear Desmond Kwakman, your blood results are fine.", "Desmond Kwakman"),
        ("We zijn blij dat uw behandeling goed ging, Aukje", "Aukje"),
        ("Dorien Hulzebos, jarenlang patiënt, traint hier.", "Dorien Hulzebos"),
        ("Wij behandelden Dorien Hulzebos voor een hernia.", "Dorien Hulzebos"),
        ("Buurman Bos kreeg een hartinfarct.", "Bos"),
        ("Anita from the flower shop says her migraines are gone.", "Anita"),
        ("jolanda uit de bergstraat heeft haar gips eraf", "jolanda"),
        ("Voor Fatoumatha maakten wij een schema bij haar diabetes.", "Fatoumatha"),
        ("Our thoughts are with the Haverkort family after their dad's stroke.", "Haverkort"),
        ("Fijn om te horen, Patriesje! Oefen je bekkenbodem nog een maand.", "Patriesje"),
        ("Nobody was prouder than Amal Haddad when the test showed her asthma was gone.", "Amal Haddad"),
        ("met gerrit-jan vd kolk, vandaag bij de fysio voor zijn knie", "gerrit-jan vd kolk"),
        (f"Aldus {'kalm ' * 500} huisarts Kroes is sinds kort patiënt bij ons.", "Kroes"),
    ],
)
def test_a_name_beside_care_stops_a_text(text: str, name: str) -> None:
    assert (name, Kind.NAME_CARE) in kinds(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("De taart is van Dorien Hulzebos.", "Dorien Hulzebos"),
        ("Buurman Sietse leent ons zijn ladder.", "Sietse"),
        ("Groetjes en tot morgen, Wubbo", "Wubbo"),
        ("Zet de stoelen maar bij Aukje of Wubbo neer.", "Wubbo"),
        ("De sleutel hangt bij aukje boskma.", "aukje boskma"),
        ("lees [haar verhaal](/verhalen/aukje)", "aukje"),
        ("Een mooi bankje, vertelt Kwakman trots.", "Kwakman"),
        ("De penningmeester, ir. W.J. Hoogland, nam de cheque aan.", "W.J. Hoogland"),
        ("Dirk van de overkant bracht oliebollen.", "Dirk"),
        ("Op verzoek van Yu Jin staat dit ook in het Engels.", "Yu Jin"),
        ("Marieke took splinters out of Zbigniew's hand.", "Zbigniew"),
        ("Schrijver Wubbo Hulzebos vertelt over zijn depressie.", "Wubbo Hulzebos"),
        ("De beroemde zangeres Dorien Hulzebos had kanker.", "Dorien Hulzebos"),
        ("Vraag maar aan Nouredine, die twee tanden liet trekken.", "Nouredine"),
        ("Van Kwakmansz kwam met een dikke enkel.", "Kwakmansz"),
        ("Kwakmansz Hulzebos heeft een prik gehad.", "Kwakmansz Hulzebos"),
        ("Anna Jan Bakker", "Anna Jan Bakker"),
        ("Onze assistente Wubbo beantwoordt vragen over de griepprik.", "Wubbo"),
        ("Vrijwilliger Wubbo brengt u naar het ziekenhuis.", "Wubbo"),
        ("Presentatrice Dorien Hulzebos praat over kanker.", "Dorien Hulzebos"),
        ("De cursus over diabetes wordt gegeven door Dorien Hulzebos.", "Dorien Hulzebos"),
        ("Dorien Hulzebos geeft op dinsdag yoga bij rugpijn.", "Dorien Hulzebos"),
        ("Met dank aan Dorien Hulzebos voor de foto van de behandelkamer.", "Dorien Hulzebos"),
        ("De 4-7-8-ademhaling van Dorien Hulzebos helpt bij stress.", "Dorien Hulzebos"),
        ("Dorien Hulzebos wandelt; de griepprik is in oktober.", "Dorien Hulzebos"),
        ("Zuster Dorien geeft de prik.", "Dorien"),
        ("De dochter van Kwakman kreeg chemo.", "Kwakman"),
        ("De klacht Hulzebosch gaat over borstkanker.", "Hulzebosch"),
        ("In memoriam Lies Heuvelink.", "Lies Heuvelink"),
        ("P. Zuidweg kreeg de vragenlijst niet.", "P. Zuidweg"),
        ("Lost at the fair: an umbrella belonging to Harriet.", "Harriet"),
        ("The Bakshi family brought a card.", "Bakshi"),
        ("oefenschema_schouder_m_achterberg.pdf", "m_achterberg"),
        ("Jan Bakker kreeg een nieuwe heup in 1955.", "Jan Bakker"),
        ("Truus de Boer is er een van 1948.", "Truus de Boer"),
    ],
)
def test_a_name_without_care_waits_for_a_second_person(text: str, name: str) -> None:
    assert {kind for _, kind in kinds(text)} == {Kind.NAME}
    assert name in [found for found, _ in kinds(text)]


@pytest.mark.parametrize(
    "text",
    [
        "De ziekte van Parkinson begint vaak met trillen.",
        "Bell's palsy looks like a stroke.",
        "Doe de Epley-manoeuvre bij draaiduizeligheid.",
        "Volgens cardioloog Dorien Hulzebos is wandelen goed voor het hart.",
        "Dorien Hulzebos, hoogleraar neurologie, onderzoekt hoofdpijn.",
        "Hoogleraar klinische chemie Dorien Hulzebos meet cholesterol.",
        "Dorien Hulzebos (Radboudumc) onderzoekt hoofdpijn. Hulzebos ziet dat slapen helpt.",
        "Florence Nightingale waste haar handen bij iedere wond.",
        "In 1816 maakte René Laënnec de eerste stethoscoop voor hart en longen.",
        "Alexander Fleming discovered penicillin, a drug.",
        "Bron: Van der Windt e.a., pijn in de schouder.",
        "Het Jeroen Bosch Ziekenhuis heeft een polikliniek voor pijn.",
        "In Ruimte Florence is de cursus over slapen.",
        "De Jan van Galenstraat is dicht; kom lopend naar het spreekuur.",
        "In Alkmaar en Sneek kunt u ook een prik halen.",
        "Let op: bel bij pijn op de borst 112.",
        "Dan is er pijn. Dat mag niet. Bel ons.",
        "# Zo Slaapt U Beter Zonder Pillen Vannacht",
        "ALTIJD BELLEN BIJ HOGE KOORTS",
        "Roos is een huidziekte van de hoofdhuid.",
        "Anna helpt u bij hoge bloeddruk.",
        "Bram Jansen vult een gaatje.",
        "Praktijk De Vuurtoren behandelt kiespijn.",
        "Vraag naar Nurofen bij koorts.",
        "Een kind van acht met keelpijn mag naar school.",
        "naar-de-tandarts-zonder-pijn.md",
        "Bergen op Zoom en Den Haag hebben een huisartsenpost.",
        "Volg @rivm voor de griepprik.",
        "Hope is niet genoeg, en de Franse Grace gaat naar Nice.",
        "Na het ongeval van de A. zien wij pijn.",
        "Dorien Hulzebos\nTandarts-implantoloog voor kiespijn",
        "Hart, Dorien Hulzebos, 2010, een cursus",
        "Stephen Hawking leefde lang met zijn ziekte.",
        "Jip en Janneke gaan naar de tandarts.",
        "A review by Hulzebos and colleagues (2021) supports exercise for pain.",
        "Our dentist speaks a little Portuguese when you are in pain.",
        "Kok & Jumbo, Ozempic of Wegovy: Victoza helpt bij suiker.",
        "Vraag Emma Ziekenhuis, Willem Barentszschool of de Sietse Zwemtunnel naar pijn.",
        "Leer ademen volgens Wubbo bij pijn.",
        "In Utrecht, Zwolle en Den Bosch zijn slaapcentra voor slechte slapers.",
        "Lees over pijn op Thuisarts.nl en Vlaanderen.be.",
        "De 4DKL van Dorien Hulzebos meet stress.",
        "De vragenlijst werd ontwikkeld door Dorien Hulzebos en meet pijn.",
        "Dorien Hulzebos en Aukje Boskma, onderzoekers in Leiden, meten pijn.",
        "Burgemeester Van Dijk opende de nieuwe polikliniek.",
        "Train met een Thera-Band bij pijn in de schouder.",
        "De Pil, een spiraaltje of een condoom?",
        "Loop een Amerongse Berg op bij pijn.",
        "Op weg naar Sydney of from Sydney pijn.",
        "Een spiraaltje met hormonen, zoals Mirena, werkt acht jaar.",
        "Dorien Hulzebos zag de schimmel op haar plaat in september 1928.",
        "Dorien Hulzebos bouwde tijdens de oorlog de eerste kunstnier.",
        "In Vuurdorp-Noord wordt de weg opengebroken; kom op tijd voor uw prik.",
        "Pilatesbal, 65 cm, voor wie pijn in de rug heeft.",
        "Shin splints love new shoes and hard roads; rest your legs.",
        "The Ruinerwolde family doctor sees you when you are ill.",
        "Many of the Rhinoviridae family give you a cold.",
        "a-b-landbouw-en-plan-b-vaccinatie.pdf",
        "",
    ],
)
def test_what_is_no_private_name_passes(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "De ziekte van Sjögren geeft een droge mond, en wie Sjögren heeft, drinkt veel.",
        "Het teken van Babinski en Babinski's reflex zijn hetzelfde.",
        "De Tinettischaal en de Barthelindex meten hoe u loopt en zichzelf redt.",
        "Braxton-Hickscontracties doen geen kwaad.",
        "Denk bij pijn in de duim aan De Quervain.",
        "In Den Oever komen wij ook voor de griepprik.",
        "Cesar en Mensendieck oefenen met u uw houding.",
    ],
)
def test_what_bears_the_name_of_its_finder_is_nobodys_name(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Mevrouw Babinski heeft jicht.",
        "Karel Raynaud kreeg een gebroken pols in het gips.",
        "Dhr. Den Oever kreeg een prik.",
    ],
)
def test_whoever_bears_the_name_of_a_finder_or_a_town_is_somebody_all_the_same(text: str) -> None:
    assert [kind for _, kind in kinds(text)] == [Kind.NAME_CARE]


def test_other_languages_give_no_flood_and_still_show_full_names() -> None:
    turkish = "Aşı her yıl yapılır ve çoğu insan için güvenlidir. Anne adayları hekimine danışır."
    assert kinds(turkish) == []
    found = kinds(f"{turkish} Bugün Mehmet Yılmaz ile konuştuk ve aşı oldu.")
    assert [kind for _, kind in found] == [Kind.NAME]
    assert found[0][0].endswith("Mehmet Yılmaz")


def test_a_name_let_pass_before_is_known_by_itself_and_never_beside_care() -> None:
    known = replace(KNOWN, remembered=frozenset({name_hash("dorien  HULZEBOS")}))
    assert kinds("De taart is van Dorien Hulzebos.", known) == []
    assert kinds("Dorien Hulzebos heeft jicht.", known) == [("Dorien Hulzebos", Kind.NAME_CARE)]


def test_the_hash_of_a_name_is_eight_digits_and_the_same_however_it_is_written() -> None:
    assert name_hash("Mehmet Karadağ") == name_hash(" mehmet karadag")
    assert name_hash("Jan") != name_hash("Piet")
    assert len(name_hash("Jan")) == 8
    assert set(name_hash("Jan")) <= set("0123456789abcdef")
    assert name_key("J.P. Kuipers-de Boer") == "j p kuipers de boer"


def test_parts_of_one_known_name_are_known_and_parts_of_two_are_not() -> None:
    assert knows(KNOWN, frozenset({"anna"}))
    assert knows(KNOWN, frozenset({"anna", "vries"}))
    assert knows(KNOWN, frozenset({"anna-vries"}))
    assert not knows(KNOWN, frozenset({"anna", "jansen"}))


def test_who_publishes_a_source_of_the_article_is_no_patient() -> None:
    source = Source("Pijn", "Dorien Hulzebos", 2020, "https://rivm.example/")
    known = citing(KNOWN, (source,))
    assert kinds("Wij spraken Dorien Hulzebos.", KNOWN) == [("Dorien Hulzebos", Kind.NAME)]
    assert kinds("Wij spraken Dorien Hulzebos.", known) == []


def test_to_publish_a_source_vouches_for_nobody_beside_care() -> None:
    known = citing(KNOWN, (Source("Pijn", "Dorien Hulzebos", 2020, "https://rivm.example/"),))
    assert kinds("Dorien Hulzebos kreeg bij ons chemotherapie.", known) == [
        ("Dorien Hulzebos", Kind.NAME_CARE)
    ]


def test_no_finding_and_no_trace_shows_the_name() -> None:
    (trace,) = names("Dorien Hulzebos heeft jicht.", KNOWN)
    assert "orien" not in repr(trace)
    assert trace.key == "dorien hulzebos"
    findings = seen(article(body="Dorien Hulzebos heeft jicht."))
    assert [finding.code for finding in findings] == ["secrecy.name-care"]
    assert "ulzebos" not in repr(findings)
