"""Whether an account's token is renewed by itself, and what stands in the way of that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from syndicate.errors import Exit
from syndicate.ledger.line import moment
from syndicate.model import Entry, EntryKind, Words
from syndicate.settings import keys
from syndicate.settings.tokens import KEY
from syndicate.workflows import sealing
from syndicate.workflows.health import Case, Mark, Point


def renewing(case: Case, name: str, network: str) -> Iterator[Point]:
    """Say how the renewal of an account stands; raises SettingsError for a key without its package."""
    conf, about = case.settings, Words(f"token van {name}", f"token of {name}")
    keys.seal(conf.held.get(KEY, ""))
    link = sealing.links(conf, case.ledger).get(name) if case.ledger else None
    if link and not sealing.opened(conf, link):
        yield Point(Mark.ERROR, about, NOT_OPENED, CONNECT, Exit.SETTINGS)
    elif link:
        yield Point(Mark.GOOD, about, _kept(link))
    elif KEY in conf.held:
        yield Point(Mark.GOOD, about, LATER)
    else:
        ends = _ends(case, name)
        nl, en = (f" vóór {ends:%d-%m-%Y}", f" before {ends:%Y-%m-%d}") if ends else ("", "")
        page = f"docs/channels/{network}.md"
        mend = Words(
            f"Zet {KEY} in de omgeving (docs/settings.md), of vernieuw het zelf{nl}: {page}.",
            f"Put {KEY} into the environment (docs/settings.md), or renew it yourself{en}: {page}.",
        )
        yield Point(Mark.ADVICE, about, NOT_KEPT, mend)


def _kept(link: Entry) -> Words:
    until = moment(link.data["until"]) if "until" in link.data else None
    nl, en = (f", goed tot {until:%d-%m-%Y}", f", good until {until:%Y-%m-%d}") if until else ("", "")
    return Words(
        f"het vernieuwt vanzelf, en ligt verzegeld in het geheugen; vernieuwd op {link.at:%d-%m-%Y}{nl}.",
        f"it is renewed by itself and lies sealed in the ledger; renewed on {link.at:%Y-%m-%d}{en}.",
    )


def _ends(case: Case, name: str) -> datetime | None:
    """Return the end that the network told a run, as far as the ledger has it."""
    ends = None
    for one in case.ledger.only(EntryKind.EXPIRY) if case.ledger else ():
        if one.data["account"] == name:
            ends = moment(one.data["until"]) if "until" in one.data else None
    return ends


LATER = Words(
    "het vernieuwt vanzelf, vanaf 35 dagen voor het einde, en dan verzegeld bewaard.",
    "it is renewed by itself, from 35 days before its end on, and then kept sealed.",
)
NOT_KEPT = Words("het vernieuwt niet vanzelf.", "it is not renewed by itself.")
NOT_OPENED = Words(
    f"het vernieuwde token is niet te openen: {KEY} ontbreekt of is een andere sleutel.",
    f"the renewed token cannot be opened: {KEY} is missing, or another key.",
)
CONNECT = Words(
    "Zet de oude sleutel terug (achter de nieuwe, met een spatie ertussen), of maak een nieuw token met "
    "`invoke connect` (docs/operations.md).",
    "Put the old key back (behind the new one, with a blank between), or make a new token with "
    "`invoke connect` (docs/operations.md).",
)
