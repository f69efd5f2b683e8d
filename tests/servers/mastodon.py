"""A Mastodon server on 127.0.0.1: mastodon_mock behind a door that breaks on request.

mastodon_mock can fail before a request is carried out; only a door in front of it can lose the answer
after. Where it is laxer than Mastodon (so that our own refusals are tested without it): it counts
raw code points although it announces 23 per address, takes .txt as media and 1,501 characters of
description, ignores unknown media ids, and sends the rate-limit reset as epoch seconds.

    python -m tests.servers.mastodon --port 0      prints its address and serves until it is killed
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qs

from tests.servers.loopback import Answer, Handle, Request, Running
from tests.servers.passing import Passing

SECRETS = {"access_token": "alice_token"}


class MastodonNetwork(Passing):
    def __init__(self, host: str, port: int, data: Path) -> None:
        super().__init__(host, port)
        self.data, self.first = data, sqlite3.connect(":memory:", check_same_thread=False)
        with closing(sqlite3.connect(data)) as there:
            there.backup(self.first)
        self.created: list[dict[str, Any]] = []
        self.edited: dict[str, str] = {}

    def carry_out(self, request: Request) -> Answer:
        if (request.method, request.path) == ("POST", "/api/v1/statuses"):
            form = {k: v if k.endswith("[]") else v[0] for k, v in parse_qs(request.body.decode()).items()}
            key = request.headers.get("Idempotency-Key", "")
            self.created.append({"form": form, "idempotency_key": key})
        elif request.method == "PUT" and request.path.startswith("/api/v1/statuses/"):
            self.edited[request.path.rpartition("/")[2]] = parse_qs(request.body.decode())["status"][0]
        return super().carry_out(request)

    def state(self) -> dict[str, Any]:
        alice = {"Authorization": f"Bearer {SECRETS['access_token']}"}
        me = json.loads(self.pass_on("GET", "/api/v1/accounts/verify_credentials", headers=alice).body)
        path = f"/api/v1/accounts/{me['id']}/statuses"
        statuses = json.loads(self.pass_on("GET", path, "limit=40", alice).body)
        return {
            "posts": statuses[::-1],
            "created": self.created,
            "edited": self.edited,
            "requests": self.requests,
        }

    def reset(self) -> None:
        super().reset()
        self.created.clear()
        self.edited.clear()
        # its own reset makes every table anew, which takes far longer than a test's request
        with closing(sqlite3.connect(self.data)) as there:
            self.first.backup(there)


@contextmanager
def serving() -> Iterator[Handle]:
    """Start the server in a process of its own (it takes some seconds) and end it afterwards."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.servers.mastodon"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout is not None
        url = child.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:"), "the Mastodon server did not start"
        yield Handle(url)
    finally:
        child.terminate()
        child.communicate()


def main() -> None:
    from mastodon_mock.config import DatabaseConfig, MastodonMockConfig
    from mastodon_mock.testing import DEFAULT_TEST_SEED, MockServer

    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    port = parser.parse_args().port
    with TemporaryDirectory(prefix="mastodon-", ignore_cleanup_errors=True) as folder:
        signal.signal(signal.SIGTERM, lambda *_: ended(folder))
        data = Path(folder) / "data.sqlite"
        config = MastodonMockConfig(database=DatabaseConfig(path=f"{data}"), seed=DEFAULT_TEST_SEED)
        with MockServer(config=config, startup_timeout=120) as mock:
            running = Running(MastodonNetwork("127.0.0.1", mock.port, data), port)
            print(running.handle.url, flush=True)
            running.http.serve_forever()


def ended(folder: str) -> None:
    """Leave nothing behind, and wait for nobody who still listens."""
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


if __name__ == "__main__":
    main()
