"""The door over real sockets on this machine: what is let out, and what is remembered."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import requests

from syndicate.errors import Unavailable
from syndicate.http import is_loopback
from tests.http.doors import door, judge
from tests.servers.loopback import Handle


@pytest.mark.parametrize(
    ("address", "ours"),
    [
        ("http://127.0.0.1:8000/x", True),
        ("127.9.9.9", True),
        ("http://[::1]:80/", True),
        ("localhost", True),
        ("https://x.com", False),
        ("http://127.0.0.1.example/", False),
        ("http://2130706433/", False),
        ("http://[broken/", False),
        ("", False),
    ],
)
def test_loopback_is_told_without_looking_up_a_name(address: str, ours: bool) -> None:
    assert is_loopback(address) is ours


def test_a_fixed_public_host_is_rewritten_with_scheme_port_and_prefix(plain: Handle) -> None:
    session = door(only_loopback=True).session(("https://api.network.example", plain.url + "/prefix/"))
    said = session.get("https://api.network.example/2/posts?a=b%20c").json()
    assert (said["path"], said["query"]) == ("/prefix/2/posts", "a=b%20c")
    assert said["headers"]["Host"] == plain.url.removeprefix("http://")
    assert said["headers"]["User-Agent"].startswith("Expertstatus/")


def test_a_bare_public_host_is_rewritten_and_other_hosts_are_not(plain: Handle) -> None:
    session = door().session(("api.network.example", "http://127.0.0.1:9"))
    assert session.get(plain.url + "/here").json()["path"] == "/here"


def test_only_loopback_refuses_another_address_before_a_byte_leaves() -> None:
    strict = door(only_loopback=True)
    session = strict.session()
    with (
        pytest.raises(Unavailable, match=r"may reach this machine only, not api\.example") as raised,
        strict.judged(session, "account x: posting", creating=True),
    ):
        session.post("https://api.example/2/tweets")
    assert "Nothing was posted" in str(raised.value)
    assert not session.reached


def test_only_loopback_refuses_a_redirect_that_leads_away(plain: Handle) -> None:
    session = door(only_loopback=True).session()
    with pytest.raises(requests.ConnectionError, match=r"elsewhere\.example"):
        session.get(plain.url + "/moved/302?http://elsewhere.example/")


def test_a_token_never_travels_over_plain_http() -> None:
    session = door().session()
    with pytest.raises(requests.ConnectionError, match="https only"):
        session.get("http://api.example/", headers={"Authorization": "Bearer abcdef"})


def test_a_read_follows_a_redirect(plain: Handle) -> None:
    said = door().session().get(f"{plain.url}/moved/301?{plain.url}/there").json()
    assert said["path"] == "/there"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_write_is_never_repeated_at_another_address(plain: Handle, status: int) -> None:
    reply = door().session().post(f"{plain.url}/moved/{status}?{plain.url}/there", data=b"x")
    assert reply.status_code == status
    assert [r["path"] for r in plain.state()["requests"]] == [f"/moved/{status}"]


def test_a_login_in_a_netrc_file_is_not_used(
    plain: Handle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    assert "Authorization" not in door().session().get(plain.url).json()["headers"]


def test_this_machine_is_never_reached_through_a_proxy(
    plain: Handle, monkeypatch: pytest.MonkeyPatch, closed_port: int
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed_port}")
    assert door().session().get(plain.url).status_code == 200


def test_another_machine_is_reached_through_the_proxy_that_is_set(
    plain: Handle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", plain.url)
    assert door().session().get("http://praktijk.example/page").status_code == 200


def test_a_proxy_that_is_away_means_that_nothing_was_sent(
    monkeypatch: pytest.MonkeyPatch, closed_port: int
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{closed_port}")
    assert judge("https://api.example/2/tweets") is Unavailable


def test_each_request_has_a_connection_of_its_own(plain: Handle) -> None:
    session = door().session()
    assert [session.get(plain.url).status_code for _ in range(3)] == [200] * 3
    assert all(not a.poolmanager.pools for a in session.adapters.values())


def test_every_request_is_one_line_without_query_headers_or_secrets(
    plain: Handle, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    session = door(secrets=("geheim-woord",)).session()
    session.post(plain.url + "/bot/geheim-woord/send?token=geheim-woord", data="geheim-woord")
    (line,) = [r.getMessage() for r in caplog.records if r.name.startswith("syndicate")]
    assert line.startswith("POST 127.0.0.1 /bot/***/send 200 ")
    assert "geheim-woord" not in caplog.text


def test_without_debug_nothing_is_logged(plain: Handle, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    door().session().get(plain.url)
    assert caplog.records == []
