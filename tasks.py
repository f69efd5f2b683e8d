"""The tasks of this repository: those of every site, and the developers' own (collection `dev`)."""

import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from invoke.collection import Collection
from invoke.context import Context
from invoke.tasks import task

from syndicate.tasks import ns

ROOT = Path(__file__).resolve().parent
PYTEST = ("-m", "pytest", "-q")
# counting branches makes the tests more than twice as slow
COUNTED = (*PYTEST, "--cov=syndicate", "--cov-branch", "--cov-append", "--cov-report=")
SUITES = {
    "lint": (),
    "rooms": (
        "tests/test_*.py",
        "tests/content",
        "tests/rules",
        "tests/plan",
        "tests/teaser",
        "tests/sheets",
    ),
    "ledger": ("tests/ledger",),
    "site": ("tests/site",),
    "channels": ("tests/http", "tests/servers", "tests/channels"),
    "workflows": ("tests/workflows",),
    "journey": ("tests/journey",),
    "hostile": ("tests/hostile",),
    "fuzz": ("tests/fuzz",),
    "faults": ("tests/faults",),
}
EXTRAS = ("x", "mastodon", "sftp", "wordpress", "word", "postgres", "tell", "keep")
LONG = ("workflows", "journey", "site", "hostile")  # begun first, the longest foremost
ABREAST = min(2, os.cpu_count() or 1)
LEFT_OUT = ROOT / ".left-out"


@task(help={"suite": "one suite only: " + ", ".join(SUITES), "cover": "count the branches that were walked"})
def test(c: Context, suite: str = "", cover: bool = False) -> None:
    """Run every test, two suites at once, with the time per suite, and say what was left out and why."""
    from compileall import compile_dir
    from concurrent.futures import ThreadPoolExecutor
    from tempfile import TemporaryDirectory

    LEFT_OUT.unlink(missing_ok=True)
    for old in ROOT.glob(".coverage*"):
        old.unlink()
    for folder in ("syndicate", "tests/servers"):  # invoke lets the tasks that tests run keep nothing
        compile_dir(ROOT / folder, quiet=2)
    names = [suite] if suite else [*LONG, *(name for name in SUITES if name not in LONG)]
    with TemporaryDirectory() as folder, ThreadPoolExecutor(1 if cover or suite else ABREAST) as pool:
        asked = partial(timed, cover=cover, folder=None if suite else Path(folder))
        times = dict(zip(names, pool.map(asked, names), strict=True))
    if cover:
        run(("-m", "coverage", "report", "--skip-covered", "--skip-empty"))
    failed = [name for name, (good, _) in times.items() if not good]
    for name in [suite] if suite else SUITES:
        print(f"{name:<10} {times[name][1]:7.1f} s  {'FAILED' if name in failed else 'passed'}")
    left = sorted(set(LEFT_OUT.read_text().splitlines())) if LEFT_OUT.is_file() else []
    for reason in left:
        print(f"left out: {reason}")
    if failed or (left and os.environ.get("CI") == "true"):
        sys.exit(1)


def timed(suite: str, *, cover: bool, folder: Path | None) -> tuple[bool, float]:
    """Run a suite, and tell whether it went well and how many seconds it took.

    With a folder its temporary files are kept in there, apart from another's, and what it says is printed
    at its end, whole.
    """
    began = time.monotonic()
    own = ["--basetemp", str(folder / suite)] if folder else []
    command = (*(COUNTED if cover else PYTEST), *own, *paths(suite))
    if folder is None:
        good = lint_all() if suite == "lint" else run(command)
    else:
        print(f"== {suite}", flush=True)
        command = ("-m", "invoke", "lint") if suite == "lint" else command
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        good = done.returncode == 0
        print(f"== {suite}\n{done.stdout.decode(errors='replace')}", end="", flush=True)
    return good, time.monotonic() - began


def paths(suite: str) -> list[str]:
    """Return the existing test paths of a suite."""
    found = []
    for pattern in SUITES[suite]:
        found += sorted(str(p.relative_to(ROOT)) for p in ROOT.glob(pattern))
    return found


def run(command: tuple[str, ...], *more: str) -> bool:
    """Run this Python with a command, and tell whether it went well."""
    return subprocess.run([sys.executable, *command, *more], cwd=ROOT, check=False).returncode == 0


def lint_all() -> bool:
    """Run formatter check, linter, type checker and the contracts between the rooms."""
    checks = [
        run(("-m", "ruff", "format", "--check", "-q", ".")),
        run(("-m", "ruff", "check", "-q", ".")),
        run(("-m", "mypy")),
        run(("-c", "from importlinter.cli import lint_imports_command as lint; lint()")),
    ]
    return all(checks)


@task
def lint(c: Context) -> None:
    """Check format, style, types and the contracts between the rooms."""
    sys.exit(0 if lint_all() else 1)


@task
def lock(c: Context) -> None:
    """Resolve all requirements anew, with hashes and without any address (needs the network)."""
    pip = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    pip += ["--generate-hashes", "--custom-compile-command", "invoke dev.lock"]
    start = ["pyproject.toml", "requirements/build.in"]
    held = ["-c", "requirements/dev.txt"]
    subprocess.run([*pip, "--extra", "dev", *start, "-o", "requirements/dev.txt"], cwd=ROOT, check=True)
    subprocess.run(
        [*pip, "requirements/build.in", *held, "-o", "requirements/build.txt"], cwd=ROOT, check=True
    )
    subprocess.run([*pip, *start, *held, "-o", "requirements/default.txt"], cwd=ROOT, check=True)
    for extra in EXTRAS:
        out = f"requirements/{extra}.txt"
        subprocess.run([*pip, "--extra", extra, *start, *held, "-o", out], cwd=ROOT, check=True)


@task(help={"articles": "how many generated articles"})
def bench(c: Context, articles: int = 1000) -> None:
    """Build generated articles with share images, and compare with stock Pelican in the same run."""
    sys.exit(0 if run(("-m", "tests.bench.site"), str(articles)) else 1)


@task(help={"part": "each fault and each kind of call once: minutes, not most of an hour"})
def faults(c: Context, part: bool = False) -> None:
    """Kill publish at every call and break everything around it; print what the networks then hold."""
    sys.exit(0 if run(("-m", "tests.faults"), *(["--part"] if part else [])) else 1)


@task
def readability(c: Context) -> None:
    """Print words, Flesch-Douma and sentence lengths of every Dutch article."""
    sys.exit(0 if run(("-m", "tests.readability")) else 1)


@task
def editor(c: Context) -> None:
    """Write dist/expertstatus_editor-….whl: with what admin/ edits (needs the network the first time)."""
    sys.exit(0 if run(("-m", "editor.build")) else 1)


@task
def sbom(c: Context) -> None:
    """Write dist/expertstatus.cdx.json: what is installed for a practice, as CycloneDX."""
    sys.exit(0 if run(("-m", "tests.supply"), "sbom") else 1)


@task
def audit(c: Context) -> None:
    """Ask after known weaknesses in all requirements: 0 none, 1 some, 7 the service could not be asked."""
    command = [sys.executable, "-m", "tests.supply", "audit"]
    sys.exit(subprocess.run(command, cwd=ROOT, check=False).returncode)


def developing() -> Collection:
    """Return the developers' collection."""
    found = Collection("dev")
    for each in (test, lint, bench, lock, readability, sbom, audit, editor):
        found.add_task(each)
    return found


def testing() -> Collection:
    """Return `test`, the suites, with `test.faults` beside it."""
    found = Collection("test")
    found.add_task(test, name="all", default=True)
    found.add_task(faults)
    return found


for each in (lint, bench):
    ns.add_task(each)
ns.add_collection(testing())
ns.add_collection(developing())
