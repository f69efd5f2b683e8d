"""The card of a post that a person posts: share or copy it, then say that it was posted."""

from __future__ import annotations

from collections.abc import Mapping

from syndicate.model import Act, Payload, Verb, Words
from syndicate.sheets import words
from syndicate.sheets.acting import act_link
from syndicate.sheets.frame import Frame

SKIP = "skip"
"""What stands in place of an address where somebody says that it will not be posted."""


def card_page(
    payload: Payload, *, token: str, frame: Frame, composer: str, fills: str, picture: str, acts: str
) -> str:
    """Return one HTML page: the same post gives the same bytes.

    `composer` is where the network's own page for writing a post is ("" for none), `fills` what it has there
    already; `picture` is an address from this page on. `acts` is where a person says what was posted, with
    {title} and {text}; without it the page shows the command.
    """
    network = words.network_name(payload.network, frame.lang)

    def link(text: str) -> str:
        return act_link(acts, Act(Verb.POSTED, token, text), frame.lang)

    return frame.page(
        "hand.html",
        {key: _naming(network, said) for key, said in WORDS.items()},
        payload=payload,
        token=token,
        composer=composer,
        filled=f"fills_{fills or 'nothing'}",
        picture=picture,
        posted=link("{text}"),
        skip=link(SKIP),
        plain=link(""),
    )


def _naming(network: str, said: Words) -> Words:
    return Words(said.nl.replace("{network}", network), said.en.replace("{network}", network))


WORDS: Mapping[str, Words] = {
    "title": Words("Te plaatsen op {network}", "To post on {network}"),
    "lead": Words(
        "Twee stappen, twee minuten. Niet binnen 24 uur geplaatst? Dan komt dit bericht nog één keer terug.",
        "Two steps, two minutes. Not posted within 24 hours? Then this post comes back once.",
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
