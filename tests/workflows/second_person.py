"""An article that may wait for a second person, and what is seen of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syndicate.workflows.check import Checked, check
from syndicate.workflows.leaving import staying_home
from syndicate.workflows.way import open_way, sources

if TYPE_CHECKING:
    from tests.workflows.conftest import Practice

FILE = "content/articles/buikpijn.md"
PLAIN = "Het gaat meestal vanzelf over."
NAMED = "Wij spraken met Fatima El Amrani over de zomer."


def looked(practice: Practice) -> Checked:
    """What `check` says of the practice."""
    return check(practice.root, environ=practice.environ)


def secret(practice: Practice) -> list[tuple[str, bool, str]]:
    """What was found of secrecy: its code, whether it blocks, and who let it pass."""
    return [(f.code, f.blocks, f.overridden) for f in looked(practice).findings if "secrecy" in f.code]


def home(practice: Practice) -> frozenset[str]:
    """The articles that stay at home in the next run."""
    way = open_way(practice.root, environ=practice.environ)
    return staying_home(way, sources(way, {}))


def public(practice: Practice, uid: str = "buikpijn") -> bool:
    """Tell whether an article is on the host."""
    return (practice.root / "public" / uid / "index.html").is_file()
