"""The mailbox where texts are handed in: whether it opens, how much waits there, and who may hand in."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.http.mailbox import opened
from syndicate.model import Words
from syndicate.settings.mailbox import KEY, PASSWORD
from syndicate.workflows.health import Case, Mark, Point
from syndicate.workflows.postbox import door_of, login_of

MAILBOX = Words("postbus", "mailbox")
PATIENCE = 20.0


def mailed(case: Case) -> Iterator[Point]:
    """Log in and count what waits; nothing is read or marked. Nothing is said where there is no mailbox."""
    conf = case.settings
    if conf.mailbox is not None and not conf.held.get(PASSWORD, "").strip():
        yield Point(Mark.ADVICE, MAILBOX, *LOCKED)
        return
    if (login := login_of(conf)) is None:
        return
    with opened(door_of(conf, login, PATIENCE), login, f"{KEY}: looking into the mailbox") as box:
        count = len(box.waiting())
    told = Words(f"open; er wachten berichten: {count}.", f"open; messages that wait: {count}.")
    yield Point(Mark.GOOD, MAILBOX, told)
    if not any(person.email for person in case.content.people.values()):
        yield Point(Mark.WARNING, MAILBOX, *NOBODY)


LOCKED = (
    Words(f"niet geopend: {PASSWORD} is hier niet.", f"not opened: {PASSWORD} is not here."),
    Words(
        "Alleen `invoke drafts` heeft het wachtwoord nodig; doe dit daar waar dat draait.",
        "Only `invoke drafts` needs the password; do this where that runs.",
    ),
)
NOBODY = (
    Words("niemand mag er iets inleveren.", "nobody may hand in there."),
    Words(
        "Zet in content/people.toml `email` bij iedere collega die dat doet.",
        "Put `email` into the table of each colleague who does, in content/people.toml.",
    ),
)
