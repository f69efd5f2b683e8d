"""What LinkedIn asks of a post, and how it reads little text: tests/servers/linkedin.py refuses by it."""

from __future__ import annotations

import re
from typing import Any

from tests.servers.loopback import Answer, answer

IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8")
PLAIN = r"[^|{}@\[\]()<>#*_~\\]|\\[|{}@\[\]()<>#*_~\\]"
LITTLE = re.compile(rf"(?P<plain>{PLAIN})|\{{hashtag\|(?:\\#|#)\|(?P<tag>(?:{PLAIN})+)\}}|(?P<word>#[^\W_]+)")
POST = {"author", "commentary", "visibility", "distribution", "lifecycleState", "isReshareDisabledByAuthor"}
CONTENT = {
    "article": {
        "source": 9_999,
        "title": 399,
        "description": 4_085,
        "thumbnail": 99,
        "thumbnailAltText": 4_085,
    },
    "media": {"id": 99, "title": 399, "altText": 4_085},
}


def plain(little: str) -> str:
    """Return what readers see: the words up to the first sign that is neither escaped nor grammar."""
    seen, at = "", 0
    while found := LITTLE.match(little, at):
        escaped = found["plain"] or found["tag"] or ""
        seen += ("#" if found["tag"] else "") + re.sub(r"\\(.)", r"\1", escaped) + (found["word"] or "")
        at = found.end()
    return seen


def invalid(message: str, code: str = "FIELD_INVALID") -> Answer:
    details = {"inputErrors": [{"description": message, "input": {}, "code": code}]}
    return answer(
        422,
        {"errorDetailType": "com.linkedin.common.error.BadRequest", "message": message}
        | {"errorDetails": details, "status": 422},
    )


def wrong(said: dict[str, Any], author: str, images: dict[str, dict[str, Any]]) -> Answer | None:
    """Say what LinkedIn would: a field missing, unknown or too long, a picture that is not there."""
    content: dict[str, Any] = said.get("content", {})
    lengths = [("commentary", said.get("commentary", ""), 3_000)]
    for kind, fields in content.items():
        unknown = set(fields) - set(CONTENT.get(kind, {}))
        if kind not in CONTENT or unknown or len(content) > 1:
            return invalid(f"/content/{kind} :: unrecognized field found but not allowed {unknown}")
        lengths += [(f"/content/{kind}/{name}", text, CONTENT[kind][name]) for name, text in fields.items()]
        image = fields.get("thumbnail" if kind == "article" else "id")
        if (image or kind == "media") and images.get(image, {}).get("sha256", "") == "":
            return invalid(f"/content/{kind} :: no such image")
        if image and images[image]["owner"] != author:
            return invalid(f"/content/{kind} :: the image has another owner")
    if missing := POST - set(said) or (
        {"title", "source"} - set(content.get("article", {"title", "source"}))
    ):
        return invalid(f"/{min(missing)} :: field is required but not found", "MISSING_FIELD")
    for name, text, room in lengths:
        if len(text.encode("utf-16-le")) // 2 > room:
            return invalid(f"{name} :: length exceeds the maximum of {room}", "FIELD_LENGTH_TOO_LONG")
    return None
