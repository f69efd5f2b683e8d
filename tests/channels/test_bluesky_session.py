"""One session for all the calls of a process, and what Bluesky's errors mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from syndicate.channels import bluesky_session
from syndicate.errors import ChannelError, RateLimited, Unauthorized, Unavailable
from syndicate.model import Prepared
from tests.channels.bench import Bench

Make = Callable[..., Any]
PUT = "/xrpc/com.atproto.repo.putRecord"
SIGN_IN = "/xrpc/com.atproto.server.createSession"
RENEW = "/xrpc/com.atproto.server.refreshSession"


@pytest.fixture
def bench(make_bench: Make) -> Bench:
    made: Bench = make_bench("bluesky")
    return made


@pytest.fixture
def unsigned() -> None:
    """Nobody has signed in yet."""
    bluesky_session.KEPT.clear()


def calls(bench: Bench) -> list[str]:
    return [r["path"] for r in bench.server.state()["requests"]]


@pytest.mark.usefixtures("unsigned")
def test_a_process_signs_in_once_and_drawing_a_post_never_does(
    bench: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    payload = make_channel(bench).render(make_post("bluesky"))
    assert calls(bench) == []
    ready = make_channel(bench).prepare(payload)
    receipt = make_channel(bench).send(ready)
    make_channel(bench).find(make_claim(ready))
    make_channel(bench).withdraw(receipt)
    assert calls(bench).count(SIGN_IN) == 1


@pytest.mark.parametrize("renewal", ["renewed", "refused"])
def test_an_ended_token_sends_nothing_and_the_next_call_renews_it(
    bench: Bench, make_channel: Make, make_post: Make, renewal: str
) -> None:
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("bluesky")))
    said = {"error": "ExpiredToken", "message": "Token has expired"}
    bench.server.fault(what="status", status=400, path=PUT, document=said)
    with pytest.raises(Unavailable, match=r"Token has expired.*Nothing was posted"):
        channel.send(ready)
    if renewal == "refused":
        bench.server.fault(what="status", status=400, path=RENEW, document=said)
    channel.send(ready)
    assert calls(bench).count(RENEW) == 1
    assert calls(bench).count(SIGN_IN) == (renewal == "refused")


def test_a_token_that_the_server_does_not_know_is_renewed_too(
    bench: Bench, make_channel: Make, make_post: Make
) -> None:
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("bluesky")))
    for place, session in bluesky_session.KEPT.items():
        bluesky_session.KEPT[place] = replace(session, access="no.token.atall")
    with pytest.raises(Unauthorized, match="Renew the token"):
        channel.send(ready)
    channel.send(ready)
    assert len(bench.seen()) == 1


@pytest.mark.usefixtures("unsigned")
def test_a_wrong_password_is_said_and_nothing_was_posted(
    bench: Bench, make_channel: Make, make_post: Make
) -> None:
    channel = make_channel(bench, secrets={"app_password": "mis-mis-mis"})
    with pytest.raises(Unauthorized, match="signing in") as raised:
        channel.send(plain(channel, make_post))
    assert "Nothing was posted" in str(raised.value)
    assert "mis-mis" not in str(raised.value)


@pytest.mark.usefixtures("unsigned")
def test_too_many_sign_ins_are_waited_for_as_the_server_asks(
    bench: Bench, make_channel: Make, make_post: Make
) -> None:
    reset = int(datetime.now(UTC).timestamp()) + 240
    headers = {"RateLimit-Limit": "30", "RateLimit-Remaining": "0", "RateLimit-Reset": str(reset)}
    said = {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}
    bench.server.fault(what="status", status=429, path=SIGN_IN, document=said, headers=headers)
    channel = make_channel(bench)
    with pytest.raises(RateLimited) as raised:
        channel.send(plain(channel, make_post))
    assert abs(raised.value.until - datetime.fromtimestamp(reset, UTC)) < timedelta(seconds=30)


def plain(channel: Any, make_post: Make) -> Prepared:
    return Prepared(channel.render(make_post("bluesky", image=None)))


@pytest.mark.parametrize(("name", "kind"), bluesky_session.CREATING.items())
@pytest.mark.parametrize("status", [400, 401, 403])
def test_each_documented_error_is_called_by_its_name(
    bench: Bench, make_channel: Make, make_post: Make, *, name: str, kind: type[ChannelError], status: int
) -> None:
    channel = make_channel(bench)
    ready = channel.prepare(channel.render(make_post("bluesky")))
    bench.server.fault(
        what="status", status=status, path=PUT, document={"error": name, "message": "so it is"}
    )
    with pytest.raises(ChannelError, match="so it is") as raised:
        channel.send(ready)
    assert type(raised.value) is kind
    assert bench.seen() == []


@pytest.mark.usefixtures("unsigned")
def test_a_sign_in_that_is_refused_leaves_no_session(bench: Bench, make_channel: Make) -> None:
    said = {"error": "InvalidToken", "message": "Bad token scope"}
    bench.server.fault(what="status", status=400, path=SIGN_IN, document=said)
    with pytest.raises(Unauthorized, match="Bad token scope"):
        make_channel(bench).doctor()
    assert bluesky_session.KEPT == {}


def test_a_session_shows_no_token() -> None:
    session = bluesky_session.Session("did:plc:a", "geheim.geheim.geheim", "geheim")
    assert "geheim" not in repr(session)
    assert session.scope == ""
