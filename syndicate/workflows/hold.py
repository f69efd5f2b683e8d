"""hold and release: the calamity switch, for everything, one account or one article."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from syndicate import rules
from syndicate.errors import SettingsError
from syndicate.model import EntryKind
from syndicate.workflows.way import Tell, Way, entry, holds, open_way, silent

UNKEPT = "(…)"


def hold(
    root: Path, scope: str, reason: str, *, tell: Tell = silent, environ: Mapping[str, str] | None = None
) -> None:
    """Stop posting for `all`, `account:NAME` or `article:UID` until somebody releases it.

    The reason passes the secrecy guard first, since a ledger is never erased: what may identify a person is
    refused (SettingsError), and a reason that names or points at anybody else is not kept, so that posting
    stops at once.
    """
    if not reason.strip():
        raise SettingsError('say why, for whoever finds posting held: --reason "..."')
    way = open_way(root, tell=tell, environ=environ)
    known = {"all", *(f"account:{a.name}" for a in way.settings.accounts)}
    known |= {f"article:{a.uid}" for a in way.content.articles}
    if scope not in known:
        said = rules.hidden(scope, known=way.known)
        shown = sorted(rules.hidden(one, known=way.known) for one in known)
        raise SettingsError(f"{said} is nothing that can be held. Known: {', '.join(shown)}.")
    if rules.identifiers(reason, known=way.known):
        raise SettingsError("the reason holds something that may identify a person; say it without.")
    if rules.has_person(reason, known=way.known):
        way.tell("the reason may point at somebody, and is not kept")
        reason = UNKEPT
    _write(way, EntryKind.HOLD, scope, reason)


def release(root: Path, scope: str, *, tell: Tell = silent, environ: Mapping[str, str] | None = None) -> None:
    """Let posting go on for a scope that is held; raises SettingsError where nothing holds it."""
    way = open_way(root, tell=tell, environ=environ)
    held = holds(way)
    if scope not in held:
        raise SettingsError(f"{scope} is not held. Held now: {', '.join(sorted(held)) or 'nothing'}.")
    _write(way, EntryKind.RELEASE, scope, "")


def _write(way: Way, kind: EntryKind, scope: str, reason: str) -> None:
    data = {"scope": scope, "person": way.settings.actor, "reason": reason}
    way.ledger.append(entry(way, kind, data=data))
    way.tell(f"{scope}: {kind}")
