"""A folder on this machine: the default host, and what a web server here can serve."""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from syndicate.errors import SiteError
from syndicate.settings import Settings
from syndicate.settings.targets import SUFFIXES
from syndicate.site.hosts import MARK_FILE, NOTE_COMING, NOTE_FILE, OURS, UNFINISHED, Mark, files_of, foreign
from syndicate.site.hosts.switch import BLANK, EMPTY, LIVE, NEXT, Switched


def open_folder(settings: Settings) -> Switched:
    """Return the host of `folder:PATH`, from the site's root on; settings saw to it that it overlaps none."""
    return Switched(Folder((settings.root / settings.target.path).resolve()))


class Folder:
    """The place `folder` and its siblings."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.name = str(folder)

    def look(self) -> dict[str, str]:
        """Return the mark's text (or BLANK) by suffix, EMPTY for an empty folder; refuse what is not ours."""
        found = {}
        with self._told():
            for suffix in SUFFIXES:
                place = self._at(suffix)
                mark = place / MARK_FILE
                if mark.is_file():
                    found[suffix] = mark.read_text("utf-8") or BLANK
                elif place.is_dir() and not any(place.iterdir()):
                    found[suffix] = EMPTY
                elif place.exists() or place.is_symlink():
                    raise foreign(str(place))
        return found

    def fill(self, built: Path, mark: Mark) -> None:
        """Copy `built` to `.next` and compare every byte; the mark comes last."""
        with self._told():
            copy_marked(built, self._at(NEXT), mark)

    def same(self, built: Path) -> bool:
        """Tell whether the live folder holds exactly the files of `built`."""
        live, names = self._at(LIVE), [name for name in files_of(built) if name not in OURS]
        with self._told():
            there = [name for name in files_of(live) if name not in OURS]
            return there == names and not filecmp.cmpfiles(built, live, names, shallow=False)[1]

    def rename(self, old: str, new: str) -> None:
        """Rename one sibling to another that is not there."""
        with self._told():
            self._at(old).rename(self._at(new))

    def remove(self, suffix: str) -> None:
        """Remove one sibling with all that is in it, its mark last."""
        place = self._at(suffix)
        with self._told():
            for path in place.iterdir():
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                elif path.name != MARK_FILE:
                    path.unlink()
            shutil.rmtree(place)

    def noted(self) -> str:
        """Return the live folder's NOTE_FILE, "" for none."""
        file = self._at(LIVE) / NOTE_FILE
        with self._told():
            return file.read_text("utf-8", errors="replace") if file.is_file() else ""

    def write_note(self, text: str) -> None:
        """Replace the live folder's NOTE_FILE in one step."""
        live = self._at(LIVE)
        with self._told():
            (live / NOTE_FILE).parent.mkdir(exist_ok=True)
            (live / NOTE_COMING).write_text(text, "utf-8")
            (live / NOTE_COMING).replace(live / NOTE_FILE)

    def _at(self, suffix: str) -> Path:
        return self._folder.with_name(self._folder.name + suffix)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            why = os.strerror(error.errno) if error.errno else str(error)
            raise SiteError(
                f"{error.filename or self.name}: {why}. The deploy to {self.name} broke off; mend "
                f"that and run this again, it goes on from here."
            ) from error


def copy_marked(built: Path, target: Path, mark: Mark) -> None:
    """Copy the files of `built` into the new folder `target` and mark it; raises OSError, SiteError."""
    target.mkdir(parents=True)
    (target / MARK_FILE).write_text(UNFINISHED.text(), "utf-8")
    for name in files_of(built):
        copy = target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(built / name, copy)
        if not filecmp.cmp(built / name, copy, shallow=False):
            raise SiteError(f"{copy}: the copy differs from {built / name}. Nothing went live; try again.")
    (target / MARK_FILE).write_text(mark.text(), "utf-8")
