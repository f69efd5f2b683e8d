"""plain: short sentences and paragraphs. A number is an aid, and no proof of plain language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from syndicate.model import Article, Finding, Severity, Words
from syndicate.rules.rule import Fact, Rule

MEAN = 12
LONGEST = 20
SENTENCES = 3
SHOWN = 160

SENTENCE_MEAN = Rule(
    "plain.sentence-mean",
    Severity.WARNING,
    Words("Een zin telt gemiddeld hoogstens 12 woorden.", "A sentence has at most 12 words on average."),
    Words("Een zin telt hier gemiddeld {mean} woorden.", "A sentence here has {mean} words on average."),
    Words("Maak van één lange zin twee korte.", "Make two short sentences out of one long one."),
    "Thuisarts.nl (B1: 5-10 words a sentence)",
    overridable=True,
)
SENTENCE_LONGEST = Rule(
    "plain.sentence-longest",
    Severity.WARNING,
    Words("Geen zin telt meer dan 20 woorden.", "No sentence has more than 20 words."),
    Words(
        "Zinnen van meer dan 20 woorden: {count}; de langste telt er {longest}: “{sentence}”.",
        "Sentences of more than 20 words: {count}; the longest has {longest}: “{sentence}”.",
    ),
    Words("Knip hem na de eerste gedachte in tweeën.", "Cut it in two after its first thought."),
    "NHS service manual (sentences of at most 20 words)",
    overridable=True,
)
PARAGRAPH = Rule(
    "plain.paragraph",
    Severity.WARNING,
    Words(
        "Een alinea telt hoogstens drie zinnen; zijn ze kort, dan hoogstens 60 woorden.",
        "A paragraph has at most three sentences; where they are short, at most 60 words.",
    ),
    Words(
        "Te lange alinea's: {count}; de langste telt {longest} zinnen: “{sentence}”.",
        "Paragraphs that are too long: {count}; the longest has {longest} sentences: “{sentence}”.",
    ),
    Words(
        "Begin bij de volgende gedachte een nieuwe alinea, of maak er een lijst van.",
        "Begin a new paragraph at the next thought, or make it a list.",
    ),
    "NHS service manual (paragraphs of at most 3 sentences)",
    overridable=True,
)
RULES = (SENTENCE_MEAN, SENTENCE_LONGEST, PARAGRAPH)

FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
NOT_PROSE = re.compile(r"\s{0,8}(?:#{1,6}\s|\||:::|\[[^\]]{1,100}\]:|<|[-*_=]{3,200}\s*$|!\[)")
ITEM = re.compile(r"\s{0,12}(?:[-*+]|\d{1,3}[.)])\s+|\s{0,3}>\s?")
LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,500}(?:\s\"[^\"]{0,200}\")?\)")
TAG = re.compile(r"<[^<>]{1,500}>|https?://\S{1,2000}")
WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
MARKS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)|`")
END = re.compile(r"[.!?؟۔]{1,8}[\"'”’)]{0,4}(?=\s|$)")
# Their full stop ends no sentence.
SHORTENED = re.compile(
    r"(?<!\w)(bijv|bv|o\.a|m\.n|d\.w\.z|i\.v\.m|t/m|ca|dr|drs|mevr|dhr|nr|incl|excl|e\.g|i\.e|mr|mrs|vs)\.",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: the line on which it starts (counted from 0), its number of words, and its text.

    `block` is the number of its paragraph or list item; `item` tells the latter.
    """

    line: int
    words: int
    text: str = field(default="", compare=False)
    block: int = field(default=0, compare=False)
    item: bool = field(default=False, compare=False)

    @property
    def shown(self) -> str:
        """Return its text in one line without its full stop, cut where it is long."""
        text = " ".join(self.text.split()).rstrip(".")
        return text if len(text) <= SHOWN else f"{text[:SHOWN].rsplit(' ', 1)[0]} …"


@dataclass(frozen=True, slots=True)
class Hint:
    """A finding of the coach, and how much it weighs: the worst comes first."""

    weight: float
    finding: Finding


def hints(article: Article, found: Sequence[Sentence]) -> Iterator[Hint]:
    """Yield what the lengths of an article's sentences and paragraphs ask for."""
    if not found:
        return
    mean = round(sum(s.words for s in found) / len(found))
    if mean > MEAN:
        said = SENTENCE_MEAN.finding(article.file, article.body_line, article.ref, mean=mean)
        yield Hint(2 * (mean - MEAN), said)
    long = [s for s in found if s.words > LONGEST]
    if long:
        worst = max(long, key=lambda s: s.words)
        yield Hint(2 * len(long), at(SENTENCE_LONGEST, article, worst, count=len(long), longest=worst.words))
    yield from _paragraphs(article, found)


def at(rule: Rule, article: Article, sentence: Sentence, **facts: Fact) -> Finding:
    """Return what a rule saw in a sentence, on its line, with the sentence."""
    line = article.body_line + sentence.line
    return rule.finding(article.file, line, article.ref, sentence=sentence.shown, **facts)


def _paragraphs(article: Article, found: Sequence[Sentence]) -> Iterator[Hint]:
    """Yield the paragraphs that are long in sentences and in words: six of four words read fast."""
    whole = [list(members) for _, members in groupby(found, key=lambda s: s.block)]
    long = [p for p in whole if len(p) > SENTENCES and sum(s.words for s in p) > SENTENCES * LONGEST]
    if long:
        worst = max(long, key=len)
        yield Hint(len(long), at(PARAGRAPH, article, worst[0], count=len(long), longest=len(worst)))


def sentences(body: str) -> list[Sentence]:
    """Return the sentences of a Markdown text; headings, tables, code, pictures and HTML have none."""
    found = []
    for number, (start, item, block) in enumerate(_blocks(body)):
        text = SHORTENED.sub(r"\1", MARKS.sub("", TAG.sub(" ", LINK.sub(r"\1", block))))
        begin = 0
        for end in [*(match.end() for match in END.finditer(text)), len(text)]:
            sentence = text[begin:end]
            words = len(WORD.findall(sentence))
            if words:
                lead = len(sentence) - len(sentence.lstrip())
                line = start + text.count("\n", 0, begin + lead)
                found.append(Sentence(line, words, sentence.strip(), number, item))
            begin = end
    return found


def _blocks(body: str) -> Iterator[tuple[int, bool, str]]:
    """Yield the paragraphs and list items (True) of a text with the line on which each starts."""
    block: list[str] = []
    fenced = listed = False
    for number, line in enumerate([*body.split("\n"), ""]):
        fence = bool(FENCE.match(line))
        prose = bool(line.strip()) and not (fence or fenced or NOT_PROSE.match(line))
        item = ITEM.match(line) if prose else None
        if block and (item or not prose):
            yield number - len(block), listed, "\n".join(block)
            block = []
        if prose:
            listed = listed if block else bool(item)
            block.append(line[item.end() :] if item else line)
        fenced ^= fence
