"""Pictures as they may be shown: turned upright, in sRGB, of a bearable size, without metadata.

A camera writes where and when a photo was taken, and a scanner can write a patient's name in a
comment. Every picture is therefore drawn anew, kept by the hash of its source, and read back.
"""

from __future__ import annotations

import hashlib
import io
import os
import warnings
import zlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from syndicate.errors import ContentError
from syndicate.model import Finding, Picture, Severity, Words
from syndicate.site import embedded

if TYPE_CHECKING:
    from PIL import Image, ImageCms

LONGEST_SIDE = 1600
# A JPEG is read at a fraction of its size where that is enough; all else must be read whole, 4 bytes a pixel,
# and WebP and AVIF keep copies of it.
MOST_PIXELS = {"JPEG": 50_000_000, "MPO": 50_000_000, "PNG": 24_000_000, "GIF": 24_000_000}
MOST_OTHER = 10_000_000
LONGEST_READ = 30_000
LARGEST_PROFILE = 1_000_000
VERSION = "3"
KINDS: Mapping[str, tuple[str, str, dict[str, Any]]] = {
    ".jpg": ("JPEG", "image/jpeg", {"quality": 85, "optimize": True, "progressive": True}),
    ".jpeg": ("JPEG", "image/jpeg", {"quality": 85, "optimize": True, "progressive": True}),
    # runs only: half the time of the level that packs a photo as small
    ".png": ("PNG", "image/png", {"compress_type": zlib.Z_RLE}),
    ".gif": ("GIF", "image/gif", {}),
    ".webp": ("WEBP", "image/webp", {"quality": 85, "method": 2}),
    ".avif": ("AVIF", "image/avif", {"quality": 70, "speed": 9}),
}


class Undrawable(Exception):
    """This file is no picture that can be shown; `said` says why."""

    def __init__(self, said: Words) -> None:
        super().__init__(said.en)
        self.said = said


def redraw(source: Path, cache: Path) -> Path:
    """Return the picture without metadata, drawn anew once per content; raises Undrawable.

    At most 1600 px on the longest side, in the format that its suffix names; of a moving picture the
    first image. Refused are a JPEG of more than 50 megapixels, a PNG or GIF of more than 24, a WebP or AVIF
    of more than 10, and a side of more than 30,000.
    """
    from PIL import __version__

    raw = source.read_bytes()
    key = hashlib.sha256(f"{VERSION} {__version__} {LONGEST_SIDE} ".encode() + raw).hexdigest()[:32]
    kept = cache / f"{key}{source.suffix.lower()}"
    if not kept.is_file():
        drawn = _drawn(raw, source)
        cache.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_name(f"{kept.name}.{os.getpid()}")
        fresh.write_bytes(drawn)
        fresh.replace(kept)
    return kept


def redraw_all(folder: Path, cache: Path, *, leave: tuple[str, ...]) -> None:
    """Replace every picture under `folder` but those in `leave` by its redrawn self.

    The last door: whatever way a picture came into the output, its metadata stays behind. Raises
    ContentError for a file that is no picture.
    """
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder)
        if path.parts[0] in leave or file.suffix.lower() not in (*KINDS, ".svg", ".svgz"):
            continue
        try:
            shown = redraw(file, cache)
        except Undrawable as error:
            place = path.as_posix()
            finding = Finding("site.picture", Severity.ERROR, error.said, REDO, place)
            raise ContentError(f"{place}: {error}", (finding,)) from error
        file.write_bytes(shown.read_bytes())


def picture_of(file: Path, path: str, siteurl: str, alt: str) -> Picture:
    """Return a picture of the site as feeds and pages need it; `path` is relative to the output."""
    from PIL import Image

    raw = file.read_bytes()
    with Image.open(io.BytesIO(raw)) as opened:
        width, height = opened.size
    digest = hashlib.sha256(raw).hexdigest()
    kind = KINDS[file.suffix.lower()][1]
    return Picture(path, f"{siteurl}/{quote(path)}", width, height, kind, len(raw), digest, alt)


def metadata_of(raw: bytes) -> tuple[str, ...]:
    """Return the names of all that a picture's bytes carry beside its pixels: exif, comment, trailing ..."""
    return tuple(sorted({name for name, _ in embedded.parts(raw)}))


def opened(raw: bytes) -> Image.Image:
    """Open a picture, not yet decoded, whatever its suffix says; raises Undrawable with the words for it.

    Only the five formats of the web are tried: Pillow knows dozens more, and one of them starts a program.
    Its size is judged before a pixel is read, by the memory that it would take.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(raw), formats=[kind for kind, _, _ in KINDS.values()])
    except Image.DecompressionBombError as error:
        raise Undrawable(TOO_LARGE) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise Undrawable(UNREADABLE) from error
    most = MOST_PIXELS.get(str(picture.format), MOST_OTHER)
    if picture.width * picture.height > most or max(picture.size) > LONGEST_READ:
        raise Undrawable(TOO_LARGE)
    return picture


def _drawn(raw: bytes, source: Path) -> bytes:
    kind = KINDS.get(source.suffix.lower())
    if kind is None:
        raise Undrawable(_said(source, VECTOR))
    try:
        return encoded(_seen(raw), kind[0], kind[2])
    except Undrawable as error:
        raise Undrawable(_said(source, error.said)) from error
    except (OSError, SyntaxError, ValueError, ZeroDivisionError) as error:
        raise Undrawable(_said(source, UNREADABLE)) from error


def encoded(picture: Image.Image, kind: str, options: Mapping[str, Any]) -> bytes:
    """Return the pixels alone in a format of Pillow's (`JPEG` ...); raises Undrawable where more stays."""
    out = io.BytesIO()
    _clean(_fitting(picture, kind)).save(out, kind, **options)
    if left := metadata_of(out.getvalue()):
        names = ", ".join(left)
        raise Undrawable(Words(f"{names} blijft erin", f"{names} stays in it"))
    return out.getvalue()


def _seen(raw: bytes) -> Image.Image:
    """Return a picture as it is to be seen: made small first, so that little memory is used; then upright."""
    from PIL import Image, ImageOps

    with opened(raw) as read:
        share = LONGEST_SIDE / max(read.size)
        read.draft(None, (int(read.width * share), int(read.height * share)))
        picture = _in_eight_bits(read)
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=1.2)
        picture.load()
        return _in_srgb(ImageOps.exif_transpose(picture))


def _in_eight_bits(read: Image.Image) -> Image.Image:
    """Return a picture that Pillow can make smaller: grey of 16 bits would else be all white."""
    if not read.mode.startswith("I;16"):
        return read
    grey = read.point(lambda value: value / 256).convert("L")
    grey.info = dict(read.info)
    return grey


def _in_srgb(seen: Image.Image) -> Image.Image:
    """Return the colours as a screen without colour management shows them right."""
    from PIL import ImageCms

    profile = seen.info.get("icc_profile")
    if not profile or len(profile) > LARGEST_PROFILE or seen.mode not in ("RGB", "RGBA", "CMYK"):
        return seen
    mode = "RGBA" if seen.mode == "RGBA" else "RGB"
    try:
        turned = ImageCms.profileToProfile(
            seen, ImageCms.ImageCmsProfile(io.BytesIO(profile)), _srgb(), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError):
        return seen
    return turned if turned is not None else seen


@lru_cache(maxsize=1)
def _srgb() -> ImageCms.ImageCmsProfile:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _fitting(picture: Image.Image, kind: str) -> Image.Image:
    """Return the picture in a mode that its format can hold; JPEG gets white behind it."""
    from PIL import Image

    if kind == "JPEG":
        if "A" in picture.mode or "transparency" in picture.info:
            seen = picture.convert("RGBA")
            paper = Image.new("RGB", seen.size, "white")
            paper.paste(seen, mask=seen.getchannel("A"))
            return paper
        return picture if picture.mode in ("RGB", "L") else picture.convert("RGB")
    plain = ("RGB", "RGBA", "L", "P") if kind in ("PNG", "GIF") else ("RGB", "RGBA")
    return picture if picture.mode in plain else picture.convert(_colours(picture))


def _colours(picture: Image.Image) -> str:
    return "RGBA" if picture.has_transparency_data else "RGB"


def _clean(picture: Image.Image) -> Image.Image:
    """Return the pixels alone in a picture made for them: nothing that its file said can come along."""
    from PIL import Image

    fresh = Image.new(picture.mode, picture.size)
    if picture.mode == "P":
        palette = picture.palette
        assert palette is not None  # noqa: S101 - of mode P
        fresh.putpalette(palette.getdata()[1], palette.getdata()[0])
    fresh.paste(picture)
    if "transparency" in picture.info:
        fresh.info["transparency"] = picture.info["transparency"]
    return fresh


def _said(source: Path, words: Words) -> Words:
    return Words(f"{source.name}: {words.nl}.", f"{source.name}: {words.en}.")


VECTOR = Words("een svg kan programmacode bevatten", "an svg can hold a program")
UNREADABLE = Words("dit is geen leesbare afbeelding", "this is no readable picture")
TOO_LARGE = Words("de afbeelding heeft te veel pixels", "the picture has too many pixels")
REDO = Words(
    "Sla de afbeelding opnieuw op als jpg of png, hooguit 4000 pixels breed.",
    "Save the picture again as jpg or png, at most 4000 pixels wide.",
)
