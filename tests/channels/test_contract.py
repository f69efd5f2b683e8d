"""What every installed channel promises, walked through on its own network on this machine."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from syndicate.channels import Absent, Channel, Found, Opening, Unreadable, rendering
from syndicate.errors import (
    ChannelError,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    SettingsError,
    Unauthorized,
    Unavailable,
)
from syndicate.http import Door
from syndicate.limits import Limits, Link, Unit, measure
from syndicate.model import Post, Prepared
from tests.channels.bench import INSTALLED, Bench

Make = Callable[..., Any]
Log = pytest.LogCaptureFixture


@dataclass(frozen=True)
class Row:
    """One way in which the creating call breaks: what it must be called, and whether it was carried out."""

    kind: type[ChannelError]
    posted: bool
    fault: dict[str, Any] = field(default_factory=dict)


BENCHES = Path(__file__).parent / "benches"
SOON = {"Retry-After": "120"}
ROWS = {
    "reset before the commit": Row(OutcomeUnknown, False, {"what": "reset"}),
    "reset after the commit": Row(OutcomeUnknown, True, {"what": "reset", "when": "after"}),
    "silence before the commit": Row(OutcomeUnknown, False, {"what": "silence"}),
    "silence after the commit": Row(OutcomeUnknown, True, {"what": "silence", "when": "after"}),
    "torn answer after the commit": Row(OutcomeUnknown, True, {"what": "torn", "when": "after"}),
    "no JSON after the commit": Row(OutcomeUnknown, True, {"what": "malformed", "when": "after"}),
    "a success that says nothing": Row(
        OutcomeUnknown, True, {"what": "status", "when": "after", "status": 201, "document": {"errors": []}}
    ),
    "500 before the commit": Row(OutcomeUnknown, False, {"what": "status", "status": 500}),
    "502 after the commit": Row(OutcomeUnknown, True, {"what": "status", "when": "after", "status": 502}),
    "503 before the commit": Row(OutcomeUnknown, False, {"what": "status", "status": 503}),
    "401": Row(Unauthorized, False, {"what": "status", "status": 401}),
    "402 no credit": Row(Unauthorized, False, {"what": "status", "status": 402}),
    "403": Row(Rejected, False, {"what": "status", "status": 403}),
    "404": Row(Unavailable, False, {"what": "status", "status": 404}),
    "422": Row(Rejected, False, {"what": "status", "status": 422}),
    "429": Row(RateLimited, False, {"what": "status", "status": 429, "headers": SOON}),
}


def prepared(channel: Channel, post: Post) -> Prepared:
    return channel.prepare(channel.render(post))


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


def test_the_languages_of_the_account_are_the_channels(bench: Bench, make_channel: Make) -> None:
    assert make_channel(bench, languages=("nl",)).languages == ("nl",)


def test_what_the_network_takes_says_where_that_comes_from(bench: Bench, make_channel: Make) -> None:
    limits = make_channel(bench).limits
    assert limits.look.source
    assert limits.link in Link


def test_a_missing_secret_is_named_before_anything_is_sent(
    network_bench: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel = make_channel(network_bench, secrets={})
    post = make_post(network_bench.name)
    payload = channel.render(post if network_bench.needs_picture else replace(post, image=None))
    variable = f"SYNDICATE_{network_bench.name.upper()}_"
    ready = Prepared(payload, network_bench.recorded)
    acts = [lambda: channel.send(ready), lambda: channel.find(make_claim(ready))]
    for act in (lambda: channel.prepare(payload), *acts[: 2 if network_bench.own_posts else 1]):
        with pytest.raises(SettingsError, match=variable):
            act()
    assert set(network_bench.secrets) == set(channel.needs)


@pytest.mark.walks("errors")
@pytest.mark.parametrize("row", ROWS.values(), ids=list(ROWS))
def test_a_broken_create_is_called_by_its_name_and_find_settles_it(
    network_bench: Bench, make_channel: Make, make_post: Make, make_claim: Make, row: Row
) -> None:
    channel = make_channel(network_bench)
    hasty = make_channel(network_bench, read=1.0) if "silence" in str(row.fault) else channel
    ready = prepared(channel, make_post(network_bench.name))
    before = creates(network_bench)
    network_bench.server.fault(path=network_bench.create, **row.fault)
    if network_bench.any_yes_will_do and (row.fault["what"] == "malformed" or row.fault.get("status") == 201):
        assert channel.send(ready).id
        return
    with pytest.raises(ChannelError) as raised:
        hasty.send(ready)
    assert type(raised.value) is row.kind
    assert creates(network_bench) == before + 1, "a create is never repeated"
    wait_for(lambda: len(network_bench.seen()) == row.posted)
    look = channel.find(make_claim(ready))
    assert isinstance(look, (Found if row.posted else Absent) if network_bench.own_posts else Unreadable)
    if isinstance(raised.value, RateLimited):
        assert abs(raised.value.until - datetime.now(UTC) - timedelta(seconds=120)) < timedelta(seconds=60)
    shown = [str(raised.value), repr(raised.value), repr(channel)]
    no_secret(network_bench, *shown, *traceback.format_exception(raised.value))


@pytest.mark.walks("hide")
def test_the_log_at_its_most_talkative_names_every_request_and_no_secret(
    network_bench: Bench, make_channel: Make, make_post: Make, make_claim: Make, debug_log: Log
) -> None:
    channel = make_channel(network_bench)
    ready = prepared(channel, make_post(network_bench.name))
    channel.send(ready)
    channel.find(make_claim(ready))
    said = Door(tuple(network_bench.secrets.values())).redact  # a token may be part of a path
    paths = [said(r["path"]) for r in network_bench.server.state()["requests"]]
    assert all(f" {path} 20" in debug_log.text for path in paths)
    assert "?" not in debug_log.text
    no_secret(network_bench, debug_log.text)


@pytest.mark.walks("hide")
def test_an_error_that_quotes_a_secret_is_raised_without_it(
    network_bench: Bench, make_channel: Make, make_post: Make
) -> None:
    channel = make_channel(network_bench)
    ready = prepared(channel, make_post(network_bench.name))
    said = " and ".join(network_bench.secrets.values())
    fault = {"what": "status", "status": 422, "document": {"error": said, "detail": said}}
    network_bench.server.fault(path=network_bench.create, **fault)
    with pytest.raises(Rejected, match=r"\*\*\*") as raised:
        channel.send(ready)
    no_secret(network_bench, *traceback.format_exception(raised.value))


@pytest.mark.walks("errors")
def test_nothing_is_sent_where_nobody_listens(
    network_bench: Bench, make_channel: Make, make_post: Make, make_claim: Make, free_port: int
) -> None:
    channel = make_channel(network_bench, base_url=f"http://127.0.0.1:{free_port}")
    payload = channel.render(make_post(network_bench.name))
    if network_bench.upload:
        with pytest.raises(Unavailable):
            channel.prepare(payload)
    ready = Prepared(payload, network_bench.recorded)
    with pytest.raises(Unavailable, match=r"[Nn]othing was posted"):
        channel.send(ready)
    assert isinstance(channel.find(make_claim(ready)), Unreadable)


@pytest.mark.walks("errors")
@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_a_network_that_cannot_be_read_is_unreadable_and_never_absent(
    readable_bench: Bench, make_channel: Make, make_post: Make, make_claim: Make, status: int
) -> None:
    channel = make_channel(readable_bench)
    ready = prepared(channel, make_post(readable_bench.name))
    readable_bench.server.fault(what="status", status=status, method="GET", path=readable_bench.own_posts)
    look = channel.find(make_claim(ready))
    assert isinstance(look, Unreadable)
    assert str(status) in look.why
    assert "posted" not in look.why


@pytest.mark.parametrize(
    "fault",
    [
        {"what": "malformed"},
        {"what": "reset"},
        {"what": "status", "status": 200, "document": {}},
        {"what": "status", "status": 200, "document": {"errors": [{"detail": "over capacity"}]}},
        {"what": "status", "status": 200, "document": "busy"},
    ],
)
def test_a_torn_reading_is_unreadable_and_never_absent(
    readable_bench: Bench, make_channel: Make, make_post: Make, make_claim: Make, fault: dict[str, Any]
) -> None:
    channel = make_channel(readable_bench)
    ready = prepared(channel, make_post(readable_bench.name))
    readable_bench.server.fault(method="GET", path=readable_bench.own_posts, **fault)
    empty = readable_bench.nothing is not None and fault.get("document") == readable_bench.nothing
    assert isinstance(channel.find(make_claim(ready)), Absent if empty else Unreadable)


@pytest.mark.walks("errors")
@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ({"what": "reset"}, Unavailable),
        ({"what": "malformed"}, Unavailable),
        ({"what": "status", "status": 500}, Unavailable),
        ({"what": "status", "status": 401}, Unauthorized),
        ({"what": "status", "status": 413}, Rejected),
        ({"what": "status", "status": 429}, RateLimited),
    ],
)
def test_a_failed_upload_is_never_a_doubt(
    uploading_bench: Bench,
    make_channel: Make,
    make_post: Make,
    fault: dict[str, Any],
    kind: type[ChannelError],
) -> None:
    channel = make_channel(uploading_bench)
    payload = channel.render(make_post(uploading_bench.name))
    uploading_bench.server.fault(path=uploading_bench.upload, **fault)
    with pytest.raises(kind):
        channel.prepare(payload)
    channel.prepare(payload)
    assert uploading_bench.seen() == []


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


def creates(bench: Bench) -> int:
    return sum(r["path"] == bench.create and r["method"] == "POST" for r in bench.server.state()["requests"])


def wait_for(true: Callable[[], bool]) -> None:
    """Wait for what another process still has under way; ten seconds are plenty."""
    for _ in range(100):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come about")


def no_secret(bench: Bench, *texts: str) -> None:
    for value in bench.secrets.values():
        assert not any(value in text for text in texts)


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
