"""Telegram's own rules for a post, against a server that keeps them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from syndicate.channels import Unreadable
from syndicate.errors import Rejected
from syndicate.model import Receipt
from tests.channels.bench import posted

Make = Callable[..., Any]


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_what_arrives_is_what_render_showed(own: Any, make_channel: Make, make_post: Make) -> None:
    network, bench = own
    channel = make_channel(bench)
    payload = channel.render(make_post("telegram"))
    receipt = channel.send(channel.prepare(payload))
    (message,) = network.messages
    shown = {"chat_id": "@praktijk", **{k: message[k] for k in ("caption", "caption_entities")}}
    assert shown == json.loads(payload.body)
    assert receipt == Receipt("-1001234567890/7", "https://t.me/praktijk/7")


def test_the_description_stands_below_the_words_as_a_quotation_counted_in_utf16(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    _, bench = own
    channel = make_channel(bench)
    payload = channel.render(make_post("telegram"))
    words, described = payload.text.rsplit("\n\n", 1)
    assert described == "🖼 Tekening van een bovenarm met een pleister"
    assert "💉" in words
    (entity,) = json.loads(payload.body)["caption_entities"]
    assert entity == {
        "type": "expandable_blockquote",
        "offset": units(words) + 2,
        "length": units(described),
    }
    posted(channel, make_post("telegram"))
    assert bench.seen()[0]["alt"] == "Tekening van een bovenarm met een pleister"
    assert "parse_mode" not in payload.body


def test_signs_that_mean_something_elsewhere_arrive_as_they_are(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    _, bench = own
    text = "*Let op* <b>1 < 2</b> [geen] (link) _en_ \\niet\\ `dit`"
    posted(make_channel(bench), make_post("telegram", text=text))
    assert bench.seen()[0]["text"].startswith(text)


@pytest.mark.parametrize(
    ("room", "described"),
    [
        (60, "\n\n🖼 Tekening van een bovenarm met een pleister"),
        (45, "\n\n🖼 Tekening van een bovenarm met een…"),
        (22, "\n\n🖼 Tekening van een…"),
        (21, ""),
        (0, ""),
    ],
)
def test_a_description_without_room_is_cut_after_a_word_or_left_out(
    own: Any, make_channel: Make, make_post: Make, room: int, described: str
) -> None:
    _, bench = own
    channel = make_channel(bench)
    post = make_post("telegram", text="x" * (1_024 - room))
    payload = channel.render(post)
    assert payload.text == post.text + described
    assert units(payload.text) <= 1_024
    assert payload.alt == post.alt
    posted(channel, post)
    assert bench.seen()[0]["text"] == payload.text


def test_without_a_picture_4096_go_and_the_link_gets_its_card(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    network, bench = own
    channel = make_channel(bench)
    post = make_post("telegram", text="x" * 4_096, image=None)
    receipt = posted(channel, post)
    assert network.messages[0]["text"] == post.text
    assert network.requests[-1]["path"].endswith("/sendMessage")
    assert json.loads(channel.render(post).body)["link_preview_options"]["url"] == post.link
    channel.update(receipt, channel.render(replace(post, text="Verbeterd.")))
    assert network.messages[0]["text"] == "Verbeterd."
    with pytest.raises(Rejected, match="at most 4096"):
        channel.render(replace(post, text="x" * 4_097))


def test_other_words_come_under_the_same_picture_and_twice_is_no_error(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    network, bench = own
    channel = make_channel(bench)
    post = make_post("telegram")
    receipt = posted(channel, post)
    mended = channel.render(replace(post, text="Verbeterd.", alt=""))
    for _ in range(2):
        assert channel.update(receipt, mended) == receipt
    (message,) = network.messages
    assert (message["caption"], message["sha256"]) == ("Verbeterd.", post.image.sha256)
    with pytest.raises(Rejected, match="message to edit not found"):
        channel.update(Receipt("-1001234567890/99", ""), mended)


def test_a_post_is_deleted_once_and_one_that_is_gone_is_no_error(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    network, bench = own
    channel = make_channel(bench)
    receipt = posted(channel, make_post("telegram"))
    channel.withdraw(receipt)
    assert network.messages == []
    channel.withdraw(receipt)


def test_after_two_days_a_person_deletes_it(own: Any, make_channel: Make, make_post: Make) -> None:
    network, bench = own
    channel = make_channel(bench)
    receipt = posted(channel, make_post("telegram"))
    network.messages[0]["date"] -= 3 * 86_400
    with pytest.raises(Rejected, match=r"48 hours only\. Delete it in the app"):
        channel.withdraw(receipt)


@pytest.mark.parametrize("url", ["https://t.me/praktijk/7", "https://t.me/c/1234567890/7?single"])
def test_a_post_of_which_a_person_gave_the_address_can_be_deleted_too(
    own: Any, make_channel: Make, make_post: Make, url: str
) -> None:
    network, bench = own
    channel = make_channel(bench)
    posted(channel, make_post("telegram"))
    channel.withdraw(Receipt("", url))
    assert network.messages == []
    with pytest.raises(Rejected, match="no message on Telegram"):
        channel.withdraw(Receipt("", "https://praktijk.example/"))


def test_a_chat_without_a_name_gets_the_address_that_its_members_use(
    own: Any, make_channel: Make, make_post: Make
) -> None:
    network, bench = own
    del network.chat["username"]
    channel = make_channel(bench, options={"chat": -1001234567890})
    assert posted(channel, make_post("telegram")).url == "https://t.me/c/1234567890/7"


def test_nothing_can_be_read_back_and_the_marker_is_said(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel = make_channel(own[1])
    payload = channel.render(make_post("telegram"))
    look = channel.find(make_claim(payload))
    assert isinstance(look, Unreadable)
    assert payload.marker in look.why
    assert not hasattr(channel, "recall")
