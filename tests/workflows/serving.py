"""What a practice deployed, really served."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from tests.drawn import keep, lend

if TYPE_CHECKING:
    from tests.workflows.conftest import Practice


class served:  # noqa: N801 - read as words: with served(practice)
    """Serve a practice's public folder at its SITEURL, by a clock that is so many seconds `ahead`.

    It stands where the one before it stood, if that is free: the guard has then seen the pages' links.
    What was drawn for one before it is lent.
    """

    port = 0

    def __init__(self, practice: Practice, *, ahead: float = 0) -> None:
        class Quiet(SimpleHTTPRequestHandler):
            def date_time_string(self, timestamp: float | None = None) -> str:
                """Return the Date of an answer."""
                return super().date_time_string(timestamp or time.time() + ahead)

            def log_message(self, *args: object) -> None:
                """Keep quiet."""

        answering = partial(Quiet, directory=str(practice.root / "public"))
        try:
            self._server = ThreadingHTTPServer(("127.0.0.1", served.port), answering)
        except OSError:
            self._server = ThreadingHTTPServer(("127.0.0.1", 0), answering)
        served.port = self._server.server_port
        self._server.daemon_threads = True
        practice.configure(SITEURL=f"http://127.0.0.1:{served.port}")
        self._root = practice.root

    def __enter__(self) -> None:
        lend(self._root)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._server.shutdown()
        self._server.server_close()
        keep(self._root)
