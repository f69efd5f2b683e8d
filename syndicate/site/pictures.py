"""Pictures as they may be shown: turned upright, in sRGB, of a bearable size, without metadata.

A camera writes where and when a photo was taken, and a scanner can write a patient's name in a
comment. Every picture is therefore drawn anew, kept by the hash of its source, and read back.
"""

from __future__ import annotations

import hashlib
import io
import os
import warnings
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from syndicate.errors import ContentError
from syndicate.model import Finding, Picture, Severity, Words

if TYPE_CHECKING:
    from PIL import Image, ImageCms

LONGEST_SIDE = 1600
VERSION = "1"
KINDS: Mapping[str, tuple[str, str, dict[str, Any]]] = {
    ".jpg": ("JPEG", "image/jpeg", {"quality": 85, "optimize": True, "progressive": True}),
    ".jpeg": ("JPEG", "image/jpeg", {"quality": 85, "optimize": True, "progressive": True}),
    ".png": ("PNG", "image/png", {"optimize": True}),
    ".gif": ("GIF", "image/gif", {}),
    ".webp": ("WEBP", "image/webp", {"quality": 85, "method": 4}),
    ".avif": ("AVIF", "image/avif", {"quality": 70}),
}


class Undrawable(Exception):
    """This file is no picture that can be shown; `said` says why."""

    def __init__(self, said: Words) -> None:
        super().__init__(said.en)
        self.said = said


def redraw(source: Path, cache: Path) -> Path:
    """Return the picture without metadata, drawn anew once per content; raises Undrawable.

    At most 1600 px on the longest side, in the format that its suffix names; of a moving picture the
    first image. A picture above Pillow's limit for decompression bombs (89 megapixels) is refused.
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
    """Return the names of all that a picture's bytes carry beside its pixels (EXIF, comment ...)."""
    from PIL import Image

    drawing = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    drawing |= {
        "transparency",
        "version",
        "background",
        "duration",
        "loop",
        "timestamp",
        "extension",
        "gamma",
    }
    with Image.open(io.BytesIO(raw)) as opened:
        opened.load()
        found = set(opened.info) | set(getattr(opened, "text", {}))
        if opened.getexif():
            found.add("exif")
    return tuple(sorted(str(name) for name in found - drawing))


def _drawn(raw: bytes, source: Path) -> bytes:
    from PIL import Image, ImageOps

    kind = KINDS.get(source.suffix.lower())
    if kind is None:
        raise Undrawable(_said(source, "een svg kan programmacode bevatten", "an svg can hold a program"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(raw)) as opened:
                picture = _in_srgb(ImageOps.exif_transpose(opened))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Undrawable(
            _said(source, "de afbeelding heeft te veel pixels", "the picture has too many pixels")
        ) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise Undrawable(
            _said(source, "dit is geen leesbare afbeelding", "this is no readable picture")
        ) from error
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    picture = _fitting(picture, kind[0])
    picture.info = {k: v for k, v in picture.info.items() if k == "transparency"}
    out = io.BytesIO()
    picture.save(out, kind[0], **kind[2])
    left = metadata_of(out.getvalue())
    if left:
        raise Undrawable(_said(source, f"{', '.join(left)} blijft erin", f"{', '.join(left)} stays in it"))
    return out.getvalue()


def _in_srgb(opened: Image.Image) -> Image.Image:
    """Return the colours as a screen without colour management shows them right."""
    from PIL import ImageCms

    profile = opened.info.get("icc_profile")
    if profile and opened.mode in ("RGB", "RGBA", "CMYK"):
        mode = "RGBA" if opened.mode == "RGBA" else "RGB"
        try:
            seen = ImageCms.profileToProfile(
                opened, ImageCms.ImageCmsProfile(io.BytesIO(profile)), _srgb(), outputMode=mode
            )
        except (ImageCms.PyCMSError, OSError):
            return opened.copy()
        return seen if seen is not None else opened.copy()
    return opened.copy()


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
    return picture if picture.mode in plain else picture.convert("RGBA")


def _said(source: Path, nl: str, en: str) -> Words:
    return Words(f"{source.name}: {nl}.", f"{source.name}: {en}.")


REDO = Words(
    "Sla de afbeelding opnieuw op als jpg of png, hooguit 4000 pixels breed.",
    "Save the picture again as jpg or png, at most 4000 pixels wide.",
)
