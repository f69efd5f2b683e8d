"""rollback: the previous build is back without building, and posting is held until somebody looks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from syndicate.errors import SiteError
from syndicate.model import EntryKind
from syndicate.site import deploy
from syndicate.workflows.way import Tell, entry, open_way, silent

HELD = "Posting is held; `invoke release` lets it go on."


def rollback(root: Path, *, tell: Tell = silent, environ: Mapping[str, str] | None = None) -> str:
    """Hold posting, put the previous build back, and say where; raises SiteError, LedgerError."""
    way = open_way(root, tell=tell, environ=environ)
    data = {"scope": "all", "person": way.settings.actor, "reason": "rollback"}
    way.ledger.append(entry(way, EntryKind.HOLD, data=data))
    try:
        said = deploy.rollback(way.settings)
    except SiteError as error:
        raise SiteError(f"{error} {HELD}") from error
    way.tell(f"{said} {HELD}")
    return said
