"""docs/operations.md quotes the program; this keeps the quotations true."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "operations.md").read_text("utf-8")
SPOKEN = [
    *(ROOT / "syndicate" / "settings").glob("*.py"),
    *(ROOT / "syndicate" / "ledger").glob("*.py"),
    *(ROOT / "syndicate" / "site" / "hosts").glob("*.py"),
    *(ROOT / "syndicate" / "site" / name for name in ("deploy.py", "live.py")),
    *(ROOT / "syndicate" / "workflows" / f"{name}.py" for name in ("clocks", "heartbeat", "ledgers", "past")),
    *(
        ROOT / "syndicate" / "workflows" / f"{name}.py"
        for name in ("private", "recalling", "prove", "expiry", "renewal")
    ),
]


def template(node: ast.AST) -> str:
    """Return a string as the page quotes it: what differs each time is an ellipsis."""
    if isinstance(node, ast.JoinedStr):
        parts = [
            _constant(part) if isinstance(part, ast.FormattedValue) else template(part)
            for part in node.values
        ]
        return re.sub("…+", "…", "".join(parts))
    return re.sub(r"\{[a-z:]+\}", "…", str(node.value)) if isinstance(node, ast.Constant) else ""


def _constant(part: ast.FormattedValue) -> str:
    named = isinstance(part.value, ast.Name) and part.value.id == "MARK_FILE"
    return ".expertstatus" if named else "…"


def spoken() -> set[str]:
    return {template(node) for file in SPOKEN for node in ast.walk(ast.parse(file.read_text("utf-8")))}


@pytest.mark.parametrize("quoted", re.findall(r"^> (.+)$", PAGE, re.MULTILINE))
def test_every_message_on_the_operations_page_is_what_the_program_says(quoted: str) -> None:
    assert quoted in spoken()
