"""One request from its first connection to its last: to judged addresses only, and cut at its deadline."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from contextvars import ContextVar

import requests
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NameResolutionError, NewConnectionError

from syndicate.http.reach import Reach


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
