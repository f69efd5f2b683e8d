"""How an account on Bluesky stands: what its server says of it, and what could be safer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from syndicate.channels.abilities import Health, Trouble
from syndicate.model import Words

WHOLE = "com.atproto.access"
NO_NAME = "handle.invalid"


def examined(said: Mapping[str, Any], borrowed: Sequence[str], scope: str) -> Health:
    """Return the health of the account of which the server said this (com.atproto.server.getSession).

    `borrowed` are the endings of names that the server gives away; `scope` is what the token may do.
    """
    return Health(f"@{said['handle']}", troubles=tuple(_troubles(said, tuple(borrowed), scope)))


def _troubles(said: Mapping[str, Any], borrowed: tuple[str, ...], scope: str) -> Iterator[Trouble]:
    handle = str(said["handle"])
    if said.get("active") is False:
        yield _dead(str(said.get("status", "?")))
    if scope == WHOLE:
        yield MAIN
    if handle == NO_NAME:
        yield UNPROVEN
    elif handle.endswith(borrowed):
        yield _borrowed(handle)


def _dead(status: str) -> Trouble:
    return Trouble(
        Words(f"het account is niet actief ({status}).", f"the account is not active ({status})."),
        Words(
            "Log in op bsky.app en lees wat daar staat.", "Sign in at bsky.app and read what it says there."
        ),
    )


def _borrowed(handle: str) -> Trouble:
    return Trouble(
        Words(
            f"het account heet {handle}: zo'n naam kan iedereen nemen.",
            f"the account is named {handle}: anybody can take a name like that.",
        ),
        Words(
            "Neem het domein van de praktijk als naam; dat bewijst wie u bent (docs/channels/bluesky.md).",
            "Take the practice's domain as name; that proves who you are (docs/channels/bluesky.md).",
        ),
        stops=False,
    )


MAIN = Trouble(
    Words(
        "dit is het wachtwoord van het account zelf: wie het heeft, heeft het hele account.",
        "this is the password of the account itself: whoever has it has the whole account.",
    ),
    Words(
        "Maak op bsky.app een app-wachtwoord en gebruik dat (docs/channels/bluesky.md).",
        "Make an app password at bsky.app and use that (docs/channels/bluesky.md).",
    ),
    stops=False,
)
UNPROVEN = Trouble(
    Words(
        "het netwerk kan de naam van dit account niet meer bij het domein terugvinden.",
        "the network cannot find this account's name at its domain any more.",
    ),
    Words(
        "Herstel het DNS-record _atproto van het domein (docs/channels/bluesky.md).",
        "Mend the DNS record _atproto of the domain (docs/channels/bluesky.md).",
    ),
    stops=False,
)
