"""Pictures that content names: inside content/images, there under exactly this name, of a known kind."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from syndicate.content import values
from syndicate.content.front_matter import Value
from syndicate.content.mistakes import Mistakes, shown
from syndicate.content.schema import Field
from syndicate.content.values import Context
from syndicate.model import Words


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of file that content names: folder, suffixes, most bytes, and the codes of its mistakes."""

    folder: str
    kinds: tuple[str, ...]
    most: int
    place: str
    kind: str
    missing: str
    big: str


KINDS = (".jpg", ".jpeg", ".png", ".webp")
LARGEST_PICTURE = 25_000_000
PICTURE = Sort(
    "images", KINDS, LARGEST_PICTURE, "picture-place", "picture-kind", "picture-missing", "picture-big"
)


def picture(value: Value, field: Field, context: Context) -> str:
    """Return a picture's path relative to the content folder (images/x.jpg), "" and a mistake if wrong."""
    written = values.text(value, field, context)
    if not written:
        return ""
    return check(written, value.line, context.content, context.mistakes)


def check(written: str, line: int, content: Path, mistakes: Mistakes, sort: Sort = PICTURE) -> str:
    """Check a file's path as written: `images/x.jpg`, `/images/x.jpg` or `{static}/images/x.jpg`."""
    inner = re.sub(r"^\{static\}", "", written).lstrip("/")
    path = posixpath.normpath(inner)
    if "\\" in inner or ":" in inner or not path.startswith(f"{sort.folder}/"):
        mistakes.add(sort.place, line, given=shown(written))
        return ""
    file = content / path
    if file.suffix.lower() not in sort.kinds:
        mistakes.add(sort.kind, line, given=shown(written), kinds=", ".join(sort.kinds))
        return ""
    names = _names(file.parent)
    if file.name not in names or not file.is_file():
        mistakes.add(sort.missing, line, given=shown(written), meant=_near(file.name, names))
        return ""
    if not file.resolve().is_relative_to((content / sort.folder).resolve()):
        mistakes.add(sort.place, line, given=shown(written))
        return ""
    if file.stat().st_size > sort.most:
        mistakes.add(sort.big, line, given=shown(written), most=f"{sort.most / 1_000_000:g}")
        return ""
    return path


def _names(folder: Path) -> set[str]:
    """Return the real names in a folder: a name that differs in case works on one machine only."""
    try:
        return {entry.name for entry in folder.iterdir()}
    except OSError:
        return set()


def _near(name: str, names: Iterable[str]) -> Words:
    lower = {n.lower(): n for n in sorted(names)}
    near = difflib.get_close_matches(name.lower()[:100], lower, n=1)
    if not near:
        return Words("", "")
    return Words(f"Bedoelde u `{lower[near[0]]}`? ", f"Did you mean `{lower[near[0]]}`? ")
