"""A practice of an earlier form as it stood on somebody's disk, put together from the golden files."""

from __future__ import annotations

import shutil
from pathlib import Path

GOLDEN = Path(__file__).parent / "data" / "golden"
LEDGER = GOLDEN / "form-1" / "ledger"
NOW = "2026-09-14T10:00:00+02:00"
"""A Monday morning after the last entry of the golden ledger."""
ENVIRON = {"USER": "tester", "SYNDICATE_NOW": NOW}
ALONE = {
    ".github/workflows/publish.yml",
    ".gitignore",
    "content/articles/muggenbulten.md",
    "content/articles/verkoudheid.md",
    "content/articles/verzwikte-enkel.md",
    "content/calendar.toml",
    "content/images/vlier.png",
    "content/pages/contact.md",
    "content/people.toml",
    "pelicanconf.py",
    "requirements.txt",
    "tasks.py",
    "theme/share/default.toml",
    "theme/templates/article.html",
}
"""What it holds once it came to the newest form."""


def first_form(root: Path) -> Path:
    """Make a practice of form 1 in a new folder: a fork of release 0.1 with its own work over it."""
    shutil.copytree(GOLDEN / "release-0.1", root)
    shutil.copytree(GOLDEN / "form-1", root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("ledger"))
    memory = root / ".syndicate" / "ledger"
    memory.mkdir(parents=True)
    for file in LEDGER.glob("*.jsonl"):
        shutil.copy(file, memory)
    return root


def written(root: Path) -> dict[str, tuple[bytes, int]]:
    """Return what a practice holds, but for its state: path -> bytes and mode."""
    return {
        file.relative_to(root).as_posix(): (file.read_bytes(), file.stat().st_mode)
        for file in sorted(root.rglob("*"))
        if file.is_file() and ".syndicate" not in file.parts
    }


def edit(root: Path, path: str, was: str, now: str) -> None:
    """Change words of a file."""
    text = (root / path).read_text(encoding="utf-8")
    assert was in text
    (root / path).write_text(text.replace(was, now), encoding="utf-8", newline="")
