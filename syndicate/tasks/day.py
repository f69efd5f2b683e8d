"""The tasks of a day, and those of the ledger and the site that are close to them."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

from syndicate.tasks.told import told, whole

MOST_WEEKS = 104


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
        console.waiting(seen.waiting, seen.language)
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


@task(
    help={
        "port": "where to listen on this machine",
        "live": "the site as you write it, drafts too; built again on every change, nothing is published",
    }
)
def serve(_: Context, port: str = "8000", live: bool = False) -> None:
    """Look at the site on this machine."""
    from syndicate import console
    from syndicate.workflows.serve import server

    where = "http://127.0.0.1:{}/  (stop with Ctrl-C)"
    with told(), suppress(KeyboardInterrupt):
        at = whole("port", port, 65_535)
        if live:
            from syndicate.workflows.serve.live import live as writing

            with writing(Path.cwd(), at, tell=console.step, wrong=console.error) as (site, listening):
                console.line(where.format(listening.server_port))
                site.watch()
        else:
            with server(Path.cwd(), at) as listening:
                console.line(where.format(listening.server_port))
                listening.serve_forever()


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


@task(
    positional=["token"],
    help={
        "token": "the eight signs on the card",
        "url": "the post's address",
        "skip": "it will not be posted",
        "elsewhere": "the address is right, though it is not on a host of the network",
    },
)
def posted(_: Context, token: str, url: str = "", skip: bool = False, elsewhere: bool = False) -> None:
    """Note that you posted by hand what a card gave you."""
    from syndicate import console
    from syndicate.workflows.posted import posted as note

    with told():
        noted = note(Path.cwd(), token, url=url, skip=skip, elsewhere=elsewhere, tell=console.step)
        console.line(f"{noted.what:<8} {noted.key}  {noted.url}".rstrip())


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
    from syndicate.model import EntryKind
    from syndicate.workflows.adopt import adopt as take

    with told():
        made = take(Path.cwd(), nothing=nothing, tell=console.step)
        taken = sum(1 for e in made if e.key and e.kind is EntryKind.ADOPTED)
        console.line(f"{console.counted(taken, 'article')} marked as announced")


@task
def rollback(_: Context) -> None:
    """Put the previous build back and hold posting."""
    from syndicate import console
    from syndicate.workflows.rollback import rollback as back

    with told():
        back(Path.cwd(), tell=console.step)


@task(
    positional=["article"],
    help={
        "article": "file, uid or uid/lang; or as-is: what you took out by hand",
        "reason": "why, as patients will read it",
    },
)
def withdraw(_: Context, article: str, reason: str = "") -> None:
    """Take an article off the site at once, keep no earlier build, and hold posting."""
    from syndicate import console
    from syndicate.workflows.withdraw import withdraw as take_off

    with told():
        for url in take_off(Path.cwd(), article, reason, tell=console.step):
            console.line(url)


@task
def show(_: Context) -> None:
    """Print the ledger as a table."""
    from syndicate import console
    from syndicate.workflows.way import open_way

    with told():
        console.ledger(entry for _, entry in open_way(Path.cwd()).ledger.since(""))


@task
def repair(_: Context) -> None:
    """Rebuild a ledger that was deleted, wiped or written anew, from what the accounts hold."""
    from syndicate import console
    from syndicate.workflows.ledgers import repair as put_right

    with told():
        done = put_right(Path.cwd(), tell=console.step)
        console.line(f"{done.written} entries written back")
        console.settled(done.settling.settled)
        sys.exit(int(done.exit))
