"""Files handed in to the made-up practice, and what becomes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from syndicate.workflows.drafts import Drafted, drafts
from tests.word_files import article
from tests.workflows.conftest import Practice

MINE = "content/articles/wat-helpt-bij-oorpijn.md"


def hand_in(practice: Practice, name: str, raw: bytes) -> Path:
    file = practice.root / "drop" / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(raw)
    return file


def take_in(practice: Practice) -> Drafted:
    return drafts(practice.root, tell=practice.tell, environ=practice.environ)


def earache(**made: Any) -> bytes:
    return article("Wat helpt bij oorpijn?", **made)
