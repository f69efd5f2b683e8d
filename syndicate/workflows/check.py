"""check: what the rules say of sources, pages and coming posts; nothing is deployed or posted."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from syndicate import rules
from syndicate.errors import Exit
from syndicate.model import Finding, Severity, wrote
from syndicate.workflows import kept, leaving
from syndicate.workflows.outlook import outlook
from syndicate.workflows.way import (
    Tell,
    Way,
    approvals,
    blocking,
    in_sight,
    make_site,
    open_way,
    silent,
    sources,
)

ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.ADVICE: 2}


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many questions of one article (its `file`, as it may be shown) wait for one of `people`."""

    file: str
    ref: str
    questions: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """All findings, worst first; `language` is the practice's, `exit` what CI sees.

    `waiting` are the articles that a second person has to read for secrecy.
    """

    findings: tuple[Finding, ...]
    language: str
    articles: int
    exit: Exit
    waiting: tuple[Waiting, ...] = ()


def check(root: Path, *, tell: Tell = silent, environ: Mapping[str, str] | None = None) -> Checked:
    """Look at everything that publish would look at; raises SettingsError, LedgerError, SiteError.

    Where a ledger elsewhere cannot be read from here, what a second person may have let pass stops nothing.
    """
    way, known = in_sight(open_way(root, tell=tell, environ=environ))
    signed = approvals(way)
    found = sources(way, signed)
    home = leaving.held_back(way, found)
    stopped = bool(_sure(blocking(way, found), known))
    if not blocking(way, leaving.others(found, home)):
        with tempfile.TemporaryDirectory() as aside:
            inside = replace(way, settings=replace(way.settings, output=Path(aside) / "output"))
            inside = leaving.without(inside, home, leaving.about(way, found, home))
            site = make_site(inside, signed)
            gone = tuple(kept.lost(inside, site))
            view = outlook(inside, site, (*found, *site.findings))
            found = tuple(dict.fromkeys((*found, *inside.left)))
            drawn = (*view.coming, *view.asking)
            found = (*found, *site.findings, *gone, *(f for c in drawn for f in c.findings))
            stopped = stopped or bool(_sure(blocking(way, site.findings), known) or gone)
            stopped = stopped or any(_sure([f for f in c.findings if f.blocks], known) for c in view.coming)
    ordered = tuple(
        sorted(
            dict.fromkeys(found),
            key=lambda f: (bool(f.overridden), ORDER[f.severity], f.file, f.line, f.code),
        )
    )
    return Checked(
        ordered,
        way.settings.language,
        len(way.content.articles),
        Exit.CONTENT if stopped else Exit.DONE,
        tuple(waiting(way, found)),
    )


def _sure(found: Sequence[Finding], known: bool) -> Sequence[Finding]:
    return found if known else [f for f in found if not rules.seconded(f)]


def waiting(way: Way, found: Sequence[Finding]) -> Iterator[Waiting]:
    """Yield the articles whose questions about people wait for a second person, and nothing else first."""
    if way.settings.blog:
        return
    for article in way.content.articles:
        own = [f for f in found if f.subject == article.ref and f.blocks and f.code.startswith("secrecy.")]
        if own and all(rules.seconded(f) for f in own):
            asked = (p.name for p in way.content.people.values() if not wrote(p, article))
            file = rules.hidden(article.file, known=way.known)
            yield Waiting(file, article.ref, len(own), tuple(asked))
