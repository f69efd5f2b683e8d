"""Measures the guard on whole texts that ought to pass: python -m tests.guard.texts FILE … [--show].

Prints how many have a finding, by kind. --show prints the places found; only for texts that are public.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path

from syndicate.rules.secrecy.known import Known
from syndicate.rules.secrecy.sight import signs
from syndicate.rules.secrecy.trace import Trace
from syndicate.rules.secrecy.visible import legible
from tests.guard.measure import wilson
from tests.guard.practice import practice


def main() -> None:
    """Print the share of the texts on the command line that have a finding."""
    ask = argparse.ArgumentParser()
    ask.add_argument("files", nargs="+", type=Path)
    ask.add_argument("--show", action="store_true")
    ask.add_argument("--people", type=Path, help="people.toml of the site whose texts these are")
    ask.add_argument("--allow", nargs="*", default=[], help="what that site vouches for beside its people")
    asked = ask.parse_args()
    known = practice()
    if asked.people:
        people = tomllib.loads(asked.people.read_text("utf-8"))
        names = {person["name"] for person in people.values() if "name" in person}
        known = replace(known, names=known.names | names | set(asked.allow))
    print("\n".join(report(asked.files, known, show=asked.show)))


def _shown(text: str, trace: Trace) -> str:
    before, found, after = text[: trace.start], text[trace.start : trace.end], text[trace.end :]
    return f"{before[-50:]!r}>>{found!r}<<{after[:40]!r}"


def report(files: list[Path], known: Known, *, show: bool = False) -> list[str]:
    """Return the lines of the report."""
    texts: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    lines, count = [], 0
    for file in files:
        # The first line of a collected text may tell where it comes from.
        text = legible(re.sub(r"\A# https?://.*", "", file.read_text("utf-8")))
        count += len(text.split())
        traces = signs(text, known)
        findings.update(trace.kind for trace in traces)
        texts.update({str(trace.kind) for trace in traces} | ({"any"} if traces else set()))
        if show:
            lines += [f"{file.name}: {t.kind} {_shown(text, t)}" for t in traces]
    lines.append(f"{len(files)} texts, {count} words; findings: {dict(findings)}")
    lines += [f"{kind:14} in {wilson(n, len(files))} of the texts" for kind, n in texts.most_common()]
    return lines


if __name__ == "__main__":
    main()
