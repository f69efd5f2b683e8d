"""LinkedIn's Videos API as far as we use it: tests/servers/linkedin.py answers by it.

Kept: an owner who may write, pieces of 4,194,304 bytes at places of their own, each known by its ETag,
captions as SRT in a form with what they are, an end that names every piece in its order, and a film that is
worked on before a post may hold it.
"""

from __future__ import annotations

import hashlib
import json
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from tests.servers.linkedin_rules import invalid
from tests.servers.loopback import Answer, Request, answer

PIECE = 4_194_304
ABOUT = {"format", "formattedForEasyReader", "largeText", "source", "locale", "transcriptType"}


class Films:
    """What one LinkedIn holds of films; `media` is that of all uploads, by URN."""

    def __init__(self, media: dict[str, dict[str, Any]]) -> None:
        self.media = media
        self.open: dict[str, dict[str, Any]] = {}
        self.broken = False

    def begin(self, said: dict[str, Any]) -> Answer:
        size = said["fileSizeBytes"]
        if size < 1 or not said["uploadCaptions"] or said["uploadThumbnail"]:
            return invalid("fileSizeBytes, uploadCaptions or uploadThumbnail")
        urn = f"urn:li:video:D5605AQ{len(self.open)}"
        place = f"https://www.linkedin.com/dms-uploads/{urn[13:]}"
        self.open[urn] = {"owner": said["owner"], "size": size, "pieces": {}, "words": "", "looks": 0}
        self.media[urn] = {"owner": said["owner"], "sha256": ""}
        pieces = [
            {"uploadUrl": f"{place}/video/{at}", "firstByte": at, "lastByte": min(at + PIECE, size) - 1}
            for at in range(0, size, PIECE)
        ]
        value = {"video": urn, "uploadInstructions": pieces, "uploadToken": "", "captionsUploadUrl": place}
        return answer(200, {"value": value | {"uploadUrlsExpireAt": 1_900_000_000_000}})

    def put(self, request: Request) -> Answer:
        """Take a piece (PUT) or the captions (POST) at a place that was given out."""
        name, *rest = request.path.removeprefix("/dms-uploads/").split("/")
        one = self.open.get(f"urn:li:video:{name}")
        if one is None or (request.method == "PUT") != bool(rest):
            return invalid("no such place")
        if request.method == "POST":
            return self.caption(one, request)
        digest = hashlib.sha256(request.body).hexdigest()
        one["pieces"][int(rest[1])] = (f"/ambry-video/signedId/{digest}", request.body)
        return Answer(200, b"", {"ETag": f"/ambry-video/signedId/{digest}"})

    def caption(self, one: dict[str, Any], request: Request) -> Answer:
        head = f"Content-Type: {request.headers.get('Content-Type')}\r\n\r\n"
        whole = BytesParser(policy=HTTP).parsebytes(head.encode() + request.body)
        parts = {str(p.get_param("name", header="content-disposition")): p for p in whole.iter_parts()}
        if set(parts) != {"metadata", "file"}:
            return invalid("metadata and file are needed")
        about = json.loads(bytes(parts["metadata"].get_payload(decode=True)))
        if set(about) != ABOUT or about["format"] != "SRT" or not about["locale"]["language"].isupper():
            return invalid("metadata")
        one["words"] = bytes(parts["file"].get_payload(decode=True)).decode()
        return Answer(201, b"")

    def end(self, said: dict[str, Any]) -> Answer:
        one = self.open.get(said["video"])
        pieces = [one["pieces"][at] for at in sorted(one["pieces"])] if one else []
        one = one or {}
        raw = b"".join(body for _, body in pieces)
        if said["uploadedPartIds"] != [etag for etag, _ in pieces] or len(raw) != one.get("size"):
            return invalid("uploadedPartIds are not what came")
        one["sha256"] = hashlib.sha256(raw).hexdigest()
        return answer(200, {})

    def read(self, urn: str) -> Answer:
        one = self.open.get(urn)
        if one is None:
            return answer(404, {"status": 404, "message": "Not found"})
        one["looks"] += 1
        state = "PROCESSING_FAILED" if self.broken else "AVAILABLE"
        state = "WAITING_UPLOAD" if "sha256" not in one else "PROCESSING" if one["looks"] < 3 else state
        if state == "AVAILABLE":
            self.media[urn] |= {"sha256": one["sha256"], "words": one["words"]}
        return answer(200, {"id": urn, "owner": one["owner"], "status": state})
