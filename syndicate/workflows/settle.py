"""settle: ask the networks about doubtful posts, or write down what a person saw."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from syndicate.errors import Exit, SettingsError
from syndicate.workflows.doubt import Settled, by_person, doubtful, settle
from syndicate.workflows.way import Tell, open_way, silent

ADDRESS = r"https?://[^\s/@\\]+/\S*"
ADDRESS_OR_FILE = rf"{ADDRESS}|file:///\S+"


@dataclass(frozen=True, slots=True)
class Settling:
    """What is settled now, and what still waits for a person."""

    settled: tuple[Settled, ...]

    @property
    def exit(self) -> Exit:
        """Return 6 where a person must look, 4 where a post was lost since nobody posted it, else 0."""
        outcomes = {s.outcome for s in self.settled}
        if "person" in outcomes:
            return Exit.PERSON
        return Exit.SOME_FAILED if "dropped" in outcomes else Exit.DONE


def settle_all(root: Path, *, tell: Tell = silent, environ: Mapping[str, str] | None = None) -> Settling:
    """Ask every network about its doubtful posts; raises SettingsError, LedgerError."""
    return Settling(settle(open_way(root, tell=tell, environ=environ)))


def settle_by_person(
    root: Path, key: str, *, url: str, tell: Tell = silent, environ: Mapping[str, str] | None = None
) -> Settling:
    """Write down that the post of `key` stands at `url`, or ("") that it is not on the network.

    A file has an address only on the folder channel. Raises SettingsError.
    """
    way = open_way(root, tell=tell, environ=environ)
    open_keys = doubtful(way)
    if key not in open_keys:
        known = "\n".join(sorted(open_keys)) or "none"
        raise SettingsError(f"{key} is not in doubt. In doubt now:\n{known}")
    embedded = {a.name for a in way.settings.accounts if a.embedded}
    if url and not re.fullmatch(ADDRESS_OR_FILE if key.split("/")[2] in embedded else ADDRESS, url):
        raise SettingsError(
            f"--url must be the address of the post, e.g. https://x.com/praktijk/status/1, not {url[:80]!r}."
        )
    by_person(way, key, url=url, person=way.settings.actor)
    return Settling((Settled(key, key.split("/")[2], "found" if url else "absent", url),))
