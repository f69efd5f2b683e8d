"""The words around what is drawn, in Dutch and in English, and how days and networks are named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from syndicate.limits import Limits, Unit
from syndicate.model import Film, Finding, Severity, Words

NETWORKS: Mapping[str, Words] = {
    "x": Words("X", "X"),
    "linkedin": Words("LinkedIn", "LinkedIn"),
    "whatsapp": Words("WhatsApp", "WhatsApp"),
    "google": Words("Google-bedrijfsprofiel", "Google Business Profile"),
    "email": Words("E-mail", "E-mail"),
    "webhook": Words("Eigen ontvanger (webhook)", "Your own receiver (webhook)"),
    "folder": Words("Map op deze computer", "Folder on this computer"),
    "hand": Words("Met de hand", "By hand"),
}
UNITS: Mapping[Unit, Words] = {
    Unit.WEIGHTED: Words("tekens, zoals het netwerk ze telt", "characters as the network counts them"),
    Unit.GRAPHEMES: Words("tekens", "characters"),
    Unit.CODE_POINTS: Words("tekens", "characters"),
    Unit.UTF16: Words("tekens (UTF-16)", "characters (UTF-16)"),
    Unit.EMOJI_BYTES: Words("tekens (een emoji telt zwaarder)", "characters (an emoji counts for more)"),
}
SEVERITIES: Mapping[Severity, Words] = {
    Severity.ERROR: Words("Fout", "Error"),
    Severity.WARNING: Words("Let op", "Warning"),
    Severity.ADVICE: Words("Advies", "Advice"),
}
WORDS: Mapping[str, Words] = {
    "title": Words("Zo komt het eruit te zien", "This is how it will look"),
    "intro": Words(
        "Elk bericht hieronder is precies wat er straks uitgaat: dezelfde tekens, dezelfde foto, dezelfde "
        "link. Er is nog niets geplaatst.",
        "Every post below is exactly what will go out: the same characters, the same picture, the same "
        "link. Nothing has been posted yet.",
    ),
    "posts": Words("Berichten die eraan komen", "Posts to come"),
    "none": Words("Er staat nu niets klaar om te plaatsen.", "Nothing is waiting to be posted now."),
    "when": Words("Wanneer", "When"),
    "where": Words("Waar", "Where"),
    "article": Words("Artikel", "Article"),
    "drafts": Words("Concepten", "Drafts"),
    "drafts_intro": Words(
        "Deze teksten gaan nog niet uit. Dit mist er nog.", "These texts do not go out yet. This is missing."
    ),
    "todo": Words("Nog te doen", "Still to do"),
    "skips": Words("Wat niet uitgaat, en waarom", "What does not go out, and why"),
    "why": Words("Waarom niet", "Why not"),
    "until": Words("Vanaf", "From"),
    "findings": Words("Wat er aan de teksten opviel", "What was noticed in the texts"),
    "more": Words("… meer", "… more"),
    "behind": Words("Dit staat achter “meer”:", "This stands behind “more”:"),
    "alt": Words("Beschrijving van de foto", "Description of the picture"),
    "no_alt": Words("ontbreekt", "missing"),
    "no_place": Words(
        "gaat niet mee: hier is er geen plaats voor", "does not go along: there is no place for it"
    ),
    "no_picture": Words("Geen foto", "No picture"),
    "film": Words("Film", "Film"),
    "link": Words("Link", "Link"),
    "no_link": Words("gaat niet mee", "does not go along"),
    "cost": Words("Kosten", "Cost"),
    "button": Words("Meer informatie", "Learn more"),
    "from": Words("Van", "From"),
    "to": Words("Aan", "To"),
    "key": Words("Kenmerk", "Key"),
    "language": Words("Taal", "Language"),
    "counted": Words("Hoe dit geteld en getekend is", "How this was counted and drawn"),
    "source": Words("Bron", "Source"),
    "clean": Words("Geen opmerkingen", "No remarks"),
    "passed": Words("Goed", "Passed"),
    "allowed": Words("Toegestaan door", "Allowed by"),
    "sample": Words(
        "Voorbeeldpraktijk: deze mensen en deze praktijk zijn verzonnen.",
        "Sample practice: these people and this practice are made up.",
    ),
    "skip_link": Words("Direct naar de berichten", "Skip to the posts"),
    "contents": Words("Op deze pagina", "On this page"),
}


def moment(at: datetime, lang: str, zone: ZoneInfo, *, short: bool = False) -> str:
    """Return a moment on the practice's clock: "maandag 23 november 2026 om 9.15 uur", "ma 23 nov 9.15"."""
    from babel.dates import format_datetime

    dutch = lang.startswith("nl")
    clock = "H.mm" if dutch else "HH:mm"
    long = f"EEEE d MMMM y 'om' {clock} 'uur'" if dutch else f"EEEE d MMMM y 'at' {clock}"
    form = f"EEE d MMM {clock}" if short else long
    return format_datetime(at.astimezone(zone), form, locale="nl_NL" if dutch else "en_GB")


def network_name(network: str, lang: str) -> str:
    """Return a network's name as people write it."""
    known = NETWORKS.get(network)
    return known.of(lang) if known else network.capitalize()


def counted(count: int, limits: Limits, lang: str) -> str:
    """Return the exact count: "212 / 280 tekens"."""
    return f"{count} / {limits.characters} {UNITS[limits.unit].of(lang)}"


def filmed(film: Film, limits: Limits, lang: str) -> str:
    """Return what there is to say of a film in words: "32 seconden, met ondertitels"."""
    captions = limits.film is not None and limits.film.captions
    return (CAPTIONED if captions else DESCRIBED).of(lang).format(seconds=round(film.seconds))


CAPTIONED = Words("{seconds} seconden, met ondertitels", "{seconds} seconds, with captions")
DESCRIBED = Words(
    "{seconds} seconden; wat er gezegd wordt, staat in de beschrijving",
    "{seconds} seconds; what is said stands in its description",
)


def place(finding: Finding) -> str:
    """Return file:line of a finding, as far as it has them."""
    return f"{finding.file}:{finding.line}" if finding.line else finding.file
