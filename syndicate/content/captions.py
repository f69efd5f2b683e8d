"""Captions as their author wrote them (WebVTT, W3C) -> cues, every mistake with its line.

Only the words and their times are taken: notes, styles, names of voices and places on the screen stay behind.
"""

from __future__ import annotations

import re
from html import unescape

from syndicate.content import signs
from syndicate.content.mistakes import Mistakes
from syndicate.model import Cue

MOST = 500
LARGEST = 20_000
"""Bytes of the captions as they go out: app.bsky.embed.video takes no more."""

_HEADER = re.compile(r"WEBVTT(?:[ \t].*)?")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")
_MOMENT = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_SPAN = re.compile(rf"{_MOMENT}[ \t]+-->[ \t]+{_MOMENT}(?:[ \t]+.*)?", re.ASCII)
_TAG = re.compile(r"<[^>]{0,300}>")


def read(text: str, mistakes: Mistakes) -> tuple[Cue, ...]:
    """Return the cues of a captions file; none, and a mistake with its line, where it is no WebVTT."""
    lines = text.split("\n")
    if not _HEADER.fullmatch(lines[0]):
        mistakes.add("captions-header")
        return ()
    if signs.turned(text, 1, mistakes):
        return ()
    cues: list[Cue] = []
    for first, block in _blocks(lines):
        if _ASIDE.fullmatch(block[0]):
            continue
        place = 0 if "-->" in block[0] or len(block) == 1 else 1
        span = _SPAN.fullmatch(block[place].strip())
        if span is None:
            mistakes.add("captions-time", first + place)
            return ()
        start, end = _moment(span, 1), _moment(span, 5)
        if end <= start or (cues and start < cues[-1].start):
            mistakes.add("captions-order", first + place)
            return ()
        words = " ".join(unescape(_TAG.sub("", " ".join(block[place + 1 :]))).split())
        if words:
            cues.append(Cue(first + place + 1, start, end, words))
    if not cues:
        mistakes.add("captions-empty")
    if len(cues) > MOST:
        mistakes.add("captions-many", cues[MOST].line, most=MOST)
        return ()
    return tuple(cues)


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Return each run of lines between blank ones behind the header, with the number of its first line."""
    found: list[tuple[int, list[str]]] = []
    before = ""
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() and not before:
            found.append((number, []))
        if line.strip():
            found[-1][1].append(line)
        before = line.strip()
    return found


def _moment(span: re.Match[str], group: int) -> int:
    hours, minutes, seconds, thousandths = (int(span[group + i] or 0) for i in range(4))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
