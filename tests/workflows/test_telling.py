"""The message to whoever posts by hand, received by real servers on this machine."""

from __future__ import annotations

import json
import logging
import socket
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from syndicate.channels.hand import Hand
from syndicate.errors import Exit
from syndicate.model import EntryKind, campaign_token
from syndicate.workflows.posted import posted
from tests.workflows.serving import served

pytest.importorskip("apprise")
KEY = "hoofdpijn/nl/buurt/new"
TOKEN = campaign_token(KEY)
DAY_AFTER = "2026-11-24T10:00:01+01:00"
TWO_DAYS_AFTER = "2026-11-25T10:00:02+01:00"


@contextmanager
def listening(*, status=200):
    """A web server that keeps what it is sent."""
    got = []

    class Keep(BaseHTTPRequestHandler):
        def do_POST(self):
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_):
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Keep) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"json://127.0.0.1:{server.server_port}/melding", got
        server.shutdown()


@pytest.fixture
def hand(practice):
    """One account by hand, one article, and the site really served."""
    (practice.root / "content/articles/oorpijn.md").unlink()
    pace = {"always": True, "per_day": 0, "per_week": 0}
    said = {"name": "buurt", "channel": "hand", "base_url": "http://127.0.0.1:9", "pace": pace}
    with served(practice):
        practice.configure(SYNDICATE_ACCOUNTS=[{**said, "options": {"network": "x"}}])
        practice.adopted("buurt")
        practice.weeks_told()
        yield practice


def told(practice):
    return [e for e in practice.entries(EntryKind.PREPARED) if "told" in e.data]


def test_a_card_is_told_once_with_its_address_and_its_text(hand):
    with listening() as (address, got):
        done = hand.publish(SYNDICATE_TELL=address)
        hand.publish(SYNDICATE_TELL=address)
    (message,) = got
    assert message["title"] == "Praktijk De Linde: 1 te plaatsen"
    assert f"{hand.conf['SITEURL']}/hand/{TOKEN}-buurt/" in message["message"]
    assert done.outlook.coming[0].payload.text in message["message"]
    assert len(told(hand)) == 1
    assert "told whoever posts by hand: Praktijk De Linde: 1 te plaatsen" in hand.told


def test_what_moved_and_what_was_dropped_is_told(hand):
    with listening() as (address, got):
        hand.publish()
        hand.publish(now=DAY_AFTER, SYNDICATE_TELL=address)
        hand.publish(now=TWO_DAYS_AFTER, SYNDICATE_TELL=address)
    assert f"{KEY} is niet binnen 24 uur geplaatst" in got[0]["message"]
    assert "/hand/" in got[0]["message"]
    assert f"{KEY} is twee keer niet geplaatst" in got[1]["message"]
    assert "/hand/" not in got[1]["message"]


def test_what_was_dropped_is_told_by_the_next_run_where_the_message_failed(hand):
    hand.publish()
    hand.publish(now=DAY_AFTER)
    with listening(status=500) as (address, _):
        hand.publish(now=TWO_DAYS_AFTER, SYNDICATE_TELL=address)
    with listening() as (address, got):
        for _ in range(2):
            hand.publish(now="2026-11-26T10:00:00+01:00", SYNDICATE_TELL=address)
    (message,) = got
    assert f"{KEY} is twee keer niet geplaatst" in message["message"]
    assert message["title"] == "Praktijk De Linde: 0 te plaatsen"


@pytest.mark.parametrize("after", ["posted after all", "a week", "its account was taken out"])
def test_what_was_dropped_is_no_news_any_more(hand, after):
    hand.publish()
    hand.publish(now=DAY_AFTER)
    hand.publish(now=TWO_DAYS_AFTER)
    if after == "posted after all":
        posted(hand.root, TOKEN, environ=hand.environ)
    if after == "its account was taken out":
        hand.configure(SYNDICATE_ACCOUNTS=[{"name": "posts", "channel": "folder", "pace": {"always": True}}])
    with listening() as (address, got):
        later = "2026-12-03T10:00:00+01:00" if after == "a week" else TWO_DAYS_AFTER
        hand.publish(now=later, SYNDICATE_TELL=address)
    assert got == []


def test_a_message_that_fails_fails_no_run_and_is_tried_again(hand):
    with listening(status=500) as (address, got):
        done = hand.publish(SYNDICATE_TELL=address)
    assert done.exit is Exit.DONE
    assert len(got) == 1
    said = "the message to whoever posts by hand was not sent: a server did not take it."
    assert any(line.startswith(said) for line in hand.told)
    assert told(hand) == []
    with listening() as (address, got):
        assert hand.publish(SYNDICATE_TELL=address).sent == ()
    assert len(got) == 1
    assert f"{TOKEN}-buurt" in got[0]["message"]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("nonsense://where", "holds an address that Apprise does not know"),
        (
            "mailto://anna:" + "kooltjes88@mail.example",
            "a made-up practice sends messages to this machine only",
        ),
        ("ntfy://localhost", "a made-up practice sends messages to this machine only"),
    ],
)
def test_an_address_that_cannot_be_used_is_said_without_it(hand, address, why, capfd, caplog):
    caplog.set_level(logging.DEBUG)
    done = hand.publish(SYNDICATE_TELL=address)
    assert done.exit is Exit.DONE
    assert any(why in line for line in hand.told)
    seen = "\n".join((*hand.told, caplog.text, *capfd.readouterr(), repr(done.way.settings)))
    assert address not in seen
    assert "kooltjes88" not in seen


def test_without_an_address_nobody_is_told_and_nothing_is_noted(hand):
    hand.publish()
    assert told(hand) == []
    assert not any("whoever posts by hand" in line for line in hand.told)


def test_without_apprise_it_is_said_what_to_install(hand, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "apprise", None)
    assert hand.publish(SYNDICATE_TELL="json://127.0.0.1:9/").exit is Exit.DONE
    assert any("pip install 'expertstatus[tell]'" in line for line in hand.told)


def test_several_addresses_are_all_told_and_each_is_hidden(hand):
    with listening() as (one, first), listening() as (other, second):
        done = hand.publish(SYNDICATE_TELL=f"{one}\n{other}?token=kooltjes88")
    assert len(first) == len(second) == 1
    assert done.way.door.redact(f"to {one}, {other}?token=kooltjes88") == "to ***, ***"


def test_an_address_that_takes_the_message_gets_it_once_whatever_the_others_do(hand):
    with listening(status=500) as (deaf, tries), listening() as (good, got):
        for _ in range(3):
            hand.publish(SYNDICATE_TELL=f"{deaf} {good} nonsense://where")
    assert len(got) == len(tries) == 1
    assert len(told(hand)) == 1
    said = "one of the 3 addresses in SYNDICATE_TELL did not get the message: "
    assert [line.removeprefix(said) for line in hand.told if line.startswith(said)] == [
        "a server did not take it.",
        "SYNDICATE_TELL holds an address that Apprise does not know.",
    ]


class Killed(BaseException):
    """The runner is no more."""


def test_a_card_whose_run_died_right_after_its_claim_is_told_by_the_next_run(hand, monkeypatch):
    def dies(*_):
        raise Killed

    with listening() as (address, got):
        with monkeypatch.context() as at:
            at.setattr(Hand, "prepare", dies)
            with pytest.raises(Killed):
                hand.publish(SYNDICATE_TELL=address)
        assert hand.publish(SYNDICATE_TELL=address).sent == ()
        hand.publish(SYNDICATE_TELL=address)
    (message,) = got
    assert f"{hand.conf['SITEURL']}/hand/{TOKEN}-buurt/" in message["message"]


def test_nobody_is_told_of_a_card_whose_account_was_taken_out(hand):
    hand.publish()
    hand.configure(SYNDICATE_ACCOUNTS=[{"name": "posts", "channel": "folder", "pace": {"always": True}}])
    with listening() as (address, got):
        hand.publish(SYNDICATE_TELL=address)
    assert got == []


def test_a_message_goes_by_mail(hand):
    pytest.importorskip("aiosmtpd")
    from aiosmtpd.controller import Controller

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    class Inbox:
        def __init__(self):
            self.got = []

        async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - as aiosmtpd calls it
            self.got.append(message_from_bytes(envelope.content, policy=policy.default))
            return "250 OK"

    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        to = "from=site@linde.example&to=anna@linde.example"
        hand.publish(SYNDICATE_TELL=f"mailto://127.0.0.1:{port}?{to}")
    finally:
        controller.stop()
    (mail,) = inbox.got
    assert mail["subject"] == "Praktijk De Linde: 1 te plaatsen"
    assert f"/hand/{TOKEN}-buurt/" in mail.get_body(("plain", "html")).get_content()
