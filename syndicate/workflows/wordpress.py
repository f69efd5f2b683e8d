"""import: the texts of a WordPress site as drafts, and a page that says what of them needs a person."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from syndicate import content, rules, settings
from syndicate.content.naming import RESERVED, slugify
from syndicate.content.schema import Need, fields
from syndicate.errors import SettingsError
from syndicate.model import Article, Finding, Severity, Words
from syndicate.settings import Settings
from syndicate.site.wordpress import Post, read_export
from syndicate.workflows.way import Tell, silent

REPORT = "import-report{}.txt"


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written: the drafts, those that were there already, and the report."""

    files: tuple[Path, ...]
    there: tuple[Path, ...]
    report: Path


def import_wordpress(root: Path, file: Path, *, tell: Tell = silent) -> Imported:
    """Write every post as a draft to content/articles, every page to content/pages, and a report.

    Nothing is fetched or overwritten. Raises SettingsError in a blog or without the extra, ContentError
    for a file that is no export.
    """
    conf = settings.load(root)
    if conf.blog:
        raise SettingsError("this is a blog of Pelican's own form; `pelican-import --wpfile` fills it.")
    export = read_export(file)
    tell(f"{file.name}: {len(export.posts)} posts and pages")
    places = {post: _place(conf, post) for post in export.posts}
    ours = {_last(post.slug): place for post, place in places.items()}
    made: dict[Post, tuple[str, ...]] = {}
    for post, place in places.items():
        dead, body = _linked(post, ours, conf)
        if _write(place, [*_header(post, place, conf), "", body]):
            made[post] = dead
    there = tuple(place for post, place in places.items() if post not in made)
    parts = ["\n".join(_about(post, places[post], dead, conf)) for post, dead in made.items()]
    report = _report(conf, [_opening(conf, len(made), there, export.left), *parts])
    return Imported(tuple(places[post] for post in made), there, report)


def _place(conf: Settings, post: Post) -> Path:
    slug = slugify(post.slug) or slugify(post.title) or "tekst"
    slug = f"over-{slug}" if slug in RESERVED else slug
    return conf.content / ("pages" if post.page else "articles") / f"{slug}.md"


def _header(post: Post, place: Path, conf: Settings) -> Iterator[str]:
    """Yield the front matter: what WordPress knows, and that it is a draft."""
    known = {"title": _quoted(post.title or place.stem), "slug": place.stem, "status": "draft"}
    if not post.page:
        known |= {"uid": place.stem, "lang": conf.language}
        known["topic"] = _quoted(post.topic) if post.topic else ""
        known["tags"] = f"[{', '.join(_quoted(t) for t in post.tags)}]" if post.tags else ""
    known["date"] = post.date[:10]
    yield "---"
    yield from (f"{name}: {value}" for name, value in known.items() if value)
    yield "---"


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _linked(post: Post, ours: Mapping[str, Path], conf: Settings) -> tuple[tuple[str, ...], str]:
    """Return the links to the old site that lead to nothing here, and the text with the others led here."""
    body, dead = post.body, []
    for address in post.links:
        place = ours.get(_last(urlsplit(address).path))
        if place is None:
            dead.append(address)
        else:
            here = f"{{filename}}/{place.relative_to(conf.content).as_posix()}"
            body = body.replace(f"]({address})", f"]({here})")
    return tuple(dead), body


def _last(path: str) -> str:
    return posixpath.basename(path.rstrip("/")).lower()


def _write(file: Path, lines: list[str]) -> bool:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as out:
            out.write("\n".join(lines).rstrip() + "\n")
    except FileExistsError:
        return False
    return True


def _about(post: Post, place: Path, dead: tuple[str, ...], conf: Settings) -> Iterator[str]:
    """Yield what one text needs of a person; nothing that may identify a patient is repeated."""
    lang = conf.language
    article, findings = (None, ()) if post.page else _judged(place, conf)
    if post.page and rules.identifiers(post.body, known=rules.vouch(conf.practice)):
        findings = (Finding("secrecy.page", Severity.ERROR, *TRACE, line=1),)
    yield _shown(place.relative_to(conf.root).as_posix(), conf)
    facts: tuple[tuple[Words, tuple[str, ...]], ...] = (
        (STATUS, (f"{post.status} {post.date}".strip(),)),
        (AUTHOR, (post.author,)),
        (PICTURES, post.pictures),
        (DEAD, dead),
        (SHORTCODES, post.shortcodes),
        (ACTING, post.acting),
    )
    for words, values in facts:
        shown = [_shown(value, conf) for value in values if value]
        if shown:
            yield f"  - {words.of(lang)}: {', '.join(shown)}"
    yield from (f"  - {f.line}: {f.said.of(lang)} {f.mend.of(lang)}" for f in findings)
    if article is not None:
        absent = [f.name for f in fields() if f.need is Need.PUBLISH and f.name not in article.lines]
        yield f"  - {TODO.of(lang)}: {', '.join(absent)}"


def _judged(place: Path, conf: Settings) -> tuple[Article | None, tuple[Finding, ...]]:
    """Read a draft as `check` will, and return it with its errors, patients' traces above all."""
    article, found = content.read_article(
        place,
        root=conf.root,
        timezone=conf.timezone,
        language=conf.language,
        people={},
        content=conf.content,
        private=conf.private,
    )
    if article is not None:
        today = conf.now().astimezone(ZoneInfo(conf.timezone)).date()
        found += rules.on_source(article, people={}, known=rules.vouch(conf.practice), today=today)
    return article, tuple(f for f in found if f.severity is not Severity.ADVICE)


def _shown(text: str, conf: Settings) -> str:
    return "(…)" if rules.identifiers(text, known=rules.vouch(conf.practice)) else text


def _opening(conf: Settings, count: int, there: tuple[Path, ...], left: int) -> str:
    lang = conf.language
    lines = [OPENING.of(lang).format(count=count)]
    if there:
        names = ", ".join(_shown(p.relative_to(conf.root).as_posix(), conf) for p in there)
        lines.append(THERE.of(lang).format(names=names))
    if left:
        lines.append(LEFT.of(lang).format(count=left))
    return "\n".join(lines)


def _report(conf: Settings, parts: list[str]) -> Path:
    number = 1
    while True:
        file = conf.root / REPORT.format(f"-{number}" if number > 1 else "")
        if _write(file, ["\n\n".join(parts)]):
            return file
        number += 1


OPENING = Words(
    "{count} teksten uit WordPress staan nu als concept klaar; niets daarvan is openbaar.\n"
    "Elk artikel heeft nog iemand nodig die het naleest (reviewed_by), bronnen en de gegevens hieronder.\n"
    "Beelden zijn niet opgehaald: zet wat u wilt houden in content/images, en verwijs ernaar.",
    "{count} texts out of WordPress are drafts now; none of them is public.\n"
    "Each article still needs somebody who checks it (reviewed_by), sources, and what stands below.\n"
    "Pictures were not fetched: put what you want to keep into content/images, and refer to it.",
)
THERE = Words(
    "Er stond al een bestand met deze naam, en dat bleef: {names}.",
    "There was a file of this name already, and it stayed: {names}.",
)
LEFT = Words(
    "Niet overgenomen, want privé, gepland of in afwachting: {count}.",
    "Left where it is, since private, planned or waiting: {count}.",
)
STATUS = Words("in WordPress", "in WordPress")
AUTHOR = Words("auteur in WordPress", "author in WordPress")
PICTURES = Words("beelden", "pictures")
DEAD = Words(
    "links naar de oude site die hier nergens heen gaan", "links to the old site that lead nowhere here"
)
SHORTCODES = Words("codes van WordPress die in de tekst staan", "codes of WordPress that stand in the text")
ACTING = Words("uit de tekst gehaald", "taken out of the text")
TRACE = (
    Words(
        "In de tekst staat iets dat een persoon kan aanwijzen.", "The text holds what may point at a person."
    ),
    Words("Haal het weg als het van een patiënt is.", "Take it out if it is a patient's."),
)
TODO = Words("voor publicatie nog nodig", "still needed for publication")
