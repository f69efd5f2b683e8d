"""The requests session that every SDK is mounted on.

Each request gets a fresh connection (a kept-alive one may die under a create, which then looks as if
it had perhaps been posted), fixed time-outs, a hard deadline, and no retry by any layer underneath.
The session remembers what crossed the wire: `verdict` reads it.
"""

from __future__ import annotations

import logging
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from requests.utils import select_proxy
from urllib3 import PoolManager, Retry

from syndicate import __version__
from syndicate.http import is_loopback
from syndicate.http.errand import POOLS, Errand, under_way
from syndicate.http.reach import Kept

if TYPE_CHECKING:
    from syndicate.http import Door

log = logging.getLogger("syndicate.http")
TALKATIVE = ("requests_oauthlib", "oauthlib", "tweepy")
NEVER = Retry(0, connect=0, read=False, redirect=0, status=0, other=0, respect_retry_after_header=False)


class Refused(requests.ConnectionError):
    """The door did not let this request out; nothing was sent."""


class _NoLogin(AuthBase):
    """Keeps requests from adding a login out of a .netrc file."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


class _Threshold(HTTPAdapter):
    """Every hop of every request steps over it: address, time-outs, one line in the log."""

    def __init__(self, door: Door, base: tuple[str, str] | None) -> None:
        self._door = door
        public, target = base or ("", "")
        self._public = urlsplit(public if "//" in public else f"//{public}").hostname
        self._target = urlsplit(target.rstrip("/"))
        super().__init__(max_retries=NEVER)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> PoolManager:
        manager: PoolManager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = POOLS
        return manager

    def send(self, request: requests.PreparedRequest, **how: Any) -> requests.Response:  # type: ignore[override]  # requests passes them all by name
        """Send one hop; whatever time-outs the caller thought of, the door's own hold."""
        started = time.monotonic()
        came = "refused"
        hop = self._placed(request)
        address = urlsplit(hop.url or "")
        host = address.hostname or ""
        how["timeout"] = (self._door.connect, self._door.read)
        if is_loopback(f"[{host}]" if ":" in host else host):
            how["proxies"] = {}
        try:
            self._let_out(address.scheme, host, hop)
            if select_proxy(hop.url or "", how.get("proxies")):
                self._judge_ahead(host)
            came = "no answer"
            response = super().send(hop, **how)
            came = str(response.status_code)
            return response
        except Kept as kept:
            came = "refused"
            raise Refused(str(kept)) from None
        finally:
            self._write(f"{request.method} {host} {address.path} {came}", time.monotonic() - started)

    def _placed(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Return the request as it goes out: at the base URL where its host is the fixed one."""
        parts = urlsplit(request.url or "")
        if not self._public or parts.hostname != self._public:
            return request
        moved = request.copy()
        moved.url = urlunsplit(
            (self._target.scheme, self._target.netloc, self._target.path + parts.path, parts.query, "")
        )
        return moved

    def _let_out(self, scheme: str, host: str, request: requests.PreparedRequest) -> None:
        errand = under_way.get()
        errand.reach.refuse_unnamed(host, errand.first)
        errand.first = errand.first or host
        if is_loopback(f"[{host}]" if ":" in host else host):
            return
        if self._door.only_loopback:
            raise Refused(f"this run may reach this machine only, not {host}")
        if scheme == "http" and "Authorization" in request.headers:
            raise Refused(f"a token travels over https only, not over http to {host}")

    @staticmethod
    def _judge_ahead(host: str) -> None:
        """Judge a host that a proxy will look up itself, as far as it can be looked up here."""
        with suppress(OSError):
            under_way.get().reach.addresses(host, 0)

    def _write(self, line: str, took: float) -> None:
        if log.isEnabledFor(logging.DEBUG):
            log.debug("%s", self._door.redact(f"{line} {took * 1000:.0f} ms"))


class Wire(requests.Session):
    """A requests.Session that keeps the door's rules and remembers its last errand.

    `answer` is the last response, `error` the last transport error, `reached` whether a connection
    stood, so that a request may have left. Creating calls do not follow redirects.
    """

    def __init__(self, door: Door, base: tuple[str, str] | None = None) -> None:
        super().__init__()
        for name in TALKATIVE:  # their DEBUG lines hold tokens, signatures and whole bodies
            logging.getLogger(name).setLevel(logging.INFO)
        logging.getLogger("urllib3").setLevel(logging.ERROR)  # its warnings quote addresses, tokens in them
        self._total = door.total
        self._reach = door.reach
        self._skew = door.skew
        self._deep = False
        self.auth = _NoLogin()
        self.headers["User-Agent"] = f"Expertstatus/{__version__}"
        self.begin(only_one=False)
        for scheme in ("http://", "https://"):
            self.mount(scheme, _Threshold(door, base))

    def begin(self, *, only_one: bool) -> None:
        """Forget the last errand; with `only_one` let exactly one more request out."""
        self._left = 1 if only_one else None
        self.answer: requests.Response | None = None
        self.error: Exception | None = None
        self.reached = False

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Return where a read is sent on to; a write is never repeated at another address."""
        return super().get_redirect_target(resp) if resp.request.method in ("GET", "HEAD") else None

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """Send one request within the deadline, over a connection of its own."""
        if self._deep:
            return super().send(request, **kwargs)
        if self._left == 0:
            raise Refused("a second creating request was held back: a create is never repeated")
        if self._left:
            self._left -= 1
        return self._go(request, kwargs)

    def _go(self, request: requests.PreparedRequest, kwargs: dict[str, Any]) -> requests.Response:
        errand = Errand(self._reach)
        token = under_way.set(errand)
        clock = threading.Timer(self._total, errand.cut)
        clock.daemon = True
        clock.start()
        self.answer, self.error, self._deep = None, None, True
        began = datetime.now(UTC)
        try:
            answer = super().send(request, **kwargs)
            errand.in_time()
            self._skew.note(urlsplit(request.url or "").netloc, answer.headers, began, datetime.now(UTC))
            self.answer = answer
            return answer
        except Exception as error:
            self.error = error
            raise
        finally:
            clock.cancel()
            self.reached = errand.reached
            self._deep = False
            under_way.reset(token)
            self.close()
