"""Google Business Profile's local posts and reviews as far as we use them, with their rules, on 127.0.0.1.

Kept: access tokens of an hour for a refresh token (400 invalid_grant, 401 invalid_client), Bearer and scope,
one location, the fields of a LocalPost and no other, one answer to a review (4,096 bytes),
a summary of 1 to 1,500 signs, one photo by its address,
a call to action with an address, an update mask, pages in no order that is promised, an empty document where
there are no posts, PROCESSING before LIVE, and REJECTED for a telephone number. No picture is fetched.

    python -m tests.servers.google --port 0      prints its address and serves until it is killed
"""

from __future__ import annotations

import argparse
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs
from urllib.request import urlopen
from zlib import crc32

from tests.servers.loopback import Answer, Network, Request, Running, answer

SECRETS = {
    "client_id": "4242-test.apps.googleusercontent.example",
    "client_secret": "TEST-client/secret+Qm9",
    "refresh_token": "1//TEST-refresh-token_Kp7",
}
ACCESS = "ya29.TEST-access-token"
LOCATION = "accounts/1/locations/2"
SCOPE = "https://www.googleapis.com/auth/business.manage"
WRITABLE = {"languageCode", "summary", "topicType", "callToAction", "media"}
PHONE = re.compile(r"\b0\d{1,3}[ -]?\d{6,8}\b")


class Status(Exception):
    """google.rpc.Status."""

    def __init__(self, code: int, status: str, message: str, **details: object) -> None:
        said: dict[str, object] = {"code": code, "message": message, "status": status}
        if details:
            said["details"] = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", **details}]
        self.answer = answer(code, {"error": said})


def invalid(message: str = "Request contains an invalid argument.") -> Status:
    return Status(400, "INVALID_ARGUMENT", message)


class GoogleNetwork(Network):
    """`quota` 0 is a project that was given no access; `token` is what a token request also says.

    `clock` tells what time it is there.
    """

    def __init__(self) -> None:
        super().__init__()
        self.clock = lambda: datetime.now(UTC)
        self.clear()

    def clear(self) -> None:
        self.posts: dict[str, dict[str, Any]] = {}
        self.reviews: list[dict[str, Any]] = []
        self.tokens: set[str] = set()
        self.token: dict[str, Any] = {"expires_in": 3599, "scope": SCOPE}
        self.quota = 300

    def reset(self) -> None:
        super().reset()
        self.clear()

    def state(self) -> dict[str, Any]:
        answers = [r["reviewReply"]["comment"] for r in self.reviews if "reviewReply" in r]
        return {"posts": list(self.posts.values()), "answers": answers, "requests": self.requests}

    def carry_out(self, request: Request) -> Answer:
        with self.lock:
            if request.path == "/token":
                return self.granted(request)
            if request.path == "/visitor/reviews":
                self.review(len(self.reviews), datetime.now(UTC), **json.loads(request.body))
                return answer(200, {})
            try:
                return answer(200, self.asked(request))
            except Status as status:
                return status.answer

    def granted(self, request: Request) -> Answer:
        form = {name: value[0] for name, value in parse_qs(request.body.decode()).items()}
        if request.method != "POST" or form.get("grant_type") != "refresh_token":
            return answer(400, {"error": "unsupported_grant_type"})
        if any(form.get(name) != SECRETS[name] for name in ("client_id", "client_secret")):
            return answer(401, {"error": "invalid_client", "error_description": "Unauthorized"})
        if form.get("refresh_token") != SECRETS["refresh_token"]:
            said = {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
            return answer(400, said)
        token = f"{ACCESS}-{len(self.tokens)}"
        self.tokens.add(token)
        return answer(200, {"access_token": token, "token_type": "Bearer", **self.token})

    def asked(self, request: Request) -> Any:
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if bearer not in self.tokens:
            raise Status(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")
        if SCOPE not in str(self.token["scope"]):
            raise Status(403, "PERMISSION_DENIED", "Request had insufficient authentication scopes.")
        if not self.quota:
            metadata = {"quota_limit_value": "0", "service": "mybusiness.googleapis.com"}
            raise Status(429, "RESOURCE_EXHAUSTED", "Quota exceeded.", metadata=metadata)
        path = re.fullmatch(
            r"/v4/(accounts/\d+/locations/\d+)/(localPosts|reviews)(?:/(\w+)(/reply)?)?", request.path
        )
        if path is None or path[1] != LOCATION:
            raise Status(404, "NOT_FOUND", "Requested entity was not found.")
        query = {name: value[0] for name, value in parse_qs(request.query).items()}
        if path[2] == "reviews":
            return self.answered(request, path[3]) if path[4] else self.list_reviews(query)
        if path[3]:
            return self.one(request, f"{LOCATION}/localPosts/{path[3]}", query)
        return self.create(json.loads(request.body)) if request.method == "POST" else self.list_posts(query)

    def create(self, said: dict[str, Any]) -> dict[str, Any]:
        checked(said, WRITABLE)
        if said.get("topicType") != "STANDARD" or not said.get("languageCode"):
            raise invalid()
        action = said.get("callToAction", {})
        if action and (action.get("actionType") != "LEARN_MORE" or "://" not in action.get("url", "")):
            raise invalid()
        media = said.get("media", [])
        if len(media) > 1 or any(set(m) != {"mediaFormat", "sourceUrl"} for m in media):
            raise invalid()
        if any(m["mediaFormat"] != "PHOTO" or "://" not in m["sourceUrl"] for m in media):
            raise invalid()
        name = f"{LOCATION}/localPosts/{7_000 + len(self.posts)}"
        at = stamp(self.clock())
        self.posts[name] = {**said, "name": name, "state": "PROCESSING", "createTime": at, "updateTime": at}
        return self.posts[name]

    def one(self, request: Request, name: str, query: dict[str, str]) -> dict[str, Any]:
        if name not in self.posts:
            raise Status(404, "NOT_FOUND", "Requested entity was not found.")
        if request.method == "DELETE":
            del self.posts[name]
            return {}
        said = json.loads(request.body)
        if request.method != "PATCH" or set(query.get("updateMask", "").split(",")) != set(said):
            raise invalid()
        checked(said, {"summary"})
        self.posts[name].update(said)
        return self.posts[name]

    def list_posts(self, query: dict[str, str]) -> dict[str, Any]:
        size, at = int(query.get("pageSize", "20")), int(query.get("pageToken") or "0")
        if not 1 <= size <= 100:
            raise invalid()
        shown = stamp(self.clock() - timedelta(seconds=self.lag))
        posts = [p for p in self.posts.values() if p["createTime"] <= shown]
        posts.sort(key=lambda p: crc32(p["name"].encode()))
        for post in posts:
            post["state"] = "REJECTED" if PHONE.search(post["summary"]) else "LIVE"
            post["searchUrl"] = f"https://local.google.com/place?id=2&lpsid={post['name'].rpartition('/')[2]}"
        page = {"localPosts": posts[at : at + size], "nextPageToken": str(at + size)}
        if at + size >= len(posts):
            del page["nextPageToken"]
        return page if posts else {}

    def list_reviews(self, query: dict[str, str]) -> dict[str, Any]:
        size, at = int(query.get("pageSize", "50")), int(query.get("pageToken") or "0")
        if not 1 <= size <= 50 or query.get("orderBy") != "updateTime desc":
            raise invalid()
        newest = sorted(self.reviews, key=lambda r: r["updateTime"], reverse=True)
        page: dict[str, Any] = {"reviews": newest[at : at + size], "totalReviewCount": len(newest)}
        if at + size < len(newest):
            page["nextPageToken"] = str(at + size)
        return page if newest else {}

    def answered(self, request: Request, number: str) -> dict[str, Any]:
        review = next((r for r in self.reviews if r["name"] == f"{LOCATION}/reviews/{number}"), None)
        if review is None or request.method != "PUT":
            raise Status(404, "NOT_FOUND", "Requested entity was not found.")
        said = json.loads(request.body)
        if set(said) != {"comment"} or not 0 < len(said["comment"].encode()) <= 4_096:
            raise invalid()
        review["reviewReply"] = {**said, "updateTime": stamp(self.clock())}
        return dict(review["reviewReply"])

    def review(self, number: int, at: datetime, **said: object) -> None:
        """Let a visitor write a review."""
        name, when = f"{LOCATION}/reviews/r{number}", stamp(at)
        self.reviews.append({"name": name, "createTime": when, "updateTime": when, **said})


def visit(server: str, **said: str) -> None:
    """Write a review from outside of the test's process."""
    urlopen(f"{server}/visitor/reviews", data=json.dumps(said).encode()).close()


def checked(said: dict[str, Any], known: set[str]) -> None:
    if unknown := sorted(set(said) - known):
        raise invalid(f'Invalid JSON payload received. Unknown name "{unknown[0]}": Cannot find field.')
    if not 0 < len(said.get("summary", "")) <= 1_500:
        raise invalid()


def stamp(at: datetime) -> str:
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    running = Running(GoogleNetwork(), parser.parse_args().port)
    print(running.handle.url, flush=True)
    running.http.serve_forever()


if __name__ == "__main__":
    main()
