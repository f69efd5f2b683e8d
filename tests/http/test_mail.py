"""A mail server that offers no login that we speak: nothing is gained by trying it again."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator

import pytest

from syndicate.errors import Unauthorized
from syndicate.http import Door
from syndicate.http.mail import Letter, Relay, deliver, knock


class Offering(socketserver.StreamRequestHandler):
    """Greets, says what it offers, and takes leave."""

    def handle(self) -> None:
        self.wfile.write(b"220 mail.example\r\n")
        for line in self.rfile:
            bye = line.upper().startswith(b"QUIT")
            self.wfile.write(b"221 bye\r\n" if bye else self.server.offers)  # type: ignore[attr-defined]  # set below
            if bye:
                return


@pytest.fixture
def offering() -> Iterator[Callable[[str], Relay]]:
    """Return a function that starts a server with one line of what it offers."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Offering) as server:

        def offer(what: str) -> Relay:
            server.offers = f"250-mail.example\r\n250 {what}\r\n".encode()  # type: ignore[attr-defined]  # read above
            return Relay(f"smtp://127.0.0.1:{server.server_address[1]}", "user", "wachtwoord")

        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield offer
        server.shutdown()


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("8BITMIME", "SMTP AUTH extension not supported by server"),
        ("AUTH XOAUTH2", "No suitable authentication method found"),
    ],
)
def test_a_server_without_our_login_is_a_matter_of_the_settings(
    offering: Callable[[str], Relay], what: str, said: str
) -> None:
    relay = offering(what)
    for call in (
        lambda: knock(Door(), relay, "praktijk.example", "logging in"),
        lambda: deliver(Door(), relay, Letter("a@b.example", "c@d.example", b"x\r\n"), "posting"),
    ):
        with pytest.raises(Unauthorized, match=f"{said}; base_url must be the address at which") as refused:
            call()
        assert "Try again later" not in str(refused.value)
