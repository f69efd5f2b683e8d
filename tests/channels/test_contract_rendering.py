"""What every installed channel shows before anything is sent: its payload, and what it refuses."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from syndicate.channels import Opening, rendering
from syndicate.errors import Rejected, SettingsError
from syndicate.limits import Limits, Link, Unit
from tests.channels.bench import INSTALLED, Bench

Make = Callable[..., Any]
BENCHES = Path(__file__).parent / "benches"


def test_every_channel_of_the_product_is_installed() -> None:
    assert set(INSTALLED) >= {"folder", "x", "mastodon"}
    assert {p.stem for p in BENCHES.glob("[!_]*.py")} == set(INSTALLED)


@pytest.mark.walks("render")
def test_rendering_needs_no_secrets_and_keeps_text_language_link_and_description(
    bench: Bench, make_channel: Make, make_post: Make
) -> None:
    channel = make_channel(bench, secrets={})
    post = make_post(bench.name)
    payload = channel.render(post)
    assert payload == channel.render(post)
    assert payload.text.startswith(post.text)
    assert (payload.lang, payload.link, payload.alt) == ("nl", post.link, post.alt)
    assert (payload.network, payload.account, payload.key) == (channel.network, channel.account, post.key)
    assert (payload.created_at, payload.image, len(payload.marker)) == (post.at, post.image, 8)
    body = json.loads(payload.body)
    assert bench.spelled(payload.text) in leaves(body)
    assert list(body) == sorted(body)


def leaves(said: Any) -> list[Any]:
    """Return every value of a document, however deep."""
    inner = said.values() if isinstance(said, dict) else said if isinstance(said, list) else None
    return [said] if inner is None else [leaf for value in inner for leaf in leaves(value)]


def test_a_post_without_a_picture_has_no_description(
    bench: Bench, make_channel: Make, make_post: Make
) -> None:
    if bench.needs_picture:
        with pytest.raises(Rejected, match="picture"):
            make_channel(bench).render(make_post(bench.name, image=None))
    else:
        assert make_channel(bench).render(make_post(bench.name, image=None)).alt == ""


@pytest.mark.walks("refuse")
@pytest.mark.parametrize("wrong", ["text", "no text", "picture bytes", "picture type", "description"])
def test_what_the_network_would_refuse_is_refused_while_rendering(
    bench: Bench, make_channel: Make, make_post: Make, wrong: str
) -> None:
    channel = make_channel(bench)
    post = make_post(bench.name)
    changed = {
        "text": {"text": "a" * (channel.limits.characters + 1)},
        "no text": {"text": " \n"},
        "picture bytes": {"image": replace(post.image, bytes=channel.limits.image_bytes + 1)},
        "picture type": {"image": replace(post.image, type="image/svg+xml")},
        "description": {"alt": "a" * (channel.limits.alt + 1)},
    }[wrong]
    with pytest.raises(Rejected):
        channel.render(replace(post, **changed))


def test_the_languages_of_the_account_are_the_channels(bench: Bench, make_channel: Make) -> None:
    assert make_channel(bench, languages=("nl",)).languages == ("nl",)


def test_what_the_network_takes_says_where_that_comes_from(bench: Bench, make_channel: Make) -> None:
    limits = make_channel(bench).limits
    assert limits.look.source
    assert limits.link in Link


@pytest.mark.parametrize("name", INSTALLED)
def test_importing_a_channel_does_not_import_its_sdk(name: str) -> None:
    code = (
        "import sys; from importlib.metadata import entry_points; from syndicate.channels import GROUP\n"
        f"next(e for e in entry_points(group=GROUP) if e.name == {name!r}).load()\n"
        "print(*sorted({'tweepy', 'mastodon', 'requests', 'jinja2', 'twitter_text'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.parametrize(("name", "sdk"), [("x", "tweepy"), ("mastodon", "mastodon")])
def test_a_network_whose_library_is_not_installed_says_what_to_install(
    make_channel: Make, make_post: Make, monkeypatch: pytest.MonkeyPatch, name: str, sdk: str
) -> None:
    channel = make_channel(Bench(name, list), base_url="http://127.0.0.1:9")
    payload = channel.render(make_post(name))
    monkeypatch.setitem(sys.modules, sdk, None)
    with pytest.raises(SettingsError, match=rf"pip install 'expertstatus\[{name}\]'"):
        channel.prepare(payload)


def test_an_unknown_channel_names_the_installed_ones(make_opening: Make, tmp_path: Any) -> None:
    from syndicate.channels import load

    opening: Opening = make_opening(Bench("orkut", list))
    with pytest.raises(SettingsError, match=", ".join(INSTALLED)):
        load(opening)


def test_a_network_that_counts_bytes_refuses_by_bytes(make_post: Make) -> None:
    limits = Limits(Unit.GRAPHEMES, 300, bytes=20)
    with pytest.raises(Rejected, match="takes 21 bytes, at most 20"):
        rendering.payload(make_post(text="é" * 10 + "e"), limits, network="n", create={})


def test_the_payloads_hash_covers_the_picture_and_its_description(
    make_post: Make, make_channel: Make
) -> None:
    channel = make_channel(Bench("folder", list))
    post = make_post()
    hashes: set[str] = {
        channel.render(p).hash
        for p in (
            post,
            replace(post, alt="anders"),
            replace(post, image=replace(post.image, sha256=hashlib.sha256(b"anders").hexdigest())),
        )
    }
    assert len(hashes) == 3
