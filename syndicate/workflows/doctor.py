"""doctor: one line per point, the worst first; nothing is posted, sent or changed.

Each check stands by itself: one that fails becomes a line and hides no other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from syndicate import content, ledger, settings
from syndicate.errors import Exit, ExpertstatusError, SettingsError
from syndicate.http import Door
from syndicate.ledger import Ledger
from syndicate.model import Words
from syndicate.settings import Settings
from syndicate.workflows import sealing
from syndicate.workflows.gate import is_sample
from syndicate.workflows.health import (
    Case,
    Check,
    Mark,
    Point,
    accounts,
    care,
    host,
    machine,
    mailed,
    memory,
    safety,
)

CHECKS: Mapping[str, tuple[Words, Check]] = {
    "versions": (machine.PROGRAM, machine.versions),
    "form": (machine.FORM, machine.form),
    "together": (safety.SETTINGS, safety.together),
    "accounts": (accounts.ACCOUNTS, accounts.accounts),
    "remotes": (safety.REMOTE, safety.remotes),
    "git": (machine.GIT, machine.versioned),
    "ledger": (memory.LEDGER, memory.kept),
    "waiting": (memory.DOUBT, memory.waiting),
    "host": (host.HOST, host.deployed),
    "site": (host.SITE, host.answers),
    "clock": (host.CLOCK, host.clock),
    "mailbox": (mailed.MAILBOX, mailed.mailed),
    "letters": (machine.LETTERS, machine.letters),
    "reviews": (care.REVIEWS, care.reviews),
    "translations": (care.TRANSLATIONS, care.translations),
}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All points, the worst first; `language` is that of the settings."""

    points: tuple[Point, ...]
    language: str = "nl"

    @property
    def exit(self) -> Exit:
        """Return the exit code of the worst point: the first error's, or 0."""
        return next((p.exit for p in self.points if p.mark is Mark.ERROR), Exit.DONE)


def doctor(root: Path, *, environ: Mapping[str, str] | None = None) -> Diagnosis:
    """Look at everything that a run needs; what is wrong is in the points, nothing is raised."""
    try:
        conf = settings.load(root, environ)
    except SettingsError as error:
        return Diagnosis(tuple(_wrong(line) for line in str(error).splitlines()))
    case = _case(conf)
    found = (point for about, check in CHECKS.values() for point in _points(about, check, case))
    return Diagnosis(tuple(sorted(found, key=lambda p: (p.mark, p.exit))), conf.language)


def _case(conf: Settings) -> Case:
    now = conf.now()
    today = now.astimezone(ZoneInfo(conf.timezone)).date()
    read = content.read(
        conf.content,
        root=conf.root,
        timezone=conf.timezone,
        language=conf.language,
        today=today,
        private=conf.private,
    )
    memory = _ledger(conf)
    with suppress(SettingsError):  # the check of the account says it
        conf = sealing.unsealed(conf, memory) if memory else conf
    made_up = is_sample(conf, read)
    patience = {"connect": 3.0, "read": 10.0, "total": 20.0}
    door = Door(conf.secret_values, only_loopback=made_up, reach=conf.reach, **patience)
    return Case(conf, read, door, now, today, memory)


def _ledger(conf: Settings) -> Ledger | None:
    """Return the ledger where each line of it can be read; it is never held whole."""
    try:
        store = ledger.open_ledger(conf)
        deque(store.since(""), maxlen=0)
        return store
    except (ExpertstatusError, OSError):
        return None  # the check of the ledger says why


def _points(about: Words, check: Check, case: Case) -> Iterator[Point]:
    try:
        yield from check(case)
    except ExpertstatusError as error:
        said = case.door.redact(str(error))
        yield Point(Mark.ERROR, about, Words(said, said), exit=error.exit)
    except Exception as error:
        said = case.door.redact(f"{type(error).__name__}: {error}")
        yield Point(Mark.ERROR, about, Words(said, said), exit=Exit.UNFORESEEN)


def _wrong(line: str) -> Point:
    return Point(Mark.ERROR, safety.SETTINGS, Words(line, line), exit=Exit.SETTINGS)
