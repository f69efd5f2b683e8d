"""Networks on 127.0.0.1 that keep a network's rules and break on request.

A fault says which request breaks, how, and whether before or after it was carried out:

    server.fault(what="reset", when="after", method="POST", path="/2/tweets")

Every server answers GET /_state (what it holds), POST /_faults, /_reset, /_lag and /_idle, so that a
test in another process can use it. All other paths are the network's.
"""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
import urllib.request
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

CONTROLS = ("/_state", "/_faults", "/_reset", "/_lag", "/_idle")
JSON = {"Content-Type": "application/json; charset=utf-8"}


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def answer(status: int, document: object, **headers: str) -> Answer:
    return Answer(status, json.dumps(document).encode(), {**JSON, **headers})


@dataclass
class Fault:
    """`what`: reset, silence, torn, trickle, malformed, or status (with status, headers, document).

    A trickle is as long as `headers` says ("Content-Length"), else it ends with the connection.
    """

    what: str
    when: str = "before"
    method: str = "POST"
    path: str = "/"
    times: int = 1
    status: int = 500
    headers: dict[str, str] = field(default_factory=dict)
    document: Any = None

    def matches(self, request: Request) -> bool:
        return self.method == request.method and re.match(self.path, request.path) is not None


class Network:
    """What a network holds and does; one per server. Subclasses write `carry_out` and `state`."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.faults: list[Fault] = []
        self.requests: list[dict[str, Any]] = []
        self.busy = threading.Condition()
        self.doing = 0
        self.lag = 0.0

    def carry_out(self, request: Request) -> Answer:
        raise NotImplementedError

    def state(self) -> dict[str, Any]:
        raise NotImplementedError

    def reset(self) -> None:
        self.lag = 0.0
        self.faults.clear()
        self.requests.clear()

    def take(self, request: Request) -> Fault | None:
        for fault in self.faults:
            if fault.matches(request):
                fault.times -= 1
                if fault.times <= 0:
                    self.faults.remove(fault)
                return fault
        return None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    network: Network
    closing: threading.Event

    def log_message(self, *args: object) -> None:
        pass

    def handle_any(self) -> None:
        path, _, query = self.path.partition("?")
        length = int(self.headers.get("Content-Length") or 0)
        request = Request(self.command, path, query, dict(self.headers.items()), self.rfile.read(length))
        if path in CONTROLS:
            self.reply(self.control(request))
            return
        with self.network.lock:
            fault = self.network.take(request)
            self.network.requests.append({"method": request.method, "path": path, "query": query})
        if fault and fault.when == "before":
            self.break_off(fault)
            return
        with self.network.busy:
            self.network.doing += 1
        try:
            done = self.network.carry_out(request)
        finally:
            with self.network.busy:
                self.network.doing -= 1
                self.network.busy.notify_all()
        if fault:
            self.break_off(fault)
        else:
            self.reply(done)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any  # noqa: N815  # names of http.server

    def control(self, request: Request) -> Answer:
        if request.path == "/_faults":
            self.network.faults.append(Fault(**json.loads(request.body)))
        elif request.path == "/_reset":
            self.network.reset()
        elif request.path == "/_lag":
            self.network.lag = json.loads(request.body)
        elif request.path == "/_idle":
            with self.network.busy:
                self.network.busy.wait_for(lambda: self.network.doing == 0, timeout=30)
        return answer(200, self.network.state() if request.path == "/_state" else {})

    def reply(self, done: Answer) -> None:
        self.send_response(done.status)
        for name, value in {"Content-Length": str(len(done.body)), **done.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(done.body)

    def break_off(self, fault: Fault) -> None:
        self.close_connection = True
        if fault.what == "status":
            said = fault.document if fault.document is not None else {"error": "made to fail"}
            self.reply(answer(fault.status, said, **fault.headers))
        elif fault.what == "malformed":
            self.reply(Answer(201 if self.command == "POST" else 200, b'{"data": {"id": "1', JSON))
        elif fault.what == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        elif fault.what == "silence":
            self.closing.wait(30)
        elif fault.what == "torn":
            self.reply(Answer(201, b'{"data": ', {**JSON, "Content-Length": "1000"}))
        elif fault.what == "trickle":
            self.trickle(fault.headers)

    def trickle(self, headers: dict[str, str]) -> None:
        self.send_response(201)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            while not self.closing.wait(0.05):
                self.wfile.write(b" ")
                self.wfile.flush()
        except OSError:
            pass


class Running:
    """A server in a thread of this process: `with Running(XNetwork()) as server: server.url`."""

    def __init__(self, network: Network, port: int = 0) -> None:
        self.network = network
        self.closing = threading.Event()
        made = type("Bound", (Handler,), {"network": network, "closing": self.closing})
        self.http = ThreadingHTTPServer(("127.0.0.1", port), made)
        self.http.daemon_threads = True
        self.http.block_on_close = False
        self.http.handle_error = lambda *_: None  # type: ignore[method-assign]  # broken on purpose
        self.handle = Handle(f"http://127.0.0.1:{self.http.server_address[1]}")

    def __enter__(self) -> Handle:
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()
        return self.handle

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self.http.shutdown()
        self.http.server_close()


class Handle:
    """What a test holds of a server, in this process or another."""

    def __init__(self, url: str) -> None:
        self.url = url

    def fault(self, **said: Any) -> None:
        self._ask("/_faults", said)

    def reset(self) -> None:
        self._ask("/_reset", {})

    def lag(self, seconds: float) -> None:
        """Let its reads show new posts so many seconds late, where it can."""
        self._ask("/_lag", seconds)

    def idle(self) -> None:
        """Return once every request that it has begun is carried out."""
        self._ask("/_idle", {})

    def state(self) -> dict[str, Any]:
        return self._ask("/_state", None)

    def _ask(self, path: str, said: object) -> Any:
        data = None if said is None else json.dumps(said).encode()
        with urllib.request.urlopen(urllib.request.Request(self.url + path, data=data)) as reply:
            return json.load(reply)
