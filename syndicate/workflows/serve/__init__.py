"""serve: look at the deployed site on this machine only, or (`live`) at the site as it is being written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from syndicate import settings
from syndicate.errors import SiteError


def server(root: Path, port: int = 8000) -> ThreadingHTTPServer:
    """Return a server of the folder that was deployed (else of output/), bound to 127.0.0.1.

    Raises SettingsError, and SiteError where there is no site or the port cannot be used.
    """
    conf = settings.load(root)
    folder = conf.root / conf.target.path if conf.target.kind == "folder" else conf.output
    if not (folder / "index.html").is_file():
        raise SiteError(f"{folder}: there is no site yet. Run `invoke publish` first.")
    return listening(port, partial(SimpleHTTPRequestHandler, directory=str(folder)))


def listening(port: int, answer: Callable[[Any, Any, Any], BaseHTTPRequestHandler]) -> ThreadingHTTPServer:
    """Return a server on 127.0.0.1; raises SiteError where the port cannot be used."""
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), answer)
    except (OSError, OverflowError) as error:
        raise SiteError(f"port {port} cannot be used ({error}); try `invoke serve --port 8001`.") from error
