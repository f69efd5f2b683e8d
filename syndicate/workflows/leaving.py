"""Who stays at home: new articles that show too much of a person, while all others go on.

An article is left out as a draft is: no page, list, feed, picture, post, plan or line of the ledger knows of
it. One that was shared, or whose page is on the host, cannot be: its page would vanish, and so the run stops.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from syndicate import rules
from syndicate.errors import ContentError, ExpertstatusError
from syndicate.ledger import reading
from syndicate.model import Article, EntryKind, Finding, Status
from syndicate.site.live import stands
from syndicate.workflows.way import Way


def held_back(way: Way, findings: Iterable[Finding]) -> frozenset[str]:
    """Return the articles (uid/lang) that a finding about people holds back, whether new or not.

    Of a blog none: Pelican itself reads its texts, so that nothing can be left out of it.
    """
    if way.settings.blog:
        return frozenset()
    stopped = {f.subject for f in findings if f.blocks and rules.secret(f)}
    return frozenset(a.ref for a in way.content.articles if a.status is not Status.DRAFT and a.ref in stopped)


def staying_home(way: Way, findings: Iterable[Finding]) -> frozenset[str]:
    """Return those that a run leaves out and goes on: new ones, of which nobody outside knows."""
    refs = held_back(way, findings)
    shared = {f"{posted.uid}/{posted.lang}" for posted in way.ledger.posted()} if refs else set()
    return frozenset(a.ref for a in way.content.articles if a.ref in refs - shared and not _on_host(way, a))


def without(way: Way, refs: Iterable[str]) -> Way:
    """Return the same way without these articles (uid/lang)."""
    left = frozenset(refs)
    kept = tuple(a for a in way.content.articles if a.ref not in left)
    return replace(way, content=replace(way.content, articles=kept)) if left else way


def about(findings: Iterable[Finding], refs: frozenset[str]) -> tuple[Finding, ...]:
    """Return what holds these articles back."""
    return tuple(f for f in findings if f.subject in refs and f.blocks and rules.secret(f))


def others(findings: Iterable[Finding], refs: frozenset[str]) -> tuple[Finding, ...]:
    """Return what is said of all else."""
    return tuple(f for f in findings if f.subject not in refs)


def refuse_shown(findings: Iterable[Finding]) -> None:
    """Raise ContentError where words of no article show a person: whatever looks at the plan shows them."""
    found = tuple(f for f in findings if f.blocks and rules.secret(f) and not f.subject)
    if found:
        raise ContentError("nothing is shown: words that stand everywhere show too much of a person.", found)


def _on_host(way: Way, article: Article) -> bool:
    """Tell whether its page is on the host, or might be: what cannot be found out counts as there."""
    if reading.deploys(way.ledger.only(EntryKind.DEPLOY)) is None:
        return False
    try:
        return stands(way.settings, article, way.door)
    except (ExpertstatusError, OSError):
        return True
