"""What Facebook, Instagram and Threads share: the calls of Meta's Graph API, and the budget of them.

The access token travels in the Authorization header, or in a body, never in an address. Sources: Meta's
"Rate Limits", "Batch Requests", "Debug-Token" and "Paginated Results".
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from syndicate.channels import Opening
from syndicate.channels.abilities import Renewed
from syndicate.channels.lookback import MORE, NoFurther
from syndicate.channels.meta_codes import is_full, refusal
from syndicate.channels.options import known as known_options
from syndicate.channels.options import sheltered, wrong
from syndicate.errors import RateLimited, Unauthorized

if TYPE_CHECKING:
    import requests

    from syndicate.http.wire import Wire

VERSION = r"v\d+\.\d+"
PAGE = 100
PAGES = 60
GONE = ((100, 33), (24, 4279009))  # code and subcode of what is not there, or may not be seen or deleted


class Graph:
    """The calls of one account; it remembers how far the budget is spent. `public` is the API's address."""

    def __init__(self, opening: Opening, public: str, version: str) -> None:
        self._opening = opening
        self._public = public
        self._version = version
        self._base = sheltered(opening)
        self._until: datetime | None = None

    @contextmanager
    def doing(self, what: str, *, creating: bool = False, posting: bool = False) -> Iterator[Calls]:
        """Open a session whose calls, and what is read of them here, are judged as `what`.

        Raises RateLimited, unsent, where `posting` or `creating` would meet a spent budget.
        """
        door, account = self._opening.door, self._opening.account
        token = self._opening.secrets["access_token"]
        said = f"account {account.name}: {what}"
        if (creating or posting) and self._until and datetime.now(UTC) < self._until:
            until = f"{self._until:%Y-%m-%d %H:%M} UTC"
            raise RateLimited(
                f"{said}: Meta's budget of calls is nearly spent. Nothing was posted. Wait until {until}.",
                self._until,
            )
        wire = door.session((self._public, self._base) if self._base else None)
        with door.judged(wire, said, creating=creating, refusal=partial(refusal, creating=creating)):
            yield Calls(wire, f"{self._public}/{self._version}", token, self._note, said)

    def pages(
        self, calls: Calls, path: str, fields: str, size: int = PAGE
    ) -> Iterator[list[Mapping[str, Any]]]:
        """Yield the pages of a list, as the network orders them; raises NoFurther after sixty."""
        after: Mapping[str, str] = {}
        for _ in range(PAGES):
            said = calls.get(path, fields=fields, limit=str(size), **after)
            yield rows(said)
            paging = said.get("paging") or {}
            if not paging.get("next"):
                return
            after = {"after": paging["cursors"]["after"]}
        raise NoFurther(f"account {self._opening.account.name}: {MORE}")

    def back_to(
        self, since: datetime, calls: Calls, path: str, fields: str, *, at: str, size: int = PAGE
    ) -> Iterator[Mapping[str, Any]]:
        """Yield the posts of a list that are not older (`at` names their time); a page of older ones ends it.

        Raises the ChannelErrors.
        """
        for page in self.pages(calls, path, fields, size):
            kept = [post for post in page if moment(post[at]) >= since]
            yield from kept
            if page and not kept:
                return

    def _note(self, headers: Mapping[str, str]) -> None:
        from syndicate.http.verdict import wait_until

        self._until = wait_until(headers, datetime.now(UTC)) if is_full(headers) else None


class Calls:
    """One session's calls: each answers its JSON document, or raises for `Door.judged` to read."""

    def __init__(
        self, wire: Wire, address: str, token: str, note: Callable[[Mapping[str, str]], None], doing: str
    ) -> None:
        self._wire = wire
        self._address = address
        self._token = token
        self._note = note
        self._doing = doing
        wire.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **parameters: str) -> dict[str, Any]:
        """Read a node or a list."""
        return self._said(self._wire.get(f"{self._address}/{path}", params=parameters))

    def known(self, path: str, fields: str) -> dict[str, Any] | None:
        """Read a node; None where it is not there any more."""
        answer = self._wire.get(f"{self._address}/{path}", params={"fields": fields})
        return None if is_gone(answer) else self._said(answer)

    def post(self, path: str, form: Mapping[str, str], **files: tuple[str, bytes, str]) -> dict[str, Any]:
        """Send a form, with files by the name of their field: name, bytes, type."""
        return self._said(self._wire.post(f"{self._address}/{path}", data=dict(form), files=files or None))

    def delete(self, path: str) -> None:
        """Take an object away; one that is not there any more is no error.

        Raises Unauthorized for one that can still be read: Meta calls gone what it does not let us delete.
        """
        answer = self._wire.delete(f"{self._address}/{path}")
        if not is_gone(answer):
            self._said(answer)
        elif self.known(path, "id"):
            raise Unauthorized(
                f"{self._doing}: {path} stands there still, and this token may not delete it. Renew the "
                "token or its rights (docs/channels)."
            )

    def renewed_token(self, grant: str) -> Renewed:
        """Return the token that Meta gives for this one.

        Documented in this form alone: without a version, and with the token in the address, whose query
        nothing here writes down.
        """
        host = self._address.rpartition("/")[0]
        asked = {"grant_type": grant, "access_token": self._token}
        said = self._said(self._wire.get(f"{host}/refresh_access_token", params=asked))
        lives = timedelta(seconds=int(said["expires_in"]))
        return Renewed({"access_token": str(said["access_token"] or "")}, lives)

    def debug_token(self, *, batch: bool) -> Mapping[str, Any]:
        """Return what Meta knows of the token; it travels in the body, in a `batch` or in that of a GET."""
        if batch:
            inner = {"method": "GET", "relative_url": f"debug_token?input_token={self._token}"}
            answer = self._wire.post(f"{self._address}/", data={"batch": json.dumps([inner])})
            known = json.loads(self._whole(answer)[0]["body"])
        else:
            form = {"access_token": self._token, "input_token": self._token}
            known = self._said(self._wire.get(f"{self._address}/debug_token", data=form))
        told = known["data"]
        return as_document(told)

    def _said(self, answer: requests.Response) -> dict[str, Any]:
        return as_document(self._whole(answer))

    def _whole(self, answer: requests.Response) -> Any:
        self._note(answer.headers)
        answer.raise_for_status()
        return answer.json()


def as_document(said: Any) -> dict[str, Any]:
    """Return an answer that is a document; raises TypeError for any other."""
    if not isinstance(said, dict):
        raise TypeError("not a document")
    return said


def rows(said: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the rows of a list; raises LookupError or TypeError where the answer holds none."""
    data = said["data"]
    if not isinstance(data, list):
        raise TypeError("no list")
    return [as_document(row) for row in data]


def name_of(said: Mapping[str, Any]) -> str:
    """Return the id in an answer; raises LookupError for one without."""
    if not said["id"]:
        raise LookupError("an object without an id")
    return str(said["id"])


def is_gone(answer: requests.Response) -> bool:
    """Tell whether an answer says that the object is not there."""
    try:
        fault = {} if answer.ok else answer.json()["error"]
        return (fault.get("code"), fault.get("error_subcode")) in GONE
    except (ValueError, LookupError, TypeError, AttributeError):
        return False


def moment(text: str) -> datetime:
    """Read Meta's times: ISO 8601 with an offset."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def options(opening: Opening, known: Mapping[str, tuple[str, str, str]]) -> dict[str, str]:
    """Return the account's own settings: per name its default ("" = needed), its pattern, what is right.

    Raises SettingsError naming what would be right.
    """
    given = known_options(opening, *known)
    found = {}
    for name, (default, pattern, right) in known.items():
        value = str(given.get(name, default))
        if not value:
            raise wrong(opening, f"the option {name} is missing: {right}.")
        if not re.fullmatch(pattern, value):
            raise wrong(opening, f"{name} must be {right}, not {value[:60]!r}.")
        found[name] = value
    return found
