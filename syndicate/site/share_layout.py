"""theme/share/*.toml -> the share image's layout: boxes, type and colours as data, checked once.

Every mistake names the file and the key; nothing is drawn from a layout that would lose text.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from syndicate.errors import SiteError
from syndicate.site.typeset import Box

SMALLEST_CARD = 315
TEXTS = ("practice", "title", "author", "role")


@dataclass(frozen=True, slots=True)
class Type:
    """A text's box, its largest and smallest type, most lines, weight (100-900) and line height."""

    box: Box
    sizes: tuple[int, int]
    weight: int = 400
    lines: int = 1
    leading: float = 1.2


@dataclass(frozen=True, slots=True)
class Scene:
    """One arrangement of the card; `picture` None is the card of an article without a picture.

    `mirrored` stands for a language that runs from right to left: lines then end at the left.
    """

    practice: Type
    title: Type
    author: Type
    role: Type
    picture: Box | None = None
    curve: int = 0
    edge: int = 0
    discs: tuple[tuple[int, int, int], ...] = ()
    logo: Box | None = None
    bar: Box | None = None
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole card; `digest` stands for the file in the names of what is drawn from it."""

    size: tuple[int, int]
    safe: Box
    pictured: Scene
    plain: Scene
    quality: int
    most_bytes: int
    digest: str


def mirror(scene: Scene, width: int) -> Scene:
    """Return the same scene for a language written from right to left, on a card of `width` pixels."""

    def box(one: Box | None) -> Box | None:
        return one and (width - one[0] - one[2], *one[1:])

    def text(one: Type) -> Type:
        left, top, wide, high = one.box
        return replace(one, box=(width - left - wide, top, wide, high))

    return replace(
        scene,
        practice=text(scene.practice),
        title=text(scene.title),
        author=text(scene.author),
        role=text(scene.role),
        picture=box(scene.picture),
        logo=box(scene.logo),
        bar=box(scene.bar),
        discs=tuple((width - x, y, radius) for x, y, radius in scene.discs),
        mirrored=not scene.mirrored,
    )


def read_layout(file: Path) -> Layout:
    """Read a layout; raises SiteError that names the file and the key that is wrong."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise SiteError(f"{file}: the share image's layout cannot be read ({error.strerror}).") from error
    return _parsed(str(file), content)


@lru_cache(maxsize=8)
def _parsed(file: str, content: bytes) -> Layout:
    try:
        data = tomllib.loads(content.decode())
        scenes = {name: _scene(data[name]) for name in ("pictured", "plain")}
        layout = Layout(
            size=tuple(data["size"]),
            safe=tuple(data["safe"]),
            quality=data.get("quality", 90),
            most_bytes=data.get("most_bytes", 200_000),
            digest=hashlib.sha256(content).hexdigest(),
            **scenes,
        )
        wrong = _wrong(layout)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SiteError(f"{file}: this is not a readable TOML file: {error}.") from error
    except KeyError as error:
        raise SiteError(f"{file}: the key {error} is missing.") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise SiteError(f"{file}: a value has the wrong form: {error}.") from error
    if wrong:
        raise SiteError(f"{file}: {wrong}")
    return layout


def _scene(table: Mapping[str, Any]) -> Scene:
    rest = {k: v for k, v in table.items() if k not in TEXTS}
    rest["discs"] = tuple(tuple(disc) for disc in rest.get("discs", ()))
    boxes: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in rest.items()}
    return Scene(
        practice=_type(table["practice"]),
        title=_type(table["title"]),
        author=_type(table["author"]),
        role=_type(table["role"]),
        **boxes,
    )


def _type(table: Mapping[str, Any]) -> Type:
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
    return Type(**values)


def _wrong(layout: Layout) -> str:
    """Say what would lose text or shrink the card on a network; "" where all is well."""
    if min(layout.size) < SMALLEST_CARD:
        return f"size: networks show a card under {SMALLEST_CARD} pixels as a thumbnail."
    if not layout.pictured.picture or layout.plain.picture:
        return "picture: the scene `pictured` has one, the scene `plain` has none."
    for name, scene in (("pictured", layout.pictured), ("plain", layout.plain)):
        for part in TEXTS:
            text: Type = getattr(scene, part)
            if not _inside(text.box, layout.safe):
                return f"{name}.{part}: the box {list(text.box)} leaves the safe area {list(layout.safe)}."
            if text.sizes[0] < text.sizes[1]:
                return f"{name}.{part}: sizes is [largest, smallest], not {list(text.sizes)}."
    return ""


def _inside(inner: Box, outer: Box) -> bool:
    left, top, width, height = inner
    return (
        left >= outer[0]
        and top >= outer[1]
        and left + width <= outer[0] + outer[2]
        and top + height <= outer[1] + outer[3]
    )
