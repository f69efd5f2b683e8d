"""audit: the built site, measured in a real browser against the bar."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from syndicate import settings
from syndicate.errors import SiteError
from syndicate.model import EntryKind
from syndicate.site.shelf import fingerprint
from syndicate.workflows import repository
from syndicate.workflows.audit import bar, tools
from syndicate.workflows.audit.bar import Line
from syndicate.workflows.audit.measuring import measure
from syndicate.workflows.way import entry, open_way

MOST_FAULTS = 6


@dataclass(frozen=True, slots=True)
class Audited:
    """What came out: the lines of the bar, how many pages were seen, and the sha256 of the whole site."""

    lines: tuple[Line, ...]
    pages: int
    edition: str = ""

    @property
    def holds(self) -> bool:
        """Tell whether every line holds."""
        return self.failed == 0

    @property
    def failed(self) -> int:
        """Return how many lines do not hold."""
        return sum(not line.holds for line in self.lines)


def audit(root: Path, *, tell: Callable[[str], None], record: bool = False) -> Audited:
    """Measure the site that the last run built.

    With `record` the outcome, good or bad, goes into the ledger, for the page that tells it (checks).

    Raises SettingsError where a program is missing, SiteError where there is no site or one failed.
    """
    conf = settings.load(root)
    found = tools.find()
    if not (conf.output / "index.html").is_file():
        raise SiteError(f"{conf.output}: there is no site yet. Run `invoke publish` first.")
    way = open_way(root, tell=tell) if record else None  # what is wrong with the ledger is said before
    measured = measure(conf.output, conf.siteurl, conf.state, found, tell)
    audited = Audited(bar.lines(measured), len(measured.every), fingerprint(conf.output))
    if way:
        way.ledger.append(entry(way, EntryKind.AUDIT, data=_noted(audited, root)))
        tell("the outcome is on record")
    return audited


def _noted(audited: Audited, root: Path) -> dict[str, str]:
    counts = {"pages": audited.pages, "lines": len(audited.lines), "failed": audited.failed}
    data = {"edition": audited.edition, **{name: str(count) for name, count in counts.items()}}
    with suppress(SiteError, FileNotFoundError):  # a site need not be in git
        if not repository.git(root, "status", "--porcelain").strip():
            data["commit"] = repository.git(root, "rev-parse", "HEAD").strip()
    return data


def table(audited: Audited) -> str:
    """Return the table for people: a line each, and below it what was wrong where, the first of each."""
    rows = [("", "what", "bar", "worst page")]
    rows += [("ok" if line.holds else "NO", line.what, line.bar, line.worst) for line in audited.lines]
    wide = [max(len(row[n]) for row in rows) for n in range(4)]
    said = [
        "  ".join(cell.ljust(size) for cell, size in zip(row, wide, strict=True)).rstrip() for row in rows
    ]
    for line in audited.lines:
        said += [f"{line.what}: {fault}" for fault in line.faults[:MOST_FAULTS]]
        if len(line.faults) > MOST_FAULTS:
            said.append(f"{line.what}: and {len(line.faults) - MOST_FAULTS} more")
    told = f"{audited.failed} of {len(audited.lines)} do not hold" if audited.failed else "all hold"
    return "\n".join([*said, f"{audited.pages} pages, {len(audited.lines)} lines: {told}"])
