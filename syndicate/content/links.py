"""Links from the text to files of the practice: they exist, and none reaches into private or outside."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote

from syndicate.content import files, markup
from syndicate.content.mistakes import shown
from syndicate.content.values import Context

_OWN = re.compile(r"(?:\{(?P<kind>[a-z]{1,20})\}|\|[a-z]{1,20}\|)(?P<path>.*)", re.IGNORECASE | re.DOTALL)
_GENERATED = {"author", "category", "index", "tag"}


def scan(text: str, line: int, path: Path, context: Context) -> bool:
    """Note every `{static}`, `{filename}` or `/images/` link of the article at `path` that is wrong."""
    content, mistakes = context.content, context.mistakes
    before = len(mistakes)
    for at, target in markup.targets(text):
        local = _local(target.split()[0], path, content)
        if local is None:
            continue
        number = line + text.count("\n", 0, at)
        parts = local.split("/")
        hidden = "private" in parts or files.inside(content / local, context.private)
        if parts[0] == ".." or hidden or any(p.startswith(".") for p in parts):
            mistakes.add("link-private", number, given=shown(target))
        elif not _there(content / local):
            mistakes.add("link-missing", number, given=shown(target))
    return len(mistakes) > before


def _there(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # a name longer than any file can have
        return False


def _local(target: str, path: Path, content: Path) -> str | None:
    """Return the file a link means, relative to the content folder; None for any other address."""
    if target.startswith("/images/"):
        return posixpath.normpath(unquote(re.split(r"[?#]", target)[0]).lstrip("/"))
    match = _OWN.fullmatch(target)
    if match is None or (match["kind"] or "").lower() in _GENERATED:
        return None
    inner = unquote(re.split(r"[?#]", match["path"])[0]).replace("\\", "/").replace("\x00", "")
    relative = path.is_relative_to(content) and not inner.startswith("/")
    folder = path.parent.relative_to(content).as_posix() if relative else ""
    return posixpath.normpath(posixpath.join(folder, inner.lstrip("/")) or ".")
