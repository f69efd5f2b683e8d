"""Nothing inside this machine or its network is asked by surprise: names, dresses, redirects, rebinding."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
import requests

from syndicate.errors import Unavailable
from syndicate.http import Door
from syndicate.http.reach import Kept, Reach, inside, look_up, plain
from syndicate.http.wire import Refused
from tests.servers.loopback import Answer, Handle, Network, Request, Running, answer


class Sending(Network):
    """Answers 200; /moved sends on to where the query says."""

    def carry_out(self, request: Request) -> Answer:
        if request.path == "/moved":
            return answer(302, {}, Location=unquote(request.query))
        return answer(200, {"path": request.path})

    def state(self) -> dict[str, object]:
        return {"requests": self.requests}


@pytest.fixture
def server() -> Iterator[Handle]:
    with Running(Sending()) as running:
        yield running


def port_of(server: Handle) -> int:
    return int(server.url.rpartition(":")[2])


def door(**known: object) -> Door:
    return Door(connect=3, read=3, total=10, reach=Reach.to(**{"hosts": None, **known}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("127.0.0.1", "loopback"),
        ("127.255.0.9", "loopback"),
        ("::1", "loopback"),
        ("::ffff:127.0.0.1", "loopback"),
        ("::127.0.0.1", "loopback"),
        ("2002:7f00:1::", "loopback"),
        ("64:ff9b::7f00:1", "loopback"),
        ("10.0.0.5", "private"),
        ("172.31.0.1", "private"),
        ("192.168.178.1", "private"),
        ("100.64.0.1", "private"),
        ("fc00::1", "private"),
        ("fec0::1", "private"),
        ("::ffff:10.0.0.5", "private"),
        ("2002:a00:5::", "private"),
        ("169.254.169.254", "link-local"),
        ("64:ff9b::a9fe:a9fe", "link-local"),
        ("fd00:ec2::254", "link-local"),
        ("100.100.100.200", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("224.0.0.1", "link-local"),
        ("ff02::1", "link-local"),
        ("0.0.0.0", "link-local"),
        ("::", "link-local"),
        ("255.255.255.255", "private"),
        ("8.8.8.8", ""),
        ("2606:4700::1111", ""),
    ],
)
def test_an_address_is_judged_in_whatever_dress(address: str, where: str) -> None:
    assert inside(address) == where


def test_hosts_are_compared_without_case_brackets_zone_and_last_dot() -> None:
    assert [plain(h) for h in ("LocalHost.", "[::1]", "fe80::1%eth0")] == ["localhost", "::1", "fe80::1"]


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]"])
def test_another_spelling_of_this_machine_is_refused(server: Handle, host: str) -> None:
    with pytest.raises(Refused, match="loopback address"):
        door().session().get(f"http://{host}:{port_of(server)}/")
    assert not server.state()["requests"]


def test_what_is_named_as_this_machine_is_asked(server: Handle) -> None:
    for one in (door(), door(hosts=["127.0.0.1"])):
        assert one.session().get(server.url).ok
    assert door(hosts=["localhost"]).session().get(f"http://localhost:{port_of(server)}/").ok


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2:{port}/",
        "http://[::1]:{port}/",
        "http://localhost:{port}/",
        "http://2130706433:{port}/",
    ],
)
@pytest.mark.parametrize("hosts", [None, ["127.0.0.1"]])
def test_a_redirect_to_this_machine_by_another_name_is_refused(
    server: Handle, target: str, hosts: list[str] | None
) -> None:
    with pytest.raises(Refused):
        door(hosts=hosts).session().get(f"{server.url}/moved?{target.format(port=port_of(server))}")
    assert [r["path"] for r in server.state()["requests"]] == ["/moved"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/"])
def test_a_redirect_to_anything_but_http_goes_nowhere(server: Handle, target: str) -> None:
    with pytest.raises(requests.RequestException):
        door().session().get(f"{server.url}/moved?{target}")


def test_a_redirect_on_the_same_host_is_followed(server: Handle) -> None:
    assert door(hosts=["127.0.0.1"]).session().get(f"{server.url}/moved?{server.url}/there").json() == {
        "path": "/there"
    }


def test_a_public_name_that_leads_inside_is_refused(server: Handle) -> None:
    for address in ("127.0.0.1", "10.0.0.5", "169.254.169.254", "::1"):
        leads = door(hosts=["praktijk.example"], resolve=lambda _h, _p, to=address: [to])
        with pytest.raises(Refused, match=re.escape(address)):
            leads.session().get(f"http://praktijk.example:{port_of(server)}/")


def test_one_address_inside_among_others_is_enough_to_refuse() -> None:
    mixed = Reach.to(["praktijk.example"], resolve=lambda *_: ["93.184.215.14", "10.0.0.5"])
    with pytest.raises(Kept, match=r"10\.0\.0\.5, a private address. If it is .* SYNDICATE_PRIVATE_HOSTS"):
        mixed.addresses("praktijk.example", 443)


def test_a_name_is_looked_up_once_and_the_judged_address_is_the_one_that_is_asked(server: Handle) -> None:
    told = iter([["127.0.0.1"], ["169.254.169.254"]])
    asked = []

    def changing(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return next(told)

    rebinding = door(hosts=["nas.example"], private=["nas.example"], resolve=changing)
    assert rebinding.session().get(f"http://nas.example:{port_of(server)}/").ok
    assert asked == [("nas.example", port_of(server))]
    with pytest.raises(Refused, match="link-local"):
        rebinding.session().get(f"http://nas.example:{port_of(server)}/")


def test_the_next_address_is_tried_where_one_does_not_answer(server: Handle) -> None:
    two = door(hosts=["nas.example"], private=["nas.example"], resolve=lambda *_: ["127.0.0.9", "127.0.0.1"])
    assert two.session().get(f"http://nas.example:{port_of(server)}/").ok
    none = door(hosts=["nas.example"], resolve=lambda *_: [])
    with pytest.raises(requests.ConnectionError):
        none.session().get("http://nas.example/")


def test_a_private_host_that_is_named_is_asked_but_never_where_clouds_keep_their_keys() -> None:
    named = Reach.to(["nas"], ["NAS."], resolve=lambda *_: ["10.0.0.5"])
    assert named.addresses("nas", 443) == ["10.0.0.5"]
    named.reached("nas", "10.0.0.5")
    for kept in ("169.254.169.254", "0.0.0.0", "fe80::1"):
        with pytest.raises(Kept, match=r"link-local address$"):
            named.reached("nas", kept)


def test_a_host_that_nobody_named_is_refused_before_it_is_looked_up() -> None:
    def never(_host: str, _port: int) -> list[str]:
        raise AssertionError("looked up")

    for url in ("https://elders.example/", "https://evil.praktijk.example/", "http://10.0.0.5/"):
        with pytest.raises(Refused, match="no host of this site"):
            door(hosts=["praktijk.example"], resolve=never).session().get(url)


def test_a_site_is_itself_with_www_and_without() -> None:
    for named in ("praktijk.example", "www.praktijk.example"):
        reach = Reach.to([named, ""])
        reach.refuse_unnamed("www.praktijk.example")
        reach.refuse_unnamed("PRAKTIJK.example.")


def test_a_door_can_be_narrowed_and_keeps_all_else(server: Handle) -> None:
    wide = door(hosts=["a.example"], private=["nas"])
    narrow = wide.only(["127.0.0.1"])
    assert narrow.session().get(server.url).ok
    assert narrow.reach.private == wide.reach.private
    assert wide.only(None).reach.hosts is None
    with pytest.raises(Refused):
        wide.session().get(server.url)


def test_a_proxy_asks_nothing_for_us_that_is_known_to_lie_inside(
    server: Handle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.url)
    leads = door(resolve=lambda *_: ["10.0.0.5"])
    with pytest.raises(Refused, match="private address"):
        leads.session().get("http://praktijk.example/")

    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror

    assert door(resolve=unknown).session().get("http://praktijk.example/").ok


def test_a_refusal_is_told_as_an_account_that_cannot_be_reached(server: Handle) -> None:
    one = door(hosts=["127.0.0.1"])
    wire = one.session()
    with pytest.raises(Unavailable, match="no host of this site"), one.judged(wire, "account a: asking"):
        wire.get(f"{server.url}/moved?http://[::1]/")


def test_a_name_that_cannot_be_one_has_no_address() -> None:
    with pytest.raises(socket.gaierror):
        look_up(f"{'a' * 70}..example", 80)
    assert look_up("127.0.0.1", 80) == ["127.0.0.1"]
