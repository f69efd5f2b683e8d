"""Bodily: words of what somebody has or undergoes: a part of the body, an illness, what is done about it.

Narrower than care.py: a practice and a teacher have consultations, courses and patients too, but no knee
that is swollen. A word counts by itself, in the plural, and as the last part of a compound.
"""

from __future__ import annotations

from functools import lru_cache

from syndicate.rules.secrecy.care import PLURALS, is_care
from syndicate.rules.secrecy.doing import TOPIC
from syndicate.rules.secrecy.words import Form, Word
from syndicate.rules.wordlists import endings, listed

# Not hart, hand, hoofd, oog and stem: these stand in too many turns of phrase.
BODY = listed(
    """
    achillespees ankle baarmoeder back been bekken bekkenbodem bil blaas borst bovenbeen bowel breast buik
    calf chest darm dij duim ear elbow elleboog enkel finger foot gehoor gum gums hamstring heel heup hiel
    hip hips jaw kaak keel kies kiezen kidney knee knees knie knieen kruisband kuit lever liver long longen
    lung lungs maag meniscus molar nagel neck nek neus nier nieren oksel onderarm oor oren ovary pees
    pelvis pols prostaat prostate rib ribben rug scheenbeen schildklier schouder shin shoulder sleutelbeen
    spier spine stomach tand tanden tandvlees teen tenen thigh throat thumb thyroid toe toes tonsils
    tooth teeth voet vinger wervel womb wrist
    """
)
ILLNESS = listed(
    """
    abces acne adhd aids allergie allergisch als alzheimer angina anorexia apneu arthritis artrose asthma
    astma autism autisme beroerte boulimia breuk bult bunion bunions burn-out burnout cancer cataract
    coeliakie concussion copd crohn cyste dementia dementie depressed depressie depressief depression
    diabetes diarree duchenne duizelingen dyslexie eczeem eczema embolie epilepsie epilepsy fibromyalgie
    gallstones gebroken gekneusd gescheurd glaucoom gordelroos gout griep hernia hersenbloeding
    hersenschudding hielspoor hiv hooikoorts hypo incontinent incontinentie infarct insomnia jicht kanker
    keelpijn kinkhoest koorts koortsstuipen kwaal leukemie longontsteking lupus lymfoom melanoom migraine
    miscarriage miskraam ms nachtmerries nightmares nosebleed nosebleeds obesitas ontstoken overspannen
    paniekaanval parkinson pcos pfeiffer pijn poliep pregnancy pregnant psoriasis reuma rugpijn
    schizofreen schizofrenie shingles sickness slaapapneu staar stroke suikerziekte tia tinnitus trombose
    tuberculose tumor tumour ulcer verslaafd verslaving verstuikt vertigo whiplash wond wondje wrat zona
    zwanger zwangerschap zweer
    """
)
# What is done about it, and what is measured.
UNDERWENT = listed(
    """
    abortus abortion bestraling bestralingen bevalling beugel biopsie bloeddruk bloedsuiker bloeduitslag
    bloeduitslagen booster braces caesarean chemo cholesterol crutches denture dentures dialyse dialysis
    gaatje gaatjes gebit gebitje geboorte gips gehoorapparaat gehoorapparaten hba hechtingen inhaler insulin
    insuline ivf jab katheter keizersnede kroon kronen krukken kunstgebit kunstheup kunstknie longfoto
    medicatie meniscusoperatie operatie operated pacemaker pil pillen pills plaster prothese puffer rollator
    rontgenfoto rontgenfotos rolstoel scan soa sigaretten spiraaltje sterilisatie sling stitches stoma suikers
    suikerwaarde suikerwaarden surgery transplantatie uitstrijkje verstandskies
    verdoving vulling walker wheelchair wortelkanaal wortelkanaalbehandeling wound ziekbed x-ray x-rays
    """
)
WORDS = BODY | ILLNESS | UNDERWENT
ENDS = (
    *(word for word in WORDS if len(word) > 3),
    *endings(
        """
        itis ose osis emie aemia algie algia pijn klachten ontsteking ontstekingen scheur letsel infectie
        infecties stoornis syndroom aanval aanvallen luxatie ectomie fractuur verzakking vergroeiing
        verlamming gezwel verkleining amputatie ziekte operaties verstuiking
        """
    ),
)
# Ordinary words that end so.
NOT = listed(
    """
    feedback comeback playback paperback dose grandiose diagnose prognose metamorfose inbreuk along belong
    prolong koevoet
    """
)
# Illnesses that are written with a capital too, most of them since their finder's name had one.
CAPITALISED = listed("alzheimer bechterew crohn duchenne fibromyalgie parkinson")
# A diary or an attack of it is somebody's own too.
LED = ("dagboek", "schema", "verleden", "injectie", "pleister")


@lru_cache(maxsize=8192)
def _bodily(key: str) -> bool:
    if key in WORDS:
        return True
    if key in NOT or len(key) < 5:
        return False
    if key.endswith(ENDS) and (is_care(key) or len(key) > 9):
        return True
    return any(key.endswith(end) and key[: -len(end)] in WORDS for end in (*PLURALS, *LED))


def bodily(word: Word) -> bool:
    """Tell whether a word is of what somebody has or undergoes; ALS in capitals alone."""
    if "-" in word.text and word.form is not Form.CAPITAL:
        return _bodily(word.key) or any(map(_bodily, word.key.split("-")))
    if word.key in CAPITALISED:
        return True
    if word.key in ("als", "ms", "hiv", "aids", "pcos", "copd", "long"):
        return word.key == "long" or word.form is Form.CAPITALS
    return (word.form is not Form.CAPITAL or word.fresh) and _bodily(word.key)


def bodily_key(key: str) -> bool:
    """Tell the same of a folded part of a file name."""
    return key != "als" and _bodily(key)


def bodily_at(said: list[Word], at: int) -> bool:
    """Tell whether word `at` is bodily and not what is only spoken of."""
    return bodily(said[at]) and not TOPIC & {near.key for near in said[max(0, at - 4) : at]}


def bodily_in(said: list[Word]) -> bool:
    """Tell whether one of these words is bodily and not only what is spoken of."""
    return any(bodily_at(said, at) for at in range(len(said)))
