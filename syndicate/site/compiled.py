"""Templates are compiled once in a process: each of Pelican's generators would else compile all it shows."""

from __future__ import annotations

from functools import lru_cache
from types import CodeType
from typing import Any

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache


class Compiled(BytecodeCache):
    """Keeps code in memory by what it was made of; a file on disk would be code that somebody can change."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return the code of this source, said to be of this file: errors name it."""
        bucket = Bucket(environment, name, self.get_source_checksum(source))
        code = self._kept.get((name, bucket.checksum))
        bucket.code = code.replace(co_filename=filename) if code and filename else code
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        """Keep code that was just made."""
        if bucket.code:
            self._kept[bucket.key, bucket.checksum] = bucket.code


def compiled(options: dict[str, Any]) -> Compiled:
    """Return the code of all templates that are read with these options of Jinja's."""
    return _compiled(repr(sorted(options.items())))


@lru_cache(maxsize=8)
def _compiled(_options: str) -> Compiled:
    return Compiled()
