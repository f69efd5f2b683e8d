"""The fixed questions with which a text begins: `new` writes them into a file, the editor into its form,
and the interview beside it asks them one by one.
"""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.model.form import POINT

QUESTIONS = {
    "nl": (
        "Wat is het?",
        "Wat kunt u zelf doen?",
        "Wanneer belt u?",
        "Hoe gaat het verder?",
        "Meer informatie",
    ),
    "en": (
        "What is it?",
        "What can you do yourself?",
        "When do you call?",
        "What happens next?",
        "More information",
    ),
    "tr": (
        "Nedir?",
        "Kendiniz ne yapabilirsiniz?",
        "Ne zaman aramalısınız?",
        "Sonra ne olur?",
        "Daha fazla bilgi",
    ),
    "pl": (
        "Co to jest?",
        "Co możesz zrobić sam(a)?",
        "Kiedy dzwonić?",
        "Co będzie dalej?",
        "Więcej informacji",
    ),
    "ar": (
        "ما هو؟",
        "ماذا يمكنك أن تفعل بنفسك؟",
        "متى تتصل بنا؟",
        "ماذا يحدث بعد ذلك؟",
        "معلومات أخرى",
    ),
}

# The short forms with which the third question is answered, each with a point to write.
CARDS = {"nl": ("112", "bel")}
ANSWERED = 2


def asked(lang: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each question in `lang`, else in English, and the cards that answer it (none: a text does)."""
    for place, question in enumerate(QUESTIONS.get(lang, QUESTIONS["en"])):
        yield question, CARDS.get(lang, ("emergency", "call")) if place == ANSWERED else ()


def opening(lang: str, blank: str = "") -> str:
    """Return the questions as the headings of a text in `lang`, with `blank` where an answer is to come."""
    lines: list[str] = []
    for question, cards in asked(lang):
        lines += [f"## {question}", ""]
        lines += [line for card in cards for line in (f"::: {card}", POINT, ":::", "")] or [blank, ""][
            not blank :
        ]
    return "\n".join(lines)
