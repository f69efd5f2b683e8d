"""The invoke tasks of every site: they only read the command line and print; the work is in workflows.

A practice's whole tasks.py is `from syndicate.tasks import ns`. Heavy rooms are imported when a task
runs, so that `invoke --list` stays instant. Exit codes: syndicate.errors.Exit.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from invoke.collection import Collection
from invoke.context import Context
from invoke.program import Program
from invoke.tasks import task

MOST_WEEKS = 104
DAY = ("new", "check", "approve", "preview", "plan", "publish", "serve", "settle", "hold", "release")


@contextmanager
def told() -> Iterator[None]:
    """Turn our own errors, and a disk that refuses, into a sentence and an exit code.

    Anything else keeps its traceback.
    """
    from syndicate import console
    from syndicate.errors import ExpertstatusError, SiteError

    try:
        yield
    except ExpertstatusError as error:
        console.error(error)
        sys.exit(int(error.exit))
    except OSError as error:
        problem = SiteError(
            f"{error.filename or 'this machine'}: {error.strerror or error}. Mend that (permissions, free "
            "space, a file where a folder should be) and run this again; what was done before it stands."
        )
        console.error(problem)
        sys.exit(int(problem.exit))


def whole(option: str, text: str, most: int) -> int:
    """Return an option that is a whole number, 0 to `most`; raises SettingsError."""
    from syndicate.errors import SettingsError

    if text.isascii() and text.isdigit() and len(text) <= len(str(most)) and int(text) <= most:
        return int(text)
    raise SettingsError(f"--{option} must be a whole number, 0 to {most}, not {text[:40]!r}.")


@task(positional=["title"], help={"title": "the article's title", "lang": "its language, e.g. en"})
def new(_: Context, title: str, lang: str = "") -> None:
    """Begin an article: a draft with the fixed questions."""
    from syndicate import console
    from syndicate.workflows.new import new as begin

    with told():
        console.line(f"{begin(Path.cwd(), title, lang)}")


@task
def check(_: Context) -> None:
    """Say what stands between your articles and publication."""
    from syndicate import console
    from syndicate.workflows.check import check as look

    with told():
        seen = look(Path.cwd(), tell=console.step)
        console.findings(seen.findings, seen.language, seen.articles)
        sys.exit(int(seen.exit))


@task(
    positional=["article"],
    help={
        "article": "file, uid or uid/lang",
        "person": "your id in people.toml",
        "role": "medical, secrecy or post",
    },
)
def approve(_: Context, article: str, person: str = "", role: str = "medical") -> None:
    """Say yes, as a reviewer, to exactly this text and picture."""
    from syndicate import console
    from syndicate.errors import SettingsError
    from syndicate.model import Role
    from syndicate.workflows.approve import approve as sign

    with told():
        if not person:
            raise SettingsError("say who approves: --person ID, as it stands in content/people.toml.")
        if role not in set(Role):
            raise SettingsError(f"role {role!r}: say one of {', '.join(Role)}.")
        sign(Path.cwd(), article, person, Role(role), tell=console.step)


@task(help={"weeks": "how many weeks ahead"})
def preview(_: Context, weeks: str = "4") -> None:
    """See every coming post as its network will show it; nothing leaves."""
    from syndicate import console
    from syndicate.workflows.preview import preview as draw

    with told():
        ahead = whole("weeks", weeks, MOST_WEEKS)
        console.line(f"{draw(Path.cwd(), weeks=ahead, tell=console.step).file}")


@task(help={"weeks": "how many weeks ahead"})
def plan(_: Context, weeks: str = "6") -> None:
    """See what goes out in the coming weeks, and why the rest does not."""
    from syndicate import console
    from syndicate.workflows.plan import coming_weeks

    with told():
        console.weeks(coming_weeks(Path.cwd(), weeks=whole("weeks", weeks, MOST_WEEKS)))


@task(help={"dry-run": "stop before anything leaves this machine"})
def publish(_: Context, dry_run: bool = False) -> None:
    """Check, build, deploy and post what is due, exactly once."""
    from syndicate import console
    from syndicate.workflows.publish import publish as go

    with told():
        done = go(Path.cwd(), dry_run=dry_run, tell=console.step)
        console.published(done)
        sys.exit(int(done.exit))


@task(help={"port": "where to listen on this machine"})
def serve(_: Context, port: str = "8000") -> None:
    """Look at the site on this machine."""
    from syndicate import console
    from syndicate.workflows.serve import server

    with told(), server(Path.cwd(), whole("port", port, 65_535)) as listening:
        console.line(f"http://127.0.0.1:{listening.server_port}/  (stop with Ctrl-C)")
        try:
            listening.serve_forever()
        except KeyboardInterrupt:
            console.line("")


@task(
    help={
        "key": "one post in doubt",
        "url": "its address, if you see it",
        "absent": "you looked: it is not there",
    },
)
def settle(_: Context, key: str = "", url: str = "", absent: bool = False) -> None:
    """Find out whether a doubtful post arrived."""
    from syndicate import console
    from syndicate.errors import SettingsError
    from syndicate.workflows.settle import settle_all, settle_by_person

    with told():
        if (key and bool(url) == absent) or (not key and (url or absent)):
            raise SettingsError(
                "say --key KEY with either --url ADDRESS (you see the post) or --absent (you looked: it is "
                "not there); say nothing at all, and the networks are asked."
            )
        done = (
            settle_by_person(Path.cwd(), key, url=url) if key else settle_all(Path.cwd(), tell=console.step)
        )
        console.settled(done.settled)
        sys.exit(int(done.exit))


# no positional argument: `invoke hold all` would take "all" for the reason
@task(
    positional=[],
    help={"scope": "all, account:NAME or article:UID", "reason": "why, without naming anybody"},
)
def hold(_: Context, reason: str = "", scope: str = "all") -> None:
    """Stop posting at once."""
    from syndicate import console
    from syndicate.workflows.hold import hold as stop

    with told():
        stop(Path.cwd(), scope, reason, tell=console.step)


@task(help={"scope": "all, account:NAME or article:UID"})
def release(_: Context, scope: str = "all") -> None:
    """Let posting go on."""
    from syndicate import console
    from syndicate.workflows.hold import release as let_go

    with told():
        let_go(Path.cwd(), scope, tell=console.step)


@task(help={"nothing": "nothing was announced before: announce it all, one by one"})
def adopt(_: Context, nothing: bool = False) -> None:
    """Tell the ledger what was announced before it existed (once per new account)."""
    from syndicate import console
    from syndicate.workflows.adopt import adopt as take

    with told():
        made = take(Path.cwd(), nothing=nothing, tell=console.step)
        console.line(f"{console.counted(sum(1 for e in made if e.key), 'article')} marked as announced")


@task
def rollback(_: Context) -> None:
    """Put the previous build back and hold posting."""
    from syndicate import console
    from syndicate.workflows.rollback import rollback as back

    with told():
        back(Path.cwd(), tell=console.step)


@task
def show(_: Context) -> None:
    """Print the ledger as a table."""
    from syndicate import console
    from syndicate.workflows.way import open_way

    with told():
        console.ledger(entry for _, entry in open_way(Path.cwd()).ledger.since(""))


def collection() -> Collection:
    """Return all tasks: those of a day first, the seldom ones in named collections as well."""
    found, kept, site = Collection(), Collection("ledger"), Collection("site")
    day: list[Any] = [new, check, approve, preview, plan, publish, serve, settle, hold, release]
    seldom: list[Any] = [adopt, rollback]
    for each in (*day, *seldom):
        found.add_task(each)
    in_ledger: list[Any] = [show, adopt, settle]
    for each in in_ledger:
        kept.add_task(each)
    site.add_task(seldom[1])
    found.add_collection(kept)
    found.add_collection(site)
    return found


def _by_day(make: Callable[..., list[tuple[str, Any]]]) -> Callable[..., list[tuple[str, Any]]]:
    def pairs(*args: Any, **kwargs: Any) -> list[tuple[str, Any]]:
        rows = [r for r in make(*args, **kwargs) if r[0] in DAY or "." in r[0]]
        return sorted(rows, key=lambda r: DAY.index(r[0]) if r[0] in DAY else len(DAY))

    return pairs


# invoke lists by name and cannot be told otherwise; a day has an order, and ten tasks are enough to see.
setattr(Program, "_make_pairs", _by_day(Program._make_pairs))  # noqa: B010 - a method, on purpose

ns = collection()


def program(args: list[str]) -> int:
    """Run tasks as the `invoke` command does, and return the exit code."""
    try:
        Program(name="expertstatus", binary="invoke").run(["invoke", *(args or ["--list"])])
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    return 0
