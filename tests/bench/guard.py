"""What the guard costs: python -m tests.bench.guard [FILE …]; without files, on the articles here.

Prints CPU ms per 1,000 words once warm (all lists read), CPU s and peak MB of a fresh process that looks at
one text, and the same for names and cases alone. Limits: 20 ms, 1.5 s, 200 MB.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

from syndicate.rules.secrecy.cases import cases
from syndicate.rules.secrecy.known import Known
from syndicate.rules.secrecy.names import names
from syndicate.rules.secrecy.sight import signs
from syndicate.rules.secrecy.visible import legible

ROUNDS = 5


def main(files: list[Path]) -> None:
    """Print what the guard costs on `files`."""
    texts = [legible(file.read_text("utf-8")) for file in files]
    known = Known()
    begin = time.process_time()
    list(signs(texts[0], known))
    first = time.process_time() - begin
    cold = _per_thousand(texts, lambda text: signs(text, known), 1)
    print(f"first text {first:.2f} s CPU; each text the first time {cold:.1f} ms per 1,000 words")
    for name, look in (("all signs", signs), ("names", names), ("cases", cases)):
        cost = _per_thousand(texts, lambda text, look=look: list(look(text, known)), ROUNDS)
        print(f"{name:10} {cost:6.1f} ms per 1,000 words")
    print(f"fresh process: {_fresh(files[0])}")


def _per_thousand(texts: list[str], look, rounds: int) -> float:  # type: ignore[no-untyped-def]  # any of three
    words = sum(len(text.split()) for text in texts) * rounds
    begin = time.process_time()
    for _ in range(rounds):
        for text in texts:
            look(text)
    return (time.process_time() - begin) / words * 1e6


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
        "print(f'peak {usage.ru_maxrss // 1024} MB')\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True
    ).stdout


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(Path("content/articles").glob("*.md")))
    print(f"this process: peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
