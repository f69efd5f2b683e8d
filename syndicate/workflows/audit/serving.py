"""A loopback server that does what a host does: the shipped headers, gzip, the page for what is not there."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

SQUEEZED = (".html", ".css", ".js", ".svg", ".xml", ".json", ".txt", ".vtt", ".webmanifest")


def rules_of(text: str) -> list[tuple[str, str, str]]:
    """Read a site's `_headers`: (pattern, name, value) in their order."""
    found, pattern = [], ""
    for line in text.splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            found.append((pattern, name, value))
        else:
            pattern = line.strip()
    return found


class Host(SimpleHTTPRequestHandler):
    """Serves a folder below the path that the site has on its host; rules add up as Netlify's do.

    A page speaks of itself by the address that it is served at here, so that nothing of it is another's.
    """

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, siteurl: str, rules: list[tuple[str, str, str]], **kwargs: Any) -> None:
        """Keep what holds for every answer; the base class answers at once."""
        self.siteurl, self.below, self.rules = siteurl, urlsplit(siteurl).path.rstrip("/"), rules
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        """Return the file of a path; one outside the site is none."""
        if self.below and not path.startswith(f"{self.below}/"):
            return str(Path(self.directory) / "nothing here")
        return super().translate_path(path[len(self.below) :])

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Answer with the file, squeezed where the browser takes that, or else with the site's 404 page."""
        file = Path(self.translate_path(self.path.partition("?")[0]))
        if file.is_dir() and not self.path.partition("?")[0].endswith("/"):
            return super().send_head()
        file = file / "index.html" if file.is_dir() else file
        status = 200 if file.is_file() else 404
        file = file if status == 200 else Path(self.directory) / "404.html"
        body = file.read_bytes() if file.is_file() else b""
        if file.suffix == ".html":
            body = body.replace(self.siteurl.encode(), self.here().encode())
        squeezed = file.suffix in SQUEEZED and "gzip" in self.headers.get("Accept-Encoding", "")
        body = gzip.compress(body, mtime=0) if squeezed else body
        said = {"Content-Type": self.guess_type(str(file)), "Content-Length": str(len(body))}
        said |= {"Content-Encoding": "gzip"} if squeezed else {}
        self.send_response(status)
        for name, value in (said | self.asked()).items():
            self.send_header(name, value)
        self.end_headers()
        return BytesIO(body)

    def here(self) -> str:
        """Return the address of the site on this machine."""
        return f"http://{self.headers.get('Host', '')}{self.below}"

    def handle(self) -> None:
        """Answer; a browser may hang up in the middle of what it has enough of."""
        with suppress(ConnectionError):
            super().handle()

    def asked(self) -> dict[str, str]:
        """Return what `_headers` asks for this path."""
        path = self.path.partition("?")[0]
        found: dict[str, list[str]] = {}
        for pattern, name, value in self.rules:
            if fnmatchcase(path, pattern):
                found.setdefault(name, []).append(value)
        return {name: ", ".join(values) for name, values in found.items()}

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path, siteurl: str) -> Iterator[str]:
    """Serve a built site on 127.0.0.1 as its host would; yield its address there, without a slash."""
    told = site / "_headers"
    rules = rules_of(told.read_text("utf-8")) if told.is_file() else []
    handler = partial(Host, directory=str(site), siteurl=siteurl.rstrip("/"), rules=rules)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{urlsplit(siteurl).path.rstrip('/')}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
