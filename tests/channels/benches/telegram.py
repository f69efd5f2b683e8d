"""Telegram's Bot API, a server of ours: the token is part of every path, and nothing can be read back."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from tests.channels.bench import Bench
from tests.servers import telegram
from tests.servers.loopback import Handle, Running

CREATE, OWN_POSTS, UPLOAD = f"/bot{telegram.SECRETS['bot_token']}/sendPhoto", "", ""


def serving() -> AbstractContextManager[Handle]:
    return Running(telegram.TelegramNetwork())


def bench(server: Handle, _: Path) -> Bench:
    def seen() -> list[dict[str, Any]]:
        return [shown(post) for post in server.state()["posts"]]

    server.reset()
    return Bench(
        "telegram",
        seen,
        telegram.SECRETS,
        server,
        takes_language=False,
        options={"chat": "@praktijk"},
    )


def shown(post: dict[str, Any]) -> dict[str, Any]:
    place = f"{post['chat']['id']}/{post['message_id']}"
    if "text" in post:
        return {"id": place, "text": post["text"], "alt": ""}
    quoted = [telegram.cut(post["caption"], e["offset"], e["length"]) for e in post["caption_entities"]]
    alt = "".join(q.removeprefix("🖼 ") for q in quoted)
    return {"id": place, "text": post["caption"], "alt": alt, "sha256": post["sha256"]}
