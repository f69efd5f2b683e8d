"""drafts: Word files and notes that were handed in become drafts, out of the drop folder and the mailbox.

The drop folder is in no git: what git once had, it has for ever. A run of `publish` never looks into it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from syndicate import rules
from syndicate.content.files import named
from syndicate.errors import Exit, SettingsError
from syndicate.site.word.package import LARGEST
from syndicate.workflows import drafts_said as said
from syndicate.workflows import mailbox
from syndicate.workflows.draft import Handed, Stays, Taken, read_file, shown, write_draft
from syndicate.workflows.eye import Eye, opened
from syndicate.workflows.repository import git, top
from syndicate.workflows.way import Tell, silent

REPORT, TAKEN = "report.txt", "taken"
IGNORE = ".gitignore"
NO_FILES = ("~$", ".")
"""What Word and others leave beside a file that is open begins with these."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What was made, and how many texts stay; `lines` tell of each in the practice's language.

    `failed` tells that the mailbox could not be read to its end.
    """

    files: tuple[Path, ...]
    staying: int
    lines: tuple[str, ...]
    report: Path | None
    failed: bool = False

    @property
    def exit(self) -> Exit:
        """Return what the task ends with: a text that stays waits for somebody."""
        if self.failed:
            return Exit.ALL_FAILED
        return Exit.CONTENT if self.staying else Exit.DONE


def drafts(root: Path, *, tell: Tell = silent, environ: Mapping[str, str] | None = None) -> Drafted:
    """Make a draft of each Word file and note in the drop folder, then of each new message in the mailbox.

    A file goes to the folder `taken` in the drop folder. Nothing is overwritten, and nothing formal about a
    patient is written into the content folder. What is said also stands in report.txt there. Raises
    SettingsError in a blog, without the extra or where the mailbox is not wholly set up, SiteError where git
    refuses to say what it has of the folder.
    """
    eye = opened(root, environ)
    conf = eye.conf
    if conf.blog:
        raise SettingsError("this is a blog of Pelican's own form; write its texts where Pelican reads them.")
    entry = mailbox.entrance(eye)
    _prepare(conf.drop)
    ways = (_in_folder(eye, tell), mailbox.take_in(eye, entry, tell) if entry else Taken())
    lines = tuple(line for way in ways for line in way.lines)
    report = conf.drop / REPORT
    if lines:
        report.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    files = tuple(file for way in ways for file in way.files)
    staying = sum(way.staying for way in ways)
    return Drafted(files, staying, lines, report if lines else None, any(way.failed for way in ways))


def _in_folder(eye: Eye, tell: Tell) -> Taken:
    conf = eye.conf
    kept = _in_git(conf.drop)
    files: list[Path] = []
    lines: list[str] = []
    staying = 0
    for file in sorted(conf.drop.iterdir()):
        if file.is_dir() or file.name.startswith(NO_FILES) or file.name == REPORT:
            continue
        name = rules.hidden(shown(file.name), known=eye.known)
        tell(name)
        try:
            place, about = write_draft(eye, _handed(file, kept))
        except Stays as reason:
            staying += 1
            lines += said.staying(name, reason.why, conf.language)
            continue
        _move(file)
        files.append(place)
        lines += [said.taken(name, named(place, conf.root), conf.language), *about]
    return Taken(tuple(files), staying, tuple(lines))


def _handed(file: Path, kept: frozenset[str]) -> Handed:
    if file.is_symlink() or not file.is_file():
        raise Stays((said.LINKED,))
    if file.name in kept:
        raise Stays((said.IN_GIT,))
    with file.open("rb") as opened_file:
        raw = opened_file.read(LARGEST + 1)
    return Handed(file.stem, read_file(file.name, raw))


def _prepare(folder: Path) -> None:
    """Make the folder, and let git pass over all that is in it."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / IGNORE
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8", newline="\n")


def _in_git(folder: Path) -> frozenset[str]:
    """Return the names of the files in the folder that git has already."""
    return frozenset(git(folder, "ls-files", "-z").split("\0")) if top(folder) else frozenset()


def _move(file: Path) -> None:
    """Put a file that was taken in aside, beside others of its name."""
    folder = file.parent / TAKEN
    folder.mkdir(exist_ok=True)
    number = 1
    while (target := folder / (file.name if number == 1 else f"{file.stem}-{number}{file.suffix}")).exists():
        number += 1
    file.rename(target)
