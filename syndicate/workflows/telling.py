"""One message a run to whoever posts by hand: the cards, and what moved or was dropped, through Apprise.

Where to stands in SYNDICATE_TELL, one or more of Apprise's addresses: a secret. A message that fails is said,
and is tried again by the next run; it never fails a run, and never repeats a post.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from importlib.util import find_spec
from typing import Any

from syndicate.channels.hand import place
from syndicate.http import is_loopback
from syndicate.ledger.line import moment
from syndicate.ledger.timing import NOBODY
from syndicate.model import Entry, EntryKind, State, Words
from syndicate.workflows import cards
from syndicate.workflows.doubt import Settled
from syndicate.workflows.outlook import Coming
from syndicate.workflows.sending import Sent
from syndicate.workflows.way import Way, entry

INSTALL = "pip install 'expertstatus[tell]'"
HAND = "whoever posts by hand"
LATELY = timedelta(days=7)
"""How long it is told that a post was dropped: after that it is no news."""


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell: a title, the words, and the keys of the new cards and of what was dropped."""

    title: str = ""
    words: str = ""
    keys: tuple[str, ...] = ()


def news(
    way: Way,
    coming: Sequence[Coming],
    sent: Sequence[Sent],
    settled: Sequence[Settled],
    dead: Sequence[str],
) -> News:
    """Return what this run has to tell: cards that nobody was told of, and what was not posted in time."""
    lang = way.settings.language
    texts = {c.post.key: c.payload.text for c in coming}
    given = {s.key: s.url for s in sent if s.outcome == "given"}
    late = {s.key: s.outcome for s in settled if s.outcome in LATE}
    if way.settings.tell:
        given = {**_untold(way), **given}
        late = {**dict.fromkeys(_dropped(way), "dropped"), **late}
    parts = [CARD.of(lang).format(account=key.split("/")[2], url=url, text=texts.get(key, "")).rstrip()
             for key, url in given.items()]  # fmt: skip
    parts += [LATE[outcome].of(lang).format(key=key) for key, outcome in late.items()]
    if not parts:
        return News()
    title = TITLE.of(lang).format(name=way.settings.practice.name or way.settings.sitename, count=len(given))
    dropped = (key for key, outcome in late.items() if outcome == "dropped")
    return News(title, "\n\n".join((*dead, *parts)), (*given, *dropped))


def tell(way: Way, what: News) -> None:
    """Send the message, and note what was told of; nothing that goes wrong with it stops a run."""
    if what.words and way.settings.tell:
        send(way, what, HAND, lambda: _note(way, what.keys))


def send(way: Way, what: News, whom: str, note: Callable[[], None]) -> bool:
    """Send to each address in SYNDICATE_TELL, `note` it once one took it, and say how that went.

    `whom` says for whom the message is. Returns whether one took it; nothing is raised.
    """
    addresses = way.settings.tell
    try:
        failed = _notify(way, addresses, what)
        told = len(failed) < len(addresses)
        if told:
            note()
    except Exception as error:
        told, failed = False, [way.door.redact(f"{type(error).__name__}: {error}")]
    if not told:
        why = "; ".join(dict.fromkeys(failed))
        way.tell(f"the message to {whom} was not sent: {why}. The next run tries again.")
        return False
    way.tell(f"told {whom}: {what.title}")
    for why in failed:
        way.tell(f"one of the {len(addresses)} addresses in SYNDICATE_TELL did not get the message: {why}.")
    return True


def _untold(way: Way) -> dict[str, str]:
    """Return the cards in hand of which no message went out, by key: a run may have died before that."""
    claims = {k: e for k, e in cards.given(way).items() if e.data["account"] in way.channels}
    states = way.ledger.state(claims, way.moment()) if claims else {}
    return {
        key: f"{way.settings.siteurl}/{place(key, claims[key].data['account'])}"
        for key, state in states.items()
        if state.state is State.CLAIMED and "told" not in state.prepared
    }


def _dropped(way: Way) -> list[str]:
    """Return the posts that nobody posted in time, dropped lately, of which no message went out."""
    lately = {
        e.key: e
        for e in way.ledger.only(EntryKind.DROPPED)
        if e.data["person"] == NOBODY and e.at > way.moment() - LATELY
    }
    states = way.ledger.state(lately, way.moment()) if lately else {}
    return [
        key
        for key, drop in lately.items()
        if states[key].state is State.DROPPED
        and key.split("/")[2] in way.channels
        and not any(_tells(e, drop) for e in way.ledger.of(key.split("/")[0]))
    ]


def _tells(entry: Entry, drop: Entry) -> bool:
    told = entry.data.get("told", "") if entry.key == drop.key else ""
    return bool(told) and moment(told) >= drop.at


def _note(way: Way, keys: Sequence[str]) -> None:
    states = way.ledger.state(keys, way.moment())
    for key in keys:
        told = {"told": way.moment().isoformat()}
        way.ledger.append(entry(way, EntryKind.PREPARED, key, states[key].attempt, told))


def _notify(way: Way, addresses: Sequence[str], what: News) -> list[str]:
    """Send to each address by itself, and return why some did not take the message."""
    if find_spec("apprise") is None:
        return [f"Apprise is not installed: {INSTALL}"] * len(addresses)
    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # its lines hold addresses with their passwords
    return [why for address in addresses if (why := _failed(way, address, what))]


def _failed(way: Way, address: str, what: News) -> str:
    """Send to one address; return why it did not take the message, "" where it did."""
    import apprise

    to = apprise.Apprise(asset=apprise.AppriseAsset(async_mode=False, secure_logging=True))
    with warnings.catch_warnings():  # it loads every service it knows, and their libraries with them
        warnings.simplefilter("ignore")
        found = apprise.Apprise.instantiate(address, asset=to.asset)
    if found is None:
        return "SYNDICATE_TELL holds an address that Apprise does not know"
    if way.door.only_loopback and not _is_here(address, found):
        return "a made-up practice sends messages to this machine only"
    to.add(found)
    sent = to.notify(title=what.title, body=what.words, body_format=apprise.NotifyFormat.TEXT)
    return "" if sent else "a server did not take it"


def _is_here(address: str, found: Any) -> bool:
    """Tell whether a message stays on this machine: of most services what looks like a host is none."""
    host = getattr(found, "smtp_host", "") or found.host
    return address.partition("://")[0] in PLAIN and is_loopback(str(host))


PLAIN = frozenset({"json", "xml", "form", "mailto"})
TITLE = Words("{name}: {count} te plaatsen", "{name}: {count} to post")
CARD = Words(
    "Op {account}, binnen 24 uur. Open op de telefoon:\n{url}\n\n{text}",
    "On {account}, within 24 hours. Open on the phone:\n{url}\n\n{text}",
)
LATE = {
    "moved": Words(
        "{key} is niet binnen 24 uur geplaatst, en gaat naar het volgende goede moment.",
        "{key} was not posted within 24 hours, and moves to the next good moment.",
    ),
    "dropped": Words(
        "{key} is twee keer niet geplaatst, en vervalt. Is het er toch? `invoke posted` noteert het.",
        "{key} was not posted twice, and is dropped. Is it there after all? `invoke posted` notes it.",
    ),
}
