"""A short film of the practice's own, with the words that are spoken in it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said from `start` to `end` (milliseconds), and its line in the captions file."""

    line: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Film:
    """An MP4 film of the site: `path` and `captions` relative to the output, size in pixels as it is shown.

    `bytes` and `sha256` are those of the file as it goes out, without what its camera wrote beside picture
    and sound; `file` is the captions file for people, `alt` what there is to see. The captions go out as
    `vtt` or `srt`, made of the cues alone: nothing else of their file does.
    """

    path: str
    captions: str
    width: int
    height: int
    seconds: float
    bytes: int
    sha256: str
    lang: str
    alt: str
    file: str
    cues: tuple[Cue, ...]
    type: str = "video/mp4"

    @property
    def words(self) -> str:
        """Return all that is said, one cue a line."""
        return "\n".join(cue.text for cue in self.cues)

    @property
    def vtt(self) -> str:
        """Return the captions as WebVTT (W3C)."""
        return "\n".join(
            ["WEBVTT\n", *(f"{_span(c, '.')}\n{escape(c.text, quote=False)}\n" for c in self.cues)]
        )

    @property
    def srt(self) -> str:
        """Return the captions as SubRip, for networks that take no WebVTT."""
        numbered = enumerate(self.cues, start=1)
        return "\n".join(f"{number}\n{_span(cue, ',')}\n{cue.text}\n" for number, cue in numbered)


def _span(cue: Cue, sign: str) -> str:
    return f"{_clock(cue.start, sign)} --> {_clock(cue.end, sign)}"


def _clock(at: int, sign: str) -> str:
    seconds, thousandths = divmod(at, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{sign}{thousandths:03}"
