"""The server of a site that is being written: an open page loads itself again once a newer one is built."""

from __future__ import annotations

import io
import threading
from html import escape
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

SCRIPT, BUILT = "/-/live.js", "/-/built"
RELOAD = """\
const here = new URL(document.currentScript.src).search.slice(1);
new EventSource("/-/built").onmessage = ({ data }) => { if (data !== here) location.reload(); };
"""
AGAIN = 10
"""Seconds after which an open page is told again which build there is: else nobody sees that it went."""
EMPTY = '<!doctype html><meta charset="utf-8"><title>…</title><body><p>{said}</p></body>'


class Shown:
    """Which build is shown, none (None) before the first good one, and its number."""

    def __init__(self, nothing: str) -> None:
        self.folder: Path | None = None
        self.number = 0
        self.closed = False
        self.nothing = EMPTY.format(said=escape(nothing)).encode()
        self._newer = threading.Condition()

    def take(self, folder: Path) -> None:
        """Show another build from now on."""
        with self._newer:
            self.folder, self.number = folder, self.number + 1
            self._newer.notify_all()

    def close(self) -> None:
        """Let go whoever waits."""
        with self._newer:
            self.closed = True
            self._newer.notify_all()

    def after(self, number: int) -> int:
        """Wait for a build with another number, ten seconds at most, and return that of now."""
        with self._newer:
            self._newer.wait_for(lambda: self.closed or self.number != number, AGAIN)
            return self.number


class Reloading(SimpleHTTPRequestHandler):
    """Serves what is shown now; each page gets a script of this site's own, as its content policy asks."""

    def __init__(self, *given: Any, shown: Shown) -> None:
        self._shown = shown
        super().__init__(*given, directory=str(shown.folder or ""))

    def do_GET(self) -> None:
        """Answer with a page, the script, or the numbers of the builds as they come."""
        path = urlsplit(self.path).path
        if path == BUILT:
            self._tell_builds()
        elif path == SCRIPT:
            self._answer(RELOAD.encode(), "text/javascript")
        elif self._shown.folder is None:
            self._answer(self._scripted(self._shown.nothing), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Answer a page with the script in it, and all else as it lies there."""
        place = Path(self.translate_path(self.path))
        if place.is_dir() and urlsplit(self.path).path.endswith("/"):
            place /= "index.html"
        if place.suffix != ".html" or not place.is_file():
            return super().send_head()
        return self._head(self._scripted(place.read_bytes()), "text/html; charset=utf-8")

    def end_headers(self) -> None:
        """Let no browser keep what is being written."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Keep the window for what is wrong."""

    def _answer(self, body: bytes, kind: str) -> None:
        self.wfile.write(self._head(body, kind).getvalue())

    def _head(self, body: bytes, kind: str) -> io.BytesIO:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def _scripted(self, page: bytes) -> bytes:
        tag = f'<script src="{SCRIPT}?{self._shown.number}"></script></body>'.encode()
        return tag.join(page.rsplit(b"</body>", 1))

    def _tell_builds(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        number = -1
        try:
            while not self._shown.closed:
                number = self._shown.after(number)
                self.wfile.write(f"data: {number}\n\n".encode())
        except OSError:  # the page is gone
            return
