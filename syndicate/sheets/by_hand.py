"""The card of a post that a person posts: share or copy it, then say that it was posted."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING

from syndicate.model import Act, Payload, Practice, Verb, Words
from syndicate.sheets import words
from syndicate.sheets.acting import act_link

if TYPE_CHECKING:
    from jinja2 import Template

FILES = {"card.css": "hand.css", "card.js": "hand.js"}
SKIP = "skip"
"""What stands in place of an address where somebody says that it will not be posted."""


def card_page(
    payload: Payload,
    *,
    token: str,
    lang: str,
    practice: Practice,
    name: str,
    composer: str,
    fills: str,
    picture: str,
    acts: str,
    policy: str,
    up: str,
    icon: str = "",
) -> str:
    """Return one HTML page: the same post gives the same bytes.

    `composer` is where the network's own page for writing a post is ("" for none), `fills` what it has there
    already; `picture` and `up` are addresses from this page on, `icon` one below `up`. `acts` is where a
    person says what was posted, with {title} and {text}; without it the page shows the command. `policy` is
    what it may load.
    """
    network = words.network_name(payload.network, lang)
    said = {key: sentence.of(lang).replace("{network}", network) for key, sentence in WORDS.items()}

    def link(text: str) -> str:
        return act_link(acts, Act(Verb.POSTED, token, text), lang)

    return _template().render(
        payload=payload,
        token=token,
        lang=Words.lang_of(lang),
        practice=practice,
        name=name,
        network=network,
        composer=composer,
        filled=said[f"fills_{fills or 'nothing'}"],
        picture=picture,
        template=link("{text}"),
        skip=link(SKIP),
        plain=link(""),
        policy=policy,
        up=up,
        icon=icon,
        w=said,
    )


def card_files(light: str, dark: str) -> Mapping[str, str]:
    """Return the style and the script of all cards by file name, in the practice's two shades (#rrggbb)."""
    shades = f":root {{ --brand-light: {light}; --brand-dark: {dark}; }}\n"
    read = {name: files(__package__).joinpath(source).read_text("utf-8") for name, source in FILES.items()}
    return {**read, "card.css": shades + read["card.css"]}


def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("syndicate.sheets", "."),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    ).get_template("hand.html")


WORDS: Mapping[str, Words] = {
    "title": Words("Te plaatsen op {network}", "To post on {network}"),
    "lead": Words(
        "Twee stappen, twee minuten. Niet binnen 24 uur geplaatst? Dan komt dit bericht nog één keer terug.",
        "Two steps, two minutes. Not posted within 24 hours? Then this post comes back once.",
    ),
    "sample": Words(
        "Voorbeeldpraktijk: deze mensen en deze praktijk zijn verzonnen.",
        "Sample practice: these people and this practice are made up.",
    ),
    "one": Words("Plaats het", "Post it"),
    "share": Words("Delen met beeld en tekst", "Share picture and text"),
    "share_hint": Words(
        "Kies {network}. De tekst staat ook op het klembord: laat de app hem weg, plak hem dan.",
        "Choose {network}. The text is on the clipboard as well: if the app leaves it out, paste it.",
    ),
    "copy_text": Words("Kopieer de tekst", "Copy the text"),
    "copy_link": Words("Kopieer de link", "Copy the link"),
    "copy_alt": Words("Kopieer de beschrijving", "Copy the description"),
    "copy_command": Words("Kopieer de opdracht", "Copy the command"),
    "copied": Words("Gekopieerd", "Copied"),
    "not_copied": Words("Selecteer en kopieer het zelf", "Select and copy it yourself"),
    "save": Words("Bewaar het beeld", "Save the picture"),
    "open": Words("Open {network}", "Open {network}"),
    "fills_text": Words(
        "De tekst staat daar dan al; voeg het beeld zelf toe.",
        "The text is there already then; add the picture yourself.",
    ),
    "fills_link": Words(
        "Daar staat dan alleen de link; plak de tekst en voeg het beeld toe.",
        "Only the link is there then; paste the text and add the picture.",
    ),
    "fills_nothing": Words(
        "Maak daar een nieuw bericht, plak de tekst en voeg het beeld toe.",
        "Begin a new post there, paste the text and add the picture.",
    ),
    "alt": Words("Beschrijving van het beeld", "Description of the picture"),
    "alt_why": Words(
        "Voor wie het beeld niet ziet: zet haar op {network} bij “alternatieve tekst”.",
        "For who cannot see it: put it under “alternative text” on {network}.",
    ),
    "link": Words("Link", "Link"),
    "two": Words("Zeg dat het er staat", "Say that it is there"),
    "address": Words("Adres van het bericht (mag leeg blijven)", "Address of the post (may stay empty)"),
    "address_hint": Words(
        "Kopieer het op {network} onder het bericht, en plak het hier.",
        "Copy it below the post on {network}, and paste it here.",
    ),
    "posted": Words("Geplaatst", "Posted"),
    "skip": Words("Dit plaatsen we niet", "We will not post this"),
    "where": Words(
        "Er opent een ingevulde melding bij de site; verstuur haar, en het is genoteerd.",
        "A filled-in note opens at the site's code host; send it, and it is written down.",
    ),
    "command": Words(
        "Voer dit uit op de computer waar de site staat:", "Run this on the machine where the site is:"
    ),
    "token": Words("Kenmerk", "Card"),
}
