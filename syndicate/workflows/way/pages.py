"""The built site, and what the rules say of its pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from syndicate import rules
from syndicate.model import Approval, Article, Finding, Page
from syndicate.rules import Standing
from syndicate.site.build import Built, build
from syndicate.workflows import outgoing
from syndicate.workflows.elsewhere import carried, pictures
from syndicate.workflows.way.looks import masked
from syndicate.workflows.way.recalled import syndication
from syndicate.workflows.way.run import Way


@dataclass(frozen=True, slots=True)
class Site:
    """The built site, what the rules say of its pages, and how each article (uid/lang) stands."""

    built: Built
    pages: Mapping[str, Page]
    findings: tuple[Finding, ...] = ()
    standings: Mapping[str, Standing] = field(default_factory=dict)


def make_site(way: Way, signed: Mapping[str, tuple[Approval, ...]], output: Path | None = None) -> Site:
    """Build the site and look at its pages; raises SiteError, ContentError."""
    count = len(way.content.articles)
    way.tell(f"build {count} article{'' if count == 1 else 's'}")
    built = build(
        way.settings,
        way.content,
        output or way.settings.output,
        today=way.today,
        approvals=signed,
        syndication=syndication(way),
    )
    outgoing.refuse_in_folder(way.settings, built.output)
    stands = {a.ref: standing(way, a, signed) for a in way.content.articles}
    found: list[Finding] = list(pictures(built.output, way.known))
    pages: dict[str, Page] = {}
    for page in built.pages:
        how = stands.get(page.article.ref, Standing()) if page.article else Standing()
        seen = rules.on_page(page, known=way.known, standing=how, memory=way.memory)
        if page.article:
            seen = rules.override(seen, page.article.overrides)
            pages[page.article.ref] = page
        found.extend(seen)
    if way.settings.blog:
        found = [*(masked(way, f) for f in built.findings), *rules.gather(rules.on_pages(found))]
        found += carried(built.output, way.known)
    way.memory.keep()
    return Site(built, pages, tuple(found), stands)


def standing(way: Way, article: Article, signed: Mapping[str, tuple[Approval, ...]]) -> Standing:
    """Return how an article stands today: who let its review level pass, and whether its consents hold."""
    return rules.standing(
        article,
        people=way.content.people,
        approvals=signed.get(article.ref, ()),
        consents=way.content.consents,
        today=way.today,
    )
