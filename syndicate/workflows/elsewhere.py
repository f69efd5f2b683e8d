"""Words that go out beside the articles: settings, topics, the calendar, the staff, pages, consents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from syndicate import rules
from syndicate.content import Content
from syndicate.content.files import named, read_text
from syndicate.content.mistakes import Mistakes
from syndicate.content.redirects import Redirects
from syndicate.model import Finding, Severity, Words
from syndicate.rules import Known, Memory
from syndicate.settings import Settings
from syndicate.settings.printed import FILE, printed
from syndicate.site.carried import names_place, words
from syndicate.site.language import OPENING
from syndicate.site.widths import NAME as SIZED

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg"})
# pictures that a build names itself, by what is in them; those of SIZED have the name of the whole picture
DRAWN = frozenset({"theme", "share"})
DRAFT = re.compile(r"^[\s:]*status\s*:\s*[\"']?draft", re.IGNORECASE | re.MULTILINE)


def elsewhere(conf: Settings, read: Content, known: Known, memory: Memory) -> Iterator[Finding]:
    """Yield what may identify a patient in what the practice wrote beside its articles.

    Nobody signs for these words: what a second person would judge waits until it is written otherwise, or
    is `allowed`; but in the calendar, which stands on no page, it is told. A blog hears of it; its settings
    and its author's pages are judged as they are built.
    """
    yield from rules.on_calendar(read.calendar, known=known, memory=memory)
    said = (rules.on_topic(topic, known=known, memory=memory) for topic in read.topics.values())
    topics = chain.from_iterable(said)
    if conf.blog:
        yield from topics
        return
    people = named(conf.content / "people.toml", conf.root)
    yield from map(_held, topics)
    yield from map(_held, dict.fromkeys(_settings(conf, known, memory)))
    staff = rules.on_people(read.people.values(), known=known, file=people, memory=memory)
    yield from map(_held, staff)
    yield from map(_held, _consents(conf, known, memory))
    yield from map(_held, _moved(read.redirects, known, memory))
    for file in _files(conf.content / "pages", conf.private):
        yield from _page(file, conf, known, memory)


def _settings(conf: Settings, known: Known, memory: Memory) -> Iterator[Finding]:
    """Yield what stops a text in the settings, and in their sentences other names and cases too."""
    # days and hours show nobody, though "Sa,Su" reads like somebody
    for said in (one for one in printed(conf) if not OPENING.fullmatch(one.text)):
        seen = rules.on_words(said.text, known=known, place="setting", file=FILE, memory=memory)
        for finding in seen:
            if said.sentences or not rules.seconded(finding):
                yield replace(finding, line=said.line)


def _moved(redirects: Redirects, known: Known, memory: Memory) -> Iterator[Finding]:
    """Yield what may identify a patient in the addresses of redirects.toml, which hosts and pages tell."""
    for old, new in redirects.moved.items():
        seen = rules.on_words(f"{old} {new}", known=known, place="file", file=redirects.file, memory=memory)
        for finding in seen:
            yield replace(finding, line=redirects.lines[old])


def _held(finding: Finding) -> Finding:
    return replace(finding, severity=Severity.ERROR)


def pictures(output: Path, known: Known, memory: Memory) -> Iterator[Finding]:
    """Yield what may identify a patient in the names of the pictures that a build shows."""
    for file in sorted(output.rglob("*")):
        name = file.relative_to(output).as_posix()
        ours = name.partition("/")[0] in DRAWN or SIZED.fullmatch(name)
        if file.suffix.lower() in PICTURES and not ours:
            yield from rules.on_words(name, known=known, place="picture", file=name, memory=memory)


def carried(output: Path, known: Known) -> Iterator[Finding]:
    """Yield what the files of a blog's pictures tell beside what they show; they are not drawn anew.

    An error for the place where a picture was taken and for a sign of a person, since every visitor can read
    both; one warning for all others that carry words.
    """
    others = []
    for file in sorted(output.rglob("*")):
        name = file.relative_to(output).as_posix()
        if file.suffix.lower() not in PICTURES or name.partition("/")[0] in DRAWN or not file.is_file():
            continue
        raw = file.read_bytes()
        said = words(raw)
        if names_place(raw):
            yield Finding("site.picture-place", Severity.ERROR, *PLACE, file=name)
        elif rules.identifiers(said, known=known):
            yield Finding("site.picture-person", Severity.ERROR, *PERSON, file=name)
        elif said:
            others.append(name)
    if others:
        yield Finding("site.picture-words", Severity.WARNING, _carrying(len(others)), STRIP, others[0])


def _carrying(count: int) -> Words:
    return Words(
        f"van {count} afbeelding(en) bewaart het bestand woorden, zoals de naam van wie haar maakte.",
        f"the file of {count} picture(s) keeps words, such as the name of who took it.",
    )


STRIP = Words(
    "Sla de afbeelding opnieuw op zonder gegevens, bijvoorbeeld met `exiftool -all= bestand`.",
    "Save the picture again without its data, for example with `exiftool -all= file`.",
)
PLACE = (
    Words("deze afbeelding zegt waar zij is gemaakt.", "this picture says where it was taken."),
    STRIP,
)
PERSON = (
    Words(
        "in het bestand van deze afbeelding staat iets dat een persoon kan aanwijzen.",
        "the file of this picture holds something that may point at a person.",
    ),
    STRIP,
)


def _page(file: Path, conf: Settings, known: Known, memory: Memory) -> Iterator[Finding]:
    name = named(file, conf.root)
    text = read_text(file, Mistakes(name)) or ""
    found = (
        *rules.on_words(name, known=known, place="file", file=name, memory=memory),
        *rules.on_words(text, known=known, place="page", file=name, memory=memory),
    )
    draft = DRAFT.search(text) is not None
    yield from (replace(f, severity=Severity.WARNING) if draft else _held(f) for f in found)


def _consents(conf: Settings, known: Known, memory: Memory) -> Iterator[Finding]:
    """Yield any sign of a person in consents.toml, also in a remark."""
    file = conf.content / "consents.toml"
    name = named(file, conf.root)
    text = (read_text(file, Mistakes(name)) or "") if file.is_file() else ""
    yield from rules.on_words(text, known=known, place="consents", file=name, memory=memory)


def _files(folder: Path, private: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
        parts = file.relative_to(folder).parts
        hidden = any(part.startswith(".") or part == "private" for part in parts)
        ours = file.suffix.lower() not in PICTURES and not file.is_relative_to(private)
        if ours and not hidden and file.is_file():
            yield file
