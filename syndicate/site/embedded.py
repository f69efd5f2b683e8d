"""What a picture's bytes carry beside its pixels: read from the file itself, not from a library's view of it.

Pillow shows what it understood; a comment before the pixels or a sentence behind the last of them is not
among it. The names of the parts are those of their standards (JPEG T.81, PNG, GIF89a, RIFF/WebP, ISO BMFF).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

Part = tuple[str, bytes]

_PNG_DRAWS = frozenset(
    b"IHDR PLTE tRNS IDAT IEND gAMA sRGB cHRM pHYs sBIT bKGD hIST sPLT acTL fcTL fdAT cICP".split()
)
_WEBP_DRAWS = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"))
_JPEG_BARE = frozenset((0x01, *range(0xD0, 0xD8)))  # TEM and the restart marks have no length
_JPEG_DRAWS = frozenset((*range(0xC0, 0xD0), *range(0xDA, 0xE0)))  # frames, tables, scans
_APP = {0xE1: "exif", 0xE2: "icc", 0xED: "iptc", 0xFE: "comment"}


def parts(raw: bytes) -> tuple[Part, ...]:
    """Return (name, bytes) of all that is no part of the drawing: exif, xmp, text, comment, trailing ...

    An unknown part goes by the name that the file gives it; nothing of a file of another kind than JPEG,
    PNG, GIF, WebP and AVIF. A broken file gives what can be read of it.
    """
    for start, read in _READERS:
        if raw[start[0] :].startswith(start[1]):
            try:
                return tuple(read(raw))
            except (struct.error, IndexError):
                return (("broken", b""),)
    return ()


def _jpeg(raw: bytes) -> Iterator[Part]:
    at = 2
    while at < len(raw):
        mark = raw[at + 1]
        if raw[at] != 0xFF or mark == 0xD9:
            break
        if mark == 0xFF or mark in _JPEG_BARE:
            at += 1 if mark == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", raw, at + 2)
        data, at = raw[at + 4 : at + 2 + length], at + 2 + length
        if mark not in _JPEG_DRAWS and not _is_frame(mark, data):
            yield _app(mark, data), data
        if mark == 0xDA:
            at = _after_scan(raw, at)
    if raw[at + 2 :].strip(b"\0"):
        yield "trailing", raw[at + 2 :]


def _is_frame(mark: int, data: bytes) -> bool:
    """Tell whether this says only how to draw: JFIF without a small picture, Adobe's colour transform."""
    jfif = mark == 0xE0 and data.startswith(b"JFIF\0") and len(data) == 14
    return jfif or (mark == 0xEE and data.startswith(b"Adobe") and len(data) == 12)


def _app(mark: int, data: bytes) -> str:
    if mark == 0xE1 and not data.startswith(b"Exif"):
        return "xmp"
    if mark == 0xE2 and not data.startswith(b"ICC_PROFILE"):
        return "app2"
    return _APP.get(mark, f"app{mark - 0xE0}")


def _after_scan(raw: bytes, at: int) -> int:
    """Return where the drawing ends that begins at `at`: at the first mark that is no part of it."""
    while (at := raw.find(b"\xff", at)) >= 0:
        if at + 1 < len(raw) and raw[at + 1] not in (0, *range(0xD0, 0xD8)):
            return at
        at += 1
    return len(raw)


def _png(raw: bytes) -> Iterator[Part]:
    at = 8
    names = {
        b"eXIf": "exif",
        b"tEXt": "text",
        b"zTXt": "text",
        b"iTXt": "text",
        b"iCCP": "icc",
        b"tIME": "time",
    }
    while at < len(raw):
        (length,) = struct.unpack_from(">I", raw, at)
        name, data = raw[at + 4 : at + 8], raw[at + 8 : at + 8 + length]
        at += 12 + length
        if name not in _PNG_DRAWS:
            yield names.get(name, name.decode("ascii", "replace")), data
        if name == b"IEND":
            break
    if raw[at:]:
        yield "trailing", raw[at:]


def _gif(raw: bytes) -> Iterator[Part]:
    at = 13 + _colours(raw[10])
    while raw[at] != 0x3B:
        if raw[at] == 0x2C:
            at += 11 + _colours(raw[at + 9])
            at, _ = _blocks(raw, at)
            continue
        kind = raw[at + 1]
        at, data = _blocks(raw, at + 2)
        if kind == 0xFE or (kind == 0xFF and not data.startswith((b"NETSCAPE2.0", b"ANIMEXTS1.0"))):
            yield ("comment" if kind == 0xFE else "application"), data
    if raw[at + 1 :]:
        yield "trailing", raw[at + 1 :]


def _colours(flags: int) -> int:
    return int(3 * 2 ** ((flags & 7) + 1)) if flags & 0x80 else 0


def _blocks(raw: bytes, at: int) -> tuple[int, bytes]:
    """Return where a chain of sub-blocks ends, and what is in them."""
    found = []
    while size := raw[at]:
        found.append(raw[at + 1 : at + 1 + size])
        at += 1 + size
    return at + 1, b"".join(found)


def _webp(raw: bytes) -> Iterator[Part]:
    end = 8 + struct.unpack_from("<I", raw, 4)[0]
    names, at = {b"EXIF": "exif", b"XMP ": "xmp", b"ICCP": "icc"}, 12
    while at + 8 <= min(end, len(raw)):
        name, length = raw[at : at + 4], struct.unpack_from("<I", raw, at + 4)[0]
        if name not in _WEBP_DRAWS:
            yield names.get(name, name.decode("ascii", "replace")), raw[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    if raw[end:].strip(b"\0"):
        yield "trailing", raw[end:]


def _avif(raw: bytes) -> Iterator[Part]:
    """Items are named in the `meta` box; what lies behind the last box or in an unknown one is no drawing."""
    at = 0
    while at + 8 <= len(raw):
        length, name = struct.unpack_from(">I", raw, at)[0], raw[at + 4 : at + 8]
        if length < 8 or at + length > len(raw):
            break
        box = raw[at + 8 : at + length]
        if name == b"meta":
            found = ((b"Exif", "exif"), (b"application/rdf+xml", "xmp"), (b"prof", "icc"))
            yield from ((called, raw) for sign, called in found if sign in box)
        elif name not in (b"ftyp", b"mdat", b"moov"):
            yield name.decode("ascii", "replace"), box
        at += length
    if raw[at:]:
        yield "trailing", raw[at:]


_READERS = (
    ((0, b"\xff\xd8"), _jpeg),
    ((0, b"\x89PNG\r\n\x1a\n"), _png),
    ((0, b"GIF8"), _gif),
    ((8, b"WEBP"), _webp),
    ((4, b"ftyp"), _avif),
)
