"""The pages that a practice owes its readers, filled in as a person fills them in."""

from __future__ import annotations

import re
from pathlib import Path


def fill_in(home: Path) -> None:
    """Answer every blank of the pages that `start` wrote, and let them be public."""
    for page in (home / "content" / "pages").glob("*.md"):
        text = page.read_text(encoding="utf-8").replace("status: draft\n", "")
        page.write_text(re.sub(r"\[(?:INVULLEN|FILL IN):[^\]]*\]", "Dat staat hier.", text), encoding="utf-8")
