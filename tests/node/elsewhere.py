"""Other browsers than Chromium for the tests: Firefox and WebKitGTK, each with steps to run in pages."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from syndicate.workflows.audit import tools

HERE = Path(__file__).resolve().parent
PACKAGES = HERE.parents[1] / ".syndicate" / "audit"
MINI = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), Path("MiniBrowser"))


@dataclass(frozen=True)
class Step:
    """A page to open, and the body of an async function to run in it."""

    url: str
    run: str


def firefox(steps: Sequence[Step], work: Path) -> list[Any]:
    """Run steps in Firefox, one after another with one profile; return what each told."""
    found = tools.find()
    packages = tools.install(found, PACKAGES)
    (work / "firefox").mkdir()
    command = (*found.node, str(HERE / "elsewhere.mjs"), str(packages), shutil.which("firefox-esr") or "")
    done = tools.run(
        (*command, str(work / "firefox")), folder=HERE, said=json.dumps([asdict(s) for s in steps])
    )
    assert done.returncode == 0, done.stderr
    told: list[Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def webkit(steps: Sequence[Step], work: Path) -> list[Any]:
    """Run steps in WebKitGTK's MiniBrowser on a screen of its own; return what each told."""
    port = _free()
    env = {
        **os.environ,
        "HOME": str(work),
        "XDG_RUNTIME_DIR": str(work),
        "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
    }
    command = ["xvfb-run", "-a", "-s", "-screen 0 1400x1000x24", "WebKitWebDriver", f"--port={port}"]
    with (work / "webkit.log").open("w") as log:
        driver = subprocess.Popen(command, env=env, stdout=log, stderr=log, start_new_session=True)
    try:
        return _driven(f"http://127.0.0.1:{port}", steps)
    finally:
        os.killpg(driver.pid, signal.SIGTERM)
        driver.wait()


def _driven(address: str, steps: Sequence[Step]) -> list[Any]:
    options = {"binary": str(MINI), "args": ["--automation"]}
    wanted = {"alwaysMatch": {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}}
    made = _ask(address, "/session", {"capabilities": wanted}, tries=100)
    session = f"/session/{made['sessionId']}"
    told = []
    try:
        _ask(address, f"{session}/window/rect", {"width": 1300, "height": 900})
        for step in steps:
            _ask(address, f"{session}/url", {"url": step.url})
            script = f"(async () => {{ {step.run} }})().then(arguments[0], (e) => arguments[0](`${{e}}`))"
            told.append(_ask(address, f"{session}/execute/async", {"script": script, "args": []}))
    finally:
        _ask(address, session, None, method="DELETE")
    return told


def _ask(address: str, path: str, body: object, *, method: str = "POST", tries: int = 1) -> Any:
    data = None if body is None else json.dumps(body).encode()
    for left in reversed(range(tries)):
        asked = Request(address + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urlopen(asked, timeout=120) as answer:
                return json.load(answer)["value"]
        except URLError as error:
            if not left or not isinstance(error.reason, ConnectionRefusedError):
                raise
            time.sleep(0.1)
    raise AssertionError(path)


def _free() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port
