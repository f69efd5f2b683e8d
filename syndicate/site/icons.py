"""The icons of the site in the practice's own colour, or with its logo, and the manifest that names them.

A file of the same name in the practice's own theme/static stays as it is.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, UnidentifiedImageError

from syndicate.model import Practice
from syndicate.site.colour import palette
from syndicate.site.language import direction
from syndicate.site.theme import ours

MANIFEST = "site.webmanifest"
SHORTCUT = "favicon.ico"
"""What browsers, search engines and feed readers ask at the root where no page told them of another."""
FAVICON, TOUCH, DRAWN = 96, 180, 1024  # pixels
SHOWN = (192, 512)
"""What the manifest names: "any maskable" cuts a tenth off all around, so those are whole squares."""


def lay(settings: Mapping[str, Any], practice: Practice, themes: Iterable[Path]) -> None:
    """Write the icons among the theme's static files, one at the root, and a named practice's manifest."""
    content, output = Path(settings["PATH"]), Path(settings["OUTPUT_PATH"])
    static = str(settings["THEME_STATIC_DIR"])
    colour = palette(practice.colour).light
    file = content / practice.logo.lstrip("/")
    logo = file.read_bytes() if practice.logo and file.is_file() else b""
    kept = [folder / "static" for folder in themes]
    for name, data in _icons(colour, logo).items():
        there = next((f for folder in kept[::-1] if (f := folder / name).is_file()), None)
        if there is None or there.read_bytes() == _own(name):
            (output / static).mkdir(parents=True, exist_ok=True)
            (output / static / name).write_bytes(data)
    shown = output / static / "favicon.png"
    mark = _opened(shown.read_bytes()) if shown.is_file() else None
    if mark and not (output / SHORTCUT).exists():
        mark.save(output / SHORTCUT, "ICO", sizes=[(side, side) for side in (16, 32, 48)])
    if practice.name and not (output / MANIFEST).exists():
        said = manifest(practice, lang=str(settings["DEFAULT_LANG"]), static=static)
        (output / MANIFEST).write_text(said, encoding="utf-8", newline="\n")


def manifest(practice: Practice, *, lang: str, static: str) -> str:
    """Return the web app manifest (W3C): a page that is put on a telephone's first screen opens as a page."""
    said = {
        "name": practice.name,
        "short_name": practice.name,
        "lang": lang,
        "dir": direction(lang),
        "start_url": ".",
        "scope": ".",
        "display": "browser",
        "background_color": "#ffffff",
        "theme_color": palette(practice.colour).light,
        "icons": [
            {
                "src": f"{static}/icon-{size}.png",
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": "any maskable",
            }
            for size in SHOWN
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


@lru_cache(maxsize=16)
def _icons(colour: str, logo: bytes) -> dict[str, bytes]:
    mark = _opened(logo) if logo else None
    whole = _on_white(mark) if mark else _cross(colour, rounded=False)
    small = mark or _cross(colour, rounded=True)
    favicon = _png(small, FAVICON)
    vector = _own("favicon.svg").replace(Practice().colour.encode(), colour.encode())
    if mark:
        vector = _framed(favicon)
    return {
        "favicon.svg": vector,
        "favicon.png": favicon,
        "touch-icon.png": _png(whole, TOUCH),
        **{f"icon-{size}.png": _png(whole, size) for size in SHOWN},
    }


def _own(name: str) -> bytes:
    file = ours() / "static" / name
    return file.read_bytes() if file.is_file() else b""


def _opened(logo: bytes) -> Image.Image | None:
    """Return the logo in the middle of a clear square; None of one that is no picture to Pillow."""
    try:
        with Image.open(io.BytesIO(logo)) as opened:
            found = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError):
        return None
    side = max(found.size)
    square = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    square.paste(found, ((side - found.width) // 2, (side - found.height) // 2))
    return square


def _on_white(mark: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", (DRAWN, DRAWN), "white")
    side = DRAWN * 6 // 10
    ground.alpha_composite(mark.resize((side, side), Image.Resampling.LANCZOS), ((DRAWN - side) // 2,) * 2)
    return ground


def _cross(colour: str, *, rounded: bool) -> Image.Image:
    """Draw what favicon.svg shows: a cross in a speech balloon; smaller where the edge may be cut off."""
    picture = Image.new("RGBA", (DRAWN, DRAWN), (0, 0, 0, 0))
    pen, size = ImageDraw.Draw(picture), 1.0 if rounded else 0.84

    def at(*places: float) -> list[float]:
        return [((place - 16) * size + 16) * DRAWN / 32 for place in places]

    if rounded:
        pen.rounded_rectangle((0, 0, DRAWN - 1, DRAWN - 1), DRAWN * 7 / 32, fill=colour)
    else:
        pen.rectangle((0, 0, DRAWN, DRAWN), fill=colour)
    pen.rounded_rectangle(at(5, 6, 27, 22), 4.5 * size * DRAWN / 32, fill="white")
    pen.polygon(at(9, 20, 9, 28, 16.5, 21.5), fill="white")
    for box in ((14.4, 9, 17.6, 19), (11, 12.4, 21, 15.6)):
        pen.rectangle(at(*box), fill=colour)
    return picture


def _png(picture: Image.Image, size: int) -> bytes:
    scaled = picture.resize((size, size), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    scaled.quantize(64, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _framed(png: bytes) -> bytes:
    data = base64.b64encode(png).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {FAVICON} {FAVICON}">'
        f'<image width="{FAVICON}" height="{FAVICON}" href="data:image/png;base64,{data}"/></svg>'
    ).encode()
