"""A made-up article, slot and picture for the tests of the teaser."""

from datetime import datetime
from zoneinfo import ZoneInfo

from syndicate.limits import Limits, Link, Unit
from syndicate.model import Article, Kind, Occasion, Picture, Slot, Teaser

AT = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))
PERMALINK = "https://praktijk.nl/griepprik/"
X = Limits(Unit.WEIGHTED, 280, url=23)
MASTODON = Limits(Unit.GRAPHEMES, 500, url=23)
BLUESKY = Limits(Unit.GRAPHEMES, 300, bytes=3000, link=Link.CARD)


def article(*teasers, **fields):
    """Return an article about the flu shot; a teaser is its text or a Teaser."""
    given = {
        "title": "De griepprik",
        "summary": "De griepprik verkleint de kans op een ernstige griep. U haalt hem bij de huisarts.",
        "body": "Griep is vervelend.\n\n## Voor wie is de prik?\n\nVoor iedereen boven de 60.",
    }
    return Article(
        uid="griepprik",
        lang="nl",
        slug="griepprik",
        file="griepprik.md",
        teasers=tuple(t if isinstance(t, Teaser) else Teaser(t) for t in teasers),
        **(given | fields),
    )


def slot(item, variant=0, account="x"):
    """Return the slot of an article's announcement."""
    return Slot(item, account, Occasion(Kind.NEW), AT, variant)


def picture(alt="Een huisarts zet een prik."):
    """Return a share image."""
    return Picture("share/a.png", "https://praktijk.nl/share/a.png", 1200, 630, "image/png", 9, "ab", alt)
