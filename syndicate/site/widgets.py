"""What stands in a form for each field of an article (content/fields.toml), and the words around it.

A kind of field without a widget here stays in the file as it is: the form neither shows nor changes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from syndicate.content import schema
from syndicate.content.schema import Field, Kind, Need
from syndicate.model import NoteKind, Person, Status, Topic, Words
from syndicate.model.form import FormKind

TEASER = 80
# what belongs to a film is made with other tools; short addresses are given once, and stay in the file
NOT_ASKED = frozenset({"video_alt", "short"})
OF_NOTES = ("note", "authors", "until")
KINDS = {
    NoteKind.NEWS: Words("Nieuws", "News"),
    NoteKind.TIP: Words("Tip", "Tip"),
    NoteKind.QUESTION: Words("Vraag", "Question"),
    NoteKind.THANKS: Words("Dank", "Thanks"),
}
STATES = {
    Status.DRAFT: Words("Concept", "Draft"),
    Status.PUBLISHED: Words("Openbaar", "Public"),
    Status.WITHDRAWN: Words("Ingetrokken", "Withdrawn"),
}
WORDS = {
    "articles": Words("Artikelen", "Articles"),
    "article": Words("Artikel", "Article"),
    "translations": Words("Vertalingen", "Translations"),
    "translation": Words("Vertaling", "Translation"),
    "notes": Words("Mededelingen", "Notes"),
    "note": Words("Mededeling", "Note"),
    "note_hint": Words(
        "Enkele regels, hooguit 280 tekens. Zij gaat één keer uit, zodra een collega haar gelezen heeft.",
        "A few lines, at most 280 characters. It goes out once, as soon as a colleague has read it.",
    ),
    "pages": Words("Pagina's", "Pages"),
    "page": Words("Pagina", "Page"),
    "text": Words("Tekst", "Text"),
    "text_hint": Words(
        "Antwoord op de vragen die er al staan, in gewone woorden. Niets waaraan iemand te herkennen is.",
        "Answer the questions that stand there already, in plain words. Nothing by which anybody is known.",
    ),
    "interview": Words(
        "Een nieuw artikel vraag voor vraag schrijven: [begin hier](vragen/).",
        "To write a new article question by question, [begin here](vragen/).",
    ),
    "title": Words("Titel", "Title"),
    "publisher": Words("Uitgever", "Publisher"),
    "year": Words("Jaar", "Year"),
    "url": Words("Webadres", "Web address"),
    "description": Words("Omschrijving", "Description"),
    "to_publish": Words("Nodig om te publiceren.", "Needed to publish."),
    "year_wrong": Words("Schrijf een jaartal, zoals 2026.", "Write a year, such as 2026."),
    "teaser_long": Words(
        f"Hooguit {TEASER} tekens, eindigend met een vraagteken.",
        f"At most {TEASER} characters, ending with a question mark.",
    ),
    "focus_wrong": Words(
        "Schrijf twee getallen van 0 tot 1: 0.5 0.3", "Write two numbers from 0 to 1: 0.5 0.3"
    ),
    "season_wrong": Words("Schrijf weken, zoals 40-46.", "Write weeks, such as 40-46."),
    "consent_wrong": Words("Schrijf alleen het nummer.", "Write the number alone."),
    "card": Words("Kaart", "Card"),
    "card_kind": Words("Soort", "Kind"),
    "card_title": Words("Kop (mag leeg blijven)", "Heading (may stay empty)"),
    "card_hint": Words(
        "Boven een kaart om te bellen staat “Bel … als u:”. Elke regel maakt dat af: “geen lucht krijgt”.",
        "A card to call begins with “Call … if you:”. Each line ends it: “cannot breathe”.",
    ),
}
CARDS = {
    FormKind.SELF: Words("Wat de lezer zelf kan doen", "What readers can do themselves"),
    FormKind.PRACTICE: Words("Wanneer de lezer de praktijk belt", "When readers call the practice"),
    FormKind.CALL: Words("Wanneer de lezer meteen belt", "When readers call at once"),
    FormKind.EMERGENCY: Words("Wanneer de lezer 112 belt", "When readers call 112"),
    FormKind.DO: Words("Wel doen", "Do"),
    FormKind.DONT: Words("Niet doen", "Don't"),
    FormKind.WARNING: Words("Let op", "Warning"),
    FormKind.STEPS: Words("Stappen", "Steps"),
    FormKind.FIGURE: Words("Afbeelding met onderschrift", "Picture with words below it"),
    FormKind.QUOTE: Words("Citaat", "Quotation"),
}
"""The short forms as an editor shows them; `::: meer` may hold others, and stays as it was typed."""
Widget = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a form can offer: the practice's people and topics, in the language of its forms."""

    lang: str
    site_lang: str
    people: Mapping[str, Person]
    topics: Mapping[str, Topic]

    def said(self, name: str) -> str:
        """Return a word of the form."""
        return WORDS[name].of(self.lang)

    def topic(self, topic: Topic) -> str:
        """Return what an article calls a topic: its name in the language of the site."""
        return topic.name.of(self.site_lang)


def _line(field: Field, _offer: Offer) -> Widget:
    return {"widget": "string" if field.longest <= 200 else "text", "maxlength": field.longest}


def _text(field: Field, offer: Offer) -> Widget:
    if field.name == "topic" and offer.topics:
        return {"widget": "select", "options": [offer.topic(topic) for topic in offer.topics.values()]}
    return _line(field, offer)


def _texts(_field: Field, _offer: Offer) -> Widget:
    return {"widget": "list"}


def _day(_field: Field, _offer: Offer) -> Widget:
    return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}


def _people(_field: Field, offer: Offer) -> Widget:
    if not offer.people:
        return {"widget": "hidden"}
    known = [{"label": person.name, "value": person.id} for person in offer.people.values()]
    return {"widget": "select", "multiple": True, "options": known}


def _sources(_field: Field, offer: Offer) -> Widget:
    year = {"pattern": [r"^(?:19|20)[0-9]{2}$", offer.said("year_wrong")]}
    more: dict[str, Widget] = {"title": {}, "publisher": {}, "year": year, "url": {"type": "url"}}
    cells = [{"name": n, "label": offer.said(n), "widget": "string", **rest} for n, rest in more.items()]
    return {"widget": "list", "fields": cells, "summary": "{{title}}", "collapsed": "auto"}


def _teasers(_field: Field, offer: Offer) -> Widget:
    text = {
        "name": "text", "label": offer.said("text"), "widget": "string", "maxlength": TEASER,
        "pattern": [r"[?؟]$", offer.said("teaser_long")],
    }  # fmt: skip
    kept = [{"name": name, "widget": "hidden"} for name in ("channel", "form", "lang")]
    return {"widget": "list", "fields": [text, *kept], "summary": "{{text}}", "collapsed": "auto"}


def _status(_field: Field, offer: Offer) -> Widget:
    options = [{"label": words.of(offer.lang), "value": str(status)} for status, words in STATES.items()]
    return {"widget": "select", "options": options, "default": str(Status.DRAFT), "required": True}


def _note(_field: Field, offer: Offer) -> Widget:
    options = [{"label": words.of(offer.lang), "value": str(kind)} for kind, words in KINDS.items()]
    return {"widget": "select", "options": options, "default": str(NoteKind.NEWS), "required": True}


def _picture(_field: Field, _offer: Offer) -> Widget:
    return {"widget": "image", "choose_url": False}


def _hidden(_field: Field, _offer: Offer) -> Widget:
    return {"widget": "hidden"}


def _written(form: str, wrong: str, widget: str = "string") -> Callable[[Field, Offer], Widget]:
    return lambda _field, offer: {"widget": widget, "pattern": [form, offer.said(wrong)]}


WIDGETS: Mapping[Kind, Callable[[Field, Offer], Widget]] = {
    Kind.TEXT: _text,
    Kind.TEXTS: _texts,
    Kind.UID: _hidden,
    Kind.SLUG: _hidden,
    Kind.LANG: _hidden,
    Kind.MOMENT: _day,
    Kind.DAY: _day,
    Kind.PEOPLE: _people,
    Kind.SOURCES: _sources,
    Kind.PICTURE: _picture,
    Kind.FOCUS: _written(r"^(?:0|1|0?\.[0-9]+) (?:0|1|0?\.[0-9]+)$", "focus_wrong"),
    Kind.TEASERS: _teasers,
    Kind.SEASON: _written(r"^[0-9]{1,2}(?:-[0-9]{1,2})?$", "season_wrong"),
    Kind.STATUS: _status,
    Kind.YES: _hidden,
    Kind.NOTE: _note,
    Kind.CONSENTS: _written(r"^[a-z]{0,3}-?[0-9]{1,6}(?:-[0-9]{1,6}){0,3}$", "consent_wrong", "list"),
}


def asked() -> tuple[Field, ...]:
    """Return the fields of an article that the form holds, shown or hidden."""
    of_notes = {"note", "until"}
    return tuple(f for f in schema.fields() if f.kind in WIDGETS and f.name not in NOT_ASKED | of_notes)


def of_notes() -> tuple[Field, ...]:
    """Return the fields of a note that its form shows beside the text."""
    known = {field.name: field for field in schema.fields()}
    return tuple(known[name] for name in OF_NOTES)


def shown(field: Field, offer: Offer) -> Widget:
    """Return the widget of a field, with its words; only a title and a text must be there."""
    made = {"name": field.name, "required": field.need is Need.DRAFT, **WIDGETS[field.kind](field, offer)}
    if made["widget"] == "hidden":
        return {"name": field.name, "widget": "hidden"}
    hint = field.hint.of(offer.lang)
    needed = f"{offer.said('to_publish')} " if field.need is Need.PUBLISH else ""
    return {**made, "label": field.label.of(offer.lang), "hint": needed + hint}


def labelled(field: Field, offer: Offer) -> Widget:
    """Return the name and words of a field that must be filled in, for a widget of another kind."""
    label, hint = field.label.of(offer.lang), field.hint.of(offer.lang)
    return {"name": field.name, "label": label, "hint": hint, "required": True}
