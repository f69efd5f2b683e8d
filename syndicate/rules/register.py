"""The register of trust: the 44 things that a page patients trust must have, and where each is held.

Each has one or more gates: `check` (a rule of the catalogue, on the source or the built page), `build` (the
site cannot be made otherwise; tests of it hold that) and `audit` (`invoke audit`, in a real browser). A code
of the check is a rule's; one of the build or the audit stands in register.toml only, with the test that holds
it or the line of the audit's table that measures it.
"""

from __future__ import annotations

import pkgutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from syndicate.model import Severity, Words


class Gate(StrEnum):
    """Where a thing is held: in the check, by the build, in the audit."""

    CHECK = "check"
    BUILD = "build"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing: its number, what it is, how heavy it weighs, and the codes under which it is held.

    The gate of a code is its family: `build.` and `audit.` are those gates, all others are the check's.
    """

    number: int
    what: Words
    severity: Severity
    codes: tuple[str, ...]

    @property
    def gates(self) -> tuple[Gate, ...]:
        """Return the gates of its codes, each once."""
        return tuple(dict.fromkeys(gate_of(code) for code in self.codes))


def gate_of(code: str) -> Gate:
    """Return the gate of a code."""
    family = code.partition(".")[0]
    return Gate(family) if family in {"build", "audit"} else Gate.CHECK


def _read() -> dict[str, Any]:
    raw = pkgutil.get_data(__package__ or "", "register.toml") or b""
    return tomllib.loads(raw.decode("utf-8"))


_DATA = _read()
ITEMS = tuple(
    Item(number, Words(nl, en), Severity(weight), tuple(codes.split()))
    for number, weight, codes, nl, en in _DATA["items"]
)
# what holds a code of the build: the file of its test, and the test
HELD: Mapping[str, tuple[str, str]] = {code: (file, test) for code, (file, test) in _DATA["held"].items()}
# what measures a code of the audit: the line of its table
MEASURED: Mapping[str, str] = _DATA["measured"]


def table() -> str:
    """Return the register as a Markdown table of docs/rules.md."""
    rows = ["| # | what | weight | gate | codes |", "|---|---|---|---|---|"]
    for item in ITEMS:
        codes = ", ".join(f"`{code}`" for code in item.codes)
        gates = ", ".join(item.gates)
        what = f"{item.what.en}<br>*{item.what.nl}*"
        rows.append(f"| {item.number} | {what} | {item.severity.value} | {gates} | {codes} |")
    return "\n".join(rows)
