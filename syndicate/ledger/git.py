"""Git by its plumbing, in somebody else's repository: only objects and one ref of our own are written.

The work tree, the index, HEAD, branches, configuration and hooks stay as they are and have no say here.
Git's own credentials are used (helper, agent, what CI put into the configuration); it never asks for any.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from syndicate.errors import LedgerError
from syndicate.model import NOTHING
from syndicate.settings.tokens import without_ours

# which of git's variables say how a remote is reached; all others speak of another repository or moment
KEPT = re.compile(
    "GIT_(ASKPASS|SSH|SSH_COMMAND|SSH_VARIANT|SSL_.*|HTTP_.*|PROXY_.*|CONFIG_.*|EXEC_PATH|ALLOW_PROTOCOL)"
)
OURS: Mapping[str, str] = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_AUTHOR_NAME": "Expertstatus",
    "GIT_AUTHOR_EMAIL": "expertstatus@localhost",
    "GIT_COMMITTER_NAME": "Expertstatus",
    "GIT_COMMITTER_EMAIL": "expertstatus@localhost",
}
# what a user's configuration must not do to a push or a fetch of ours
SET = (
    "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.filesRefLockTimeout=1000", "push.gpgSign=false",
    "push.followTags=false", "push.recurseSubmodules=no", "push.pushOption=", "fetch.recurseSubmodules=no",
    "fetch.writeCommitGraph=false", "i18n.commitEncoding=UTF-8",
)  # fmt: skip
DENIED = re.compile(
    "returned error: 40[134]|authentication failed|could not read (username|password)|permission denied"
    "|denied to|not allowed|access denied|repository not found|does not appear to be a git repository"
    "|no such remote|host key verification failed|terminal prompts disabled",
    re.IGNORECASE,
)
NO_GIT = "the ledger is kept in git, which is not installed here. On Debian: apt-get install git."


@dataclass(frozen=True, slots=True)
class Said:
    """How a git ended: its code (None: it had to be ended) and what it said."""

    code: int | None
    out: str
    err: str

    @property
    def words(self) -> str:
        """Return its last words, without any password."""
        lines = [line.strip() for line in self.err.splitlines() if line.strip()]
        telling = [line for line in lines if line.startswith(("fatal:", "error:"))]
        said = (telling or lines[-1:] or [f"git ended with code {self.code}"])[0]
        return without_password(said).rstrip(".")

    @property
    def denied(self) -> bool:
        """Tell whether the remote knows us and says no, so that asking again is of no use."""
        return bool(DENIED.search(self.err))


class GitError(Exception):
    """Git ended badly."""

    def __init__(self, said: Said) -> None:
        self.said = said
        super().__init__(said.words)


class Git:
    """The repository that `folder` is in; each call is one git, at most `seconds` long."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        around = {
            k: v for k, v in without_ours(os.environ).items() if not k.startswith("GIT_") or KEPT.fullmatch(k)
        }
        self._around = {**around, **OURS}
        self._command = ("git", "-C", str(folder), *(word for one in SET for word in ("-c", one)))

    def quiet_ssh(self) -> None:
        """Keep ssh from asking anything, whichever ssh the user has chosen, unless it is another program."""
        chosen = self._around.get("GIT_SSH_COMMAND") or self.say("config", "core.sshCommand", fine=(0, 1))
        if not ({"GIT_SSH", "GIT_SSH_VARIANT"} & set(self._around)):
            self._around["GIT_SSH_COMMAND"] = f"{chosen or 'ssh'} -oBatchMode=yes"

    def run(
        self, *args: str, stdin: bytes = b"", seconds: float = 60, env: Mapping[str, str] = NOTHING
    ) -> Said:
        """Run git to its end, however it ends; raises LedgerError where there is no git.

        One that takes longer than `seconds` is ended, with the programs that it started, and has no code.
        """
        with self._started(args, env=env) as git:
            try:
                out, err = git.communicate(stdin, timeout=max(0.01, seconds))
            except subprocess.TimeoutExpired:
                return Said(None, "", f"fatal: git {args[0]} took longer than {seconds:.0f} seconds")
        return Said(git.returncode, out.decode(errors="replace"), err.decode(errors="replace"))

    def say(
        self,
        *args: str,
        stdin: bytes = b"",
        fine: tuple[int, ...] = (0,),
        seconds: float = 60,
        env: Mapping[str, str] = NOTHING,
    ) -> str:
        """Return what git says; raises GitError where its code is not `fine`, LedgerError without git."""
        said = self.run(*args, stdin=stdin, seconds=seconds, env=env)
        if said.code not in fine:
            raise GitError(said)
        return said.out.rstrip("\n")

    def holds(self, commit: str, tip: str) -> bool:
        """Tell whether `commit` is `tip` or one of its ancestors; what is not here at all is none."""
        return commit == tip or self.run("merge-base", "--is-ancestor", commit, tip).code == 0

    @contextmanager
    def objects(self) -> Iterator[Callable[[str], bytes]]:
        """Give a function that reads one object after another, out of one `cat-file --batch`.

        That function raises GitError where an object is not here.
        """
        with ExitStack() as stack:
            started: list[subprocess.Popen[bytes]] = []

            def read(name: str) -> bytes:
                if not started:
                    started.append(stack.enter_context(self._started(("cat-file", "--batch"), err=False)))
                return _object(started[0], name)

            yield read

    @contextmanager
    def _started(
        self, args: tuple[str, ...], *, env: Mapping[str, str] = NOTHING, err: bool = True
    ) -> Iterator[subprocess.Popen[bytes]]:
        try:
            git = subprocess.Popen(
                [*self._command, *args], env={**self._around, **env}, stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE if err else subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
        except FileNotFoundError:
            raise LedgerError(NO_GIT) from None
        with git:
            try:
                yield git
            finally:
                _end(git)


def _end(git: subprocess.Popen[bytes]) -> None:
    """End git where it still runs, with what it started (its own session; Windows has none)."""
    if git.poll() is not None:
        return
    with suppress(ProcessLookupError, PermissionError, AttributeError):
        os.killpg(git.pid, signal.SIGKILL)
    git.kill()


def without_password(text: str) -> str:
    """Return `text` with what stands before the @ of an address left out."""
    return re.sub(r"(?<=//)[^/@\s]+@", "***@", text)


def _object(git: Any, name: str) -> bytes:
    # a Popen with pipes, which its type does not tell from one without
    with suppress(BrokenPipeError):
        git.stdin.write(f"{name}\n".encode())
        git.stdin.flush()
    told = git.stdout.readline().split()
    if len(told) != 3:
        raise GitError(Said(1, "", f"fatal: the object {name} cannot be read"))
    size = int(told[2])
    found: bytes = git.stdout.read(size + 1)
    if len(found) <= size:
        raise GitError(Said(1, "", f"fatal: the object {name} cannot be read whole"))
    return found[:size]


def dated(at: datetime) -> Mapping[str, str]:
    """Return the variables that date a commit, so that it carries the time of its entries."""
    when = f"{int(at.timestamp())} +0000"
    return {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
