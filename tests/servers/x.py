"""X's API v2 as far as we use it, with its rules, on 127.0.0.1.

Kept: OAuth 1.0a HMAC-SHA1 signatures made for api.twitter.com (fresh timestamp, nonce used once), 280
weighted, duplicate text 403, media uploaded and owned before it is posted, media_category required,
pictures by their first bytes and at most 5 MB, alt text at most 1,000, rate-limit headers, t.co in
texts and the real address in entities only, times and pages of the timeline.

    python -m tests.servers.x --port 0      prints its address and serves until it is killed
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

from oauthlib.oauth1.rfc5849 import signature

from syndicate.limits import Limits, Unit, measure
from tests.servers.loopback import Answer, Network, Request, Running, answer
from tests.servers.x_films import Films
from tests.servers.x_shown import counted, mentions, shortened, shown

SECRETS = {
    "api_key": "test-consumer-key-Qm9",
    "api_secret": "test-consumer-secret/+=Zx1",
    "access_token": "42-test-access-token-Kp7",
    "access_token_secret": "test-token-secret&%é-Lw3",
}
OTHER = {**SECRETS, "access_token": "43-other-token-Aa1", "access_token_secret": "other-secret-Bb2"}
USERS = {SECRETS["access_token"]: "42", OTHER["access_token"]: "43"}
TOKEN_SECRETS = {c["access_token"]: c["access_token_secret"] for c in (SECRETS, OTHER)}
PUBLIC = "https://api.twitter.com"
WEIGHTED = Limits(Unit.WEIGHTED, 280)
FIRST_BYTES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"GIF8": "image/gif"}
CREATE_KEYS = {"text", "media", "reply", "reply_settings", "made_with_ai", "paid_partnership", "edit_options"}
WINDOW = 900


def problem(status: int, title: str, detail: str, **more: object) -> Answer:
    said = {"title": title, "detail": detail, "type": "about:blank", "status": status, **more}
    return answer(status, said)


def invalid(message: str) -> Answer:
    return problem(
        400,
        "Invalid Request",
        "One or more parameters to your request was invalid.",
        type="https://api.twitter.com/2/problems/invalid-request",
        errors=[{"message": message}],
    )


class XNetwork(Network):
    def __init__(self, per_window: int = 100) -> None:
        super().__init__()
        self.per_window = per_window
        self.clear()

    def clear(self) -> None:
        self.made = 0
        self.tweets: list[dict[str, Any]] = []
        self.media: dict[str, dict[str, Any]] = {}
        self.films = Films(self.media)
        self.nonces: set[str] = set()
        self.posts_in_window = 0

    def reset(self) -> None:
        super().reset()
        self.clear()

    def state(self) -> dict[str, Any]:
        return {"posts": self.tweets, "media": self.media, "requests": self.requests}

    def carry_out(self, request: Request) -> Answer:
        with self.lock:
            user = self.user_of(request)
            if user is None:
                return problem(401, "Unauthorized", "Unauthorized")
            if (request.method, request.path) == ("POST", "/2/tweets"):
                return self.limited(request, user)
            if filmed := self.films.answered(request, user):
                return filmed
            return self.answered(request, user)

    def answered(self, request: Request, user: str) -> Answer:
        """Answer what is neither a new post nor a film."""
        if request.method == "GET":
            return self.read(request, user)
        if request.method == "DELETE":
            return self.delete(request.path.rpartition("/")[2], user)
        doing = {"/2/media/upload": self.upload, "/2/media/metadata": self.describe}.get(request.path)
        if doing is None or request.method != "POST":
            return problem(404, "Not Found", "Not Found")
        return doing(json.loads(request.body), user)

    def user_of(self, request: Request) -> str | None:
        """Check the signature as RFC 5849 wants it, against the address that the client meant."""
        header = request.headers.get("Authorization", "")
        if not header.startswith("OAuth "):
            return None
        params = signature.collect_parameters(
            uri_query=request.query, headers={"Authorization": header}, exclude_oauth_signature=False
        )
        said = dict(params)
        fresh = (
            abs(time.time() - int(said["oauth_timestamp"])) < 300 and said["oauth_nonce"] not in self.nonces
        )
        self.nonces.add(said["oauth_nonce"])
        token = said["oauth_token"]
        if not fresh or said["oauth_consumer_key"] != SECRETS["api_key"] or token not in USERS:
            return None
        signed = SimpleNamespace(
            http_method=request.method,
            uri=PUBLIC + request.path + (f"?{request.query}" if request.query else ""),
            params=[p for p in params if p[0] != "oauth_signature"],
            signature=said["oauth_signature"],
        )
        right = signature.verify_hmac_sha1(signed, SECRETS["api_secret"], TOKEN_SECRETS[token])
        return USERS[token] if right else None

    def limited(self, request: Request, user: str) -> Answer:
        self.posts_in_window += 1
        left = max(0, self.per_window - self.posts_in_window)
        reset = str((int(time.time()) // WINDOW + 1) * WINDOW)
        headers = {
            "x-rate-limit-limit": str(self.per_window),
            "x-rate-limit-remaining": str(left),
            "x-rate-limit-reset": reset,
        }
        over = self.posts_in_window > self.per_window
        done = (
            problem(429, "Too Many Requests", "Too Many Requests")
            if over
            else self.create(json.loads(request.body), user)
        )
        return Answer(done.status, done.body, {**done.headers, **headers})

    def create(self, said: dict[str, Any], user: str) -> Answer:
        text = said.get("text", "")
        media = said.get("media", {}).get("media_ids", [])
        if unknown := set(said) - CREATE_KEYS:
            return invalid(f"[{sorted(unknown)[0]}] is not a known field")
        if not text and not media:
            return invalid("text or media is needed")
        if measure(text, WEIGHTED) > WEIGHTED.characters:
            return invalid("The text is longer than 280")
        if len(media) > 4 or any(self.media.get(m, {}).get("user") != user for m in media):
            return invalid("Your media IDs are invalid.")
        if any(t["user"] == user and t["text"] == text for t in self.tweets):
            detail = "You are not allowed to create a Tweet with duplicate content."
            return problem(403, "Forbidden", detail)
        self.made += 1
        tweet_id = str(1_900_000_000_000_000_000 + self.made)
        at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self.tweets.append(
            {"id": tweet_id, "user": user, "text": text, "created_at": at, "body": said}
            | {"media": [self.media[m] for m in media]}
        )
        short = shortened(text)
        return answer(201, {"data": {"id": tweet_id, "text": short, "edit_history_tweet_ids": [tweet_id]}})

    def upload(self, said: dict[str, Any], user: str) -> Answer:
        if said.get("media_category") != "tweet_image":
            return invalid("media_category: is required")
        try:
            data = base64.b64decode(said["media"], validate=True)
        except (KeyError, binascii.Error):
            return invalid("media: not base64")
        kind = next((t for first, t in FIRST_BYTES.items() if data.startswith(first)), "")
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            kind = "image/webp"
        if not kind or len(data) > 5_000_000:
            return invalid("media type unrecognized" if not kind else "File size exceeds 5242880 bytes")
        media_id = str(1_800_000_000_000_000_000 + len(self.media))
        digest = hashlib.sha256(data).hexdigest()
        self.media[media_id] = {"id": media_id, "user": user, "type": kind, "sha256": digest, "alt": ""}
        return answer(
            200, {"data": {"id": media_id, "media_key": f"3_{media_id}", "expires_after_secs": 86400}}
        )

    def describe(self, said: dict[str, Any], user: str) -> Answer:
        media = self.media.get(str(said.get("id")))
        text = said.get("metadata", {}).get("alt_text", {}).get("text", "")
        if media is None or media["user"] != user:
            return invalid("id: no such media")
        if not 0 < len(text) <= 1000:
            return invalid("alt_text: 1 to 1000 characters")
        media["alt"] = text
        return answer(200, {"data": {"id": media["id"], "associated_metadata": said["metadata"]}})

    def delete(self, tweet_id: str, user: str) -> Answer:
        mine = [t for t in self.tweets if t["id"] == tweet_id and t["user"] == user]
        if not mine:
            return problem(404, "Not Found Error", f"Could not find tweet with id: [{tweet_id}].")
        self.tweets.remove(mine[0])
        return answer(200, {"data": {"deleted": True}})

    def read(self, request: Request, user: str) -> Answer:
        if request.path == "/2/users/me":
            return answer(200, {"data": {"id": user, "username": "praktijk", "name": "Praktijk"}})
        asked = {k: v[0] for k, v in parse_qs(request.query).items()}
        if request.path == "/2/tweets":
            return counted(self.tweets, asked)
        if request.path == f"/2/users/{user}/mentions":
            return mentions(self.tweets, user, asked)
        if request.path != f"/2/users/{user}/tweets":
            return problem(404, "Not Found", "Not Found")
        size = int(asked.get("max_results", "10"))
        if not 5 <= size <= 100:
            return invalid("max_results: 5 to 100")
        fields = set(asked.get("tweet.fields", "").split(","))
        start = asked.get("start_time", "")
        shown_at = (datetime.now(UTC) - timedelta(seconds=self.lag)).isoformat(timespec="milliseconds")
        old = [t for t in self.tweets if t["created_at"] <= shown_at.replace("+00:00", "Z")]
        own = [t for t in reversed(old) if t["user"] == user and t["created_at"] >= start]
        at = int(asked.get("pagination_token", "0"))
        page = [shown(t, fields) for t in own[at : at + size]]
        meta: dict[str, object] = {"result_count": len(page)}
        if at + size < len(own):
            meta["next_token"] = str(at + size)
        return answer(200, {"data": page, "meta": meta} if page else {"meta": meta})


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    running = Running(XNetwork(), parser.parse_args().port)
    print(running.handle.url, flush=True)
    running.http.serve_forever()


if __name__ == "__main__":
    main()
