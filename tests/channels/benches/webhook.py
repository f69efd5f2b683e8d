"""A receiver of signed events, a server of ours, that can be asked what it took."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from tests.channels.bench import Bench
from tests.servers import webhook
from tests.servers.loopback import Handle, Running

CREATE, OWN_POSTS, UPLOAD = "/", "/[0-9a-f]{64}", ""


def serving() -> AbstractContextManager[Handle]:
    return Running(webhook.WebhookNetwork())


def bench(server: Handle, _: Path) -> Bench:
    def seen() -> list[dict[str, Any]]:
        nothing = {"alt": "", "sha256": ""}
        picked = [(p, p["image"] or nothing) for p in server.state()["posts"]]
        return [
            {"id": p["id"], "text": p["text"], "lang": p["lang"], "alt": i["alt"], "sha256": i["sha256"]}
            for p, i in picked
        ]

    server.reset()
    return Bench("webhook", seen, webhook.SECRETS, server, options={"readable": True}, any_yes_will_do=True)
