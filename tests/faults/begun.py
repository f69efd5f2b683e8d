"""What a stage begins with, kept once it is made, and put back for every fault."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

STATE = ("remote.git", "pages.git", "site/.git", "site/.syndicate")
LEFT = ("site/public", "site/public.next", "site/public.previous", "site/posts")
WRITTEN = ("site/content", "site/output")
MEMORY, ENOUGH = Path("/dev/shm"), 2**30


def keep(place: Path) -> None:
    """Keep what is in `place` now."""
    for name in (*STATE, *WRITTEN):
        if (place / name).exists():
            shutil.copytree(place / name, place / "begun" / name, symlinks=True)


def back(place: Path, *, written: bool) -> None:
    """Put back what was kept: the state, and with `written` the articles and the build too."""
    again = (*STATE, *WRITTEN) if written else STATE
    for name in (*again, *LEFT):
        shutil.rmtree(place / name, ignore_errors=True)
    for name in again:
        if (place / "begun" / name).exists():
            shutil.copytree(place / "begun" / name, place / name, symlinks=True, dirs_exist_ok=True)


def memory() -> str | None:
    """Return a folder that is no disk, None where there is none with room: a kill leaves both alike."""
    there = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH
    return str(MEMORY) if there else None
