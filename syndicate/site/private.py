"""What is private stays private: Pelican passes the folder over, and no file of it gets into a site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from syndicate.errors import ContentError
from syndicate.model import Finding, Severity, Words

PATHS = ("ARTICLE", "PAGE", "STATIC")
# a text as it is written, and what editors leave beside it: griepprik.md, griepprik.md~, griepprik.rst.bak
SOURCE = re.compile(r"\.(?:md|markdown|mkd|mdown|rst)(?:$|[.~#])", re.IGNORECASE)


def folders(conf: Mapping[str, Any]) -> tuple[Path, ...]:
    """Return what is private by Pelican's own settings: `private` in PATH, and SYNDICATE_PRIVATE."""
    content = Path(conf["PATH"])
    named = conf.get("SYNDICATE_PRIVATE")
    return (content / "private", *([content.parent / named] if named else []))


def inside(file: Path, hidden: tuple[Path, ...]) -> bool:
    """Tell whether a file really lies in a private folder, whatever links lead there."""
    real = file.resolve()
    return any(real.is_relative_to(folder.resolve()) for folder in hidden)


def keep_out(conf: dict[str, Any]) -> None:
    """Have Pelican never walk into a private folder nor be sent there by its own settings."""
    content, hidden = Path(conf["PATH"]), folders(conf)
    here = [f.relative_to(content).as_posix() for f in hidden if f.is_relative_to(content)]
    for kind in PATHS:
        conf[f"{kind}_PATHS"] = [_plain(p) for p in conf[f"{kind}_PATHS"] if not inside(content / p, hidden)]
        conf[f"{kind}_EXCLUDES"] = [*conf[f"{kind}_EXCLUDES"], *here]
    templates = conf["TEMPLATE_PAGES"].items()
    conf["TEMPLATE_PAGES"] = {page: to for page, to in templates if not inside(content / page, hidden)}


def _plain(path: str) -> str:
    # Pelican leaves a folder out only where it is reached by the very name that it was given
    return posixpath.normpath(path) if posixpath.normpath(path) != "." else ""


def refuse(content: Any) -> None:
    """Raise ContentError for a content of Pelican's that lies in a private folder: a link led there.

    Pelican calls this (signal content_object_init) for every text and file that it takes up.
    """
    source = getattr(content, "source_path", None)
    if source and inside(Path(source), folders(content.settings)):
        root = Path(content.settings["PATH"]).parent
        raise ContentError(f"{source} is private, and would become public.", (_finding(source, root),))


def refuse_copies(private: Path, root: Path, output: Path) -> None:
    """Raise ContentError where a file of the output is, byte for byte, one of the private files."""
    found = tuple(_copied(copy, kept, root, output) for kept, copy in _copies(private, output))
    if found:
        raise ContentError("the site would hold private files.", found)


def drop_sources(output: Path, leave: tuple[str, ...] = ()) -> None:
    """Take the sources of texts out of a site: a draft, or what waits for somebody, may be among them.

    Pelican copies them where STATIC_PATHS names their folder, and leaves out only what it made pages of.
    `leave` are folders of the output that hold no text of a practice.
    """
    for file in output.rglob("*"):
        if SOURCE.search(file.name) and file.is_file() and file.relative_to(output).parts[0] not in leave:
            file.unlink()


def _copies(private: Path, output: Path) -> Iterator[tuple[Path, Path]]:
    """Yield (private file, its copy); only files of the same size are read, and empty ones never."""
    sizes: dict[int, list[Path]] = {}
    for file in sorted(private.rglob("*")):
        if file.is_file() and file.stat().st_size:
            sizes.setdefault(file.stat().st_size, []).append(file)
    for copy in sorted(output.rglob("*")) if sizes else ():
        alike = sizes.get(copy.stat().st_size, ()) if copy.is_file() else ()
        yield from ((kept, copy) for kept in alike if kept.read_bytes() == copy.read_bytes())


def _named(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)


def _finding(source: str, root: Path) -> Finding:
    return Finding("site.private", Severity.ERROR, *REACHED, _named(Path(source), root), 1)


def _copied(copy: Path, kept: Path, root: Path, output: Path) -> Finding:
    where = copy.relative_to(output).as_posix()
    said = Words(
        f"dit bestand is privé, en {where} op de site zou een kopie ervan zijn.",
        f"this file is private, and {where} on the site would be a copy of it.",
    )
    return Finding("site.private", Severity.ERROR, said, COPIED, _named(kept, root), 1)


REACHED = (
    Words(
        "via deze naam komt een bestand dat privé is op de site.",
        "under this name a file that is private would get on the site.",
    ),
    Words(
        "Verwijder de link of koppeling; alleen wat openbaar mag zijn, hoort buiten de privémap.",
        "Remove the link; only what may be public belongs outside the private folder.",
    ),
)
COPIED = Words(
    "Verwijder de kopie uit de openbare mappen. Mag het bestand openbaar zijn, haal het dan uit de privémap.",
    "Remove the copy from the public folders. If the file may be public, take it out of the private one.",
)
