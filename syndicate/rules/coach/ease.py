"""Ease: the Dutch reading ease of Flesch as W.H. Douma fitted it (1960), from 0 (hard) to about 100 (easy).

Syllables are those of pyphen's Dutch patterns; a word that they cannot break has one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from syndicate.model import Article, Severity, Words
from syndicate.rules.plain import WORD, Hint, Sentence
from syndicate.rules.rule import Rule

if TYPE_CHECKING:
    from pyphen import Pyphen

PLAIN = 60
HARD = 45
# a few lines more or less change the number of a shorter text
FEWEST_WORDS, FEWEST_SENTENCES = 100, 5

_SAID = Words(
    "De leesbaarheid (Flesch-Douma) is {score}. Dat getal is een hulpmiddel.",
    "The reading ease (Flesch-Douma) is {score}. That number is an aid.",
)
_MEND = Words(
    "Begin bij de langste zinnen en woorden. Deze zin weegt het zwaarst: “{sentence}”.",
    "Begin with the longest sentences and words. This sentence weighs most: “{sentence}”.",
)
READING_EASE = Rule(
    "plain.reading-ease",
    Severity.WARNING,
    Words(
        "Een Nederlandse tekst haalt 60 of meer op de schaal van Flesch-Douma, een hulpmiddel.",
        "A Dutch text reaches 60 or more on the scale of Flesch-Douma, which is an aid.",
    ),
    _SAID,
    _MEND,
    "W.H. Douma, De leesbaarheid van landbouwbladen (1960): 60-70 is normal",
    overridable=True,
)
TOO_HARD = Rule(
    "plain.too-hard",
    Severity.ERROR,
    Words(
        "Een Nederlandse tekst haalt minstens 45 op de schaal van Flesch-Douma.",
        "A Dutch text reaches at least 45 on the scale of Flesch-Douma.",
    ),
    _SAID,
    _MEND,
    "W.H. Douma, De leesbaarheid van landbouwbladen (1960): below 45 is hard",
    overridable=True,
)
RULES = (READING_EASE, TOO_HARD)


def hints(article: Article, found: Sequence[Sentence]) -> Iterator[Hint]:
    """Yield what the reading ease of a Dutch article asks for."""
    if article.lang.partition("-")[0] != "nl" or len(found) < FEWEST_SENTENCES:
        return
    if sum(s.words for s in found) < FEWEST_WORDS:
        return
    score = round(flesch_douma(found))
    if score < PLAIN:
        worst = min((s for s in found if s.words > 2), key=lambda s: flesch_douma([s]), default=found[0])
        said = (TOO_HARD if score < HARD else READING_EASE).finding(
            article.file, article.body_line + worst.line, article.ref, score=score, sentence=worst.shown
        )
        yield Hint(PLAIN - score, said)


def flesch_douma(found: Sequence[Sentence]) -> float:
    """Return the reading ease of sentences: 206.835 - 0.93 words a sentence - 77 syllables a word."""
    words = [word for sentence in found for word in WORD.findall(sentence.text)]
    if not words:
        return 100.0
    return 206.835 - 0.93 * len(words) / len(found) - 77 * sum(map(syllables, words)) / len(words)


@lru_cache(maxsize=16384)
def syllables(word: str) -> int:
    """Return the number of syllables of a Dutch word; of a number, one."""
    return 1 if word[0].isdigit() else len(_patterns().positions(word.lower())) + 1


@lru_cache(maxsize=1)
def _patterns() -> Pyphen:
    """Read the patterns, when the first Dutch text is measured: 0.1 s."""
    from pyphen import Pyphen

    return Pyphen(lang="nl_NL")
