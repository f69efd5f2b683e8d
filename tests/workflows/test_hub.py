"""The hub of the feeds: told of what changed once it is live, and of nothing else; no run fails for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest

from syndicate.errors import Exit
from syndicate.ledger import published
from syndicate.model import EntryKind
from syndicate.workflows import hub as told
from syndicate.workflows.way import make_site, open_way
from tests.servers.loopback import Answer, Network, Request, Running
from tests.workflows.conftest import TOMORROW

FIRST = "feeds/all.atom.xml"


class Hub(Network):
    """Keeps which feeds it was told of, and answers 204 as the well-known ones do; 429 once it had enough."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[dict[str, list[str]]] = []
        self.patience = 1000

    def state(self) -> dict[str, Any]:
        return {"told": self.told}

    def carry_out(self, request: Request) -> Answer:
        if len(self.told) == self.patience:
            return Answer(429, b"")
        self.told.append(parse_qs(request.body.decode()))
        return Answer(204, b"")


@pytest.fixture
def hub(practice: Any) -> Iterator[Hub]:
    """A hub on this machine, which the practice's feeds name."""
    network = Hub()
    with Running(network) as server:
        practice.configure(SYNDICATE_FEED_HUB=f"{server.url}/hub")
        yield network


def topics(hub: Hub) -> list[str]:
    """The feeds that the hub was told of, since it was last asked."""
    told = [one["hub.url"][0] for one in hub.told]
    assert all(one["hub.mode"] == ["publish"] and one["hub.topic"] == one["hub.url"] for one in hub.told)
    hub.told.clear()
    return told


def noted(practice: Any) -> dict[str, str]:
    return published.feeds(practice.entries(EntryKind.FEEDS), practice.conf["SITEURL"])


def test_a_hub_is_told_of_each_feed_that_changed_and_of_no_other(practice: Any, hub: Hub) -> None:
    practice.publish()
    site = practice.conf["SITEURL"]
    first = topics(hub)
    assert {f"{site}/{FIRST}", f"{site}/feeds/all.json", f"{site}/feeds/all.rss.xml"} <= set(first)
    assert len(set(first)) == len(first) == len(noted(practice))
    practice.publish()
    assert topics(hub) == []
    practice.article("keelpijn", date="2026-11-20")
    practice.publish(now=TOMORROW)
    assert f"{site}/{FIRST}" in topics(hub)
    assert "told the hub of the feeds" in "\n".join(practice.told)


def test_a_dry_run_and_a_site_without_a_hub_tell_nobody(practice: Any, hub: Hub) -> None:
    practice.publish(dry_run=True)
    practice.configure(SYNDICATE_FEED_HUB=None)
    practice.publish()
    assert (topics(hub), practice.entries(EntryKind.FEEDS)) == ([], [])


def test_a_hub_that_fails_is_said_and_is_told_the_rest_by_the_next_run(practice: Any, hub: Hub) -> None:
    hub.patience = 1
    assert practice.publish().exit is Exit.DONE
    (said,) = (line for line in practice.told if line.startswith("the hub of the feeds does not know"))
    assert "429" in said
    assert len(hub.told) == len(noted(practice)) == 1
    hub.patience = 1000
    practice.publish()
    assert len(set(topics(hub))) == len(noted(practice)) > 2


def test_a_ledger_that_cannot_be_written_then_fails_nothing(practice: Any, hub: Hub) -> None:
    store = practice.root / ".syndicate" / "ledger"
    way = open_way(practice.root, tell=practice.tell, environ=practice.environ)
    site = make_site(way, {})
    (practice.root / "public").symlink_to(site.built.output)
    store.mkdir(parents=True, exist_ok=True)
    store.rename(store.with_name("away"))
    store.write_text("", encoding="utf-8")
    told.tell(way, site)
    assert any(
        line.startswith("the hub of the feeds does not know all that is new") for line in practice.told
    )


def test_a_site_that_strangers_cannot_read_is_no_news_for_a_hub_of_theirs(practice: Any) -> None:
    practice.configure(SYNDICATE_FEED_HUB="https://hub.example/")
    practice.publish()
    assert not [line for line in practice.told if "hub" in line]
    # neither is a made-up practice, wherever its site says that it stands
    assert practice.entries(EntryKind.FEEDS) == []
