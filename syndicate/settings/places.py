"""The folders of a practice, and the one check that none of them is, holds or lies in another.

A build and a deploy replace their folder whole, so an overlap would one day take the texts, the memory
or the site along.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

from syndicate.settings import values
from syndicate.settings.targets import SUFFIXES, Target

FOLDERS = {
    "content": ("PATH", "content"),
    "private": ("SYNDICATE_PRIVATE", ""),
    "output": ("OUTPUT_PATH", "output"),
    "posts": ("SYNDICATE_POSTS", "posts"),
    "preview": ("SYNDICATE_PREVIEW", "preview"),
    "drop": ("SYNDICATE_DROP", "drop"),
    "state": ("SYNDICATE_STATE", ".syndicate"),
}
# the only folders that may lie in another: the memory, and what of the texts is for nobody else
WITHIN = {("SYNDICATE_STATE", "SYNDICATE_LEDGER"), ("PATH", "SYNDICATE_PRIVATE")}


def read_folders(
    root: Path,
    conf: Mapping[str, Any],
    ledger: str,
    target: Target | None,
    wrong: list[str],
    *,
    sources: Mapping[str, Path] | None = None,
) -> dict[str, Path]:
    """Return the folders by their name in Settings, absolute; every mistake is added to `wrong`.

    The ledger may lie in the state folder, and what is private in the content folder (`private` there by
    default); all else keeps apart, the folder of the live site with all that a deploy keeps beside it.
    `sources` are the folders that a blog reads from: its PATH may be the site's own folder.
    """
    written = {key: values.text(conf, key, default, wrong) for key, default in FOLDERS.values()}
    written["SYNDICATE_PRIVATE"] = written["SYNDICATE_PRIVATE"] or f"{written['PATH']}/private"
    kind, _, place = ledger.partition(":")
    if kind in ("file", "sqlite") and place.strip():
        written["SYNDICATE_LEDGER"] = place
    if target and target.kind == "folder":
        written["SYNDICATE_DEPLOY"] = target.path
    found = {}
    for key, text in written.items():
        try:
            found[key] = (root / text).resolve()
        except (OSError, RuntimeError) as error:
            wrong.append(f"pelicanconf.py: {key} {text!r} cannot be a folder: {error}.")
    apart = found
    if sources is not None:
        apart = {k: v for k, v in found.items() if k not in ("PATH", "SYNDICATE_PRIVATE")} | dict(sources)
    wrong.extend(_overlaps(root.resolve(), apart, frozenset(sources or ())))
    return {name: found[key] for name, (key, _) in FOLDERS.items() if key in found}


def _overlaps(root: Path, found: Mapping[str, Path], together: frozenset[str]) -> Iterator[str]:
    own = {}
    for key, folder in found.items():
        if root.is_relative_to(folder):
            yield (
                f"pelicanconf.py: {key} {folder} is or holds the practice's own folder {root}. "
                f"Name a folder of its own in it."
            )
        else:
            own[key] = _taken(key, folder)
    for one, other in combinations(own, 2):
        if (one, other) in WITHIN and found[one] in found[other].parents:
            continue
        if {one, other} <= together:
            continue
        if any(a.is_relative_to(b) or b.is_relative_to(a) for a in own[one] for b in own[other]):
            yield (
                f"pelicanconf.py: {one} {found[one]} overlaps {other} {found[other]}. "
                f"Name a folder of its own for each."
            )


def _taken(key: str, folder: Path) -> tuple[Path, ...]:
    """Return the folder with those beside it that its task makes and replaces."""
    if key == "SYNDICATE_DEPLOY":
        return tuple(folder.with_name(folder.name + suffix) for suffix in SUFFIXES)
    if key == "OUTPUT_PATH":
        return (folder, *(folder.with_name(f".{folder.name}.{what}") for what in ("building", "previous")))
    return (folder,)
