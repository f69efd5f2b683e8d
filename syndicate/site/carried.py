"""What a picture tells about people and places: where it was taken, and the words that its file carries.

Our own pictures carry none. A blog's are its author's, and are not drawn anew: they are looked at.
"""

from __future__ import annotations

import re
import struct
import zlib
from contextlib import suppress

from syndicate.site import embedded

SPOKEN = frozenset({"exif", "xmp", "iptc", "text", "comment", "application", "trailing"})
LONGEST = 1_000_000
GPS = 0x8825
_RUN = re.compile(rb"[\x20-\x7e\x80-\xff]{4,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){4,}")
_TIFF = re.compile(rb"II\*\0|MM\0\*")
_XMP_PLACE = re.compile(rb"GPS(?:Latitude|Longitude|Position)\b", re.IGNORECASE)


def names_place(raw: bytes) -> bool:
    """Tell whether a picture's bytes say where on earth it was taken (EXIF's or XMP's GPS)."""
    return any(
        (name == "exif" and _gps(data)) or (name == "xmp" and bool(_XMP_PLACE.search(data)))
        for name, data in embedded.parts(raw)
    )


def words(raw: bytes) -> str:
    """Return the runs of letters in what a picture carries beside its pixels, one a line; 1 MB at most."""
    found: list[str] = []
    for name, data in embedded.parts(raw):
        if name in SPOKEN:
            plain = _unpacked(data)[:LONGEST]
            found += (run.decode("utf-8", "replace") for run in _RUN.findall(plain))
            found += (run.decode("utf-16-le") for run in _WIDE.findall(plain))
    return "\n".join(found)


def _gps(data: bytes) -> bool:
    """Tell whether a TIFF structure in `data` has a GPS directory with anything in it (EXIF 4.6.3)."""
    return any(
        _has_gps(data[head.start() :], "<" if head[0][:1] == b"I" else ">") for head in _TIFF.finditer(data)
    )


def _has_gps(tiff: bytes, order: str) -> bool:
    with suppress(struct.error):
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for at in range(first + 2, first + 2 + 12 * count, 12):
            tag, _, _, place = struct.unpack_from(f"{order}HHII", tiff, at)
            if tag == GPS:
                return bool(struct.unpack_from(f"{order}H", tiff, place)[0])
    return False


def _unpacked(data: bytes) -> bytes:
    """Return the text of a PNG's part, unpacked where it is squeezed."""
    start = data.find(b"\x78", 0, 200)
    while start >= 0:
        with suppress(zlib.error):
            return data[:start] + zlib.decompressobj().decompress(data[start:], LONGEST)
        start = data.find(b"\x78", start + 1, 200)
    return data
