"""The theme's words, dates and locales in the language of the page that is being written.

A language without a complete catalogue gets the theme's words in English, all of them, and `marked`
says so to screen readers; a page in half a language is worse than one in two.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from syndicate.model import Words

log = logging.getLogger(__name__)

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


def language_name(lang: str, said: str = "") -> str:
    """Return a language's name for itself, nl -> Nederlands, or its name in the language `said`.

    A language that Unicode's data do not know keeps its code.
    """
    names = _locale(said or lang).languages
    name = str(names.get(base(lang), lang))
    return name if said else name[:1].upper() + name[1:]


def base(lang: str) -> str:
    """Return a language without its script and country: pt-BR -> pt."""
    return lang.lower().partition("-")[0]


@lru_cache(maxsize=64)
def direction(lang: str) -> str:
    """Return the way in which a language is written, ltr or rtl, as Unicode's data (CLDR) say."""
    return str(_locale(lang).text_direction)


def marked(said: str, page: str) -> Markup:
    """Return the attributes of an element in the language `said` on a page in another: lang, and dir."""
    if base(said) == base(page):
        return Markup("")
    way = f' dir="{direction(said)}"' if direction(said) != direction(page) else ""
    return Markup(' lang="{}"').format(said) + Markup(way)  # noqa: S704 (ltr or rtl)


def spoken(words: Words, page: str) -> Markup:
    """Return a sentence that is kept in Dutch and English, marked where the page has neither."""
    mark = marked(Words.lang_of(page), page)
    return Markup("<span{}>{}</span>").format(mark, words.of(page)) if mark else escape(words.of(page))


def ltr(text: str) -> Markup:
    """Return a number or address that runs from left to right in every text, such as a telephone number."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(text)


def _locale(lang: str) -> Any:
    from babel.core import Locale

    return Locale.parse(locale_of(lang))


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

    week = [
        translate("%(first)s to %(last)s", lang, first=first, last=last) if last else first
        for first, _, last in (re.sub("[A-Z][a-z]", name, part).partition("-") for part in days.split(","))
    ]
    opens, _, closes = times.partition("-")
    clock = translate("%(opens)s–%(closes)s", lang, opens=opens, closes=closes)
    return f"{', '.join(week)} {clock.replace('–', JOINED_DASH)}"


class Translator:
    """Reads translations/<lang>/LC_MESSAGES/theme.po as they are: nothing needs compiling.

    Of several folders a later one adds to those before it, or says a sentence in other words.
    """

    def __init__(self, *folders: Path) -> None:
        found: dict[str, dict[str, str]] = {}
        for file in (f for folder in folders for f in sorted(folder.glob("*/LC_MESSAGES/theme.po"))):
            found.setdefault(file.parent.parent.name, {}).update(_catalogue(file.read_bytes()))
        wanted = frozenset(found.get("en", ()))
        self.catalogues: dict[str, Mapping[str, str]] = {}
        for lang, words in found.items():
            missing = len(wanted - set(words))
            if missing:
                log.warning(
                    "The theme's words are not all there in %r: its theme.po lacks %d, so its pages get them "
                    "in English.", lang, missing,
                )  # fmt: skip
            else:
                self.catalogues[lang] = words

    def __call__(self, text: str, lang: str = "en", **values: object) -> str:
        """Return the sentence in `lang` (English where it has none), with its values put in, escaped."""
        words = self.catalogues.get(base(lang), {}).get(text, text)
        return escape(words) % values if values else words

    def speaks(self, lang: str) -> str:
        """Return the language in which `lang` gets the theme's words: its own, or en."""
        return lang if base(lang) in self.catalogues else "en"


@lru_cache(maxsize=32)
def _catalogue(raw: bytes) -> Mapping[str, str]:
    from babel.messages.pofile import read_po

    return {str(m.id): str(m.string) for m in read_po(BytesIO(raw)) if m.id and m.string}


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
