"""What others see and do of a post on Bluesky, asked of the app's own server (it needs a PostgreSQL)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from syndicate.errors import Unavailable
from syndicate.model import Echo, Figures, Receipt
from tests.channels.bench import Bench
from tests.servers.bluesky import HANDLE, POSTS, BlueskyNetwork

pytestmark = pytest.mark.suite("postgresql")
Make = Callable[..., Any]
LIKE, REPOST = "app.bsky.feed.like", "app.bsky.feed.repost"
NUMBERS = count(1)


@pytest.fixture
def bench(make_bench: Make) -> Bench:
    made: Bench = make_bench("bluesky")
    return made


@pytest.fixture
def server(bench: Bench) -> Any:
    assert bench.server
    return bench.server


@pytest.fixture
def network(server: Any) -> BlueskyNetwork:
    found: BlueskyNetwork = server.network
    return found


@pytest.fixture
def channel(bench: Bench, make_channel: Make) -> Any:
    return make_channel(bench)


@pytest.fixture
def receipt(channel: Any, make_post: Make) -> Receipt:
    post = make_post("bluesky", instance=str(next(NUMBERS)))  # the same key would keep its likes
    sent: Receipt = channel.send(channel.prepare(channel.render(post)))
    return sent


class Patient:
    """Somebody else on the network."""

    def __init__(self, network: BlueskyNetwork) -> None:
        self.network = network
        self.handle = f"meelezer-{next(NUMBERS)}.test"
        self.session = network.person(self.handle)

    def does(self, collection: str, to: Receipt, **record: Any) -> None:
        self.writes(collection, subject=self.network.reference(to.id), **record)

    def writes(self, collection: str, **record: Any) -> None:
        self.network.write(self.session, collection, {"createdAt": datetime.now(UTC).isoformat(), **record})

    def answers(self, to: Receipt, text: str) -> None:
        there = self.network.reference(to.id)
        self.writes(POSTS, text=text, reply={"root": there, "parent": there})

    def quotes(self, to: Receipt, text: str) -> None:
        record = {"$type": "app.bsky.embed.record", "record": self.network.reference(to.id)}
        self.writes(POSTS, text=text, embed=record)

    def sees(self, receipt: Receipt) -> Any:
        """Return the post as the app shows it to this person."""
        self.network.catch_up()
        found = self.network.ask("app.bsky.feed.getPosts", whose=self.session, uris=receipt.id)["posts"]
        return found[0] if found else None


@pytest.fixture
def patient(network: BlueskyNetwork) -> Patient:
    return Patient(network)


def test_others_see_text_language_picture_and_description(
    receipt: Receipt, patient: Patient, make_post: Make
) -> None:
    post, seen = make_post("bluesky"), patient.sees(receipt)
    assert seen["author"]["handle"] == HANDLE
    assert seen["record"]["text"].startswith("Krijgt u dit jaar een griepprik? 💉")
    assert seen["record"]["langs"] == ["nl"]
    (picture,) = seen["embed"]["images"]
    assert (picture["alt"], picture["aspectRatio"]) == (post.alt, {"width": 1200, "height": 630})


def test_others_see_the_card(bench: Bench, make_channel: Make, make_post: Make, patient: Patient) -> None:
    channel = make_channel(bench, options={"handle": HANDLE, "link": "card"})
    post = make_post("bluesky", text="Krijgt u een griepprik?")
    seen = patient.sees(channel.send(channel.prepare(channel.render(post))))
    card = seen["embed"]["external"]
    assert (card["uri"], card["title"], bool(card["thumb"])) == (post.link, post.title, True)


def test_likes_answers_and_shares_are_counted(channel: Any, receipt: Receipt, patient: Patient) -> None:
    assert channel.metrics([receipt]) == {receipt.id: Figures(likes=0, replies=0, shares=0)}
    patient.does(LIKE, receipt)
    patient.does(REPOST, receipt)
    patient.quotes(receipt, "Lees dit.")
    patient.answers(receipt, "Ook voor zwangeren?")
    gone = Receipt(f"{receipt.id[:-1]}2", "")
    assert channel.metrics([receipt, gone]) == {receipt.id: Figures(likes=1, replies=1, shares=2)}
    seen, strange = Receipt(receipt.url, receipt.url), Receipt("https://bsky.app/", "")
    assert set(channel.metrics([seen, strange])) == {receipt.url}


def test_more_posts_than_one_call_takes_are_counted(server: Any, channel: Any, receipt: Receipt) -> None:
    gone = [Receipt(f"{receipt.id[:-2]}{sign}2", "") for sign in "234567abcdefghijklmnopqrstuvwxyz"]
    assert set(channel.metrics([*gone, receipt])) == {receipt.id}
    asked = [r["path"] for r in server.state()["requests"]]
    assert asked.count("/xrpc/app.bsky.feed.getPosts") == 2


def test_what_people_do_is_told_once_oldest_first_and_whose_post_it_was(
    channel: Any, receipt: Receipt, patient: Patient
) -> None:
    _, start = channel.reactions("")
    patient.does(LIKE, receipt)
    patient.answers(receipt, "Ook voor zwangeren?")
    patient.does(REPOST, receipt)
    patient.quotes(receipt, "Lees dit.")
    name = {"$type": "app.bsky.richtext.facet#mention", "did": patient.network.practice["did"]}
    place = {"byteStart": 0, "byteEnd": 14}
    patient.writes(POSTS, text=f"@{HANDLE} dank", facets=[{"index": place, "features": [name]}])
    patient.writes("app.bsky.graph.follow", subject=patient.network.practice["did"])
    found, cursor = channel.reactions(start)
    assert [(r.kind, r.post, r.text) for r in found] == [
        (Echo.LIKE, receipt.id, ""),
        (Echo.REPLY, receipt.id, "Ook voor zwangeren?"),
        (Echo.SHARE, receipt.id, ""),
        (Echo.SHARE, receipt.id, "Lees dit."),
        (Echo.MENTION, "", f"@{HANDLE} dank"),
    ]
    assert {r.author for r in found} == {patient.handle}
    assert [bool(r.url) for r in found] == [False, True, False, True, True]
    assert patient.handle not in cursor
    assert channel.reactions(cursor) == ((), cursor)
    patient.answers(receipt, "En mijn kind?")
    assert [r.text for r in channel.reactions(cursor)[0]] == ["En mijn kind?"]


def test_a_correction_is_what_others_see_and_the_figures_stay(
    channel: Any, receipt: Receipt, patient: Patient, make_post: Make
) -> None:
    patient.does(LIKE, receipt)
    post = make_post("bluesky")
    channel.update(receipt, channel.render(replace(post, text="Verbeterd.")))
    seen = patient.sees(receipt)
    assert (seen["record"]["text"], seen["likeCount"]) == ("Verbeterd.", 1)
    assert seen["embed"]["images"][0]["alt"] == post.alt


def test_a_withdrawn_post_is_seen_by_nobody(channel: Any, receipt: Receipt, patient: Patient) -> None:
    assert patient.sees(receipt)
    channel.withdraw(receipt)
    assert patient.sees(receipt) is None
    assert channel.metrics([receipt]) == {}


@pytest.mark.parametrize("ability", ["metrics", "reactions"])
def test_an_app_that_cannot_be_asked_is_unavailable(
    server: Any, channel: Any, receipt: Receipt, ability: str
) -> None:
    for fault in ({"what": "status", "status": 502}, {"what": "status", "status": 200, "document": {}}):
        server.fault(method="GET", path="/xrpc/app", **fault)
        with pytest.raises(Unavailable):
            channel.metrics([receipt]) if ability == "metrics" else channel.reactions("")


def test_the_notifications_of_a_second_page_are_told_too(
    channel: Any, receipt: Receipt, network: BlueskyNetwork
) -> None:
    _, start = channel.reactions("")
    patient, there = Patient(network), network.reference(receipt.id)
    at = datetime.now(UTC)
    answers = [
        {
            "$type": POSTS,
            "text": f"Vraag {n}",
            "createdAt": (at + timedelta(milliseconds=n)).isoformat(),
            "reply": {"root": there, "parent": there},
        }
        for n in range(103)
    ]
    kind = "com.atproto.repo.applyWrites"
    writes = [{"$type": f"{kind}#create", "collection": POSTS, "value": answer} for answer in answers]
    network.ask(kind, {"repo": patient.session["did"], "writes": writes}, whose=patient.session)
    found, _ = channel.reactions(start)
    assert sorted(r.text for r in found) == sorted(str(answer["text"]) for answer in answers)
    assert [r.at for r in found] == sorted(r.at for r in found)  # of one millisecond none is the older
