"""A person in place of a network: where a token is dead, and for cards that are still in hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from syndicate.channels import Channel, Opening
from syndicate.channels.abilities import Examines
from syndicate.channels.hand import Hand
from syndicate.errors import Unauthorized
from syndicate.model import Entry, EntryKind
from syndicate.workflows.way import Way


def in_hand(way: Way, accounts: Iterable[str]) -> Way:
    """Return the same way, but that a person posts on these accounts."""
    conf = way.settings
    found: dict[str, Channel] = dict(way.channels)
    for name in accounts:
        channel = found[name]
        if not isinstance(channel, Hand):
            opening = Opening(
                way.account(name), conf.secrets[name], way.door, conf.output, conf.posts, conf.siteurl
            )
            found[name] = Hand(opening, instead_of=channel)
    return replace(way, channels=found)


def without_dead_tokens(way: Way) -> tuple[Way, tuple[str, ...]]:
    """Return the way with a person in place of each account whose token is dead, and one sentence for each.

    Dead is a token that the network refused, and still refuses when it is asked; so the API takes over by
    itself once it was renewed. An account may say no to this (`by_hand`). Raises LedgerError.
    """
    dead = [name for name in refused(way) if way.account(name).by_hand and _is_dead(way, name)]
    said = tuple(SAID.format(name=name, network=way.channels[name].network) for name in dead)
    for line in said:
        way.tell(line)
    return in_hand(way, dead), said


def refused(way: Way) -> tuple[str, ...]:
    """Return the accounts whose token was refused and that posted nothing since."""
    if not any(map(_refused, way.ledger.only(EntryKind.RELEASED))):  # of a long ledger only a few lines
        return ()
    last: dict[str, bool] = {}
    for entry in way.ledger.only(EntryKind.SENT, EntryKind.RELEASED):
        if entry.kind is EntryKind.SENT or _refused(entry):
            last[entry.key.split("/")[2]] = _refused(entry)
    return tuple(name for name in way.channels if last.get(name))


def _refused(entry: Entry) -> bool:
    return entry.data.get("why") == Unauthorized.__name__


def _is_dead(way: Way, name: str) -> bool:
    """Ask the network; one that cannot be asked, or is away, is left to the attempt itself."""
    channel = way.channels[name]
    if not isinstance(channel, Examines):
        return False
    try:
        channel.doctor()
    except Unauthorized:
        return True
    except Exception as error:
        way.tell(f"{name} could not be asked about its token ({type(error).__name__}); its API is tried")
    return False


SAID = "the token of {name} is dead; posts go by hand until it is renewed: docs/channels/{network}.md"
