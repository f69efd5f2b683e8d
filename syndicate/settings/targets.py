"""SYNDICATE_DEPLOY -> Target: the one parser, for the gate that judges and for the host that connects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from syndicate.errors import SettingsError
from syndicate.http import is_loopback

# what a folder of the live site has beside it; the switch says what each is for
SUFFIXES = ("", ".next", ".previous", ".gone", ".undone")
KNOWN = (
    "Known: 'folder:PATH', 'git:https://HOST/PATH', 'git:USER@HOST:PATH', 'git:/PATH' or 'git:./PATH', "
    "'rsync:USER@HOST:PATH', 'rsync://HOST/MODULE/PATH', 'sftp:USER@HOST[:PORT]/PATH'."
)
_NAME = r"[A-Za-z0-9_][A-Za-z0-9_.-]*"
_PLACE = r"[A-Za-z0-9_./+-]+"
_REPOSITORY = r"[A-Za-z0-9_./+~-]+"
_HOST = rf"(?P<host>{_NAME})"
_LOGIN = rf"(?:(?P<user>{_NAME})@)?{_HOST}"
_PORT = r"(?::(?P<port>[0-9]{1,5}))?"
_FORMS = tuple(
    (kind, re.compile(form))
    for kind, form in (
        ("folder", r"folder:(?P<path>.*\S.*)"),
        # two slashes would be another machine's share on Windows
        ("git", r"git:(?P<path>(?:file:///|/|\.{1,2}/|[A-Za-z]:[\\/])(?![\\/])\S+)"),
        ("git", rf"git:(?P<path>https://{_HOST}{_PORT}/{_REPOSITORY})"),
        ("git", rf"git:(?P<path>ssh://{_LOGIN}{_PORT}/{_REPOSITORY})"),
        ("git", rf"git:(?P<path>(?P<user>{_NAME})@{_HOST}:{_REPOSITORY})"),
        ("daemon", rf"rsync://{_LOGIN}{_PORT}/(?P<path>{_PLACE})"),
        ("ssh", rf"rsync:{_LOGIN}:(?!//)(?P<path>{_PLACE})"),
        ("sftp", rf"sftp:{_LOGIN}{_PORT}(?P<path>/{_PLACE})"),
    )
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where the site goes: `kind` is folder, git, ssh, daemon or sftp; port 0 is the protocol's own.

    Of git, `path` is the whole address as git takes it, and `host` is "" for a path on this machine.
    """

    kind: str
    path: str
    host: str = ""
    user: str = ""
    port: int = 0

    @property
    def login(self) -> str:
        """Return user@host, or the host alone."""
        return f"{self.user}@{self.host}" if self.user else self.host

    @property
    def loopback(self) -> bool:
        """Tell whether what is sent there stays on this machine; of git only a path does."""
        return not self.host or (self.kind != "git" and is_loopback(self.host))


def read_target(text: str) -> Target:
    """Read SYNDICATE_DEPLOY; raises SettingsError, which never repeats what stands there."""
    if _holds_secret(text):
        raise SettingsError(
            "pelicanconf.py: SYNDICATE_DEPLOY holds a password. Take it out, renew it, and let git keep the "
            "new one (git help credentials), or use a key."
        )
    for kind, form in _FORMS:
        found = form.fullmatch(text)
        if found:
            known = {name: part or "" for name, part in found.groupdict().items()}
            port = int(known.get("port") or 0)
            target = Target(kind, known["path"], known.get("host", ""), known.get("user", ""), port)
            _refuse_shared(target)
            return target
    if re.fullmatch(rf"git:{_NAME}", text):
        raise SettingsError(
            "pelicanconf.py: SYNDICATE_DEPLOY names a git remote, which git may point anywhere. Write its "
            "address (git remote get-url --push NAME), or a path that begins with / or ./"
        )
    raise SettingsError(f"pelicanconf.py: SYNDICATE_DEPLOY names no host that is known here. {KNOWN}")


def _holds_secret(text: str) -> bool:
    kind, _, rest = text.partition(":")
    login, at, _ = rest.rpartition("@")
    if not at or kind == "folder" or re.match(r"/(?!/)|\.", rest):
        return False
    # over https even a name alone may be a token
    return rest.startswith("http") or ":" in re.sub(r"^(\w+:)?//", "", login)


def _refuse_shared(target: Target) -> None:
    parts = PurePosixPath(target.path).parts
    if target.kind in ("ssh", "sftp") and (
        not set(parts) - {"/"} or ".." in parts or parts[0].startswith("-")
    ):
        raise SettingsError("pelicanconf.py: SYNDICATE_DEPLOY must name a folder of its own there.")
