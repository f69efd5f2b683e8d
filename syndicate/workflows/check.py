"""check: what the rules say of sources, pages and coming posts; nothing is deployed or posted."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from syndicate.errors import Exit
from syndicate.model import Finding, Severity
from syndicate.workflows.outlook import outlook
from syndicate.workflows.way import Tell, approvals, blocking, make_site, open_way, silent, sources

ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.ADVICE: 2}


@dataclass(frozen=True, slots=True)
class Checked:
    """All findings, worst first; `language` is the practice's, `exit` what CI sees."""

    findings: tuple[Finding, ...]
    language: str
    articles: int
    exit: Exit


def check(root: Path, *, tell: Tell = silent, environ: Mapping[str, str] | None = None) -> Checked:
    """Look at everything that publish would look at; raises SettingsError, LedgerError, SiteError."""
    way = open_way(root, tell=tell, environ=environ)
    signed = approvals(way)
    found = sources(way, signed)
    stopped = bool(blocking(way, found))
    if not stopped:
        with tempfile.TemporaryDirectory() as aside:
            inside = replace(way, settings=replace(way.settings, output=Path(aside) / "output"))
            site = make_site(inside, signed)
            view = outlook(inside, site, (*found, *site.findings))
            found = (*found, *site.findings, *(f for c in view.coming for f in c.findings))
            stopped = bool(blocking(way, site.findings)) or any(c.blocked for c in view.coming)
    ordered = tuple(sorted(dict.fromkeys(found), key=lambda f: (ORDER[f.severity], f.file, f.line, f.code)))
    return Checked(
        ordered, way.settings.language, len(way.content.articles), Exit.CONTENT if stopped else Exit.DONE
    )
