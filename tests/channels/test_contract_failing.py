"""What every installed channel makes of a network that breaks: an error by its name, and no secret."""

from __future__ import annotations

import re
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from syndicate.channels import Absent, Found, Unreadable
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
from syndicate.model import Prepared
from tests.channels.bench import Bench, prepared

Make = Callable[..., Any]
Log = pytest.LogCaptureFixture


@dataclass(frozen=True)
class Row:
    """One way in which the creating call breaks: what it must be called, and whether it was carried out."""

    kind: type[ChannelError]
    posted: bool
    fault: dict[str, Any] = field(default_factory=dict)


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
    network_bench.server.fault(method=network_bench.verb, path=network_bench.create, **row.fault)
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
    network_bench.server.fault(method=network_bench.verb, path=network_bench.create, **fault)
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


def creates(bench: Bench) -> int:
    asked = bench.server.state()["requests"]
    return sum(r["method"] == bench.verb and bool(re.fullmatch(bench.create, r["path"])) for r in asked)


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
