"""An MP4 file, read box by box (ISO/IEC 14496-12): what is in it, and its bytes without all the rest.

No library that is small and kept up says size, length, codec and place alike. A film keeps its picture and
sound to the byte: what goes is overwritten where it stands, so that no address in the file has to move.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_SIDE = 16_384
MOST_BOXES = 10_000
HEADERS = ("mvhd", "tkhd", "mdhd")
# what a film needs to be seen and heard; all else (udta, meta, uuid: place, maker, moment) is overwritten
NEEDED = {
    "": {"ftyp", "moov", "mdat"},
    "moov": {"mvhd", "trak", "iods"},
    "trak": {"tkhd", "edts", "mdia"},
    "edts": {"elst"},
    "mdia": {"mdhd", "hdlr", "minf"},
    "minf": {"vmhd", "smhd", "dinf", "stbl"},
    "dinf": {"dref"},
    "stbl": {"stsd", "stts", "ctts", "stss", "stsc", "stsz", "stz2", "stco", "co64", "cslg"}
    | {"sdtp", "sgpd", "sbgp"},
}
SEEN, HEARD = b"vide", b"soun"
# AVCHD cameras write place and moment between the pictures themselves
BETWEEN = b"\x17\xee\x8c\x60\xf8\x4d\x11\xd9\x8c\xd6\x08\x00\x20\x0c\x9a\x66MDPM"


class NoFilm(Exception):
    """These bytes are no MP4 film that can be read."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its name, which boxes it lies in, and where it, its content and its end are."""

    kind: str
    within: str
    at: int
    inside: int
    end: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What a film is: its size as it is shown, its length, the codecs of picture and sound.

    `more` tells whether it has a track that is neither picture nor sound, or says its place between pictures.
    """

    width: int
    height: int
    seconds: float
    seen: tuple[str, ...]
    heard: tuple[str, ...]
    more: bool


def read(raw: bytes) -> Facts:
    """Return the facts of a film; raises NoFilm where these bytes are none, or one in pieces (`moof`)."""
    try:
        boxes = _all(raw)
        if boxes[0].kind != "ftyp" or raw[boxes[0].inside : boxes[0].inside + 4] == b"qt  ":
            raise NoFilm
        return _facts(raw, boxes)
    except (struct.error, LookupError, StopIteration, ZeroDivisionError) as error:
        raise NoFilm from error


def cleaned(raw: bytes) -> bytes:
    """Return a readable film with its moments set to nothing and all boxes that it does not need emptied."""
    out = bytearray(raw)
    for box in _all(raw):
        if box.kind not in NEEDED[box.within]:
            out[box.at + 4 : box.at + 8] = b"free"
            _empty(out, box.inside, box.end)
        elif box.kind in HEADERS:
            _empty(out, box.inside + 4, min(_behind(raw, box), box.end))
        elif box.kind == "hdlr":
            _empty(out, box.inside + 24, box.end)
    return bytes(out)


def _empty(out: bytearray, start: int, end: int) -> None:
    out[start:end] = bytes(max(0, end - start))


def _all(raw: bytes) -> list[Box]:
    return list(_boxes(raw, 0, len(raw), ""))


def _boxes(raw: bytes, at: int, end: int, within: str) -> Iterator[Box]:
    """Yield the boxes from `at` to `end`, each before those in it; raises NoFilm where they do not fit."""
    count = 0
    while at < end:
        size, name = struct.unpack_from(">I4s", raw, at)
        inside = at + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", raw, inside)
            inside += 8
        elif size == 0:
            size = end - at
        count += 1
        if size < inside - at or at + size > end or count > MOST_BOXES:
            raise NoFilm
        box = Box(name.decode("latin-1"), within, at, inside, at + size)
        if box.kind in ("moof", "mvex"):
            raise NoFilm
        yield box
        if box.kind in NEEDED and box.kind in NEEDED[within]:
            yield from _boxes(raw, inside, box.end, box.kind)
        at = box.end


def _facts(raw: bytes, boxes: list[Box]) -> Facts:
    header = next(box for box in boxes if box.kind == "mvhd" and box.within == "moov")
    form = ">IQ" if raw[header.inside] == 1 else ">II"
    scale, length = struct.unpack_from(form, raw, _behind(raw, header))
    tracks = [t for t in boxes if t.kind == "trak" and t.within == "moov"]
    found: dict[bytes, list[str]] = {SEEN: [], HEARD: []}
    size, more = (0, 0), BETWEEN in raw
    for track in tracks:
        parts = {b.kind: b for b in boxes if track.inside <= b.at < track.end}
        kind = raw[parts["hdlr"].inside + 8 : parts["hdlr"].inside + 12]
        if kind not in found:
            more = True
            continue
        found[kind].append(raw[parts["stsd"].inside + 12 : parts["stsd"].inside + 16].decode("latin-1"))
        size = _size(raw, parts["tkhd"]) if kind == SEEN else size
    if not all(0 < side <= LONGEST_SIDE for side in size) or not length:
        raise NoFilm
    return Facts(*size, length / scale, tuple(found[SEEN]), tuple(found[HEARD]), more)


def _behind(raw: bytes, box: Box) -> int:
    """Return where what follows the two moments of a header begins."""
    return box.inside + (20 if raw[box.inside] == 1 else 12)


def _size(raw: bytes, box: Box) -> tuple[int, int]:
    """Return width and height as they are shown: a phone that stood upright turns them by its matrix."""
    # track, length and what stands between them and the matrix
    at = _behind(raw, box) + (32 if raw[box.inside] == 1 else 28)
    *matrix, width, height = struct.unpack_from(">9i2I", raw, at)
    turned = matrix[0] == 0 and matrix[4] == 0
    shown = (height, width) if turned else (width, height)
    return shown[0] >> 16, shown[1] >> 16
