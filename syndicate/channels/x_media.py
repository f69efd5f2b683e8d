"""Pictures and films on X. A film goes up in pieces (API v2, "Chunked media upload"), then its captions."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

from syndicate.channels.rendering import processed
from syndicate.errors import Rejected
from syndicate.limits import FilmLimits
from syndicate.model import Film, Picture

Ask = Callable[[str, str, Mapping[str, object]], Mapping[str, Any]]
"""Make one call (method, path, body or query) and return its `data`."""

UPLOAD = "/2/media/upload"
PIECE = 1_000_000
FILM = FilmLimits(
    bytes=512_000_000,
    seconds=140,
    alt=0,
    captions=True,
    source="X: tweet_video is MP4 up to 512 MB and 140 seconds; /2/media/subtitles gives it captions, and "
    "/2/media/metadata describes pictures only",
)


def put_picture(ask: Ask, picture: Picture, raw: bytes) -> str:
    """Return the id of an uploaded picture."""
    body = {"media_category": "tweet_image", "media_type": picture.type}
    return str(ask("POST", UPLOAD, {**body, "media": base64.b64encode(raw).decode()})["id"])


def describe(ask: Ask, media: str, alt: str) -> None:
    """Give an uploaded picture its description."""
    ask("POST", "/2/media/metadata", {"id": media, "metadata": {"alt_text": {"text": alt}}})


def put_film(ask: Ask, film: Film, raw: bytes, *, pause: float, busy: Rejected) -> str:
    """Return the id of an uploaded film that has its captions.

    Raises `busy` where X is at work on it for too long, Rejected where it gave up.
    """
    media = _uploaded(ask, raw, kind=film.type, category="tweet_video")
    status = {"command": "STATUS", "media_id": media}
    processed(lambda: _ready(ask("GET", UPLOAD, status), busy), pause, busy)
    captions = _uploaded(ask, film.srt.encode(), kind="text/srt", category="subtitles")
    code = film.lang.partition("-")[0]
    named = {"id": captions, "language_code": code.upper(), "display_name": _named(code)}
    ask("POST", "/2/media/subtitles", {"id": media, "media_category": "TweetVideo", "subtitles": named})
    return media


def _uploaded(ask: Ask, raw: bytes, *, kind: str, category: str) -> str:
    """Return the id of a file that was uploaded piece by piece."""
    begin = {"media_type": kind, "media_category": category, "total_bytes": len(raw)}
    media = str(ask("POST", f"{UPLOAD}/initialize", begin)["id"])
    for number, at in enumerate(range(0, len(raw), PIECE)):
        piece = base64.b64encode(raw[at : at + PIECE]).decode()
        ask("POST", f"{UPLOAD}/{media}/append", {"media": piece, "segment_index": number})
    ask("POST", f"{UPLOAD}/{media}/finalize", {})
    return media


def _ready(said: Mapping[str, Any], busy: Rejected) -> bool:
    state = said.get("processing_info", {}).get("state", "succeeded")
    if state == "failed":
        raise Rejected(f"{busy.args[0]} X could not read it.")
    return bool(state == "succeeded")


def _named(code: str) -> str:
    from babel import Locale

    return Locale.parse(code).get_display_name() or code
