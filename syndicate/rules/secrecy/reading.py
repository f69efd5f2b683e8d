"""Reading: a text taken apart once, for names and cases alike: its sentences, and which speak of care."""

from __future__ import annotations

import re
from functools import lru_cache

from syndicate.rules.secrecy.care import in_care, is_care
from syndicate.rules.secrecy.lexicon import ordinary, proper
from syndicate.rules.secrecy.roles import PARTICLES
from syndicate.rules.secrecy.words import Form, Word, sentences, words

LONG = 2000  # signs of a sentence that are looked at as a whole
TAIL = re.compile(r"[ ,(]{1,3}\d[\d.,/:-]{0,20}[).!?]?(?=\s|$)")  # … in September 1928.


class Reading:
    """A text and its words; sentences go by the number that their words carry.

    `foreign`: neither Dutch nor English, so that words that no list has say nothing.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.row = words(text)
        self.sentences = {sentence[0].sentence: sentence for sentence in sentences(self.row)}
        self._care: dict[int, bool] = {}
        self._stretches: dict[int, str] = {}
        self.foreign = _foreign(self.row)

    def stretch(self, sentence: int) -> str:
        """Return the text of a sentence with the sign that ends it, as far as it is looked at."""
        if sentence not in self._stretches:
            inside = self.sentences[sentence]
            end = inside[-1].end
            signs = TAIL.match(self.text, end, inside[0].start + LONG)
            end = min(signs.end() if signs else end + 1, inside[0].start + LONG)
            self._stretches[sentence] = self.text[inside[0].start : end]
        return self._stretches[sentence]

    def care(self, sentence: int) -> bool:
        """Tell whether a sentence speaks of illness, treatment or a visit; False where there is none."""
        if sentence not in self._care:
            inside = self.sentences.get(sentence, [])
            self._care[sentence] = any(_of_care(word) for word in inside) or (
                bool(inside) and in_care(self.stretch(sentence))
            )
        return self._care[sentence]

    def somebody_in_care(self, sentence: int) -> bool:
        """Tell whether a sentence speaks of somebody's own care or visit."""
        return self.care(sentence) and in_care(self.stretch(sentence))


@lru_cache(maxsize=2)
def read(text: str) -> Reading:
    """Return a legible text taken apart; the last two are kept, since several rules ask."""
    return Reading(text)


def _of_care(word: Word) -> bool:
    return is_care(word.text) or ("-" in word.text and any(map(is_care, word.text.split("-"))))


def _foreign(row: list[Word]) -> bool:
    """Tell whether a text is neither Dutch nor English, so that unknown words say nothing."""
    small = [word.key for word in row if word.form is Form.LOWER][:400]
    strange = sum(not ordinary(key) and not proper(key) and key not in PARTICLES for key in small)
    return len(small) >= 6 and strange > len(small) * 0.35
