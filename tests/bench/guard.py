"""What the guard costs: python -m tests.bench.guard [FILE …]; without files, on the articles here.

Prints CPU ms per 1,000 words once warm (all lists read) of all signs, of names and of cases alone, and of
the same texts a second time, as the next publish has them: from the file of what was seen. Of several rounds
the quickest, since others may use the machine. Last, CPU s and peak MB of a fresh process that looks at one.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from syndicate.rules.secrecy.cases import cases
from syndicate.rules.secrecy.known import Known
from syndicate.rules.secrecy.names import names
from syndicate.rules.secrecy.pieces import Piece
from syndicate.rules.secrecy.sight import marks, signs
from syndicate.rules.secrecy.visible import legible
from syndicate.workflows.remembered import Remembered

ROUNDS = 7
MOST_MS, MOST_S, MOST_MB = 20, 1.5, 200


def main(files: list[Path]) -> None:
    """Print what the guard costs on `files`."""
    texts = [legible(file.read_text("utf-8")) for file in files]
    known = Known()
    begin = time.process_time()
    list(signs(texts[0], known))
    first = time.process_time() - begin
    words = sum(len(text.split()) for text in texts)

    def told(name: str, look: Callable[[], object], rounds: int = ROUNDS, limit: str = "") -> None:
        cost = min(_seconds(look) for _ in range(rounds)) / words * 1e6
        print(f"{name:22} {cost:6.1f} ms per 1,000 words{limit}")

    print(f"first text {first:.2f} s CPU (at most {MOST_S} s)")
    told("each the first time", lambda: [signs(text, known) for text in texts], rounds=1)
    told("all signs", lambda: [signs(text, known) for text in texts], limit=f" (at most {MOST_MS} ms)")
    told("names", lambda: [list(names(text, known)) for text in texts])
    told("cases", lambda: [list(cases(text, known)) for text in texts])
    with tempfile.TemporaryDirectory() as folder:
        memory = Path(folder, "guard.json")
        _publish(texts, known, memory)
        told("the next publish", lambda: _publish(texts, known, memory), limit=f" (at most {MOST_MS} ms)")
    print(f"fresh process: {_fresh(files[0])} (at most {MOST_S} s, {MOST_MB} MB)")


def _publish(texts: list[str], known: Known, file: Path) -> None:
    """Look at the texts as one run does: what was seen before is read once, what is new is kept."""
    memory = Remembered(file)
    for text in texts:
        marks((Piece("body", 1, text),), known, memory=memory)
    memory.keep()


def _seconds(look: Callable[[], object]) -> float:
    begin = time.process_time()
    look()
    return time.process_time() - begin


def _fresh(file: Path) -> str:
    code = (
        "import sys, time, resource; from pathlib import Path\n"
        "from syndicate.rules.secrecy.sight import signs\n"
        "from syndicate.rules.secrecy.visible import legible\n"
        "from syndicate.rules.secrecy.known import Known\n"
        "before = time.process_time()\n"
        "signs(legible(Path(sys.argv[1]).read_text('utf-8')), Known())\n"
        "usage = resource.getrusage(resource.RUSAGE_SELF)\n"
        "print(f'{time.process_time():.2f} s CPU, of which imports {before:.2f} s;', end=' ')\n"
        "print(f'peak {usage.ru_maxrss // 1024} MB', end='')\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True
    ).stdout


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(Path("content/articles").glob("*.md")))
    print(f"this process: peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
