"""Runs each input in a process of its own, with limits, and says as a line of JSON what came of it.

Called by the tests: python -m tests.hostile.one_by_one FOLDER ADDRESS NAME... Linux only (fork, limits).
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from syndicate.errors import Exit, ExpertstatusError
from syndicate.site import pictures
from syndicate.workflows.check import check
from syndicate.workflows.publish import publish
from tests.hostile.corpus import NOW, Input, inputs, lay, place

ENVIRON = {"USER": "tester", "SYNDICATE_NOW": NOW}
MEGABYTE = 1_000_000
SECONDS, PICTURE_SECONDS, PATIENCE = 10, 1, 60
TRIES = 3  # a machine that does much else meanwhile takes longer for the same
SPACE = 1_500 * MEGABYTE  # addresses, of which far less is memory


def main(folder: Path, address: str, names: list[str]) -> None:
    """Run the inputs of these names; the first run of all makes the process warm and is not told."""
    every = inputs()
    for name in ("", *names):
        one = every[name] if name else Input("warm", "accepted", "text", recipe="repeated", say=WARM)
        root = folder / (place(one.name) if name else f"warm-{os.getpid()}")
        root.mkdir(parents=True)
        # in a child as well: what a large input takes to make is not what it takes to refuse
        forked(lambda root=root, one=one: lay(one, root, f"{address}/{place(one.name)}"), PATIENCE)
        if not name:
            run(one, root)
            continue
        told = forked(lambda root=root, one=one: run(one, root), SECONDS)
        if one.is_picture and Path(one.put).suffix in pictures.KINDS:
            for _ in range(TRIES):
                told["alone"] = forked(
                    lambda root=root, one=one: redraw(root / one.put, root), PICTURE_SECONDS
                )
                if told["alone"]["status"] == 0:
                    break
        print(json.dumps({"name": name, **told}), flush=True)


WARM = {"unit": "Wacht een paar dagen. ", "times": 3}


def forked(act: Any, seconds: int) -> dict[str, Any]:
    """Do something in a child with limits; return what it said, and what it took.

    `megabytes` are those of the child, `more` what it took beside what its parent had already.
    """
    here, there = os.pipe()
    before = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    sys.stdout.flush()
    child = os.fork()
    if not child:
        os.close(here)
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        signal.alarm(PATIENCE)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (SPACE, SPACE))
        with os.fdopen(there, "w", encoding="utf-8") as out:
            json.dump(act(), out)
        os._exit(0)
    os.close(there)
    with os.fdopen(here, encoding="utf-8") as said:
        text = said.read()
    _, status, used = os.wait4(child, 0)
    told: dict[str, Any] = (json.loads(text) if text else None) or {}
    cpu, most = round(used.ru_utime + used.ru_stime, 3), used.ru_maxrss * 1024
    sizes = {"megabytes": most // MEGABYTE, "more": (most - before) // MEGABYTE}
    return {**told, **sizes, "status": status, "cpu": cpu}


def run(one: Input, root: Path) -> dict[str, Any]:
    """Check and publish the site at `root` as a task would."""
    findings: list[Any] = []
    told: dict[str, Any] = {"findings": findings, "exit": 0, "error": "", "trace": ""}
    try:
        checked = check(root, environ=ENVIRON)
        findings += [(f.code, f.file, f.line, f.blocks, f.said.nl) for f in checked.findings]
        told["exit"] = int(checked.exit)
        if checked.exit is Exit.DONE:
            told["exit"] = int(publish(root, environ=ENVIRON).exit)
    except ExpertstatusError as error:
        told |= {"exit": int(error.exit), "error": str(error)}
        findings += [(f.code, f.file, f.line, f.blocks, f.said.nl) for f in getattr(error, "findings", ())]
    except Exception:
        told["trace"] = traceback.format_exc()
    return told


def redraw(file: Path, root: Path) -> dict[str, Any]:
    """Draw a picture anew, alone."""
    try:
        drawn = pictures.redraw(file, root / "alone").read_bytes()
    except pictures.Undrawable as error:
        return {"refused": str(error)}
    return {"left": pictures.metadata_of(drawn)}


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
