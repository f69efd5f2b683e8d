"""A machine that stood still for three days: it is noticed, and what was late goes out without a burst."""

from __future__ import annotations

from datetime import datetime

import pytest

from syndicate.errors import Exit
from syndicate.model import EntryKind
from syndicate.workflows.watch import watch
from tests.servers import mastodon
from tests.workflows.conftest import served

PACE = {"always": False, "per_day": 1, "per_week": 0}
MONDAY, TUESDAY, THURSDAY = (f"2026-11-{day}T10:00:00+01:00" for day in (23, 24, 26))
DAYS = {"dinsdag": "2026-11-24", "woensdag": "2026-11-25", "donderdag": "2026-11-26"}


@pytest.fixture(scope="module")
def server():
    with mastodon.serving() as running:
        yield running


@pytest.fixture
def on_mastodon(practice, server):
    """One account on a Mastodon server; returns what stands there, oldest first, by article."""
    server.reset()
    with served(practice):
        account = {
            "name": "mastodon",
            "channel": "mastodon",
            "base_url": server.url,
            "pace": PACE,
            "settle": 0,
        }
        practice.configure(SYNDICATE_ACCOUNTS=[account])
        practice.adopted("mastodon")
        practice.environ["SYNDICATE_MASTODON_ACCESS_TOKEN"] = mastodon.SECRETS["access_token"]
        yield lambda: [post["content"] for post in server.state()["posts"]]


@pytest.fixture
def on_script(networks, practice):
    """Two scripted accounts; returns what stands on the first."""
    practice.accounts("a", "b", pace=PACE)
    return lambda: [post.text for post in networks["a"].posts]


@pytest.fixture(params=["on_script", "on_mastodon"])
def posts(request, practice):
    """A practice with one article for today and one for each of the three days to come."""
    (practice.root / "content/articles/oorpijn.md").unlink()
    for uid, day in DAYS.items():
        practice.article(uid, date=day)
    told = request.getfixturevalue(request.param)
    return lambda: [next(uid for uid in ("hoofdpijn", *DAYS) if f"van {uid}?" in text) for text in told()]


def test_three_days_of_standing_still_are_noticed_and_caught_up_one_a_day(posts, practice):
    assert practice.publish(now=MONDAY).exit is Exit.DONE
    assert posts() == ["hoofdpijn"]
    siteurl = practice.conf["SITEURL"]
    assert watch(siteurl, now=datetime.fromisoformat(TUESDAY)).fresh
    assert not watch(siteurl, now=datetime.fromisoformat(THURSDAY)).fresh

    assert practice.publish(now=THURSDAY).exit is Exit.DONE
    assert watch(siteurl, now=datetime.fromisoformat(THURSDAY)).fresh
    assert posts() == ["hoofdpijn", "dinsdag"], "the oldest first, and the cap holds"
    for quiet in ("26T11:17", "26T19:17", "27T03:17", "27T07:17"):
        practice.publish(now=f"2026-11-{quiet}:00+01:00")
    assert posts() == ["hoofdpijn", "dinsdag"]
    practice.publish(now="2026-11-27T08:17:00+01:00")
    assert posts()[2:] == ["woensdag"]
    practice.publish(now="2026-11-28T10:17:00+01:00")
    assert posts()[2:] == ["woensdag"], "not in the weekend either"
    done = practice.publish(now="2026-11-30T08:17:00+01:00")
    assert posts()[2:] == ["woensdag", "donderdag"]

    first = {e.key.split("/")[0]: (e.data["due"], e.at) for e in reversed(practice.entries(EntryKind.CLAIM))}
    assert first["dinsdag"][0] == "2026-11-24T07:00:00Z", "from Tuesday, eight o'clock on"
    assert first["donderdag"][0] == "2026-11-30T07:00:00Z", "the cap and the hours left no room before"
    assert all(datetime.fromisoformat(due) <= sent for due, sent in first.values())
    assert done.late.p50 == 17
    assert done.late.p95 == 50 * 60


def test_a_machine_that_never_stopped_is_never_late_by_more_than_its_hour(posts, practice):
    for day in (23, 24, 25, 26):
        for hour in (7, 8, 9):
            done = practice.publish(now=f"2026-11-{day}T{hour:02}:17:00+01:00")
    assert posts() == ["hoofdpijn", *DAYS]
    assert done.late.p95 <= 17
