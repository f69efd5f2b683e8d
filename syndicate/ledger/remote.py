"""One branch of one remote: where it stands, fetching it, and a push that says how it ended."""

from __future__ import annotations

import re
from enum import Enum
from functools import cached_property

from syndicate.errors import SettingsError
from syndicate.ledger.git import Git, GitError, Said, without_password

LONGEST = 60.0
OVER_SSH = re.compile(r"ssh://|(?!\w+://)[^/\\]{2,}:")
# somebody else was faster: at the remote itself, or seen by git before it sent anything
FASTER = re.compile(
    r"\[rejected\]|cannot lock ref|failed to update ref|incorrect old value|already exists|fetch first"
    r"|non-fast-forward"
)
NO_REPOSITORY = (
    "pelicanconf.py: SYNDICATE_LEDGER keeps the ledger in git, and {why}. Put the site into a git repository "
    "with a remote, or choose another ledger."
)
NO_REMOTE = (
    "pelicanconf.py: SYNDICATE_LEDGER does not name a remote that there is; the repository has {known}. "
    "Name one: 'branch:{branch}@REMOTE'."
)


class Ended(Enum):
    """How a push ended: written, refused for good, faster (somebody else was), or unknown."""

    WRITTEN = "written"
    REFUSED = "refused"
    FASTER = "faster"
    UNKNOWN = "unknown"


class Remote:
    """`branch` of the remote `named` ("": origin, else the only one), at the address that is pushed to."""

    def __init__(self, git: Git, branch: str, named: str) -> None:
        self._git = git
        self._branch = branch
        self._named = named
        self._ref = f"refs/heads/{branch}"

    @cached_property
    def address(self) -> str:
        """Return where the remote is; raises SettingsError without a repository or such a remote."""
        try:
            known = self._git.say("remote").split()
            name = self._named or ("origin" if "origin" in known or len(known) != 1 else known[0])
            if name not in known:
                raise SettingsError(
                    NO_REMOTE.format(branch=self._branch, known=", ".join(known) or "none at all")
                )
            # where it is written, there it is read: the two may differ in a fork
            found = self._git.say("remote", "get-url", "--push", name)
        except GitError as error:
            raise SettingsError(NO_REPOSITORY.format(why=error)) from None
        if OVER_SSH.match(found):
            self._git.quiet_ssh()
        return found

    def __str__(self) -> str:
        return without_password(self.address)

    def tip(self) -> str:
        """Return the commit of the branch, "" where there is no branch; raises GitError."""
        said = self._git.say("ls-remote", self.address, self._ref)
        rows = (line.split("\t") for line in said.splitlines())
        return next((row[0] for row in rows if row[1:] == [self._ref]), "")

    def fetch(self, *, newest: bool) -> None:
        """Bring the branch here, or its newest commit only; no ref and no file changes; raises GitError."""
        quiet = ("--quiet", "--no-tags", "--no-prune", "--no-write-fetch-head", "--refmap=")
        deep = ("--depth=1",) if newest else ()
        self._git.say("fetch", *quiet, *deep, self.address, self._ref)

    def push(self, commit: str, *, seconds: float) -> tuple[Ended, str]:
        """Push a commit, never forced, and return how that ended with the remote's words."""
        said = self._git.run(
            "push", "--porcelain", "--no-verify", self.address, f"{commit}:{self._ref}",
            seconds=min(LONGEST, seconds),
        )  # fmt: skip
        return _ended(said, self._ref)


def _ended(said: Said, ref: str) -> tuple[Ended, str]:
    rows = (line.split("\t") for line in said.out.splitlines())
    row = next((row for row in rows if len(row) == 3 and row[1].endswith(f":{ref}")), None)
    if row is None or "[remote failure]" in row[2] or "unpacker" in row[2]:
        return (Ended.REFUSED if said.denied else Ended.UNKNOWN), said.words
    if row[0] != "!":
        return Ended.WRITTEN, ""
    if FASTER.search(row[2]):
        return Ended.FASTER, row[2]
    told = [
        line.removeprefix("remote:").strip() for line in said.err.splitlines() if line.startswith("remote:")
    ]
    why = next((line for line in told if line), "")
    return Ended.REFUSED, without_password(f"{row[2]} {why}".strip().rstrip("."))
