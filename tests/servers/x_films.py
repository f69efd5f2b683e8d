"""Chunked uploads and captions of X's API v2, as far as we use them.

Kept: the size that was announced, pieces in order and at most 5 MB, a film that is worked on before it is
ready, and captions (text/srt or text/vtt) that are given to an uploaded film by its owner.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any
from urllib.parse import parse_qs

from tests.servers.loopback import Answer, Request, answer

UPLOAD = "/2/media/upload"
KINDS = {"tweet_video": ("video/mp4",), "subtitles": ("text/srt", "text/vtt")}


class Films:
    """What one X holds of uploads in pieces; `media` is that of all uploads, by id."""

    def __init__(self, media: dict[str, dict[str, Any]]) -> None:
        self.media = media
        self.open: dict[str, dict[str, Any]] = {}
        self.looks = 0
        self.broken = False

    def answered(self, request: Request, user: str) -> Answer | None:
        """Answer what belongs to films, None for all else."""
        if request.method == "GET" and request.path == UPLOAD:
            return self.status({k: v[0] for k, v in parse_qs(request.query).items()})
        said = json.loads(request.body) if request.method == "POST" and request.body else {}
        if request.path == f"{UPLOAD}/initialize":
            return self.begin(said, user)
        if request.path == "/2/media/subtitles":
            return self.caption(said, user)
        media, _, act = request.path.removeprefix(f"{UPLOAD}/").partition("/")
        if act not in ("append", "finalize"):
            return None
        one = self.open.get(media)
        if one is None or one["user"] != user:
            return wrong("no such upload")
        return self.append(one, said) if act == "append" else self.end(media, one)

    def begin(self, said: dict[str, Any], user: str) -> Answer:
        if said.get("media_type") not in KINDS.get(str(said.get("media_category")), ()):
            return wrong("media_category and media_type do not go together")
        media = str(1_700_000_000_000_000_000 + len(self.open))
        self.open[media] = {**said, "user": user, "raw": b"", "next": 0}
        return answer(200, {"data": {"id": media, "media_key": f"13_{media}", "expires_after_secs": 86400}})

    def append(self, one: dict[str, Any], said: dict[str, Any]) -> Answer:
        piece = base64.b64decode(said["media"], validate=True)
        if said["segment_index"] != one["next"] or len(piece) > 5_000_000:
            return wrong("segment_index or size")
        one["raw"] += piece
        one["next"] += 1
        return answer(200, {"data": {"expires_at": 86400}})

    def end(self, media: str, one: dict[str, Any]) -> Answer:
        if len(one["raw"]) != one["total_bytes"]:
            return wrong("total_bytes is not what came")
        film = one["media_category"] == "tweet_video"
        if film and one["raw"][4:8] != b"ftyp":
            return wrong("media type unrecognized")
        digest = hashlib.sha256(one["raw"]).hexdigest()
        self.looks = 0
        kept = {"id": media, "user": one["user"], "type": one["media_type"], "sha256": digest, "alt": ""}
        self.media[media] = kept | ({} if film else {"words": one["raw"].decode()})
        working = {"processing_info": {"state": "pending", "check_after_secs": 1}} if film else {}
        return answer(200, {"data": {"id": media, **working}})

    def status(self, asked: dict[str, str]) -> Answer:
        if asked.get("command") != "STATUS" or asked.get("media_id") not in self.media:
            return wrong("no such media")
        self.looks += 1
        state = "in_progress" if self.looks < 3 else "failed" if self.broken else "succeeded"
        return answer(200, {"data": {"id": asked["media_id"], "processing_info": {"state": state}}})

    def caption(self, said: dict[str, Any], user: str) -> Answer:
        film, words = self.media.get(str(said.get("id"))), self.media.get(str(said["subtitles"].get("id")))
        if not film or not words or {film["user"], words["user"]} != {user} or "words" not in words:
            return wrong("no such film or captions")
        if said.get("media_category") != "TweetVideo" or not said["subtitles"]["language_code"].isupper():
            return wrong("media_category or language_code")
        film["captions"] = {**said["subtitles"], "words": words["words"]}
        return answer(200, {"data": {"id": film["id"], "associated_subtitles": [said["subtitles"]]}})


def wrong(detail: str) -> Answer:
    return answer(400, {"title": "Invalid Request", "detail": detail, "errors": [{"message": detail}]})
