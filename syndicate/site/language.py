"""The theme's words, dates and locales in the language of the page that is being written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import escape

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
DAY = f"(?:{'|'.join(DAYS)})"
OPENING = re.compile(rf"{DAY}(?:[-,]{DAY})* \d\d:\d\d-\d\d:\d\d")
JOINED_DASH = "\u2060–\u2060"  # no line breaks beside it
LOCALES = {"nl": "nl_NL", "en": "en_GB"}


def date_words(day: date, lang: str) -> str:
    """Return a day as people write it, "21 november 2026" (a datetime gives the day of its own zone)."""
    from babel.dates import format_date

    return format_date(day, "d MMMM y", locale=locale_of(lang))


def locale_of(lang: str) -> str:
    """Return the locale of a language as OpenGraph and Babel write it: nl -> nl_NL, en -> en_GB."""
    from babel.core import Locale, UnknownLocaleError, get_global

    if lang in LOCALES:
        return LOCALES[lang]
    try:
        found = Locale.parse(get_global("likely_subtags").get(lang, lang.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return LOCALES["en"]
    return f"{found.language}_{found.territory}" if found.territory else found.language


def language_name(lang: str) -> str:
    """Return a language's own name for itself: nl -> Nederlands."""
    from babel.core import Locale

    return (Locale.parse(lang, sep="-").language_name or lang).capitalize()


def hours_words(hours: str, lang: str, translate: Callable[..., str]) -> str:
    """Return opening hours as people write them: "Mo-Fr 08:00-17:00" -> "maandag t/m vrijdag 08:00–17:00".

    Reads schema.org's openingHours (two letters a day); anything else is shown as it is.
    """
    from babel.dates import get_day_names

    if not OPENING.fullmatch(hours):
        return hours
    days, _, times = hours.partition(" ")
    names = get_day_names("wide", locale=locale_of(lang))

    def name(match: re.Match[str]) -> str:
        return str(names[DAYS.index(match[0])])

    spoken = [
        translate("%(first)s to %(last)s", lang, first=first, last=last) if last else first
        for first, _, last in (re.sub("[A-Z][a-z]", name, part).partition("-") for part in days.split(","))
    ]
    return f"{', '.join(spoken)} {times.replace('-', JOINED_DASH)}"


def translator(folder: Path) -> Callable[..., str]:
    """Read theme/translations/<lang>/LC_MESSAGES/theme.po as they are: nothing needs compiling."""
    catalogues = {
        file.parent.parent.name: _catalogue(file) for file in sorted(folder.glob("*/LC_MESSAGES/theme.po"))
    }

    def translate(text: str, lang: str = "en", **values: object) -> str:
        """Return the sentence in `lang` (English where it has none), with its values put in, escaped."""
        words = catalogues.get(lang[:2], {}).get(text, text)
        return escape(words) % values if values else words

    return translate


def _catalogue(file: Path) -> Mapping[str, str]:
    from babel.messages.pofile import read_po

    with file.open("rb") as stream:
        return {str(m.id): str(m.string) for m in read_po(stream) if m.id and m.string}


def underscore(translate: Callable[..., str]) -> Callable[..., str]:
    """Return the templates' `_`: the sentence in the language of the page being written."""

    @pass_context
    def in_the_pages_language(ctx: Context, text: str, **values: object) -> str:
        return translate(text, page_language(ctx), **values)

    return in_the_pages_language


@pass_context
def page_language(ctx: Context) -> str:
    """Return the language of the article or page being written; lists and notices have the site's."""
    shown = ctx.get("article") or ctx.get("page") or SimpleNamespace()
    return getattr(shown, "lang", "") or str(ctx.get("DEFAULT_LANG") or "nl")
