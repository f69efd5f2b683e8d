"""Tokens that end are renewed before they do, and kept: sealed, in the ledger, before anything uses them.

A runner is thrown away and cannot change a secret of its code host; so the environment keeps the first token
for ever, and the ledger what it became (`ledger.renewals`). That is done before anything is claimed. Whatever
goes wrong, the run goes on with what it has: a token that works is never given up for one that might.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from syndicate import channels
from syndicate.channels.abilities import Renewed, Renews
from syndicate.ledger import renewals
from syndicate.model import Entry, EntryKind, Words
from syndicate.settings import keys
from syndicate.settings.tokens import KEY
from syndicate.workflows import expiry, outgoing, sealing
from syndicate.workflows.way import Way, entry

EARLY = timedelta(days=35)
"""A renewal is due so long before the end: a site that is published once a month is never too late."""


def renewed(way: Way, *, asks: bool = True) -> tuple[Way, tuple[Words, ...]]:
    """Ask when tokens end, and renew what ends within 35 days, or nobody knows when, where that can be kept.

    Only of accounts that it is time to ask (`expiry`). Returns the way with the new tokens, and a sentence
    for each that was not renewed, could not be read, or ends soon all the same. Without `asks` no network is
    asked. Raises LedgerError and, for a key without its package, SettingsError.
    """
    if asks:
        keys.seal(way.settings.held.get(KEY, ""))  # what cannot be kept is never renewed
    asked = expiry.ask(way) if asks else ()
    known, ends = sealing.links(way.settings, way.ledger), expiry.ends(way)
    said: list[Words] = []
    for name, channel in way.channels.items():
        if not isinstance(channel, Renews) or not channel.rotating:
            continue
        end = ends.get(name)
        if name in known and not sealing.opened(way.settings, known[name]):
            said.append(_of(NOT_OPENED, name))
        elif KEY in way.settings.held and name in asked and (end is None or end <= way.moment() + EARLY):
            try:
                new = channel.renew()
                conf = sealing.learnt(way.settings, name, new.values, "renewed")
            except Exception as error:
                why = f"{type(error).__name__}: {way.door.redact(str(error)).rstrip('.')}"
                said.append(_of(NOT_RENEWED, name, why=why))
            else:
                way = _kept(replace(way, settings=conf), name, channel, new, known.get(name))
    return way, (*said, *expiry.warnings(way))


def _kept(way: Way, name: str, channel: Renews, new: Renewed, before: Entry | None) -> Way:
    """Write a renewal down, and go on with it, or with that of another run that was first."""
    way = _hiding(way, new.values)
    values = {**(sealing.opened(way.settings, before) if before else {}), **new.values}
    data = {
        "account": name,
        "secrets": " ".join(channel.rotating),
        "origin": sealing.origin_of(way.settings, name, channel.rotating),
        "sealed": sealing.sealed(way.settings, values),
        **({"after": renewals.mark(before)} if before else {}),
        **({"until": (way.moment() + new.lives).isoformat()} if new.lives else {}),
    }
    way.ledger.append(entry(way, EntryKind.TOKEN, data=data))
    first = sealing.links(way.settings, way.ledger)[name]
    if first.data["sealed"] != data["sealed"] and (theirs := sealing.opened(way.settings, first)):
        way = replace(way, settings=sealing.learnt(way.settings, name, theirs, "kept"))
        way = _hiding(way, theirs)
    way.tell(f"the token of {name} was renewed, and is kept sealed")
    return _opened(way, name)


def _hiding(way: Way, values: Mapping[str, str]) -> Way:
    """Return the way whose door and ledger let these out no more."""
    door = way.door
    for value in values.values():
        door = door.hiding(value)
    return replace(way, door=door, ledger=outgoing.Guarded(way.ledger, way.settings))


def _opened(way: Way, name: str) -> Way:
    conf = way.settings
    opening = channels.Opening(
        way.account(name), conf.secrets[name], way.door, conf.output, conf.posts, conf.siteurl
    )
    return replace(way, channels={**way.channels, name: channels.load(opening)})


def _of(words: Words, name: str, **more: str) -> Words:
    return Words(words.nl.format(name=name, **more), words.en.format(name=name, **more))


NOT_OPENED = Words(
    "het vernieuwde token van {name} is niet te openen: SYNDICATE_KEY ontbreekt of is een andere sleutel. "
    "Dat uit de omgeving wordt gebruikt zolang het leeft, en niet vernieuwd (docs/operations.md).",
    "the renewed token of {name} cannot be opened: SYNDICATE_KEY is missing, or another key. That of the "
    "environment is used while it lives, and not renewed (docs/operations.md).",
)
NOT_RENEWED = Words(
    "het token van {name} is niet vernieuwd; het oude wordt gebruikt. {why}.",
    "the token of {name} was not renewed; the old one is used. {why}.",
)
