"""The task with which a person says of one post: not this one, or later."""

from __future__ import annotations

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
