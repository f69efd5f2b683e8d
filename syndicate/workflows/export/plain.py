"""Articles, pages and settings as plain Pelican reads them: its own headers, and nothing of ours.

What our theme shows out of the front matter (picture, key points, check, sources) stands in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from pprint import pformat
from zoneinfo import ZoneInfo

from syndicate.content import Content, front_matter, topics
from syndicate.content.files import read_text
from syndicate.content.mistakes import Mistakes
from syndicate.model import Article, Status, Words
from syndicate.settings import Settings
from syndicate.site.forms import without_forms
from syndicate.site.pelican_conf import FEEDS, NO_DRAFTS
from syndicate.workflows.export.openness import public

ROOTED = re.compile(r"""(\]\(|(?:src|href)=["'])(?=/images/)""")
FROM_THEME = frozenset({"template", "overrides"})
OURS = "syndicate.site"
YAML = "pelican.plugins.yaml_metadata"
FIXED = {
    "PATH": "content",
    "PLUGINS": [],
    "RELATIVE_URLS": True,
    "WITH_FUTURE_DATES": False,
    "ARTICLE_TRANSLATION_ID": "uid",
    "MARKDOWN": {
        "extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.meta": {},
                              "markdown.extensions.toc": {}},
        "output_format": "html5",
    },
}  # fmt: skip
DOC = '''"""These texts with Pelican alone:

    pip install "pelican[markdown]"
    pelican content -s pelicanconf_plain.py
"""

'''


def article(one: Article, read: Content, conf: Settings) -> bytes:
    """Return an article's file; of a withdrawn one its notice, and never its text."""
    head = "".join(f"{name}: {_line(value)}\n" for name, value in _headers(one, read, conf) if value)
    text = one.reason if one.status is Status.WITHDRAWN else "\n\n".join(_text(one))
    return f"{head}\n{_rooted(text)}\n".encode()


def page(path: str, file: Path) -> bytes | None:
    """Return a page's file; None where its head cannot be read, so that it stays as it is."""
    mistakes = Mistakes(path)
    written = read_text(file, mistakes)
    note = None if written is None else front_matter.split(written, mistakes, {})
    if note is None:
        return None
    head = ""
    for name, value in note.fields.items():
        listed = value.text if value.plain else _listed([v.text for v in value.items or () if v.plain])
        if listed.strip() and name not in FROM_THEME:
            head += f"{name.capitalize()}: {_line(listed)}\n"
    lang = note.fields["lang"].text if "lang" in note.fields else "nl"
    return f"{head}\n{_rooted(without_forms(note.body, lang))}\n".encode()


def settings(conf: Settings) -> bytes:
    """Return a settings file for Pelican alone, with the addresses and feeds that the site has today."""
    open_ = public(conf)
    own = {k: v for k, v in open_.items() if not k.startswith("SYNDICATE_") and k != "THEME"}
    if conf.blog:
        plugins = [p for p in own.get("PLUGINS") or () if p not in (OURS, YAML)]
        said = {**own, "PATH": "content", "PLUGINS": plugins}
    else:
        addresses = {k: v for k, v in own.items() if k.endswith(("_URL", "_SAVE_AS"))}
        named = {"SITENAME": conf.sitename or conf.practice.name, "SITEURL": conf.siteurl,
                 "TIMEZONE": conf.timezone, "DEFAULT_LANG": str(own.get("DEFAULT_LANG") or conf.language),
                 "STATIC_PATHS": sorted({"images", *own.get("STATIC_PATHS", ())})}  # fmt: skip
        feeds = {k: v for k, v in FEEDS.items() if not k.endswith("_JSON")}
        said = {**named, **FIXED, **feeds, **_addresses(conf.language), **addresses}
        said |= dict.fromkeys(NO_DRAFTS, "")  # Pelican alone writes drafts where anybody can find them
    rows = (f"{name} = {pformat(value, sort_dicts=True)}\n" for name, value in said.items())
    return (DOC + "".join(rows)).encode()


def _headers(one: Article, read: Content, conf: Settings) -> Iterator[tuple[str, str]]:
    zone = ZoneInfo(conf.timezone)
    topic = topics.find(one.topic, topics.by_name(read.topics))
    state = "hidden" if one.status is Status.WITHDRAWN else str(one.status)
    yield "Title", one.title
    yield "Slug", one.slug
    yield "Lang", one.lang
    yield "Uid", one.uid
    yield "Translation", "true" if one.translation_of else ""
    yield "Status", state
    yield "Sample", "true" if one.sample else ""
    # a draft without a date got that of the day on which it was read
    if one.date and "date" in one.lines:
        yield "Date", f"{one.date.astimezone(zone):%Y-%m-%d %H:%M}"
    if one.modified:
        yield "Modified", f"{one.modified.astimezone(zone):%Y-%m-%d %H:%M}"
    yield "Authors", _listed([person.name for person in one.authors])
    yield "Category", topic.name.of(conf.language) if topic else one.topic
    yield "Tags", _listed(list(one.tags))
    yield "Summary", one.summary


def _text(one: Article) -> Iterator[str]:
    if one.image:
        yield f"![{_line(one.image_alt)}]({{static}}/{one.image})"
    if one.key_points:
        yield "\n".join(f"- {_line(point)}" for point in one.key_points)
    if one.correction:
        yield f"**{CORRECTED.of(one.lang)}** {_line(one.correction)}"
    yield without_forms(one.body, one.lang)
    if one.reviewed_by and one.last_reviewed:
        names = ", ".join(person.name for person in one.reviewed_by)
        yield CHECKED.of(one.lang).format(names=names, day=_day(one.last_reviewed))
    for label, told in ((INTERESTS, one.conflict), (AI, one.ai)):
        if told:
            yield f"**{label.of(one.lang)}** {_line(told)}"
    if one.sources:
        listed = (f"- [{_line(s.title)}]({s.url}), {_line(s.publisher)}, {s.year}" for s in one.sources)
        yield f"## {SOURCES.of(one.lang)}"
        yield "\n".join(listed)


def _addresses(language: str) -> dict[str, str]:
    topic, author = ("onderwerp", "auteur") if Words.lang_of(language) == "nl" else ("topic", "author")
    places = {"ARTICLE": "", "ARTICLE_LANG": "{lang}/", "PAGE": "", "PAGE_LANG": "{lang}/"}
    places |= {"CATEGORY": f"{topic}/", "AUTHOR": f"{author}/"}
    found: dict[str, str] = {}
    for name, before in places.items():
        found |= {f"{name}_URL": f"{before}{{slug}}/", f"{name}_SAVE_AS": f"{before}{{slug}}/index.html"}
    return found


def _listed(names: list[str]) -> str:
    """Return names as Pelican splits them: at commas, unless a semicolon stands somewhere."""
    return "; ".join(names) + (";" if len(names) == 1 and "," in names[0] else "")


def _line(text: str) -> str:
    return " ".join(text.split())


def _rooted(text: str) -> str:
    return ROOTED.sub(r"\1{static}", text)


def _day(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


CHECKED = Words("*Gecontroleerd door {names} op {day}.*", "*Checked by {names} on {day}.*")
SOURCES = Words("Bronnen", "Sources")
CORRECTED = Words("Verbeterd:", "Corrected:")
INTERESTS = Words("Belangen van de schrijver:", "Interests of the author:")
AI = Words("Hulp van AI:", "Help from AI:")
