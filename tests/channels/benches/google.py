"""Google Business Profile, a server of ours."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from syndicate.model import Receipt
from tests.channels.bench import Bench
from tests.servers import google
from tests.servers.loopback import Handle, Running

CREATE = f"/v4/{google.LOCATION}/localPosts"
OWN_POSTS, UPLOAD = CREATE, ""


def serving() -> AbstractContextManager[Handle]:
    return Running(google.GoogleNetwork())


def bench(server: Handle, _: Path) -> Bench:
    def seen() -> list[dict[str, Any]]:
        return [
            {"id": p["name"], "text": p["summary"], "lang": p["languageCode"], "alt": ""}
            for p in server.state()["posts"]
        ]

    def react(_: Receipt) -> None:
        google.visit(server.url, starRating="FOUR", comment="Fijne praktijk.")

    server.reset()
    return Bench(
        "google",
        seen,
        google.SECRETS,
        server,
        options={"location": google.LOCATION},
        react=react,
        answers=lambda: list(server.state()["answers"]),
        nothing={},
    )
