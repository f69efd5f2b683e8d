"""A receiver of signed events on 127.0.0.1, as Standard Webhooks 1.0.0 wants one.

Kept: the three headers (400), a signature over id, timestamp and the very bytes (401), a timestamp of the
last five minutes (401), known events with what belongs to them (422), one event once however often it comes.
It can be asked for what it took: GET /<webhook-id>, signed likewise.

    python -m tests.servers.webhook --port 0      prints its address and serves until it is killed
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import json
import time
from typing import Any

from tests.servers.loopback import Answer, Network, Request, Running, answer

SECRETS = {"secret": "whsec_" + base64.b64encode(b"thirty-two bytes of a test's key").decode()}
WORDS = {"key", "text", "link", "lang", "title", "summary", "image", "created_at"}
EVENTS = {"post.created": WORDS, "post.updated": WORDS | {"id", "url"}, "post.withdrawn": {"id", "url"}}
PICTURE = {"url", "sha256", "type", "alt"}


class WebhookNetwork(Network):
    """`posts` by their id; with `mute` it says yes and nothing more, as most receivers do."""

    def __init__(self, *, mute: bool = False) -> None:
        super().__init__()
        self.mute = mute
        self.clear()

    def clear(self) -> None:
        self.posts: dict[str, dict[str, Any]] = {}
        self.taken: dict[str, Answer] = {}
        self.headers: list[dict[str, str]] = []

    def reset(self) -> None:
        super().reset()
        self.clear()

    def state(self) -> dict[str, Any]:
        return {"posts": list(self.posts.values()), "requests": self.requests, "headers": self.headers}

    def carry_out(self, request: Request) -> Answer:
        with self.lock:
            headers = {name.lower(): value for name, value in request.headers.items()}
            self.headers.append(headers)
            if refused := refusal(headers, request.body):
                return refused
            if request.method == "GET":
                return self.asked(request.path.removeprefix("/"))
            once = headers["webhook-id"]
            if (request.method, request.path) != ("POST", "/"):
                return answer(404, {"error": "nothing here"})
            if once not in self.taken:
                self.taken[once] = self.happened(once, request.body)
            return self.taken[once]

    def asked(self, once: str) -> Answer:
        post = self.posts.get(f"p-{once[:8]}")
        return answer(200, {"id": post and post["id"], "url": post and post["url"]})

    def happened(self, once: str, body: bytes) -> Answer:
        event = json.loads(body)
        kind, data = event.get("type"), event.get("data", {})
        if kind not in EVENTS or set(data) != EVENTS[kind] or not event.get("timestamp"):
            return answer(422, {"error": "no event of ours"})
        if data.get("image") is not None and set(data["image"]) != PICTURE:
            return answer(422, {"error": "no picture of ours"})
        if kind == "post.created":
            post_id = f"p-{once[:8]}"
            self.posts[post_id] = {**data, "id": post_id, "url": f"https://elders.example/{post_id}"}
            if self.mute:
                return Answer(202, b"Accepted", {"Content-Type": "text/plain"})
            return answer(201, {"id": post_id, "url": self.posts[post_id]["url"]})
        if data["id"] not in self.posts:
            return answer(410, {"error": "gone"})
        if kind == "post.withdrawn":
            del self.posts[data["id"]]
        else:
            self.posts[data["id"]] = data
        return Answer(204, b"")


def refusal(headers: dict[str, str], body: bytes) -> Answer | None:
    once, sent, given = (headers.get(f"webhook-{n}", "") for n in ("id", "timestamp", "signature"))
    if not (once and sent.isdigit() and given) or "." in once:
        return answer(400, {"error": "the webhook headers are missing"})
    key = base64.b64decode(SECRETS["secret"].removeprefix("whsec_"))
    mine = hmac.new(key, b".".join((once.encode(), sent.encode(), body)), hashlib.sha256).digest()
    right = f"v1,{base64.b64encode(mine).decode()}" in given.split(" ")
    if not right or abs(time.time() - int(sent)) > 300:
        return answer(401, {"error": "the signature is not ours"})
    return None


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    running = Running(WebhookNetwork(), parser.parse_args().port)
    print(running.handle.url, flush=True)
    running.http.serve_forever()


if __name__ == "__main__":
    main()
