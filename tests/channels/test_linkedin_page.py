"""What LinkedIn shows of a page: its own posts, figures and comments."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from syndicate.channels import Absent, Found, Unreadable
from syndicate.model import Figures, Receipt
from tests.channels.bench import Bench, posted
from tests.channels.benches.linkedin import alone
from tests.servers import linkedin
from tests.servers.linkedin import LinkedInNetwork

Make = Callable[..., Any]
Start = Callable[..., Any]
POSTS = "/rest/posts"


@pytest.fixture
def start() -> Iterator[Callable[..., tuple[LinkedInNetwork, Bench]]]:
    """Return a function that starts a LinkedIn of its own: the network, and the bench of an author on it."""
    with ExitStack() as stack:
        yield lambda *author: stack.enter_context(alone(*author))


def test_posts_are_found_past_pages_with_holes_and_after_a_later_change(
    start: Start, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    network, bench = start()
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("linkedin", uid="eerste", image=None)))
    first = channel.send(ready)
    for number in range(101):
        other = posted(channel, make_post("linkedin", uid=f"artikel-{number}", image=None))
        network.hidden.add(other.id)
    assert channel.find(make_claim(ready)) == Found(first)
    network.hidden.clear()
    old = json.loads(json.dumps(network.posts[0]["shown"]))
    network.posts[0]["shown"] |= {"createdAt": 1, "lastModifiedAt": old["lastModifiedAt"] + 60_000}
    last = channel.render(make_post("linkedin", uid="artikel-100", image=None))
    assert isinstance(channel.find(make_claim(last)), Found)
    recalled = list(channel.recall(datetime.now(UTC) - timedelta(hours=1)))
    assert len(recalled) == 101
    assert [o.at for o in recalled] == sorted((o.at for o in recalled), reverse=True)
    network.posts[1]["shown"]["lifecycleState"] = "PUBLISH_FAILED"
    assert len(list(channel.recall(datetime.now(UTC) - timedelta(hours=1)))) == 100


def test_posts_from_before_the_claim_end_the_reading(
    start: Start, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    network, bench = start()
    channel = make_channel(bench)
    claim = make_claim(channel.render(make_post("linkedin")))
    old = {"id": "urn:li:share:9", "createdAt": 1_577_836_800_000, "commentary": claim.data["marker"]}
    bench.server.fault(what="status", status=200, method="GET", path=POSTS, document={"elements": [old]})
    assert channel.find(claim) == Absent()
    assert len(network.requests) == 1


def test_where_linkedin_shortened_the_link_the_own_picture_tells_and_else_nobody_can(
    start: Start, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    network, bench = start()
    network.shortens = True
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("linkedin")))
    receipt = channel.send(ready)
    assert channel.find(make_claim(ready)) == Found(receipt)
    look = channel.find(make_claim(ready.payload))
    assert isinstance(look, Unreadable)
    assert receipt.url in look.why
    network.clear()
    assert channel.find(make_claim(ready)) == Absent()


def test_more_posts_than_can_be_read_are_unreadable_and_what_was_seen_is_there(
    start: Start, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    _, bench = start()
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("linkedin")))
    new = {"id": "urn:li:share:9", "createdAt": 4_000_000_000_000, "commentary": "iets"}
    seen = {"what": "status", "status": 200, "method": "GET", "path": POSTS, "times": 99}
    bench.server.fault(**seen, document={"elements": [new]})
    look = channel.find(make_claim(ready))
    assert isinstance(look, Unreadable)
    assert "more own posts than can be read back" in look.why
    bench.server.reset()
    bench.server.fault(**seen, document={"elements": [{**new, "commentary": f"x {ready.payload.marker}"}]})
    assert isinstance(channel.find(make_claim(ready)), Found)


def test_figures_are_read_in_groups_and_without_what_is_gone(
    start: Start, make_channel: Make, make_post: Make
) -> None:
    network, bench = start()
    channel = make_channel(bench)
    receipts = [posted(channel, make_post("linkedin", uid=f"a{n}", image=None)) for n in range(22)]
    by_hand = Receipt(receipts[0].url, receipts[0].url)
    gone = Receipt("urn:li:ugcPost:7", "https://www.linkedin.com/feed/update/urn:li:ugcPost:7/")
    unknown = Receipt("x", "https://www.linkedin.com/posts/linde")
    figures = channel.metrics([by_hand, *receipts[1:], gone, unknown])
    assert set(figures) == {by_hand.id, *(r.id for r in receipts[1:])}
    assert figures[by_hand.id] == Figures(views=240, likes=4, replies=1, shares=2, clicks=6)
    asked = [r["query"] for r in network.requests if "Statistics" in r["path"]]
    assert ["ugcPosts=List(" in query for query in asked] == [False, True]
    assert channel.metrics([]) == {}


def test_comments_of_others_are_heard_once_and_in_order(
    start: Start, make_channel: Make, make_post: Make
) -> None:
    network, bench = start()
    channel = make_channel(bench)
    post = posted(channel, make_post("linkedin"))
    assert channel.reactions("") == ((), "")
    network.comment(post.id, "urn:li:person:C", "Later gevraagd", 1_700_000_000_002)
    network.comment(post.id, linkedin.ORGANIZATION, "Ons antwoord", 1_700_000_000_003)
    network.comment(post.id, "urn:li:person:B", "Kan het ook zonder afspraak?", 1_700_000_000_001)
    heard, cursor = channel.reactions("")
    assert [(r.text, r.author, r.post) for r in heard] == [
        ("Kan het ook zonder afspraak?", "urn:li:person:B", post.id),
        ("Later gevraagd", "urn:li:person:C", post.id),
    ]
    assert heard[0].url.startswith(f"{post.url}?commentUrn=urn%3Ali%3Acomment%3A%28")
    assert cursor == "1700000000002"
    assert channel.reactions(cursor) == ((), cursor)
    network.comment(post.id, "urn:li:person:D", "Nog een", 1_700_000_000_009)
    assert [r.text for r in channel.reactions(cursor)[0]] == ["Nog een"]
    said = {"what": "status", "status": 200, "method": "GET", "path": "/rest/socialActions/", "times": 99}
    bench.server.fault(**said, document={"elements": [network.comments[-1]]})
    assert [r.text for r in channel.reactions(cursor)[0]] == ["Nog een"], "a page that comes back is no news"
