"""A film on a Facebook Page: uploaded unpublished, with its captions, and published by one call.

Sources: Meta's "Page Videos", "Video" and "Video Captions", and the parameters in its specification of v26.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from syndicate.channels.meta import Calls, Graph, name_of
from syndicate.channels.rendering import processed, spoken
from syndicate.errors import ChannelError, OutcomeUnknown, Rejected, Unauthorized
from syndicate.limits import FilmLimits
from syndicate.model import Film

FILM = FilmLimits(
    bytes=2_000_000_000,
    seconds=1_200,
    alt=0,
    captions=True,
    source="Meta, Video API: 2 GB (error 1363023), captions as SRT, no description; twenty minutes are ours",
)
DOING = "uploading the film"
LOCALES = {"ar": "ar_AR"}
"""Where Facebook's own locale is none of the language's countries."""


def put_film(graph: Graph, page: str, film: Film, raw: bytes, *, title: str, pause: float, who: str) -> str:
    """Return the id of an uploaded film that nobody sees yet, with its captions.

    Raises Rejected where Meta is at work on it for too long, gave up, or lets this token upload none: whether
    the token lives shows at the picture in its place. Raises the other ChannelErrors.
    """
    try:
        with graph.doing(DOING, posting=True) as calls:
            video = _uploaded(calls, f"{page}/videos", film, raw, title)
            name = f"film.{locale(film.lang)}.srt"
            said = calls.post(
                f"{video}/captions",
                {"default_locale": locale(film.lang)},
                captions_file=(name, film.srt.encode(), "application/octet-stream"),
            )
            _well(said)
        busy = Rejected(f"{who}: Meta is still busy with the film.")
        processed(lambda: _ready(graph, video, who), pause, busy)
    except Unauthorized as error:
        raise Rejected(str(error)) from None
    return video


def publish(graph: Graph, page: str, video: str, words: str) -> Mapping[str, Any]:
    """Publish an uploaded film with these words, and return its post.

    Raises OutcomeUnknown where it was published and the post's id could not be read.
    """
    with graph.doing("posting", creating=True) as calls:
        _well(calls.post(video, {"published": "true", "description": words}))
    try:
        with graph.doing("reading the new post") as calls:
            post = str(calls.get(video, fields="post_id")["post_id"])
    except ChannelError as error:
        raise OutcomeUnknown(f"{error} The film was published: the next run looks before it posts.") from None
    return {"id": post if "_" in post else f"{page}_{post}"}


def _uploaded(calls: Calls, path: str, film: Film, raw: bytes, title: str) -> str:
    """Return the id of a film that was uploaded in the pieces that Meta asks for."""
    said = calls.post(path, {"upload_phase": "start", "file_size": str(len(raw))})
    video = name_of({"id": said["video_id"]})
    session = {"upload_session_id": str(said["upload_session_id"])}
    first, end = _piece(said)
    while first < end:
        form = {"upload_phase": "transfer", "start_offset": str(first), **session}
        piece = ("film.mp4", raw[first:end], film.type)
        before = first
        first, end = _piece(calls.post(path, form, video_file_chunk=piece))
        if first <= before:
            raise ValueError("the upload does not move on")
    _well(calls.post(path, {"upload_phase": "finish", "published": "false", "title": title, **session}))
    return video


def _piece(said: Mapping[str, Any]) -> tuple[int, int]:
    return int(said["start_offset"]), int(said["end_offset"])


def _well(said: Mapping[str, Any]) -> None:
    if said["success"] is not True:
        raise ValueError("no success")


def _ready(graph: Graph, video: str, who: str) -> bool:
    with graph.doing(DOING) as calls:
        state = calls.get(video, fields="status")["status"]["video_status"]
    if state == "error":
        raise Rejected(f"{who}: Meta could not read the film.")
    return bool(state == "ready")


def locale(lang: str) -> str:
    """Return a language as Facebook names it: "nl_NL"."""
    language, country = spoken(lang)
    return LOCALES.get(language, f"{language}_{country}")
