"""Who stays at home: new articles that show too much of a person, and what nobody but its author has read.

An article is left out as a draft is: no page, list, feed, picture, post, plan or line of the ledger knows of
it. One that was shared, or whose page is on the host, cannot be: its page would vanish, and so the run stops.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from syndicate import rules
from syndicate.errors import ContentError, ExpertstatusError
from syndicate.model import Approval, Article, Finding, Severity, Status, Words
from syndicate.site.live import stands
from syndicate.workflows.way import Site, Way, make_site


def held_back(way: Way, findings: Iterable[Finding]) -> frozenset[str]:
    """Return the articles (uid/lang) that a finding about people holds back, whether new or not.

    With an original go its translations: the guard reads Dutch and English, and not always their language.
    Of a blog none: Pelican itself reads its texts, so that nothing can be left out of it.
    """
    if way.settings.blog:
        return frozenset()
    stopped = {f.subject for f in findings if f.blocks and rules.secret(f)}
    return _with_translations(way, stopped)


def staying_home(way: Way, findings: Iterable[Finding]) -> frozenset[str]:
    """Return those that a run leaves out and goes on: new ones, of which nobody outside knows.

    Withdrawing waits for nobody, since it is to be done in a hurry; of a new article there is no hurry.
    """
    findings = tuple(findings)
    refs = held_back(way, findings) | _unread(way, findings)
    if not way.settings.blog:
        told = {f.subject for f in findings if _holds(f)}
        refs |= {a.ref for a in way.content.articles if a.status is Status.WITHDRAWN and a.ref in told}
    shared = {f"{posted.uid}/{posted.lang}" for posted in way.ledger.posted()} if refs else set()
    return frozenset(a.ref for a in way.content.articles if a.ref in refs - shared and not _on_host(way, a))


def without(way: Way, refs: Iterable[str], why: Iterable[Finding] = ()) -> Way:
    """Return the same way without these articles (uid/lang), which is told by `why`.

    What links to them goes on, without the link.
    """
    out = frozenset(refs)
    kept = tuple(a for a in way.content.articles if a.ref not in out)
    gone = tuple(a for a in way.content.articles if a.ref in out)
    content = replace(way.content, articles=kept, left=(*way.content.left, *gone))
    return replace(way, content=content, left=(*way.left, *why)) if gone else way


def at_home(way: Way, findings: tuple[Finding, ...]) -> tuple[Way, tuple[Finding, ...]]:
    """Return the way without those that stay at home, and what was found of all others."""
    home = staying_home(way, findings)
    return without(way, home, about(way, findings, home)), others(findings, home)


def site_at_home(way: Way, signed: Mapping[str, tuple[Approval, ...]]) -> tuple[Way, Site]:
    """Build the site, and once more where a page shows what its source did not; as make_site raises."""
    site = make_site(way, signed)
    less, _ = at_home(way, site.findings)
    return (way, site) if less is way else (less, make_site(less, signed))


def about(way: Way, findings: Iterable[Finding], refs: frozenset[str]) -> tuple[Finding, ...]:
    """Return what holds these articles back or is wrong in them; a translation may await its original."""
    own = tuple(f for f in findings if f.subject in refs and (_holds(f) or f.blocks))
    told = {f.subject for f in own}
    too = (a for a in way.content.articles if a.ref in refs - told)
    named = ((rules.hidden(a.file, known=way.known), a.ref) for a in too)
    return (*own, *(Finding("site.waits-too", Severity.WARNING, *WAITS, file, 1, ref) for file, ref in named))


def unlinked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return where a link to an article that stays at home was taken out of another text."""
    return tuple(f for f in findings if f.code == "site.waits")


def others(findings: Iterable[Finding], refs: frozenset[str]) -> tuple[Finding, ...]:
    """Return what is said of all else."""
    return tuple(f for f in findings if f.subject not in refs)


def refuse_shown(findings: Iterable[Finding]) -> None:
    """Raise ContentError where words of no article show a person: whatever looks at the plan shows them."""
    found = tuple(f for f in findings if f.blocks and rules.secret(f) and not f.subject)
    if found:
        raise ContentError("nothing is shown: words that stand everywhere show too much of a person.", found)


def _holds(finding: Finding) -> bool:
    return (rules.secret(finding) and not finding.overridden) or rules.unread(finding)


def _unread(way: Way, findings: Iterable[Finding]) -> frozenset[str]:
    """Return what nobody but its author has read; what was live stays, unshared."""
    told = {f.subject for f in findings if rules.unread(f)}
    return frozenset(a.ref for a in way.content.articles if a.status is Status.PUBLISHED and a.ref in told)


def _with_translations(way: Way, refs: Iterable[str]) -> frozenset[str]:
    articles = [a for a in way.content.articles if a.status is not Status.DRAFT]
    held = {a.ref for a in articles} & set(refs)
    originals = {a.uid for a in articles if a.ref in held and not a.translation_of}
    return frozenset(held | {a.ref for a in articles if a.translation_of and a.uid in originals})


def _on_host(way: Way, article: Article) -> bool:
    """Tell whether its page is on the host, or might be: what cannot be found out counts as there.

    The host itself is asked, whatever the ledger says: a ledger that was lost knows of no deploy.
    """
    try:
        return stands(way.settings, article, way.door)
    except (ExpertstatusError, OSError):
        return True


WAITS = (
    Words(
        "deze vertaling wacht, omdat haar origineel nog niet openbaar mag zijn.",
        "this translation waits, because its original may not be public yet.",
    ),
    Words(
        "Zij gaat vanzelf mee zodra het origineel vrij is.",
        "It goes along by itself once the original is free.",
    ),
)
