"""An rsync daemon: it can neither rename nor keep a second build, and this module says so.

Files arrive beside the old ones and are put in place together at the end (--delay-updates), which
takes moments and not one rename. The previous build is kept on this machine, so that only the machine
that deployed can roll back. Where that is not enough, use ssh, sftp or git.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from syndicate.errors import SiteError
from syndicate.settings import Target
from syndicate.site.hosts import MARK_FILE, NOTE_FILE, UNFINISHED, Change, Mark, foreign
from syndicate.site.hosts.process import UNCHANGED, run
from syndicate.site.hosts.rsync import PASS_OVER, differs

NOT_THERE = 23
# either would lead rsync elsewhere
HERE: Mapping[str, str | None] = {"RSYNC_PROXY": None, "RSYNC_CONNECT_PROG": None}


class Daemon:
    """The folder of a target (rsync://host/module/folder); `state` keeps the previous build."""

    def __init__(self, target: Target, state: Path) -> None:
        port = f":{target.port}" if target.port else ""
        self.name = f"rsync://{target.login}{port}/{target.path.rstrip('/')}"
        self._url = f"{self.name}/"
        self._env = HERE if target.loopback else UNCHANGED
        self._previous = state / "deploy.previous"
        self._coming = state / "deploy.previous.next"

    def look(self) -> Mark | None:
        """Return the mark of what is live, None for nothing or the half of a broken-off deploy."""
        return self.live()

    def live(self) -> Mark | None:
        """Return the mark of what is live, None for nothing or the half of a broken-off deploy."""
        listing = self._rsync("--list-only", self._url, fine=(0, NOT_THERE)).splitlines()
        rows = [line.split(maxsplit=4) for line in listing]
        names = {row[4] for row in rows if len(row) == 5} - {"."}
        if not names:
            return None
        if MARK_FILE not in names:
            raise foreign(self.name)
        with tempfile.TemporaryDirectory() as here:
            self._rsync(self._url + MARK_FILE, f"{here}/")
            mark = Mark.read((Path(here) / MARK_FILE).read_text("utf-8"), self.name)
        return mark if mark.finished else None

    def intact(self, built: Path) -> bool:
        """Tell whether rsync would have nothing to change."""
        comparing = ("-rc", "--delete", "--dry-run", "--out-format=%n")
        return not differs(self._rsync(*comparing, *PASS_OVER, f"{built}/", self._url))

    def put(self, built: Path, mark: Mark) -> None:
        """Keep what is live as the previous build, then send `built`."""
        live = self.live()
        if live is not None and live.fingerprint != mark.fingerprint:
            self._fetch()
            self._keep()
        self._send(built, mark)

    def back(self) -> Mark:
        """Send the previous build that this machine kept, and keep what was live instead."""
        kept = self._previous / MARK_FILE
        if not kept.is_file():
            raise SiteError(
                f"{self.name}: this machine keeps no previous build, and an rsync daemon keeps none itself. "
                f"Check out the content as it was and build that."
            )
        mark = Mark.read(kept.read_text("utf-8"), str(self._previous))
        live = self.live()
        if live is not None:
            self._fetch()
        self._send(self._previous, mark)
        if live is not None:
            self._keep()
        return mark

    def forget(self) -> None:
        """Throw away the build of before that this machine kept; the daemon itself keeps none."""
        for kept in (self._previous, self._coming):
            shutil.rmtree(kept, ignore_errors=True)

    def note(self, change: Change) -> None:
        """Replace the note by what `change` makes of it, unless that is ""; rsync puts it in whole."""
        with tempfile.TemporaryDirectory() as here:
            note = Path(here) / NOTE_FILE
            note.parent.mkdir()
            self._rsync(self._url + NOTE_FILE, f"{note.parent}/", fine=(0, NOT_THERE))
            text = change(note.read_text("utf-8", errors="replace") if note.is_file() else "")
            if text:
                note.write_text(text, "utf-8")
                self._rsync("-rc", f"{here}/", self._url)

    def _fetch(self) -> None:
        self._coming.mkdir(parents=True, exist_ok=True)
        self._rsync("-rc", "--delete", self._url, f"{self._coming}/")

    def _keep(self) -> None:
        shutil.rmtree(self._previous, ignore_errors=True)
        self._coming.rename(self._previous)

    def _send(self, built: Path, mark: Mark) -> None:
        self._write(UNFINISHED)
        together = ("--delete-after", "--delay-updates")
        self._rsync("-rc", *together, *PASS_OVER, f"{built}/", self._url)
        self._write(mark)

    def _write(self, mark: Mark) -> None:
        with tempfile.TemporaryDirectory() as here:
            (Path(here) / MARK_FILE).write_text(mark.text(), "utf-8")
            self._rsync("-rc", f"{here}/", self._url)

    def _rsync(self, *args: str, fine: tuple[int, ...] = (0,)) -> str:
        argv = ["rsync", *args]
        return run(argv, doing=f"The deploy to {self.name}", fine=fine, env=self._env).stdout
