"""The invoke tasks of every site: they only read the command line and print; the work is in workflows.

A practice's whole tasks.py is `from syndicate.tasks import ns`. A blog with tasks of its own writes
`from syndicate.tasks import *`: that hands over the tasks and not `ns`, since invoke passes over a module's
own tasks where it finds a collection. Heavy rooms are imported when a task runs, so that `invoke --list`
stays instant. Exit codes: syndicate.errors.Exit.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from invoke.collection import Collection
from invoke.context import Context
from invoke.exceptions import Exit
from invoke.program import Program
from invoke.tasks import Task, task

MOST_WEEKS = 104
MOST_HOURS = 8784
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
        "role": "medical, secrecy, post or language (of a translation)",
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


# no positional argument but the folder: all else is asked, or said by its name
@task(
    positional=["folder"],
    help={
        "folder": "a new or empty folder",
        "practice": "what the practice is called",
        "profession": "huisarts, tandarts, mondhygiënist, fysiotherapeut, oefentherapeut, diëtist, "
        "gezondheidscentrum or other",
        "place": "street and number, postcode and city",
        "phones": "the practice's number, and after a comma that for out of hours",
        "channel": "folder, 'mastodon SERVER', x or later",
        "host": "folder, github:OWNER/REPO, gitlab:…, forgejo:…, rsync:… or sftp:…",
        "siteurl": "the address at which patients read the site",
        "lang": "nl or en",
    },
)
def start(  # noqa: PLR0917 - invoke makes an option of each
    _: Context,
    folder: str,
    practice: str = "",
    profession: str = "",
    place: str = "",
    phones: str = "",
    channel: str = "",
    host: str = "",
    siteurl: str = "",
    lang: str = "",
) -> None:
    """Begin a practice of your own in an empty folder: six questions."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from syndicate import console
    from syndicate.errors import SettingsError
    from syndicate.workflows.interview import interview
    from syndicate.workflows.start import place_of
    from syndicate.workflows.start import start as begin

    given = {"practice": practice, "profession": profession, "place": place, "phones": phones}
    given |= {"channel": channel, "host": host, "siteurl": siteurl}
    with told():
        language = lang or console.spoken()
        if language not in ("nl", "en"):
            raise SettingsError("--lang must be nl or en.")
        place_of(Path(folder), language)
        answers = interview(given, language, console.ask if sys.stdin.isatty() else None)
        today = datetime.now(ZoneInfo("Europe/Amsterdam")).date()
        console.line(f"{begin(Path(folder), answers, today=today, tell=console.step)}")


@task
def doctor(_: Context) -> None:
    """Look at settings, secrets, remotes, ledger, host and reviews; nothing is sent or changed."""
    from syndicate import console
    from syndicate.workflows.doctor import doctor as look

    with told():
        seen = look(Path.cwd())
        console.points(seen.points, seen.language)
        sys.exit(int(seen.exit))


@task(positional=[], help={"url": "the site's address", "hours": "how old its last run may be"})
def watch(_: Context, url: str = "", hours: str = "26") -> None:
    """Ask the site whether its machine has stood still; any machine may ask."""
    from syndicate import console, settings
    from syndicate.workflows.watch import watch as ask

    with told():
        old = whole("hours", hours, MOST_HOURS)
        seen = ask(url or settings.load(Path.cwd()).siteurl, hours=old)
        lang = console.language() if Path("pelicanconf.py").is_file() else console.spoken()
        # a scheduler that mails what it hears leaves out stdout
        (console.line if seen.fresh else console.step)(seen.said.of(lang))
        sys.exit(int(seen.exit))


# no positional argument: `invoke upgrade yes` would be a task named yes
@task(
    positional=[],
    help={"yes": "write what is shown", "undo": "put back what the last upgrade replaced"},
)
def upgrade(_: Context, yes: bool = False, undo: bool = False) -> None:
    """See what this version asks of your folder, and do it."""
    from syndicate import console
    from syndicate.errors import SettingsError
    from syndicate.workflows import upgrade as kit

    with told():
        if yes and undo:
            raise SettingsError("say either --yes or --undo.")
        done = kit.undo(Path.cwd()) if undo else kit.upgrade(Path.cwd(), yes=yes)
        for line in (*done.lines, done.said):
            console.line(line)


@task(
    positional=["place"],
    help={"place": "a new folder, or a new file .zip", "private": "with what is private as well"},
)
def export(_: Context, place: str, private: bool = False) -> None:
    """Take everything along: texts, pictures, memory and numbers, in files that need no Expertstatus."""
    from syndicate import console
    from syndicate.workflows.export import export as take_along

    with told():
        console.line(f"{take_along(Path.cwd(), Path(place), private=private, tell=console.step)}")


# the keyword of Python's own is the word for it
@task(
    name="import", positional=["file"], help={"file": "what WordPress exported (Tools, Export, All content)"}
)
def import_(_: Context, file: str) -> None:
    """Bring the texts of a WordPress site here as drafts, and say what of them needs a person."""
    from syndicate import console
    from syndicate.workflows.wordpress import import_wordpress

    with told():
        done = import_wordpress(Path.cwd(), Path(file), tell=console.step)
        console.line(f"{console.counted(len(done.files), 'draft')} written, {len(done.there)} there already")
        console.line(f"{done.report}")


@task
def show(_: Context) -> None:
    """Print the ledger as a table."""
    from syndicate import console
    from syndicate.workflows.way import open_way

    with told():
        console.ledger(entry for _, entry in open_way(Path.cwd()).ledger.since(""))


def collection() -> Collection:
    """Return all tasks by name, and the seldom ones in collections as well: those are what is listed."""
    day: list[Any] = [new, check, approve, preview, plan, publish, serve, settle, hold, release]
    seldom: dict[str, list[Any]] = {
        "kit": [start, doctor, upgrade, watch, export, import_],
        "ledger": [show, adopt, settle],
        "site": [rollback],
    }
    found = Collection(*day)
    for name, tasks in seldom.items():
        found.add_collection(Collection(name, *tasks))
        for each in (t for t in tasks if t is not show and t not in day):
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

ns = collection()


def program(args: list[str]) -> int:
    """Run tasks as the `invoke` command does, and return the exit code."""
    try:
        Anywhere(name="expertstatus", binary="invoke").run(["invoke", *(args or ["--list"])])
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    return 0
