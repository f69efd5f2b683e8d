"""How a token of Meta's stands: until when it lives, and what it may not do (for `doctor`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from syndicate.channels.abilities import Trouble
from syndicate.channels.meta import Graph
from syndicate.errors import Rejected, Unauthorized, Unavailable
from syndicate.model import Words

UNTOLD = Trouble(
    Words(
        "Meta zegt niet tot wanneer dit token leeft en wat het mag",
        "Meta does not tell until when this token lives and what it may do",
    ),
    Words(
        "Kijk zelf na in de Access Token Debugger van Meta (developers.facebook.com/tools/debug).",
        "Look yourself in Meta's Access Token Debugger (developers.facebook.com/tools/debug).",
    ),
    stops=False,
)


def examined(
    graph: Graph, account: str, rights: Mapping[str, bool], *, batch: bool
) -> tuple[datetime | None, tuple[Trouble, ...]]:
    """Return until when a token that works lives (None = no end) and which of `rights` it lacks.

    `rights` are Meta's permissions, and whether no post goes out without them. Raises the ChannelErrors,
    Unauthorized for a token that Meta calls invalid. A Meta that tells nothing of it is a trouble.
    """
    try:
        with graph.doing("asking how the token stands") as calls:
            told = calls.debug_token(batch=batch)
    except (Rejected, Unavailable, Unauthorized):  # the token works, but may not be asked about
        return None, (UNTOLD,)
    if told.get("is_valid") is False:
        raise Unauthorized(
            f"account {account}: Meta says that the token is no longer valid. Make a new one (docs/channels)."
        )
    granted = told.get("scopes")
    lacking = [r for r in rights if r not in granted] if isinstance(granted, list) else []
    return _ends(told), tuple(_lacks(right, stops=rights[right]) for right in lacking)


def _ends(told: Mapping[str, Any]) -> datetime | None:
    """Return the earlier of the token's own end and that of its access to data; 0 is no end."""
    ends = (told.get("expires_at"), told.get("data_access_expires_at"))
    known = [e for e in ends if isinstance(e, int) and e > 0]
    return datetime.fromtimestamp(min(known), UTC) if known else None


def _lacks(right: str, *, stops: bool) -> Trouble:
    return Trouble(
        Words(f"het token mist het recht {right}", f"the token lacks the permission {right}"),
        Words(
            "Maak een nieuw token waarin dat recht staat (docs/channels).",
            "Make a new token with that permission (docs/channels).",
        ),
        stops=stops,
    )
