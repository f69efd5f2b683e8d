"""The task with which a person answers what people wrote."""

from __future__ import annotations

import sys
from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

from syndicate.tasks.told import told


# no positional argument: `invoke reviews Dank` would answer nothing
@task(
    positional=[],
    help={
        "answer": "the eight signs of what you answer",
        "text": "your answer; you are asked for it where it is not said here",
    },
)
def reviews(_: Context, answer: str = "", text: str = "") -> None:
    """Read what people wrote and nobody answered, and answer it; nothing of it is kept here."""
    from syndicate import console
    from syndicate.errors import SettingsError
    from syndicate.workflows import reviews as reading

    with told():
        if text and not answer:
            raise SettingsError("say with --answer SIGNS what you answer; `invoke reviews` lists the signs.")
        if answer:
            sent = reading.answer(Path.cwd(), answer, text, ask=console.ask, say=console.step)
            console.line((reading.SENT if sent else reading.NOT_SENT).of(console.language()))
            return
        read = reading.reviews(Path.cwd(), tell=console.step)
        for line in reading.told(read):
            console.line(line)
        for why in read.failed.values():
            console.step(why)
        sys.exit(int(read.exit))
