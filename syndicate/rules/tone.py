"""tone: the teaser laws of the seeds. All of it is advice: what a reader feels, no machine decides."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from syndicate.limits import Limits, Unit, measure
from syndicate.model import Article, Finding, Severity, Words
from syndicate.rules.rule import Rule, line_of
from syndicate.rules.wordlists import FEELINGS, SPOKEN

SHORT = 80
MOST_HASHTAGS = 3
FEWEST_TEASERS = 3


def _advice(code: str, checks: Words, said: Words, mend: Words, source: str) -> Rule:
    return Rule(f"tone.{code}", Severity.ADVICE, checks, said, mend, source, overridable=True)


LENGTH = _advice(
    "length",
    Words(
        "Een teaser telt hoogstens 80 tekens, zonder link en hashtags.",
        "A teaser has at most 80 characters, link and hashtags not counted.",
    ),
    Words("Deze teaser telt {length} tekens.", "This teaser has {length} characters."),
    Words("Korter krijgt meer reacties: streef naar 80.", "Shorter gets more response: aim at 80."),
    "seed T2",
)
QUESTION = _advice(
    "question",
    Words("Een teaser eindigt met een vraag.", "A teaser ends with a question."),
    Words("Deze teaser eindigt niet met een vraag.", "This teaser does not end with a question."),
    Words(
        "Sluit af met een vraag die uitnodigt tot reageren.", "Close with a question that invites an answer."
    ),
    "seed T4",
)
IMAGE = _advice(
    "image",
    Words("Bij een artikel hoort een foto.", "An article has a picture."),
    Words("Er is geen foto.", "There is no picture."),
    Words("Zet een treffende foto bij `image`.", "Add a striking picture as `image`."),
    "seed T1",
)
FEELING = _advice(
    "feeling",
    Words(
        "Minstens één teaser toont gevoel: een uitroepteken, een emoji of een gevoelswoord.",
        "At least one teaser shows feeling: an exclamation mark, an emoji or a word of feeling.",
    ),
    Words("Geen van de teasers toont gevoel.", "None of the teasers shows feeling."),
    Words(
        "Zeg wat het met iemand doet: bang, opgelucht, trots, blij.",
        "Say what it does to somebody: afraid, relieved, proud, happy.",
    ),
    "seed T3",
)
PROMOTION = _advice(
    "promotion",
    Words(
        "Geen prijsvraag, promotie, korting of actie.", "No contest, promotion, discount or special offer."
    ),
    Words("Dit klinkt als reclame.", "This sounds like advertising."),
    Words("Deel kennis; reclame wordt overgeslagen.", "Share knowledge; advertising is ignored."),
    "seeds T6, L1",
)
HASHTAGS = _advice(
    "hashtags",
    Words("Hoogstens drie hashtags.", "At most three hashtags."),
    Words("Er staan {count} hashtags in.", "There are {count} hashtags in it."),
    Words("Houd de een of twee die lezers echt volgen.", "Keep the one or two that readers follow."),
    "seeds L3, L4",
)
CAPITALS = _advice(
    "capitals",
    Words("Geen zinnen in hoofdletters.", "No sentences in capitals."),
    Words("Hier staan woorden in hoofdletters.", "Here are words in capitals."),
    Words(
        "Gebruik gewone letters: hoofdletters lezen als roepen.",
        "Use ordinary letters: capitals read as shouting.",
    ),
    "NHS service manual (capitals); WCAG 2.2 understanding 3.1.5",
)
TEASERS = _advice(
    "teasers",
    Words("Een artikel heeft minstens drie teasers.", "An article has at least three teasers."),
    Words(
        "Dit artikel heeft minder dan drie teasers ({count}); bij opnieuw delen valt herhaling op.",
        "This article has fewer than three teasers ({count}); sharing it again will sound repeated.",
    ),
    Words("Schrijf er drie, elk met een andere invalshoek.", "Write three, each with another angle."),
    "seeds, Plan (timeless blogs); L4",
)
NETWORK_LENGTH = Rule(
    "tone.network-length",
    Severity.WARNING,
    Words(
        "Iedere teaser past met zijn link op de accounts waarvoor hij is.",
        "Every teaser fits, with its link, on the accounts that it is for.",
    ),
    Words("Deze teaser is {over} te lang voor {account}.", "This teaser is {over} too long for {account}."),
    Words(
        "Kort hem in, of schrijf er een eigen teaser voor met `channel`.",
        "Shorten it, or write one of its own for it with `channel`.",
    ),
    "each network's own counting",
    overridable=True,
)
RULES = (LENGTH, QUESTION, IMAGE, FEELING, PROMOTION, HASHTAGS, CAPITALS, TEASERS, NETWORK_LENGTH)

LINK = re.compile(r"(?:https?://|www\.)\S{1,2000}", re.IGNORECASE)
HASHTAG = re.compile(r"(?<![\w&/])#\w{1,100}")
PROMOTING = re.compile(
    r"(?<!\w)(?:prijsvra(?:ag|gen)|promoties?|promo(?:code)?|kortings?(?:code|codes|actie|bon)?|acties?|actie(?:code|prijs)"
    r"|aanbieding(?:en)?|win ?acties?|give-?aways?|contests?|sweepstakes?|promotions?|discounts?(?: codes?)?"
    r"|coupons?|vouchers?|special offers?)(?!\w)",
    re.IGNORECASE,
)
# What a health text may well speak of: "kom in actie", health promotion.
NOT_PROMOTING = re.compile(r"(?<!\w)(?:in actie|health promotion)(?!\w)", re.IGNORECASE)
SHOUTED = re.compile(r"(?<!\w)[^\W\d_a-z]{2,40}(?:[ ,]{1,2}[^\W\d_a-z]{2,40}){0,40}(?!\w)")


def on_source(article: Article) -> Iterator[Finding]:
    """Yield advice on an article's picture and on its author's teasers."""
    if not article.image:
        yield IMAGE.on(article, "image")
    own = [t for t in article.teasers if t.lang in ("", article.lang)]
    if len(own) < FEWEST_TEASERS:
        yield TEASERS.on(article, "teasers", count=len(own))
    # of a language whose words of feeling are not listed here, nothing can be said
    if (
        own
        and article.lang.partition("-")[0] in SPOKEN
        and not any(shows_feeling(teaser.text) for teaser in own)
    ):
        yield FEELING.on(article, "teasers")
    for index, teaser in enumerate(article.teasers):
        line = line_of(article, "teasers", index)
        yield from on_text(teaser.text, article.file, line, article.ref)
    if promotes(article.title):
        yield PROMOTION.on(article, "title")


def on_note(article: Article) -> Iterator[Finding]:
    """Yield advice on a note, which is its own teaser: promotion, hashtags and capitals in it."""
    said = on_text(article.body, article.file, article.body_line, article.ref)
    yield from (f for f in said if f.code not in (LENGTH.code, QUESTION.code))


def on_text(text: str, file: str, line: int, subject: str) -> Iterator[Finding]:
    """Yield advice on one short text: its length, its end, its promotion, hashtags and capitals."""
    words = bare(text)
    length = measure(words, Limits(Unit.GRAPHEMES, SHORT))
    hashtags = len(HASHTAG.findall(text))
    if length > SHORT:
        yield LENGTH.finding(file, line, subject, length=length)
    if not asks(words):
        yield QUESTION.finding(file, line, subject)
    if promotes(text):
        yield PROMOTION.finding(file, line, subject)
    if hashtags > MOST_HASHTAGS:
        yield HASHTAGS.finding(file, line, subject, count=hashtags)
    if shouts(words):
        yield CAPITALS.finding(file, line, subject)


def bare(text: str) -> str:
    """Return a teaser's words: without links and hashtags, in single spaces."""
    return " ".join(HASHTAG.sub(" ", LINK.sub(" ", text)).split())


def asks(words: str) -> bool:
    """Tell whether the last sentence is a question; closing quotes and emoji after it do not count."""
    signs = (
        c
        for c in reversed(words)
        if unicodedata.category(c) not in ("So", "Sk", "Mn", "Cf", "Pf", "Pe", "Zs")
    )
    return next((c for c in signs if c not in "\"'"), "") in tuple("?？؟")


def promotes(text: str) -> bool:
    """Tell whether a text uses a word of advertising, in Dutch or English."""
    return bool(PROMOTING.search(NOT_PROMOTING.sub(" ", text)))


def shouts(words: str) -> bool:
    """Tell whether a run of words in capitals has eight letters or more; GGD or RIVM alone has not."""
    return any(sum(c.isupper() for c in run[0]) >= 8 for run in SHOUTED.finditer(words))


def shows_feeling(text: str) -> bool:
    """Tell whether a teaser shows feeling, by the modest signs that T3's rule names.

    A word list cannot know irony or warmth; it only finds the teasers that surely have neither.
    """
    words = re.findall(r"[^\W\d_]+", text.lower())
    return "!" in text or any(unicodedata.category(c) == "So" for c in text) or not FEELINGS.isdisjoint(words)
