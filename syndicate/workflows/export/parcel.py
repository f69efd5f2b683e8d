"""Files into a folder or a .zip: written beside, then renamed; of equal files equal bytes come out."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Part = bytes | Path
"""What a file holds, or the file that it is copied from."""

PASSED = frozenset({"__pycache__", "node_modules"})
TOP = "export"
"""The one folder that a .zip unpacks to."""
EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX = 3
READABLE = 0o644 << 16


def walk(folder: Path, out: Sequence[Path] = ()) -> Iterator[tuple[str, Path]]:
    """Yield every file below a folder with its path from there, in a fixed order.

    Hidden ones, links, and what lies in one of the folders `out` are passed over.
    """
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(f for f in folders if not _passed(here / f) and here / f not in out)
        for name in sorted(names):
            if not _passed(here / name):
                yield (here / name).relative_to(folder).as_posix(), here / name


def write(target: Path, parts: Mapping[str, Part]) -> None:
    """Write `parts` to a new folder, or a .zip where `target` ends so; nothing half is ever there."""
    beside = target.with_name(f".{target.name}.exporting")
    shutil.rmtree(beside, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix.lower() == ".zip":
        _zip(beside, parts)
    else:
        _folder(beside, parts)
        if target.is_dir():
            target.rmdir()
    beside.replace(target)


def _passed(path: Path) -> bool:
    return path.name.startswith(".") or path.name in PASSED or path.is_symlink()


def _folder(folder: Path, parts: Mapping[str, Part]) -> None:
    for path, part in parts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(part, bytes):
            file.write_bytes(part)
        else:
            shutil.copyfile(part, file)


def _zip(file: Path, parts: Mapping[str, Part]) -> None:
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for path, part in sorted(parts.items()):
            info = ZipInfo(f"{TOP}/{path}", EPOCH)
            info.create_system, info.external_attr, info.compress_type = UNIX, READABLE, ZIP_DEFLATED
            source = io.BytesIO(part) if isinstance(part, bytes) else part.open("rb")
            with source, archive.open(info, "w") as packed:
                shutil.copyfileobj(source, packed)
