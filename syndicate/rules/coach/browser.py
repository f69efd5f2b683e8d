"""What the browser needs to coach as we do: the coach's own patterns, lists and words, as data.

`editor/plain.json` holds `text()`, for the interview beside the editor (editor/coach.js); a test compares
them. The common words are no part of it: `site/interview.py` lays them beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from syndicate.model import Words
from syndicate.rules import outline, plain
from syndicate.rules.coach import words
from syndicate.rules.coach.lists import SPOKEN, better, spelled_out

ABOUT = (
    "Made of the rules of syndicate/rules/coach by its browser.py; read by syndicate/editor/coach.js. "
    "Patterns are for JavaScript with the signs iu or u."
)
LETTERS = r"\p{L}\p{N}"
BOUND = rf"(?:(?<=[{LETTERS}_])(?![{LETTERS}_])|(?<![{LETTERS}_])(?=[{LETTERS}_]))"
SIGN = re.compile(r"\[\^\\W_\]|\[|\]|\\.")
# of one sentence or word, where a rule speaks of all that it found
SAID: Mapping[str, Words] = {
    plain.SENTENCE_LONGEST.code: Words(
        f"Deze zin telt {{count}} woorden; hooguit {plain.LONGEST} leest fijn.",
        f"This sentence has {{count}} words; {plain.LONGEST} at most read well.",
    ),
    words.HARD_WORD.code: Words("Niet iedereen kent “{word}”.", "Not everybody knows “{word}”."),
    words.ABBREVIATION.code: Words(
        "Niet iedereen weet wat {word} betekent.", "Not everybody knows what {word} means."
    ),
    outline.TITLE.code: outline.TITLE.said,
}
# how much one weighs, as in the hints of each rule
WEIGHTS = {words.HARD_WORD.code: 3, plain.SENTENCE_LONGEST.code: 2, words.ABBREVIATION.code: 2}
EXAMPLE = {
    "nl": re.compile(r"\b(?:bijvoorbeeld|bijv|zoals|denk aan|stel dat)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:for example|for instance|such as|suppose|think of)\b", re.IGNORECASE),
}
PRAISE: Mapping[str, Words] = {
    "asks": Words(
        "Mooi: een vraag, zoals uw patiënt hem stelt.", "Good: a question, as your patient asks it."
    ),
    "calls": Words(
        "Mooi: u zegt wanneer de lezer belt. Dat antwoord telt het meest.",
        "Good: you say when the reader calls. That answer counts most.",
    ),
    "example": Words("Mooi: u geeft een voorbeeld.", "Good: you give an example."),
    "short": Words("Mooi: korte zinnen.", "Good: short sentences."),
}


def text() -> str:
    """Return the table as JSON, as it stands in editor/plain.json."""
    return json.dumps(table(), ensure_ascii=False, indent=1) + "\n"


def table() -> dict[str, Any]:
    """Return what the coach in the browser reads: lengths, patterns, lists, and its words in nl and en."""
    shapes = {
        "fence": plain.FENCE, "not_prose": plain.NOT_PROSE, "item": plain.ITEM, "link": plain.LINK,
        "tag": plain.TAG, "word": plain.WORD, "marks": plain.MARKS, "end": plain.END,
        "shortened": plain.SHORTENED, "abbreviated": words.ABBREVIATED,
    }  # fmt: skip
    return {
        "about": ABOUT,
        "longest": plain.LONGEST,
        "mean": plain.MEAN,
        "shown": plain.SHOWN,
        "title": outline.LONGEST_TITLE,
        "shortest_learned": words.SHORTEST,
        "bound": BOUND,
        "shapes": {name: in_browser(shape) for name, shape in shapes.items()},
        "known": sorted(words.KNOWN),
        "starts": sorted(words.LEARNED_STARTS),
        "inflected": list(words.INFLECTED),
        "spoken": {lang: _spoken(lang) for lang in SPOKEN},
        "found": {code: _found(code) for code in SAID},
        "better": {
            words.HARD_WORD.code: _ways(words.plainer("{word}", "{plain}"), words.plainer("{word}", "")),
            words.ABBREVIATION.code: _ways(words.in_full("{word}", "{plain}"), words.in_full("{word}", "")),
        },
        "praise": {name: _both(said) for name, said in PRAISE.items()},
    }


def in_browser(pattern: re.Pattern[str]) -> dict[str, str]:
    """Return a pattern as JavaScript reads it: there \\w and \\b know no letters but those of English."""
    inside = False

    def sign(found: re.Match[str]) -> str:
        nonlocal inside
        inside = found[0] == "[" or (inside and found[0] != "]")
        word = f"{LETTERS}_" if inside else f"[{LETTERS}_]"
        return {r"[^\W_]": f"[{LETTERS}]", r"\w": word, r"\b": BOUND, r"\d": r"\p{Nd}", r"\"": '"'}.get(
            found[0], found[0]
        )

    return {
        "source": SIGN.sub(sign, pattern.pattern),
        "flags": "iu" if pattern.flags & re.IGNORECASE else "u",
    }


def _spoken(lang: str) -> dict[str, Any]:
    return {
        "better": better(lang),
        "in_full": spelled_out(lang),
        "ends": sorted(words.LEARNED_ENDS[lang]),
        "cues": in_browser(words.CUES[lang]),
        "is": in_browser(re.compile(words.IS[lang]))["source"],
        "that": in_browser(words.THAT[lang]),
        "example": in_browser(EXAMPLE[lang]),
    }


def _found(code: str) -> dict[str, Any]:
    rules = (*plain.RULES, *words.RULES, *outline.RULES)
    rule = next(rule for rule in rules if rule.code == code)
    return {"weight": WEIGHTS.get(code, 0), "said": _both(SAID[code]), "mend": _both(rule.mend)}


def _ways(known: Words, unknown: Words) -> dict[str, dict[str, str]]:
    return {"known": _both(known), "unknown": _both(unknown)}


def _both(said: Words) -> dict[str, str]:
    return {"nl": said.nl, "en": said.en}
