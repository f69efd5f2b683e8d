"""`python -m syndicate TASK ...`: set up what the task needs, then hand it to invoke.

In a checkout this makes .venv from the hashed requirements; a second run needs no network. The task `setup`
does only that, for a step of CI that holds no secrets. Runs on a
bare Python 3.11 with venv: only the standard library is imported before the set-up is done.
"""

from __future__ import annotations

import compileall
import hashlib
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
VENV = ROOT / ".venv"
RENEWING = ("threads", "linkedin")
EXTRAS = {"drafts": "word", "import": "wordpress"}
"""What a task needs beside the settings' own."""

DEVELOPING = {"test", "lint", "bench", "docs", "golden", "lock"}
SECRET = re.compile("^(SYNDICATE|GH|GITHUB|ACTIONS|CI)_|TOKEN|SECRET|PASS|CREDENTIAL|(KEY|JWT)$")
"""Names in the environment that are not for code of others: our own, and what a host gives its runner."""


def main(arguments: list[str] | None = None) -> int:
    """Run tasks with all they need, and return their exit code (3 where the set-up failed)."""
    args = sys.argv[1:] if arguments is None else arguments
    if not (REQUIREMENTS / "default.txt").is_file():
        return _invoke(args)
    try:
        python = set_up(wanted(args))
    except (OSError, subprocess.CalledProcessError) as error:
        sys.stderr.write(
            f"the set-up of {VENV} failed: {error}\nIt needs Python 3.11 or newer with venv, and the network "
            "the first time. Remove .venv and run the same command again.\n"
        )
        return 3
    if args == ["setup"]:
        return 0
    if Path(sys.prefix).resolve() == VENV.resolve():
        _hooks()
        _compile()
        return _invoke(args)
    command = [str(python), "-m", "syndicate", *args]
    if os.name == "posix":  # the same process, so that ending it ends the task as well
        os.execv(command[0], command)  # noqa: S606 - our own Python
    return subprocess.call(command)


def wanted(args: list[str]) -> list[str]:
    """Return the requirement files that these tasks and the settings ask for."""
    tasks = {a.split(".")[-1] for a in args if not a.startswith("-")}
    if tasks & DEVELOPING or any(a.startswith(("dev.", "test.")) for a in args):
        return ["dev"]
    extras = [*switched_on(Path.cwd()), *(EXTRAS[task] for task in sorted(tasks & EXTRAS.keys()))]
    return ["default", *(e for e in extras if (REQUIREMENTS / f"{e}.txt").is_file())]


def switched_on(site: Path) -> list[str]:
    """Return the extras that a site's pelicanconf.py switches on: its channels, its host, messages, renewal.

    Messages wherever a person may have to post, also in place of a dead token. The environment is not asked:
    the step that installs has no secrets, and the one that has them then finds all in place.
    """
    file = site / "pelicanconf.py"
    if not file.is_file():
        return []
    try:
        conf = runpy.run_path(str(file))
    except Exception:  # the task itself will say what is wrong with the settings, with file and line
        return []
    accounts = [a for a in conf.get("SYNDICATE_ACCOUNTS", []) if isinstance(a, dict)]
    named = {(str(a.get("channel", a.get("name", ""))), bool(a.get("by_hand", True))) for a in accounts}
    more = {"tell"} if any(c == "hand" or (c != "folder" and by_hand) for c, by_hand in named) else set()
    more |= {"keep"} if any(c in RENEWING for c, _ in named) else set()
    return sorted({c for c, _ in named} | more | {str(conf.get("SYNDICATE_DEPLOY", "")).partition(":")[0]})


def set_up(files: list[str]) -> Path:
    """Make .venv hold these requirements, doing nothing where it does already; return its Python."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    missing = [] if _stands("dev") else [f for f in ["build", *files] if not _stands(f)]
    if not missing and python.is_file():
        return python
    # what builds a package is code of others
    around = {k: v for k, v in os.environ.items() if not SECRET.search(k)}
    if not python.is_file():
        _say(f"making {VENV} (once)")
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True, env=around)
        missing = ["build", *files]
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for name in missing:
        _say(f"installing requirements/{name}.txt (once)")
        # no isolation: what builds a source package is pinned by hash as well (requirements/build.txt)
        isolated = [] if name == "build" else ["--no-build-isolation"]
        # no resolving: the file names all, and pip overlooks a pin where somebody asks for `name[extra]`
        named = ["--no-deps", "--require-hashes", "-r", str(REQUIREMENTS / f"{name}.txt")]
        subprocess.run([*install, *isolated, *named], check=True, env=around)
    subprocess.run([*install, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], check=True, env=around)
    for name in missing:
        _stamp(name).write_text(_digest(name))
    return python


def _hooks() -> None:
    """Let git look for patients' data before it keeps or sends a text: said once, and never in CI."""
    done = VENV / "expertstatus-hooks"
    if done.exists() or os.environ.get("CI") or not (ROOT / ".git").exists():
        return
    from syndicate.console import spoken
    from syndicate.workflows.hooks import install

    for line in install(ROOT, spoken(), environ=os.environ):
        _say(line)
    done.touch()


def _compile() -> None:
    """Compile what changed of the checkout: invoke lets Python keep nothing, and compiling takes a second."""
    if not sys.flags.dont_write_bytecode:
        compileall.compile_dir(ROOT / "syndicate", quiet=2)


def _stands(name: str) -> bool:
    return _stamp(name).is_file() and _stamp(name).read_text() == _digest(name)


def _stamp(name: str) -> Path:
    return VENV / f"expertstatus-{name}.sha256"


def _digest(name: str) -> str:
    parts = (REQUIREMENTS / f"{name}.txt", ROOT / "pyproject.toml")
    told = hashlib.sha256(b"".join(p.read_bytes() for p in parts) + sys.version.split()[0].encode())
    return told.hexdigest()


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def _invoke(args: list[str]) -> int:
    from syndicate.tasks import program

    return program(args)


if __name__ == "__main__":
    sys.exit(main())
