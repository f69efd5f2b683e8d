"""The one door to the network: time-outs, a deadline, no retries, no secret in any word that leaves.

    with door.judged(session, "account x: posting", creating=True):
        client.create_tweet(...)

Whatever goes wrong inside comes out as the one ChannelError that `syndicate.http.verdict` reads from
what really crossed the wire, not from what a network's SDK made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from syndicate.errors import ChannelError, ExpertstatusError
from syndicate.http.reach import Reach, names_loopback
from syndicate.http.redaction import Redaction
from syndicate.http.skew import Skew

if TYPE_CHECKING:
    from syndicate.http.wire import Wire

Refusal = Callable[[int, Mapping[str, Any]], type[ChannelError] | None]


def is_loopback(url: str) -> bool:
    """Tell whether an address or host name points at this machine itself (no name is looked up)."""
    try:
        return names_loopback(urlsplit(url if "//" in url else f"//{url}").hostname or "")
    except ValueError:
        return False


class Door:
    """Hands out sessions and judges what came of them; times are seconds.

    `connect` and `read` are the longest silences, `total` the longest that one request may last, its
    redirects included: it must stay well under the lease (a lease outlives a send). `reach` says which
    hosts may be asked, and where, on every hop; without it any public one that the caller names. With
    `only_loopback` every other address is refused before a byte leaves. `skew` says how far the clock here is
    off, by all answers.
    """

    def __init__(
        self,
        secrets: Sequence[str] = (),
        *,
        only_loopback: bool = False,
        connect: float = 5.0,
        read: float = 20.0,
        total: float = 60.0,
        reach: Reach | None = None,
    ) -> None:
        self.only_loopback = only_loopback
        self.connect = connect
        self.read = read
        self.total = total
        self.reach = reach or Reach()
        self.skew = Skew()
        self._redaction: Callable[[str], str] = Redaction(secrets)

    def session(self, base: tuple[str, str] | None = None) -> Wire:
        """Return a requests.Session that keeps the door's rules.

        `base` is (public host, base URL): requests to that host go to the base URL instead, for SDKs
        whose host is fixed. Their signature stays made for the public host.
        """
        from syndicate.http.wire import Wire

        return Wire(self, base)

    def only(self, hosts: Iterable[str] | None) -> Door:
        """Return the same door to these hosts alone; None: to any public one that a caller names."""
        narrow = copy(self)
        narrow.reach = replace(self.reach, hosts=Reach.to(hosts).hosts)
        return narrow

    def hiding(self, secret: str) -> Door:
        """Return the same door, which also hides a secret that a network handed out on the way."""
        known, new, hiding = self._redaction, Redaction((secret,)), copy(self)
        hiding._redaction = lambda text: new(known(text))
        return hiding

    def redact(self, text: str) -> str:
        """Return `text` with every secret, also in URL, JSON or base64 dress, replaced by ***."""
        return self._redaction(text)

    @contextmanager
    def judged(
        self, session: Wire, doing: str, *, creating: bool = False, refusal: Refusal | None = None
    ) -> Iterator[None]:
        """Turn whatever fails inside into the ChannelError that says whether anything was sent.

        `doing` opens the message ("account x: posting"). With `creating`, a second request is refused
        unsent, whoever asks for it. `refusal` is the network's own reading of a 4xx answer, given
        its status and JSON; None leaves it to the table. Our own errors pass through.
        """
        session.begin(only_one=creating)
        try:
            yield
        except ExpertstatusError:
            raise
        except Exception as error:
            from syndicate.http.verdict import verdict

            raise verdict(
                session,
                error,
                doing,
                self.redact,
                creating=creating,
                refusal=refusal,
                now=datetime.now(UTC),
            ) from None
        finally:
            session.begin(only_one=False)
