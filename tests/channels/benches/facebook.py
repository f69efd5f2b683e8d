"""Meta's server of ours, for a Facebook Page."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from tests.channels.bench import Bench
from tests.servers import meta
from tests.servers.loopback import Handle, Running

BASE = f"/v26.0/{meta.PAGE}"
CREATE, OWN_POSTS, UPLOAD = f"{BASE}/feed", f"{BASE}/published_posts", f"{BASE}/photos"


def serving() -> AbstractContextManager[Handle]:
    return Running(meta.MetaNetwork())


def bench(server: Handle, _: Path) -> Bench:
    def seen() -> list[dict[str, Any]]:
        return [
            {**p, "film": p.get("film", False), "said": p.get("captions", "")}
            for p in server.state()["posts"]
        ]

    server.reset()
    return Bench(
        "facebook",
        seen,
        meta.SECRETS,
        server,
        takes_language=False,
        options={"page": meta.PAGE},
        react=lambda receipt: meta.react(server.url, receipt.id),
    )
