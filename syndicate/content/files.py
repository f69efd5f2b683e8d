"""Files of the content folder: which ones are read, and their bytes as text, within bounds."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from syndicate.content.mistakes import Mistakes, shown

LARGEST_FILE = 1_000_000
_LOOKALIKES = {".markdown", ".mdown", ".mkd", ".txt", ".rst", ".html", ".htm", ".docx", ".doc", ".odt"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LINES = {0x2028: " ", 0x2029: " "}  # YAML would count them as lines; no editor does


def named(path: Path, root: Path) -> str:
    """Return the file's name for people: relative to the site's root, with forward slashes."""
    place = path.relative_to(root) if path.is_relative_to(root) else path
    return place.as_posix().encode("utf-8", "backslashreplace").decode()


def inside(file: Path, folder: Path) -> bool:
    """Tell whether a file really lies in a folder, whatever links lead there."""
    return Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder))


def articles(folder: Path, root: Path, wrong: list[Mistakes], private: Path) -> Iterator[Path]:
    """Yield every article file below folder/articles, as `texts` does; a folder that is not there is said."""
    top = folder / "articles"
    if not top.is_dir():
        _note(wrong, folder, root, "no-articles")
        return
    yield from texts(top, folder, root, wrong, private=private, kinds=frozenset({".md"}))


def texts(
    top: Path, folder: Path, root: Path, wrong: list[Mistakes], *, private: Path, kinds: frozenset[str]
) -> Iterator[Path]:
    """Yield every file of these kinds (suffixes) below `top`, sorted by path; what is passed over is said.

    Hidden files and folders, the folder `private` and those of that name are skipped in silence; links
    out of the content folder `folder` or into `private`, linked folders, unreadable names and files that
    only look like texts get a finding.
    """

    def unread(error: OSError) -> None:
        _note(wrong, Path(error.filename), root, "unreadable", why=shown(str(error.strerror)))

    for place, folders, names in os.walk(top, onerror=unread):
        open_to_all = (f for f in folders if not f.startswith(".") and f != "private")
        folders[:] = sorted(f for f in open_to_all if Path(place, f) != private)
        for name in folders:
            if Path(place, name).is_symlink():
                _note(wrong, Path(place, name), root, "linked-folder")
        for path in (Path(place, name) for name in sorted(names) if not name.startswith(".")):
            if path.suffix.lower() in kinds:
                if refusal := _refusal(path, folder, private):
                    _note(wrong, path, root, refusal)
                else:
                    yield path
            elif path.suffix.lower() in _LOOKALIKES:
                _note(wrong, path, root, "not-markdown")


def _refusal(path: Path, folder: Path, private: Path) -> str:
    if not path.name.isprintable():
        return "file-name"
    if inside(path, private):
        return "link-hidden"
    return "" if inside(path, folder) else "link-outside"


def _note(wrong: list[Mistakes], path: Path, root: Path, code: str, **facts: str) -> None:
    mistakes = Mistakes(named(path, root))
    mistakes.add(code, 1, subject="", **facts)
    wrong.append(mistakes)


def read_text(path: Path, mistakes: Mistakes) -> str | None:
    """Return a file's text (UTF-8, with or without BOM; every line ending becomes a newline).

    At most 1 MB is read. Where it is no text, the mistake is noted with line and byte, and None
    is returned.
    """
    try:
        if not path.is_file():
            raise FileNotFoundError
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        mistakes.add("unreadable", why=shown(error.strerror or "no such file"))
        return None
    if len(data) > LARGEST_FILE:
        mistakes.add("too-big", most=LARGEST_FILE // 1000)
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        mistakes.add("utf16")
        return None
    return _decoded(data, mistakes)


def _decoded(data: bytes, mistakes: Mistakes) -> str | None:
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        # With a BOM the position counts from behind it.
        body = data.removeprefix(b"\xef\xbb\xbf")
        byte = body[error.start]
        mistakes.add(
            "not-utf8",
            body.count(b"\n", 0, error.start) + 1,
            byte=f"0x{byte:02X}",
            letter=shown(bytes((byte,)).decode("cp1252", "replace")),
        )
        return None
    if bad := _CONTROL.search(text):
        mistakes.add("control-sign", text.count("\n", 0, bad.start()) + 1, sign=f"U+{ord(bad[0]):04X}")
        return None
    return text.translate(_LINES)
