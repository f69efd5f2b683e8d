"""What every installed channel promises where all goes well, walked on its own network on this machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from syndicate.channels import Absent, Found, Unreadable
from syndicate.errors import Unavailable
from syndicate.limits import measure
from tests.channels.bench import Bench, prepared

Make = Callable[..., Any]


@pytest.mark.walks("post")
def test_a_text_of_exactly_the_limit_is_posted(
    posting_bench: Bench, make_channel: Make, make_post: Make
) -> None:
    channel = make_channel(posting_bench)
    post = make_post(posting_bench.name)
    room = channel.limits.characters - measure(post.text, channel.limits)
    full = replace(post, text="x" * (room - 1) + " " + post.text)
    if not posting_bench.needs_picture:
        full = replace(full, image=None)
    assert measure(full.text, channel.limits) == channel.limits.characters
    if posting_bench.name == "mastodon":  # the mock counts the whole address
        full = replace(full, text=full.text[40:])
    channel.send(prepared(channel, full))
    assert [p["text"] for p in posting_bench.seen()] == [channel.render(full).text]


@pytest.mark.walks("post")
def test_a_post_arrives_once_with_its_text_picture_description_and_language(
    posting_bench: Bench, make_channel: Make, make_post: Make
) -> None:
    channel = make_channel(posting_bench)
    post = make_post(posting_bench.name)
    payload = channel.render(post)
    receipt = channel.send(channel.prepare(payload))
    (seen,) = posting_bench.seen()
    assert (seen["text"], seen["alt"], str(seen["id"])) == (payload.text, payload.alt, receipt.id)
    assert receipt.url
    if posting_bench.takes_language:
        assert seen["lang"] == "nl"
    if "sha256" in seen:
        assert seen["sha256"] == post.image.sha256


def test_preparing_twice_is_harmless(posting_bench: Bench, make_channel: Make, make_post: Make) -> None:
    channel = make_channel(posting_bench)
    prepared(channel, make_post(posting_bench.name))
    assert posting_bench.seen() == []
    channel.send(prepared(channel, make_post(posting_bench.name)))
    assert len(posting_bench.seen()) == 1


@pytest.mark.walks("post")
def test_a_post_without_a_picture_arrives(posting_bench: Bench, make_channel: Make, make_post: Make) -> None:
    channel = make_channel(posting_bench)
    if not posting_bench.needs_picture:
        channel.send(prepared(channel, make_post(posting_bench.name, image=None)))
        (seen,) = posting_bench.seen()
        assert seen["alt"] == ""


def test_a_picture_without_a_description_arrives(
    posting_bench: Bench, make_channel: Make, make_post: Make
) -> None:
    channel = make_channel(posting_bench)
    channel.send(prepared(channel, make_post(posting_bench.name, alt="")))
    (seen,) = posting_bench.seen()
    assert not seen["alt"]


@pytest.mark.parametrize("wrong", ["gone", "another one"])
def test_a_picture_that_is_not_the_one_shown_is_not_sent(
    bench: Bench, make_channel: Make, make_post: Make, make_opening: Make, wrong: str
) -> None:
    channel, post = make_channel(bench), make_post(bench.name)
    file = make_opening(bench).output / post.image.path
    if wrong == "gone":
        file.unlink()
    else:
        file.write_bytes(b"\x89PNG another")
    with pytest.raises(Unavailable, match=post.image.path):
        prepared(channel, post)
    assert bench.seen() == []


@pytest.mark.walks("find")
def test_the_own_post_is_found_among_others(
    posting_bench: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel = make_channel(posting_bench)
    uids = ("tandenpoetsen", "griepprik", "rugpijn")
    sent = {u: prepared(channel, make_post(posting_bench.name, uid=u)) for u in uids}
    receipts = {u: channel.send(ready) for u, ready in sent.items()}
    found = channel.find(make_claim(sent["griepprik"]))
    if posting_bench.server and not posting_bench.own_posts:
        assert isinstance(found, Unreadable)
    else:
        assert isinstance(found, Found)
        assert found.receipt.id == receipts["griepprik"].id


@pytest.mark.walks("find")
def test_a_post_that_is_not_there_is_absent(
    posting_bench: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel = make_channel(posting_bench)
    unsent = Unreadable if posting_bench.server and not posting_bench.own_posts else Absent
    assert isinstance(channel.find(make_claim(prepared(channel, make_post(posting_bench.name)))), unsent)
    channel.send(prepared(channel, make_post(posting_bench.name)))
    other = prepared(channel, make_post(posting_bench.name, instance="2"))
    assert isinstance(channel.find(make_claim(other)), unsent)
