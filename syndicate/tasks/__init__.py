"""The invoke tasks of every site: they only read the command line and print; the work is in workflows.

A practice's whole tasks.py is `from syndicate.tasks import ns`. A blog with tasks of its own writes
`from syndicate.tasks import *`: that hands over the tasks and not `ns`, since invoke passes over a module's
own tasks where it finds a collection. Heavy rooms are imported when a task runs, so that `invoke --list`
stays instant. Exit codes: syndicate.errors.Exit.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from invoke.collection import Collection
from invoke.exceptions import Exit
from invoke.program import Program
from invoke.tasks import Task

from syndicate import __version__
from syndicate.tasks.answering import reviews
from syndicate.tasks.choosing import act, allow, skip, weekly
from syndicate.tasks.day import (
    adopt,
    approve,
    check,
    hold,
    new,
    plan,
    posted,
    preview,
    publish,
    release,
    repair,
    rollback,
    serve,
    settle,
    show,
    withdraw,
)  # fmt: skip
from syndicate.tasks.guarding import guard
from syndicate.tasks.kit import audit, connect, doctor, drafts, export, import_, start, upgrade, watch

DAY = ("new", "check", "approve", "preview", "plan", "publish", "serve", "settle", "hold", "release")


def collection() -> Collection:
    """Return all tasks by name, and the seldom ones in collections as well: those are what is listed."""
    day: list[Any] = [new, check, approve, preview, plan, publish, serve, settle, hold, release]
    kit: list[Any] = [
        act, allow, start, connect, doctor, drafts, guard, reviews, skip, upgrade, watch, weekly,
        export, import_,
    ]  # fmt: skip
    seldom: dict[str, list[Any]] = {
        "kit": kit,
        "ledger": [show, adopt, posted, settle, repair],
        "site": [audit, rollback, withdraw],
    }
    found = Collection(*day)
    for name, tasks in seldom.items():
        found.add_collection(Collection(name, *tasks))
        for each in (t for t in tasks if t not in day):
            found.add_task(each)
    return found


__all__ = [name for name, one in dict(globals()).items() if isinstance(one, Task)]


def _by_day(make: Callable[..., list[tuple[str, Any]]]) -> Callable[..., list[tuple[str, Any]]]:
    def pairs(*args: Any, **kwargs: Any) -> list[tuple[str, Any]]:
        every = make(*args, **kwargs)
        gathered = {r[0].rpartition(".")[2] for r in every if "." in r[0]}
        rows = [r for r in every if r[0] in DAY or r[0] not in gathered]
        return sorted(rows, key=lambda r: DAY.index(r[0]) if r[0] in DAY else len(DAY))

    return pairs


class Anywhere(Program):
    """invoke, with the tasks of every site also where no tasks.py is: `start` needs none."""

    def load_collection(self) -> None:
        """Load tasks.py from here or above, or else our own tasks."""
        try:
            super().load_collection()
        except Exit:
            self.collection = ns


# invoke lists by name and cannot be told otherwise; a day has an order, and ten tasks are enough to see.
setattr(Program, "_make_pairs", _by_day(Program._make_pairs))  # noqa: B010 - a method, on purpose


def _veiled(parse: Callable[[Program], None]) -> Callable[[Program], None]:
    """Before the command line is read, and anything of it repeated, hide every secret of the environment.

    A plea for help is no argument: invoke would take `--help` for a place, a file or an article.
    """

    def parse_tasks(program: Program) -> None:
        from syndicate import console

        console.veil_secrets()
        name, *rest = program.core.unparsed or [""]
        if "--help" in rest or rest[-1:] == ["-h"]:
            program.core.unparsed = []
            program.args["help"].set_value(name, cast=False)
        parse(program)

    return parse_tasks


setattr(Program, "parse_tasks", _veiled(Program.parse_tasks))  # noqa: B010 - a method, on purpose

ns = collection()


def program(args: list[str]) -> int:
    """Run tasks as the `invoke` command does, and return the exit code."""
    from syndicate import console
    from syndicate.http import veil

    console.veil_secrets()
    try:
        Anywhere(version=__version__, name="expertstatus", binary="invoke").run(
            ["invoke", *(args or ["--list"])]
        )
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    except Exception:
        sys.excepthook(*sys.exc_info())
        return 1
    finally:
        veil.lift()
    return 0
