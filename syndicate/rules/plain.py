"""plain: short sentences. Advice only; a readability number is an aid, and no proof of plain language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from syndicate.model import Article, Finding, Severity, Words
from syndicate.rules.rule import Rule

MEAN = 12
LONGEST = 20

SENTENCE_MEAN = Rule(
    "plain.sentence-mean",
    Severity.ADVICE,
    Words("Een zin telt gemiddeld hoogstens 12 woorden.", "A sentence has at most 12 words on average."),
    Words("Een zin telt hier gemiddeld {mean} woorden.", "A sentence here has {mean} words on average."),
    Words("Maak van één lange zin twee korte.", "Make two short sentences out of one long one."),
    "Thuisarts.nl (B1: 5-10 words a sentence)",
    overridable=True,
)
SENTENCE_LONGEST = Rule(
    "plain.sentence-longest",
    Severity.ADVICE,
    Words("Geen zin telt meer dan 20 woorden.", "No sentence has more than 20 words."),
    Words(
        "Zinnen van meer dan 20 woorden: {count}; de langste, hier, telt er {longest}.",
        "Sentences of more than 20 words: {count}; the longest, here, has {longest}.",
    ),
    Words("Knip hem na de eerste gedachte in tweeën.", "Cut it in two after its first thought."),
    "NHS service manual (sentences of at most 20 words)",
    overridable=True,
)
RULES = (SENTENCE_MEAN, SENTENCE_LONGEST)

FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
NOT_PROSE = re.compile(r"\s{0,8}(?:#{1,6}\s|\||:::|\[[^\]]{1,100}\]:|<|[-*_=]{3,200}\s*$|!\[)")
ITEM = re.compile(r"\s{0,12}(?:[-*+]|\d{1,3}[.)])\s+|\s{0,3}>\s?")
LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,500}(?:\s\"[^\"]{0,200}\")?\)")
TAG = re.compile(r"<[^<>]{1,500}>|https?://\S{1,2000}")
WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
END = re.compile(r"[.!?؟۔]{1,8}[\"'”’)]{0,4}(?=\s|$)")
# Their full stop ends no sentence.
SHORTENED = re.compile(
    r"(?<!\w)(bijv|bv|o\.a|m\.n|d\.w\.z|i\.v\.m|t/m|ca|dr|drs|mevr|dhr|nr|incl|excl|e\.g|i\.e|mr|mrs|vs)\.",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: the line on which it starts (counted from 0) and its number of words."""

    line: int
    words: int


def on_source(article: Article) -> Iterator[Finding]:
    """Yield advice on the length of an article's sentences."""
    found = sentences(article.body)
    if not found:
        return
    mean = round(sum(s.words for s in found) / len(found))
    if mean > MEAN:
        yield SENTENCE_MEAN.finding(article.file, article.body_line, article.ref, mean=mean)
    count = sum(s.words > LONGEST for s in found)
    if count:
        longest = max(found, key=lambda s: s.words)
        line = article.body_line + longest.line
        yield SENTENCE_LONGEST.finding(article.file, line, article.ref, count=count, longest=longest.words)


def sentences(body: str) -> list[Sentence]:
    """Return the sentences of a Markdown text; headings, tables, code, pictures and HTML have none."""
    found = []
    for start, block in _blocks(body):
        text = SHORTENED.sub(r"\1", TAG.sub(" ", LINK.sub(r"\1", block)))
        begin = 0
        for end in [*(match.end() for match in END.finditer(text)), len(text)]:
            sentence = text[begin:end]
            words = len(WORD.findall(sentence))
            if words:
                lead = len(sentence) - len(sentence.lstrip())
                found.append(Sentence(start + text.count("\n", 0, begin + lead), words))
            begin = end
    return found


def _blocks(body: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs and list items of a text with the line on which each starts."""
    block: list[str] = []
    fenced = False
    for number, line in enumerate([*body.split("\n"), ""]):
        fence = bool(FENCE.match(line))
        prose = bool(line.strip()) and not (fence or fenced or NOT_PROSE.match(line))
        item = ITEM.match(line) if prose else None
        if block and (item or not prose):
            yield number - len(block), "\n".join(block)
            block = []
        if prose:
            block.append(line[item.end() :] if item else line)
        fenced ^= fence
