"""export: all that a practice wrote and did, as one folder or .zip, in files that need no Expertstatus.

Nothing in it says when it was made: two exports of the same practice are the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib.resources import files as packed
from pathlib import Path
from string import Template
from zoneinfo import ZoneInfo

from syndicate import content, ledger, settings
from syndicate.content import Content
from syndicate.errors import SettingsError
from syndicate.ledger import Ledger
from syndicate.ledger.line import encode
from syndicate.model import EntryKind, Words
from syndicate.settings import Settings
from syndicate.workflows import outgoing
from syndicate.workflows.export import numbers, openness, parcel, plain
from syndicate.workflows.export.parcel import Part
from syndicate.workflows.way import Tell, silent


def export(
    root: Path,
    place: Path,
    *,
    private: bool = False,
    tell: Tell = silent,
    environ: Mapping[str, str] | None = None,
) -> Path:
    """Write everything to a new folder, or a new .zip, and return its path.

    What is private comes along only with `private`; secrets never do. Raises SettingsError where something is
    there already or the place would be published, and LedgerError where the memory cannot be read.
    """
    conf = settings.load(root, environ)
    target = _place(conf, place)
    read = _content(conf)
    store = ledger.open_ledger(conf)
    parts: dict[str, Part] = dict(_texts(conf, read))
    parts |= _memory(conf, read, store)
    if private and conf.private.is_dir():
        parts |= {f"private/{path}": file for path, file in parcel.walk(conf.private)}
    dress = conf.root / str(conf.pelican.get("THEME") or "theme")
    parts |= {f"theme/{path}": file for path, file in parcel.walk(dress)}
    parts["README.md"] = _readme(conf, private=private)
    tell(f"export {len(parts)} files")
    looking = outgoing.search(conf)
    for path, part in parts.items() if looking else ():
        outgoing.refuse(looking, path, path)
        outgoing.refuse(looking, path, part if isinstance(part, bytes) else part.read_bytes())
    parcel.write(target, parts)
    return target


def _place(conf: Settings, place: Path) -> Path:
    target = (conf.root / place.expanduser()).resolve()
    taken = [conf.content, conf.private, conf.output, conf.posts, conf.preview]
    if conf.target.kind == "folder":
        taken.append((conf.root / conf.target.path).resolve())
    inside = next((folder for folder in taken if target.is_relative_to(folder)), None)
    if inside is not None:
        raise SettingsError(INSIDE.of(conf.language).format(place=target, folder=inside))
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise SettingsError(FULL.of(conf.language).format(place=target))
    return target


def _content(conf: Settings) -> Content | None:
    """Return a practice's content; a blog's texts are Pelican's own already and need no reading."""
    if conf.blog:
        return None
    return content.read(
        conf.content,
        root=conf.root,
        timezone=conf.timezone,
        language=conf.language,
        today=datetime.now(ZoneInfo(conf.timezone)).date(),
        private=conf.private,
    )


def _texts(conf: Settings, read: Content | None) -> Iterator[tuple[str, Part]]:
    """Yield the content folder; a practice's texts as plain Pelican reads them, and as they were written."""
    out = (conf.private, conf.output, conf.posts, conf.preview, conf.state)
    articles = {a.file: a for a in read.articles} if read else {}
    for path, file in parcel.walk(conf.content, out):
        made: bytes | None = None
        if read and path.endswith(".md"):
            article = articles.get(file.relative_to(conf.root).as_posix())
            made = plain.article(article, read, conf) if article else plain.page(path, file)
        if made is not None:
            yield f"originals/{path}", file
        yield f"content/{path}", file if made is None else made
    yield "pelicanconf_plain.py", plain.settings(conf)


def _memory(conf: Settings, read: Content | None, store: Ledger) -> Iterator[tuple[str, Part]]:
    """Yield the ledger in its own form, a month a file, its numbers, and the settings."""
    titles = {a.ref: a.title for a in read.articles} if read else {}
    rows = numbers.rows(store.only(EntryKind.SENT, EntryKind.FOUND), titles)
    yield "numbers/posts.csv", numbers.table(rows)
    yield "numbers/posts.json", numbers.tree(rows)
    yield "settings.json", openness.settings(conf)
    months: dict[str, list[str]] = {}
    month = ""
    for _, entry in store.since(""):
        if entry.kind is EntryKind.TOKEN:  # a secret, if a sealed one
            continue
        month = max(month, f"{entry.at:%Y-%m}")  # a slow clock's line goes into the newest file, as it did
        months.setdefault(month, []).append(encode(entry) + "\n")
    yield from ((f"ledger/{name}.jsonl", "".join(lines).encode()) for name, lines in months.items())


def _readme(conf: Settings, *, private: bool) -> bytes:
    lang = Words.lang_of(conf.language)
    text = packed("syndicate").joinpath(f"workflows/export/README.{lang}.md").read_text("utf-8")
    kept = (WITH if private else WITHOUT).of(lang)
    name = conf.practice.name or conf.sitename
    return Template(text).substitute(name=name, private=kept).encode()


INSIDE = Words(
    "{place} ligt in {folder}: de site zou het tonen, of een taak het weggooien. Kies een andere plaats.",
    "{place} lies in {folder}: the site would show it, or a task throw it away. Choose another place.",
)
FULL = Words(
    "{place} is er al. Er is niets veranderd. Noem een nieuwe map, of een nieuw bestand dat op .zip eindigt.",
    "{place} is there already. Nothing was changed. Name a new folder, or a new file that ends in .zip.",
)
WITH = Words(
    "`private/`: wat voor niemand anders is. Deel dit pakket dus met niemand.",
    "`private/`: what is for nobody else. So share this parcel with nobody.",
)
WITHOUT = Words(
    "Wat privé is, zit er niet bij; `invoke export --private` neemt het mee.",
    "What is private is not in it; `invoke export --private` takes it along.",
)
