"""An article as the theme finds it, without a site around it."""

import json
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from syndicate.model import Approval, Article, Cue, Film, Person, Picture, Practice, Role, Source, Words
from syndicate.site import furniture

SITE = "https://linde.example"
ANNA = Person(
    "anna",
    "Anna de Vries",
    "huisarts",
    Words("huisarts", "GP"),
    registration="BIG",
    registration_number="VOORBEELD-1",
    accounts=("https://netwerk.example/anna", "@anna@zorg.example"),
    sample=True,
)
BRAM = Person("bram", "Bram Jansen", "tandarts", Words("tandarts", "dentist"), photo="images/bram.png")
PRACTICE = Practice(
    name="Praktijk De Linde",
    kind="Dentist",
    street="Lindelaan 1",
    city="Lindedorp",
    phone="010 123 45 67",
    hours=("Mo-Fr 08:00-17:00", "op afspraak"),
    logo="images/logo.png",
)
ARTICLE = Article(
    uid="prik",
    lang="nl",
    title="Heb ik de prik nodig?",
    slug="prik",
    file="content/articles/prik.md",
    body="",
    date=datetime(2026, 10, 1, 9, tzinfo=UTC),
    authors=(ANNA,),
    next_review=date(2027, 9, 1),
    topic="Griep",
    tags=("griep",),
    summary="Wie de prik krijgt, en waarom.",
    sources=(Source("Griep", "Instituut", 2024, "https://bron.example"), Source("Los", "", 0, "")),
    hash="abc",
)
PICTURE = Picture("share/p.png", f"{SITE}/share/p.png", 1200, 630, "image/png", 9, "0" * 64, "Een prik")
CUES = (Cue(1, 0, 30_000, "Eerst dit."), Cue(4, 30_000, 65_000, "Dan dat."))
FILM = Film(
    path="videos/prik.mp4",
    captions="videos/prik.vtt",
    width=1080,
    height=1920,
    seconds=64.6,
    bytes=9,
    sha256="0" * 64,
    lang="nl",
    alt="Een arts geeft een prik",
    file="content/videos/prik.vtt",
    cues=CUES,
)
YES = Approval("bram", Role.MEDICAL, "abc", datetime(2026, 10, 1, 22, 30, tzinfo=UTC), "bram")


def furnished(article: Article | None = ARTICLE, **more: Any) -> SimpleNamespace:
    """An article of Pelican's, dressed for the theme."""
    pelican: dict[str, Any] = {
        "title": "Titel &amp; meer",
        "url": "prik/",
        "summary": "<p>Een <b>samenvatting</b></p>",
        "lang": "nl",
        "date": datetime(2026, 1, 1, tzinfo=UTC),
        "authors": ["Ada"],
        "category": SimpleNamespace(url="onderwerp/griep/"),
        "translations": [SimpleNamespace(lang="en", url="en/jab/")],
    } | more.pop("pelican", {})
    dressed = SimpleNamespace(**pelican)
    dressed.alternates = [dressed, *dressed.translations]
    furniture.furnish(
        dressed,
        article=article,
        picture=more.get("picture", PICTURE),
        approved=more.get("approved", ()),
        syndication=("https://netwerk.example/1",),
        siteurl=f"{SITE}/",
        practice=more.get("practice", PRACTICE),
    )
    return dressed


def nodes(dressed: SimpleNamespace) -> dict[str, dict[str, Any]]:
    """What its JSON-LD says, by type."""
    return {n["@type"]: n for n in json.loads(dressed.jsonld)["@graph"]}
