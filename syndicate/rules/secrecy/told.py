"""Told: turns of phrase that tell of one person without a name: of our practice, of late, of the village."""

from __future__ import annotations

import re
from collections.abc import Set

from syndicate.rules.wordlists import listed

CARED = (
    r"(?:afspraak|behandel\w+|bezoek|consult\w*|controle|operatie|ingreep|prik|\w*therapie|revalidatie|"
    r"\w*klachten|uitslag\w*|\w*foto|medicijn\w*|recept|kies|knie|rug|heup|gebit|beugel|kroon|vulling\w*|"
    r"herstel|spreekuur|zwangerschap|bevalling|intake|sessies?|training\w*|diagnose|verwijzing|kuur|pijn|"
    r"gehoorappara\w+|appointment|treatments?|visit|surgery|check-?up|filling|crown|knee|back|hip|rehab|"
    r"results?|recovery|prescription|referral|pain|session|jab|vaccination)"
)
KINDLY = r"(?:fijn|goed|knap|leuk|mooi|blij|heerlijk|geweldig|jammer|vervelend|naar|super|sorry)"
RECENT = (
    r"(?:gisteren|eergisteren|vandaag|vanmorgen|vanochtend|vanmiddag|vanavond|vannacht|gisteravond|"
    r"deze week|vorige (?:week|maand|zomer|winter|herfst)|vorig (?:jaar|weekend|voorjaar|najaar)|"
    r"afgelopen \w+|onlangs|laatst|pas nog|yesterday|today|this (?:morning|week)|"
    r"last (?:week|month|night|summer|winter|year|spring|autumn|\w+day))"
)
WENT = (
    r"(?:ging|verliep|liep|uitliep|meeviel|tegenviel|was|gelukt|geslaagd|bevalt|bevallen|beviel|helpt|hielp|"
    r"past|werkt|gegaan|verlopen|meegevallen|tegengevallen)"
)
# What tells a reader that the one who is answered is a patient: "Fijn dat uw behandeling goed ging!"
CONFIRMED = re.compile(
    rf"\b{KINDLY}\b[^.!?\n]{{0,25}}\b(?:dat|over|hoe) (?:\w+ ){{0,2}}(?:uw|je|jouw|"
    rf"jullie) (?:\w+ ){{0,2}}{CARED}\b"
    r"|\b(?:sorry|excuses|spijt|bedankt|dank)\b[^.!?\n]{0,40}\b(?:over|voor|na|bij) (?:\w+ ){0,2}"
    rf"(?:uw|je|jouw) (?:\w+ ){{0,2}}{CARED}\b"
    rf"|\b{KINDLY} (?:te \w+ )?dat (?:de|het) (?:\w+ ){{0,2}}\w*{CARED} (?:\w+ ){{0,6}}{WENT}\b"
    rf"|\b{KINDLY} dat (?:u|je|jij) (?:\w+ ){{0,3}}(?:na|door|met|tijdens) (?:de|het|een|uw|je) {CARED}\b"
    rf"|\b{KINDLY}\b[^.!?\n]{{0,25}}\bdat (?:u|je|jij)\b[^.!?\n]{{0,40}}\b(?:pijnvrij|klachtenvrij|hersteld|"
    r"genezen|opgeknapt|geholpen|behandeld|geopereerd|bij ons (?:was|kwam|bent)|moest wachten|gewacht|"
    r"langskwam|geweest bent|bent geweest)\b"
    r"|\b(?:thanks|thank you|apologies) for (?:your|coming (?:in )?for your) (?:\w+ )?"
    r"(?:visit|appointment|treatment)\b"
    rf"|\b(?:u|je) (?:had|was|kwam|zat) {RECENT}[^.!?\n]{{0,30}}\b{CARED}\b"
    r"|\b(?:u|je|jij) (?:was|kwam|had|miste|zat|belde|vergat)\b[^.!?\n,]{0,40}\b(?:uw|je|jouw|de|het|onze) "
    r"(?:laatste |vorige |eerste )?(?:afspraak|behandeling|consult|spreekuur|controle|"
    r"intake)\b(?![^.!?\n]*\?)"
    r"|(?<!hoe )(?<!als )(?<!of )(?<!toen )(?<!nadat )\b(?:uw|jouw|je) (?:\w+ )?(?:afspraak|behandeling|"
    r"operatie|"
    rf"bezoek|consult|ingreep) (?:\w+ ){{0,2}}(?:ging|verliep|uitliep|tegenviel|meeviel|"
    rf"is (?:goed )?{WENT})\b"
    r"|\b(?:(?:glad|happy|pleased|delighted|sorry|thanks?)\b[^.!?\n]{0,30}|(?:good|great|lovely)(?: to hear)?"
    rf"(?: that)? )\byour (?:\w+ ){{0,2}}{CARED} (?:\w+ ){{0,2}}(?:went|was|is|has|helped|worked|hurt|took)\b"
    rf"|\b(?:glad|happy|pleased|sorry)\b (?:\w+ ){{0,2}}the {CARED} (?:\w+ ){{0,4}}you\b"
    r"|(?<!if )(?<!when )(?<!after )(?<!once )(?<!since )(?<!before )\byou (?:were|came|missed|had|"
    r"cancelled)\b"
    rf"[^.!?\n]{{0,30}}\byour (?:\w+ )?{CARED}\b(?![^.!?\n]*\?)",
    re.IGNORECASE,
)
# Without one of each nobody is answered; looked for first, since it costs little.
TO_YOU = listed("u uw je jij jouw jullie you your dat the")
ANSWERS = listed(
    """
    fijn goed knap leuk mooi blij heerlijk geweldig jammer vervelend naar super sorry excuses spijt bedankt
    dank had was kwam zat miste belde vergat ging verliep uitliep tegenviel meeviel gelukt geslaagd bevallen
    beviel gegaan verlopen glad happy pleased delighted thank thanks apologies good great lovely were came
    missed cancelled
    """
)
IF = re.compile(r"\W*(?:als|wanneer|mocht|indien|if|when|should|heeft u|had u|was u)\b", re.IGNORECASE)
# One patient of ours, of late: "Ik had vandaag weer zo'n patiënt die …"
PATIENT = r"(?:patiënte?|patiente?|patient|cliënte?|cliente?|client|klant)"
PATIENT_KEYS = listed("patient patiente client cliente klant")
LATELY = re.compile(
    rf"\bzo'?n {PATIENT}\b"
    r"|\b(?:ik|wij|we) (?:had|hadden|zag|zagen|hielp|hielpen|behandelden?|sprak|spraken)\b[^.!?\n]{0,25}"
    rf"\b{RECENT}\b[^.!?\n]{{0,30}}\b(?:een|deze|die)\b[^.!?\n]{{0,20}}\b{PATIENT}\b"
    rf"|\b{RECENT} (?:\w+ ){{1,4}}(?:een|één) (?:\w+ )?{PATIENT}\b"
    rf"|\b(?:i|we) (?:had|saw|treated|met)\b[^.!?\n]{{0,30}}\b{PATIENT}\b[^.!?\n]{{0,40}}\b{RECENT}\b"
    rf"|\b{RECENT},? (?:i|we) (?:had|saw|treated|met) (?:a|one|this) (?:\w+ )?{PATIENT}\b",
    re.IGNORECASE,
)
ONE_OF = re.compile(
    r"\b(?:een|één|one) (?:van|of) (?:de|onze|die|the|our) (?!patiënten|mensen|patients|people)\w*"
    r"(?:leden|isten|aars|sters|meesters|boeren|leraren|juffen|buren|zussen|broers|collega's|vrijwilligers|"
    r"spelers|members|players|teachers|neighbours|volunteers|sisters|brothers)\b",
    re.IGNORECASE,
)
HELPED = re.compile(
    r"\b(?:hielpen|hielp|zagen|zag|behandelden|behandelde|helped|treated|saw) (?:we|wij|ik|een|a|one)\b"
    r"|\bkwam (?:er )?een\b",
    re.IGNORECASE,
)
SOON = re.compile(rf"\b{RECENT}\b", re.IGNORECASE)
# When something happened that others remember; by itself it makes no case.
WHEN = re.compile(
    rf"\b{RECENT}\b|\b(?:afgelopen|vorige?|dit|last|this) \w+|\b(?:op|on|in|since|sinds) (?:\w+dag|\w+day|"
    r"januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|january|"
    r"february|"
    r"march|may|june|july|august|october)\b|\b(?:zon|maan|dins|woens|donder|vrij|zater)dag\b|\b20[12]\d\b",
    re.IGNORECASE,
)
RECALL = re.compile(
    r"\b(?:herinnert u zich|weet (?:u|je) (?:het )?nog,? (?:die|dat) (?:\w+ )?\w*(?:brand|botsing|ongeluk|"
    r"ongeval|aanrijding|explosie|overval|inbraak|steekpartij)|"
    r"u herkent (?:hem|haar)|u kent (?:hem|haar)|iedereen kent (?:hem|haar|ze)|"
    r"bekend van|kent u (?:hem|haar)|(?:weet|herkent|kent) iedereen|iedereen (?:weet|herkent) (?:wie|om wie)|"
    r"het hele dorp|heel het dorp|het dorp weet|(?:u|je) weet wel wie|die ene (?:met|van|die)|"
    r"you (?:may|might|will) (?:remember|recogni[sz]e|know)|you know who|everybody knows|everyone knows|"
    r"raad (?:de|wie|eens)|guessed (?:which|who)|everyone read about|krant(?:en)? vol|"
    r"known from|the whole village|whole town)\b",
    re.IGNORECASE,
)
# Few have it, or few live there: who reads it knows who it is.
FEW = re.compile(
    r"\b(?:maar|slechts|only|just) (?:een|één|twee|drie|vier|one|two|three) "
    r"(?:mensen|personen|families|gezin|gezinnen|patiënten|inwoners|people|families|patients)\b"
    r"|\b(?:wij|we|ons dorp|hier|praktijk) (?:hebben|heeft|kennen|telt|tellen|woont|behandelen|zien|have|"
    r"has) "
    r"(?:hier |maar |precies |exactly )?(?:één|1|one) (?:\w+ )?(?:gezin|familie|patiënte?|cliënte?|man|vrouw|"
    r"kind|family|patient|man|woman|child)\b|\bvan alle (?:\w+ )?(?:inwoners|dorpelingen|bewoners)\b"
    r"|\btelt (?:maar |precies )?(?:één|1) \w+|\b(?:één|eén) (?:gezin|familie|echtpaar)\b"
    r"|\b(?:dorp|gehucht|buurtschap|eiland|village|hamlet|island) (?:van|met|of|with) (?:\w+ )?[\w.]+ "
    r"(?:zielen|inwoners|mensen|huizen|people|souls|inhabitants|houses)\b"
    r"|\b(?:drieling|vierling|triplets|quadruplets)\b[^.!?\n]{0,60}"
    r"\b(?:dorp|straat|school|village|street|ons|our)\b"
    r"|\b(?:prins|prinses|bloemenkoningin|koning) (?:carnaval|van dit jaar)\b",
    re.IGNORECASE,
)
# Words without which neither of the two is said; looked for first, as above.
FEW_KNOW = listed(
    """
    maar slechts only just gezin familie echtpaar patient patiente client cliente man vrouw kind family woman
    child inwoners dorpelingen bewoners telt dorp gehucht buurtschap eiland village hamlet island drieling
    vierling triplets quadruplets prins prinses bloemenkoningin koning herinnert weet herkent kent bekend ene
    remember recognise recognize know knows known raad guessed everyone krant kranten town
    """
)
# An office or a prize that one person holds in a year: de carnavalsprins van dit jaar.
OF_THE_YEAR = re.compile(
    r"\b(?:de|onze|the|our) \w*(?:prins|prinses|koning|koningin|kampioene?|winnaar|winnares|winner|champion|"
    r"queen|king) (?:van|of) (?:[^.!?\n,;]{1,40} )?"
    r"(?:(?:dit|vorig|this|last) (?:jaar|year)|the year|20[0-3]\d)\b",
    re.IGNORECASE,
)
# Idioms of falling ill and getting well, which no single word tells.
MENDING = re.compile(
    r"\b(?:onder het mes|in elkaar|opgeknapt|voelt zich|on the mend|not feeling well|(?:can|"
    r"could) walk again|"
    r"(?:loopt|lopen|fietst) weer|weer (?:lopen|fietsen|op de been|de oude|aan het werk)|"
    r"knapt\w* (?:\w+ ){0,2}op|"
    r"(?:is|zijn) (?:\w+ ){0,2}gevallen|aan de beter(?:ende)? hand|kwam (?:\w+ ){0,3}bij ons|"
    r"zonder (?:stok|krukken|hulp) lopen|back on (?:his|her|their) (?:feet|bike)|came in (?:about|with|"
    r"for))\b",
    re.IGNORECASE,
)


def confirms(sentence: str, keys: Set[str]) -> bool:
    """Tell whether a sentence tells somebody that they are a patient; `keys` are its folded words.

    What they are to do if they are one is no such thing.
    """
    if keys.isdisjoint(TO_YOU) or keys.isdisjoint(ANSWERS):
        return False
    return CONFIRMED.search(sentence) is not None and IF.match(sentence) is None


def lately(sentence: str, keys: Set[str]) -> bool:
    """Tell whether a sentence tells of one patient whom the writer saw of late; `keys` as in `confirms`."""
    return not keys.isdisjoint(PATIENT_KEYS) and LATELY.search(sentence) is not None


def of_the_year(sentence: str) -> bool:
    """Tell whether a sentence tells of one who holds an office or a prize in a year."""
    return OF_THE_YEAR.search(sentence) is not None


def helped(sentence: str) -> bool:
    """Tell whether a sentence tells of one whom the writer helped of late."""
    return HELPED.search(sentence) is not None and SOON.search(sentence) is not None


def rare(sentence: str, keys: Set[str]) -> bool:
    """Tell whether a sentence says that few are meant, or that all will know who; `keys` as in `confirms`."""
    # A word of these may be a part of another: eiland-dorp.
    if (not keys.isdisjoint(FEW_KNOW) or "-" in sentence) and (
        FEW.search(sentence) or RECALL.search(sentence)
    ):
        return True
    return ONE_OF.search(sentence) is not None
