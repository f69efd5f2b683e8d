"""Telegram's own rules, against a server that keeps them."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from syndicate.channels import Unreadable
from syndicate.errors import (
    OutcomeUnknown,
    RateLimited,
    Rejected,
    SettingsError,
    Unauthorized,
    Unavailable,
)
from syndicate.model import Receipt
from tests.channels.bench import Bench, posted
from tests.channels.benches import telegram as benches
from tests.servers import telegram as server
from tests.servers.loopback import Running

Make = Callable[..., Any]
TOKEN = server.SECRETS["bot_token"]


@pytest.fixture
def own() -> Iterator[tuple[server.TelegramNetwork, Bench]]:
    """A network of this test's own, whose chat and messages it may change."""
    network = server.TelegramNetwork()
    with Running(network) as running:
        yield network, benches.bench(running, None)


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


@pytest.mark.parametrize(
    ("refused", "kind"),
    [
        ((401, "Unauthorized"), Unauthorized),
        ((404, "Not Found"), Unauthorized),
        ((404, "Not Found: method not found"), Unavailable),
        ((403, "Forbidden: bot is not a member of the channel chat"), Unauthorized),
        ((403, "Forbidden: bot was kicked from the supergroup chat"), Unauthorized),
        ((400, "Bad Request: chat not found"), Unauthorized),
        ((400, "Bad Request: need administrator rights in the channel chat"), Unauthorized),
        ((400, "Bad Request: not enough rights to send photos to the chat"), Unauthorized),
        ((400, "Bad Request: have no rights to send a message"), Unauthorized),
        ((400, "Bad Request: CHAT_WRITE_FORBIDDEN"), Unauthorized),
        ((400, "Bad Request: CHAT_SEND_PHOTOS_FORBIDDEN"), Unauthorized),
        ((400, "Bad Request: CHAT_ADMIN_REQUIRED"), Unauthorized),
        ((400, "Bad Request: group chat was upgraded to a supergroup chat"), Unauthorized),
        ((400, "Bad Request: message caption is too long"), Rejected),
        ((400, "Bad Request: IMAGE_PROCESS_FAILED"), Rejected),
        ((413, "Request Entity Too Large"), Rejected),
        ((429, "Too Many Requests: retry after 5"), RateLimited),
        ((500, "Internal Server Error"), OutcomeUnknown),
    ],
)
def test_each_refusal_is_read_as_telegram_means_it(
    own: Any, make_channel: Make, make_post: Make, refused: tuple[int, str], kind: type[Exception]
) -> None:
    (status, description), (_, bench) = refused, own
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("telegram")))
    said = {"ok": False, "error_code": status, "description": description}
    bench.server.fault(what="status", status=status, path=bench.create, document=said)
    with pytest.raises(kind, match=description) as raised:
        channel.send(ready)
    assert type(raised.value) is kind


def test_the_wait_that_stands_in_the_answer_is_kept(own: Any, make_channel: Make, make_post: Make) -> None:
    network, bench = own
    network.a_minute = 0
    with pytest.raises(RateLimited) as raised:
        posted(make_channel(bench), make_post("telegram"))
    assert abs(raised.value.until - datetime.now(UTC) - timedelta(seconds=41)) < timedelta(seconds=20)


def test_the_doctor_names_bot_and_chat(own: Any, make_channel: Make) -> None:
    network, bench = own
    health = make_channel(bench).doctor()
    assert (health.whose, health.expires, health.troubles) == (
        "@praktijkbot in Praktijk De Linde",
        None,
        (),
    )
    assert network.messages == []


@pytest.mark.parametrize(
    ("kind", "member", "mute"),
    [
        ("channel", {"status": "administrator", "can_post_messages": False}, True),
        ("channel", {"status": "creator"}, False),
        ("channel", {"status": "member"}, True),
        ("supergroup", {"status": "member"}, False),
        ("supergroup", {"status": "restricted", "can_send_photos": True}, False),
        ("supergroup", {"status": "restricted", "can_send_photos": False}, True),
        ("supergroup", {"status": "left"}, True),
    ],
)
def test_the_doctor_says_whether_the_bot_may_post(
    own: Any, make_channel: Make, kind: str, member: dict[str, Any], mute: bool
) -> None:
    network, bench = own
    network.chat["type"], network.member = kind, member
    troubles = make_channel(bench).doctor().troubles
    assert [t.stops for t in troubles] == [True] * mute
    assert all("beheerder" in t.mend.nl and "administrator" in t.mend.en for t in troubles)


def test_the_doctor_of_a_dead_token_or_another_chat_is_unauthorized(own: Any, make_channel: Make) -> None:
    _, bench = own
    for made in (
        make_channel(bench, secrets={"bot_token": "424242:another-token"}),
        make_channel(bench, secrets={"bot_token": "no token at all/?#"}),
        make_channel(bench, options={"chat": "@anders"}),
    ):
        with pytest.raises(Unauthorized):
            made.doctor()


def test_nothing_can_be_read_back_and_the_marker_is_said(
    own: Any, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel = make_channel(own[1])
    payload = channel.render(make_post("telegram"))
    look = channel.find(make_claim(payload))
    assert isinstance(look, Unreadable)
    assert payload.marker in look.why
    assert not hasattr(channel, "recall")


@pytest.mark.parametrize("chat", [None, "", "praktijk", "https://t.me/praktijk", "@a b", True])
def test_a_chat_is_a_name_or_a_number(own: Any, make_channel: Make, chat: Any) -> None:
    with pytest.raises(SettingsError, match="'@your_channel' or the number"):
        make_channel(own[1], options={} if chat is None else {"chat": chat})


def test_an_unknown_option_and_an_open_road_are_refused(own: Any, make_channel: Make) -> None:
    with pytest.raises(SettingsError, match=r"unknown option 'kanaal'\. Known: chat"):
        make_channel(own[1], options={"chat": "@praktijk", "kanaal": "x"})
    with pytest.raises(SettingsError, match="must begin with https://"):
        make_channel(own[1], base_url="http://botapi.example")


@pytest.mark.parametrize(
    "fault",
    [
        {"what": "reset"},
        {"what": "torn"},
        {"what": "status", "status": 401, "document": {"ok": False, "description": f"token {TOKEN}"}},
        {"what": "status", "status": 301, "headers": {"Location": f"/bot{TOKEN}/getMe"}},
        {"what": "status", "status": 400, "headers": {"Broken header": "x", "X": "1\n\tfolded"}},
    ],
)
def test_the_token_in_the_address_is_in_no_log_and_no_error(
    own: Any, make_channel: Make, make_post: Make, caplog: pytest.LogCaptureFixture, fault: dict[str, Any]
) -> None:
    caplog.set_level(logging.DEBUG)
    _, bench = own
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("telegram")))
    bench.server.fault(path=bench.create, **fault)
    with pytest.raises((OutcomeUnknown, Unauthorized, Unavailable, Rejected)) as raised:
        channel.send(ready)
    shown = [str(raised.value), repr(raised.value), *traceback.format_exception(raised.value), caplog.text]
    assert not any(part in text for text in shown for part in (TOKEN, TOKEN.partition(":")[2]))
    assert "/bot***/sendPhoto" in caplog.text
