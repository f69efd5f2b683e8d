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
from syndicate.site import links
from syndicate.site.edition import KEY, Edition

FALLBACK = Path(__file__).parent / "templates"
logger = logging.getLogger("pelican.syndicate")


def start(settings: dict[str, Any]) -> None:
    """Take the edition of `syndicate.site.build`, or make one where content/people.toml is.

    Its articles are the only ones that Pelican gets; the theme's functions and facts become Jinja
    globals, which a template's own variables outrank.
    """
    edition: Edition | None = settings.get(KEY) or _own_edition(settings)
    settings[KEY] = edition
    if edition is not None:
        content = Path(settings["PATH"])
        settings["ARTICLE_PATHS"] = [_from(file, content) for file in edition.articles]
        settings["ARTICLE_TRANSLATION_ID"] = "uid"
        settings["WITH_FUTURE_DATES"] = True  # the edition holds nothing of a coming day
        if not (Path(settings["THEME"]) / "templates" / "withdrawn.html").is_file():
            overrides = settings["THEME_TEMPLATES_OVERRIDES"]
            settings["THEME_TEMPLATES_OVERRIDES"] = [*overrides, str(FALLBACK)]
    settings["JINJA_GLOBALS"] = {**_theme_context(settings, edition), **settings["JINJA_GLOBALS"]}


def order(originals: list[Any], translations: list[Any]) -> None:
    """Put translations in a fixed order: Pelican reads files in the order of a set, another each run."""
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


def furnish(generator: Any) -> None:
    """Give every article what the theme shows beside its text.

    Only when all is read: Pelican remembers a text with the links that it knew when first asked.
    """
    from syndicate.site import furniture

    settings = generator.settings
    edition: Edition | None = settings[KEY]
    for article in _all(generator):
        expert = edition.at(article.source_path) if edition else None
        furniture.furnish(
            article,
            article=expert,
            picture=edition.share_images.get(expert.ref) if edition and expert else None,
            approved=edition.approved(expert) if edition and expert else (),
            syndication=edition.syndication.get(expert.ref, ()) if edition and expert else (),
            siteurl=settings["SITEURL"],
            practice=edition.practice if edition else Practice(),
        )
        shown = edition.photos.get(expert.ref) if edition and expert else None
        if shown and article.photo:  # the picture as it is redrawn: upright, and not larger than needed
            article.photo = replace(article.photo, width=shown.width, height=shown.height)


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
    folder = links.Folder(edition.content, edition.content.parent, frozenset(edition.articles))
    found: list[Finding] = []
    shown = chain(
        generator.pages, generator.translations, generator.hidden_pages, generator.hidden_translations
    )
    for page in shown:
        source = Path(page.source_path)
        place = links.Place(_from(source, folder.root), source=source.read_text(encoding="utf-8"))
        found.extend(folder.broken(page._content, place))
    if found:
        raise ContentError("a page links to something that is not there.", tuple(found))


def _own_edition(settings: dict[str, Any]) -> Edition | None:
    """Read the content where Pelican runs without our build; the day is then today's.

    Mistakes are logged as Pelican logs its own: an article with an error is left out.
    """
    content = Path(settings["PATH"])
    if not (content / "people.toml").is_file():
        return None
    from syndicate import content as room
    from syndicate import settings as ours
    from syndicate.site.edition import compile_edition

    conf = {k: v for k, v in settings.items() if k in ours.OWN_KEYS}
    names = ("TIMEZONE", "SITENAME", "DEFAULT_LANG", "PATH", "OUTPUT_PATH")
    conf |= {k: settings[k] for k in names if settings.get(k)}
    conf["SITEURL"] = settings["SITEURL"] or "http://localhost"
    made = ours.from_mapping(content.parent, conf, {})
    today = datetime.now(ZoneInfo(made.timezone)).date()
    read = room.read(
        content, root=content.parent, timezone=made.timezone, language=made.language, today=today
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

    from syndicate.site import furniture

    return furniture.context(
        practice=edition.practice if edition else Practice(),
        siteurl=settings["SITEURL"],
        people=edition.people if edition else {},
        today=edition.today if edition else date.max,
        translations_folder=Path(settings["THEME"]) / "translations",
    )


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
