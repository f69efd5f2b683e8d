"""One request from its first connection to its last: to judged addresses only, and cut at its deadline."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING

import requests
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NameResolutionError, NewConnectionError

from syndicate.http.reach import Kept, Reach, names_loopback

if TYPE_CHECKING:
    from syndicate.http import Door


class Errand:
    """One request with its redirects: whether a connection stood, and the hand that cuts it.

    `first` is the host that it began with.
    """

    def __init__(self, reach: Reach | None = None) -> None:
        self.reach = reach or Reach()
        self.first = ""
        self.reached = False
        self.over = False
        self._sock: socket.socket | None = None
        self._lock = threading.Lock()

    def connected(self, sock: socket.socket | None) -> None:
        """Note that a request can leave from now on; past the deadline nothing leaves any more."""
        with self._lock:
            if self.over:
                raise ConnectTimeoutError("the deadline passed before the connection stood")
            self.reached = True
            self._sock = sock

    def in_time(self) -> None:
        """Raise where the answer came to its end only because the connection was cut."""
        if self.over:
            raise requests.ReadTimeout("no whole answer before the deadline")

    def cut(self) -> None:
        """End the connection under whoever is waiting on it: the deadline has passed."""
        with self._lock:
            self.over = True
            if self._sock is not None:
                with suppress(OSError):
                    socket.socket.shutdown(self._sock, socket.SHUT_RDWR)


class Hand(Errand):
    """Cuts by a socket of its own, which outlives the change to TLS: for talks that are not HTTP."""

    own: socket.socket | None = None

    def connected(self, sock: socket.socket | None) -> None:
        """Note that a message can leave from now on."""
        self.own = sock and sock.dup()
        super().connected(self.own)

    def let_go(self) -> None:
        """Close the socket of its own."""
        if self.own is not None:
            self.own.close()


def let_out(door: Door, host: str) -> None:
    """Raise Kept for a host that a door does not open to; no name is looked up."""
    door.reach.refuse_unnamed(host)
    if door.only_loopback and not names_loopback(host):
        raise Kept(f"this run may reach this machine only, not {host}")


def connected(door: Door, host: str, port: int) -> socket.socket:
    """Return a connection to one of a host's addresses that were judged; raises Kept and OSError."""
    refused = OSError(f"{host} has no address")
    for address in door.reach.addresses(host, port):
        try:
            return socket.create_connection((address, port), door.connect)
        except OSError as error:
            refused = error
    raise refused


under_way: ContextVar[Errand] = ContextVar("errand")


class _Judged(HTTPConnection):
    """Looks its host up once and connects to one of the addresses that were judged."""

    def connect(self) -> None:
        super().connect()
        under_way.get().connected(self.sock)

    def _new_conn(self) -> socket.socket:
        if self.proxy:  # the operator's own, which looks up names itself
            return super()._new_conn()
        name, refused = self._dns_host, None
        for address in self._addresses():
            self._dns_host = address
            try:
                return super()._new_conn()
            except HTTPError as error:
                refused = error
            finally:
                self._dns_host = name
        raise refused or NewConnectionError(self, f"{self.host} has no address")

    def _addresses(self) -> list[str]:
        try:
            return under_way.get().reach.addresses(self._dns_host, self.port or 0)
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error


class _Connection(_Judged):
    pass


class _TLSConnection(_Judged, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _TLSConnection


POOLS: dict[str, type[HTTPConnectionPool]] = {"http": _Pool, "https": _TLSPool}
