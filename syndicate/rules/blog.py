"""blog: what is asked of a site that was made without us, and so never promised what a practice promises.

No patient may be known from it, and a post must be fit to be sent: these rules keep their weight. Who wrote,
who reviewed, on what it rests, and how a theme of its author's own is made, is advice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from syndicate.model import Finding, Severity, Words
from syndicate.rules.secrecy import seconded
from syndicate.rules.secrecy.kinds import TOLD, Kind

OWN = ("trust.", "plain.", "page.", "override.")
# what a blog has no place to write: it may become a practice, and then it is asked
LATER = frozenset(
    {"trust.person", "trust.profession", "trust.registration", "trust.reviewer", "trust.reviewer-is-author"}
    | {"trust.care-card", "trust.last-reviewed", "trust.review-date", "trust.sources", "trust.second-source"}
)
TO_A_PRACTICE = Words(
    "Een blog hoeft dit niet te zeggen; docs/adopting.md zegt hoe het een praktijk wordt die dat wel doet.",
    "A blog need not say so; docs/adopting.md says how it becomes a practice, which does.",
)
# asked by a setting, not by us
ASKED = frozenset({"trust.approval"})


def soften(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings about an article of a blog: what it never promised becomes advice.

    What asks for a second person, whom a blog does not know, becomes a warning.
    """
    return tuple(
        _softened(f) if f.code.startswith(OWN) and f.code not in ASKED else _told(f) for f in findings
    )


def _told(finding: Finding) -> Finding:
    if not seconded(finding):
        return finding
    mend = TOLD[Kind(finding.code.partition(".")[2])].mend
    return replace(finding, severity=Severity.WARNING, mend=mend)


def on_pages(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings about built pages; none of them stops the site.

    A theme's frame stands on every page: its own telephone number is told as a warning, since what an
    article holds is judged where it is written.
    """
    return tuple(
        replace(f, severity=Severity.WARNING) if f.severity is Severity.ERROR else f for f in soften(findings)
    )


def gather(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings, each rule's advice and what it says of pages only once, with how often it does.

    Hundreds of articles that were written without us would else say the same hundreds of times.
    """
    kept: list[Finding] = []
    alike: dict[str, list[Finding]] = {}
    for finding in findings:
        often = finding.severity is Severity.ADVICE or (finding.file.endswith(".html") and not finding.blocks)
        if often and finding.code not in ASKED:
            alike.setdefault(finding.code, []).append(finding)
        else:
            kept.append(finding)
    return (*kept, *(_gathered(same[0], len({f.file for f in same}) - 1) for same in alike.values()))


def _softened(finding: Finding) -> Finding:
    mend = TO_A_PRACTICE if finding.code in LATER else finding.mend
    return replace(finding, severity=Severity.ADVICE, mend=mend)


def _gathered(finding: Finding, more: int) -> Finding:
    if not more:
        return finding
    said = Words(f"{finding.said.nl} (En nog {more}.)", f"{finding.said.en} (And {more} more.)")
    return replace(finding, said=said)
