"""Meta's server of ours, for an account on Threads."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from syndicate.channels.threads import Threads
from tests.channels.bench import Bench
from tests.servers import meta
from tests.servers.loopback import Handle, Running

BASE = "/v1.0/me/threads"
CREATE, OWN_POSTS, UPLOAD = f"{BASE}_publish", f"{BASE}$", f"{BASE}$"


RENEWABLE: dict[str, str] = {}


def serving() -> AbstractContextManager[Handle]:
    return Running(meta.MetaNetwork())


def bench(server: Handle, _: Path) -> Bench:
    def seen() -> list[dict[str, Any]]:
        return [{k: v for k, v in p.items() if k != "sha256"} for p in server.state()["posts"]]

    server.reset()
    Threads.pause = 0.0  # nothing on this machine takes its time
    return Bench(
        "threads",
        seen,
        meta.THREADS_SECRETS,
        server,
        takes_language=False,
        react=lambda receipt: meta.react(server.url, receipt.id),
        recorded={"container": "18000000"},
    )
