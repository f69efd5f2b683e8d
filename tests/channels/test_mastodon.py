"""Mastodon's own rules, and its second belt."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from syndicate.channels import Absent, Found, Unreadable
from syndicate.channels.abilities import Examines, Health
from syndicate.errors import Rejected, SettingsError, Unauthorized, Unavailable
from syndicate.limits import measure
from tests.channels.bench import Bench, posted

Make = Callable[..., Any]


def test_what_arrives_is_what_render_showed_and_the_picture(
    mastodon_bench: Bench, make_channel: Make, make_post: Make
) -> None:
    channel = make_channel(mastodon_bench)
    payload = channel.render(make_post("mastodon"))
    prepared = channel.prepare(payload)
    channel.send(prepared)
    (seen,) = mastodon_bench.seen()
    form = {**seen["body"]}
    assert form.pop("media_ids[]") == [prepared.refs["media_id"]]
    assert form.pop("sensitive", "0") in ("0", "False")
    assert form == json.loads(payload.body)


def test_the_same_key_twice_is_one_post(mastodon_bench: Bench, make_channel: Make, make_post: Make) -> None:
    channel = make_channel(mastodon_bench)
    ready = channel.prepare(channel.render(make_post("mastodon")))
    assert channel.send(ready) == channel.send(ready)
    state = mastodon_bench.server.state()
    assert len(state["posts"]) == 1
    key = hashlib.sha256(ready.payload.key.encode()).hexdigest()
    assert [c["idempotency_key"] for c in state["created"]] == [key, key]


def test_an_address_counts_23_and_a_far_mention_only_its_name(
    mastodon_bench: Bench, make_channel: Make
) -> None:
    limits = make_channel(mastodon_bench).limits
    assert measure("https://praktijk.nl/" + "a" * 200, limits) == 23
    assert measure("@praktijk@mastodon.example", limits) == len("@praktijk")
    assert measure("👨‍👩‍👧‍👦", limits) == 1


def test_a_longer_limit_and_another_visibility_are_options(
    mastodon_bench: Bench, make_channel: Make, make_post: Make
) -> None:
    options = {"max_characters": 1000, "visibility": "unlisted"}
    channel = make_channel(mastodon_bench, options=options)
    assert channel.limits.characters == 1000
    assert json.loads(channel.render(make_post("mastodon", text="a" * 1000)).body)["visibility"] == "unlisted"
    with pytest.raises(Rejected):
        channel.render(make_post("mastodon", text="a" * 1001))


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"base_url": ""}, "base_url is missing"),
        ({"options": {"characters": 500}}, "unknown option 'characters'"),
        ({"options": {"max_characters": "500"}}, "whole number above 0"),
        ({"options": {"max_characters": True}}, "whole number above 0"),
        ({"options": {"max_characters": 0}}, "whole number above 0"),
        ({"options": {"visibility": "direct"}}, "public, unlisted, private"),
    ],
)
def test_a_wrong_setting_is_named(
    mastodon_bench: Bench, make_channel: Make, known: dict[str, Any], said: str
) -> None:
    with pytest.raises(SettingsError, match=said) as raised:
        make_channel(mastodon_bench, **known)
    assert "SYNDICATE_ACCOUNTS 'mastodon'" in str(raised.value)


def test_a_picture_still_being_processed_is_waited_for(
    mastodon_bench: Bench, make_channel: Make, make_post: Make
) -> None:
    channel = make_channel(mastodon_bench)
    channel.pause = 0.0
    payload = channel.render(make_post("mastodon"))
    media = channel.prepare(payload).refs["media_id"]
    busy = {"id": media, "type": "image", "url": None}
    mastodon_bench.server.fault(what="status", status=202, path="/api/v2/media", document=busy)
    mastodon_bench.server.fault(
        what="status", status=206, method="GET", path="/api/v1/media/", times=3, document=busy
    )
    assert channel.prepare(payload).refs == {"media_id": media}
    reads = [r for r in mastodon_bench.server.state()["requests"] if r["path"] == f"/api/v1/media/{media}"]
    assert len(reads) == 4


def test_a_picture_that_is_never_ready_is_not_posted(
    mastodon_bench: Bench, make_channel: Make, make_post: Make
) -> None:
    channel = make_channel(mastodon_bench)
    channel.pause = 0.0
    busy = {"id": "1", "type": "image", "url": None}
    mastodon_bench.server.fault(what="status", status=202, path="/api/v2/media", document=busy)
    mastodon_bench.server.fault(
        what="status", status=206, method="GET", path="/api/v1/media/", times=99, document=busy
    )
    with pytest.raises(Unavailable, match="still busy with the picture"):
        channel.prepare(channel.render(make_post("mastodon")))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("This action is outside the authorized scopes", Unauthorized),
        ("Your login is currently disabled", Unauthorized),
        ("This action is not allowed", Rejected),
    ],
)
def test_each_403_is_read_as_mastodon_means_it(
    mastodon_bench: Bench, make_channel: Make, make_post: Make, said: str, kind: type[Exception]
) -> None:
    channel = make_channel(mastodon_bench)
    ready = channel.prepare(channel.render(make_post("mastodon")))
    mastodon_bench.server.fault(what="status", status=403, path="/api/v1/statuses", document={"error": said})
    with pytest.raises(kind, match=said):
        channel.send(ready)


def test_a_wrong_token_is_an_unauthorized_account(
    mastodon_bench: Bench, make_channel: Make, make_post: Make
) -> None:
    with pytest.raises(Unauthorized):
        posted(make_channel(mastodon_bench, secrets={"access_token": "wrong"}), make_post("mastodon"))


def test_the_server_says_whose_account_it_is(mastodon_bench: Bench, make_channel: Make) -> None:
    channel = make_channel(mastodon_bench)
    assert isinstance(channel, Examines)
    assert channel.doctor() == Health("@alice")
    with pytest.raises(Unauthorized):
        make_channel(mastodon_bench, secrets={"access_token": "wrong"}).doctor()


def test_the_own_posts_are_paged(
    mastodon_bench: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel = make_channel(mastodon_bench)
    mine = make_post("mastodon", uid="eerste", image=None)
    first = posted(channel, mine)
    for number in range(41):
        posted(channel, make_post("mastodon", uid=f"artikel-{number}", image=None))
    assert channel.find(make_claim(channel.render(mine))) == Found(first)
    other = channel.render(make_post("mastodon", uid="nooit"))
    assert channel.find(make_claim(other)) == Absent()


def test_posts_from_before_the_claim_end_the_reading(
    mastodon_bench: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel = make_channel(mastodon_bench)
    claim = make_claim(channel.render(make_post("mastodon")))
    old = {"id": "9", "created_at": "2020-01-01T00:00:00.000Z", "content": claim.data["marker"], "url": "u"}
    mastodon_bench.server.fault(
        what="status", status=200, method="GET", path=mastodon_bench.own_posts, document=[old]
    )
    assert channel.find(claim) == Absent()


def test_a_marker_in_the_card_is_found_and_more_than_can_be_read_is_unreadable(
    mastodon_bench: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel = make_channel(mastodon_bench)
    claim = make_claim(channel.render(make_post("mastodon")))
    address = f"https://praktijk.example/?s={claim.data['marker']}"
    new = {"id": "9", "created_at": "2099-01-01T00:00:00.000Z", "content": "", "url": None, "uri": "urn:9"}
    fault = {"what": "status", "status": 200, "method": "GET", "path": mastodon_bench.own_posts}
    mastodon_bench.server.fault(document=[{**new, "card": {"url": address}}], **fault)
    look = channel.find(claim)
    assert isinstance(look, Found)
    assert look.receipt.url == "urn:9"
    mastodon_bench.server.fault(document=[new], times=999, **fault)
    look = channel.find(claim)
    assert isinstance(look, Unreadable)
    assert "more own posts than can be read back" in look.why


def test_a_longer_word_that_begins_like_the_marker_is_not_ours(
    mastodon_bench: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel = make_channel(mastodon_bench)
    payload = channel.render(make_post("mastodon"))
    posted(channel, make_post("mastodon", uid="anders", text=f"{payload.marker}ab", image=None))
    assert channel.find(make_claim(payload)) == Absent()
