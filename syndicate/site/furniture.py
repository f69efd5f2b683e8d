"""What the theme finds around an article: trust, addresses, dates and words in its language.

`furnish` dresses one Pelican article; `context` gives every template the practice, its people and
the functions it calls. Everything is a function of its arguments: the day comes in, no clock is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from syndicate.model import Approval, Article, Person, Picture, Practice, Role, wrote
from syndicate.site import jsonld, srcset
from syndicate.site.calling import when_to_call
from syndicate.site.colour import palette
from syndicate.site.language import (
    Translator,
    date_words,
    direction,
    hours_words,
    language_name,
    locale_of,
    ltr,
    marked,
    page_language,
    spoken,
    underscore,
)
from syndicate.site.markup import clean
from syndicate.site.notation import fediverse, initials, shorten, tel
from syndicate.site.outline import outline, words_of
from syndicate.site.pagegraph import Around
from syndicate.site.qr import qr
from syndicate.site.widths import Choice


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture from the content folder as the theme shows it: `path` from the site's root, size in
    pixels, and which ninth of it matters (0, 1 or 2 across and down)."""

    path: str
    width: int
    height: int
    alt: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Check:
    """One person's standing approval, on a day of the practice's own calendar."""

    person: Person
    day: date


def furnish(
    pelican_article: Any,
    *,
    article: Article | None,
    picture: Picture | None,
    approved: tuple[tuple[Person, Approval], ...],
    syndication: tuple[str, ...],
    siteurl: str,
    practice: Practice,
    read_by: tuple[tuple[Person, Approval], ...] = (),
    pages: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Give a Pelican article all that the theme shows beside its text.

    `article` None is an ordinary Pelican article: it is left plain. Only an approval of exactly this
    text, by somebody who did not write it, counts as checked (`checks`, with the local day); `read_by`
    are those who vouch for a translation, as somebody who reads its language. `pages` holds the address of
    each person's page by id.
    """
    root = siteurl.rstrip("/")
    url = f"{root}/{pelican_article.url}"
    zone = getattr(pelican_article, "timezone", None) or ZoneInfo("Europe/Amsterdam")
    checks = () if article is None else _checks(article, approved, zone)
    pelican_article.expert = article
    pelican_article.share_image = picture
    pelican_article.approved = approved
    pelican_article.checks = checks
    pelican_article.read_by = tuple(Check(p, a.at.astimezone(zone).date()) for p, a in read_by)
    pelican_article.syndication = syndication
    pelican_article.absolute_url = url
    pelican_article.published = (article and article.date) or getattr(pelican_article, "date", None)
    pelican_article.updated = (
        (article and article.modified)
        or getattr(pelican_article, "modified", None)
        or pelican_article.published
    )
    pelican_article.plain_title = article.title if article else words_of(pelican_article.title)
    pelican_article.description = _description(pelican_article, article)
    pelican_article.photo = (
        _photo(article.image, article.image_alt, _content_folder(pelican_article), article.image_focus)
        if article
        else None
    )
    pelican_article.fediverse = next(
        (h for p in (article.authors if article else ()) for a in p.accounts if (h := fediverse(a))), ""
    )
    pelican_article.jsonld = _jsonld(pelican_article, article, root=root, practice=practice, pages=pages)


def context(
    *,
    practice: Practice,
    siteurl: str,
    people: Mapping[str, Person],
    today: date,
    translations: Iterable[Path],
    pages: Mapping[str, str] = MappingProxyType({}),
    choices: Mapping[str, Choice] = MappingProxyType({}),
) -> dict[str, object]:
    """Return what every template may use.

    Words: `_(text, **values)` in the page's own language, `t(text, lang)` in a given one,
    `date_words(day, lang)`; `speaks(lang)` is the language that those words come in, `marked` the
    attributes of what stands in another language than its page. Facts: PRACTICE, SITE (absolute, without
    a slash at the end), PEOPLE, `today`. The rest are small pure functions, described where they stand.
    """
    root = siteurl.rstrip("/")
    translate = Translator(*translations)
    by_name = {**{p.name: p for p in people.values()}, **people}
    return {
        "PRACTICE": practice,
        "SITE": root,
        "PEOPLE": people,
        "today": today,
        "t": translate,
        "_": underscore(translate),
        "language": page_language,
        "language_name": language_name,
        "speaks": translate.speaks,
        "direction": direction,
        "marked": marked,
        "spoken": spoken,
        "ltr": ltr,
        "date_words": date_words,
        "locale_of": locale_of,
        "tel": lambda number: tel(number, practice.country),
        "hours_words": lambda hours, lang: hours_words(hours, lang, translate),
        "initials": initials,
        "outline": outline,
        "palette": palette(practice.colour),
        "person_of": lambda name: by_name.get(str(name)),
        "page_jsonld": Around(practice, root, pages).graph,
        "home_jsonld": lambda lang: jsonld.home(practice, root, lang),
        "shorten": shorten,
        "when_to_call": when_to_call,
        "qr": qr,
        **srcset.functions(choices),
    }


def _checks(
    article: Article, approved: tuple[tuple[Person, Approval], ...], zone: ZoneInfo
) -> tuple[Check, ...]:
    return tuple(
        Check(person, approval.at.astimezone(zone).date())
        for person, approval in approved
        if approval.role is Role.MEDICAL and article.signed_by(approval) and not wrote(person, article)
    )


def _others(pelican_article: Any) -> list[Any]:
    """The same article in other languages, as far as search engines are led there."""
    return [a for a in getattr(pelican_article, "alternates", ()) if a is not pelican_article]


def _description(pelican_article: Any, article: Article | None) -> str:
    """The page's description: the author's summary, else the start of the text."""
    if article and article.summary:
        return shorten(article.summary)
    return shorten(words_of(clean(str(getattr(pelican_article, "summary", "") or pelican_article.title))))


def _content_folder(pelican_article: Any) -> Path:
    return Path(getattr(pelican_article, "settings", {}).get("PATH", "content"))


def _photo(image: str, alt: str, folder: Path, focus: tuple[float, float]) -> Photo | None:
    """The article's own picture with its size, so that the page does not jump while it loads."""
    from PIL import Image

    path = re.sub(r"^\{(?:static|attach)\}", "", image).lstrip("/")
    file = folder / path
    if not path or not file.is_file():
        return None
    with Image.open(file) as opened:
        width, height = opened.size
    across, down = (min(2, int(part * 3)) for part in focus)
    return Photo(path, width, height, alt, across, down)


def _jsonld(
    pelican_article: Any, article: Article | None, *, root: str, practice: Practice, pages: Mapping[str, str]
) -> str:
    picture = pelican_article.share_image
    if article is None:
        return jsonld.plain(
            title=pelican_article.plain_title,
            url=pelican_article.absolute_url,
            siteurl=root,
            lang=getattr(pelican_article, "lang", "nl"),
            authors=tuple(str(a) for a in getattr(pelican_article, "authors", ())),
            published=pelican_article.published,
            modified=pelican_article.updated,
            practice=practice,
            picture=picture,
            description=pelican_article.description,
        )
    topic = getattr(getattr(pelican_article, "category", None), "url", "")
    return jsonld.expert(
        jsonld.Told(
            article,
            url=pelican_article.absolute_url,
            siteurl=root,
            practice=practice,
            picture=picture,
            checked=tuple((c.person, c.day) for c in pelican_article.checks),
            translations={t.lang: f"{root}/{t.url}" for t in _others(pelican_article)},
            topic_url=f"{root}/{topic}" if topic else "",
            description=pelican_article.description,
            pages=pages,
        )
    )
