"""coach: plain words. At most three things at once, the worst first, with the sentence and a better way.

An aid to whoever writes: it counts and looks words up, and does not read. What it passes need not be plain.
"""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.model import Article, Finding
from syndicate.rules import plain
from syndicate.rules.coach import ease, wording, words

MOST = 3
RULES = (*plain.RULES, *ease.RULES, *words.RULES, *wording.RULES)


def on_source(article: Article) -> Iterator[Finding]:
    """Yield what makes a text hard to read; of what somebody lets pass by name, always.

    A finding shows its sentence, so an article in which something may point at a patient is not coached.
    """
    found = plain.sentences(article.body)
    hints = [
        *plain.hints(article, found),
        *ease.hints(article, found),
        *words.hints(article, found),
        *wording.hints(article, found),
    ]
    passed = [h.finding for h in hints if h.finding.code in article.overrides or h.finding.blocks]
    asked = sorted((h for h in hints if h.finding not in passed), key=lambda h: -h.weight)
    yield from (*passed, *(hint.finding for hint in asked[:MOST]))
