"""Running git, rsync and ssh: never through a shell here, and never repeating a password."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from syndicate.errors import SiteError
from syndicate.http import veil
from syndicate.settings.tokens import without_ours

PACKAGES = {"git": "git", "rsync": "rsync", "ssh": "openssh-client"}
LONGEST = 900
UNCHANGED: Mapping[str, str | None] = MappingProxyType({})


def run(
    argv: Sequence[str],
    *,
    doing: str,
    cwd: Path | None = None,
    stdin: str = "",
    fine: tuple[int, ...] = (0,),
    env: Mapping[str, str | None] = UNCHANGED,
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end (at most 15 minutes) and return what it said.

    `env` is what its environment gets beside ours (None: what it loses); no account's secret is in it.
    `doing` opens the sentence of the SiteError that is raised where it cannot be started, does not
    end, or ends with a code that is not `fine`.
    """
    around = {name: value for name, value in {**without_ours(os.environ), **env}.items() if value is not None}
    try:
        done = subprocess.run(
            argv, cwd=cwd, env=around, input=stdin, capture_output=True, encoding="utf-8", errors="replace",
            timeout=LONGEST, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        program = argv[0]
        raise SiteError(
            f"{doing} needs the program {program}, which is not installed here. On Debian: "
            f"apt-get install {PACKAGES.get(program, program)}."
        ) from None
    except subprocess.TimeoutExpired:
        raise SiteError(
            f"{doing} took longer than {LONGEST // 60} minutes and was ended. Try again."
        ) from None
    if done.returncode not in fine:
        raise SiteError(
            f"{doing} failed: {_last_words(done)}. Nothing is posted; mend that and run this again."
        )
    return done


def without_password(text: str) -> str:
    """Return `text` with what stands before the @ of an address left out."""
    return re.sub(r"(?<=//)[^/@\s]+@", "***@", text)


def _last_words(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:", "! ", "@ERROR", "rsync:"))]
    said = (telling or lines[-1:] or [f"it ended with code {done.returncode}"])[0]
    return veil.through(without_password(said)).rstrip(".")
