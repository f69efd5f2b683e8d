"""LinkedIn's versioned REST API as far as we use it, with its rules, on 127.0.0.1.

Kept: a bearer token with scopes, a LinkedIn-Version that is served (else 426), Rest.li 2.0.0, images put at
a place that was asked for, by their first bytes, one content of a post, unknown fields refused, 3,000 UTF-16
units, little text cut off at a reserved sign without a backslash (201, no error), duplicates by words and
link (422, naming the post), a person's posts that nobody may list, lists by last change with holes in their
pages, statistics, comments, films (linkedin_films.py), introspection with the app's own secret, tokens
renewed by a refresh token.

    python -m tests.servers.linkedin --port 0      prints its address and serves until it is killed
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import time
from typing import Any
from urllib.parse import parse_qs, unquote

from tests.servers.linkedin_films import Films
from tests.servers.linkedin_rules import IMAGES, invalid, plain, wrong
from tests.servers.loopback import Answer, Network, Request, Running, answer

SECRETS = {"access_token": "AQX-test-token_of-the/page+admin=="}
APP = {"client_id": "77testclientid", "client_secret": "WPL_test.secret/of=the+app"}
REFRESH = {"refresh_token": "AQWtest-refresh-token_of-the/page=="}
ORGANIZATION, PERSON = "urn:li:organization:2414183", "urn:li:person:Anna_B-7"
SCOPES = "openid profile w_member_social w_organization_social r_organization_social rw_organization_admin"
VERSIONS = (
    "202512",
    "202601",
    "202602",
    "202603",
    "202604",
    "202605",
    "202606",
    "202607",
    "202608",
    "202609",
)


def refusal(status: int, code: str, message: str, **more: object) -> Answer:
    return answer(status, {"status": status, "code": code, "message": message, **more})


class LinkedInNetwork(Network):
    def __init__(self, scopes: str = SCOPES, versions: tuple[str, ...] = VERSIONS) -> None:
        super().__init__()
        self.scopes, self.versions = set(scopes.split()), versions
        self.clear()

    def clear(self) -> None:
        self.posts: list[dict[str, Any]] = []
        self.images: dict[str, dict[str, Any]] = {}
        self.films = Films(self.images)
        self.comments: list[dict[str, Any]] = []
        self.hidden: set[str] = set()
        self.shortens = False
        self.tokens = {SECRETS["access_token"]}

    def reset(self) -> None:
        super().reset()
        self.clear()

    def state(self) -> dict[str, Any]:
        return {"posts": self.posts, "images": self.images, "requests": self.requests}

    def comment(self, post: str, actor: str, text: str, at: int) -> None:
        urn = f"urn:li:comment:({post},{len(self.comments) + 1})"
        self.comments.append(
            {"$URN": urn, "object": post, "actor": actor, "message": {"text": text}, "created": {"time": at}}
        )

    def carry_out(self, request: Request) -> Answer:
        with self.lock:
            if request.path == "/oauth/v2/introspectToken":
                return self.introspect(request)
            if request.path == "/oauth/v2/accessToken":
                return self.renewed(request)
            headers = {k.lower(): v for k, v in request.headers.items()}
            if headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
                return refusal(401, "INVALID_ACCESS_TOKEN", "Invalid access token", serviceErrorCode=65600)
            if request.path == "/v2/userinfo":
                told = {"sub": PERSON.rpartition(":")[2], "name": "Anna Berk"}
                return self.allowed("openid") or answer(200, told)
            if request.path.startswith("/dms-uploads/"):
                image = request.path.endswith("/uploaded-image/0")
                return self.put(request) if image else self.films.put(request)
            return outdated(headers, self.versions) or self.rest(request, headers.get("x-restli-method", ""))

    def allowed(self, scope: str) -> Answer | None:
        words = "Not enough permissions to access this resource"
        return None if scope in self.scopes else refusal(403, "ACCESS_DENIED", words, serviceErrorCode=100)

    def may_write(self, author: str) -> Answer | None:
        scope = {ORGANIZATION: "w_organization_social", PERSON: "w_member_social"}.get(author, "nobody")
        return self.allowed(scope)

    def rest(self, request: Request, method: str) -> Answer:
        said = json.loads(request.body) if request.body else {}
        asked = {k: v[0] for k, v in parse_qs(request.query).items()}
        path, _, name = request.path.removeprefix("/rest/").partition("/")
        if path == "images" and asked == {"action": "initializeUpload"} and request.method == "POST":
            return self.begin(said)
        if path == "videos":
            return self.film(request.method, unquote(name), asked.get("action", ""), said)
        if path == "posts" and request.method == "POST":
            return self.change(unquote(name), said, method) if name else self.create(said)
        if path == "posts" and request.method == "DELETE":
            return self.delete(unquote(name))
        if request.method == "GET":
            return self.read(path, unquote(name), asked)
        return refusal(404, "RESOURCE_NOT_FOUND", "No virtual resource found")

    def begin(self, said: dict[str, Any]) -> Answer:
        owner = said["initializeUploadRequest"]["owner"]
        urn = f"urn:li:image:C4E{len(self.images)}"
        self.images[urn] = {"owner": owner, "sha256": ""}
        place = f"https://www.linkedin.com/dms-uploads/{urn[13:]}/uploaded-image/0?ca=vector_feedshare"
        value = {"uploadUrlExpiresAt": 1_900_000_000_000, "uploadUrl": place, "image": urn}
        return self.may_write(owner) or answer(200, {"value": value})

    def film(self, method: str, urn: str, action: str, said: dict[str, Any]) -> Answer:
        if method == "GET":
            return self.films.read(urn)
        told = said[f"{action}Request"]
        if action == "finalizeUpload":
            return self.films.end(told)
        return self.may_write(told["owner"]) or self.films.begin(told)

    def put(self, request: Request) -> Answer:
        urn = f"urn:li:image:{request.path.split('/')[2]}"
        if urn not in self.images or not request.body.startswith(IMAGES):
            return refusal(400, "MEDIA_TYPE_UNSUPPORTED", "Only JPG, GIF and PNG are supported")
        self.images[urn]["sha256"] = hashlib.sha256(request.body).hexdigest()
        return Answer(201, b"")

    def create(self, said: dict[str, Any]) -> Answer:
        author, words = said.get("author", ""), said.get("commentary", "")
        if refused := self.may_write(author) or wrong(said, author, self.images):
            return refused
        content = said.get("content", {})
        sameness = [author, words, content.get("article", {}).get("source")]
        for old in self.posts:
            if old["sameness"] == sameness:
                message = f"Content is a duplicate of {old['id']}"
                return invalid(
                    f"com.linkedin.content.common.exception.BadRequest: {message}", "DUPLICATE_POST"
                )
        urn, now = f"urn:li:share:{7_400_000_000_000_000_000 + len(self.posts)}", time.time_ns() // 1_000_000
        shown = json.loads(json.dumps(said))
        if self.shortens and "article" in shown.get("content", {}):
            shown["content"]["article"]["source"] = "https://lnkd.in/eabXpqi"
        times = {"createdAt": now, "publishedAt": now, "lastModifiedAt": now}
        card, media = content.get("article", {}), content.get("media", {})
        image = self.images.get(card.get("thumbnail") or media.get("id") or "", {"sha256": ""})
        self.posts.append(
            {
                "id": urn,
                "text": plain(words),
                "alt": card.get("thumbnailAltText") or media.get("altText") or "",
            }
            | {
                "sha256": image["sha256"],
                "film": "words" in image,
                "said": image.get("words", ""),
                "body": said,
                "sameness": sameness,
                "shown": {**shown, "id": urn, **times},
            }
        )
        return Answer(201, b"", {"x-restli-id": urn, "x-linkedin-id": urn})

    def change(self, urn: str, said: dict[str, Any], method: str) -> Answer:
        post = next((p for p in self.posts if p["id"] == urn), None)
        if post is None or method != "PARTIAL_UPDATE" or set(said["patch"]["$set"]) != {"commentary"}:
            return refusal(404 if post is None else 400, "NOT_FOUND", "Not found, or no partial update")
        words = said["patch"]["$set"]["commentary"]
        post["text"], post["shown"]["commentary"] = plain(words), words
        post["shown"]["lastModifiedAt"] = time.time_ns() // 1_000_000
        return Answer(204, b"")

    def delete(self, urn: str) -> Answer:
        if not any(p["id"] == urn for p in self.posts):
            return refusal(404, "NOT_FOUND", f"Could not find entity {urn}")
        self.posts = [p for p in self.posts if p["id"] != urn]
        return Answer(204, b"")

    def read(self, path: str, name: str, asked: dict[str, str]) -> Answer:
        if path == "organizations" and f"urn:li:organization:{name}" == ORGANIZATION:
            told = {"id": int(name), "localizedName": "Huisartsenpraktijk De Linde"}
            return self.allowed("rw_organization_admin") or answer(200, told)
        if path == "posts" and asked.get("q") == "author":
            readable = asked.get("author") == ORGANIZATION
            return self.allowed("r_organization_social" if readable else "r_member_social") or self.list(
                asked
            )
        if path == "organizationalEntityShareStatistics":
            return self.allowed("rw_organization_admin") or self.count(asked)
        if path == "socialActions" and name.endswith("/comments"):
            under = [c for c in self.comments if c["object"] == name.removesuffix("/comments")]
            return self.allowed("r_organization_social") or paged(under, asked, set())
        return refusal(404, "RESOURCE_NOT_FOUND", "No virtual resource found")

    def list(self, asked: dict[str, str]) -> Answer:
        until = (time.time() - self.lag) * 1000
        shown = [p["shown"] for p in self.posts if p["shown"]["createdAt"] <= until]
        own = [s for s in shown if s["author"] == asked["author"]]
        return paged(sorted(own, key=lambda s: s["lastModifiedAt"], reverse=True), asked, self.hidden)

    def count(self, asked: dict[str, str]) -> Answer:
        wanted = re.findall(r"urn:li:\w+:\d+", asked.get("shares", "") + asked.get("ugcPosts", ""))
        counts = {"impressionCount": 240, "likeCount": 4, "commentCount": 1, "shareCount": 2, "clickCount": 6}
        known = [p["id"] for p in self.posts if p["id"] in wanted]
        return answer(200, {"elements": [{"share": urn, "totalShareStatistics": counts} for urn in known]})

    def renewed(self, request: Request) -> Answer:
        """Give another access token for the refresh token, which stays as it is."""
        said = {k: v[0] for k, v in parse_qs(request.body.decode()).items()}
        if request.method != "POST" or {k: said.get(k) for k in APP} != APP:
            return answer(
                401, {"error": "invalid_client", "error_description": "Client authentication failed"}
            )
        if said.get("grant_type") != "refresh_token" or said.get("refresh_token") != REFRESH["refresh_token"]:
            return answer(400, {"error": "invalid_grant", "error_description": "Token has been revoked"})
        new = f"AQXtest-renewed_{len(self.tokens):04}-of-the/page=="
        self.tokens.add(new)
        lives = {"expires_in": 5_184_000, "refresh_token_expires_in": 31_536_000, "scope": "w_member_social"}
        return answer(200, {"access_token": new, **REFRESH, **lives})

    def introspect(self, request: Request) -> Answer:
        said = {k: v[0] for k, v in parse_qs(request.body.decode()).items()}
        twice = any(name.lower() == "authorization" for name in request.headers)  # RFC 6749, 2.3
        if twice or {k: said.get(k) for k in APP} != APP:
            return answer(
                401, {"error": "invalid_client", "error_description": "Client authentication failed"}
            )
        active = said.get("token") in self.tokens
        told = {"active": active, "status": "active" if active else "expired"}
        more = {"expires_at": 1_800_000_000, "scope": ",".join(sorted(self.scopes)), "auth_type": "3L"}
        return answer(200, told | (more if active else {}))


def outdated(headers: dict[str, str], versions: tuple[str, ...]) -> Answer | None:
    """Say what is wrong with the versions that a request speaks."""
    version = headers.get("linkedin-version", "")
    if not version:
        return refusal(400, "VERSION_MISSING", "A version must be present. Please specify a version.")
    if version not in versions:
        return refusal(426, "NONEXISTENT_VERSION", f"Requested version {version} is not active")
    if headers.get("x-restli-protocol-version") != "2.0.0":
        return refusal(400, "ILLEGAL_ARGUMENT", "Syntax exception in path variables")
    return None


def paged(whole: list[dict[str, Any]], asked: dict[str, str], hidden: set[str]) -> Answer:
    """Return a page, of which what is hidden was taken out after it was cut."""
    start, size = int(asked.get("start", "0")), int(asked.get("count", "10"))
    if not 1 <= size <= 100:
        return refusal(400, "ILLEGAL_ARGUMENT", "count must be 1 to 100")
    page = [element for element in whole[start : start + size] if element.get("id") not in hidden]
    links = [{"rel": "next", "href": "/rest/..."}] if start + size < len(whole) else []
    return answer(200, {"elements": page, "paging": {"start": start, "count": size, "links": links}})


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    running = Running(LinkedInNetwork(), parser.parse_args().port)
    print(running.handle.url, flush=True)
    running.http.serve_forever()


if __name__ == "__main__":
    main()
