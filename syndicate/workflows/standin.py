"""A person in place of a network: where it takes no posts of ours, or no more, and for cards in hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from syndicate.channels import Channel, Opening
from syndicate.channels.abilities import Examines
from syndicate.channels.hand import HAND, Hand
from syndicate.errors import Unauthorized
from syndicate.model import Entry, EntryKind
from syndicate.workflows.way import Way


def in_hand(way: Way, accounts: Iterable[str], *, reads: bool = False) -> Way:
    """Return the same way, but that a person posts on these accounts, which may still be read (`reads`)."""
    conf = way.settings
    found: dict[str, Channel] = dict(way.channels)
    for name in accounts:
        channel = found[name]
        if not isinstance(channel, Hand):
            opening = Opening(
                way.account(name), conf.secrets[name], way.door, conf.output, conf.posts, conf.siteurl
            )
            found[name] = Hand(opening, instead_of=channel, reads=reads)
    return replace(way, channels=found)


def in_question(way: Way, claim: Entry) -> bool:
    """Tell whether somebody had a card of the claim's key, and nobody has looked since and saw no post.

    That word (`NOT_THERE`) is a person's alone: who posts by hand may leave out the link, by which a network
    is searched. Raises LedgerError.
    """
    found = False
    for one in way.ledger.of(claim.data["uid"]):
        if one.key != claim.key:
            continue
        if one.kind is EntryKind.CLAIM and one.data.get("by") == HAND:
            found = True
        elif one.kind is EntryKind.UNKNOWN and one.data.get("why") == NOT_THERE:
            found = False
    return found


NOT_THERE = "looked, not there"


def without_dead_tokens(way: Way) -> tuple[Way, tuple[str, ...]]:
    """Return the way with a person in place of each account whose token is dead, and one sentence for each.

    Dead is a token that the network refused, and still refuses when it is asked, or that lacks what a post
    needs; so the API takes over by itself once it was renewed. An account may say no to this (`by_hand`);
    where nobody can be told of a card (SYNDICATE_TELL), posts wait instead. Raises LedgerError.
    """
    if not way.settings.tell:
        return way, ()
    asked = {name: _dead(way, name) for name in refused(way) if way.account(name).by_hand}
    dead = {name: why for name, why in asked.items() if why}
    said = tuple(
        SAID.format(name=name, network=way.channels[name].network, why=why) for name, why in dead.items()
    )
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


def _dead(way: Way, name: str) -> str:
    """Return why the network takes no post; one that cannot be asked, or is away, is left to the attempt."""
    channel = way.channels[name]
    if not isinstance(channel, Examines):
        return ""
    try:
        stops = [trouble.what.en for trouble in channel.doctor().troubles if trouble.stops]
    except Unauthorized as error:
        stops = [str(error)]
    except Exception as error:
        way.tell(f"{name} could not be asked about its token ({type(error).__name__}); its API is tried")
        return ""
    return way.door.redact("; ".join(stops))


SAID = "posts of {name} go by hand until its network takes them again (docs/channels/{network}.md): {why}"
