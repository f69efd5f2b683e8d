"""Words: what a reader may not know, and finds unexplained where it first stands.

A word is hard when the thesaurus has it, or when it is rare (less than once in a million words) and made as
learned words are (-itis, hyper-). Rare alone says nothing: griepprik and tandenborstel are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from syndicate.model import Article, Severity, Words
from syndicate.rules.coach.lists import SPOKEN, better, common, spelled_out
from syndicate.rules.plain import WORD, Hint, Sentence, at
from syndicate.rules.rule import Fact, Rule
from syndicate.rules.wordlists import endings, listed

HARD_WORD = Rule(
    "plain.hard-word",
    Severity.WARNING,
    Words(
        "Waar een moeilijk woord voor het eerst staat, staat uitleg; het gewone woord gaat voorop.",
        "A hard or medical word is explained where it first stands, the plain word first.",
    ),
    Words(
        "Moeilijke woorden zonder uitleg: {count}, zoals “{word}” in: “{sentence}”.",
        "Hard words that are not explained: {count}, such as “{word}” in: “{sentence}”.",
    ),
    Words("Beter: {better}.", "Better: {better}."),
    "NHS service manual (plain word first); Thuisarts.nl",
    overridable=True,
)
ABBREVIATION = Rule(
    "plain.abbreviation",
    Severity.WARNING,
    Words(
        "Een afkorting staat voluit waar zij voor het eerst staat.",
        "An abbreviation is spelled out where it first stands.",
    ),
    Words(
        "Afkortingen zonder uitleg: {count}, zoals {word} in: “{sentence}”.",
        "Abbreviations that are not explained: {count}, such as {word} in: “{sentence}”.",
    ),
    Words("Beter: {better}.", "Better: {better}."),
    "NHS service manual (abbreviations); Thuisarts.nl",
    overridable=True,
)
RULES = (HARD_WORD, ABBREVIATION)

# a sentence and its language -> each word found, with a better one where it is known
Look = Callable[[str, str], Iterator[tuple[str, str]]]

SHORTEST = 7
LEARNED_ENDS = {
    "nl": endings(
        """
        itis emie pathie ectomie scopie grafie plastie algie urie penie cytose tomie megalie plegie fagie
        sclerose trofie genese lyse ectasie rragie rroe iasis
        """
    ),
    "en": endings(
        """
        itis emia aemia pathy ectomy scopy graphy plasty algia uria penia otomy megaly plegia phagia
        sclerosis trophy genesis lysis ectasis rrhage rrhoea iasis
        """
    ),
}
LEARNED_STARTS = tuple(
    listed("hyper hypo gastro hemato haemato nefro nephro cardio neuro dermato pneumo immuno cyto osteo myo")
)
INFLECTED = ("en", "es", "'s", "s", "e", "n")
ABBREVIATED = re.compile(r"(?<![\w-])[A-Z]{2,6}s?(?![\w])")
# What everybody reads without thinking, and words that are only shouted.
KNOWN = listed(
    """
    GGD RIVM NHG EHBO AED HIV AIDS COVID PDF SMS TV WC EU VS APK DNA ID PC USB BSN BIG NHS GP UK US USA
    OK FAQ NIET WEL NOOIT ALTIJD GEEN LET OP BEL MEER JA NEE EN OF NU NOT NEVER ALWAYS NO YES DO AND OR
    CALL IN IK IS HET DE EEN WHO KNMG KNMT SOS CD DVD URL SPF UV II III IV VI VII AM PM GPS ICT
    """
)
CUES = {
    "nl": re.compile(
        r"\b(?:heet|heten|noem(?:t|en)|genoemd|betekent|oftewel|ofwel|medische (?:woord|naam|term)"
        r"|moeilijk woord|dat wil zeggen|afkorting|staat voor)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:called|known as|means?|stands for|medical (?:word|name|term)|that is"
        r"|in other words|short for)\b",
        re.IGNORECASE,
    ),
}
# After the word what it is: "Artrose is slijtage", and in the next sentence "Dat is ...".
IS = {"nl": r"\s{1,3}(?:is|zijn)\b", "en": r"\s{1,3}(?:is|are)\b"}
THAT = {
    "nl": re.compile(r"\s{0,3}(?:Dat|Dit|Zo'n)\b.{0,20}\b(?:is|zijn|betekent|heet|maakt)\b"),
    "en": re.compile(r"\s{0,3}(?:That|This|These|It)\b.{0,20}\b(?:is|are|means|makes)\b"),
}


def hints(article: Article, found: Sequence[Sentence]) -> Iterator[Hint]:
    """Yield what an article's hard words and abbreviations ask for, in Dutch and English."""
    lang = article.lang.partition("-")[0]
    if lang not in SPOKEN:
        return
    hard = list(_unexplained(found, lang, _hard))
    if hard:
        word, plain, sentence = hard[0]
        facts: dict[str, Fact] = {"word": word, "better": plainer(word, plain)}
        yield Hint(3 * len(hard), at(HARD_WORD, article, sentence, count=len(hard), **facts))
    short = list(_unexplained(found, lang, _abbreviated))
    if short:
        word, plain, sentence = short[0]
        facts = {"word": word, "better": in_full(word, plain)}
        yield Hint(2 * len(short), at(ABBREVIATION, article, sentence, count=len(short), **facts))


def plainer(word: str, plain: str) -> Words:
    """Return what to write in place of a hard word; `plain` is a better one, "" where none is known."""
    if plain:
        return Words(
            f"schrijf “{plain}”, en heeft de lezer het vakwoord nodig, dan erachter: ({word})",
            f"write “{plain}”, and if the reader needs the term, behind it: ({word})",
        )
    return Words(
        f"kies een gewoner woord, of zet er tussen haakjes achter wat “{word}” is",
        f"choose a more ordinary word, or say behind it, in brackets, what “{word}” is",
    )


def in_full(word: str, plain: str) -> Words:
    """Return how to spell out an abbreviation; `plain` says it in words, "" where that is not known."""
    if plain:
        return Words(f"bijvoorbeeld “{plain}”", f"for example “{plain}”")
    return Words(
        f"schrijf hem eerst voluit, met {word} er tussen haakjes achter",
        f"spell it out first, with {word} behind it in brackets",
    )


def _hard(text: str, lang: str) -> Iterator[tuple[str, str]]:
    for match in WORD.finditer(text):
        word = match[0]
        plain = _in_thesaurus(word.lower(), lang)
        named = match.start() > 0 and word[0].isupper()
        if plain or (not named and _learned(word.lower(), lang)):
            yield word, plain


def _abbreviated(text: str, lang: str) -> Iterator[tuple[str, str]]:
    for match in ABBREVIATED.finditer(text):
        word = match[0].removesuffix("s")
        if word not in KNOWN:
            yield word, spelled_out(lang).get(word, "")


def _unexplained(found: Sequence[Sentence], lang: str, look: Look) -> Iterator[tuple[str, str, Sentence]]:
    """Yield each word that `look` finds, once, with the sentence where it first stands unexplained."""
    told: set[str] = set()
    for place, sentence in enumerate(found):
        for word, plain in look(sentence.text, lang):
            if word.lower() in told:
                continue
            told.add(word.lower())
            before = found[place - 1].text if place else ""
            after = found[place + 1].text if place + 1 < len(found) else ""
            if not _explained(word, plain, (before, sentence.text, after), lang):
                yield word, plain, sentence


def _explained(word: str, plain: str, around: tuple[str, str, str], lang: str) -> bool:
    """Tell whether the sentence of a word, the one before it or the one after it say what it is."""
    before, text, after = around
    spot = re.escape(word)
    if re.search(rf"\([^()]{{0,80}}\b{spot}\w{{0,2}}\b|\b{spot}\w{{0,2}}[”’\"']?\s{{0,3}}\(", text):
        return True
    if CUES[lang].search(text) or THAT[lang].match(after) or re.search(spot + IS[lang], text):
        return True
    said = f"{before} {text} {after}".lower()
    return bool(plain) and plain.partition(" (")[0].lower() in said


def _in_thesaurus(word: str, lang: str) -> str:
    table = better(lang)
    return next((table[form] for form in _forms(word) if form in table), "")


def _learned(word: str, lang: str) -> bool:
    if len(word) < SHORTEST or not word.isalpha():
        return False
    forms = _forms(word)
    shaped = any(f.endswith(LEARNED_ENDS[lang]) for f in forms) or word.startswith(LEARNED_STARTS)
    return shaped and not any(_met(form, lang) for form in forms)


def _met(word: str, lang: str) -> bool:
    """Tell whether everybody meets a word, or the last part of a word that is put together."""
    return any(f"{lang}:{word[start:]}" in common() for start in range(max(1, len(word) - 5)))


def _forms(word: str) -> list[str]:
    return [word, *(word.removesuffix(end) for end in INFLECTED if word.endswith(end))]
