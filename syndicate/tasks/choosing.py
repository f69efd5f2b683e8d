"""The tasks with which a person decides about posts and texts: one post skipped, or what a note asks for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

from syndicate.tasks.told import told


@task(
    positional=["article"],
    help={
        "article": "file, slug, uid or uid/lang",
        "account": "on this account; on all where none is said",
        "until": "not before this day, e.g. 2026-12-01; without it the article's turn is over",
        "undo": "let what was skipped or put off take its turn again",
    },
)
def skip(_: Context, article: str, account: str = "", until: str = "", undo: bool = False) -> None:
    """Keep an article's next post from going out, or put it off."""
    from syndicate import console
    from syndicate.errors import SettingsError
    from syndicate.workflows import skip as choosing

    with told():
        if undo and until:
            raise SettingsError("say --until or --undo, not both.")
        if undo:
            choosing.undo(Path.cwd(), article, account=account, tell=console.step)
        else:
            choosing.skip(Path.cwd(), article, account=account, until=until, tell=console.step)


@task(
    positional=["signs"],
    help={
        "signs": "the 24 signs of the post, as the desk or `invoke publish --dry-run` shows them",
        "person": "your id in people.toml",
    },
)
def allow(_: Context, signs: str, person: str = "") -> None:
    """Say yes to exactly one post, where silence means stop."""
    from syndicate import console
    from syndicate.workflows.skip import allow_one

    with told():
        allow_one(Path.cwd(), signs, person, tell=console.step)


@task
def act(_: Context) -> None:
    """Do what a note at the code host asks for (ACT_TITLE, ACT_TEXT and ACT_LOGIN of the environment)."""
    from syndicate import console
    from syndicate.workflows.act import act as do

    with told():
        title, text, login = (os.environ.get(f"ACT_{name}", "") for name in ("TITLE", "TEXT", "LOGIN"))
        console.line(do(Path.cwd(), title, text, login, tell=console.step))


@task
def weekly(_: Context) -> None:
    """Tell the practice in one short message what was posted, what comes and what waits; once a week."""
    from syndicate import console
    from syndicate.workflows.weekly import weekly as tell_week

    with told():
        done = tell_week(Path.cwd(), tell=console.step)
        console.line(f"{done.title}\n\n{done.words}")
        sys.exit(int(done.exit))
