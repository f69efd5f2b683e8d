"""The ledger: whether it can be read, written and lasts, and what in it waits for a person."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from syndicate import ledger as stores
from syndicate.errors import Exit
from syndicate.ledger import reading
from syndicate.model import EntryKind, State, Words, post_key
from syndicate.workflows.health import Case, Mark, Point

LEDGER = Words("geheugen", "ledger")
DOUBT = Words("twijfel", "doubt")
HOLD = Words("stilgezet", "hold")


def kept(case: Case) -> Iterator[Point]:
    """Read the ledger whole; of one on this disk, whether it takes a file, and outlives this machine."""
    conf = case.settings
    number = sum(1 for _ in stores.open_ledger(conf).since(""))
    kind, _, place = conf.ledger.partition(":")
    here = kind in ("file", "sqlite")
    folder = _existing(conf.root / place) if here else conf.root
    if here and not os.access(folder, os.W_OK):
        said = Words(f"{folder} is alleen te lezen.", f"{folder} can only be read.")
        mend = Words("Geef schrijfrecht; zonder geheugen gaat er niets uit.", WRITE)
        yield Point(Mark.ERROR, LEDGER, said, mend, Exit.UNAVAILABLE)
    elif here and conf.ci:
        yield Point(Mark.WARNING, LEDGER, *DIES)
    else:
        said = Words(f"{number} regels, te lezen en te schrijven.", f"{number} entries, to read and write.")
        yield Point(Mark.GOOD, LEDGER, said)


def waiting(case: Case) -> Iterator[Point]:
    """Say which posts are in doubt, and which holds stand."""
    if case.ledger is None:
        return
    keys = [post_key(p.uid, p.lang, p.account, p.occasion) for p in case.ledger.posted() if p.open]
    states = case.ledger.state(keys, case.now)
    doubts = sorted(key for key, state in states.items() if state.state is State.IN_DOUBT)
    if doubts:
        first = ", ".join(doubts[:3])
        said = Words(
            f"van {len(doubts)} bericht(en) is onzeker of ze geplaatst zijn: {first}.",
            f"of {len(doubts)} post(s) it is not known whether they arrived: {first}.",
        )
        yield Point(Mark.ERROR, DOUBT, said, SETTLE, Exit.PERSON)
    else:
        yield Point(Mark.GOOD, DOUBT, Words("geen enkel bericht.", "none about any post."))
    for scope, entry in reading.holds(case.ledger.only(EntryKind.HOLD, EntryKind.RELEASE)).items():
        since = f"{entry.at:%Y-%m-%d}"
        said = Words(
            f"{scope} sinds {since}: {entry.data.get('reason', '').rstrip('. ')}.",
            f"{scope} since {since}: {entry.data.get('reason', '').rstrip('. ')}.",
        )
        option = "" if scope == "all" else f" --scope {scope}"
        mend = Words(f"`invoke release{option}` laat het los.", f"`invoke release{option}` lets it go on.")
        yield Point(Mark.WARNING, HOLD, said, mend)


def _existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.exists())


WRITE = "Allow writing there; without the ledger nothing is sent."
DIES = (
    Words(
        "een map op deze runner verdwijnt na de run, en de volgende weet dan niets meer.",
        "a folder on this runner is gone after the run, and the next one knows nothing.",
    ),
    Words(
        "Kies met SYNDICATE_LEDGER een plek die blijft, voordat u op een echt netwerk plaatst.",
        "Choose a SYNDICATE_LEDGER that lasts before you post on a real network.",
    ),
)
SETTLE = Words(
    "`invoke settle` vraagt het de netwerken; wat dan overblijft, kijkt u zelf na.",
    "`invoke settle` asks the networks; what then remains, you look up yourself.",
)
