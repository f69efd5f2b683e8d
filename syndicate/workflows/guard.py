"""guard: look for patients' data before git keeps it (a commit) or sends it (a push): the block level only.

It reads files as they lie there, whatever is wrong with them: every file name, every text, what a
picture says beside its pixels. A finding says where and what, never which.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from syndicate import rules, settings
from syndicate.content.article import read_article
from syndicate.content.consents import read_consents
from syndicate.content.people import read_people
from syndicate.errors import ContentError, Exit, SettingsError
from syndicate.model import Consent, Finding, Person, Severity, Words
from syndicate.rules import Known
from syndicate.settings import Settings
from syndicate.site import pictures
from syndicate.workflows import blobs
from syndicate.workflows.beside import told_beside
from syndicate.workflows.blobs import Blob, Push
from syndicate.workflows.refusals import (
    COMMIT,
    HERE,
    NO_GIT,
    NO_PICTURE,
    NOT_THERE,
    OLDER,
    PUSH,
    SPLIT,
    TOO_LARGE,
    WITHOUT_BASE,
)
from syndicate.workflows.repository import git, top

LONGEST_TEXT = 1_000_000
"""As content reads at most."""

TEXTS = frozenset(
    (".md", ".markdown", ".txt", ".toml", ".html", ".htm", ".csv", ".json", ".svg", ".xml", ".rst")
)
"""What is certainly text: one that is too large to be looked through is refused."""

SHOWN = 10
BLOCK = frozenset(r.code for r in rules.catalogue() if r.code.startswith("secrecy.") and not r.second_person)
NAME_CARE = "secrecy.name-care"


@dataclass(frozen=True, slots=True)
class Guarded:
    """What was found, in the practice's language; `next_steps` are the exact commands that mend it."""

    findings: tuple[Finding, ...]
    language: str
    files: int
    next_steps: Words | None = None

    @property
    def more(self) -> Words | None:
        """Return how many findings are not shown."""
        rest = len(self.findings) - SHOWN
        return Words(f"en nog {rest} keer iets", f"and {rest} more") if rest > 0 else None

    @property
    def exit(self) -> Exit:
        """Return what the hook ends with: content that must not be kept or sent stops git."""
        return Exit.CONTENT if self.findings else Exit.DONE


@dataclass(frozen=True, slots=True)
class Eye:
    """What is needed to look at one file."""

    conf: Settings
    people: Mapping[str, Person]
    consents: Mapping[str, Consent]
    known: Known
    today: date


def look(root: Path, *, environ: Mapping[str, str] | None = None) -> Guarded:
    """Look at the content folder as it lies there; raises SettingsError."""
    eye = _open(root, environ)
    folder = eye.conf.content
    files = [f for f in sorted(folder.rglob("*")) if f.is_file() or f.is_symlink()]
    return _guarded(eye, (_lying(eye.conf.root, file) for file in files), HERE)


def before_commit(root: Path, *, environ: Mapping[str, str] | None = None) -> Guarded:
    """Look at what the next commit changes in the content folder; raises SettingsError, SiteError."""
    eye = _open(root, environ)
    repository, inside = _place(eye.conf)
    return _guarded(eye, blobs.staged(repository, inside), COMMIT)


def before_push(
    root: Path, lines: str, remote: str = "origin", *, environ: Mapping[str, str] | None = None
) -> Guarded:
    """Look at every version of every file that a push sends; `lines` are what git tells its hook.

    Raises SettingsError, SiteError.
    """
    eye = _open(root, environ)
    repository, inside = _place(eye.conf)
    there = git(repository, "for-each-ref", "--format=%(objectname)", f"refs/remotes/{remote}/").split()
    found: dict[Finding, None] = {}
    count, steps = 0, None
    for push in blobs.pushes(lines):
        seen = _guarded(eye, blobs.pushed(repository, inside, push, there), PUSH)
        count += seen.files
        found |= dict.fromkeys(seen.findings)
        if seen.findings and steps is None:
            steps = _mend(repository, push, there)
    return Guarded(tuple(found), eye.conf.language, count, steps)


def clean(root: Path, file: Path, *, environ: Mapping[str, str] | None = None) -> Path:
    """Draw a picture of the content folder anew, without what it says beside its pixels, in its place.

    Raises SettingsError for another file, ContentError for what is no picture.
    """
    conf = settings.load(root, environ)
    path = (root / file).resolve()
    if not path.is_file() or not path.is_relative_to(conf.content.resolve()):
        raise SettingsError(NOT_THERE.of(conf.language))
    try:
        with tempfile.TemporaryDirectory() as aside:
            path.write_bytes(pictures.redraw(path, Path(aside)).read_bytes())
    except (pictures.Undrawable, KeyError) as error:
        raise ContentError(NO_PICTURE.of(conf.language)) from error
    return path


def _open(root: Path, environ: Mapping[str, str] | None) -> Eye:
    conf = settings.load(root, environ)
    people, _ = read_people(conf.content / "people.toml", conf.root, conf.content)
    consents, _ = read_consents(conf.content / "consents.toml", conf.root)
    today = conf.now().astimezone(ZoneInfo(conf.timezone)).date()
    return Eye(conf, people, consents, rules.vouch(conf.practice, people.values()), today)


def _place(conf: Settings) -> tuple[Path, str]:
    """Return the repository's folder, and how it names the content folder."""
    folder = conf.content.resolve()
    repository = top(folder if folder.is_dir() else conf.root)
    if repository is None:
        raise SettingsError(NO_GIT.of(conf.language))
    return repository, folder.relative_to(repository).as_posix()


def _lying(root: Path, file: Path) -> Blob:
    name = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()
    if file.is_symlink():
        return Blob(name, name, data=str(file.readlink()).encode(errors="replace"))
    large = file.stat().st_size > blobs.MOST_BYTES
    return Blob(name, name, data=None if large else file.read_bytes())


def _guarded(eye: Eye, files: Iterable[Blob], steps: Words) -> Guarded:
    found: dict[Finding, None] = {}
    count = 0
    for count, blob in enumerate(files, start=1):  # noqa: B007 - how many is told
        for finding in _seen(eye, blob):
            shown = rules.hidden(blob.path, known=eye.known)
            # as git itself names a file of a commit, for `git show`
            place = f"{blob.commit[:10]}:{shown}" if blob.commit else shown
            found[replace(finding, file=place, subject="")] = None
    return Guarded(tuple(found), eye.conf.language, count, steps if found else None)


def _seen(eye: Eye, blob: Blob) -> Iterator[Finding]:
    """Yield what stops one file, each kind once a line."""
    suffix = PurePosixPath(blob.path).suffix.lower()
    yield from _block(rules.on_words(blob.path, known=eye.known, place="picture"))
    if blob.data is None or (len(blob.data) > LONGEST_TEXT and suffix in TEXTS):
        yield Finding("guard.size", Severity.ERROR, TOO_LARGE, SPLIT, "", 1)
    elif suffix in pictures.KINDS:
        yield from told_beside(blob.data, eye.known, BLOCK)
    elif len(blob.data) <= LONGEST_TEXT and (text := readable(blob.data)) is not None:
        yield from _in_text(eye, blob, text)


def readable(data: bytes) -> str | None:
    """Return a file as text, also half broken; None where it is none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:8000]:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _in_text(eye: Eye, blob: Blob, text: str) -> Iterator[Finding]:
    """Yield what stops a text: an article as its fields, and every file as it lies there."""
    read = _as_article(eye, blob) if blob.path.lower().endswith(".md") else None
    fields, urls = read or ((), ())
    yield from fields
    for url in urls:  # numbers in the addresses of its own sources are no patient's
        text = text.replace(url, "")
    told = {(f.code, f.line) for f in fields}
    for finding in _block(rules.on_words(text, known=eye.known, place="page")):
        # Names need sentences around them, which the raw fields of an article are not.
        if (finding.code, finding.line) not in told and not (read and finding.code == NAME_CARE):
            yield finding


def _as_article(eye: Eye, blob: Blob) -> tuple[tuple[Finding, ...], tuple[str, ...]] | None:
    """Return what stops an article, and the addresses of its sources; None where it cannot be read."""
    with tempfile.TemporaryDirectory() as aside:
        file = Path(aside) / "content" / "articles" / "text.md"
        file.parent.mkdir(parents=True)
        file.write_bytes(blob.data or b"")
        article, _ = read_article(
            file,
            root=Path(aside),
            timezone=eye.conf.timezone,
            language=eye.conf.language,
            people=eye.people,
            today=eye.today,
        )
    if article is None:
        return None
    seen = rules.on_source(
        article, people=eye.people, known=eye.known, today=eye.today, consents=eye.consents
    )
    return tuple(_block(seen)), tuple(source.url for source in article.sources if source.url)


def _block(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (f for f in findings if f.code in BLOCK and f.severity is Severity.ERROR)


def _mend(repository: Path, push: Push, there: Iterable[str]) -> Words:
    base = blobs.shared(repository, push, there)
    alone = blobs.run(repository, "rev-list", "--count", push.local, *([f"^{base}"] if base else []))
    if int(alone) == 1:
        return PUSH
    undo = f"git reset --soft {base[:12]}" if base else WITHOUT_BASE
    return Words(OLDER.nl.format(undo=undo), OLDER.en.format(undo=undo))
