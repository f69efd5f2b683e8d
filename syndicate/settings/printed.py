"""The words of pelicanconf.py that others read: on pages, in feeds, share images, posts and the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from syndicate.settings import Settings

FILE = "pelicanconf.py"
# Where a practice writes sentences of its own; all others are its own names, addresses, or technical.
SENTENCES = frozenset(
    {"SITENAME", "SITESUBTITLE", "AUTHOR", "MENUITEMS", "LINKS", "SOCIAL", "tagline", "funding"}
)
DEEPEST = 8  # lists in lists


@dataclass(frozen=True, slots=True)
class Printed:
    """A text of a setting: the line of pelicanconf.py, and whether the practice writes sentences there."""

    text: str
    line: int
    sentences: bool


def printed(conf: Settings) -> Iterator[Printed]:
    """Yield the texts of every setting that a template may show, and the accounts' names.

    Our other settings are for the run. `allowed` is what others may say, and not said itself.
    """
    file = conf.root / FILE
    lines = file.read_text("utf-8", "replace").splitlines() if file.is_file() else []
    for name, value in _shown(conf):
        for text in _texts(value):
            yield Printed(text, _line(lines, name), name in SENTENCES)


def _shown(conf: Settings) -> Iterator[tuple[str, object]]:
    for name, value in conf.pelican.items():
        if not name.startswith("SYNDICATE_"):
            yield name, value
    yield "SYNDICATE_ACCOUNTS", tuple(account.name for account in conf.accounts)
    for field in fields(conf.practice):
        if field.name != "allowed":
            yield field.name, getattr(conf.practice, field.name)


def _texts(value: object, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping) and depth < DEEPEST:
        yield from _texts((*value.keys(), *value.values()), depth + 1)
    elif isinstance(value, list | tuple | set | frozenset) and depth < DEEPEST:
        for one in sorted(value, key=str) if isinstance(value, set | frozenset) else value:
            yield from _texts(one, depth + 1)


def _line(lines: list[str], name: str) -> int:
    """Return the line on which a setting is written, 1 where it comes from elsewhere."""
    here = re.compile(rf"""^\s*{re.escape(name)}\s*[=:+]|["']{re.escape(name)}["']\s*:""")
    return next((number for number, line in enumerate(lines, start=1) if here.search(line)), 1)
