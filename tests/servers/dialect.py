"""A door before the Mastodon server that makes its answers those of another server with the same API.

What differs, by the servers' own sources: ids that are no numbers (GoToSocial ULID; Pleroma flakes, but not
for notifications), fields of a status that are left out, notifications of types that nobody asked for, no
Idempotency-Key, an address that counts whole, 400 where Mastodon says 422, what the server tells of itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from tests.servers.loopback import Answer, Request, answer
from tests.servers.passing import Passing

LEFT_OUT = {"card", "edited_at", "language", "filtered", "application", "in_reply_to_account_id", "quote"}
PREFIX = {"gotosocial": ("01HX", 26), "pleroma": ("AX", 18)}
GOTOSOCIAL = {
    "account_domain": "gts.example",
    "version": "0.17.3+git-1a2b3c4",
    "configuration": {
        "statuses": {"max_characters": 5000, "max_media_attachments": 6, "characters_reserved_per_url": 25},
        "media_attachments": {
            "supported_mime_types": ["image/jpeg", "image/gif", "image/png", "image/webp", "video/mp4"],
            "image_size_limit": 41_943_040,
            "description_limit": 1500,
        },
    },
}
PLEROMA_1 = {
    "version": "2.7.2 (compatible; Pleroma 2.4.5)",
    "max_toot_chars": 5000,
    "description_limit": 5000,
    "upload_limit": 16_000_000,
    "pleroma": {"metadata": {"fields_limits": {"max_fields": 10}}},
}
PLEROMA_2 = {
    "version": "2.7.2 (compatible; Pleroma 2.9.1)",
    "configuration": {
        "statuses": {"max_characters": 5000, "max_media_attachments": 1000, "characters_reserved_per_url": 0},
        "media_attachments": {
            "supported_mime_types": ["application/octet-stream"],
            "image_size_limit": 16_000_000,
        },
    },
    "pleroma": {"metadata": {"description_limit": 5000}},
}
SPEAKS: Mapping[str, tuple[str, str, dict[str, Any]]] = {
    "gotosocial": ("gotosocial", "/api/v2/instance", GOTOSOCIAL),
    "pleroma 2.4": ("pleroma", "/api/v1/instance", PLEROMA_1),
    "pleroma 2.9": ("pleroma", "/api/v2/instance", PLEROMA_2),
}


class Dialect(Passing):
    """`most` is how many code points it takes, where that is not what its document says."""

    def __init__(self, host: str, port: int, speaks: str, *, most: int = 0) -> None:
        super().__init__(host, port)
        form, self.page, said = SPEAKS[speaks]
        self.prefix, self.width = PREFIX[form]
        self.said = json.loads(json.dumps(said).replace("5000", str(most or 5000)))
        self.most = most or 5000

    def carry_out(self, request: Request) -> Answer:
        if request.path.endswith("/instance"):
            known = request.path == self.page
            return answer(200, self.said) if known else answer(404, {"error": "Not Found"})
        headers = {k: v for k, v in request.headers.items() if k != "Idempotency-Key"}
        body = self.native(request.body)
        if (request.method, request.path) == ("POST", "/api/v1/statuses"):
            text = parse_qs(request.body.decode()).get("status", [""])[0]
            if len(text) > self.most:
                return answer(400, {"error": f"status too long: {len(text)}, limit {self.most}"})
        headers["Content-Length"] = str(len(body))
        path, query = (self.native(part.encode()).decode() for part in (request.path, request.query))
        query = "&".join(part for part in query.split("&") if not part.startswith("types"))
        done = self.pass_on(request.method, path, query, headers, body)
        return self.foreign(done, own_ids=not path.endswith("/notifications"))

    def native(self, text: bytes) -> bytes:
        return re.sub(rb"\b%s0*(\d+)\b" % self.prefix.encode(), rb"\1", text)

    def foreign(self, done: Answer, *, own_ids: bool) -> Answer:
        if not done.headers.get("content-type", "").startswith("application/json"):
            return done
        said = json.loads(done.body)
        numbers = isinstance(said, list) and not own_ids and self.width != 26
        kept = [one["id"] for one in said] if numbers else []
        told = self.told(said)
        for one, number in zip(told if numbers else [], kept, strict=True):
            one["id"] = number
        status = 400 if done.status == 422 else done.status
        return Answer(status, json.dumps(told).encode(), done.headers)

    def told(self, said: Any) -> Any:
        if isinstance(said, list):
            return [self.told(one) for one in said]
        if not isinstance(said, dict):
            return said
        left = {k: v for k, v in said.items() if not ("visibility" in said and k in LEFT_OUT)}
        return {k: self.id(v) if k.endswith("id") else self.told(v) for k, v in left.items()}

    def id(self, value: Any) -> Any:
        if isinstance(value, str) and value.isdigit():
            return self.prefix + value.zfill(self.width - len(self.prefix))
        return value

    def state(self) -> dict[str, Any]:
        held: dict[str, Any] = json.loads(self.pass_on("GET", "/_state").body)
        return {**held, "requests": self.requests}

    def reset(self) -> None:
        super().reset()
        self.pass_on("POST", "/_reset", body=b"{}")
