"""Mail that came in: one talk with one IMAP server over TLS, under the door's rules.

To look changes nothing there (BODY.PEEK); only `Box.mark` does.

what came of it                                        raised
no connection, TLS not sound, silence, a torn line     Unavailable
the server says: later (UNAVAILABLE, INUSE, LIMIT)     Unavailable
the login, the folder or a flag is refused             Unauthorized
"""

from __future__ import annotations

import imaplib
import logging
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from urllib3.exceptions import HTTPError

from syndicate.errors import ChannelError, Unauthorized, Unavailable
from syndicate.http.errand import Hand, connected, let_out
from syndicate.http.reach import Kept

if TYPE_CHECKING:
    from syndicate.http import Door

log = logging.getLogger("syndicate.http")

SEEN, FLAGGED = r"(\Seen)", r"(\Flagged)"
LARGEST = 25_000_000
"""Bytes of the largest message that is read."""

LATER = re.compile(r"\[(?:UNAVAILABLE|INUSE|LIMIT)\b", re.IGNORECASE)
SIZE = re.compile(rb"RFC822\.SIZE (\d{1,18})\b")
AGAIN = "Nothing is lost: the next run reads on."
LOOK = "Look at its address, folder and password (docs/settings.md)."


@dataclass(frozen=True, slots=True)
class Login:
    """One folder of one mailbox, and the way in."""

    host: str
    port: int
    user: str
    folder: str
    password: str = field(repr=False)


class _Talk(imaplib.IMAP4_SSL):
    """Connects to an address that was judged; TLS is checked against the name that was asked for."""

    def __init__(self, door: Door, login: Login, hand: Hand) -> None:
        self._door, self._hand, self._checked = door, hand, ssl.create_default_context()
        super().__init__(login.host, login.port, ssl_context=self._checked, timeout=door.read)

    def _create_socket(self, _: float | None) -> socket.socket:
        sock = connected(self._door, self.host, self.port)
        try:
            self._hand.connected(sock)
            sock.settimeout(self._door.read)
            return self._checked.wrap_socket(sock, server_hostname=self.host)
        except BaseException:
            sock.close()
            raise

    def read(self, size: int) -> bytes:
        """Read what a server announced, unless that is far more than was asked for: some round sizes up."""
        if size > 2 * LARGEST:
            raise self.abort("an answer that is too long")
        return super().read(size)


class Box:
    """An open folder; each call raises Unauthorized or Unavailable, which say nothing of a message."""

    def __init__(self, door: Door, login: Login, hand: Hand, doing: str) -> None:
        self._doing, self._redact = doing, door.redact
        self._asked(lambda: let_out(door, login.host))
        self._talk: _Talk = self._asked(lambda: _Talk(door, login, hand))
        try:
            self._asked(lambda: self._talk.login(login.user, login.password))
            self._asked(lambda: self._talk.select(f'"{login.folder}"'))
        except ChannelError:
            self.close()
            raise

    def waiting(self) -> tuple[str, ...]:
        """Return the numbers of the messages that nobody read and nobody flagged, oldest first."""
        found = self._asked(lambda: self._talk.uid("SEARCH", "UNSEEN", "UNFLAGGED", "UNDELETED"))
        return tuple(number.decode("ascii") for number in (found[0] or b"").split())

    def head(self, number: str) -> tuple[int, bytes] | None:
        """Return how large a message is, in bytes, and its headers; None where it is gone."""
        words, data = self._fetched(number, "(RFC822.SIZE BODY.PEEK[HEADER])")
        size = SIZE.search(words)
        return (int(size[1]), data) if size and data is not None else None

    def whole(self, number: str) -> bytes | None:
        """Return a message as it was sent; None where it is gone."""
        return self._fetched(number, "(BODY.PEEK[])")[1]

    def mark(self, number: str, flag: str) -> None:
        """Put a flag on a message: SEEN or FLAGGED."""
        self._asked(lambda: self._talk.uid("STORE", number, "+FLAGS.SILENT", flag))

    def close(self) -> None:
        """Take leave; what goes wrong with that changes nothing."""
        for leave in (self._talk.logout, self._talk.shutdown):
            with suppress(Exception):
                leave()

    def _fetched(self, number: str, what: str) -> tuple[bytes, bytes | None]:
        """Return an answer's own words, and the bytes that it carries."""
        parts = self._asked(lambda: self._talk.uid("FETCH", number, what))
        words = b" ".join(part[0] if isinstance(part, tuple) else part for part in parts if part)
        return words, next((part[1] for part in parts if isinstance(part, tuple)), None)

    def _asked(self, ask: Callable[[], Any]) -> Any:
        """Return what the server gives, the talk itself or an answer; raises the ChannelErrors."""
        try:
            given = ask()
        except (imaplib.IMAP4.error, OSError, HTTPError, Kept) as error:
            raise self._error(error) from None
        if not isinstance(given, tuple):
            return given
        kind, data = given
        if kind != "OK":
            raise self._error(imaplib.IMAP4.error(str(data)))
        return data

    def _error(self, error: Exception) -> ChannelError:
        """Return the error for people; a server's own words may hold an address, and are not repeated."""
        said = str(error)
        if isinstance(error, Kept):
            return self._said(Unavailable, said.rstrip("."), LOOK)
        if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError):
            return self._said(Unavailable, f"the connection is not safe ({error.reason})", LOOK)
        if isinstance(error, imaplib.IMAP4.readonly):
            return self._said(Unauthorized, "this login may only read there, and must set flags", LOOK)
        lost = not isinstance(error, imaplib.IMAP4.error) or isinstance(error, imaplib.IMAP4.abort)
        if lost:
            return self._said(Unavailable, f"no whole answer ({type(error).__name__})", AGAIN)
        if LATER.search(said):
            return self._said(Unavailable, "the server asks to come back later", AGAIN)
        return self._said(Unauthorized, "the server refuses it", LOOK)

    def _said(self, kind: type[ChannelError], what: str, mend: str) -> ChannelError:
        return kind(self._redact(f"{self._doing}: {what}. {mend}"))


@contextmanager
def opened(door: Door, login: Login, doing: str) -> Iterator[Box]:
    """Open a folder, `door.total` seconds at most; raises the ChannelErrors. `doing` begins their words."""
    hand = Hand(door.reach)
    clock = threading.Timer(door.total, hand.cut)
    clock.daemon = True
    clock.start()
    box = None
    try:
        box = Box(door, login, hand, doing)
        yield box
    finally:
        clock.cancel()
        if box is not None:
            box.close()
        hand.let_go()
        log.debug("%s", door.redact(f"IMAP {login.host} done"))
