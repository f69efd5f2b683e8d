"""What Telegram refuses, what its doctor says of bot and chat, and that no token shows."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from syndicate.errors import OutcomeUnknown, RateLimited, Rejected, SettingsError, Unauthorized, Unavailable
from tests.channels.bench import posted
from tests.servers import telegram as server

Make = Callable[..., Any]
TOKEN = server.SECRETS["bot_token"]


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
