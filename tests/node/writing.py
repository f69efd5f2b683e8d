"""A clinician at the browser editor: steps in a real Chromium, and what came of them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from syndicate.workflows.audit import tools
from tests.node.elsewhere import HERE, PACKAGES

ENTER = {"nl": "Werken op deze computer", "en": "Work on this computer"}


@dataclass(frozen=True)
class Told:
    """What each step answered, the addresses asked beyond this machine, the warnings of the page."""

    told: list[Any]
    elsewhere: list[str]
    said: list[str]


def write(
    address: str,
    files: Mapping[str, str],
    steps: Sequence[tuple[Any, ...]],
    work: Path,
    *,
    lang: str = "nl",
    width: int = 1280,
    without: str = "",
    dark: bool = False,
    enter: bool = True,
) -> Told:
    """Open the editor on a folder with these files, enter, and take the steps of writing.mjs.

    `without` names a file that does not come; with it, or without `enter`, nobody enters.
    """
    found = tools.find()
    packages = tools.install(found, PACKAGES)
    chromium = shutil.which("chromium") or ""
    command = (*found.node, str(HERE / "writing.mjs"), str(packages), chromium, str(work))
    first = [] if without or not enter else [("enter", ENTER[lang])]
    asked = {
        "url": f"{address}/admin/", "lang": {"nl": "nl-NL", "en": "en-US"}[lang], "width": width,
        "files": dict(files), "steps": [*first, *steps], "without": without, "dark": dark,
    }  # fmt: skip
    done = tools.run(command, folder=HERE, said=json.dumps(asked))
    assert done.returncode == 0, done.stderr
    answer = Told(**json.loads(done.stdout))
    return Told(answer.told[len(first) :], answer.elsewhere, answer.said)
