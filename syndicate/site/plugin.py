"""What the plugin does at each of Pelican's signals; without an edition Pelican stays as it is."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from syndicate.errors import ContentError
from syndicate.model import Finding, Practice
from syndicate.site import beside, headers, links, private, reader
from syndicate.site.dress import speaks_ours, theme_folders
from syndicate.site.edition import KEY, Edition
from syndicate.site.social import BLOG

FALLBACK = Path(__file__).parent / "templates"
logger = logging.getLogger("pelican.syndicate")


def start(settings: dict[str, Any]) -> None:
    """Take the edition of `syndicate.site.build`, or make one; a blog has none and stays as it is.

    Its articles are the only ones that Pelican gets; the theme's functions and facts become Jinja
    globals, which a template's own variables outrank. A blog gets the feeds that it lacks, and of the
    globals none but for our own theme: another's may have a `_` or a `language` of its own.
    """
    edition: Edition | None = settings.get(KEY) or _own_edition(settings)
    settings[KEY] = edition
    if edition is not None:
        content = Path(settings["PATH"])
        settings["ARTICLE_PATHS"] = [_from(file, content) for file in edition.articles]
        settings["PAGE_PATHS"] = [_from(file, content) for file in edition.pages]
        settings["ARTICLE_TRANSLATION_ID"] = "uid"
        settings["WITH_FUTURE_DATES"] = True  # the edition holds nothing of a coming day
        if not (Path(settings["THEME"]) / "templates" / "withdrawn.html").is_file():
            overrides = settings["THEME_TEMPLATES_OVERRIDES"]
            settings["THEME_TEMPLATES_OVERRIDES"] = [*overrides, str(FALLBACK)]
    else:
        beside.add_feeds(settings)
    private.keep_out(settings)
    if edition is not None or speaks_ours(settings):
        settings["JINJA_GLOBALS"] = {**_theme_context(settings, edition), **settings["JINJA_GLOBALS"]}


def lay_films(settings: dict[str, Any]) -> None:
    """Put the films of a practice's articles into the site: Pelican itself would copy them as they are."""
    from syndicate.site import films

    if edition := settings[KEY]:
        films.lay(edition.articles.values(), Path(settings["PATH"]), Path(settings["OUTPUT_PATH"]))


def order(originals: list[Any], translations: list[Any], *, by: Any) -> None:
    """Put all in a fixed order: Pelican reads files in the order of a set, another each run.

    Originals of one uid and day (translations whose own original is not on the site) as well; else
    the order is the one that the site asks for (`by`, as in ARTICLE_ORDER_BY).
    """
    from pelican.utils import order_content

    originals.sort(key=_by_language)
    originals[:] = order_content(originals, by)
    translations.sort(key=_by_language)
    for content in chain(originals, translations):
        content.translations.sort(key=_by_language)


def want_pictures(generator: Any) -> None:
    """Have the pictures copied that pages show beside the text, and make no page per tag."""
    edition: Edition | None = generator.settings[KEY]
    if edition is not None:
        generator.context["static_links"] |= edition.pictures
        if not generator.settings["TAG_SAVE_AS"]:
            generator.tags.clear()  # Pelican would search all articles for each of them


def order_topics(generator: Any) -> None:
    """Put the categories in the order of topics.toml; those that it does not know come last."""
    edition: Edition | None = generator.settings[KEY]
    if edition is not None:
        places = {topic: place for place, topic in enumerate(edition.order)}
        generator.categories.sort(key=lambda c: places.get(c[0].slug, len(places)))


def furnish(generator: Any) -> None:
    """Give every article what the theme shows beside its text.

    Only when all is read: Pelican remembers a text with the links that it knew when first asked.
    """
    from syndicate.site import furniture, notes, people, related, translations

    settings = generator.settings
    edition: Edition | None = settings[KEY]
    if edition is None:
        beside.furnish_blog(_all(generator), settings, whole=speaks_ours(settings))
        return
    for article in _all(generator):
        article.expert = edition.at(article.source_path)
    translations.lead(_all(generator))
    addresses = people.addresses(edition, settings)
    for article in _all(generator):
        expert = article.expert
        furniture.furnish(
            article,
            article=expert,
            picture=edition.share_images.get(expert.ref) if expert else None,
            approved=edition.approved(expert) if expert else (),
            read_by=edition.read_by(expert) if expert else (),
            pages=addresses,
            syndication=edition.syndication.get(expert.ref, ()) if expert else (),
            siteurl=settings["SITEURL"],
            practice=edition.practice,
        )
        shown = edition.photos.get(expert.ref) if expert else None
        if shown and article.photo:  # the picture as it is redrawn: upright, and not larger than needed
            article.photo = replace(article.photo, width=shown.width, height=shown.height)
    related.join(_all(generator), edition.today)
    seen = notes.of((*generator.hidden_articles, *generator.hidden_translations))
    generator.context["NOTES"] = notes.current(seen, edition.today)
    people.seat(generator, edition)


def write_ways_to_find(generator: Any, writer: Any) -> None:
    """Write the pages on which patients find a text."""
    from syndicate.site import consulting, finding, following, notes, screen

    for kind in (finding, following, notes, screen, consulting):
        kind.write(generator, writer, tuple(theme_folders(generator.settings)))


def leave_drafts_out(generator: Any, metadata: dict[str, Any]) -> None:
    """Have Pelican skip a page that is a draft or of a coming day, where it would write it."""
    edition: Edition | None = generator.settings[KEY]
    if edition is None:
        return
    day = metadata.get("date")
    if isinstance(day, datetime) and day.tzinfo:
        day = day.astimezone(ZoneInfo(generator.settings["TIMEZONE"]))
    coming = isinstance(day, datetime) and day.date() > edition.today
    if coming or str(metadata.get("status", "")).strip().lower() == "draft":
        metadata["status"] = "skip"


def check_pages(generator: Any) -> None:
    """Refuse a page whose links lead nowhere or where they may not (ContentError)."""
    edition: Edition | None = generator.settings[KEY]
    if edition is None:
        return
    hidden = private.folders(generator.settings)
    folder = links.Folder(
        edition.content, edition.content.parent, frozenset(edition.articles), hidden, edition.siteurl
    )
    found: list[Finding] = []
    shown = chain(
        generator.pages, generator.translations, generator.hidden_pages, generator.hidden_translations
    )
    for page in shown:
        source = Path(page.source_path)
        place = links.Place(_from(source, folder.root), source=source.read_text(encoding="utf-8"))
        for text in (page._content, *reader.formatted(page)):
            found.extend(folder.broken(text, place))
    if found:
        raise ContentError("a page links to something that is not there.", tuple(found))


def _own_edition(settings: dict[str, Any]) -> Edition | None:
    """Read the content of a practice where Pelican runs without our build; the day is then today's.

    Mistakes are logged as Pelican logs its own: an article with an error is left out.
    """
    from syndicate import content as room
    from syndicate import settings as ours
    from syndicate.settings.blog import is_blog

    content = Path(settings["PATH"])
    if settings.get(BLOG) or is_blog(content.parent, settings):
        return None
    from syndicate.site.compiling import compile_edition

    conf = {k: v for k, v in settings.items() if k in ours.OWN_KEYS}
    names = ("TIMEZONE", "SITENAME", "DEFAULT_LANG", "PATH", "OUTPUT_PATH")
    conf |= {k: settings[k] for k in names if settings.get(k)}
    conf["SITEURL"] = settings["SITEURL"] or "http://localhost"
    made = ours.from_mapping(content.parent, conf, {})
    today = datetime.now(ZoneInfo(made.timezone)).date()
    read = room.read(
        content,
        root=content.parent,
        timezone=made.timezone,
        language=made.language,
        today=today,
        private=made.private,
    )
    edition = compile_edition(made, read, today=today, approvals={}, syndication={})
    stopped = set()
    for finding in (*read.findings, *edition.findings):
        words = f"{finding.file}:{finding.line}: {finding.said.en} {finding.mend.en}"
        logger.log(logging.ERROR if finding.blocks else logging.WARNING, "%s", words)
        stopped |= {finding.subject, finding.file} if finding.blocks else set()
    sound = {f: a for f, a in edition.articles.items() if not stopped & {a.ref, a.file}}
    return replace(edition, articles=sound)


def _theme_context(settings: dict[str, Any], edition: Edition | None) -> dict[str, object]:
    from datetime import date

    from syndicate.site import furniture, people

    found = furniture.context(
        practice=edition.practice if edition else Practice(),
        siteurl=settings["SITEURL"],
        people=edition.people if edition else {},
        today=edition.today if edition else date.max,
        translations=[folder / "translations" for folder in theme_folders(settings)],
        pages=people.addresses(edition, settings) if edition else {},
        choices=edition.choices if edition else {},
    )
    if edition:
        from syndicate.site import finding, following, notes

        found["NOTES_URL"] = notes.address_of(edition, tuple(theme_folders(settings)))
        found["FOLLOW"] = following.address_of(settings, tuple(theme_folders(settings)))
        found["SITE_CARD"] = edition.card_image
        found["find_address"] = finding.address_of(edition, tuple(theme_folders(settings)))
    if edition and settings.get("SYNDICATE_HEADERS") is not False:
        found["content_policy"] = headers.in_page
    return found


def _all(generator: Any) -> Iterable[Any]:
    return chain(
        generator.articles,
        generator.translations,
        generator.hidden_articles,
        generator.hidden_translations,
        generator.drafts,
        generator.drafts_translations,
    )


def _by_language(content: Any) -> tuple[str, str, str]:
    return (content.lang, content.slug, content.source_path or "")


def _from(file: Path, folder: Path) -> str:
    return Path(os.path.relpath(file, folder)).as_posix()
