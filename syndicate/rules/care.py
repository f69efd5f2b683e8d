"""care: a text that tells when to call does so in a care card; the card for 112 leads nowhere else.

The first is a warning: a text of before there were cards is no less true, and must not stop a site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.model import CARE, Article, Finding, FormKind, Severity, Words, forms_of
from syndicate.model.form import POINT, WHEN_TO_CALL
from syndicate.rules.rule import Rule

CARD = Rule(
    "trust.care-card",
    Severity.WARNING,
    Words(
        "Een tekst die zegt wanneer u belt, doet dat in een kaart.",
        "A text that says when to call does so in a care card.",
    ),
    Words("Wanneer de lezer belt, staat hier niet in een kaart.", "When to call is in no care card here."),
    Words(
        "Zet de lijst tussen een regel `::: bel` (of `::: 112`, `::: zelf`) en een regel `:::`.",
        "Put the list between a line `::: call` (or `::: emergency`, `::: self`) and a line `:::`.",
    ),
    "NHS service manual (care cards)",
    overridable=True,
)
EMERGENCY_LINK = Rule(
    "trust.emergency-link",
    Severity.ERROR,
    Words("Een kaart voor 112 bevat geen andere link.", "A card for 112 holds no other link."),
    Words(
        "In deze kaart voor 112 staat een link naar iets anders.",
        "This card for 112 holds a link to something else.",
    ),
    Words(
        "Haal de link weg of zet hem onder de kaart; de kaart belt zelf 112.",
        "Take the link out or put it below the card; the card calls 112 by itself.",
    ),
    "NHS service manual (care cards: no further information in an emergency)",
    overridable=True,
)
UNWRITTEN = Rule(
    "trust.care-unwritten",
    Severity.ERROR,
    Words("Elk punt van een kaart is ingevuld.", "Every point of a care card is written."),
    Words("In deze kaart staat nog een leeg punt.", "This card still holds an empty point."),
    Words(
        "Schrijf het punt op, of haal de kaart weg als de tekst hem niet nodig heeft.",
        "Write the point, or take the card out where the text does not need it.",
    ),
    "own rule: nobody may be told to call 112 for nothing",
)
RULES = (CARD, EMERGENCY_LINK, UNWRITTEN)

# every verb with dzwonić in it: a warning may hear more than a page leads to
_ASKED = rf"{WHEN_TO_CALL}|\bkiedy\b.*dzwoni"
_CALLED = (
    r"\b(?:bel|belt|bellen|call|phone|ring)\b[^.\n]{0,20}\b112\b",
    r"\b112['’]yi\b",
    r"dzwo\w{1,4} pod 112\b",
    r"بالرقم 112\b",
)
WHEN = re.compile(rf"^#{{2,4}}[ \t][^\n]*?(?:{_ASKED})|{'|'.join(_CALLED)}", re.I | re.M)
LINK = re.compile(
    r"\]\(\s*+<?+\s*+(?!tel:112\b)|\]\[|href\s*+=\s*+[\"']?+(?!tel:112\b)|<(?:https?:|mailto:|\S{1,99}@)",
    re.I,
)


def on_source(article: Article) -> Iterator[Finding]:
    """Yield where an article tells when to call without a card, and what no card may hold."""
    forms, slips = forms_of(article.body)
    told = None if slips else WHEN.search(article.body)
    if told and not any(form.kind in CARE for form in forms):
        line = article.body_line + article.body.count("\n", 0, told.start())
        yield CARD.finding(article.file, line, article.ref)
    for form in forms:
        lines = [line.strip() for line in form.text.split("\n")]
        if POINT in lines:
            line = article.body_line + form.line + 1 + lines.index(POINT)
            yield UNWRITTEN.finding(article.file, line, article.ref)
        link = LINK.search(form.text) if form.kind is FormKind.EMERGENCY else None
        if link:
            line = article.body_line + form.line + 1 + form.text.count("\n", 0, link.start())
            yield EMERGENCY_LINK.finding(article.file, line, article.ref)
