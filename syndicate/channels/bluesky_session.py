"""Calls to a personal data server of Bluesky's kind, signed in once for all the calls of a process.

The tokens of a session change with every renewal, so they live in memory only. One sign-in a run stays far
below what bsky.social allows (30 in five minutes, 300 a day, by its documentation; 100 a day were seen).
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from syndicate.channels import Opening
from syndicate.errors import ChannelError, OutcomeUnknown, Rejected, Unauthorized, Unavailable

if TYPE_CHECKING:
    from requests import Response

FRESH = 3_600.0  # seconds; a token of bsky.social lives twice as long
SIGN_IN, RENEW = "com.atproto.server.createSession", "com.atproto.server.refreshSession"


class Missing(Rejected):
    """The server holds no such record."""


CODES: Mapping[str, type[ChannelError]] = {
    "InvalidSwap": Unavailable,  # somebody else wrote in between
    "BlobNotFound": Unavailable,  # an upload that nothing refers to is thrown away after some hours
    "ExpiredToken": Unavailable,  # the next call renews it
    "InvalidToken": Unauthorized,
    "AuthMissing": Unauthorized,
    "AuthFactorTokenRequired": Unauthorized,
    "AccountTakedown": Unauthorized,
    "AccountDeactivated": Unauthorized,
    "AccountNotFound": Unauthorized,
    "RepoTakendown": Unauthorized,
    "RepoSuspended": Unauthorized,
    "RepoDeactivated": Unauthorized,
}
"""What the `error` of a 400, 401 or 403 means (lexicons com.atproto; the server's source)."""
CREATING = {**CODES, "InvalidSwap": OutcomeUnknown}  # something stands under our record key: `find` looks
Ask = Callable[..., dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in, with which tokens, and since when by the clock that only goes forward."""

    did: str
    access: str = field(repr=False)
    refresh: str = field(repr=False)
    since: float = field(default_factory=time.monotonic)

    @property
    def scope(self) -> str:
        """Return what the token lets us do, as its server wrote into it; "" where that cannot be read."""
        try:
            claims = self.access.split(".")[1]
            return str(json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["scope"])
        except (ValueError, LookupError, TypeError):
            return ""


KEPT: dict[tuple[str, str, bytes], Session] = {}
ONE = threading.Lock()


class Line:
    """One account's way to its server."""

    def __init__(self, opening: Opening, server: str, handle: str) -> None:
        self.server = server
        self._opening = opening
        self._handle = handle

    @contextmanager
    def doing(self, doing: str, *, creating: bool = False) -> Iterator[tuple[Session, Ask]]:
        """Give the session and the calls; raises the ChannelErrors, whatever failed inside.

        With `creating` one call goes out at most; a sign-in that fails says that nothing was posted.
        """
        try:
            session = self._session()
        except ChannelError as error:
            if creating:
                error.args = (f"{error} Nothing was posted.",)
            raise
        with self._judged(doing, session.access, creating=creating) as ask:
            yield session, ask

    @contextmanager
    def _judged(self, doing: str, token: str, *, creating: bool = False) -> Iterator[Ask]:
        wire = self._opening.door.session()
        about = f"account {self._opening.account.name}: {doing}"
        codes = CREATING if creating else CODES

        def ask(call: str, said: object = None, *, kind: str = "", **query: Any) -> dict[str, Any]:
            """Make one call: with a body, JSON or bytes of a kind, a procedure; else a query."""
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            how: dict[str, Any] = {"json": said} if said is not None else {"params": query}
            if isinstance(said, bytes):
                headers, how = {**headers, **({"Content-Type": kind} if kind else {})}, {"data": said}
            method = "GET" if said is None else "POST"
            answer = wire.request(method, f"{self.server}/xrpc/{call}", headers=headers, **how)
            document = _document(answer)
            if answer.status_code == 400 and document.get("error") == "RecordNotFound":
                raise Missing(f"{about}: the server holds no such record.")
            if not answer.ok or answer.is_redirect:
                raise LookupError("no success")
            return document

        def refusal(status: int, document: Mapping[str, Any]) -> type[ChannelError] | None:
            name = str(document.get("error"))
            if name in ("ExpiredToken", "InvalidToken"):
                self._doubt()
            return codes.get(name) if status in (400, 401, 403) else None

        with self._opening.door.judged(wire, about, creating=creating, refusal=refusal):
            yield ask

    def _session(self) -> Session:
        """Return the session that is kept for this account; renew an old one, else sign in."""
        place = self._place()
        with ONE:
            held = KEPT.get(place)
            if held is None or time.monotonic() - held.since > FRESH:
                KEPT[place] = held = (held and self._renewed(held)) or self._begun()
            return held

    def _begun(self) -> Session:
        said = {"identifier": self._handle, "password": self._opening.secrets["app_password"]}
        with self._judged("signing in", "") as ask:
            return _session_of(ask(SIGN_IN, said))

    def _renewed(self, held: Session) -> Session | None:
        """Return a new session for an old one, None where that has ended."""
        try:
            with self._judged("renewing the session", held.refresh) as ask:
                return _session_of(ask(RENEW, b""))
        except (Rejected, Unauthorized, Unavailable):
            return None

    def _doubt(self) -> None:
        """Have the session renewed before the next call."""
        place = self._place()
        if held := KEPT.get(place):
            KEPT[place] = replace(held, since=float("-inf"))

    def _place(self) -> tuple[str, str, bytes]:
        password = self._opening.secrets["app_password"]
        return self.server, self._handle, hashlib.sha256(password.encode()).digest()


def _session_of(said: Mapping[str, Any]) -> Session:
    return Session(str(said["did"]), str(said["accessJwt"]), str(said["refreshJwt"]))


def _document(answer: Response) -> dict[str, Any]:
    """Return the JSON object of an answer, one that is empty where it says nothing."""
    document = answer.json() if answer.content else {}
    if not isinstance(document, dict):
        raise LookupError("no JSON object")  # noqa: TRY004  # of an answer, not of an argument
    return document
