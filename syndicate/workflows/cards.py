"""The cards of posts that a person posts: pages of the site as long as they are in hand, and no longer.

A card needs no secret: it holds nothing but what is about to be public. It is in no list, feed or sitemap. It
says no time, so that it stays the same, byte by byte, from build to build.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from syndicate import sheets
from syndicate.channels.hand import HAND, Hand, place
from syndicate.ledger.line import moment
from syndicate.model import Entry, Kind, Occasion, Page, Slot, State, campaign_token, post_key
from syndicate.site import headers
from syndicate.site.colour import palette
from syndicate.site.shelf import fingerprint
from syndicate.workflows import outgoing
from syndicate.workflows.outlook import Coming, draw
from syndicate.workflows.standin import in_hand
from syndicate.workflows.way import Site, Way, holds, unsaid


def lay(way: Way, site: Site, coming: Iterable[Coming]) -> tuple[Site, tuple[Page, ...]]:
    """Put the cards of these posts, and of those that are in hand, into the built site.

    Returns the site with its new fingerprint, and the cards of what is coming, to be seen live. Raises
    SettingsError where a card holds a secret.
    """
    new = [c for c in coming if isinstance(way.channels[c.post.account], Hand)]
    known = {c.post.key for c in new}
    old = [c for c in redrawn(way, site) if c.post.key not in known]
    if not new and not old:
        return site, ()
    shown = in_hand(way, {c.post.account for c in old})
    folder = site.built.output / "hand"
    folder.mkdir(exist_ok=True)
    shades = palette(way.settings.practice.colour)
    for name, text in sheets.card_files(shades.light, shades.dark).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    looking = outgoing.search(way.settings)
    pages: dict[str, Page] = {}
    for one in (*new, *old):
        where = place(one.post.key, one.post.account)
        html = _html(shown, one, where)
        outgoing.refuse(looking, where, html)
        pages[one.post.key] = _put(way, site.built.output, where, one, html)
    built = replace(site.built, fingerprint=fingerprint(site.built.output))
    return replace(site, built=built), tuple(pages[c.post.key] for c in new)


def given(way: Way) -> Mapping[str, Entry]:
    """Return the claims of all posts that are in somebody's hands now, by key."""
    keys = [post_key(p.uid, p.lang, p.account, p.occasion) for p in way.ledger.posted() if p.open]
    states = way.ledger.state(keys, way.moment()) if keys else {}
    return {
        key: state.claim
        for key, state in states.items()
        if state.state is State.CLAIMED and state.claim and state.claim.data.get("by") == HAND
    }


def redrawn(way: Way, site: Site) -> tuple[Coming, ...]:
    """Return the posts that are in hand, composed again from their claims.

    Not what a person holds meanwhile, nor what has no page any more, a rule now stops or, being another text
    now, waits for a yes: those cards go.
    """
    held = holds(way)
    slots = []
    for claim in given(way).values():
        said = claim.data
        page = site.pages.get(f"{said['uid']}/{said['lang']}")
        scopes = (f"account:{said['account']}", f"article:{said['uid']}", f"post:{claim.key}")
        if page and page.article and said["account"] in way.channels and not any(s in held for s in scopes):
            kind, _, instance = said["occasion"].partition(":")
            occasion = Occasion(Kind(kind), instance)
            at = moment(said["created_at"])
            slots.append(Slot(page.article, said["account"], occasion, at, int(said["variant"])))
    found = draw(in_hand(way, {s.account for s in slots}), site, _ordered(slots))
    waits = unsaid(way, (c.payload for c in found))
    return tuple(c for c in found if not c.blocked and c.slot.key not in waits)


def _ordered(slots: Sequence[Slot]) -> list[Slot]:
    return sorted(slots, key=lambda slot: slot.key)


def _html(way: Way, coming: Coming, where: str) -> str:
    conf, channel, payload = way.settings, way.channels[coming.post.account], coming.payload
    assert isinstance(channel, Hand)  # noqa: S101 - every card is one of a person
    up = "../" * where.count("/")
    icon = f"{conf.pelican.get('THEME_STATIC_DIR') or 'theme'}/favicon.svg"
    return sheets.card_page(
        payload,
        token=campaign_token(payload.key),
        frame=sheets.Frame(
            lang=conf.language,
            practice=conf.practice,
            name=conf.practice.name or conf.sitename,
            policy=headers.content_policy(),
            up=up,
            style="hand/card.css",
            icon=icon if (conf.output / icon).is_file() else "",
        ),
        composer=channel.composer.open(payload.text, payload.link),
        fills=channel.composer.fills,
        picture=f"{up}{payload.image.path}" if payload.image else "",
        acts=conf.acts,
    )


def _put(way: Way, output: Path, where: str, coming: Coming, html: str) -> Page:
    file = output / where / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    raw = html.encode()
    file.write_bytes(raw)
    return Page(
        url=f"{way.settings.siteurl}/{where}",
        path=f"{where}index.html",
        title=coming.post.title,
        lang=way.settings.language,
        fingerprint=hashlib.sha256(raw).hexdigest(),
    )
