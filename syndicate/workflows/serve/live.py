"""serve --live: the site as it is being written, built again on every change; nothing leaves or is noted.

Each build goes into one of two folders below the state folder by turns, and is shown once it is good: what is
wrong is said, and the last good site stays. Drafts are shown too, with a mark in their title.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from http.server import ThreadingHTTPServer
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path

from syndicate import rules, settings
from syndicate.errors import ContentError, ExpertstatusError, SettingsError, SiteError
from syndicate.model import Approval, Article, Finding, Status, Words
from syndicate.settings import Settings
from syndicate.site.theme import theme_of
from syndicate.workflows.serve import listening
from syndicate.workflows.serve.reloading import Reloading, Shown
from syndicate.workflows.way import (
    Tell,
    Way,
    approvals,
    in_sight,
    make_site,
    open_way,
    silent,
    sources,
    stop_on,
)

Wrong = Callable[[ExpertstatusError], None]
INSTALL = "pip install watchfiles"
MARK = Words("Concept: {title}", "Draft: {title}")
NOTHING_YET = Words(
    "De site wordt gemaakt, en komt hier vanzelf. Blijft dit staan? Het venster van `invoke serve --live` "
    "zegt wat er mist.",
    "The site is being made, and comes here by itself. Does this stay? The window of `invoke serve --live` "
    "says what is wrong.",
)


class Live:
    """The site of a practice as it is being written; `wrong` hears what keeps a build from being shown."""

    def __init__(self, root: Path, tell: Tell, wrong: Wrong, environ: Mapping[str, str] | None) -> None:
        self._root, self._tell, self._wrong, self._environ = root, tell, wrong, environ
        conf = settings.load(root, environ)
        self._places, self._private = _places(conf), conf.private
        self._home = conf.state / "live"
        shutil.rmtree(self._home, ignore_errors=True)
        self._turns = cycle((self._home / "a", self._home / "b"))
        self.shown = Shown(NOTHING_YET.of(conf.language))

    def build(self) -> bool:
        """Build the site and show it where it is good; tell whether it is. Nothing is raised."""
        output = next(self._turns)
        try:
            self._build(output)
        except ExpertstatusError as error:
            self._wrong(error)
        except Exception as error:
            self._wrong(
                SiteError(f"{type(error).__name__}: {error}. Mend that; the site is then built again.")
            )
        else:
            self.shown.take(output)
            return True
        next(self._turns)
        self._tell("the address shows the last good site until that is mended")
        return False

    def _build(self, output: Path) -> None:
        way, _ = in_sight(open_way(self._root, tell=self._tell, environ=self._environ))
        self._places = _places(way.settings)
        signed = approvals(way)
        found = sources(way, signed)
        stop_on(way, found)
        stop_on(way, self._made(way, signed, output, tuple(drafts(way, found))))

    def _made(
        self, way: Way, signed: Mapping[str, tuple[Approval, ...]], output: Path, marked: tuple[Article, ...]
    ) -> tuple[Finding, ...]:
        """Build with these drafts, but for those that cannot be shown; return what is said of the pages."""
        shown = {article.ref: article for article in marked}
        articles = tuple(shown.get(a.ref, a) for a in way.content.articles)
        try:
            return make_site(
                replace(way, content=replace(way.content, articles=articles)), signed, output
            ).findings
        except ContentError as error:
            named = {name for f in error.findings for name in (f.subject, f.file)}
            rest = tuple(a for a in marked if not {a.ref, a.file} & named)
            if len(rest) == len(marked):
                raise
            self._wrong(error)
            return self._made(way, signed, output, rest)

    def watch(self, stop: threading.Event | None = None) -> None:
        """Build, and again on every change, until `stop` or Ctrl-C."""
        from watchfiles import DefaultFilter, watch

        stop = stop or threading.Event()
        while not stop.is_set():
            watched, before = (
                self._places,
                -1,
            )  # the first look comes when the watch stands, so nothing is missed
            for changes in watch(
                *(place for place in watched if place.is_dir()),
                watch_filter=DefaultFilter(ignore_paths=(self._private,)),
                stop_event=stop,
                debounce=300,
                rust_timeout=500,
                yield_on_timeout=True,
            ):
                now = _stamp(self._root)
                if changes or now != before:
                    before = now
                    self.build()
                if self._places != watched:
                    break

    def forget(self) -> None:
        """Take away what was built: drafts are in it."""
        shutil.rmtree(self._home, ignore_errors=True)


@contextmanager
def live(
    root: Path,
    port: int = 8000,
    *,
    tell: Tell = silent,
    wrong: Wrong,
    environ: Mapping[str, str] | None = None,
) -> Iterator[tuple[Live, ThreadingHTTPServer]]:
    """Serve the site as it is being written on 127.0.0.1, as long as this lasts; `watch` builds it.

    Raises SettingsError, and SiteError where the port cannot be used; what is wrong with a text is told.
    """
    if find_spec("watchfiles") is None:
        raise SettingsError(f"serve --live needs the package watchfiles: {INSTALL}.")
    site = Live(root, tell, wrong, environ)
    with listening(port, lambda *given: Reloading(*given, shown=site.shown)) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
        serving.start()
        try:
            yield site, server
        finally:
            site.shown.close()
            server.shutdown()
            site.forget()


def drafts(way: Way, found: Iterable[Finding]) -> Iterator[Article]:
    """Yield the drafts as they would stand on the site today, with a mark in their title.

    Not those of a blog, which Pelican itself shows, nor one that shows a person.
    """
    if way.settings.blog:
        return
    secret = {f.subject for f in found if f.blocks and rules.secret(f)}
    for article in way.content.articles:
        if article.status is Status.DRAFT and article.ref not in secret:
            day = min(article.date or way.now, way.now)
            title = MARK.of(article.lang).format(title=article.title)
            yield replace(article, status=Status.PUBLISHED, date=day, title=title)


def _places(conf: Settings) -> tuple[Path, ...]:
    return (conf.content.resolve(), *(folder.resolve() for folder in theme_of(conf).folders))


def _stamp(root: Path) -> int:
    try:
        return (root / "pelicanconf.py").stat().st_mtime_ns
    except OSError:
        return 0
