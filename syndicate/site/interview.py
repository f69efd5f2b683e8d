"""admin/vragen/: the fixed questions one by one, for whoever would rather answer than face an empty form.

The answers become the text of a new article in the editor's form; until then they stand in that window alone.
What it says of a sentence comes of the coach's own rules (editor/plain.json), what it says of a patient's
data of the guard's.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator, Mapping
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any

from syndicate.content import questions, schema
from syndicate.content.schema import Need
from syndicate.model import Person, Topic, Words
from syndicate.model.form import NAMES, POINT, FormKind
from syndicate.settings import Settings
from syndicate.site import widgets, writing
from syndicate.site.form_words import TITLES

FOLDER = "vragen"
OURS = ("answers.js", "coach.js", "interview.css", "interview.js", "plain.json")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
TITLE = Words("Vraag voor vraag schrijven", "Write question by question")
WITHOUT = Words(
    "Om u vragen te stellen heeft deze pagina JavaScript nodig. Zet het aan in uw browser, of stuur uw "
    "antwoorden als bestand naar wie de site beheert.",
    "To ask you questions, this page needs JavaScript. Switch it on in your browser, or send your answers as "
    "a file to whoever looks after the site.",
)
WORDS = {
    "progress": Words("Vraag {n} van {all}", "Question {n} of {all}"),
    "back": Words("Terug", "Back"),
    "next": Words("Volgende", "Next"),
    "skip": Words("Overslaan", "Skip"),
    "how_text": Words(
        "Antwoord kort en in gewone woorden, alsof de patiënt voor u zit.",
        "Answer briefly and in plain words, as if the patient sat before you.",
    ),
    "how_card": Words(
        "Eén reden per regel. Op de pagina staat erboven: “{lead}” Bijvoorbeeld: “{point}”",
        "One reason a line. On the page stands above it: “{lead}” For example: “{point}”",
    ),
    "title_asked": Words("Welke vraag stelt uw patiënt?", "What does your patient ask?"),
    "authors_asked": Words("Wie schrijft dit?", "Who writes this?"),
    "reviewed_by_asked": Words("Wie leest het na?", "Who reads it before it is public?"),
    "topic_asked": Words("Bij welk onderwerp hoort het?", "Which topic does it belong to?"),
    "summary_asked": Words("Waar gaat het over, in één zin?", "What is it about, in one sentence?"),
    "holds": Words("In alinea {n} staat {said}.", "In paragraph {n} there is {said}."),
    "take_out": Words(
        "Haal het weg: zo kan de tekst niet naar het formulier.",
        "Take it out: as it is, the text cannot go to the form.",
    ),
    "stopped": Words(
        "De tekst kan nog niet naar het formulier: er staat iets in van één persoon.",
        "The text cannot go to the form yet: it holds something of one person.",
    ),
    "mend": Words("Naar: {question}", "Go to: {question}"),
    "end": Words("Dit waren de vragen", "Those were the questions"),
    "needs": Words(
        "Een concept heeft een titel en een antwoord nodig.", "A draft needs a title and one answer."
    ),
    "open": Words("Nog zonder antwoord. Dat mag:", "Not answered yet, which is fine:"),
    "todo": Words("Dit is nog nodig om te publiceren:", "This is still needed to publish:"),
    "form": Words("Naar het formulier", "Go to the form"),
    "kept": Words(
        "Uw antwoorden staan alleen in dit venster, tot u ze in het formulier opslaat.",
        "Your answers stand in this window alone, until you save them in the form.",
    ),
    "failed": Words(
        "De vragen konden niet worden opgehaald. Laad de pagina opnieuw.",
        "The questions could not be fetched. Load the page again.",
    ),
}
EXAMPLES = {
    FormKind.EMERGENCY: Words("bijna geen lucht krijgt", "can hardly breathe"),
    FormKind.CALL: Words("na drie dagen nog koorts hebt", "still have a fever after three days"),
}
"""A reason in the form in which it follows the words above its card."""


def write(settings: Settings, admin: Path, people: Mapping[str, Person], topics: Mapping[str, Topic]) -> None:
    """Write vragen/ into the folder of the editor's page."""
    folder = admin / FOLDER
    folder.mkdir()
    ours = resources.files("syndicate") / "editor"
    for name in OURS:
        (folder / name).write_bytes((ours / name).read_bytes())
    # a module: what is code is not read as a text of the practice, in which words side by side would be names
    words = json.dumps(common(settings.site_language), ensure_ascii=False, separators=(",", ":"))
    (folder / "common.js").write_text(f"export default {words};\n", encoding="utf-8", newline="\n")
    text = json.dumps(configuration(settings, people, topics), ensure_ascii=False, indent=1)
    (folder / "interview.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")
    (folder / "index.html").write_text(page(settings), encoding="utf-8", newline="\n")


def configuration(
    settings: Settings, people: Mapping[str, Person], topics: Mapping[str, Topic]
) -> dict[str, Any]:
    """Return what the page asks and says: its screens, the list of what is to be done, its words.

    `own` holds the practice's own data, which the guard passes.
    """
    lang = Words.lang_of(settings.language)
    return {
        "lang": lang,
        "site_lang": settings.site_language,
        "point": POINT,
        "own": list(writing.own(settings)),
        "screens": [*_screens(widgets.Offer(lang, settings.site_language, people, topics))],
        "todo": [{"field": f.name, "label": f.label.of(lang), "hint": f.hint.of(lang)} for f in _needed()],
        "words": {name: words.of(lang) for name, words in WORDS.items()},
    }


def _screens(offer: widgets.Offer) -> Iterator[dict[str, Any]]:
    """Yield the title, who and about what, each question of the text, and last the summary."""
    yield _of_field("title", "title", offer)
    people = [{"label": person.name, "value": person.id} for person in offer.people.values()]
    topics = [{"label": name, "value": name} for name in map(offer.topic, offer.topics.values())]
    for name, options in (("authors", people), ("reviewed_by", people), ("topic", topics)):
        if options:
            yield {**_of_field(name, "choice", offer), "options": options}
    yield from _of_text(offer.site_lang, offer.lang)
    yield _of_field("summary", "text", offer)


def _of_field(name: str, kind: str, offer: widgets.Offer) -> dict[str, Any]:
    field = next(field for field in schema.fields() if field.name == name)
    asked, how = WORDS[f"{name}_asked"].of(offer.lang), field.hint.of(offer.lang)
    return {"kind": kind, "field": name, "asked": asked, "how": how}


def _of_text(site_lang: str, lang: str) -> Iterator[dict[str, Any]]:
    """Yield each question of the text; one that cards answer is asked once for each."""
    for heading, cards in questions.asked(site_lang):
        for card in cards:
            kind = NAMES[card]
            asked = widgets.CARDS[kind].of(lang)
            lead = TITLES.get(site_lang, TITLES["en"])[kind]
            how = WORDS["how_card"].of(lang).format(lead=lead, point=EXAMPLES[kind].of(site_lang))
            yield {
                "kind": "card",
                "asked": f"{heading} {asked}",
                "how": how,
                "heading": heading,
                "card": card,
            }
        if not cards:
            yield {"kind": "text", "asked": heading, "how": WORDS["how_text"].of(lang), "heading": heading}


def _needed() -> Iterator[schema.Field]:
    """Yield what the form asks before a text is published; what it fills in by itself is no work."""
    for field in widgets.asked():
        if field.need is Need.PUBLISH and field.kind is not schema.Kind.UID and field.name != "date":
            yield field


def common(lang: str) -> list[str]:
    """Return the words that everybody meets in a language; none but in Dutch and English."""
    packed = resources.files("syndicate") / "rules" / "coach" / "common.xz"
    words = lzma.decompress(packed.read_bytes()).decode("utf-8").split("\n")
    start = f"{lang.partition('-')[0]}:"
    return [word.removeprefix(start) for word in words if word.startswith(start)]


def page(settings: Settings) -> str:
    """Return the page itself, which holds no answer and no name but the practice's."""
    lang = Words.lang_of(settings.language)
    said = {
        "lang": lang,
        "policy": POLICY,
        "title": f"{TITLE.of(lang)} - {settings.practice.name or settings.sitename}",
        "without": WITHOUT.of(lang),
        "failed": WORDS["failed"].of(lang),
    }
    text = (resources.files("syndicate") / "editor" / "interview.html").read_text(encoding="utf-8")
    for name, value in said.items():
        text = text.replace(f"«{name}»", escape(value, quote=False))
    return text
