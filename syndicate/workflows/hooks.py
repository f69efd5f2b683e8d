"""Git's own hooks: small shell scripts that run `guard` before a commit and before a push.

A hook of somebody's own is never touched, nor are hooks that git is told to look for elsewhere
(core.hooksPath): then it is said which line to add. A runner of CI gets none.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from syndicate.errors import ExpertstatusError
from syndicate.model import Words
from syndicate.workflows.repository import git, top

OURS = "# made by Expertstatus: invoke guard"
ASKED = {"pre-commit": "--staged", "pre-push": '--push --remote "$1"'}
SCRIPT = """#!/bin/sh
{ours}
# {why}
cd "$(git rev-parse --show-toplevel)/{inside}" || exit 3
for python in .venv/bin/python .venv/Scripts/python.exe; do
    if [ -x "$python" ]; then exec "$python" -m syndicate guard {asked}; fi
done
if python3 -c "import syndicate" 2>/dev/null; then exec python3 -m syndicate guard {asked}; fi
echo "{missing}" >&2
exit 3
"""


def install(root: Path, lang: str, *, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Put both hooks into the repository that a practice's folder is in; return what a person should know.

    Nothing happens without git or a repository, and in CI. `environ` says whether it is CI.
    """
    if environ.get("CI"):
        return ()
    try:
        repository = top(root)
        if repository is None:
            return ()
        elsewhere = _elsewhere(repository)
        place = Path(git(repository, "rev-parse", "--git-path", "hooks").strip())
    except ExpertstatusError:
        return ()
    folder, inside = repository / place, root.resolve().relative_to(repository).as_posix()
    told = [_one(folder / name, name, inside, lang, leave=elsewhere) for name in ASKED]
    return tuple(line for line in told if line)


def _elsewhere(repository: Path) -> bool:
    try:
        return bool(git(repository, "config", "--get", "core.hooksPath").strip())
    except ExpertstatusError:
        return False  # git ends with 1 where nothing is set


def _one(file: Path, name: str, inside: str, lang: str, *, leave: bool) -> str:
    """Write one hook, unless another one is there; return what to say, "" for nothing."""
    script = SCRIPT.format(
        ours=OURS, why=WHY.of(lang), inside=inside, asked=ASKED[name], missing=MISSING.of(lang)
    )
    there = _read(file)
    if OURS in there:
        if there != script:
            _write(file, script)
        return ""
    if there or leave:
        return KEPT.of(lang).format(name=name, asked=ASKED[name])
    _write(file, script)
    return MADE.of(lang).format(name=name)


def _read(file: Path) -> str:
    if file.is_symlink() or file.exists():
        try:
            return file.read_text("utf-8", "replace") or "#"
        except OSError:
            return "#"  # a hook that cannot be read is somebody's own all the same
    return ""


def _write(file: Path, script: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(script, encoding="utf-8", newline="\n")
    file.chmod(0o755)


WHY = Words(
    "Kijkt of er gegevens van patienten in de teksten staan, voor git ze bewaart of verstuurt.",
    "Looks whether data of patients is in the texts, before git keeps or sends them.",
)
MISSING = Words(
    "Tegengehouden: het programma dat naar gegevens van patienten kijkt, staat hier niet (.venv). Installeer "
    "het (make, of: python3 -m venv .venv && .venv/bin/pip install -r requirements.txt) en doe het opnieuw.",
    "Stopped: the program that looks for data of patients is not here (.venv). Install it (make, or: python3 "
    "-m venv .venv && .venv/bin/pip install -r requirements.txt) and do it again.",
)
MADE = Words(
    "git kijkt voortaan naar patiëntgegevens ({name})",
    "git looks for patients' data from now on ({name})",
)
KEPT = Words(
    "er staat al een eigen {name} van git; die blijft. Zet er zelf deze regel in: "
    ".venv/bin/python -m syndicate guard {asked}",
    "git has a {name} of your own; it stays. Add this line to it yourself: "
    ".venv/bin/python -m syndicate guard {asked}",
)
