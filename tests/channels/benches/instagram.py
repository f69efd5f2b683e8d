"""Meta's server of ours, for an account on Instagram."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from syndicate.channels.instagram import Instagram
from tests.channels.bench import Bench
from tests.servers import meta
from tests.servers.loopback import Handle, Running
from tests.servers.meta_held import GRAM

BASE = f"/v26.0/{GRAM}/media"
CREATE, OWN_POSTS, UPLOAD = f"{BASE}_publish", f"{BASE}$", f"{BASE}$"


def serving() -> AbstractContextManager[Handle]:
    return Running(meta.MetaNetwork())


def bench(server: Handle, _: Path) -> Bench:
    def seen() -> list[dict[str, Any]]:
        return [{k: v for k, v in p.items() if k != "sha256"} for p in server.state()["posts"]]

    server.reset()
    Instagram.pause = 0.0  # nothing on this machine takes its time
    return Bench(
        "instagram",
        seen,
        meta.SECRETS,
        server,
        takes_language=False,
        needs_picture=True,
        options={"user": GRAM},
        react=lambda receipt: meta.react(server.url, receipt.id),
        recorded={"container": "18000000", "caption": "0123456789abcdef"},
    )
