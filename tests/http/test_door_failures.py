"""What a request that fails is called, over real sockets: only a doubt may be a doubt."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from syndicate.errors import (
    ChannelError,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    SettingsError,
    Unauthorized,
    Unavailable,
)
from tests.http.doors import door, judge
from tests.servers.loopback import Handle


def test_our_own_errors_pass_the_door_unchanged(plain: Handle) -> None:
    one = door()
    with pytest.raises(SettingsError, match="as it was"), one.judged(one.session(), "x"):
        raise SettingsError("as it was")


def test_an_error_before_any_request_means_that_nothing_was_sent() -> None:
    one = door(secrets=("geheim-woord",))
    with (
        pytest.raises(Unavailable, match=r"could not be made \(KeyError\)") as raised,
        one.judged(one.session(), "x", creating=True),
    ):
        raise KeyError("geheim-woord")
    assert "geheim" not in str(raised.value)


def test_a_second_creating_request_is_held_back(plain: Handle) -> None:
    one = door()
    session = one.session()
    with pytest.raises(OutcomeUnknown), one.judged(session, "x", creating=True):
        [session.post(plain.url + "/posts") for _ in range(2)]
    assert len(plain.state()["requests"]) == 1
    assert session.post(plain.url + "/posts").status_code == 200


def test_an_answer_that_cannot_be_read_is_called_so_but_for_the_networks_own_words(plain: Handle) -> None:
    said = {"malformed": None, "status": {"message": "no such chat"}}
    for (what, document), words in zip(
        said.items(), ("201, in a form that cannot be read.", "200 (no such chat)."), strict=True
    ):
        plain.fault(what=what, status=200, document=document, path="/posts")
        one = door()
        session = one.session()
        with pytest.raises(OutcomeUnknown) as raised, one.judged(session, "x", creating=True):
            session.post(plain.url + "/posts").json()["id"]
        assert f"the network answered {words}" in str(raised.value)


@pytest.mark.parametrize(
    ("fault", "creating", "reading"),
    [
        ({"what": "reset"}, OutcomeUnknown, Unavailable),
        ({"what": "silence"}, OutcomeUnknown, Unavailable),
        ({"what": "torn"}, OutcomeUnknown, Unavailable),
        ({"what": "trickle"}, OutcomeUnknown, Unavailable),
        ({"what": "trickle", "headers": {"Content-Length": "100000"}}, OutcomeUnknown, Unavailable),
        ({"what": "malformed"}, OutcomeUnknown, Unavailable),
        *(
            ({"what": "status", "status": status}, creating, reading)
            for statuses, creating, reading in (
                ((200, 201, 204, 302, 303, 304), OutcomeUnknown, Unavailable),
                ((301, 307, 308, 404, 405, 410, 421, 425, 426), Unavailable, Unavailable),
                ((401, 402), Unauthorized, Unauthorized),
                ((400, 403, 406, 413, 415, 422, 451), Rejected, Rejected),
                ((408, 409, 500, 501, 502, 503, 504, 599), OutcomeUnknown, Unavailable),
                ((429,), RateLimited, RateLimited),
            )
            for status in statuses
        ),
    ],
    ids=lambda value: str(value.get("status", value["what"])) if isinstance(value, dict) else None,
)
def test_the_table_of_verdicts(
    plain: Handle, fault: dict[str, Any], creating: type[ChannelError], reading: type[ChannelError]
) -> None:
    plain.fault(times=2, path="/posts", **fault)
    assert judge(plain.url + "/posts") is creating
    assert judge(plain.url + "/posts", creating=False) is reading


def test_a_refused_connection_means_that_nothing_was_sent(closed_port: int) -> None:
    assert judge(f"http://127.0.0.1:{closed_port}/posts") is Unavailable


def test_a_name_that_does_not_exist_means_that_nothing_was_sent() -> None:
    assert judge("http://nergens.localhost.invalid/posts") is Unavailable


def test_an_address_that_is_none_means_that_nothing_was_sent() -> None:
    assert judge("http://[::1/posts") is Unavailable


def test_a_failed_tls_greeting_means_that_nothing_was_sent(plain: Handle) -> None:
    assert judge(plain.url.replace("http:", "https:") + "/posts") is Unavailable


def test_a_connection_that_nobody_takes_up_means_that_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        try:
            assert judge(f"http://127.0.0.1:{port}/posts", connect=0.3) is Unavailable
        finally:
            for one in waiting:
                one.close()


def test_a_secure_connection_is_cut_at_the_deadline_too(
    tls_silence: str, tls_files: tuple[Path, Path]
) -> None:
    one = door(total=0.5)
    session = one.session()
    with pytest.raises(OutcomeUnknown), one.judged(session, "x", creating=True):
        session.post(tls_silence + "/posts", data=b"x", verify=str(tls_files[0]))


def test_past_the_deadline_no_connection_is_used_any_more() -> None:
    from urllib3.exceptions import ConnectTimeoutError

    from syndicate.http.errand import Errand

    errand = Errand()
    errand.cut()
    with pytest.raises(ConnectTimeoutError):
        errand.connected(None)
    assert not errand.reached
