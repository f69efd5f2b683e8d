"""Films of a Facebook Page as far as we use them: tests/servers/meta.py answers by it.

Kept: a Page's own token, pieces at the offsets that the server asks for, films that nobody sees at first,
captions as SRT with a locale, a film that is worked on before it is ready, one post of each.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from tests.servers.loopback import Answer, answer
from tests.servers.meta_held import PAGE, Held, fault

PIECE = 4_000
CAPTIONS = re.compile(r"1\n\d\d:\d\d:\d\d,\d{3} --> ")


class Films:
    """What one Page holds of films; those that are published are posts in `held`."""

    def __init__(self, held: Held) -> None:
        self.held = held
        self.films: dict[str, dict[str, Any]] = {}
        self.broken = False
        self.barred = False
        self.untold = False

    def answered(self, method: str, parts: list[str], said: dict[str, str], files: Any, kind: str) -> Any:
        """Answer what belongs to films, None for all else."""
        if (method, parts) == ("POST", [PAGE, "videos"]):
            return self.uploaded(said, files, kind)
        one = self.films.get(parts[0])
        if one is None:
            return None
        if parts[1:] == ["captions"]:
            return self.captioned(one, said, files)
        return self.read(one) if method == "GET" else self.published(one, said)

    def uploaded(self, said: dict[str, str], files: dict[str, bytes], kind: str) -> Answer:
        if kind != "PAGE" or self.barred:
            return fault(200, "No permission to upload video here", 1363042, 403)
        if said.get("upload_phase") == "start":
            return self.begun(int(said["file_size"]))
        one = self.films.get(said.get("upload_session_id", "")[1:])
        if one is None:
            return fault(6000, "There was a problem uploading your video file.", 1363019)
        return self.ended(one, said) if said.get("upload_phase") == "finish" else self.grown(one, said, files)

    def grown(self, one: dict[str, Any], said: dict[str, str], files: dict[str, bytes]) -> Answer:
        piece = files.get("video_file_chunk", b"")
        if int(said["start_offset"]) != len(one["raw"]) or not 0 < len(piece) <= PIECE:
            return fault(6000, "There was a problem uploading your video.", 1363037)
        one["raw"] += piece
        return answer(200, self.next(one))

    def ended(self, one: dict[str, Any], said: dict[str, str]) -> Answer:
        if said.get("published") != "false" or len(one["raw"]) != one["size"]:
            return fault(100, "this server takes whole films, unpublished")
        if one["raw"][4:8] != b"ftyp":
            return fault(
                352, "Sorry, the video file you selected is in a format that we don't support.", 1363024
            )
        return answer(200, {"success": True})

    def begun(self, size: int) -> Answer:
        video = str(4_400_000 + len(self.films))
        one = {"id": video, "size": size, "raw": b"", "looks": 0, "captions": "", "post": ""}
        self.films[video] = one
        return answer(200, {"video_id": video, "upload_session_id": f"8{video}", **self.next(one)})

    def next(self, one: dict[str, Any]) -> dict[str, str]:
        at = len(one["raw"])
        return {"start_offset": str(at), "end_offset": str(min(at + PIECE, one["size"]))}

    def captioned(self, one: dict[str, Any], said: dict[str, str], files: dict[str, bytes]) -> Answer:
        words = files.get("captions_file", b"").decode()
        if not re.fullmatch(r"[a-z]{2,3}_[A-Z]{2}", said.get("default_locale", "")) or not CAPTIONS.match(
            words
        ):
            return fault(386, "The caption file is not a valid SRT file")
        one["captions"] = words
        return answer(200, {"success": True})

    def read(self, one: dict[str, Any]) -> Answer:
        one["looks"] += 1
        state = "processing" if one["looks"] < 3 else "error" if self.broken else "ready"
        posted = {"post_id": one["post"]} if one["post"] and not self.untold else {}
        return answer(200, {"id": one["id"], "status": {"video_status": state}, **posted})

    def published(self, one: dict[str, Any], said: dict[str, str]) -> Answer:
        if said.get("published") != "true" or one["post"]:
            return fault(100, "Invalid parameter: published")
        name = f"{PAGE}_{122_000_000 + len(self.held.posts)}"
        shown = {"sha256": hashlib.sha256(one["raw"]).hexdigest()}
        made = self.held.made("PAGE", name, said.get("description", ""), shown)
        made["film"], made["captions"] = True, one["captions"]
        one["post"] = name.partition("_")[2]
        return answer(200, {"success": True})
