"""What somebody without a login sees of a post: its address is asked for once, as a browser would."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from syndicate.channels import Channel
from syndicate.errors import ExpertstatusError
from syndicate.http import is_loopback
from syndicate.model import Receipt, Words
from syndicate.settings.hosts import host_of
from syndicate.workflows.doubt import LONGEST
from syndicate.workflows.prove_said import filled
from syndicate.workflows.way import Way

if TYPE_CHECKING:
    import requests

YES, NO, UNCLEAR = "yes", "no", "unclear"
NOT_THERE = frozenset({404, 410})
# where networks send whoever has no login
GATE = re.compile(r"/(?:accounts/)?login|/authwall|/checkpoint|/i/flow", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a stranger sees: `yes` (our words), `no` (the address says that there is none) or `unclear`."""

    code: str
    said: Words


def settling(way: Way, channel: Channel) -> float:
    """Return how many seconds the network may take until it shows a new post."""
    chosen = way.account(channel.account).settle
    return channel.settle if chosen is None else chosen


def look(way: Way, channel: Channel, receipt: Receipt, marker: str) -> Seen:
    """Look at once, and where nothing is there, once more after the network's time to show a new post."""
    seen = _look(way, channel, receipt, marker)
    if seen.code == NO and way.settings.clock is None:
        time.sleep(min(settling(way, channel), LONGEST))
        seen = _look(way, channel, receipt, marker)
    return seen


def _look(way: Way, channel: Channel, receipt: Receipt, marker: str) -> Seen:
    url = receipt.url
    # an address that a network hands out leads outside; only of an account on this machine to it
    if not url.startswith(("https://", "http://")) or (
        is_loopback(url) and not way.account(channel.account).loopback
    ):
        return Seen(UNCLEAR, filled(NO_ADDRESS, url=url))
    import requests

    from syndicate.http.wire import Refused

    try:
        answer = way.door.only([host_of(url)]).session().get(url)
    except (requests.RequestException, ExpertstatusError) as error:
        why = str(error) if isinstance(error, Refused) else type(error).__name__
        return Seen(UNCLEAR, filled(UNASKED, url=url, why=why))
    return _judged(answer, url, marker)


def _judged(answer: requests.Response, url: str, marker: str) -> Seen:
    if answer.status_code in NOT_THERE:
        return Seen(NO, filled(ABSENT, url=url, status=str(answer.status_code)))
    if not answer.ok or GATE.search(answer.url):
        return Seen(UNCLEAR, filled(UNASKED, url=url, why=str(answer.status_code)))
    if marker not in answer.text:
        return Seen(UNCLEAR, filled(ANSWERED, url=url))
    return Seen(YES, filled(READ, url=url))


READ = Words("een vreemde leest het op {url}.", "a stranger reads it at {url}.")
ANSWERED = Words(
    "{url} is open voor een vreemde; de woorden toont pas een browser.",
    "{url} is open to a stranger; only a browser shows the words.",
)
ABSENT = Words(
    "een vreemde krijgt op {url} het antwoord {status}: hij ziet het bericht niet.",
    "a stranger gets the answer {status} at {url}, and does not see the post.",
)
UNASKED = Words(
    "of een vreemde het ziet, is van hier niet te zeggen ({why}): {url}",
    "whether a stranger sees it cannot be told from here ({why}): {url}",
)
NO_ADDRESS = Words(
    "het netwerk geeft het geen openbaar adres ({url}), dus een vreemde kan er niet naar kijken.",
    "the network gives it no public address ({url}), so a stranger cannot look at it.",
)
