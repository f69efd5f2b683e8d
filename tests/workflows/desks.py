"""The desk of a made-up practice, laid as a run would lay it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from syndicate.workflows import cards, desk
from syndicate.workflows.awaiting import Awaiting, awaiting
from syndicate.workflows.outlook import outlook
from syndicate.workflows.way import Site, Way, approvals, make_site, open_way, sources

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflows.conftest import Practice

KEY = "een-sleutel-van-de-balie-0123456789"
ACTS = "https://code.example/praktijk/site/issues/new?title={title}&body={text}"


@dataclass
class Laid:
    """A built site with its desk."""

    way: Way
    before: str
    site: Site

    @property
    def output(self) -> Path:
        """Where it was built."""
        return self.site.built.output

    @property
    def desk(self) -> str:
        """The page of the desk."""
        return self.page(desk.address(self.way))

    def reading(self, ref: str, role: str = "medical") -> str:
        """The page of a text that waits."""
        return self.page(self.where(ref, role))

    def where(self, ref: str, role: str = "medical") -> str:
        """Where that page stands."""
        (one,) = (w for w in waiting(self.way) if (w.article.ref, w.role) == (ref, role))
        return desk.address(self.way, one)

    def page(self, where: str) -> str:
        """One page, "" where there is none."""
        file = self.output / where / "index.html"
        return file.read_text("utf-8") if file.is_file() else ""

    @property
    def own(self) -> list[str]:
        """All files that the desk brought."""
        found = [f for name in ("bureau", "lezen") for f in (self.output / name).rglob("*") if f.is_file()]
        return sorted(f.relative_to(self.output).as_posix() for f in found)


def waiting(way: Way) -> tuple[Awaiting, ...]:
    """What waits for a second reader."""
    return awaiting(way, approvals(way))


def opened(practice: Practice) -> Way:
    """The practice, opened as a run does."""
    return open_way(practice.root, environ=practice.environ)


def laid(practice: Practice, now: str = "") -> Laid:
    """Build the site and lay cards and desk as a run would."""
    environ = practice.environ | ({"SYNDICATE_NOW": now} if now else {})
    way = open_way(practice.root, tell=practice.tell, environ=environ)
    signed = approvals(way)
    found = sources(way, signed)
    site = make_site(way, signed)
    view = outlook(way, site, (*found, *site.findings))
    site, _ = cards.lay(way, site, [c for c in view.coming if not c.blocked])
    return Laid(way, site.built.fingerprint, desk.lay(way, site, view))
