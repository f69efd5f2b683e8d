"""Settings that name hosts: plain names or addresses, and nothing around them."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from syndicate.http.reach import plain
from syndicate.settings.values import Conf, Wrong, is_texts

_LABEL = r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?"
NAME = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*")


def read_hosts(conf: Conf, key: str, example: str, wrong: Wrong) -> tuple[str, ...]:
    """Return a setting that lists hosts, each as it is compared; () by default."""
    listed = conf.get(key, ())
    if not is_texts(listed) or not all(_is_host(one) for one in listed):
        wrong.append(
            f"pelicanconf.py: {key} must be a list of hosts, e.g. [{example}]: a name or address each, "
            "without https://, port or path."
        )
        return ()
    return tuple(plain(one) for one in listed)


def host_of(url: str) -> str:
    """Return the host of an address, "" where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_host(text: str) -> bool:
    name = plain(text)
    try:
        return bool(ipaddress.ip_address(name))
    except ValueError:
        return NAME.fullmatch(name) is not None
