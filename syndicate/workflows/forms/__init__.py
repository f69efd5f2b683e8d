"""The forms of a practice's folder: what takes one to the next, the files that it leaves, and the way back.

A step is pure: it is given the files and the settings of a practice and returns what it would change.
`journal` writes that, keeps what it replaces, and puts it back; `showing` says it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from syndicate.model import Words

Files = Mapping[str, bytes]
"""A practice's files by their path, with forward slashes."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a step would do: `files` maps a path to its new bytes, or to None where the file goes.

    `ours` are those of them that the product made itself and nobody changed: to show each of them in full
    would hide the rest. `notes` say what is left for a person to see.
    """

    files: Mapping[str, bytes | None] = field(default_factory=dict)
    ours: frozenset[str] = frozenset()
    notes: tuple[Words, ...] = ()


Step = Callable[[Files, Mapping[str, Any], str], Change]
"""Files, settings as they are written, and the practice's language -> what changes."""
