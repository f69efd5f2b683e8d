"""Where the built site goes: one module a kind of host, all keeping the same promise.

A new build is put beside the live one and switched in whole; what was live stays as the previous
build; and nothing is touched that does not carry our mark, the file `.expertstatus`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from syndicate.errors import SettingsError, SiteError
from syndicate.settings import Settings

MARK_FILE = ".expertstatus"
KNOWN = (
    "Known: 'folder:PATH', 'git:REMOTE', 'rsync:user@host:PATH', 'rsync://host/module/PATH', "
    "'sftp:user@host[:port]/PATH'."
)
NAME = r"[A-Za-z0-9_][A-Za-z0-9_.-]*"
PLACE = r"[A-Za-z0-9_./+-]+"


@dataclass(frozen=True, slots=True)
class Mark:
    """What `.expertstatus` says of a build: the version of its content and the fingerprint of its files."""

    version: int
    fingerprint: str

    def __str__(self) -> str:
        return f"build {self.version} ({self.fingerprint[:12]})"

    @property
    def finished(self) -> bool:
        """Tell whether the whole build stands there, and not the half of a broken-off copy."""
        return bool(self.fingerprint)

    def text(self) -> str:
        """Return the mark as one line of JSON."""
        return json.dumps({"fingerprint": self.fingerprint, "v": 1, "version": self.version})

    @classmethod
    def read(cls, text: str, where: str) -> Mark:
        """Read a mark; raises SiteError where it is not one of ours."""
        try:
            raw = json.loads(text)
            return cls(int(raw["version"]), str(raw["fingerprint"]))
        except (ValueError, KeyError, TypeError):
            raise SiteError(
                f"{where}: its {MARK_FILE} cannot be read, so nothing was put there. Put back the file or "
                f"empty the place by hand."
            ) from None


UNFINISHED = Mark(0, "")


class Host(Protocol):
    """One place that visitors read from. All raise SiteError."""

    name: str

    def live(self) -> Mark | None:
        """Mend what a broken-off deploy left, and return the mark of what is live, None for nothing."""
        ...

    def intact(self, built: Path) -> bool:
        """Tell whether what is live holds exactly the files of `built`."""
        ...

    def put(self, built: Path, mark: Mark) -> None:
        """Put `built` there and make it live; what was live becomes the previous build."""
        ...

    def back(self) -> Mark:
        """Let the previous build and the live one change places; return the mark of what is live now."""
        ...


@contextmanager
def open_host(settings: Settings) -> Iterator[Host]:
    """Open the host that SYNDICATE_DEPLOY names; raises SettingsError where it names none."""
    kind, _, place = settings.deploy.partition(":")
    if kind == "folder" and place.strip():
        from syndicate.site.hosts.folder import open_folder

        yield open_folder(settings, place)
    elif kind == "git" and re.fullmatch(r"[^\s-]\S*", place):
        from syndicate.site.hosts.branch import open_branch

        yield open_branch(settings, place)
    elif kind == "rsync" and (found := re.fullmatch(rf"((?:{NAME}@)?{NAME}):({PLACE})", place)):
        from syndicate.site.hosts.ssh import open_ssh

        yield open_ssh(found[1], _below(settings, found[2]))
    elif kind == "rsync" and re.fullmatch(rf"//(?:{NAME}@)?{NAME}(?::[0-9]+)?/{PLACE}", place):
        from syndicate.site.hosts.daemon import Daemon

        yield Daemon(f"rsync:{place.rstrip('/')}", settings.state)
    elif kind == "sftp" and (
        found := re.fullmatch(rf"(?:({NAME})@)?({NAME})(?::([0-9]+))?(/{PLACE})", place)
    ):
        from syndicate.site.hosts.sftp import open_sftp

        with open_sftp(found[2], int(found[3] or 0), found[1] or "", _below(settings, found[4])) as host:
            yield host
    else:
        raise SettingsError(f"pelicanconf.py: SYNDICATE_DEPLOY {settings.deploy!r} is no host. {KNOWN}")


def files_of(built: Path) -> list[str]:
    """Return the files of a build, relative and sorted; raises SiteError on a link, or on no files."""
    found = []
    for path in sorted(built.rglob("*")):
        if path.is_symlink():
            raise SiteError(f"{path}: a link cannot be deployed, only files. Put the file itself there.")
        if path.is_file():
            found.append(path.relative_to(built).as_posix())
    if not found:
        raise SiteError(f"{built}: there is no built site here, so nothing was deployed.")
    return found


def foreign(where: str) -> SiteError:
    """Return the refusal to touch a place that holds something which is not ours."""
    return SiteError(
        f"{where}: there are files here that Expertstatus did not put there (no {MARK_FILE}). Nothing was "
        f"changed. Name an empty place in SYNDICATE_DEPLOY, or empty this one yourself."
    )


def _below(settings: Settings, path: str) -> str:
    parts = PurePosixPath(path).parts
    if not set(parts) - {"/"} or ".." in parts or parts[0].startswith("-"):
        raise SettingsError(
            f"pelicanconf.py: SYNDICATE_DEPLOY {settings.deploy!r} must name a folder of its own there."
        )
    return str(PurePosixPath(path))
