"""What stands around every page of the desk and every card, and how a post or a button is told to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from importlib.resources import files
from typing import Any

from markupsafe import Markup, escape

from syndicate.model import Practice, Words
from syndicate.sheets import words
from syndicate.sheets.page import MARKS, Card

STYLE = "desk.css"
CARD = {"card.css": "hand.css", "card.js": "hand.js"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What the pages share: language, practice, what they may load (`policy`), the way `up` to the site.

    `style` and `icon` are addresses below `up`, `icon` "" without one.
    """

    lang: str
    practice: Practice
    name: str
    policy: str
    up: str
    style: str
    icon: str = ""

    def day(self, day: date) -> str:
        """Return a day as people say it: "maandag 23 november"."""
        return said_day(day, self.lang)

    def clock(self, hour: time) -> str:
        """Return a time of the day as people say it: "8.00", in English "08:00"."""
        from babel.dates import format_time

        form, locale = ("H.mm", "nl_NL") if self.lang.startswith("nl") else ("HH:mm", "en_GB")
        return format_time(hour, form, locale=locale)

    def page(self, template: str, said: Mapping[str, Words], **more: Any) -> str:
        """Return the HTML of a template with its words in the practice's language."""
        from jinja2 import Environment, PackageLoader, StrictUndefined

        made = Environment(
            loader=PackageLoader("syndicate.sheets", "."),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        ).get_template(template)
        return made.render(
            frame=self,
            lang=Words.lang_of(self.lang),
            w={key: sentence.of(self.lang) for key, sentence in {**WORDS, **said}.items()},
            network=lambda card: account_name(card.payload.network, card.post.account, self.lang),
            marked=_marked,
            coded=_coded,
            **more,
        )


@dataclass(frozen=True, slots=True)
class Deed:
    """What a person can do: at an address of the code host, or by a `command` where there is none."""

    url: str = ""
    command: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A post as its network would show it, with the address of its picture ("" without)."""

    card: Card
    picture: str = ""


def account_name(network: str, account: str, lang: str) -> str:
    """Return an account as people call it: by its network, and by its own name where it has one."""
    name = words.network_name(network, lang)
    return name if account == network else f"{name} ({account})"


def said_day(day: date, lang: str) -> str:
    """Return a day as people say it: "maandag 23 november"."""
    from babel.dates import format_date

    return format_date(day, "EEEE d MMMM", locale="nl_NL" if lang.startswith("nl") else "en_GB")


def card_files(light: str, dark: str) -> Mapping[str, str]:
    """Return the style and the script of all cards by file name, in the practice's two shades (#rrggbb)."""
    shades = f":root {{ --brand-light: {light}; --brand-dark: {dark}; }}\n"
    read = {name: files(__package__).joinpath(source).read_text("utf-8") for name, source in CARD.items()}
    return {**read, "card.css": shades + read["card.css"]}


def desk_files(light: str, dark: str) -> Mapping[str, str]:
    """Return the style of all pages of the desk by file name: that of the cards, and what is added to it."""
    own = files(__package__).joinpath(STYLE).read_text("utf-8")
    return {STYLE: card_files(light, dark)["card.css"] + own}


def _marked(text: str) -> Markup:
    """Return a text with its addresses, #tags and @names coloured; every sign stays."""
    found: list[Markup] = []
    at = 0
    for mark in MARKS.finditer(text):
        found += [escape(text[at : mark.start()]), Markup('<span class="mark">{}</span>').format(mark[0])]
        at = mark.end()
    return Markup("").join([*found, escape(text[at:])])


def _coded(sentence: str) -> Markup:
    """Return a sentence with what stands between backticks as code."""
    pieces = [escape(piece) for piece in sentence.split("`")]
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if at % 2 else piece for at, piece in enumerate(pieces)
    )


WORDS: Mapping[str, Words] = {
    "sample": Words(
        "Voorbeeldpraktijk: deze mensen en deze praktijk zijn verzonnen.",
        "Sample practice: these people and this practice are made up.",
    ),
    "more": Words("… meer", "… more"),
    "private": Words(
        "Deze pagina is alleen voor de praktijk. Stuur het adres niet door.",
        "This page is for the practice alone. Do not pass its address on.",
    ),
    "button": Words("Meer informatie", "Learn more"),
    "run": Words("Voer dit uit op de computer waar de site staat:", "Run this where the site is kept:"),
}
