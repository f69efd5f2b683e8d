"""Where the built site goes: one module a kind of host, all keeping the same promise.

A new build is put beside the live one and switched in whole; what was live stays as the previous
build; and nothing is touched that does not carry our mark, the file `.expertstatus`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from syndicate.errors import SettingsError, SiteError
from syndicate.http.reach import Kept
from syndicate.settings import Settings

MARK_FILE = ".expertstatus"
# what a run says beside the build; it belongs to no build and outlives each of them
NOTE_FILE = ".well-known/expertstatus.json"
NOTE_COMING = f"{NOTE_FILE}.new"
OURS = frozenset({MARK_FILE, NOTE_FILE, NOTE_COMING})
Change = Callable[[str], str]


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

    def look(self) -> Mark | None:
        """Return the mark of what is live, None for nothing; nothing on the host changes."""
        ...

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

    def forget(self) -> None:
        """Keep nothing but what is live: no build of before, here or on the host, can come back."""
        ...

    def note(self, change: Change) -> None:
        """Write NOTE_FILE into what is live: what `change` makes of what stands there ("" for nothing).

        Where it makes "", nothing is written. The file is replaced whole; it is no part of any build, so
        that it changes nothing of what is live, intact or previous, and a deploy or `back` carries it
        over. To be called after `live` found a build.
        """
        ...


@contextmanager
def open_host(settings: Settings) -> Iterator[Host]:
    """Open the host that SYNDICATE_DEPLOY names, the very one that the gate judged (settings.target).

    Where it is this machine, git, ssh and rsync are kept from being sent elsewhere by their own settings.
    Raises SettingsError for a host inside this network that SYNDICATE_PRIVATE_HOSTS does not name.
    """
    target = settings.target
    refuse_inside(settings)
    if target.kind == "folder":
        from syndicate.site.hosts.folder import open_folder

        yield open_folder(settings)
    elif target.kind == "git":
        from syndicate.site.hosts.branch import open_branch

        yield open_branch(settings)
    elif target.kind == "ssh":
        from syndicate.site.hosts.ssh import open_ssh

        yield open_ssh(target)
    elif target.kind == "daemon":
        from syndicate.site.hosts.daemon import Daemon

        yield Daemon(target, settings.state)
    else:
        from syndicate.site.hosts.sftp import open_sftp

        with open_sftp(target, settings.reach) as host:
            yield host


def refuse_inside(settings: Settings) -> None:
    """Look the host up, and raise SettingsError where it lies inside; a name only ssh knows is left to it.

    git, ssh and rsync look it up again themselves: between the two a name could change.
    """
    host = settings.target.host
    if host:
        try:
            settings.reach.addresses(host, settings.target.port)
        except Kept as error:
            raise SettingsError(f"pelicanconf.py: SYNDICATE_DEPLOY: {error}. Nothing was sent.") from None
        except OSError:
            return


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
