"""drafts: Word files and notes in the drop folder become drafts; what must not be kept stays where it lies.

The drop folder is in no git: what git once had, it has for ever. A run of `publish` never looks into it.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from syndicate import content, rules
from syndicate.content.files import named
from syndicate.content.naming import RESERVED, slugify
from syndicate.content.schema import Need, fields
from syndicate.errors import Exit, SettingsError
from syndicate.model import Article, Finding, Severity, Words
from syndicate.settings import Settings
from syndicate.site.word import Unreadable, Written, read_note, read_word
from syndicate.site.word.package import LARGEST
from syndicate.workflows import drafts_said as said
from syndicate.workflows import texts
from syndicate.workflows.blobs import Blob
from syndicate.workflows.eye import Eye, opened, seen
from syndicate.workflows.repository import git, top
from syndicate.workflows.way import Tell, silent

REPORT, TAKEN = "report.txt", "taken"
IGNORE = ".gitignore"
WORD, NOTE = ".docx", ".txt"
NO_FILES = ("~$", ".")
"""What Word and others leave beside a file that is open begins with these."""
LONGEST_TITLE = 150
KNOWN = ("title", "uid", "slug", "lang", "status")


class Stays(Exception):
    """This file stays in the drop folder; `why` is for whoever put it there."""

    def __init__(self, why: tuple[Words, ...]) -> None:
        super().__init__()
        self.why = why


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it would be written: its place, its text, and its pictures by name in images/`folder`."""

    place: Path
    text: str
    folder: str
    written: Written


@dataclass(frozen=True, slots=True)
class Drafted:
    """What was made, and how many files stay; `lines` tell of each in the practice's language."""

    files: tuple[Path, ...]
    staying: int
    lines: tuple[str, ...]
    report: Path | None

    @property
    def exit(self) -> Exit:
        """Return what the task ends with: a file that stays waits for somebody."""
        return Exit.CONTENT if self.staying else Exit.DONE


def drafts(root: Path, *, tell: Tell = silent, environ: Mapping[str, str] | None = None) -> Drafted:
    """Make a draft of each Word file and note in the drop folder; the file goes to the folder `taken` in it.

    Nothing is overwritten, and nothing formal about a patient is written into the content folder. What is
    said also stands in report.txt there. Raises SettingsError in a blog or without the extra, SiteError where
    git refuses to say what it has of the folder.
    """
    eye = opened(root, environ)
    conf = eye.conf
    if conf.blog:
        raise SettingsError("this is a blog of Pelican's own form; write its texts where Pelican reads them.")
    _prepare(conf.drop)
    kept = _in_git(conf.drop)
    files: list[Path] = []
    lines: list[str] = []
    staying = 0
    for file in sorted(conf.drop.iterdir()):
        if file.is_dir() or file.name.startswith(NO_FILES) or file.name == REPORT:
            continue
        name = rules.hidden(_shown(file.name), known=eye.known)
        tell(name)
        try:
            draft = _draft(eye, file, kept)
            about = tuple(_judged(eye, draft))
            _keep(conf, draft)
        except Stays as reason:
            staying += 1
            lines += said.staying(name, reason.why, conf.language)
            continue
        _move(file)
        files.append(draft.place)
        lines += [said.taken(name, named(draft.place, conf.root), conf.language), *about]
    report = conf.drop / REPORT
    if lines:
        report.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return Drafted(tuple(files), staying, tuple(lines), report if lines else None)


def _shown(name: str) -> str:
    """Return a file's name without the signs that would act on a terminal or stand in no text."""
    return "".join(sign if sign.isprintable() else " " for sign in name)


def _prepare(folder: Path) -> None:
    """Make the folder, and let git pass over all that is in it."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / IGNORE
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8", newline="\n")


def _in_git(folder: Path) -> frozenset[str]:
    """Return the names of the files in the folder that git has already."""
    return frozenset(git(folder, "ls-files", "-z").split("\0")) if top(folder) else frozenset()


def _draft(eye: Eye, file: Path, kept: frozenset[str]) -> Draft:
    if file.is_symlink() or not file.is_file():
        raise Stays((said.LINKED,))
    if file.name in kept:
        raise Stays((said.IN_GIT,))
    try:
        written = _written(file)
    except Unreadable as error:
        raise Stays((error.said,)) from error
    title = written.title or re.sub(r"[\s_-]+", " ", _shown(file.stem)).strip()
    slug = slugify(title) or "tekst"
    slug = f"over-{slug}" if slug in RESERVED else slug
    place = eye.conf.content / "articles" / f"{slug}.md"
    folder = _free(eye.conf.content / "images", slug)
    body = written.body(folder)
    if len(title) > LONGEST_TITLE:
        title, body = title[:LONGEST_TITLE].rpartition(" ")[0] or title[:LONGEST_TITLE], f"{title}\n\n{body}"
    text = "\n".join([*_header(title, slug, eye.conf), "", body, ""])
    return Draft(place, text, folder, written)


def _written(file: Path) -> Written:
    """Return what a Word file or a note says; raises Unreadable, and Stays for any other file."""
    kind = file.suffix.lower()
    if kind not in (WORD, NOTE):
        raise Stays((said.NO_DOCX,))
    with file.open("rb") as opened_file:
        raw = opened_file.read(LARGEST + 1)
    if kind == WORD:
        return read_word(raw)
    text = texts.readable(raw) if len(raw) <= texts.LONGEST else None
    if text is None:
        raise Stays((said.NO_DOCX,))
    return read_note(text)


def _free(images: Path, slug: str) -> str:
    number = 1
    while (images / (folder := slug if number == 1 else f"{slug}-{number}")).exists():
        number += 1
    return folder


def _header(title: str, slug: str, conf: Settings) -> Iterator[str]:
    """Yield the front matter: that it is a draft, and what publication asks for, each with its meaning."""
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    known = dict(zip(KNOWN, (f'"{quoted}"', slug, slug, conf.language, "draft"), strict=True))
    yield "---"
    for field in fields():
        if field.name in known:
            yield f"{field.name}: {known[field.name]}"
        elif field.need is Need.PUBLISH:
            yield f"{field.name}: # {field.help.of(conf.language)}"
    yield "---"


def _judged(eye: Eye, draft: Draft) -> Iterator[str]:
    """Yield what is to be done about a draft that is not written yet; raises Stays for what must not be."""
    if draft.place.exists():
        raise Stays((said.there(named(draft.place, eye.conf.root)),))
    with tempfile.TemporaryDirectory() as aside:
        article, found = _read(eye, draft, Path(aside))
    path = draft.place.relative_to(eye.conf.content).as_posix()
    stops = tuple(seen(eye, Blob(path, path, data=draft.text.encode())))
    if stops:
        raise Stays(said.stopped(stops, draft.text))
    if article is None:
        raise Stays(tuple(f.said for f in found) or (said.NO_DOCX,))
    absent = [f for f in fields() if f.need is Need.PUBLISH and f.name not in KNOWN]
    for words in said.about(article, draft.text, draft.written.left, found, absent):
        yield f"  - {words.of(eye.conf.language)}"


def _read(eye: Eye, draft: Draft, aside: Path) -> tuple[Article | None, tuple[Finding, ...]]:
    """Read the draft as `check` will; return it with what is said of it, the worst first."""
    conf = eye.conf
    folder = aside / "content"
    file = folder / draft.place.relative_to(conf.content)
    _write(draft, file, folder)
    article, found = content.read_article(
        file, root=aside, timezone=conf.timezone, language=conf.language, people=eye.people,
        content=folder, today=eye.today,
    )  # fmt: skip
    if article is not None:
        found += rules.on_source(article, people=eye.people, known=eye.known, today=eye.today)
    order = list(Severity)
    return article, tuple(sorted(found, key=lambda f: order.index(f.severity)))


def _keep(conf: Settings, draft: Draft) -> None:
    try:
        _write(draft, draft.place, conf.content)
    except FileExistsError as error:
        raise Stays((said.there(named(draft.place, conf.root)),)) from error


def _write(draft: Draft, file: Path, folder: Path) -> None:
    """Write pictures, then the text; raises FileExistsError, and then leaves nothing behind."""
    images = folder / "images" / draft.folder
    if draft.written.pictures:
        images.mkdir(parents=True)
    for name, data in draft.written.pictures.items():
        (images / name).write_bytes(data)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as out:
            out.write(draft.text)
    except FileExistsError:
        shutil.rmtree(images, ignore_errors=True)
        raise


def _move(file: Path) -> None:
    """Put a file that was taken in aside, beside others of its name."""
    folder = file.parent / TAKEN
    folder.mkdir(exist_ok=True)
    number = 1
    while (target := folder / (file.name if number == 1 else f"{file.stem}-{number}{file.suffix}")).exists():
        number += 1
    file.rename(target)
