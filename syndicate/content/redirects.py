"""content/redirects.toml -> where addresses lead that no text of its own stands at any more.

One line per address, both without the name of the site; an empty one says that nothing came in its place:

    "onderwerp/kind/" = "onderwerp/kinderen/"
    "auteur/jan-smit/" = ""

Where an article stood before, its own `aliases` say (docs/front-matter.md).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from syndicate.content import files
from syndicate.content.mistakes import Mistakes, shown
from syndicate.content.tables import read_tables
from syndicate.model import Finding

LONGEST = 300
# parts that no page or server takes for something else, on any system
_FORM = re.compile(r"(?!.*(?:^|/)\.)(?:[A-Za-z0-9._~-]+/)*[A-Za-z0-9._~-]*")


@dataclass(frozen=True, slots=True)
class Redirects:
    """Former address -> the address that took its place, "" for none; `lines` says where in `file`."""

    file: str = ""
    moved: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


def read_redirects(file: Path, root: Path) -> tuple[Redirects, tuple[Finding, ...]]:
    """Read redirects.toml; every mistake is a finding. The file is the practice's own choice.

    An address that leads to one which leads on is read as leading to the last.
    """
    mistakes = Mistakes(files.named(file, root))
    tables = read_tables(file, mistakes)
    written: dict[str, str] = {}
    lines: dict[str, int] = {}
    for old, new in tables.data.items():
        here, there = _address(old), _address(new)
        if here is None or there is None or here in ("", "index.html"):
            mistakes.add("redirect-form", tables.line(old), given=shown(old))
        else:
            written[here], lines[here] = there, tables.line(old)
    moved: dict[str, str] = {}
    for old in written:
        end = _end(old, written)
        if end is None:
            mistakes.add("redirect-round", lines[old], given=shown(old))
        else:
            moved[old] = end
    return Redirects(mistakes.file, moved, lines), mistakes.of("")


def _address(text: object) -> str | None:
    """Return an address as the site writes it: `over-ons/`, `feeds/all.json`, `index.html` for the home page.

    "" stays what it is, None is no address.
    """
    if not isinstance(text, str) or len(text) > LONGEST or not _FORM.fullmatch(text.removeprefix("/")):
        return None
    if text == "/":
        return "index.html"
    plain = text.removeprefix("/").removesuffix("index.html")
    is_folder = plain and not plain.endswith("/") and "." not in plain.rpartition("/")[2]
    return f"{plain}/" if is_folder else plain or text.removeprefix("/")


def _end(old: str, written: Mapping[str, str]) -> str | None:
    """Return where an address leads in the end, "" for nowhere, None where it leads to itself."""
    seen, here = {old}, written[old]
    while here in written:
        if here in seen:
            return None
        seen.add(here)
        here = written[here]
    return here
