"""What our Meta server holds of the three networks, and what each of them refuses to take."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from syndicate.limits import Limits, Unit, measure
from tests.servers.loopback import Answer, answer

PAGE, PERSON, GRAM, THREADER = (
    "104523719882345",
    "10220000000000001",
    "17841400000000001",
    "25000000000000001",
)
FIRST_BYTES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8")
WORDS = {"THREADS": Limits(Unit.EMOJI_BYTES, 500), "PAGE": Limits(Unit.UTF16, 63_206)}
SHOWN = {
    "PAGE": ("message", "created_time"),
    "GRAM": ("caption", "timestamp"),
    "THREADS": ("text", "timestamp"),
}
PLACES = {"PAGE": "facebook.com", "GRAM": "instagram.com", "THREADS": "threads.com"}


def fault(code: int, message: str, sub: int = 0, status: int = 400) -> Answer:
    said: dict[str, Any] = {"message": f"(#{code}) {message}", "type": "OAuthException", "code": code}
    return answer(status, {"error": {**said, **({"error_subcode": sub} if sub else {}), "fbtrace_id": "AbC"}})


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "+0000")


GONE = fault(100, "Object does not exist, cannot be loaded due to missing permissions", 33)


class Held:
    """`slow` is how many looks a container takes until it is ready, `broken` why none ever is."""

    def __init__(self) -> None:
        self.posts: list[dict[str, Any]] = []  # of all three, oldest first; gone ones keep their place
        self.photos: dict[str, dict[str, Any]] = {}
        self.containers: dict[str, dict[str, Any]] = {}
        self.slow = 0
        self.broken = ""
        self.insights = True

    def photo(self, said: dict[str, str], files: dict[str, bytes], kind: str) -> Answer:
        data = files.get("source", b"")
        if kind != "PAGE":
            return fault(200, "publishing needs a page token with pages_manage_posts", status=403)
        if said.get("published") != "false":
            return fault(100, "this server takes unpublished photos only")
        if not data.startswith(FIRST_BYTES) or len(data) > 4_000_000:
            return fault(324, "Photos should be smaller than 4 MB and saved as JPG or PNG", 1366046)
        photo = str(900_000 + len(self.photos))
        digest = hashlib.sha256(data).hexdigest()
        self.photos[photo] = {"id": photo, "sha256": digest, "alt": said.get("alt_text_custom", "")}
        return answer(200, {"id": photo})

    def feed(self, said: dict[str, str], kind: str) -> Answer:
        message, attached = said.get("message", ""), json.loads(said.get("attached_media[0]", "{}"))
        photo = attached.get("media_fbid", "")
        own = [p for p in self.posts if p["of"] == "PAGE" and not p["gone"]]
        if kind != "PAGE":
            return fault(200, "publishing needs a page token with pages_manage_posts", status=403)
        if unknown := set(said) - {"message", "link", "attached_media[0]", "access_token"}:
            return fault(100, f"unknown parameter {sorted(unknown)[0]}")
        if photo and (photo not in self.photos or "link" in said):
            return fault(100, "Invalid parameter: attached_media")
        if not message or measure(message, WORDS["PAGE"]) > 63_206:
            return fault(100, "Invalid parameter: message")
        if own and own[-1]["text"] == message:
            return fault(506, "Duplicate status message")
        made = self.made("PAGE", f"{PAGE}_{122_000_000 + len(self.posts)}", message, self.photos.get(photo))
        made["link"] = said.get("link", "")
        return answer(200, {"id": made["id"]})

    def contain_gram(self, said: dict[str, str]) -> Answer:
        caption, url = said.get("caption", ""), said.get("image_url", "")
        if not re.search(r"\.jpe?g$", url):
            return fault(36001, "The image format is not supported", 2207005)
        if len(caption) > 2200 or len(re.findall(r"#\w", caption)) > 30:
            return fault(36004, "The caption was too long", 2207010)
        return self.contain("GRAM", caption, url, said.get("alt_text", ""))

    def contain_thread(self, said: dict[str, str]) -> Answer:
        text, url = said.get("text", ""), said.get("image_url", "")
        if said.get("media_type") not in ("TEXT", "IMAGE") or (said["media_type"] == "IMAGE") != bool(url):
            return fault(100, "Param media_type must be one of {TEXT, IMAGE}, and an IMAGE has an image_url")
        if measure(text, WORDS["THREADS"]) > 500:
            return fault(100, "Param text must be at most 500 characters long.")
        if url and not re.search(r"\.(jpe?g|png)$", url):
            return fault(100, "unsupported image", 2207005)
        if url and "link_attachment" in said:
            return fault(100, "link_attachment is for TEXT posts")
        return self.contain("THREADS", text, url, said.get("alt_text", ""), said.get("link_attachment", ""))

    def contain(self, of: str, text: str, url: str, alt: str, link: str = "") -> Answer:
        made = str(18_000_000 + len(self.containers))
        kept = {
            "of": of,
            "text": text,
            "url": url,
            "alt": alt,
            "link": link,
            "looks": self.slow,
            "is": "FINISHED",
        }
        self.containers[made] = kept | ({"is": "ERROR", "looks": 0} if self.broken else {})
        return answer(200, {"id": made})

    def publish(self, of: str, said: dict[str, str]) -> Answer:
        held = self.containers.get(said.get("creation_id", ""))
        if held is None or held["of"] != of:
            return fault(24, "The requested resource does not exist", 4279009)
        if held["looks"] > 0:
            return fault(9007, "The media is not ready for publishing", 2207027)
        if held["is"] != "FINISHED":
            return fault(-2 if held["is"] == "EXPIRED" else 24, "The container cannot be published", 2207020)
        held["is"] = "PUBLISHED"
        made = self.made(of, str(17_900_000 + len(self.posts)), held["text"], held)
        return answer(200, {"id": made["id"]})

    def made(self, of: str, name: str, text: str, picture: dict[str, Any] | None) -> dict[str, Any]:
        shown = {k: (picture or {}).get(k, "") for k in ("alt", "sha256", "link", "url")}
        post = {"id": name, "of": of, "text": text, "at": now(), "gone": False, "said": [], **shown}
        self.posts.append(post)
        return post

    def listed(self, of: str, said: dict[str, str], lag: float) -> Answer:
        old = datetime.now(UTC) - timedelta(seconds=lag)
        seen = [p for p in reversed(self.posts) if p["of"] == of and not p["gone"]]
        seen = [p for p in seen if datetime.fromisoformat(p["at"]) <= old]
        size, start = min(int(said.get("limit", "25")), 100), int(said.get("after", "0"))
        rows = [self.drawn(p, said.get("fields", "")) for p in seen[start : start + size]]
        paging: dict[str, Any] = {"cursors": {"before": str(start), "after": str(start + size)}}
        if start + size < len(seen):
            paging["next"] = "https://graph.facebook.com/next"
        return answer(200, {"data": rows, "paging": paging} if rows else {"data": []})

    def drawn(self, post: dict[str, Any], fields: str) -> dict[str, Any]:
        words, at = SHOWN[post["of"]]
        whole: dict[str, Any] = {
            "id": post["id"],
            words: post["text"],
            at: post["at"],
            "permalink": f"https://www.{PLACES[post['of']]}/p/{post['id']}",
            "has_replies": bool(post["said"]),
            "like_count": 3,
            "comments_count": 2,
            "reactions": {"data": [], "summary": {"total_count": 3}},
        }
        if post["link"]:
            whole |= {
                "attachments": {"data": [{"unshimmed_url": post["link"]}]},
                "link_attachment_url": post["link"],
            }
        if "comments" in fields and (post["said"] or "summary" in fields):
            whole["comments"] = {"data": post["said"], "summary": {"total_count": 2}}
        asked = {f.split(".")[0] for f in re.sub(r"\{[^}]*\}+", "", fields).split(",")} | {"id"}
        return {k: v for k, v in whole.items() if k in asked}

    def comment(self, post: dict[str, Any], text: str, *, ours: bool) -> Answer:
        """Let somebody, or ourselves, say something under a post; times have seconds only."""
        me = {"PAGE": PAGE, "GRAM": GRAM, "THREADS": THREADER}[post["of"]]
        who = {"id": me if ours else PERSON, "name": "Piet", "username": "praktijk" if ours else "piet"}
        said = {"id": f"{post['id']}_{len(post['said'])}", "message": text, "text": text, "from": who}
        at = {"created_time": now(), "timestamp": now(), "is_reply_owned_by_me": ours}
        where = f"https://www.{PLACES[post['of']]}/c/{said['id']}"
        address = {"permalink_url": where, "permalink": where, "username": who["username"]}
        post["said"].insert(0, {**said, **at, **address})
        return answer(200, {"id": said["id"]})

    def node(self, method: str, parts: list[str], said: dict[str, str], kind: str) -> Answer:
        if method == "GET" and (held := self.containers.get(parts[0])):
            return self.contained(parts[0], held)
        post = next((p for p in self.posts if p["id"] == parts[0] and not p["gone"]), None)
        if post is None:
            return GONE if kind != "THREADS" else fault(24, "The requested resource does not exist", 4279009)
        if parts[1:]:
            if (method, parts[1]) == ("POST", "comments"):
                return self.comment(post, said["message"], ours=kind != "USER")
            return self.edge(parts[1], post, said)
        if method == "GET":
            return answer(200, self.drawn(post, said.get("fields", "")))
        post |= {"gone": True} if method == "DELETE" else {"text": said["message"]}
        return answer(200, {"success": True})

    def contained(self, name: str, held: dict[str, Any]) -> Answer:
        held["looks"] -= 1
        status = "IN_PROGRESS" if held["looks"] >= 0 else held["is"]
        if held["of"] == "THREADS":
            return answer(200, {"id": name, "status": status, "error_message": self.broken})
        told = f"Error: Media upload has failed with error code {self.broken}"
        return answer(200, {"id": name, "status_code": status, "status": told})

    def edge(self, edge: str, post: dict[str, Any], said: dict[str, str]) -> Answer:
        if edge == "replies":
            return answer(200, {"data": post["said"]})
        if not self.insights:
            return fault(10, "This endpoint requires the read_insights permission", status=403)
        told = [{"name": m, "values": [{"value": n}]} for n, m in enumerate(said["metric"].split(","), 7)]
        return answer(200, {"data": told})
