"""Meta's Graph API as far as we use it, for a Facebook Page, an Instagram account and Threads, on 127.0.0.1.

Kept: the version in the path, tokens by kind (page, user, threads; expired), never in an address but where a
token of Threads is renewed (after a day; it lives 60), error documents with code and subcode, unpublished
photos (first bytes, 4 MB), the same words twice in a row (506), picture and card excluding each other,
containers that take their time, expire and are published once, JPEG only and 4:5 to 1.91:1 on Instagram, 500
with emoji by bytes on Threads, cursors, usage headers.

    python -m tests.servers.meta --port 0      prints its address and serves until it is killed
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qs, urlencode
from urllib.request import urlopen

from tests.servers.loopback import Answer, Network, Request, Running, answer
from tests.servers.meta_films import Films
from tests.servers.meta_held import GRAM, PAGE, PERSON, THREADER, Held, fault

SECRETS = {"access_token": "EAAtest-page-token-Kp7xQ"}
OTHER = {"access_token": "EAAtest-user-token-Zz9wW"}
THREADS_SECRETS = {"access_token": "THAAtest-threads-token-Lw3"}
EXPIRED = {"access_token": "EAAtest-expired-token-Bb2"}
KINDS = {
    SECRETS["access_token"]: "PAGE",
    OTHER["access_token"]: "USER",
    THREADS_SECRETS["access_token"]: "THREADS",
}
NAMES = {
    "PAGE": (PAGE, "Praktijk Voorbeeld"),
    "USER": (PERSON, "Jan Jansen"),
    "THREADS": (THREADER, "praktijk"),
}
SCOPES = {
    "PAGE": "pages_manage_posts pages_read_engagement pages_read_user_content read_insights "
    "instagram_basic instagram_content_publish instagram_manage_insights instagram_manage_comments "
    "instagram_manage_contents",
    "USER": "pages_show_list",
    "THREADS": "threads_basic threads_content_publish threads_manage_insights threads_read_replies "
    "threads_delete",
}
SECOND, DAY, LIVES = timedelta(seconds=1), timedelta(days=1), timedelta(days=60)
VERSIONS = {"graph": ("v24.0", "v25.0", "v26.0"), "threads": ("v1.0",)}


class MetaNetwork(Network):
    def __init__(self) -> None:
        super().__init__()
        self.clear()

    def clear(self) -> None:
        self.held = Held()
        self.films = Films(self.held)
        self.usage: dict[str, str] = {}
        self.untold = False
        self.ends = 0
        self.used = 0
        self.missing: set[str] = set()
        self.tokens = dict(KINDS)
        self.given: dict[str, datetime] = {}
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.on_renewal: Callable[[], object] = lambda: None

    def reset(self) -> None:
        super().reset()
        self.clear()

    def state(self) -> dict[str, Any]:
        alive = [p for p in self.held.posts if not p["gone"]]
        return {"posts": alive, "requests": self.requests}

    def carry_out(self, request: Request) -> Answer:
        with self.lock:
            done = self.judged(request)
        return replace(done, headers={**done.headers, **self.usage})

    def judged(self, request: Request) -> Answer:
        _, version, *parts = request.path.split("/")
        asked = {k: v[0] for k, v in parse_qs(request.query).items()}
        form, files = self.form_of(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or form.get(
            "access_token", ""
        )
        if version == "refresh_access_token":
            return self.renewed(request.method, asked)
        kind = self.tokens.get(token, "")
        if "access_token" in asked or "input_token" in asked:
            return fault(2500, "this server takes no token in an address")
        if token == EXPIRED["access_token"] or self.age(token) >= LIVES:
            return fault(190, "Error validating access token: Session has expired", 463, 401)
        if not kind:
            return fault(190, "Invalid OAuth access token - Cannot parse access token", status=401)
        if version not in VERSIONS["threads" if kind == "THREADS" else "graph"]:
            return fault(2635, f"You are calling a deprecated version of the API: {version}")
        if kind == "THREADS" and parts[0] == "me":
            parts[0] = THREADER
        return self.routed(request.method, parts, {**asked, **form}, files, kind)

    def age(self, token: str) -> timedelta:
        """Return how old a token is; one of which that is not known is of the day before yesterday."""
        return self.clock() - self.given[token] if token in self.given else 2 * DAY

    def renewed(self, method: str, asked: dict[str, str]) -> Answer:
        """Give a token for one of Threads that is a day old and not at its end, which lives on until then."""
        old = asked.get("access_token", "")
        if method != "GET" or asked.get("grant_type") != "th_refresh_token":
            return fault(100, "Unsupported request")
        if self.tokens.get(old) != "THREADS" or self.age(old) >= LIVES:
            return fault(190, "Error validating access token: Session has expired", 463, 401)
        if self.age(old) < DAY:
            return fault(100, "The access token must be at least 24 hours old")
        new = f"THAAtest-renewed-{len(self.given):04}-token-Rv8"
        self.tokens[new], self.given[new] = "THREADS", self.clock()
        self.on_renewal()
        return answer(200, {"access_token": new, "token_type": "bearer", "expires_in": LIVES // SECOND})

    def form_of(self, request: Request) -> tuple[dict[str, str], dict[str, bytes]]:
        kind = request.headers.get("Content-Type", "")
        if not kind.startswith("multipart/"):
            return {k: v[0] for k, v in parse_qs(request.body.decode()).items()}, {}
        whole = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + request.body)
        form: dict[str, str] = {}
        files: dict[str, bytes] = {}
        for part in whole.iter_parts():
            name = str(part.get_param("name", header="content-disposition"))
            raw = bytes(part.get_payload(decode=True))
            if part.get_filename():
                files[name] = raw
            else:
                form[name] = raw.decode()
        return form, files

    def routed(self, method: str, parts: list[str], said: dict[str, str], files: Any, kind: str) -> Answer:
        if parts == [""] and method == "POST":
            return self.batch(said)
        if filmed := self.films.answered(method, parts, said, files, kind):
            return filmed
        routes: dict[tuple[str, str], Callable[[], Answer]] = {
            ("POST", f"{PAGE}/photos"): lambda: self.held.photo(said, files, kind),
            ("POST", f"{PAGE}/feed"): lambda: self.held.feed(said, kind),
            ("GET", f"{PAGE}/published_posts"): lambda: self.held.listed("PAGE", said, self.lag),
            ("POST", f"{GRAM}/media"): lambda: self.held.contain_gram(said),
            ("POST", f"{GRAM}/media_publish"): lambda: self.held.publish("GRAM", said),
            ("GET", f"{GRAM}/media"): lambda: self.held.listed("GRAM", said, self.lag),
            ("GET", f"{GRAM}/content_publishing_limit"): lambda: self.quota(100),
            ("GET", GRAM): lambda: answer(200, {"id": GRAM, "username": "praktijk"}),
            ("POST", f"{THREADER}/threads"): lambda: self.held.contain_thread(said),
            ("POST", f"{THREADER}/threads_publish"): lambda: self.held.publish("THREADS", said),
            ("GET", f"{THREADER}/threads"): lambda: self.held.listed("THREADS", said, self.lag),
            ("GET", f"{THREADER}/threads_publishing_limit"): lambda: self.quota(250),
            ("GET", "debug_token"): lambda: answer(*self.debugged(said.get("input_token", ""))),
        }
        if parts[0] in ("me", THREADER) and len(parts) == 1:
            me, name = NAMES[kind]
            return answer(200, {"id": me, "name": name, "username": name})
        route = routes.get((method, "/".join(parts)))
        return route() if route else self.held.node(method, parts, said, kind)

    def quota(self, total: int) -> Answer:
        config = {"quota_total": total, "quota_duration": 86400}
        return answer(200, {"data": [{"quota_usage": self.used, "config": config}]})

    def batch(self, said: dict[str, str]) -> Answer:
        (one,) = json.loads(said["batch"])
        _, _, query = one["relative_url"].partition("?")
        status, told = self.debugged({k: v[0] for k, v in parse_qs(query).items()}.get("input_token", ""))
        return answer(200, [{"code": status, "headers": [], "body": json.dumps(told)}])

    def debugged(self, token: str) -> tuple[int, dict[str, Any]]:
        if self.untold or token not in self.tokens:
            return 400, {"error": {"message": "You must provide an app access token", "code": 100}}
        kind, given = self.tokens[token], self.given.get(token)
        scopes = [s for s in SCOPES[kind].split() if s not in self.missing]
        ends = int((given + LIVES).timestamp()) if given else self.ends
        told = {"type": kind, "is_valid": self.ends >= 0, "expires_at": ends, "scopes": scopes}
        return 200, {"data": {**told, "data_access_expires_at": 0, "application": "Voorbeeld"}}


def react(server: str, post: str, token: str = OTHER["access_token"]) -> None:
    """Say something under a post: as somebody else, or with another token."""
    data = urlencode({"message": "Dank u!", "access_token": token}).encode()
    urlopen(f"{server}/v26.0/{post}/comments", data=data).close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    running = Running(MetaNetwork(), parser.parse_args().port)
    print(running.handle.url, flush=True)
    running.http.serve_forever()


if __name__ == "__main__":
    main()
