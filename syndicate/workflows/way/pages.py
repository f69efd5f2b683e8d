"""The built site, and what the rules say of its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from syndicate import rules
from syndicate.content import Content
from syndicate.errors import ContentError
from syndicate.limits import Limits
from syndicate.model import Approval, Article, EntryKind, Finding, Page
from syndicate.rules import Standing
from syndicate.site import admin
from syndicate.site.build import Built, build
from syndicate.workflows import checks, outgoing, texts
from syndicate.workflows.elsewhere import DRAWN, carried, pictures
from syndicate.workflows.refusals import LARGE
from syndicate.workflows.way.looks import masked
from syndicate.workflows.way.recalled import addresses, syndication
from syndicate.workflows.way.run import Way

PROGRAM = f"{admin.FOLDER}/sveltia/"
CUT = 1.5
"""A network that shows a picture narrower than this (in heights) would cut words off the share image."""


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
    built = _build(way, signed, output or way.settings.output)
    outgoing.refuse_in_folder(way.settings, built.output)
    stands = {a.ref: standing(way, a, signed) for a in way.content.articles}
    told = [masked(way, f) for f in built.findings]
    found: list[Finding] = [*told, *pictures(built.output, way.known, way.memory)]
    found += _copied(way, built)
    pages: dict[str, Page] = {}
    for page in built.pages:
        how = stands.get(page.article.ref, Standing()) if page.article else Standing()
        seen = rules.on_page(page, known=way.known, standing=how, memory=way.memory)
        if page.article:
            seen = rules.override(seen, page.article.overrides)
            pages[page.article.ref] = page
        found.extend(seen)
    if way.settings.blog:
        found = [*told, *rules.gather(rules.on_pages(found[len(told) :]))]
        found += carried(built.output, way.known)
    else:
        found += rules.on_site(built.pages, way.settings.practice)
    way.memory.keep()
    return Site(built, pages, tuple(found), stands)


def _build(way: Way, signed: Mapping[str, tuple[Approval, ...]], output: Path) -> Built:
    """Build; what stops it quotes nobody, and is told beside the articles that are left out."""
    try:
        return build(
            way.settings,
            _checked(way),
            output,
            today=way.today,
            approvals=signed,
            syndication=syndication(way),
            kept=addresses(way),
            **share_images_asked(way),
        )
    except ContentError as error:
        found = (masked(way, f) for f in error.findings)
        raise ContentError(str(error), (*way.left, *found)) from None


def _checked(way: Way) -> Content:
    """Return the content, with what is checked on the page that tells it."""
    words = checks.told(rules.catalogue(), way.ledger.only(EntryKind.AUDIT), ZoneInfo(way.settings.timezone))
    return replace(way.content, pages=checks.added(way.content.pages, words, way.settings.language))


def share_images_asked(way: Way) -> dict[str, bool]:
    """Return in which other forms the accounts ask for share images: `jpegs`, `tall` (4:3)."""
    limits = [channel.limits for channel in way.channels.values()]
    return {
        "jpegs": any(map(_takes_jpeg_alone, limits)),
        "tall": any(one.look.ratio < CUT for one in limits),
    }


def _takes_jpeg_alone(limits: Limits) -> bool:
    return "image/jpeg" in limits.image_types and "image/png" not in limits.image_types


def _copied(way: Way, built: Built) -> Iterator[Finding]:
    """Yield what stops the texts of a site that the build did not make: what a practice has copied there.

    Lists, letters, drawings, pages of its own; code is none of it, nor the licences of the editor's program.
    """
    for file in sorted(built.output.rglob("*")):
        name = file.relative_to(built.output).as_posix()
        ours = name in built.written or name.partition("/")[0] in DRAWN or name.startswith(PROGRAM)
        if ours or file.suffix.lower() in texts.CODE:
            continue
        raw = file.read_bytes() if file.is_file() else b""
        text = texts.readable(raw)
        if text is not None:
            large = len(raw) > texts.LONGEST
            seen = (LARGE,) if large else texts.stops(name, text, way.known, way.memory)
            yield from (replace(finding, file=rules.hidden(name, known=way.known)) for finding in seen)


def standing(way: Way, article: Article, signed: Mapping[str, tuple[Approval, ...]]) -> Standing:
    """Return how an article stands today: who let its review level pass, and whether its consents hold."""
    return rules.standing(
        article,
        people=way.content.people,
        approvals=signed.get(article.ref, ()),
        consents=way.content.consents,
        today=way.today,
    )
