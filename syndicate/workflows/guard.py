"""guard: look for patients' data before git keeps it (a commit) or sends it (a push): the block level only.

It reads files as they lie there, in the whole repository but for what is plainly a program's. What is no
text is named. A finding says where and what, never which.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from syndicate import rules, settings
from syndicate.errors import ContentError, Exit, SettingsError
from syndicate.model import Finding, Words
from syndicate.settings import Settings
from syndicate.site import pictures
from syndicate.workflows import blobs, texts
from syndicate.workflows.blobs import Blob, Push
from syndicate.workflows.eye import Eye, opened, seen, unreadable
from syndicate.workflows.refusals import (
    COMMIT,
    HERE,
    NO_GIT,
    NO_PICTURE,
    NOT_READ,
    NOT_THERE,
    OLDER,
    PUSH,
    WITHOUT_BASE,
)
from syndicate.workflows.repository import git, top

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Guarded:
    """What was found, in the practice's language; `next_steps` are the exact commands that mend it.

    `unread` are the files that are no text.
    """

    findings: tuple[Finding, ...]
    language: str
    files: int
    next_steps: Words | None = None
    unread: tuple[str, ...] = ()

    @property
    def more(self) -> Words | None:
        """Return how many findings are not shown."""
        rest = len(self.findings) - SHOWN
        return Words(f"en nog {rest} keer iets", f"and {rest} more") if rest > 0 else None

    @property
    def passed_over(self) -> Words | None:
        """Return one line that names the files that were not read."""
        named = ", ".join(self.unread[:SHOWN])
        rest = f" (+{len(self.unread) - SHOWN})" if len(self.unread) > SHOWN else ""
        return Words(f"{NOT_READ.nl} {named}{rest}", f"{NOT_READ.en} {named}{rest}") if self.unread else None

    @property
    def exit(self) -> Exit:
        """Return what the hook ends with: content that must not be kept or sent stops git."""
        return Exit.CONTENT if self.findings else Exit.DONE


def look(root: Path, *, environ: Mapping[str, str] | None = None) -> Guarded:
    """Look at the folder as it lies there: the content, and what git keeps or would keep beside it.

    Raises SettingsError.
    """
    eye = opened(root, environ)
    conf = eye.conf
    files = {file: _named(conf.root, file) for file in conf.content.rglob("*")}
    if top(conf.root) is not None:
        told = blobs.run(conf.root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
        names = filter(_asked(conf.root, _named(conf.root, conf.content)), os.fsdecode(told).split("\0"))
        files |= {conf.root / name: name for name in names if name}
    there = ((file, name) for file, name in sorted(files.items()) if file.is_file() or file.is_symlink())
    return _guarded(eye, (_lying(file, name) for file, name in there), HERE)


def before_commit(root: Path, *, environ: Mapping[str, str] | None = None) -> Guarded:
    """Look at what the next commit changes; raises SettingsError, SiteError."""
    eye = opened(root, environ)
    repository, inside = _place(eye.conf)
    return _guarded(eye, blobs.staged(repository, _asked(repository, inside)), COMMIT)


def before_push(
    root: Path, lines: str, remote: str = "origin", *, environ: Mapping[str, str] | None = None
) -> Guarded:
    """Look at every version of every file that a push sends; `lines` are what git tells its hook.

    Raises SettingsError, SiteError.
    """
    eye = opened(root, environ)
    repository, inside = _place(eye.conf)
    there = git(repository, "for-each-ref", "--format=%(objectname)", f"refs/remotes/{remote}/").split()
    asked = _asked(repository, inside)
    found: dict[Finding, None] = {}
    unread: dict[str, None] = {}
    count, steps = 0, None
    for push in blobs.pushes(lines):
        told = _guarded(eye, blobs.pushed(repository, asked, push, there), PUSH)
        count += told.files
        found |= dict.fromkeys(told.findings)
        unread |= dict.fromkeys(told.unread)
        if told.findings and steps is None:
            steps = _mend(repository, push, there)
    return Guarded(tuple(found), eye.conf.language, count, steps, tuple(unread))


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


def _place(conf: Settings) -> tuple[Path, str]:
    """Return the repository's folder, and how it names the content folder."""
    folder = conf.content.resolve()
    repository = top(folder if folder.is_dir() else conf.root)
    if repository is None:
        raise SettingsError(NO_GIT.of(conf.language))
    return repository, folder.relative_to(repository).as_posix()


def _asked(folder: Path, inside: str) -> Callable[[str], bool]:
    """Return what tells whether a file below `folder` is looked at; all are in the folder `inside`."""
    package = any((folder / name).is_file() for name in texts.PACKAGE)

    def asked(path: str) -> bool:
        return PurePosixPath(path).is_relative_to(inside) or not texts.program(path, package=package)

    return asked


def _named(root: Path, file: Path) -> str:
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()


def _lying(file: Path, name: str) -> Blob:
    if file.is_symlink():
        return Blob(name, name, data=str(file.readlink()).encode(errors="replace"))
    large = file.stat().st_size > blobs.MOST_BYTES
    return Blob(name, name, data=None if large else file.read_bytes())


def _guarded(eye: Eye, files: Iterable[Blob], steps: Words) -> Guarded:
    found: dict[Finding, None] = {}
    unread: dict[str, None] = {}
    count = 0
    for count, blob in enumerate(files, start=1):  # noqa: B007 - how many is told
        shown = rules.hidden(blob.path, known=eye.known)
        # as git itself names a file of a commit, for `git show`
        place = f"{blob.commit[:10]}:{shown}" if blob.commit else shown
        found |= {replace(finding, file=place, subject=""): None for finding in seen(eye, blob)}
        if unreadable(blob):
            unread[shown] = None
    return Guarded(tuple(found), eye.conf.language, count, steps if found else None, tuple(unread))


def _mend(repository: Path, push: Push, there: Iterable[str]) -> Words:
    base = blobs.shared(repository, push, there)
    alone = blobs.run(repository, "rev-list", "--count", push.local, *([f"^{base}"] if base else []))
    if int(alone) == 1:
        return PUSH
    undo = f"git reset --soft {base[:12]}" if base else WITHOUT_BASE
    return Words(OLDER.nl.format(undo=undo), OLDER.en.format(undo=undo))
