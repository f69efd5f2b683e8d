"""preview: every coming post as its network would show it, on one page; nothing leaves."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from syndicate import plan, rules, sheets
from syndicate.limits import measure
from syndicate.model import Article, Finding, Slot, Status
from syndicate.sheets import Card, DraftCard, fold
from syndicate.site.build import render_draft
from syndicate.workflows import leaving, outgoing, spending, tokens
from syndicate.workflows.outlook import Coming, Outlook, draw, lanes, outlook, shareable
from syndicate.workflows.past import past
from syndicate.workflows.way import (
    Tell,
    Way,
    approvals,
    blocking,
    make_site,
    open_way,
    silent,
    sources,
    stop_on,
)

WEEKS = 4


@dataclass(frozen=True, slots=True)
class Preview:
    """Where the page is, and what it shows."""

    file: Path
    outlook: Outlook
    drafts: int


def preview(
    root: Path, *, weeks: int = WEEKS, tell: Tell = silent, environ: Mapping[str, str] | None = None
) -> Preview:
    """Write preview/index.html with the due posts, those of the coming weeks, and the drafts.

    Articles with errors are left out of the site and shown with what is wrong; raises SettingsError,
    LedgerError, SiteError.
    """
    way = open_way(root, tell=tell, environ=environ)
    signed = approvals(way)
    found = sources(way, signed)
    stop_on(way, (f for f in found if f.code.startswith(tokens.FAMILY)))
    leaving.refuse_shown(found)
    wrong = blocking(way, found)
    stopped = {f.subject for f in wrong}
    sound = leaving.without(way, (a.ref for a in way.content.articles if {a.ref, a.file} & stopped), wrong)
    site = make_site(sound, signed)
    found = (*found, *site.findings)
    view = outlook(sound, site, found)
    later = draw(sound, site, _later(sound, view, shareable(sound, sound.content.articles, found)[0], weeks))
    cards = tuple(card(sound, c) for c in (*view.coming, *view.asking, *later))
    unready = tuple(a for a in way.content.articles if a.status is Status.DRAFT or a.ref in stopped)
    drafts = tuple(_draft(way, a, found) for a in unready)
    way.settings.preview.mkdir(parents=True, exist_ok=True)
    file = way.settings.preview / "index.html"
    html = sheets.preview(
        cards,
        lang=way.settings.language,
        practice=way.settings.practice,
        timezone=way.settings.timezone,
        drafts=drafts,
        skips=view.skips,
        findings=found,
    )
    outgoing.refuse(outgoing.search(way.settings), "preview/index.html", html)
    file.write_text(html, encoding="utf-8", newline="\n")
    return Preview(file, view, len(drafts))


def card(way: Way, coming: Coming) -> Card:
    """Return one post as the preview draws it: the payload's own text, count, fold and picture."""
    limits = way.channels[coming.slot.account].limits
    visible, rest = fold(coming.payload.text, limits.look)
    image = coming.payload.image
    data = ""
    if image:
        raw = (way.settings.output / image.path).read_bytes()
        data = f"data:{image.type};base64,{base64.b64encode(raw).decode()}"
    return Card(
        post=coming.post,
        payload=coming.payload,
        limits=limits,
        count=measure(coming.payload.text, limits),
        visible=visible,
        rest=rest,
        findings=coming.findings,
        image_data=data,
        cost=spending.said(way.channels[coming.slot.account], coming.payload),
    )


def _later(way: Way, view: Outlook, free: tuple[Article, ...], weeks: int) -> tuple[Slot, ...]:
    paced = tuple(x for x in lanes(way) if not x.pace.always)
    due = {c.slot.key for c in (*view.coming, *view.asking)}
    coming = plan.coming(free, paced, way.content.calendar, past(way), way.now, days=7 * weeks)
    return tuple(s for s in coming if s.key not in due)


def _draft(way: Way, article: Article, found: tuple[Finding, ...]) -> DraftCard:
    """Return an article that is not ready; of one that shows a person only where it stands and why."""
    own = tuple(f for f in found if f.subject == article.ref)
    file = rules.hidden(article.file, known=way.known)
    if any(rules.secret(f) and f.blocks for f in own):
        return DraftCard(title=file, file=file, todo=(), html="", findings=own)
    html = render_draft(article)
    return DraftCard(title=article.title, file=file, todo=article.todo, html=html, findings=own)
