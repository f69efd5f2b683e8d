"""A wrong clock: leases mean nothing then, so nothing is sent and nothing is settled."""

from __future__ import annotations

from dataclasses import replace
from http.server import SimpleHTTPRequestHandler
from urllib.parse import urlsplit

import pytest

from syndicate.errors import Exit, OutcomeUnknown, SettingsError, Unavailable
from syndicate.model import EntryKind
from syndicate.settings.times import SHORTEST_LEASE
from syndicate.workflows import clocks
from syndicate.workflows.doubt import settle
from syndicate.workflows.way import open_way
from tests.ledger.repositories import AROUND, git, remote
from tests.servers import mastodon
from tests.workflows.conftest import served

pytestmark = pytest.mark.suite("git")
KEY = "hoofdpijn/nl/a/new"
MINUTES = 60


@pytest.fixture(params=["file:.syndicate/ledger", "branch:ledger"])
def stored(request, practice, plugged, monkeypatch):
    """A practice by the machine's clock with one scripted account, whose ledger is a folder or a branch."""
    practice.live_now()
    for name, value in AROUND.items():
        monkeypatch.setenv(name, value)
    git(practice.root, "init", "-q", "-b", "main")
    git(practice.root, "remote", "add", "origin", str(remote(practice.root.parent)))
    practice.configure(SYNDICATE_LEDGER=request.param)
    practice.accounts("a")
    practice.adopted("a")
    return practice, plugged["a"]


@pytest.mark.parametrize(("ahead", "side"), [(20 * MINUTES, "behind"), (-20 * MINUTES, "ahead of")])
def test_a_clock_that_is_twenty_minutes_off_posts_nothing_and_says_so(stored, ahead, side):
    practice, network = stored
    before = len(practice.entries())
    with (
        served(practice, ahead=ahead),
        pytest.raises(SettingsError, match=f"20 minutes {side} that") as stopped,
    ):
        practice.publish()
    assert stopped.value.exit is Exit.SETTINGS
    assert network.posts == []
    assert practice.entries(EntryKind.CLAIM) == []
    assert len(practice.entries()) == before + 2, "the deploy and its addresses"
    with served(practice):
        assert [s.outcome for s in practice.publish().sent] == ["posted"]


def test_a_clock_that_is_a_little_off_posts_and_leaves_a_margin_for_it(stored):
    practice, _ = stored
    with served(practice, ahead=2 * MINUTES):
        assert [s.outcome for s in practice.publish().sent] == ["posted"]
    way = open_way(practice.root, environ=practice.environ)
    assert clocks.needed(way) == 60 + 300 + 300, "nobody was asked yet"
    way.door.skew.offs["x.example"] = -120.0
    assert clocks.needed(way) == 60 + 300 + 120


def test_half_a_lease_holds_a_send_and_two_clocks_wherever_a_real_network_is_reached(practice, plugged):
    practice.live_now()
    practice.accounts("a")
    for lease, half in ((2, True), (SHORTEST_LEASE, False), (SHORTEST_LEASE + 1, False), (1800, False)):
        practice.configure(SYNDICATE_LEASE=lease)
        way = open_way(practice.root, environ=practice.environ)
        most = clocks.tolerated(way)
        assert clocks.needed(way) == (lease / 2 if half else 60 + 2 * most)
        way.door.skew.offs["x.example"] = most
        assert clocks.needed(way) == (lease / 2 if half else 60 + 2 * most)


def test_a_clock_that_turns_out_wrong_while_a_post_is_prepared_gives_it_back(stored):
    practice, network = stored
    with served(practice):
        way_of = []

        def late():
            way_of[0].door.skew.offs |= {"a.example": 1200.0, "b.example": 1190.0}

        network.prepare = [late]
        from syndicate.workflows import publish as publishing

        way = open_way(practice.root, tell=practice.tell, environ=practice.environ)
        way_of.append(way)
        done = publishing._publish(way, dry_run=False)
    assert [(s.outcome, "20 minutes ahead of" in s.why) for s in done.sent] == [("failed", True)]
    assert network.posts == []
    assert [e.data["why"] for e in practice.entries(EntryKind.RELEASED)] == ["failed"]


def test_a_clock_that_is_wrong_settles_no_doubt(stored):
    practice, network = stored
    network.send, network.find = [OutcomeUnknown("lost")], [Unavailable("away")]
    with served(practice):
        practice.publish()
    before = practice.entries()
    with served(practice, ahead=-20 * MINUTES):
        way = open_way(practice.root, environ=practice.environ)
        way.door.skew.offs["x.example"] = 1200.0
        (told,) = settle(way)
    assert (told.key, told.outcome) == (KEY, "person")
    assert "Set the clock" in told.why
    assert practice.entries() == before


def test_a_made_up_moment_is_compared_with_nobodys(networks, practice):
    way = open_way(practice.root, environ=practice.environ)
    way.door.skew.offs["x.example"] = 9000.0
    assert clocks.wrong(way) == ""
    assert clocks.needed(way) == way.door.total
    assert list(way.door.skew.offs) == ["x.example"], "nobody is asked"


def on_mastodon(practice, server):
    """Post to this server in the place of the scripted accounts."""
    pace = {"always": True, "per_day": 0, "per_week": 0}
    account = {"name": "m", "channel": "mastodon", "base_url": server.url, "pace": pace}
    practice.configure(SYNDICATE_ACCOUNTS=[account])
    practice.environ["SYNDICATE_M_ACCESS_TOKEN"] = mastodon.SECRETS["access_token"]
    practice.adopted("m")


def test_a_site_whose_clock_is_off_stops_nothing_where_the_network_agrees_with_the_machine(practice):
    practice.live_now()
    with mastodon.serving() as server, served(practice, ahead=-20 * MINUTES):
        on_mastodon(practice, server)
        assert [s.outcome for s in practice.publish().sent] == ["posted"]


@pytest.mark.parametrize("age", ["7", "400"])
def test_a_site_from_a_cache_that_dates_its_delivery_stops_nothing(practice, plugged, monkeypatch, age):
    practice.live_now()
    end = SimpleHTTPRequestHandler.end_headers

    def aged(handler):
        handler.send_header("Age", age)
        end(handler)

    monkeypatch.setattr(SimpleHTTPRequestHandler, "end_headers", aged)
    practice.accounts("a")
    practice.adopted("a")
    with served(practice):
        assert [s.outcome for s in practice.publish().sent] == ["posted"]


@pytest.mark.parametrize(("others", "off"), [(1, False), (2, True), (3, True)])
def test_a_site_that_runs_on_the_same_machine_is_outvoted_by_two_networks(practice, plugged, others, off):
    practice.live_now()
    practice.accounts("a")
    with served(practice):
        way = open_way(practice.root, environ=practice.environ)
        way.door.skew.offs |= {f"{n}.example": 1200.0 for n in range(others)}
        assert ("20 minutes ahead of" in clocks.wrong(way)) is off
    assert way.door.skew.offs["127.0.0.1:9"] is None, "it was asked, and did not answer"


def test_without_an_address_of_its_own_an_account_is_asked_at_its_networks_host(practice, plugged):
    practice.live_now()
    pace = {"always": True, "per_day": 0, "per_week": 0}
    x = {"name": "x", "channel": "x", "base_url": "http://127.0.0.1:9", "pace": pace}
    practice.configure(SYNDICATE_ACCOUNTS=[x, {"name": "posts", "channel": "folder"}])
    with served(practice):
        opened = open_way(practice.root, environ=practice.environ)
        assert opened.door.only_loopback, "nothing leaves this machine"
        accounts = tuple(replace(a, base_url="") for a in opened.settings.accounts)
        way = replace(opened, settings=replace(opened.settings, accounts=accounts))
        assert clocks.wrong(way) == ""
        assert way.door.skew.offs == {}, "nobody disagrees, so nobody is asked"
        way.door.skew.offs["m.example"] = 1200.0
        assert clocks.wrong(way) == "", "the site agrees"
        site = urlsplit(way.settings.siteurl).netloc
    assert way.door.skew.offs == {"m.example": 1200.0, site: 0.0, "api.twitter.com": None}
    assert clocks.wrong(way) == "", "nobody is asked twice"
