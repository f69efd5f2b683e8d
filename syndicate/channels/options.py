"""What pelicanconf.py says of one account, checked before anything is sent: a mistake is a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from syndicate.channels import Opening
from syndicate.errors import SettingsError
from syndicate.http import is_loopback


def known(opening: Opening, *names: str) -> Mapping[str, Any]:
    """Return the account's options; raises SettingsError for one with another name."""
    unknown = sorted(set(opening.account.options) - set(names))
    if unknown:
        raise wrong(opening, f"unknown option {unknown[0]!r}. Known: {', '.join(names)}.")
    return opening.account.options


def sheltered(opening: Opening) -> str:
    """Return the account's base_url ("" for the network's own); raises SettingsError for one without TLS.

    Only on this machine itself may a secret, or what it signs, travel in the open.
    """
    base = opening.account.base_url
    if base.startswith("http://") and not is_loopback(base):
        raise wrong(opening, "base_url must begin with https://: its requests carry a secret.")
    return base


def wrong(opening: Opening, why: str) -> SettingsError:
    """Return the error that says what is wrong with this account's settings."""
    return SettingsError(f"pelicanconf.py: SYNDICATE_ACCOUNTS {opening.account.name!r}: {why}")
