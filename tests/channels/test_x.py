"""X's own rules, against a server that keeps them."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from syndicate.channels import Absent, Found, Unreadable
from syndicate.errors import OutcomeUnknown, RateLimited, Rejected, Unauthorized, Unavailable
from syndicate.limits import measure
from syndicate.model import Prepared
from tests.channels.bench import Bench, posted
from tests.servers import x as server
from tests.servers.loopback import Running

Make = Callable[..., Any]


def test_what_arrives_is_what_render_showed_and_the_picture(
    x_bench: Bench, make_channel: Make, make_post: Make
) -> None:
    channel = make_channel(x_bench)
    payload = channel.render(make_post("x"))
    prepared = channel.prepare(payload)
    channel.send(prepared)
    (seen,) = x_bench.seen()
    shown = json.loads(payload.body)
    assert seen["body"] == {**shown, "media": {"media_ids": [prepared.refs["media_id"]]}}


def test_the_receipt_is_an_address_on_x(x_bench: Bench, make_channel: Make, make_post: Make) -> None:
    receipt = posted(make_channel(x_bench), make_post("x"))
    assert receipt.url == f"https://x.com/i/web/status/{receipt.id}"


def test_an_address_counts_23_and_an_emoji_two(x_bench: Bench, make_channel: Make, make_post: Make) -> None:
    channel = make_channel(x_bench)
    assert measure("https://praktijk.nl/" + "a" * 200, channel.limits) == 23
    assert measure("💉", channel.limits) == 2
    full = make_post("x", text="💉" * 140, image=None)
    posted(channel, full)
    with pytest.raises(Rejected, match=r"counts 282 .* at most 280"):
        channel.render(replace(full, text="💉" * 141))


def test_a_refused_duplicate_is_a_doubt_that_find_settles(
    x_bench: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel = make_channel(x_bench)
    post = make_post("x", image=None)
    posted(channel, post)
    with pytest.raises(OutcomeUnknown, match="duplicate content") as raised:
        posted(channel, post)
    assert "may have been posted" in str(raised.value)
    assert isinstance(channel.find(make_claim(channel.render(post))), Found)
    assert len(x_bench.seen()) == 1


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ({"detail": "You are not allowed to create a Tweet with duplicate content."}, OutcomeUnknown),
        ({"errors": [{"code": 187, "message": "Status is a duplicate."}]}, OutcomeUnknown),
        (
            {"detail": "Your client app is not configured with the appropriate oauth1 app permissions"},
            Unauthorized,
        ),
        ({"type": "https://api.twitter.com/2/problems/client-forbidden", "detail": "x"}, Unauthorized),
        (
            {"title": "Unsupported Authentication", "type": "problems/unsupported-authentication"},
            Unauthorized,
        ),
        ({"errors": [{"code": 64, "message": "Your account is no longer"}]}, Unauthorized),
        ({"errors": [{"code": 326, "message": "To protect our users"}]}, Unauthorized),
        ({"detail": "User has been suspended"}, Unauthorized),
        ({"title": "UsageCapExceeded", "detail": "Usage cap exceeded: Monthly product cap"}, RateLimited),
        ({"type": "https://api.twitter.com/2/problems/usage-capped"}, RateLimited),
        ({"detail": "You are not permitted to perform this action."}, Rejected),
        ({"errors": "not a list"}, Rejected),
        ({"errors": [None, "words"]}, Rejected),
        ({}, Rejected),
    ],
)
def test_each_403_is_read_as_x_means_it(
    x_bench: Bench, make_channel: Make, make_post: Make, document: dict[str, Any], kind: type[Exception]
) -> None:
    channel = make_channel(x_bench)
    ready = channel.prepare(channel.render(make_post("x", image=None)))
    x_bench.server.fault(what="status", status=403, path="/2/tweets", document=document)
    with pytest.raises(kind):
        channel.send(ready)


def test_the_hourly_limit_is_kept_until_the_networks_own_reset(make_channel: Make, make_post: Make) -> None:
    with Running(server.XNetwork(per_window=1)) as small:
        channel = make_channel(Bench("x", list, server.SECRETS, small))
        posted(channel, make_post("x"))
        with pytest.raises(RateLimited) as raised:
            posted(channel, make_post("x", uid="rugpijn"))
    assert raised.value.until.timestamp() % 900 < 2 or raised.value.until.timestamp() % 900 > 898


@pytest.mark.parametrize("name", sorted(server.SECRETS))
def test_a_wrong_secret_is_an_unauthorized_account(
    x_bench: Bench, make_channel: Make, make_post: Make, name: str
) -> None:
    channel = make_channel(x_bench, secrets={**server.SECRETS, name: "wrong-value"})
    with pytest.raises(Unauthorized):
        posted(channel, make_post("x"))
    assert x_bench.seen() == []


def test_anothers_picture_cannot_be_posted(x_bench: Bench, make_channel: Make, make_post: Make) -> None:
    ours, theirs = make_channel(x_bench), make_channel(x_bench, secrets=server.OTHER)
    ready = theirs.prepare(theirs.render(make_post("x")))
    with pytest.raises(Rejected):
        ours.send(Prepared(ready.payload, ready.refs))


def test_anothers_post_with_our_marker_is_not_ours(
    x_bench: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    ours, theirs = make_channel(x_bench), make_channel(x_bench, secrets=server.OTHER)
    post = make_post("x", image=None)
    posted(theirs, post)
    assert ours.find(make_claim(ours.render(post))) == Absent()


def test_the_own_timeline_is_paged(make_channel: Make, make_post: Make, make_claim: Make) -> None:
    with Running(server.XNetwork(per_window=1000)) as wide:
        channel = make_channel(Bench("x", list, server.SECRETS, wide))
        mine = make_post("x", uid="eerste", image=None)
        first = posted(channel, mine)
        for number in range(100):
            posted(channel, make_post("x", uid=f"artikel-{number}", image=None))
        assert channel.find(make_claim(channel.render(mine))) == Found(first)
        assert "pagination_token=100" in wide.state()["requests"][-1]["query"]


def test_of_two_matching_posts_the_oldest_is_ours(
    x_bench: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel = make_channel(x_bench)
    post = make_post("x", image=None)
    first = posted(channel, post)
    posted(channel, replace(post, text=post.text + " !"))
    assert channel.find(make_claim(channel.render(post))) == Found(first)


def test_a_marker_in_the_text_itself_is_found_too(
    x_bench: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel = make_channel(x_bench)
    payload = channel.render(make_post("x"))
    receipt = posted(channel, make_post("x", text=f"kenmerk {payload.marker}", image=None))
    assert channel.find(make_claim(payload)) == Found(receipt)


def test_an_answer_with_gaps_is_unreadable_unless_our_post_is_in_it(
    x_bench: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel = make_channel(x_bench)
    claim = make_claim(channel.render(make_post("x")))
    ours = {"id": "1", "text": claim.data["marker"], "created_at": "2026-11-21T08:00:00.000Z"}
    gaps = {"errors": [{"detail": "Could not find tweet"}], "meta": {"result_count": 0}}
    for document, kind in (
        (gaps, Unreadable),
        ({"meta": {"result_count": 3}}, Unreadable),
        ({**gaps, "data": [ours], "meta": {"result_count": 1}}, Found),
    ):
        fault = {"what": "status", "status": 200, "method": "GET", "path": x_bench.own_posts}
        x_bench.server.fault(document=document, **fault)
        assert isinstance(channel.find(claim), kind)


def test_a_timeline_that_never_ends_is_unreadable(
    x_bench: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel = make_channel(x_bench)
    tweet = {"id": "1", "text": "anders", "created_at": "2026-11-21T08:00:00.000Z"}
    page = {"data": [tweet], "meta": {"result_count": 1, "next_token": "t"}}
    fault = {"what": "status", "status": 200, "method": "GET", "path": x_bench.own_posts, "times": 99}
    x_bench.server.fault(document=page, **fault)
    look = channel.find(make_claim(channel.render(make_post("x"))))
    assert isinstance(look, Unreadable)
    assert "more own posts than can be read back" in look.why


def test_the_signature_is_not_in_the_log(
    x_bench: Bench, make_channel: Make, make_post: Make, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    posted(make_channel(x_bench), make_post("x"))
    assert "oauth_" not in caplog.text
    assert {r.name for r in caplog.records} == {"syndicate.http"}


def test_without_a_base_url_nothing_but_x_itself_is_meant(make_channel: Make, make_post: Make) -> None:
    channel = make_channel(Bench("x", list, server.SECRETS), base_url="")
    with pytest.raises(Unavailable, match=r"not api\.twitter\.com"):
        posted(channel, make_post("x"))
