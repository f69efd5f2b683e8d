"""A practice's folder as a mapping of its files, each read when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

PASSED = frozenset({".git", ".venv", "__pycache__", "node_modules"})
"""Folders that are not the practice's own work."""


class Tree(Mapping[str, bytes]):
    """The files below `root`; what only a link reaches is not there: nothing is changed through one."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def __getitem__(self, path: str) -> bytes:
        if path not in self:
            raise KeyError(path)
        return (self._root / path).read_bytes()

    def __contains__(self, path: object) -> bool:
        file = self._root / str(path)
        return file.is_file() and file.resolve() == file

    def __iter__(self) -> Iterator[str]:
        for place, folders, names in os.walk(self._root):
            folders[:] = sorted(name for name in folders if name not in PASSED)
            paths = (Path(place, name).relative_to(self._root).as_posix() for name in sorted(names))
            yield from (path for path in paths if path in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
