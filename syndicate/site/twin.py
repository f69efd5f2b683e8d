"""A share image once more as JPEG, for networks that take no PNG; its bytes depend on the card's alone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from syndicate.model import Picture
from syndicate.site.share_image import keep

QUALITY = 90


def twins(cards: Mapping[str, Picture], *, siteurl: str, output: Path, cache: Path) -> dict[str, Picture]:
    """Write each card that is no JPEG beside it as one, or take that from `cache`; keys stay."""
    return {
        ref: _twin(card, siteurl, output, cache) for ref, card in cards.items() if card.type != "image/jpeg"
    }


def _twin(card: Picture, siteurl: str, output: Path, cache: Path) -> Picture:
    kept = cache / f"{card.sha256}-{QUALITY}.jpg"
    if not kept.is_file():
        keep(_jpeg((output / card.path).read_bytes()), kept)
    content = kept.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    path = f"{card.path.rpartition('-')[0]}-{digest[:12]}.jpg"
    (output / path).write_bytes(content)
    url = f"{siteurl.rstrip('/')}/{path}"
    return replace(card, path=path, url=url, type="image/jpeg", bytes=len(content), sha256=digest)


def _jpeg(png: bytes) -> bytes:
    """Whole colour for every pixel (4:4:4), so that letters keep clean edges."""
    from PIL import Image

    stream = BytesIO()
    Image.open(BytesIO(png)).convert("RGB").save(
        stream, "JPEG", quality=QUALITY, subsampling=0, optimize=True
    )
    return stream.getvalue()
