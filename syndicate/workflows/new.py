"""new: a draft to begin with; it needs a title, the rest is on its own to-do list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from syndicate import settings
from syndicate.content import questions
from syndicate.content.naming import is_language, slugify
from syndicate.content.schema import Need, fields
from syndicate.errors import SettingsError


def _front_matter(known: dict[str, str], lang: str) -> Iterator[str]:
    """Yield a line for each field that publication asks for, with what belongs there as a comment."""
    for field in fields():
        wanted = field.need is Need.PUBLISH or field.name == "teasers"
        if field.name in known:
            yield f"{field.name}: {known[field.name]}"
        elif wanted:
            yield f"{field.name}: # {field.help.of(lang)}"


def new(root: Path, title: str, lang: str = "", topic: str = "") -> Path:
    """Write content/articles/<slug>.md as a draft with the fixed questions, and return its path.

    Raises SettingsError where the title is empty, the language is none, or the file exists already:
    nothing is overwritten.
    """
    conf = settings.load(root)
    language = lang or conf.language
    if not is_language(language):
        raise SettingsError(f"{language!r} is no language code; say one as nl, en or pt-BR.")
    slug = slugify(title)
    if not slug:
        raise SettingsError('an article needs a title, e.g. invoke new "Wat helpt bij hoofdpijn?"')
    file = (
        conf.content / "articles" / (f"{slug}.md" if language == conf.language else f"{slug}.{language}.md")
    )
    if conf.blog:
        return _write(_for_a_blog(conf, slug), _header(conf, title, language, topic), conf)
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    known = {"title": f'"{quoted}"', "uid": slug, "slug": slug, "lang": language, "status": "draft"}
    if topic:
        known["topic"] = topic
    lines = ["---", *_front_matter(known, conf.language), "---", "", questions.opening(language)]
    return _write(file, lines, conf)


def _for_a_blog(conf: settings.Settings, slug: str) -> Path:
    """Return where a blog's texts are: the first folder that Pelican reads articles from."""
    places = conf.pelican.get("ARTICLE_PATHS") or [""]
    return conf.content / (places if isinstance(places, str) else str(places[0])) / f"{slug}.md"


def _header(conf: settings.Settings, title: str, language: str, topic: str) -> list[str]:
    """Return a draft in Pelican's own form, which says nothing that only a practice promises."""
    today = conf.now().astimezone(ZoneInfo(conf.timezone)).date()
    known = {"Title": title, "Date": today, "Status": "draft", "Category": topic}
    known["Lang"] = language if language != conf.language else ""
    return [*(f"{name}: {value}" for name, value in known.items() if value), "", ""]


def _write(file: Path, lines: list[str], conf: settings.Settings) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as out:
            out.write("\n".join(lines).rstrip() + "\n")
    except FileExistsError:
        raise SettingsError(
            f"{file.relative_to(conf.root)} exists already; open it, or choose another title."
        ) from None
    return file
