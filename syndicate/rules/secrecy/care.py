"""Care: whether words speak of somebody's health, treatment or visit.

General words of illness, body, treatment and being a patient, in Dutch and English, with the endings by
which medicine forms its terms; no list of diseases is ever complete.
"""

from __future__ import annotations

import re
from functools import lru_cache

from syndicate.rules.secrecy.ailments import AILMENTS
from syndicate.rules.secrecy.lexicon import fold, ordinary, proper
from syndicate.rules.wordlists import endings, listed

LONGEST = 60  # letters of a word that is looked into
# As they stand.
WORDS = listed(
    """
    pijn ziek zieke ziekte ziektes ziekten ziekbed klacht klachten arts huisarts dokter tandarts patient
    patiente patienten client cliente clienten behandeling behandelingen behandeld behandelde behandelden
    behandelen behandelt behandeltraject traject consult consulten controle controles afspraak spreekuur
    recept medicijn medicijnen medicatie pil pillen tablet tabletten prik vaccin vaccinatie spuit injectie
    gips verband wond wondje hechting hechtingen operatie operaties geopereerd ingreep diagnose uitslag
    uitslagen onderzoek onderzocht scan echo bloed bloedprik bloeddruk suiker suikers cholesterol insuline
    kanker tumor gezwel chemo bestraling bestralingen bestraald hart hartaanval infarct beroerte tia
    longen long nier nieren lever maag darm darmen blaas prostaat baarmoeder borst borsten huid rug nek
    schouder schouders arm armen elleboog pols heup heupen knie knieen benen enkel enkels voet voeten teen
    tenen kies kiezen tand tanden gebit kunstgebit gebitje beugel implantaat implantaten vulling tandvlees
    gaatje gaatjes amandelen amandel oor oren gehoor ogen oog zicht keel neus hoofd hersenen botten
    gewricht gewrichten spier spieren zenuw zenuwen hernia artrose reuma jicht eczeem astma copd adhd ms
    hiv aids soa soas ass autisme epilepsie migraine diabetes dementie alzheimer depressie depressief
    angst angsten paniek stress burnout burn-out overspannen rouw verslaafd verslaving alcohol drank drugs
    overgang zwanger zwangerschap bevalling beviel bevallen miskraam abortus spiraaltje anticonceptie
    incontinent incontinentie stoma katheter rollator rolstoel kruk krukken prothese gehoorapparaat
    steunzool steunzolen steunkousen zwachtels braken koorts hoest hoesten griep corona covid jeuk uitslag
    moedervlek wrat wratten allergie allergisch benauwd benauwdheid duizelig duizeligheid misselijk
    diarree obstipatie buik buikpijn hoofdpijn rugpijn overgewicht afvallen afgevallen gewicht dieet
    eetstoornis anorexia boulimia ondervoed revalidatie revalideert revalideerde revalideren herstel
    herstelt herstelde herstellen hersteld oefenzaal fysio fysiotherapie oefentherapie therapie therapeut
    dietist dietiste psycholoog poh poh-ggz ggz orthodontist mondhygienist verloskundige logopedie
    podotherapeut verwezen doorverwezen verwijzing verwijsbrief ingeschreven opgenomen opname overleden
    overleed stierf palliatief terminaal hospice geneest genezen genas ontsteking ontstoken breuk gebroken
    gekneusd verstuikt verstuikte gescheurd gescheurde kruisband meniscus blessure blessures slikt slikte
    gebruikt spuit slaapt sliep slapeloos slapeloosheid slaapproblemen snurkt snurken gestopt roken rookt
    nuchter genezing klachtenvrij pijnvrij kiespijn wortelkanaal tandsteen bekkenbodem litteken brandwond
    brandwonden dialyse transplantatie donor pacemaker stent bypass dotteren gedotterd seksueel
    menstruatie ongesteld impotent erectie vruchtbaarheid ivf prikje pleister ziekenhuis kliniek geboren
    hielprik consultatiebureau vaccinatie coronaprik griepprik bevallingsverhaal kraamvisite behandelstoel
    behandelkamer oefenprogramma leefstijlprogramma beperking handicap blind doof slechtziend slechthorend
    verlamd verlamming pijntjes kwaal kwalen aandoening aandoeningen stoornis syndroom symptoom symptomen
    bijwerking bijwerkingen hulpvraag intake nazorg thuiszorg wijkverpleging mantelzorg staar glaucoom
    maagzuur zweer maagzweer galstenen niersteen nierstenen aambeien spataderen trombose embolie
    schildklier hypo hyper aneurysma flauwgevallen bewusteloos gereanimeerd reanimatie ambulance

    pain painful ill illness sick sickness disease patient patients treated treatment treatments treat
    therapy therapist appointment appointments check-up checkup consultation surgery operation operated
    injury injured prescription pills tablets medication medicine medicines drug jab vaccine vaccinated
    injection bandage wound stitches diagnosis diagnosed scan ultrasound x-ray blood pressure sugar
    insulin cancer tumour tumor chemo chemotherapy radiotherapy heart stroke lungs lung kidney kidneys
    liver stomach bowel bladder prostate womb breast skin neck shoulder elbow wrist hip hips knee knees
    leg legs ankle foot feet toe tooth teeth denture dentures braces implant filling gums cavity cavities
    tonsils ear ears hearing eye eyes throat nose brain bones joint joints muscle nerve arthritis gout
    eczema asthma autism epilepsy migraine dementia depression depressed anxiety panic burnout grief
    addicted addiction drinking menopause pregnant pregnancy birth miscarriage abortion contraception
    incontinence colostomy catheter crutches wheelchair prosthesis insoles fever cough flu itch rash mole
    allergy allergic breathless dizzy nausea nauseous constipation headache headaches overweight diet
    anorexia rehab rehabilitation recovered recovery recovering recovers physio dentist dietitian
    psychologist midwife referred referral registered admitted hospital hospice died palliative healed
    inflammation fracture fractured sprained disc whiplash ligament needles needle quit smoking smoker
    sleep insomnia snoring pain-free scar burns dialysis transplant donor pacemaker bypass infertility
    clinic blind deaf paralysed condition symptom symptoms ulcer gallstones kidney-stones thyroid fainted
    ambulance warfarin antibiotics antidepressant pills weight checkups screening smear counselling detox
    relapse sober hernia cataract glaucoma thrombosis pees pezen kramp krampen urine ontlasting poep
    plassen bloeding zwelling bult bulten blaar blaren schimmel virus bacterie koortslip luizen hoofdluis
    eelt likdoorn nagel teennagel hiel kaak tong lip mond slikken stem tinnitus oorsuizen geheugen acne
    puistjes psoriasis netelroos gordelroos waterpokken mazelen kinkhoest schurft teek tekenbeet lyme
    malaria hepatitis tuberculose parkinson crohn hormonen bekken lies dij kuit scheenbeen wervel wervels
    ader aders slagader kneuzing spalk tape krachttraining conditie fitness ademhaling ademen slaapapneu
    zuurbranden opvliegers vlek vlekken plekje knobbel knobbeltje cyste poliep poliepen huilbaby
    borstvoeding kolven bevruchting keizersnede weeen vliezen couveuse pfeiffer sjogren bechterew raynaud
    meniere huntington acupunctuur acupuncture flushes osteopaat osteopathie massage manuele suicide
    zelfmoord therapiegroep valgroep leesbril lenzen hoortoestel druppels balans oefengroep beweeggroep
    inhalator pufje pufjes bloedarmoede urine stool cramp cramps swelling blister fungus lice corn callus
    nail heel jaw tongue lip mouth voice memory shingles chickenpox measles vein veins artery bruise
    splint strength inhaler apnoea heartburn hot-flushes lump lumps polyp breastfeeding caesarean
    contractions incubator lenses balance
    """
)
WORDS |= AILMENTS
PLURALS = ("en", "s", "jes", "je", "tje", "tjes")
# How terms end and begin, in both languages; each at least four letters.
ENDS = endings(
    """
    itis ose osis oom omen oma emie emia algie algia ectomie ectomy scopie scopy plastiek plasty grafie
    patie pathy plegie uria urie therapie therapy therapeut therapist arts loog logist iater pijn klacht
    klachten kanker ziekte breuk operatie behandeling medicatie stoornis syndroom infectie infection
    ontsteking aanval scheur letsel wond spoor uitslag druk suiker bloed prothese zalf pillen tabletten
    prik scan echo remmer remmers blokker blokkers insuline implantaat training oefening oefeningen
    revalidatie herstel controle consult spreekuur patient patiente patienten verwijzing zorg verpleging
    kies kiezen tand tanden knie heup enkel schouder rug nek pols voet huid hart long longen nier nieren
    lever maag darm darmen blaas verslaving dieet problemen kunstje cilline cillin statine statin pril
    lepsie lepsy olol prazol azepam xaban mycine mycin dipine sartan ache aches cyst cyste poli kliniek
    """
)
# Stems of compounds, wherever they stand in one.
WITHIN = listed(
    """
    diabet operat incontin patien revalid fysio physio therap psych cardi neuro medic klacht kanker
    cancer tumor chirurg prothes depress ziekte zwanger pregnan kunstheup kunstknie bloeddruk bloedprik
    hersen infect ontsteking verslaaf masker misselijk duizel migraine allerg vaccin behandel herstel
    symptoom symptom syndro insulin inhal antibiot chemo bestral stollings oefening loopband spreekuur
    wondverz paniek tintel slapen slaap slape rookvrij stoppen-met coeliak glute vergeetachtig valpreven
    prikt gips wondzorg tandvlees gebit wortelkan menopau overgang transgend hormoon hormone abortus
    fertil vruchtb seksu zelfmoord suicid alcohol
    """
)
# These end compounds of every kind.
NO_HEADS = listed(
    """
    hart arts stem mond lies slang drank kies kruk long alles stress consult lip borst arms spots corn
    heel nail
    """
)
# A compound is what its last part is, in the plural too: achillespees, moedervlekken.
HEADS = frozenset(f"{word}{end}" for word in WORDS if len(word) > 3 for end in ("", "en", "s")) - NO_HEADS
# Ordinary words that end like terms.
NOT_CARE = listed(
    """
    speurde grose close those loose goose purpose suppose propose choose expose compose disclose enclose
    oppose impose dispose diploma aroma nadruk indruk afdruk uitdruk tijddruk boekdruk fotografie
    geografie biografie dialoog catalogus analoog katalog treinspoor terug handdoek verzorg bezorg
    thuisfoto
    """
)
NOT_CARE_ENDS = ("komen", "nomen", "bomen", "dromen", "droom", "boom", "zoom", "troom", "stroom")
SENSE = re.compile(
    r"\b(?:is|wordt|werd|was|blijft|als|ben|bent) (?:(?:nu|al|ook|hier|nog|bij ons|onze|een) ){0,3}"
    r"(?:patiënte?|cliënte?)\b"
    r"|\b(?:bij ons|bij onze \w+|hier|in (?:de|onze) praktijk) (?:al \w+ )?"
    r"(?:in zorg|(?:onder|in) behandeling|onder controle|op (?:consult|controle|spreekuur|bezoek)|langs|"
    r"ingeschreven)\b"
    r"|\b(?:kwam|komt|kwamen|komen|meldde|meldt|loopt|liep|bezocht|bezoekt|stapte|belde|zit|zat|traint|oefent)\b"
    r"[^.!?\n]{0,60}\b(?:bij ons|onze praktijk|de praktijk|ons spreekuur|"
    r"onze \w*(?:arts|loog|peut|iste?|zaal)|bij (?:onze|de) \w+)"
    r"|\b(?:liet|laat|lieten|laten) zich (?:\w+ ){0,4}(?:bij ons|behandelen|opereren|helpen|prikken)\b"
    r"|\b(?:in|uit|naar|op) (?:onze|de) (?:praktijk|stoel|behandelkamer|oefenzaal|wachtkamer|behandelstoel)\b"
    r"|\b(?:came|comes|visited|visits|sees|saw|seeing) (?:to )?(?:us|our)\b|\b(?:in|to|at|with) our (?:\w+ )?"
    r"(?:practice|chair|clinic|surgery|gym|physio|dentist|gp|doctor|nurse|psychologist|dietitian)\b"
    r"|\bour (?:\w+ ){0,2}(?:patient|client)s?\b|\b(?:\d+|tien|vijf|twaalf|twintig|ten|five|twelve|twenty) "
    r"(?:kilo|kg|pond|pounds|stone)\b|goede zorgen|goed geholpen|under our care|zwanger|weken en alles goed"
    r"|\bvoor (?:de|jullie|uw|alle) (?:goede |lieve )?zorg\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=16384)
def is_care(word: str) -> bool:
    """Tell whether one word, as written, is of health or care."""
    key = fold(word)
    return key in WORDS or (4 < len(key) < LONGEST and key not in NOT_CARE and _formed(key))


def _formed(key: str) -> bool:
    """Tell whether a word is formed as words of care are: a plural, a compound, a medical ending."""
    plural = any(key.endswith(end) and key[: -len(end)] in WORDS for end in PLURALS)
    if plural or any(stem in key for stem in WITHIN):
        return True
    if any(key[at:] in HEADS and _begins(key[:at]) for at in range(3, len(key) - 3)):
        return True
    if len(key) > 7 and key.endswith("en") and key[:-2].removesuffix(key[-3]).endswith(ENDS):
        return True
    return len(key) > 5 and key.endswith(ENDS) and not key.endswith(NOT_CARE_ENDS)


def _begins(part: str) -> bool:
    return ordinary(part) or ordinary(part.removesuffix("s")) or proper(part)


def in_care(sentence: str) -> bool:
    """Tell whether a sentence speaks of somebody being in care rather than of care in general."""
    return SENSE.search(sentence) is not None
