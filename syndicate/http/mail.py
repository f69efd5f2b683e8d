"""A mail on its way out: one talk with one SMTP server, under the door's rules.

what came of it                                   before MAIL     MAIL, RCPT, DATA   the message
no connection, TLS not sound                      Unavailable
no TLS or no login of ours offered                Unauthorized
silence, a torn or unreadable line                Unavailable     Unavailable        OutcomeUnknown
421 450 451 452 with 4.7.x: asked to wait         RateLimited     RateLimited        RateLimited
other 4xx: not now                                Unavailable     Unavailable        Unavailable
530 534 535 538: the login                        Unauthorized    Unauthorized       Rejected
550 551 553: who sends, and to whom               Unauthorized    Unauthorized       Rejected
other 5xx                                         Unauthorized    Rejected           Rejected

A server that answers the message itself with 4xx or 5xx has not taken it (RFC 5321, 4.2.5).
"""

from __future__ import annotations

import logging
import re
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from syndicate.errors import (
    ChannelError,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unauthorized,
    Unavailable,
)
from syndicate.http.errand import Hand, connected, let_out
from syndicate.http.reach import Kept, names_loopback
from syndicate.http.verdict import QUOTED, WAIT, next_step

if TYPE_CHECKING:
    from syndicate.http import Door

log = logging.getLogger("syndicate.http")


class Stage(IntEnum):
    """How far a talk came: from MESSAGE on the server may have taken it."""

    LOGIN = 0
    ENVELOPE = 1
    MESSAGE = 2


PORTS = {"smtps": 465, "smtp": 587}
LOGIN = (530, 534, 535, 538)
PARTIES = (550, 551, 553)
NOT_OFFERED = 502  # what a server answers that is asked for what it does not offer (RFC 5321, 4.2.4)
WHERE = "base_url must be the address at which your provider takes mail with a login, over TLS"
ASKED_TO_WAIT = (421, 450, 451, 452)
POLICY = re.compile(r"\b4\.7\.\d")  # RFC 3463: a matter of policy, such as too many or too soon


@dataclass(frozen=True, slots=True, repr=False)
class Relay:
    """The server that sends our mail: its address (smtp:// or smtps://) and the login there."""

    url: str
    user: str
    password: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One message as it travels (CRLF lines), between two addresses."""

    sender: str
    receiver: str
    data: bytes


class _Talk(smtplib.SMTP):
    """Connects to one of the addresses that were judged; TLS is checked against the name that was asked for.

    Without TLS it talks to this machine alone.
    """

    stage = Stage.LOGIN

    def __init__(self, door: Door, relay: Relay, greeting: str, hand: Hand) -> None:
        address = urlsplit(relay.url)
        host = address.hostname or ""
        self._door, self._hand = door, hand
        self._context = ssl.create_default_context()
        self._at_once = address.scheme == "smtps"
        super().__init__(host, address.port or PORTS[address.scheme], local_hostname=greeting)
        try:
            if not self._at_once and not names_loopback(host):
                self.starttls(context=self._context)
            self.login(relay.user, relay.password)
        except BaseException:
            self.close()
            raise

    def _get_socket(self, host: str, port: int, _: float) -> socket.socket:
        sock = connected(self._door, host, port)
        try:
            self._hand.connected(sock)
            sock.settimeout(self._door.read)
            return self._context.wrap_socket(sock, server_hostname=host) if self._at_once else sock
        except BaseException:
            sock.close()
            raise

    def deliver(self, letter: Letter) -> None:
        """Hand one message over; raises for every answer but yes."""
        self.stage = Stage.ENVELOPE
        size = [f"size={len(letter.data)}"] if self.has_extn("size") else []
        _good(self.mail(letter.sender, size), 250)
        _good(self.rcpt(letter.receiver), 250, 251)
        _good(self.docmd("DATA"), 354)
        self.stage = Stage.MESSAGE
        self.send(re.sub(rb"(?m)^\.", b"..", letter.data) + b".\r\n")
        _good(self.getreply(), 250)


def deliver(door: Door, relay: Relay, letter: Letter, doing: str) -> None:
    """Send one message, once; raises the ChannelErrors. `doing` opens their words."""
    with _talking(door, relay, letter.sender.rpartition("@")[2], doing, creating=True) as talk:
        talk.deliver(letter)


def knock(door: Door, relay: Relay, greeting: str, doing: str) -> None:
    """Log in and leave again, without a message; raises the ChannelErrors."""
    with _talking(door, relay, greeting, doing, creating=False):
        pass


@contextmanager
def _talking(door: Door, relay: Relay, greeting: str, doing: str, *, creating: bool) -> Iterator[_Talk]:
    started, came = time.monotonic(), "refused"
    hand, talk = Hand(door.reach), None
    clock = threading.Timer(door.total, hand.cut)
    clock.daemon = True
    clock.start()
    try:
        let_out(door, urlsplit(relay.url).hostname or "")
        came = "no answer"
        talk = _Talk(door, relay, greeting, hand)
        yield talk
        came = "done"
    except Exception as error:
        stage = talk.stage if talk else Stage.LOGIN
        raise _error(door, _told(error, hand), doing, stage, creating=creating) from None
    finally:
        clock.cancel()
        if talk is not None:
            with suppress(Exception):  # a goodbye that goes wrong changes nothing
                talk.quit()
            talk.close()
        hand.let_go()
        took = (time.monotonic() - started) * 1000
        log.debug("%s", door.redact(f"SMTP {urlsplit(relay.url).hostname} {came} {took:.0f} ms"))


def _good(reply: tuple[int, bytes], *wanted: int) -> None:
    if reply[0] not in wanted:
        raise smtplib.SMTPResponseException(*reply)


def _told(error: Exception, hand: Hand) -> tuple[int, str]:
    """Return the server's code and words; ours for what it does not offer, code 0 where no answer came."""
    # smtplib's own complaint about an answer is a str, the server's words are bytes
    if isinstance(error, smtplib.SMTPResponseException) and isinstance(error.smtp_error, bytes):
        said = " ".join(error.smtp_error.decode("utf-8", "replace").split())[:QUOTED].rstrip(".")
        return error.smtp_code, f"the server answered {error.smtp_code} ({said})"
    # smtplib's bare SMTPException: it knows none of the logins that are offered
    if isinstance(error, smtplib.SMTPNotSupportedError) or type(error) is smtplib.SMTPException:
        return NOT_OFFERED, f"{str(error).rstrip('.')}; {WHERE}"
    if isinstance(error, Kept):
        return 0, str(error).rstrip(".")
    if isinstance(error, ssl.SSLError):
        return 0, f"the connection is not safe ({error.reason or type(error).__name__})"
    lost = "the connection was lost before the whole answer was in" if hand.reached else "no connection"
    return 0, f"{lost} ({type(error).__name__})"


def _error(door: Door, told: tuple[int, str], doing: str, stage: Stage, *, creating: bool) -> ChannelError:
    code, words = told
    kind = kind_of(code, words, stage)
    words = f"{doing}: {words}.{next_step(kind, creating=creating)}"
    if issubclass(kind, RateLimited):
        until = datetime.now(UTC) + WAIT
        return kind(door.redact(f"{words} until {until:%Y-%m-%d %H:%M} UTC."), until)
    return kind(door.redact(words))


def kind_of(code: int, words: str, stage: Stage) -> type[ChannelError]:
    """Return what an answer means at its stage; a code of neither 4xx nor 5xx is none that can be read."""
    if code in ASKED_TO_WAIT and POLICY.search(words):
        return RateLimited
    if code // 100 == 4:
        return Unavailable
    if code // 100 == 5:
        ours = stage is Stage.LOGIN or (stage is Stage.ENVELOPE and code in (*LOGIN, *PARTIES))
        return Unauthorized if ours else Rejected
    return OutcomeUnknown if stage is Stage.MESSAGE else Unavailable
