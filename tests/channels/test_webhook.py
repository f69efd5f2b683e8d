"""The signed webhook: what it delivers, and the receiver that its page shows."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from syndicate.channels import Absent, Found, Unreadable
from syndicate.errors import Rejected, SettingsError, Unauthorized, Unavailable
from tests.channels.bench import Bench, posted
from tests.channels.benches import webhook as benches
from tests.servers import webhook as server
from tests.servers.loopback import Running

Make = Callable[..., Any]
PAGE = Path(__file__).parents[2] / "docs" / "channels" / "webhook.md"


@pytest.fixture
def hook(make_bench: Callable[[str], Bench]) -> Bench:
    return make_bench("webhook")


def test_the_event_that_arrives_is_the_one_that_was_shown(
    hook: Bench, make_channel: Make, make_post: Make
) -> None:
    channel, post = make_channel(hook), make_post("webhook")
    event = json.loads(channel.render(post).body)
    assert (event["type"], event["timestamp"]) == ("post.created", event["data"]["created_at"])
    assert event["data"]["image"] == {
        "url": post.image.url,
        "sha256": post.image.sha256,
        "type": "image/png",
        "alt": post.alt,
    }
    receipt = posted(channel, post)
    (kept,) = hook.server.state()["posts"]
    assert kept == {**event["data"], "id": receipt.id, "url": receipt.url}
    assert receipt.url == f"https://elders.example/{receipt.id}"
    assert post.link not in post.text


def test_an_event_has_one_id_however_often_it_is_sent(
    hook: Bench, make_channel: Make, make_post: Make
) -> None:
    channel = make_channel(hook)
    first, second = (posted(channel, make_post("webhook")) for _ in range(2))
    other = posted(channel, make_post("webhook", uid="rugpijn"))
    assert first == second != other
    assert len(hook.seen()) == 2
    sent = hook.server.state()["headers"]
    assert [h["webhook-id"] == sent[0]["webhook-id"] for h in sent] == [True, True, False]
    assert all(h["idempotency-key"] == h["webhook-id"] for h in sent)


def test_a_receiver_that_only_says_yes_has_taken_it(make_channel: Make, make_post: Make) -> None:
    with Running(server.WebhookNetwork(mute=True)) as mute:
        channel = make_channel(benches.bench(mute, Path()))
        receipt = posted(channel, make_post("webhook"))
        assert re.fullmatch("[0-9a-f]{64}", receipt.id)
        assert receipt.url == f"webhook:{receipt.id}"
    with Running(server.WebhookNetwork()) as odd:
        for document in ("busy", [], {"id": None}, {"ok": True}):
            channel = make_channel(benches.bench(odd, Path()))
            odd.fault(what="status", when="after", status=200, document=document)
            assert posted(channel, make_post("webhook")).id == receipt.id


def test_corrected_words_and_a_withdrawal_are_events_too(
    hook: Bench, make_channel: Make, make_post: Make
) -> None:
    channel, post = make_channel(hook), make_post("webhook")
    receipt = posted(channel, post)
    mended = channel.render(replace(post, text="Verbeterd."))
    for _ in range(2):
        assert channel.update(receipt, mended) == receipt
    assert [p["text"] for p in hook.seen()] == ["Verbeterd."]
    for _ in range(2):
        channel.withdraw(receipt)
    assert hook.seen() == []
    with pytest.raises(Unavailable):
        channel.update(receipt, channel.render(replace(post, text="Te laat.")))


@pytest.mark.parametrize("status", [404, 410])
def test_one_that_the_receiver_says_is_gone_is_withdrawn(
    hook: Bench, make_channel: Make, make_post: Make, status: int
) -> None:
    channel = make_channel(hook)
    receipt = posted(channel, make_post("webhook"))
    hook.server.fault(what="status", status=status, path="/")
    channel.withdraw(receipt)
    hook.server.fault(what="status", status=503, path="/")
    with pytest.raises(Unavailable):
        channel.withdraw(receipt)


def test_only_a_receiver_that_can_be_asked_settles_a_doubt(
    hook: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    payload = make_channel(hook).render(make_post("webhook"))
    look = make_channel(hook, options={}).find(make_claim(payload))
    assert isinstance(look, Unreadable)
    assert "cannot be asked" in look.why
    asked = make_channel(hook)
    assert asked.find(make_claim(payload)) == Absent()
    receipt = posted(asked, make_post("webhook"))
    assert asked.find(make_claim(payload)) == Found(receipt)
    hook.server.fault(what="status", status=404, method="GET", path=hook.own_posts)
    assert isinstance(asked.find(make_claim(payload)), Unreadable)


def test_a_redirect_is_not_followed(hook: Bench, make_channel: Make, make_post: Make) -> None:
    hook.server.fault(what="status", status=307, path="/", headers={"Location": hook.server.url})
    with pytest.raises(Unavailable, match="Nothing was posted"):
        posted(make_channel(hook), make_post("webhook"))
    assert hook.seen() == []


def test_another_secret_is_refused_by_the_receiver(hook: Bench, make_channel: Make, make_post: Make) -> None:
    channel = make_channel(hook, secrets={"secret": "whsec_" + "QUJD" * 8})
    with pytest.raises(Unauthorized):
        posted(channel, make_post("webhook"))
    assert hook.seen() == []


@pytest.mark.parametrize(
    "secret", ["plain words", "whsec_", "whsec_QUJD", "whsec_no base64!", "QUJD" * 8, "whsec_" + "QUJD" * 30]
)
def test_a_secret_of_the_wrong_form_is_named_and_not_said(
    hook: Bench, make_channel: Make, make_post: Make, secret: str
) -> None:
    channel = make_channel(hook, secrets={"secret": secret})
    with pytest.raises(SettingsError, match="SYNDICATE_WEBHOOK_SECRET must be whsec_ and then 24") as raised:
        channel.prepare(channel.render(make_post("webhook")))
    assert secret not in str(raised.value) or secret == "whsec_"


def test_the_receivers_own_limit_is_kept(hook: Bench, make_channel: Make, make_post: Make) -> None:
    channel = make_channel(hook, options={"max_characters": 20})
    with pytest.raises(Rejected, match="at most 20"):
        channel.render(make_post("webhook", text="a" * 21))


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"options": {"max_characters": 0}}, "max_characters must be a whole number"),
        ({"options": {"max_characters": True}}, "max_characters must be a whole number"),
        ({"options": {"readable": "yes"}}, "readable must be True or False"),
        ({"options": {"url": "x"}}, "unknown option 'url'"),
        ({"base_url": ""}, "base_url is missing"),
        ({"base_url": "http://hook.example"}, "must begin with https://"),
        ({"base_url": "https://hook.example/?a=1", "options": {"readable": True}}, "no [?] in its base_url"),
    ],
)
def test_a_mistake_in_the_settings_is_a_sentence(
    hook: Bench, make_channel: Make, known: dict[str, Any], why: str
) -> None:
    with pytest.raises(SettingsError, match=why):
        make_channel(hook, **known)


@contextmanager
def example(port: int) -> Iterator[subprocess.Popen[str]]:
    """Run the receiver that stands in docs/channels/webhook.md, as it stands there."""
    (code,) = re.findall(r"^## A receiver$.*?^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    env = {**os.environ, "WEBHOOK_SECRET": server.SECRETS["secret"], "PORT": str(port)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", code], env=env, **pipes) as receiver:
        try:
            for _ in range(200):
                with socket.socket() as knock:
                    if knock.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield receiver
        finally:
            receiver.kill()


def test_the_receiver_of_the_page_takes_what_is_signed_once_and_nothing_else(
    hook: Bench, make_channel: Make, make_post: Make, free_port: int
) -> None:
    post = make_post("webhook")
    with example(free_port) as receiver:
        here = {"base_url": f"http://127.0.0.1:{free_port}", "options": {}}
        forged = make_channel(hook, secrets={"secret": "whsec_" + "QUJD" * 8}, **here)
        with pytest.raises(Unauthorized):
            posted(forged, post)
        channel = make_channel(hook, **here)
        receipt = posted(channel, post)
        assert posted(channel, post) == receipt
        channel.withdraw(receipt)
        receiver.kill()
        said, _ = receiver.communicate(timeout=10)
    assert said.splitlines() == [f"post.created {post.link}", f"post.withdrawn {receipt.id}"]
