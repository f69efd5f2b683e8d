"""Wording: who does it, and how often: the passive, and chances without a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from syndicate.model import Article, Severity, Words
from syndicate.rules.coach.lists import SPOKEN
from syndicate.rules.plain import Hint, Sentence, at
from syndicate.rules.rule import Rule
from syndicate.rules.wordlists import listed

FEWEST_PASSIVE = 3
SHARE = 15  # per cent

PASSIVE = Rule(
    "plain.passive",
    Severity.WARNING,
    Words(
        "Hoogstens 15 op de 100 zinnen zijn lijdend: er staat wie iets doet.",
        "At most 15 in 100 sentences are passive: they say who does it.",
    ),
    Words(
        "Lijdende zinnen: {count} van de {all}, zoals: “{sentence}”.",
        "Passive sentences: {count} out of {all}, such as: “{sentence}”.",
    ),
    Words(
        "Zeg wie het doet: niet “u wordt gebeld”, maar “wij bellen u”.",
        "Say who does it: not “you will be called”, but “we will call you”.",
    ),
    "NHS service manual (active voice); Thuisarts.nl",
    overridable=True,
)
VAGUE_NUMBER = Rule(
    "plain.vague-number",
    Severity.WARNING,
    Words(
        "Een kans staat er als getal, niet als “een grote kans”.",
        "A chance is given as a number, not as “a high risk”.",
    ),
    Words(
        "Kansen zonder getal: {count}, zoals: “{sentence}”.",
        "Chances without a number: {count}, such as: “{sentence}”.",
    ),
    Words(
        "Schrijf het als mensen: “bij 4 van de 10 mensen”. Weet niemand het getal, zeg dan dat.",
        "Write it as people: “in 4 out of 10 people”. If nobody knows the number, say so.",
    ),
    "NHS service manual (numbers); Thuisarts.nl",
    overridable=True,
)
RULES = (PASSIVE, VAGUE_NUMBER)

BECOMES = {
    "nl": re.compile(r"\b(?:word|wordt|worden|werd|werden)\b", re.IGNORECASE),
    "en": re.compile(
        r"\b(?:is|are|was|were|be|been|being)\s{1,3}(?:\w{2,12}ly\s{1,3})?"
        r"(given|taken|done|made|seen|used|sent|kept|held|shown|found|[a-z]{3,14}ed)\b",
        re.IGNORECASE,
    ),
}
PARTICIPLE = re.compile(
    r"\b((?:[a-z]{2,5})?ge[a-z]{2,14}(?:d|t|en)|(?:be|ver|ont|her|er)[a-z]{3,14}(?:d|t|en))\b"
)
# They look like participles and say how somebody is.
STATES = listed(
    """
    gezond gerust gemeen gereed geschikt gewend gevoelig genoeg geïrriteerd gespannen gestrest geen
    geleden gebleven gewond getrouwd benauwd bekend bewust verkouden verward verliefd bezorgd vermoeid
    bezweet verdrietig verstopt ontstoken ontspannen behandelingen verschillend vervelend ernstigen geven
    gebruiken gebeuren genezen gezwollen gevoelloos beter verslaafd besmet bezet gewoonten gelukkigen
    tired worried infected swollen scared frightened interested limited needed concerned advanced red
    confused experienced used married dehydrated constipated impacted relaxed bored stressed unwell
    """
)
VAGUE = {
    "nl": re.compile(
        r"\b(?:grote|grotere|kleine|kleinere|hoge|hogere|lage|lagere|verhoogde|forse|flinke|geringe|aanzienlijke)"
        r" (?:kans|kansen|risico|risico's)\b|\b(?:kans|risico) (?:is|wordt|blijft) (?:\w{1,12} )?"
        r"(?:groot|klein|hoog|laag|gering)\b|\bin (?:de meeste|sommige|veel|enkele) gevallen\b"
        r"|\bkom(?:t|en) (?:vaak|zelden|regelmatig|veel|weinig) voor\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:high|higher|low|lower|small|increased|greater|slight|significant|good) (?:chances?|risks?)\b"
        r"|\b(?:chance|risk) (?:is|stays) (?:\w{1,12} )?(?:high|low|small|great)\b"
        r"|\bin (?:most|some|many|rare) cases\b|\b(?:very|quite|fairly) (?:common|rare)\b",
        re.IGNORECASE,
    ),
}
NUMBER = re.compile(r"\d|\b(?:een op de|één op de|helft|kwart|procent|half of|one in|per cent|percent)\b")


def hints(article: Article, found: Sequence[Sentence]) -> Iterator[Hint]:
    """Yield what an article's passive sentences and bare chances ask for, in Dutch and English."""
    lang = article.lang.partition("-")[0]
    if lang not in SPOKEN:
        return
    told = [sentence for sentence in found if passive(sentence.text, lang)]
    if len(told) >= FEWEST_PASSIVE and 100 * len(told) > SHARE * len(found):
        said = at(PASSIVE, article, told[0], count=len(told), all=len(found))
        yield Hint(len(told) / 2, said)
    bare = [s for before, s, after in _around(found) if _vague(s.text, before, after, lang)]
    if bare:
        yield Hint(len(bare), at(VAGUE_NUMBER, article, bare[0], count=len(bare)))


def passive(text: str, lang: str) -> bool:
    """Tell whether a sentence has the signs of a passive: worden with a participle, to be with one."""
    if lang == "en":
        return any(match[1].lower() not in STATES for match in BECOMES["en"].finditer(text))
    if not BECOMES["nl"].search(text):
        return False
    return any(match[1] not in STATES for match in PARTICIPLE.finditer(text.lower()))


def _vague(text: str, before: str, after: str, lang: str) -> bool:
    """Tell whether a chance has no number beside it, in its own sentence or the ones next to it."""
    return bool(VAGUE[lang].search(text)) and not any(NUMBER.search(t) for t in (before, text, after))


def _around(found: Sequence[Sentence]) -> Iterator[tuple[str, Sentence, str]]:
    texts = ["", *(s.text for s in found), ""]
    return ((texts[i], s, texts[i + 2]) for i, s in enumerate(found))
