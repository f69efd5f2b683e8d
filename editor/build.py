"""The browser editor: `python -m editor.build` leaves a wheel of expertstatus-editor in dist/.

Node.js comes with the virtual environment; npm asks its registry once for what package-lock.json names, with
hashes. The same sources make the same bytes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from filelock import FileLock

from tests.node.install import install, node

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PACKAGE = "expertstatus_editor"
SOURCES = (
    "package.json", "package-lock.json", ".npmrc", "bundle.mjs", "entry.mjs", "words.json", "pyproject.toml",
    f"{PACKAGE}/__init__.py",
)  # fmt: skip


def bundle(folder: Path = ROOT / ".syndicate" / "editor") -> Path:
    """Return a folder that holds the package `expertstatus_editor`, made there once for these sources."""
    folder.mkdir(parents=True, exist_ok=True)
    key = sha256(b"".join((HERE / name).read_bytes() for name in SOURCES)).hexdigest()
    made = folder / ".made"
    with FileLock(folder / ".making"):
        if made.is_file() and made.read_text() == key:
            return folder
        for name in SOURCES:
            (folder / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(HERE / name, folder / name)
        install(folder)
        shutil.rmtree(folder / PACKAGE / "sveltia", ignore_errors=True)
        done = node("bundle.mjs", str(folder / PACKAGE / "sveltia"), cwd=folder)
        if done.returncode:
            raise RuntimeError(f"the editor could not be made:\n{done.stderr}")
        made.write_text(key)
    return folder


def wheel(dist: Path = ROOT / "dist") -> Path:
    """Return the wheel of the editor, built in `dist`."""
    dist.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(dist)]
    subprocess.run(command, cwd=bundle(), check=True, capture_output=True)
    return next(dist.glob(f"{PACKAGE}-*.whl"))


if __name__ == "__main__":
    sys.stdout.write(f"{wheel()}\n")
