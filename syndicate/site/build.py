"""Builds the site in this process: vetted content in, a whole new output folder or an error out.

The output is built aside and switched, so that it is never half a site and keeps nothing of articles
that went. It is a function of settings, content, day and syndication: two builds are byte-identical.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from syndicate.errors import ContentError, SettingsError, SiteError
from syndicate.model import Approval, Article, Finding, Page
from syndicate.settings import Settings
from syndicate.site import admin, headers, markup, moved, pictures, private, search, share_images, widths
from syndicate.site.blog_build import blog_edition
from syndicate.site.compiling import compile_edition
from syndicate.site.edition import Edition
from syndicate.site.shelf import Shelf, fingerprint
from syndicate.site.sitemap import write_sitemap
from syndicate.site.theme import theme_of

if TYPE_CHECKING:
    from syndicate.content import Content

PATIENCE = 600
OWN_PICTURES = ("theme", "share")


@dataclass(frozen=True, slots=True)
class Built:
    """The built site: its folder, its pages, the sha256 of the whole tree, and what the build said.

    `written` are the pages and feeds that the build itself made, as paths in the folder, `moved` the former
    addresses that lead on (some of them only where the server redirects), `short` the short ones among them,
    each with its article (uid/lang).
    """

    output: Path
    pages: tuple[Page, ...]
    fingerprint: str
    findings: tuple[Finding, ...] = ()
    written: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()
    short: Mapping[str, str] = field(default_factory=dict)


def build(
    settings: Settings,
    content: Content,
    output: Path,
    *,
    today: date,
    approvals: Mapping[str, tuple[Approval, ...]],
    syndication: Mapping[str, tuple[str, ...]],
    jpegs: bool = False,
    tall: bool = False,
    kept: Collection[str] = (),
) -> Built:
    """Build the site as patients may see it on `today` (the practice's day) and switch `output` to it.

    `approvals` and `syndication` (our own posts' addresses) are keyed by uid/lang; with `jpegs` every
    share image stands there as JPEG too, with `tall` once more at 4:3. `kept` are the addresses that were
    ever live: a list among them that has nothing to list today leads on, of a practice. Raises
    ContentError with findings for a text, link or picture that cannot be shown, SettingsError for an
    output folder that is not ours to replace, SiteError for all else; the old output then stays as it was.
    """
    from filelock import FileLock, Timeout

    if settings.blog:
        edition = blog_edition(settings, content, syndication)
    else:
        _refuse_place(settings, output)
        edition = compile_edition(
            settings, content, today=today, approvals=approvals, syndication=syndication
        )
    if wrong := tuple(f for f in edition.findings if f.blocks):
        files = ", ".join(dict.fromkeys(f.file for f in wrong))
        raise ContentError(f"the site cannot be built before these are mended: {files}", wrong)
    settings.state.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(settings.state / "build.lock", timeout=PATIENCE):
            if settings.blog:
                return _build_blog(settings, edition, output, jpegs=jpegs, tall=tall)
            return _build(settings, edition, output, content=content, jpegs=jpegs, tall=tall, kept=kept)
    except Timeout as error:
        raise SiteError("another build has been running for ten minutes. Wait for it, or end it.") from error


def render_draft(article: Article) -> str:
    """Return an article's text as HTML for a preview, whatever its status."""
    return markup.html_of(article.body, article.lang)


def _build(
    settings: Settings,
    edition: Edition,
    output: Path,
    *,
    content: Content,
    jpegs: bool,
    tall: bool,
    kept: Collection[str],
) -> Built:
    from syndicate.site.pelican_conf import pelican_conf
    from syndicate.site.press import press

    fresh = output.with_name(f".{output.name}.building")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        edition = share_images.drawn(settings, edition, fresh, jpegs=jpegs, tall=tall)
        edition = widths.offer(settings, edition, fresh)
        shelf = Shelf(fresh, settings.siteurl, settings.language)
        conf = pelican_conf(settings, edition, fresh)
        press(conf, shelf.put)
        # before pictures are drawn anew: as long as they are what somebody put there
        private.refuse_copies(settings.private, settings.root, fresh)
        private.drop_sources(fresh, leave=OWN_PICTURES)
        cache = settings.state / "cache" / "pictures"
        pictures.redraw_all(fresh, cache, leave=OWN_PICTURES)
        widths.lay(edition.choices, fresh)
        write_sitemap(fresh, settings.siteurl, shelf.places())
        told = edition.findings
        if theme_of(settings).find("templates/search.html"):
            told += search.write(shelf.shown, fresh, settings.state / "cache" / "search")
        moves = _moved(edition, fresh, conf, kept)
        stubs = moved.write(moves, fresh, settings.siteurl)
        admin.write(settings, content.people, content.topics, fresh)
        headers.write(settings, fresh, moves)
        pages = tuple(shelf.pages(edition))
        _refuse_dead_links(fresh, pages)
        whole = fingerprint(fresh)
        _switch(fresh, output)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    written = frozenset({*shelf.shown, *shelf.feeds, *stubs})
    short = {move.old: move.subject for move in moves if move.short}
    return Built(output, pages, whole, told, written, frozenset(m.old for m in moves), short)


def _build_blog(settings: Settings, edition: Edition, output: Path, *, jpegs: bool, tall: bool) -> Built:
    from syndicate.site import blog_build
    from syndicate.site.press import press_blog

    fresh = output.with_name(f".{output.name}.building")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        edition, undrawn = blog_build.share_images(settings, edition, fresh, jpegs=jpegs, tall=tall)
        shelf = Shelf(fresh, settings.siteurl, settings.language)
        said = press_blog(blog_build.blog_conf(settings, fresh, edition), shelf.put)
        private.refuse_copies(settings.private, settings.root, fresh)
        headers.write(settings, fresh)
        pages, dead = blog_build.pages_of(shelf, edition, fresh)
        whole = fingerprint(fresh)
        _switch(fresh, output)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    told = (*said, *undrawn, *dead)
    return Built(output, pages, whole, told, frozenset({*shelf.shown, *shelf.feeds}))


def _moved(
    edition: Edition, output: Path, conf: Mapping[str, Any], kept: Collection[str]
) -> tuple[moved.Move, ...]:
    """Return all addresses that lead on; raises ContentError where one that people wrote cannot."""
    if wrong := tuple(moved.amiss(edition.moves, output)):
        raise ContentError("a former address cannot lead where it should.", wrong)
    told = {move.old for move in edition.moves}
    return (*edition.moves, *moved.fall_backs(set(kept) - told, output, conf, edition))


def _refuse_dead_links(output: Path, pages: tuple[Page, ...]) -> None:
    """Raise ContentError where a page that people wrote links to nothing on the own site."""
    from syndicate.site import links

    found = tuple(f for page in pages if page.html for f in links.dead(output, page))
    if found:
        raise ContentError("the site has links or pictures that lead nowhere.", found)


def _refuse_place(settings: Settings, output: Path) -> None:
    """Raise SettingsError before a folder is replaced that holds something else than a site of ours."""
    place = output.resolve()
    for kept in (settings.root, settings.content, settings.state):
        if kept.is_relative_to(place) or place.is_relative_to(settings.content):
            raise SettingsError(
                f"pelicanconf.py: OUTPUT_PATH {place} would replace {kept}. Choose a folder of its own, "
                "e.g. 'output'."
            )
    if place.exists() and not place.is_dir():
        raise SettingsError(
            f"pelicanconf.py: OUTPUT_PATH {place} is a file, and the site becomes a folder there. Move that "
            "file, or choose another OUTPUT_PATH."
        )
    if place.is_dir() and any(place.iterdir()) and not (place / "sitemap.xml").is_file():
        raise SettingsError(
            f"{place} holds files that are no site of ours, and a build replaces the whole folder. "
            "Empty it, or choose another OUTPUT_PATH."
        )


def _switch(fresh: Path, output: Path) -> None:
    previous = output.with_name(f".{output.name}.previous")
    shutil.rmtree(previous, ignore_errors=True)
    try:
        if output.exists():
            output.rename(previous)
        fresh.rename(output)
    except OSError as error:
        if previous.is_dir() and not output.exists():
            previous.rename(output)
        raise SiteError(
            f"{output} could not be replaced: {error}. Close what has it open, and build again."
        ) from error
    shutil.rmtree(previous, ignore_errors=True)
