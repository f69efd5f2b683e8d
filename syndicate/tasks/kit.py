"""The seldom tasks of a practice: begin, look after the machine, take the next version, leave, arrive."""

from __future__ import annotations

import sys
from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

from syndicate.tasks.told import told, whole

MOST_HOURS = 8784


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
        if folder.startswith("-"):
            raise SettingsError(f"{folder} is an option and no folder. Name the folder first: start DIR.")
        place_of(Path(folder), language)
        answers = interview(given, language, console.ask if sys.stdin.isatty() else None)
        today = datetime.now(ZoneInfo("Europe/Amsterdam")).date()
        console.line(f"{begin(Path(folder), answers, today=today, tell=console.step)}")


@task(positional=[], help={"prove": "post on this account, look as a stranger, and withdraw it again"})
def doctor(_: Context, prove: str = "") -> None:
    """Look at settings, secrets, remotes, ledger, host and reviews; nothing is sent or changed."""
    from syndicate import console
    from syndicate.workflows.doctor import doctor as look

    with told():
        if prove:
            from syndicate.workflows.prove import prove as try_out

            tried = try_out(Path.cwd(), prove, tell=console.step)
            for words in tried.said:
                console.line(words.of(tried.language))
            sys.exit(int(tried.exit))
        seen = look(Path.cwd())
        console.points(seen.points, seen.language)
        sys.exit(int(seen.exit))


@task(positional=["account"], help={"account": "its name in SYNDICATE_ACCOUNTS, or that of a channel"})
def connect(_: Context, account: str) -> None:
    """Bring the secrets of an account: what each is, whether the network takes it, and where it goes."""
    from syndicate import console
    from syndicate.workflows.connect import connect as bring

    with told():
        done = bring(Path.cwd(), account, ask=console.ask_unseen, say=console.step)
        for line in done.lines:
            console.line(line)
        sys.exit(int(done.exit))


@task(positional=[], help={"record": "write the outcome into the ledger, for the page that tells it"})
def audit(_: Context, record: bool = False) -> None:
    """Measure the built site in a real browser against the bar: one table, and 1 where a line fails."""
    from syndicate import console
    from syndicate.workflows.audit import audit as measure
    from syndicate.workflows.audit import table

    with told():
        audited = measure(Path.cwd(), tell=console.step, record=record)
    console.line(table(audited))
    sys.exit(0 if audited.holds else 1)


@task(positional=[], help={"url": "the site's address", "hours": "how old its last run may be"})
def watch(_: Context, url: str = "", hours: str = "26") -> None:
    """Ask the site whether its machine has stood still; any machine may ask."""
    from syndicate import console, settings
    from syndicate.workflows.watch import watch as ask

    with told():
        old = whole("hours", hours, MOST_HOURS)
        here = Path("pelicanconf.py").is_file()
        conf = settings.load(Path.cwd()) if here or not url else None
        own = (conf.siteurl, conf.private_hosts) if conf else ("", ())
        seen = ask(url or own[0], hours=old, private_hosts=own[1])
        lang = console.language() if here else console.spoken()
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
def drafts(_: Context) -> None:
    """Make a draft of each Word file or note in the drop folder, and say what of it needs a person."""
    from syndicate import console
    from syndicate.workflows.drafts import drafts as take_in

    with told():
        done = take_in(Path.cwd(), tell=console.step)
        for line in done.lines:
            console.line(line)
        if done.report:
            console.line(f"{done.report}")
        sys.exit(int(done.exit))
