"""The task that git's own hooks run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

from syndicate.tasks.told import told


@task(
    positional=[],
    help={
        "staged": "what the next commit changes (git's hook pre-commit)",
        "push": "every commit that git says on stdin it will send (git's hook pre-push)",
        "remote": "with --push: the remote's name",
        "clean": "keep this picture without what it says beside its pixels",
        "install": "let git look before each commit and each push",
    },
)
def guard(
    _: Context,
    staged: bool = False,
    push: bool = False,
    remote: str = "origin",
    clean: str = "",
    install: bool = False,
) -> None:
    """Look for patients' data before it is kept or sent."""
    from syndicate import console
    from syndicate.errors import SettingsError
    from syndicate.workflows import guard as guarding
    from syndicate.workflows import hooks

    here = Path.cwd()
    with told():
        if sum((staged, push, bool(clean), install)) > 1:
            raise SettingsError("say one of --staged, --push, --clean and --install.")
        if install:
            for line in hooks.install(here, console.language(), environ=os.environ):
                console.line(line)
            return
        if clean:
            console.line(f"{guarding.clean(here, Path(clean))}")
            return
        if staged:
            seen = guarding.before_commit(here)
        elif push:
            seen = guarding.before_push(here, sys.stdin.read(), remote)
        else:
            seen = guarding.look(here)
        console.findings(seen.findings[: guarding.SHOWN], seen.language, 0)
        if seen.passed_over:
            console.step(seen.passed_over.of(seen.language))
        if seen.more:
            console.step(seen.more.of(seen.language))
        if seen.next_steps:
            console.step(seen.next_steps.of(seen.language))
        sys.exit(int(seen.exit))
