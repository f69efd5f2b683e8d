"""What Instagram and Threads share: a post is a container first, and publishing it is a call of its own.

Meta fetches the picture from the deployed site while it makes the container; nothing is public before it is
published. A container lives a day, can be published once, and says whether it was.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from typing import Any

from syndicate.channels import Absent, Look, Unreadable
from syndicate.channels.abilities import Trouble
from syndicate.channels.meta import Graph, name_of, rows
from syndicate.channels.meta_codes import SUBCODES
from syndicate.errors import ChannelError, RateLimited, Rejected, Unavailable
from syndicate.model import Entry, Words

TRIES = 12
LONGEST = 30
"""How many pauses the longest one may be, so that at a second each a container has four minutes."""

REST = 2
"""How many pauses a container that is ready is left alone: published at once, it may not be found yet."""


def made(graph: Graph, account: str, path: str, form: Mapping[str, str], *, field: str, pause: float) -> str:
    """Make a container and wait until it can be published; returns its id.

    `field` is where it says how it stands, `pause` the seconds of the first of ever longer pauses. Raises
    the ChannelErrors: Unavailable where it is not ready in time, Rejected where it never will be.
    """
    with graph.doing("making the post ready", posting=True) as calls:
        container = name_of(calls.post(path, form))
        for attempt in range(TRIES):
            said = calls.get(container, fields=_fields(field))
            if said[field] == "FINISHED":
                time.sleep(pause * REST)
                return container
            if said[field] != "IN_PROGRESS":
                raise _why(account, said, field)
            time.sleep(pause * min(2**attempt, LONGEST))
    raise Unavailable(f"account {account}: Meta is still busy with the picture. Try again later.")


def look(claim: Entry, graph: Graph, account: str, *, field: str, seen: Callable[[], Look]) -> Look:
    """Return what the own posts (`seen`) and the claim's container say of it.

    Where no container was recorded, none can have been published: the claim is settled without a look.
    Absent is only what the own posts lack and the container denies.
    """
    container = claim.data.get("container", "")
    if not container:
        return Absent()
    found = seen()
    if not isinstance(found, Absent):
        return found
    try:
        with graph.doing("asking how the post stands") as calls:
            said = calls.known(container, field)
            status = said[field] if said else "EXPIRED"  # it is forgotten some time after its day
    except ChannelError as error:
        return Unreadable(str(error))
    if status in ("FINISHED", "EXPIRED", "ERROR"):
        return found
    return Unreadable(f"account {account}: Meta says {status} of this one, and does not show it yet.")


def left(graph: Graph, path: str) -> tuple[int, int]:
    """Return how many posts of the last day count, and how many may; raises the ChannelErrors."""
    with graph.doing("asking how many posts are left") as calls:
        (said,) = rows(calls.get(path, fields="quota_usage,config"))
        return int(said["quota_usage"]), int(said["config"]["quota_total"])


def address(graph: Graph, post: str, otherwise: str) -> str:
    """Return the address of a post that stands; whatever goes wrong now, it stands: `otherwise`."""
    try:
        with graph.doing("asking the post's address") as calls:
            return str(calls.get(post, fields="permalink")["permalink"])
    except ChannelError:
        return otherwise


def spent(used: int, total: int) -> tuple[Trouble, ...]:
    """Return the trouble of an account that has used up the posts of its day."""
    if used < total:
        return ()
    what = Words(
        f"de {total} berichten van de laatste 24 uur zijn op",
        f"the {total} posts of the last 24 hours are used",
    )
    return (Trouble(what, Words("Wacht tot morgen.", "Wait until tomorrow.")),)


def _fields(field: str) -> str:
    return "status,error_message" if field == "status" else f"{field},status"


def _why(account: str, said: Mapping[str, Any], field: str) -> ChannelError:
    """Return the error of a container that can never be published: Meta's words, and the kind of its subcode.

    Instagram names a subcode in `status`, Threads a word in `error_message`: INVALID_... will stay so.
    """
    words = str(said.get("error_message") or said.get("status") or "")
    code = re.search(r"\b\d{7}\b", words)
    kind = SUBCODES.get(int(code[0])) if code else Rejected if "INVALID" in words else None
    sure = kind if kind is not None and not issubclass(kind, RateLimited) else Unavailable
    return sure(f"account {account}: Meta could not make the post ready: {said[field]} {words}. "
                "Nothing was posted. Look at the picture's address, then try again.")  # fmt: skip
