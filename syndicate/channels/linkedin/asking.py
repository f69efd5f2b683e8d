"""One question to LinkedIn's REST API and what its answer means: headers, hosts, error codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from syndicate.channels import Opening
from syndicate.errors import ChannelError, OutcomeUnknown, Unauthorized

if TYPE_CHECKING:
    from requests import Response

API = "https://api.linkedin.com"
WEBSITE = "https://www.linkedin.com"  # pictures are put there, and tokens looked into
POSTED = re.compile(r"urn:li:(?:share|ugcPost):\d+")
CODES: Mapping[str, type[ChannelError]] = {
    "DUPLICATE_POST": OutcomeUnknown,
    "ACCESS_DENIED": Unauthorized,
    "invalid_grant": Unauthorized,  # of the token endpoint (RFC 6749, 5.2)
    "invalid_client": Unauthorized,
    "100": Unauthorized,  # the older serviceErrorCode of "not enough permissions"
}
T = TypeVar("T")


class Asking:
    """What one account asks; every call raises the ChannelErrors."""

    def __init__(self, opening: Opening, version: str) -> None:
        self._opening = opening
        self._version = version

    def token(self) -> str:
        """Return the account's token; raises SettingsError where it is missing."""
        return self._opening.secrets["access_token"]

    def renewed(self, secrets: Mapping[str, str], read: Callable[[Response], T]) -> T:
        """Ask for another token by the refresh token (LinkedIn, "Programmatic refresh tokens")."""
        where, asked = f"{WEBSITE}/oauth/v2/accessToken", {"grant_type": "refresh_token", **secrets}
        return self.ask("POST", where, "renewing the token", read, signed=False, data=asked)

    def ask(
        self,
        verb: str,
        where: str,
        doing: str,
        read: Callable[[Response], T],
        *,
        creating: bool = False,
        method: str = "",
        gone: bool = False,
        signed: bool = True,
        kind: str = "",
        **sent: Any,
    ) -> T:
        """Ask once and return what `read` makes of the answer.

        `where` is a path, or an address on the website; `method` the Rest.li method where it is not the
        verb's own; `kind` the type of the bytes sent; `gone` takes a 404 as done; without `signed` the
        token stays out of the headers.
        """
        headers = {"LinkedIn-Version": self._version, "X-Restli-Protocol-Version": "2.0.0"}
        headers |= {"Authorization": f"Bearer {self.token()}"} if signed else {}
        headers |= {"X-RestLi-Method": method} if method else {}
        headers |= {"Content-Type": kind} if kind else {}
        public, base = WEBSITE if "//" in where else API, self._opening.account.base_url
        wire = self._opening.door.session((public, base) if base else None)
        told = f"account {self._opening.account.name}: {doing}"
        refusal = None if verb == "GET" else _refusal  # a read that is barred says nothing of posting
        with self._opening.door.judged(wire, told, creating=creating, refusal=refusal):
            address = where if "//" in where else f"{API}{where}"
            answer = wire.request(verb, address, headers=headers, **sent)
            if not (gone and answer.status_code == 404):
                self._explain(answer, told)
                answer.raise_for_status()
            return read(answer)

    def _explain(self, answer: Response, told: str) -> None:
        """Raise in words of our own what only a person settles: a retired version, a named duplicate."""
        if answer.status_code == 426:
            raise Unauthorized(
                f"{told}: LinkedIn has retired version {self._version} of its API (426). Nothing was done. "
                "Name a newer one in the account's option `version` (docs/channels/linkedin.md)."
            )
        said = _document(answer) if answer.status_code == 422 else {}
        if "DUPLICATE_POST" in _codes(said):
            named = POSTED.search(str(said.get("message")))
            where = feed(named[0]) if named else "a post that it does not name"
            raise OutcomeUnknown(
                f"{told}: LinkedIn refuses it as a duplicate of {where} (DUPLICATE_POST). Look there: it is "
                "this post, another one with the same words, or nothing, when it was deleted yesterday."
            )


def feed(urn: str) -> str:
    """Return the address at which people see a post."""
    return f"{WEBSITE}/feed/update/{urn}/"


def _refusal(_: int, said: Mapping[str, Any]) -> type[ChannelError] | None:
    """Read LinkedIn's own codes; None leaves a refusal to the general table."""
    return next((CODES[code] for code in _codes(said) if code in CODES), None)


def _codes(said: Mapping[str, Any]) -> Iterator[str]:
    """Yield every code of an error: of the whole, of its inputs, and the older number."""
    details = said.get("errorDetails")
    inputs = details.get("inputErrors") if isinstance(details, Mapping) else None
    for place in (said, *(inputs if isinstance(inputs, list) else ())):
        if isinstance(place, Mapping):
            yield from (str(place[name]) for name in ("code", "serviceErrorCode", "error") if name in place)


def _document(answer: Response) -> Mapping[str, Any]:
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
