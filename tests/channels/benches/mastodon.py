"""mastodon_mock, behind a door that breaks on request."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from tests.channels.bench import Bench
from tests.servers import mastodon
from tests.servers.loopback import Handle

CREATE, OWN_POSTS, UPLOAD = "/api/v1/statuses", r"/api/v1/accounts/\d+/statuses", "/api/v2/media"


def serving() -> AbstractContextManager[Handle]:
    return mastodon.serving()


def bench(server: Handle, _: Path) -> Bench:
    def seen() -> list[dict[str, Any]]:
        state = server.state()
        sent = state["created"][-len(state["posts"]) :] if state["posts"] else []
        return [
            {"id": p["id"], "text": c["form"]["status"], "lang": p["language"], "body": c["form"]}
            | {"alt": (p["media_attachments"] or [{"description": ""}])[0]["description"]}
            for p, c in zip(state["posts"], sent, strict=True)
        ]

    server.reset()
    return Bench(
        "mastodon",
        seen,
        mastodon.SECRETS,
        server,
    )
