"""Bluesky's own server, behind a door that breaks on request."""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from syndicate.model import Receipt
from tests.channels.bench import Bench
from tests.servers import bluesky

CREATE, OWN_POSTS, UPLOAD = (
    f"/xrpc/com.atproto.repo.{call}" for call in ("putRecord", "getRecord", "uploadBlob")
)


NUMBERS = count(1)
SUITES = {"metrics": ("postgresql",), "reactions": ("postgresql",)}
"""What the application's server needs, without which nobody counts and nobody is told."""


def serving() -> AbstractContextManager[bluesky.Bluesky]:
    return bluesky.serving()


def bench(server: bluesky.Bluesky, _: Path) -> Bench:
    def seen() -> list[dict[str, Any]]:
        return [shown(server.network, post) for post in server.network.posts()]

    def react(to: Receipt) -> None:
        patient = server.network.person(f"patient-{next(NUMBERS)}.test")
        like = {"subject": server.network.reference(to.id), "createdAt": datetime.now(UTC).isoformat()}
        server.network.write(patient, "app.bsky.feed.like", like)

    server.reset()
    return Bench(
        "bluesky",
        seen,
        {"app_password": server.network.password},
        server,
        options={"handle": bluesky.HANDLE},
        react=react,
    )


def shown(network: bluesky.BlueskyNetwork, post: dict[str, Any]) -> dict[str, Any]:
    record = post["value"]
    embed = record.get("embed", {})
    (picture,) = embed.get("images") or [None]
    film = embed.get("video") or {}
    shown = picture["image"] if picture else film
    data = network.picture(shown["ref"]["$link"]) if shown else b""
    captions = [network.picture(one["file"]["ref"]["$link"]).decode() for one in embed.get("captions", ())]
    return {
        "id": post["uri"],
        "text": record["text"],
        "lang": record["langs"][0],
        "alt": picture["alt"] if picture else "",
        "sha256": hashlib.sha256(data).hexdigest(),
        "record": record,
        "film": film.get("mimeType") == "video/mp4",
        "said": "".join(captions),
    }
