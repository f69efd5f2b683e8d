"""Pictures and films on LinkedIn: put at places that were asked for, before any post refers to them.

Sources: LinkedIn's "Images API" and "Videos API". A film goes up in the pieces that LinkedIn names, then its
captions, and is worked on until it can be posted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from syndicate.channels import Opening
from syndicate.channels.linkedin import answers
from syndicate.channels.linkedin.asking import Asking
from syndicate.channels.rendering import picture_bytes, processed, spoken
from syndicate.errors import Rejected
from syndicate.model import Film, Picture

if TYPE_CHECKING:
    from requests import Response

T = TypeVar("T")
PICTURE, FILM = "uploading the picture", "uploading the film"


class Uploads:
    """What goes up in the name of one author, by its ids; every method raises the ChannelErrors."""

    def __init__(self, opening: Opening, asking: Asking, owner: str) -> None:
        self._opening = opening
        self._asking = asking
        self._owner = owner

    def picture(self, picture: Picture) -> dict[str, str]:
        """Upload a picture."""
        raw = picture_bytes(picture, self._opening.output)
        owned = {"initializeUploadRequest": {"owner": self._owner}}
        begin = "/rest/images?action=initializeUpload"
        where, urn = self._asking.ask("POST", begin, PICTURE, answers.place, json=owned)
        self._asking.ask("PUT", where, PICTURE, answers.nothing, kind=picture.type, data=raw)
        return {"image": urn}

    def film(self, film: Film, pause: float) -> dict[str, str]:
        """Upload a film with its captions, and look every `pause` seconds until it can be posted.

        Raises Rejected where LinkedIn is at work on it for too long, or gave up.
        """
        raw = picture_bytes(film, self._opening.output)
        begin = {"owner": self._owner, "fileSizeBytes": len(raw)}
        more = {"uploadCaptions": True, "uploadThumbnail": False}
        to = self._asked("initializeUpload", begin | more, answers.places)
        pieces = [self._put(place, raw[first : last + 1]) for place, first, last in to.pieces]
        about = (None, json.dumps(_about(film.lang)), "application/json")
        files = {"metadata": about, "file": ("captions.srt", film.srt.encode(), "text/plain")}
        self._asking.ask("POST", to.captions, "uploading the captions", answers.nothing, files=files)
        end = {"video": to.urn, "uploadToken": to.token, "uploadedPartIds": pieces}
        self._asked("finalizeUpload", end, answers.nothing)
        busy = Rejected(f"account {self._opening.account.name}: LinkedIn is still busy with the film.")
        processed(lambda: self._ready(to.urn), pause, busy)
        return {"film": to.urn}

    def _asked(self, action: str, said: Mapping[str, object], read: Callable[[Response], T]) -> T:
        where = f"/rest/videos?action={action}"
        return self._asking.ask("POST", where, FILM, read, json={f"{action}Request": said})

    def _put(self, place: str, piece: bytes) -> str:
        kind = "application/octet-stream"
        return self._asking.ask("PUT", place, FILM, answers.piece, kind=kind, data=piece)

    def _ready(self, urn: str) -> bool:
        state = self._asking.ask("GET", f"/rest/videos/{quote(urn, safe='')}", FILM, answers.state)
        if state == "PROCESSING_FAILED":
            raise Rejected(f"account {self._opening.account.name}: LinkedIn could not read the film.")
        return state == "AVAILABLE"


def _about(lang: str) -> dict[str, object]:
    """Return what LinkedIn is told of the captions, in the words of its own example."""
    language, country = spoken(lang)
    return {
        "format": "SRT",
        "formattedForEasyReader": False,
        "largeText": False,
        "source": "USER_PROVIDED",
        "locale": {"language": language.upper(), "country": country},
        "transcriptType": "CLOSED_CAPTION",
    }
