"""A code host on 127.0.0.1: git's own http-backend; a repository is open, behind a login, or broken.

with git_http(folder) as host:
    host.url("site.git")      # readable by anybody
    host.closed.add("site.git")   # asks for a login
    host.broken["site.git"] = 503
    host.lost.append("git-receive-pack")   # the next such call is done, and its answer lost
    host.then["refs"] = work    # done once, before the next such answer goes out
"""

from __future__ import annotations

import base64
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

LOGIN = base64.b64encode(b"hanna:wachtwoord").decode()


@dataclass
class GitHost:
    """What the host holds (`folder`), who may read it, and every request with its login."""

    folder: Path
    port: int = 0
    closed: set[str] = field(default_factory=set)
    broken: dict[str, int] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    # calls (the last part of a path) of which the next answer is lost, or cut off halfway
    lost: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    then: dict[str, Callable[[], object]] = field(default_factory=dict)

    def url(self, repository: str, login: str = "") -> str:
        """Return the address of a repository, with or without a login in it."""
        return f"http://{login + '@' if login else ''}127.0.0.1:{self.port}/{repository}"


class Handler(BaseHTTPRequestHandler):
    host: GitHost

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        # as code hosts do, with and without .git
        name = path.split("/")[1].removesuffix(".git") + ".git"
        rest = path.split("/", 2)[2] if path.count("/") > 1 else ""
        given = self.headers.get("Authorization", "")
        self.host.asked.append((self.path, given))
        if name in self.host.broken:
            return self.answer(self.host.broken[name])
        if name in self.host.pages:
            return self.answer(200, self.host.pages[name].encode(), "text/html")
        if name in self.host.closed and given != f"Basic {LOGIN}":
            return self.answer(401)
        return self.backend(f"/{name}/{rest}", query, given)

    do_POST = do_GET  # noqa: N815  # a name of http.server

    def backend(self, path: str, query: str, given: str) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        around = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": str(self.host.folder),
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "safe.directory",
            "GIT_CONFIG_VALUE_0": "*",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "REMOTE_ADDR": "127.0.0.1",
            "REMOTE_USER": "hanna" if given else "",
        }
        if "Content-Encoding" in self.headers:
            around["HTTP_CONTENT_ENCODING"] = self.headers["Content-Encoding"]
        done = subprocess.run(
            ["git", "http-backend"], env=around, input=body, capture_output=True, check=False
        )
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if ": " in line)
        status = int(headers.pop("Status", "200").split()[0])
        kind, call = headers.get("Content-Type", "text/plain"), path.rsplit("/", 1)[-1]
        if work := self.host.then.pop(call, None):
            work()
        if call in self.host.lost:
            self.host.lost.remove(call)
            self.close_connection = True
        elif call in self.host.cut:
            self.host.cut.remove(call)
            self.answer(status, content[: len(content) // 2], kind, size=len(content))
            self.close_connection = True
        else:
            self.answer(status, content, kind)

    def answer(
        self, status: int, body: bytes = b"", kind: str = "text/plain", size: int | None = None
    ) -> None:
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="git"')
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if size is None else size))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def git_http(folder: Path) -> Iterator[GitHost]:
    """Serve every bare repository of `folder`."""
    host = GitHost(folder)
    made = type("Bound", (Handler,), {"host": host})
    server = ThreadingHTTPServer(("127.0.0.1", 0), made)
    server.daemon_threads = True
    host.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
