"""Made-up articles, accounts and histories for the tests of the plan."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from syndicate.model import Article, Calendar, Event, Lane, Pace, Posted, Quiet, Season, Status, Window

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
UNPACED = Pace(per_day=0, per_week=0, always=True)
X, MASTODON, FOLDER = Lane("x"), Lane("mastodon"), Lane("folder", (), UNPACED)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=AMSTERDAM)
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)


def article(uid="griepprik", lang="nl", **fields):
    """Return a published article of the first of November 2026."""
    given = {"title": uid.capitalize(), "slug": uid, "file": f"{uid}.md", "body": "Tekst."}
    given["date"] = datetime(2026, 11, 1, 9, tzinfo=AMSTERDAM)
    return Article(uid=uid, lang=lang, **(given | fields))


def event(slug="prikweek", first=date(2026, 11, 23), last=None, *, articles=("griepprik",), yearly=False):
    """Return an event of the calendar."""
    return Event(slug.capitalize(), slug, first, last or first, articles, yearly)


def shared(item, account, days_ago, *, now=MONDAY, occasion="new", **fields):
    """Return the memory of a share of `item`, a number of days before `now`."""
    return Posted(item.uid, item.lang, account, occasion, now - timedelta(days_ago), **fields)


def between(first, last):
    """Return a strategy of quarter hours between two UTC moments."""
    quarters = int((last - first) / timedelta(minutes=15))
    return st.integers(0, quarters).map(lambda n: first + n * timedelta(minutes=15))


# both turns of the clock in Amsterdam, Lord Howe (half an hour) and New York lie in these months
MOMENTS = between(datetime(2026, 9, 20, tzinfo=UTC), datetime(2027, 4, 10, tzinfo=UTC))
DAYS = st.integers(-30, 200).map(lambda n: date(2026, 9, 20) + timedelta(n))
CLOCKS = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
ARTICLES = st.lists(
    st.builds(
        article,
        uid=st.sampled_from(("griepprik", "poetsen", "rugpijn", "angst")),
        lang=st.sampled_from(("nl", "en")),
        status=st.sampled_from((Status.PUBLISHED,) * 4 + (Status.DRAFT, Status.WITHDRAWN)),
        date=st.none() | MOMENTS | MOMENTS.map(lambda at: at - timedelta(300)),
        next_review=st.none() | DAYS,
        season=st.none() | st.builds(Season, st.integers(1, 53), st.integers(1, 53)),
    ),
    max_size=5,
    unique_by=lambda item: item.ref,
)
PACES = st.builds(
    Pace,
    gap_days=st.integers(1, 60),
    article_gap_days=st.integers(0, 30),
    per_day=st.integers(0, 2),
    per_week=st.integers(0, 4),
    always=st.booleans(),
)
LANES = st.lists(
    st.builds(
        Lane,
        account=st.sampled_from(("x", "mastodon", "folder")),
        languages=st.sampled_from(((), ("nl",), ("nl", "en"))),
        pace=PACES,
    ),
    max_size=3,
    unique_by=lambda lane: lane.account,
)
EVENTS = st.lists(
    st.builds(
        lambda slug, first, length, uids, yearly: event(
            slug, first, first + timedelta(length), articles=tuple(sorted(uids)), yearly=yearly
        ),
        slug=st.sampled_from(("prikweek", "zorgdag")),
        first=DAYS | DAYS.map(lambda day: day - timedelta(365)),
        length=st.integers(0, 12),
        uids=st.sets(st.sampled_from(("griepprik", "poetsen", "rugpijn", "angst")), min_size=1),
        yearly=st.booleans(),
    ),
    max_size=2,
    unique_by=lambda event: event.slug,
).map(tuple)
CALENDARS = st.builds(
    Calendar,
    timezone=st.sampled_from(("Europe/Amsterdam", "Australia/Lord_Howe", "America/New_York", "UTC")),
    windows=st.lists(
        st.builds(
            lambda days, start, end: Window(tuple(sorted(days)), start, end),
            st.sets(st.integers(0, 6), min_size=1),
            CLOCKS,
            CLOCKS,
        ),
        max_size=2,
    ).map(tuple),
    quiet=st.lists(
        st.builds(
            lambda first, length: Quiet(first, first + timedelta(length), "vrij"), DAYS, st.integers(0, 9)
        ),
        max_size=2,
    ).map(tuple),
    events=EVENTS,
)
OCCASIONS = (
    *("new", "evergreen:2", "evergreen:3", "evergreen:9"),
    *("season:2025", "season:2026", "season:2027", "event:prikweek-2026", "event:zorgdag-2027"),
)
HISTORIES = st.lists(
    st.builds(
        Posted,
        uid=st.sampled_from(("griepprik", "poetsen", "rugpijn")),
        lang=st.sampled_from(("nl", "en")),
        account=st.sampled_from(("x", "mastodon", "folder")),
        occasion=st.sampled_from(OCCASIONS),
        at=MOMENTS.map(lambda at: at - timedelta(60)),
        variant=st.integers(0, 5),
        open=st.sampled_from((False, False, False, True)),
        adopted=st.booleans(),
    ),
    max_size=8,
    unique_by=lambda posted: (posted.uid, posted.lang, posted.account, posted.occasion),
)


class World(NamedTuple):
    """All that a plan is made of, but the moment."""

    articles: list[Article]
    lanes: list[Lane]
    calendar: Calendar
    history: list[Posted]

    def shuffled(self, random):
        """Return the same world with every list in another order."""
        return World(*(random.sample(x, len(x)) if isinstance(x, list) else x for x in self))


WORLDS = st.builds(World, ARTICLES, LANES, CALENDARS, HISTORIES)
