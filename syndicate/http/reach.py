"""Which hosts may be asked, and at which addresses: nothing inside this machine or its network by surprise.

A name is looked up once, every address that it has is judged, and the connection goes to one of the judged
ones. So neither a name that leads inside, nor one that changes between look and connection, gets through.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NoReturn

from syndicate.errors import ExpertstatusError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]
NAT64 = ipaddress.ip_network("64:ff9b::/96")
SHARED = ipaddress.ip_network("100.64.0.0/10")
# where clouds answer with their keys; the best known of these addresses is link-local anyway
METADATA = frozenset(map(ipaddress.ip_address, ("100.100.100.200", "fd00:ec2::254")))
SITE_LOCAL = ipaddress.ip_network("fec0::/10")
SETTING = "SYNDICATE_PRIVATE_HOSTS"


class Kept(ExpertstatusError):
    """A host that must not be asked, or an address where it must not be asked; nothing was sent."""


def look_up(host: str, port: int) -> list[str]:
    """Return every address of a host, as this machine knows it; raises OSError (socket.gaierror)."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label that is empty or too long for any name
        raise socket.gaierror(socket.EAI_NONAME, str(error)) from error
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def plain(host: str) -> str:
    """Return a host as it is compared: lower case, without brackets, zone or the last dot."""
    return host.lower().strip("[]").partition("%")[0].rstrip(".")


def names_loopback(host: str) -> bool:
    """Tell whether a host is this machine by its own name: localhost, 127.0.0.1, ::1; none is looked up."""
    name = plain(host)
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def inside(text: str) -> str:
    """Say which network inside an address belongs to, "" for one that the whole world reaches.

    An IPv4 address in another dress (mapped, 6to4, NAT64, Teredo) is judged as what it is.
    """
    address = _bare(ipaddress.ip_address(text.partition("%")[0]))
    if address.is_unspecified or address.is_multicast or address.is_link_local or address in METADATA:
        return "link-local"
    if address.is_loopback:
        return "loopback"
    if address.is_private or address in SHARED or (address.version == 6 and address in SITE_LOCAL):
        return "private"
    return "" if address.is_global and not address.is_reserved else "reserved"


def _bare(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    dressed = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
    old = 1 < int(address) < 1 << 32  # ::a.b.c.d
    if not dressed and (old or address in NAT64):
        dressed = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return dressed or address


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be asked: `hosts` (None: any that a caller names), and `private` ones also inside.

    `hosts` come from settings and code, never from a text. A host that is this machine by its own name may
    be asked where it is named, in `hosts` or as the first of a request; one of `private` may lie in this
    network as well, but never at a link-local address.
    """

    hosts: frozenset[str] | None = None
    private: frozenset[str] = field(default_factory=frozenset)
    resolve: Resolve = look_up

    @classmethod
    def to(
        cls, hosts: Iterable[str] | None, private: Iterable[str] = (), resolve: Resolve = look_up
    ) -> Reach:
        """Return the reach to these hosts; of a site both with and without www."""
        named = None if hosts is None else frozenset(n for h in hosts if h for n in _siblings(plain(h)))
        return cls(named, frozenset(plain(h) for h in private), resolve)

    def refuse_unnamed(self, host: str, first: str = "") -> None:
        """Raise Kept for a host that nobody named; `first` is the one that this request began with."""
        name = plain(host)
        if self.hosts is not None and name not in self.hosts:
            _keep(f"{host} is no host of this site, its accounts or its publishers")
        if self.hosts is None and first and names_loopback(name) and name != plain(first):
            _keep(f"{host} is this machine itself, and {first} sent us there")

    def addresses(self, host: str, port: int) -> list[str]:
        """Return the addresses at which a host may be asked; raises Kept, and OSError for a name without any.

        One address inside is enough to refuse the name: the next connection might get that one.
        """
        found = self.resolve(host, port)
        for address in found:
            self._judge(plain(host), address)
        return found

    def reached(self, host: str, address: str) -> None:
        """Raise Kept where a connection to `host` ended at an address that it must not have."""
        self._judge(plain(host), address)

    def _judge(self, name: str, address: str) -> None:
        where = inside(address)
        if not where or (where == "loopback" and names_loopback(name)):
            return
        if where in ("loopback", "private") and name in self.private:
            return
        mend = "" if where == "link-local" else f". If it is the practice's own, name it in {SETTING}"
        _keep(f"{name} is at {address}, a {where} address{mend}")


def _siblings(name: str) -> tuple[str, ...]:
    return (name, name.removeprefix("www."), name if name.startswith("www.") else f"www.{name}")


def _keep(why: str) -> NoReturn:
    raise Kept(why)
