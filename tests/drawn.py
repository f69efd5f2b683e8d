"""What was made once for all tests of one run: share images, pictures in their sizes, what the guard saw.

A machine that publishes for the second time has them too; whoever is first draws them.
"""

from __future__ import annotations

import atexit
import os
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

DRAWN = ("pictures/*.*", "share/*.*")
SEEN = "guard.json"
CACHE = Path(".syndicate") / "cache"


@cache
def _shelf() -> Path:
    made = Path(mkdtemp(prefix="drawn-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def lend(root: Path, *more: str) -> None:
    """Give a practice's folder all that was drawn until now, and `more` of its caches."""
    _link(_shelf(), root / CACHE, more)


def keep(root: Path, *more: str) -> None:
    """Take what a practice drew for those that come after it."""
    _link(root / CACHE, _shelf(), more)


def _link(one: Path, other: Path, more: tuple[str, ...]) -> None:
    """Link what is missing there: a cache is put into its place whole, and another one in its stead."""
    for file in (file for name in (*DRAWN, *more) for file in one.glob(name)):
        place = other / file.relative_to(one)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            os.link(file, place)
