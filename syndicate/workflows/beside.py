"""What a picture says beside its pixels, before git keeps it: where it was taken, and words on a person."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from syndicate import rules
from syndicate.model import Finding, Severity, Words
from syndicate.rules import Known
from syndicate.site import embedded

# ImageDescription, Artist, Copyright, UserComment, XPTitle ... XPSubject (Exif 2.32; Windows)
WORDS_OF_EXIF = (270, 315, 33432, 40091, 40092, 40093, 40094, 40095)
USER_COMMENT = 37510
EXIF, GPS = 0x8769, 0x8825
GPS_IN_XMP = re.compile(rb"GPS(?:Latitude|Longitude)")
TAGS = re.compile(r"<[^<>]{0,2000}>")
LONGEST = 100_000


def told_beside(raw: bytes, known: Known, block: Collection[str]) -> Iterator[Finding]:
    """Yield what stops a picture: its position, and formal identifiers in its comments and descriptions."""
    position, words = False, []
    for name, data in embedded.parts(raw):
        if name == "exif":
            there, said = _exif(data)
            position |= there
            words.append(said)
        elif name == "xmp":
            position |= bool(GPS_IN_XMP.search(data))
            words.append(TAGS.sub(" ", _text(data)))
        elif name in ("comment", "text", "iptc", "trailing"):
            words.append(_text(data))
    if position:
        yield Finding("guard.position", Severity.ERROR, POSITION, CLEAN, "", 1)
    found = rules.on_words("\n".join(words), known=known, place="words")
    codes = {f.code: f for f in found if f.code in block and f.severity is Severity.ERROR}
    for code in codes:
        yield Finding(code, Severity.ERROR, HIDDEN, CLEAN, "", 1)


def _exif(data: bytes) -> tuple[bool, str]:
    """Return whether it holds a position, and its words; a broken one says nothing."""
    from PIL import Image

    read = Image.Exif()
    try:
        read.load(data if data.startswith(b"Exif") else b"Exif\0\0" + data)
        words = [read.get(tag, "") for tag in WORDS_OF_EXIF]
        words.append(read.get_ifd(EXIF).get(USER_COMMENT, ""))
        where = read.get_ifd(GPS)
    except (SyntaxError, ValueError, OSError, KeyError, TypeError, IndexError):
        return b"GPSLatitude" in data, ""
    # 2 and 4: latitude and longitude
    return 2 in where or 4 in where, "\n".join(_text(w) if isinstance(w, bytes) else str(w) for w in words)


def _text(data: bytes) -> str:
    start = data[:LONGEST].removeprefix(b"ASCII\0\0\0").removeprefix(b"UNICODE\0")
    if start.count(b"\0") * 3 > len(start):
        return start.decode("utf-16-le" if start[1:2] == b"\0" else "utf-16-be", "replace").replace("\0", "")
    return start.decode("utf-8", "replace").replace("\0", "\n")


POSITION = Words(
    "In deze foto staat waar hij gemaakt is (GPS); dat kan bij een patiënt thuis zijn.",
    "This picture says where it was taken (GPS); that may be a patient's home.",
)
HIDDEN = Words(
    "In deze foto staat, naast het beeld zelf, iets dat een persoon kan aanwijzen.",
    "This picture holds, beside the image itself, something that may point at a person.",
)
CLEAN = Words(
    "Bewaar hem zonder die gegevens: `invoke guard --clean BESTAND`.",
    "Keep it without that: `invoke guard --clean FILE`.",
)
