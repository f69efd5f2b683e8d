"""Our theme, what a build made, and what stops one."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from syndicate.errors import ContentError

THEME = Path(__file__).parents[2] / "theme"
LAYOUT = THEME / "share" / "default.toml"


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def mistake(site: Any, **how: Any) -> tuple[str, str, int]:
    """Return code, file and line of the one finding that stops a build."""
    with pytest.raises(ContentError) as caught:
        site.build(**how)
    (finding,) = caught.value.findings
    assert finding.blocks
    assert finding.said.nl
    assert finding.mend.nl
    return finding.code, finding.file, finding.line


def body(ref: str, text: str) -> Any:
    """Return a change that gives one article another text, from line 30 on."""
    return lambda a: replace(a, body=text, body_line=30) if a.ref == ref else a
