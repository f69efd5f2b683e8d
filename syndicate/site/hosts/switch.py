"""The switch that folders, ssh and sftp share: all beside the live site, then renames.

    site            what visitors see
    site.next       the coming build while it is copied; complete when its mark has a fingerprint
    site.previous   the build before, for `rollback`
    site.gone       the build before that, or a damaged one, about to be removed
    site.undone     the live build while a rollback lets the two change places

Between the two renames of a switch there is no site for the blink of an eye; whatever a crash leaves
is put right by the next run. Every order of crash is tried in tests/site/test_switch.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from syndicate.errors import SiteError
from syndicate.settings.targets import SUFFIXES
from syndicate.site.hosts import Change, Mark

LIVE, NEXT, PREVIOUS, GONE, UNDONE = SUFFIXES
EMPTY = ""
BLANK = "?"  # stands for a mark of no bytes, as a crash may leave it: there, but unreadable


class Place(Protocol):
    """One folder and its siblings on a host; `suffix` says which. All raise SiteError."""

    name: str

    def look(self) -> dict[str, str]:
        """Return the mark's text (or BLANK) by suffix, EMPTY for an empty folder; refuse what is not ours."""
        ...

    def fill(self, built: Path, mark: Mark) -> None:
        """Make `.next`: marked as unfinished first, then the files, checked, then marked with `mark`."""
        ...

    def same(self, built: Path) -> bool:
        """Tell whether the live folder holds exactly the files of `built`."""
        ...

    def rename(self, old: str, new: str) -> None:
        """Rename one sibling to another that is not there."""
        ...

    def remove(self, suffix: str) -> None:
        """Remove one sibling with all that is in it, its mark last."""
        ...

    def noted(self) -> str:
        """Return the live folder's NOTE_FILE, "" for none."""
        ...

    def write_note(self, text: str) -> None:
        """Replace the live folder's NOTE_FILE in one step."""
        ...


class Switched:
    """A host made of a place that can rename."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self.name = place.name

    def look(self) -> Mark | None:
        """Return the mark of what is live, None for nothing; nothing on the host changes."""
        text = self._place.look().get(LIVE)
        return self._mark(LIVE, text) if text else None

    def live(self) -> Mark | None:
        """Mend what a broken-off deploy left, and return the mark of what is live, None for nothing."""
        self._mend()
        return self.look()

    def intact(self, built: Path) -> bool:
        """Tell whether what is live holds exactly the files of `built`."""
        return self._place.same(built)

    def put(self, built: Path, mark: Mark) -> None:
        """Put `built` there and make it live; what was live becomes the previous build.

        A damaged build of the same fingerprint is replaced and does not push out the previous one.
        """
        place = self._place
        place.fill(built, mark)
        there = place.look()
        if there.get(NEXT) != mark.text():
            raise SiteError(
                f"{self.name}{NEXT}: another deploy is writing there. Nothing went live; try again."
            )
        with self._note_kept(there):
            if not there.get(LIVE):
                self._remove(LIVE, there)
            elif self._mark(LIVE, there[LIVE]).fingerprint == mark.fingerprint:
                place.rename(LIVE, GONE)
            else:
                if PREVIOUS in there:
                    place.rename(PREVIOUS, GONE)
                place.rename(LIVE, PREVIOUS)
            place.rename(NEXT, LIVE)
        self._remove(GONE, place.look())

    def back(self) -> Mark:
        """Let the previous build and the live one change places; return the mark of what is live now."""
        self._mend()
        place = self._place
        there = place.look()
        if not there.get(PREVIOUS):
            raise SiteError(f"{self.name}: there is no previous build to go back to. Nothing was changed.")
        mark = self._mark(PREVIOUS, there[PREVIOUS])
        with self._note_kept(there):
            if there.get(LIVE):
                place.rename(LIVE, UNDONE)
            else:
                self._remove(LIVE, there)
            place.rename(PREVIOUS, LIVE)
            if there.get(LIVE):
                place.rename(UNDONE, PREVIOUS)
        return mark

    def forget(self) -> None:
        """Keep nothing but what is live; what a broken-off deploy or rollback left goes too."""
        self._mend()
        self._remove(PREVIOUS, self._place.look())

    def note(self, change: Change) -> None:
        """Replace the note in the live folder by what `change` makes of it, unless that is ""."""
        text = change(self._place.noted())
        if text:
            self._place.write_note(text)

    @contextmanager
    def _note_kept(self, there: dict[str, str]) -> Iterator[None]:
        """Carry the note of the live build over to the one that takes its place.

        No switch fails for it: the next run writes it anew.
        """
        text = ""
        if there.get(LIVE):
            with suppress(SiteError):
                text = self._place.noted()
        yield
        if text:
            with suppress(SiteError):
                self._place.write_note(text)

    def _mend(self) -> None:
        place = self._place
        there = place.look()
        if UNDONE in there:
            if LIVE not in there:
                place.rename(PREVIOUS, LIVE)
            place.rename(UNDONE, PREVIOUS)
            there = place.look()
        if GONE in there:
            if PREVIOUS in there:
                place.remove(GONE)
            else:
                place.rename(GONE, PREVIOUS)
        if NEXT in there:
            if LIVE not in there and self._finished(there[NEXT]):
                place.rename(NEXT, LIVE)
            else:
                place.remove(NEXT)

    def _remove(self, suffix: str, there: dict[str, str]) -> None:
        if suffix in there:
            self._place.remove(suffix)

    def _finished(self, text: str) -> bool:
        try:
            return self._mark(NEXT, text).finished
        except SiteError:
            return False

    def _mark(self, suffix: str, text: str) -> Mark:
        return Mark.read(text, f"{self.name}{suffix}")
