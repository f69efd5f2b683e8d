"""A way to a server on 127.0.0.1 that breaks where a test wants it: it hands bytes on, and looks at them."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

CHUNK = 65_536
# as it crosses the wire, and not as a part of READ COMMITTED
COMMIT = b"COMMIT\0"

# (to the server, or from it; bytes handed on before; the bytes) -> how many of them to hand on; -1: all
Judge = Callable[[bool, int, bytes], int]


class Cutting:
    """Hands on what `judge` lets through of the first `most` connections, then cuts, for good or once.

    A connection after those is let through whole, or refused where the cut is `for_good`. With `silent` the
    bytes end and the connection stays.
    """

    def __init__(self, port: int, judge: Judge, *, for_good: bool = False, silent: bool = False) -> None:
        self._port = port
        self._judge = judge
        self._for_good = for_good
        self._silent = silent
        self.cut = threading.Event()
        self.passed = {True: 0, False: 0}
        self._mute: set[socket.socket] = set()
        self._open: list[socket.socket] = []
        self._ears = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._ears.getsockname()[1])
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        """End everything."""
        for one in [self._ears, *self._open]:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self._ears.accept()
            except OSError:
                return
            if self.cut.is_set() and self._for_good:
                client.close()
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self._port))
            except OSError:
                client.close()
                continue
            self._open += [client, server]
            for there in (True, False):
                ends = (client, server) if there else (server, client)
                threading.Thread(target=self._hand_on, args=(*ends, there), daemon=True).start()

    def _hand_on(self, giver: socket.socket, taker: socket.socket, there: bool) -> None:
        with contextlib.suppress(OSError):
            while data := giver.recv(CHUNK):
                if giver in self._mute:
                    return
                most = -1 if self.cut.is_set() else self._judge(there, self.passed[there], data)
                if most < 0:
                    self.passed[there] += len(data)
                    taker.sendall(data)
                    continue
                self.cut.set()
                taker.sendall(data[:most])
                if self._silent:
                    self._mute |= {giver, taker}
                    return
                break
        for one in (giver, taker):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@contextmanager
def cutting(port: int, judge: Judge, *, for_good: bool = False, silent: bool = False) -> Iterator[Cutting]:
    """Give a way to a port of this machine."""
    way = Cutting(port, judge, for_good=for_good, silent=silent)
    try:
        yield way
    finally:
        way.close()


def never(there: bool, before: int, data: bytes) -> int:
    """Let everything through."""
    return -1


def after(there: bool, count: int) -> Judge:
    """Cut after so many bytes in one direction."""

    def judge(to_server: bool, before: int, data: bytes) -> int:
        return count - before if to_server is there and before + len(data) > count else -1

    return judge


def at_commit(*, handed_on: bool, then: Callable[[], object] = lambda: None) -> Judge:
    """Cut at the first COMMIT: before the server has it, or when it answers; `then` happens right before."""
    seen = threading.Event()

    def judge(to_server: bool, before: int, data: bytes) -> int:
        if to_server and COMMIT in data:
            if not handed_on:
                then()
                return data.index(COMMIT)
            seen.set()
        elif not to_server and seen.is_set():
            then()
            return 0
        return -1

    return judge
