"""A host with a shell: rsync carries the files beside the live site, ssh renames.

Uses the ssh of this machine with its configuration, agent and known_hosts, and never asks a question.
"""

from __future__ import annotations

import shlex
from pathlib import Path, PurePosixPath

from syndicate.errors import SiteError
from syndicate.settings import Target
from syndicate.settings.targets import SUFFIXES
from syndicate.site.hosts import MARK_FILE, NOTE_COMING, NOTE_FILE, UNFINISHED, Mark, foreign
from syndicate.site.hosts.process import run
from syndicate.site.hosts.rsync import PASS_OVER, differs
from syndicate.site.hosts.switch import BLANK, EMPTY, LIVE, NEXT, Switched

SSH = ("ssh", "-o", "BatchMode=yes")
# ~/.ssh/config may name another host for this machine; what stands on the command line goes first
HERE = ("-o", "HostName=%h", "-o", "ProxyCommand=none", "-o", "ControlPath=none")
LOOK = """
if [ -f {mark} ]; then printf 'expertstatus marked '; tr -d '\\n' < {mark}; echo
elif [ -d {place} ] && [ -z "$(ls -A {place})" ]; then echo expertstatus empty
elif [ -e {place} ] || [ -L {place} ]; then echo expertstatus foreign
else echo expertstatus absent; fi
"""
NOTED = "expertstatus note"  # whatever a login says before


def open_ssh(target: Target) -> Switched:
    """Return the host of `rsync:USER@HOST:PATH`."""
    return Switched(Shell(target))


class Shell:
    """The folder of a target and its siblings."""

    def __init__(self, target: Target) -> None:
        self._login = target.login
        self._path = str(PurePosixPath(target.path))
        self._shell = (*SSH, *HERE) if target.loopback else SSH
        self.name = f"{self._login}:{self._path}"

    def look(self) -> dict[str, str]:
        """Return the mark's text (or BLANK) by suffix, EMPTY for an empty folder; refuse what is not ours."""
        script = "".join(
            LOOK.format(mark=shlex.quote(f"{self._path}{s}/{MARK_FILE}"), place=self._at(s)) for s in SUFFIXES
        )
        told = [line.split(" ", 2)[1:] for line in self._ssh(script) if line.startswith("expertstatus ")]
        if len(told) != len(SUFFIXES):
            raise SiteError(f"{self._login} did not answer as a shell does. Use sftp: or git: for this host.")
        found = {}
        for suffix, (kind, *text) in zip(SUFFIXES, told, strict=True):
            if kind == "foreign":
                raise foreign(f"{self.name}{suffix}")
            if kind != "absent":
                found[suffix] = EMPTY if kind == "empty" else "".join(text) or BLANK
        return found

    def fill(self, built: Path, mark: Mark) -> None:
        """Send what the live site lacks; rsync itself checks every file that it writes."""
        place = self._at(NEXT)
        self._ssh(f"mkdir -p {place} && {self._marking(UNFINISHED)}")
        beside = f"--copy-dest=../{PurePosixPath(self._path).name}"
        self._rsync("--delete", beside, f"{built}/", f"{self._login}:{self._path}{NEXT}/")
        self._ssh(self._marking(mark))

    def same(self, built: Path) -> bool:
        """Tell whether rsync would have nothing to change in the live folder."""
        told = self._rsync(
            "--delete", "--dry-run", "--out-format=%n", f"{built}/", f"{self._login}:{self._path}{LIVE}/"
        )
        return not differs(told)

    def rename(self, old: str, new: str) -> None:
        """Rename one sibling to another that is not there."""
        self._ssh(f"[ ! -e {self._at(new)} ] && mv -- {self._at(old)} {self._at(new)}")

    def remove(self, suffix: str) -> None:
        """Remove one sibling with all that is in it, its mark last."""
        place = self._at(suffix)
        self._ssh(f"find {place} -mindepth 1 ! -path {place}/{MARK_FILE} -delete && rm -rf -- {place}")

    def noted(self) -> str:
        """Return the live folder's NOTE_FILE, "" for none."""
        note = self._at(f"{LIVE}/{NOTE_FILE}")
        told = self._ssh(f"if [ -f {note} ]; then echo {shlex.quote(NOTED)}; cat {note}; fi")
        return "".join(f"{line}\n" for line in told[told.index(NOTED) + 1 :]) if NOTED in told else ""

    def write_note(self, text: str) -> None:
        """Replace the live folder's NOTE_FILE in one step."""
        note, coming = self._at(f"{LIVE}/{NOTE_FILE}"), self._at(f"{LIVE}/{NOTE_COMING}")
        folder = self._at(f"{LIVE}/{PurePosixPath(NOTE_FILE).parent}")
        self._ssh(f"mkdir -p {folder} && printf %s {shlex.quote(text)} > {coming} && mv -f {coming} {note}")

    def _at(self, suffix: str) -> str:
        return shlex.quote(self._path + suffix)

    def _marking(self, mark: Mark) -> str:
        return f"printf %s {shlex.quote(mark.text())} > {shlex.quote(f'{self._path}{NEXT}/{MARK_FILE}')}"

    def _ssh(self, script: str) -> list[str]:
        return run(
            [*self._shell, self._login, script], doing=f"The deploy to {self.name}"
        ).stdout.splitlines()

    def _rsync(self, *args: str) -> str:
        argv = ["rsync", "-rc", f"--rsh={shlex.join(self._shell)}", *PASS_OVER, *args]
        return run(argv, doing=f"The deploy to {self.name}").stdout
