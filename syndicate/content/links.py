"""Links from the text to files of the practice: they exist, and none reaches into private or outside."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from syndicate.content import files, markup
from syndicate.content.mistakes import shown
from syndicate.content.values import Context

_OWN = re.compile(r"(?:\{(?P<kind>[a-z]{1,20})\}|\|[a-z]{1,20}\|)(?P<path>.*)", re.IGNORECASE | re.DOTALL)
_IMAGE = re.compile(r"[^?#]*?(?:^|/)(?P<path>images/[^?#]*)")
_ARTICLE = re.compile(r"[{|]filename[}|][^?#]*\.(?:md|markdown|mkd|mdown|rst|html?)(?:[?#]|$)", re.IGNORECASE)
# Wherever Markdown may take an address from, also in a quote, a list or a footnote: better one too many.
_ANYWHERE = re.compile(
    r"(?:(?:\]\(|(?:href|src)\s*=)[\s>]*[<\"']?([^\s)>\"']+)|\]:[\s>]*<?([^\s>]+))", re.IGNORECASE
)
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


def files_in(text: str, path: Path, content: Path) -> Iterator[str]:
    """Yield the files that the article at `path` shows or leads to, by their path below the content folder.

    Not other articles, which are signed by themselves. An address that ends in one of our pictures means it.
    """
    anywhere = (match[1] or match[2] for match in _ANYWHERE.finditer(text))
    for target in dict.fromkeys((*(target.split()[0] for _, target in markup.targets(text)), *anywhere)):
        plain = unescape(target)
        if _ARTICLE.match(plain):
            continue
        local = _local(plain, path, content)
        image = _IMAGE.match(unquote(plain)) if local is None else None
        local = posixpath.normpath(image["path"]) if image else local
        if local and not local.startswith(".."):
            yield local


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
