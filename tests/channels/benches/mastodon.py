"""mastodon_mock, behind a door that breaks on request."""

import json
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from syndicate.model import Receipt
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
            {
                "id": p["id"],
                "text": state["edited"].get(p["id"], c["form"]["status"]),
                "lang": p["language"],
                "body": c["form"],
            }
            | {"alt": m["description"], "film": m["type"] == "video", "said": m["description"]}
            for p, c in zip(state["posts"], sent, strict=True)
            for m in (*p["media_attachments"], {"description": "", "type": ""})[:1]
        ]

    def react(receipt: Receipt) -> None:
        bob = {"Authorization": "Bearer bob_token", "Content-Type": "application/json"}
        reply = {"status": "@alice Dank u wel!", "in_reply_to_id": receipt.id}
        for path, body in ((f"/{receipt.id}/favourite", {}), (f"/{receipt.id}/reblog", {}), ("", reply)):
            url = f"{server.url}/api/v1/statuses{path}"
            urlopen(Request(url, data=json.dumps(body).encode(), headers=bob)).close()

    server.reset()
    return Bench(
        "mastodon",
        seen,
        mastodon.SECRETS,
        server,
        react=react,
    )
