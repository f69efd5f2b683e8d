"""The door over real sockets on this machine: what is let out, how long, and what is remembered."""

from __future__ import annotations

import logging
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from syndicate.errors import (
    ChannelError,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    SettingsError,
    Unauthorized,
    Unavailable,
)
from syndicate.http import Door, is_loopback
from tests.servers.loopback import Answer, Handle, Network, Request, Running, answer


class Plain(Network):
    """Answers every request with 200 and what it got; /moved... sends on to where the query says."""

    def carry_out(self, request: Request) -> Answer:
        if request.path.startswith("/moved/"):
            return answer(int(request.path.rsplit("/", 1)[1]), {}, Location=request.query)
        return answer(200, {"path": request.path, "query": request.query, "headers": request.headers})

    def state(self) -> dict[str, Any]:
        return {"requests": self.requests}


@pytest.fixture
def plain() -> Iterator[Handle]:
    with Running(Plain()) as server:
        yield server


def door(**known: Any) -> Door:
    return Door(**{"connect": 5, "read": 5, "total": 20, **known})


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


def judge(url: str, *, creating: bool = True, **known: Any) -> type[ChannelError]:
    """Post to `url` as an SDK would, and return what it is called when that fails."""
    one = door(**{"read": 1, "total": 1.5, **known})
    session = one.session()
    with (
        pytest.raises(ChannelError, match=r"^account x: posting: ") as raised,
        one.judged(session, "account x: posting", creating=creating),
    ):
        session.post(url, data=b"x").json()["id"]
    return raised.type


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
    return port


@pytest.fixture(scope="module")
def tls_files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 and its key."""
    import datetime
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return folder / "cert.pem", folder / "key.pem"


@pytest.fixture
def tls_silence(tls_files: tuple[Path, Path]) -> Iterator[str]:
    """A TLS server that greets, reads, and never answers."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*tls_files)
    over = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        raw, _ = listener.accept()
        with context.wrap_socket(raw, server_side=True) as talk:
            talk.recv(65536)
            over.wait(10)

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"https://127.0.0.1:{listener.getsockname()[1]}"
    over.set()
    thread.join()
    listener.close()
