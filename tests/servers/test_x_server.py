"""The X of our tests keeps X's rules: what X refuses, it refuses."""

from __future__ import annotations

import base64
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from requests_oauthlib import OAuth1

from syndicate.http import Door
from tests.servers.loopback import Handle, Running
from tests.servers.x import OTHER, SECRETS, XNetwork

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
Ask = Callable[..., requests.Response]


@pytest.fixture
def network() -> Iterator[Handle]:
    with Running(XNetwork()) as server:
        yield server


@pytest.fixture
def ask(network: Handle) -> Ask:
    """Return a function that sends one signed request, made for api.twitter.com, to the server."""

    def send(method: str, route: str, who: dict[str, str] = SECRETS, **what: Any) -> requests.Response:
        auth = OAuth1(
            who["api_key"], who["api_secret"], who["access_token"], who["access_token_secret"], decoding=None
        )
        session = Door(only_loopback=True).session(("api.twitter.com", network.url))
        return session.request(method, f"https://api.twitter.com{route}", auth=auth, **what)

    return send


def upload(ask: Ask, data: bytes = PNG, **more: object) -> requests.Response:
    said = {"media": base64.b64encode(data).decode(), "media_category": "tweet_image", **more}
    return ask("POST", "/2/media/upload", json=said)


def test_a_picture_needs_its_category(ask: Ask) -> None:
    assert upload(ask, media_category=None).status_code == 400
    assert upload(ask).status_code == 200


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (PNG, 200),
        (b"\xff\xd8\xff" + b"0" * 9, 200),
        (b"GIF89a" + b"0" * 9, 200),
        (b"RIFF0000WEBP" + b"0" * 9, 200),
        (b"RIFF0000WAVE" + b"0" * 9, 400),
        (b"<svg>", 400),
        (PNG + b"0" * 5_000_000, 400),
    ],
)
def test_a_picture_is_told_by_its_first_bytes_and_at_most_5_mb(ask: Ask, data: bytes, status: int) -> None:
    assert upload(ask, data).status_code == status


def test_a_picture_must_be_base64(ask: Ask) -> None:
    said = {"media": "no base64!", "media_category": "tweet_image"}
    assert ask("POST", "/2/media/upload", json=said).status_code == 400


@pytest.mark.parametrize(("length", "status"), [(1, 200), (1000, 200), (1001, 400), (0, 400)])
def test_a_description_has_at_most_1000_characters(ask: Ask, length: int, status: int) -> None:
    media = upload(ask).json()["data"]["id"]
    said = {"id": media, "metadata": {"alt_text": {"text": "a" * length}}}
    assert ask("POST", "/2/media/metadata", json=said).status_code == status


def test_only_the_own_picture_is_described(ask: Ask) -> None:
    media = upload(ask).json()["data"]["id"]
    said = {"id": media, "metadata": {"alt_text": {"text": "a"}}}
    assert ask("POST", "/2/media/metadata", OTHER, json=said).status_code == 400


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"text": "a" * 280}, 201),
        ({"text": "a" * 281}, 400),
        ({"text": "€" * 140}, 201),
        ({"text": "€" * 141}, 400),
        ({"text": ""}, 400),
        ({"text": "a", "colour": "red"}, 400),
        ({"text": "a", "media": {"media_ids": ["1"]}}, 400),
    ],
)
def test_a_post_is_measured_by_weight_and_its_fields_are_known(
    ask: Ask, said: dict[str, Any], status: int
) -> None:
    assert ask("POST", "/2/tweets", json=said).status_code == status


def test_the_same_words_twice_are_refused_for_one_user_only(ask: Ask) -> None:
    assert ask("POST", "/2/tweets", json={"text": "a"}).status_code == 201
    refused = ask("POST", "/2/tweets", json={"text": "a"})
    assert refused.status_code == 403
    assert "duplicate content" in refused.json()["detail"]
    assert ask("POST", "/2/tweets", OTHER, json={"text": "a"}).status_code == 201


def test_every_post_tells_how_much_is_left(ask: Ask) -> None:
    headers = ask("POST", "/2/tweets", json={"text": "a"}).headers
    assert (headers["x-rate-limit-limit"], headers["x-rate-limit-remaining"]) == ("100", "99")
    assert int(headers["x-rate-limit-reset"]) > datetime.now(UTC).timestamp()


def test_texts_show_short_links_and_entities_the_real_ones_when_asked(ask: Ask) -> None:
    ask("POST", "/2/tweets", json={"text": "lees https://praktijk.nl/a"})
    (plain,) = ask("GET", "/2/users/42/tweets").json()["data"]
    assert "praktijk.nl" not in str(plain)
    (whole,) = ask("GET", "/2/users/42/tweets", params={"tweet.fields": "entities"}).json()["data"]
    assert whole["entities"]["urls"][0]["expanded_url"] == "https://praktijk.nl/a"
    assert whole["text"].startswith("lees https://t.co/")


def test_the_timeline_keeps_to_start_time_page_size_and_owner(ask: Ask) -> None:
    ask("POST", "/2/tweets", json={"text": "a"})
    later = (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert ask("GET", "/2/users/42/tweets", params={"start_time": later}).json() == {
        "meta": {"result_count": 0}
    }
    assert ask("GET", "/2/users/42/tweets", params={"max_results": 4}).status_code == 400
    assert ask("GET", "/2/users/43/tweets").status_code == 404
    assert ask("POST", "/2/likes").status_code == 404


def test_only_a_fresh_right_and_unused_signature_is_taken(network: Handle, ask: Ask) -> None:
    signed = ask("GET", "/2/users/me").request.headers["Authorization"]
    signed = signed.decode() if isinstance(signed, bytes) else signed
    for header in (signed, "Bearer abc", ""):
        again = requests.get(f"{network.url}/2/users/me", headers={"Authorization": header}, timeout=5)
        assert again.status_code == 401
    assert ask("GET", "/2/users/me", {**SECRETS, "api_secret": "wrong"}).status_code == 401
    assert ask("GET", "/2/users/me", {**SECRETS, "access_token": "unknown"}).status_code == 401
    assert ask("GET", "/2/users/me", params={"a": "é b&c"}).status_code == 200


@pytest.mark.parametrize("name", ["x", "mastodon"])
def test_each_server_runs_by_itself_and_prints_its_address(name: str) -> None:
    command = [sys.executable, "-m", f"tests.servers.{name}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        network = Handle(child.stdout.readline().strip())
        assert network.state()["posts"] == []
        child.send_signal(signal.SIGTERM)
