"""Access to Google's APIs: a token of an hour, asked for with a refresh token that does not change.

It is kept in memory only, and hidden in every word that leaves by the door.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from syndicate.channels import Opening
from syndicate.errors import ChannelError, Unauthorized

if TYPE_CHECKING:
    import requests

HOST = "https://oauth2.googleapis.com"
SCOPE = "https://www.googleapis.com/auth/business.manage"
SLACK = 60.0
"""Seconds before its end from which a token is no longer used."""
CODES: Mapping[str, type[ChannelError]] = {
    "UNAUTHENTICATED": Unauthorized,
    "PERMISSION_DENIED": Unauthorized,
    "FAILED_PRECONDITION": Unauthorized,  # the location is not verified, or may have no posts
    "NOT_FOUND": Unauthorized,  # no such location for this login
}
"""google.rpc.Code, as the error's `status` says it; INVALID_ARGUMENT is about the post."""


class Access:
    """One login; `door` is the opening's, which hides the token as well."""

    def __init__(self, opening: Opening, needs: tuple[str, ...]) -> None:
        self._opening, self._needs = opening, needs
        self.door = opening.door
        self._token, self._until, self._granted = "", 0.0, dict[str, Any]()

    def token(self) -> str:
        """Return an access token, a new one where the last has nearly ended; raises the ChannelErrors."""
        if time.monotonic() < self._until:
            return self._token
        opening = self._opening
        form = {"grant_type": "refresh_token", **{name: opening.secrets[name] for name in self._needs}}
        base = opening.account.base_url
        wire = opening.door.session((HOST, base) if base else None)
        asking = f"account {opening.account.name}: asking for access (nothing was posted yet)"
        with opening.door.judged(wire, asking, refusal=_no_login):
            said = document(wire.post(f"{HOST}/token", data=form))
            self._token, until = str(said["access_token"]), time.monotonic() + float(said["expires_in"])
        self._until, self._granted = until - SLACK, said
        self.door = opening.door.hiding(self._token)
        return self._token

    @property
    def manages(self) -> bool:
        """Tell whether the token may manage the profile, as far as Google says."""
        return SCOPE in str(self._granted.get("scope", SCOPE)).split()

    @property
    def ends(self) -> datetime | None:
        """Return until when the login lasts (UTC); None where Google names no end."""
        left = self._granted.get("refresh_token_expires_in")
        return datetime.now(UTC) + timedelta(seconds=left) if isinstance(left, int) else None


def document(answer: requests.Response) -> dict[str, Any]:
    """Return the document of an answer that says yes; raises what the door then judges."""
    answer.raise_for_status()
    if answer.status_code >= 300:
        raise LookupError(answer.status_code)
    return dict(answer.json())


def _no_login(status: int, _: Mapping[str, Any]) -> type[ChannelError] | None:
    """Read a refusal of the token endpoint (RFC 6749, 5.2): each of its 400s is about the login."""
    return Unauthorized if status == 400 else None


def refusal(_: int, said: Mapping[str, Any]) -> type[ChannelError] | None:
    """Read google.rpc.Status; a quota of 0 is that of a project to which Google gave no access yet."""
    error = said.get("error")
    if not isinstance(error, dict):
        return None
    details = error.get("details")
    told = [d.get("metadata") for d in details if isinstance(d, dict)] if isinstance(details, list) else []
    if any(isinstance(m, dict) and m.get("quota_limit_value") == "0" for m in told):
        return Unauthorized
    return CODES.get(str(error.get("status")))
