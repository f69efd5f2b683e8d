"""draft: one text that was handed in, made into a draft; what must not be kept stays out."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from syndicate import content, rules
from syndicate.content.files import named
from syndicate.content.naming import LONGEST_NAME, RESERVED, slugify
from syndicate.model import Article, Finding, NoteKind, Severity, Status, Words
from syndicate.site.word import Unreadable, Written, read_note, read_word
from syndicate.workflows import drafts_said as said
from syndicate.workflows import texts
from syndicate.workflows.blobs import Blob
from syndicate.workflows.draft_head import absent, as_note, of_draft, of_note
from syndicate.workflows.eye import Eye, seen

WORD, NOTE = ".docx", ".txt"
LONGEST_TITLE = 150
MARK = "# mail: "
"""Before the mark of a message, in the draft that was made of it."""


class Stays(Exception):
    """This text is not taken in; `why` is for whoever handed it in."""

    def __init__(self, why: tuple[Words, ...]) -> None:
        super().__init__()
        self.why = why


@dataclass(frozen=True, slots=True)
class Handed:
    """A text as it was handed in: `name` is its title where it has none of its own.

    `author` is an id of people.toml, `mark` what says of which message it is; both "" where nobody knows.
    """

    name: str
    written: Written
    author: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it would be written: its place, its text, and its pictures by name in images/`folder`."""

    place: Path
    text: str
    folder: str
    handed: Handed
    note: NoteKind | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of what was handed in: the drafts, how many texts stay, and `lines` that tell of each.

    `failed` tells that not all of it could be seen.
    """

    files: tuple[Path, ...] = ()
    staying: int = 0
    lines: tuple[str, ...] = ()
    failed: bool = False


def shown(name: str) -> str:
    """Return a name without the signs that would act on a terminal or stand in no text."""
    return "".join(sign if sign.isprintable() else " " for sign in name)


def read_file(name: str, raw: bytes) -> Written:
    """Return what a Word file or a note says; raises Stays for any other, SettingsError without the extra."""
    kind = PurePath(name).suffix.lower()
    if kind not in (WORD, NOTE):
        raise Stays((said.NO_DOCX,))
    try:
        if kind == WORD:
            return read_word(raw)
        text = texts.readable(raw) if len(raw) <= texts.LONGEST else None
        if text is None:
            raise Stays((said.NO_DOCX,))
        return read_note(text)
    except Unreadable as error:
        raise Stays((error.said,)) from error


def write_draft(eye: Eye, handed: Handed) -> tuple[Path, tuple[str, ...]]:
    """Write a draft; return its place and what is still to do about it, in the practice's language.

    Nothing is overwritten, and nothing formal about a patient is written. Raises Stays.
    """
    draft = _draft(eye, handed)
    if _stopped(eye, draft):
        draft = _draft(eye, handed, Status.DRAFT)
    about = tuple(_judged(eye, draft))
    try:
        _write(draft, draft.place, eye.conf.content)
    except FileExistsError as error:
        raise Stays((said.there(named(draft.place, eye.conf.root)),)) from error
    return draft.place, about


def _draft(eye: Eye, handed: Handed, status: Status = Status.PUBLISHED) -> Draft:
    """Lay out a draft, or a note: that of somebody known has this `status`, and waits to be read."""
    written, conf = handed.written, eye.conf
    title = written.title or re.sub(r"[\s_-]+", " ", shown(handed.name)).strip()
    kind, title = as_note(title) or (None, title)
    slug = slugify(title or written.text[:LONGEST_TITLE]) or "tekst"
    slug = f"{eye.today}-{slug}"[:LONGEST_NAME].rstrip("-") if kind else slug
    slug = f"over-{slug}" if slug in RESERVED else slug
    place = conf.content / "articles" / ("notes" if kind else "") / f"{slug}.md"
    folder = _free(conf.content / "images", slug)
    body = written.body(folder)
    if len(title) > LONGEST_TITLE:
        title, body = title[:LONGEST_TITLE].rpartition(" ")[0] or title[:LONGEST_TITLE], f"{title}\n\n{body}"
    if kind:
        status = status if handed.author else Status.DRAFT
        head = of_note(title, slug, conf.language, handed.author, kind=kind, day=eye.today, status=status)
    else:
        head = of_draft(title, slug, conf.language, handed.author)
    mark = [f"{MARK}{handed.mark}"] if handed.mark else []
    return Draft(place, "\n".join(["---", *head, *mark, "---", "", body, ""]), folder, handed, kind)


def _free(images: Path, slug: str) -> str:
    number = 1
    while (images / (folder := slug if number == 1 else f"{slug}-{number}")).exists():
        number += 1
    return folder


def _stopped(eye: Eye, draft: Draft) -> bool:
    """Tell whether a note would stop the whole site, as what is published may."""
    if draft.note is None:
        return False
    with tempfile.TemporaryDirectory() as aside:
        article, found = _read(eye, draft, Path(aside))
    return article is None or any(f.blocks and not rules.secret(f) for f in found)


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
    lacking = absent(draft.handed.author, draft.note)
    for words in said.about(article, draft.text, draft.handed.written.left, found, lacking):
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


def _write(draft: Draft, file: Path, folder: Path) -> None:
    """Write pictures, then the text; raises FileExistsError, and then leaves nothing behind."""
    images = folder / "images" / draft.folder
    pictures = draft.handed.written.pictures
    if pictures:
        images.mkdir(parents=True)
    for name, data in pictures.items():
        (images / name).write_bytes(data)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as out:
            out.write(draft.text)
    except FileExistsError:
        shutil.rmtree(images, ignore_errors=True)
        raise
