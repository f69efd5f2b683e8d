"""An answer that everybody reads: it never tells that whoever asked is a patient, not even by a thank-you.

Only what somebody says outright is found. What an answer tells between its lines a person has to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.model import Finding, Severity, Words
from syndicate.rules.rule import Rule
from syndicate.rules.secrecy.visible import legible

CONFIRMS = Rule(
    "post.answer",
    Severity.ERROR,
    Words(
        "Een antwoord aan wie iets schreef, vertelt niet dat die persoon patiënt is.",
        "An answer to what somebody wrote does not tell that they are a patient.",
    ),
    Words(
        "Dit antwoord vertelt dat iemand patiënt is, of hier was.",
        "This answer tells that somebody is a patient, or was here.",
    ),
    Words(
        "Laat weg: uw bezoek, uw behandeling, tot ziens, ons gesprek. Nodig uit om te bellen.",
        "Leave out: your visit, your treatment, see you again, our talk. Invite them to ring.",
    ),
    "seeds, Secrecy and Courage; KNMG Artsen en Social Media (2011)",
    posts_only=True,
)
RULES = (CONFIRMS,)
CARE = (
    "bezoek|komst|afspraak|afspraken|behandeling|behandelingen|consult|consulten|spreekuur|dossier|recept",
    "herhaalrecept|medicijnen|medicatie|opname|operatie|ingreep|controle|onderzoek|uitslag|uitslagen",
    "verwijzing|inschrijving|diagnose|aandoening|ziekte|klachten|herstel|gebit|kies|tand",
    "visits?|appointments?|treatments?|consultation|consult|file|records?|prescription|medication",
    "medicines|stay|operation|surgery|check-?up|test results?|tests?|results?|referral|registration",
    "diagnosis|condition|illness|symptoms|recovery|teeth|tooth",
)
DONE = "gezien|gesproken|behandeld|geholpen|gebeld|onderzocht|verwezen|ontvangen|ingeschreven"
YOU = "(?:u|je|jou|jullie)"
TOLD = tuple(
    re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
    for pattern in (
        rf"(?:uw|jouw|je|jullie|your) (?:\w+ )?(?:{'|'.join(CARE)})",
        r"(?:als|onze|gewaardeerde|trouwe|vaste) patiënte?|patiënte? (?:van|bij) ons (?:bent|was)",
        r"as a patient|(?:our|valued|loyal) patient|patient of ours|(?:a|our) patient here",
        rf"{YOU} (?:was|waren|kwam|kwamen) (?:\w+ ){{0,3}}(?:bij ons|in onze praktijk|hier)",
        rf"toen {YOU} (?:\w+ ){{0,4}}(?:was|waren|kwam|kwamen|belde|belden)",
        rf"{YOU} (?:heeft|hebt|hebben|had) (?:\w+ ){{0,4}}(?:bezocht|gebeld|gesproken|gekregen)",
        r"you (?:came|visited|called|rang|saw) (?:to )?(?:us|our|here|in|the)",
        r"when you (?:\w+ )?(?:were|came|rang|called|visited)",
        r"(?:visiting|coming to|choosing) (?:us|our)|see(?:ing)? you (?:again|next|soon|at)",
        rf"(?:wij|we) (?:hebben|hadden) {YOU} (?:\w+ ){{0,3}}(?:{DONE})",
        rf"(?:wij|we) (?:zagen|spraken|behandelden|hielpen|belden) {YOU}",
        r"we (?:have |had )?(?:saw|seen|treated|helped|called|spoke|spoken|met) (?:with |to )?you",
        r"tot ziens (?:op|bij|in)|ons (?:laatste )?gesprek|our (?:last )?(?:talk|conversation)",
    )
)


def on_answer(text: str, file: str) -> Iterator[Finding]:
    """Yield where an answer says that whoever it is for is a patient, once for each line of it."""
    for number, line in enumerate(legible(text).splitlines(), 1):
        words = " ".join(line.split())
        if any(pattern.search(words) for pattern in TOLD):
            yield CONFIRMS.finding(file, number, "")
